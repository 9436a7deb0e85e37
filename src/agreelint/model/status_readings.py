"""A status as each reading of its phrases has it."""

from itertools import product

from attrs import evolve, frozen

from agreelint.model.citations import cite_text, clauses_of
from agreelint.model.entities import Clauses
from agreelint.model.exceptions import Phrase
from agreelint.model.guards import Guard
from agreelint.model.notes import Notes, said_once
from agreelint.model.tenure import StatusOf
from agreelint.model.thresholds import default_first
from agreelint.syntax import nodes

_MOST = 16
_VOTE = (nodes.WithoutVote, nodes.WithVote)


@frozen(eq=False, repr=False, slots=False)
class Spread:
    """The items of a status under every reading of its phrases, the default first."""

    node: nodes.Status
    plain: tuple[nodes.StatusPart, ...]
    phrases: tuple[Phrase, ...]
    readings: tuple[tuple[Guard, tuple[nodes.StatusPart, ...]], ...]

    @staticmethod
    def of(node: nodes.Status, outer: Clauses | None, notes: Notes) -> "Spread":
        """Read the items of a status; mistakes go to `notes`."""
        plain = tuple(item for item in node.items if not isinstance(item, nodes.AmbiguousStatus))
        said_once((item for item in plain if not isinstance(item, nodes.Loses)), notes)
        blocks = [item for item in node.items if isinstance(item, nodes.AmbiguousStatus)]
        ordered = [default_first(notes, block.name, block.readings) for block in blocks]
        phrases = tuple(
            Phrase(
                block.name.text,
                block.phrase,
                (clauses_of(block.citation) if block.citation else outer or Clauses("", ())).label,
                node.name.text,
                tuple((one.name.text, _reasons(one.because)) for one in found),
            )
            for block, found in zip(blocks, ordered, strict=True)
        )
        taken = {_sort(item) for item in plain if not isinstance(item, nodes.Loses)}
        for block in blocks:
            sorts = {_sort(one.value) for one in block.readings if not isinstance(one.value, nodes.Loses)}
            if sorts & taken:
                notes.misplaced(block.name.span, "this is said outside the readings as well", "keep one of the two")
            taken |= sorts
        names = [block.name.text for block in blocks]
        picked = list(product(*ordered))
        if len(picked) > _MOST:
            notes.misplaced(node.name.span, f"`{node.name.text}` has too many readings to follow", "split the status")
        readings = tuple(
            (
                tuple(zip(names, (one.name.text for one in chosen), strict=True)),
                tuple(_cited(one.value, block.citation) for one, block in zip(chosen, blocks, strict=True)),
            )
            for chosen in picked[:_MOST]
        )
        return Spread(node, plain, phrases, readings)

    @property
    def default(self) -> tuple[nodes.StatusPart, ...]:
        """The items under the default readings."""
        return (*self.plain, *self.readings[0][1])

    @property
    def every(self) -> tuple[nodes.StatusPart, ...]:
        """Each item of any reading, once."""
        return (*self.plain, *dict.fromkeys(item for _, items in self.readings for item in items))

    def status(self) -> StatusOf:
        """Return the status; a reading that says nothing of when it begins leaves that to the others."""
        made = [(guard, self._made((*self.plain, *items))) for guard, items in self.readings]
        return evolve(made[0][1], phrases=self.phrases, others=tuple(made[1:]))

    def _made(self, items: tuple[nodes.StatusPart, ...]) -> StatusOf:
        begins = next(item.condition for item in (*items, *self.default) if isinstance(item, nodes.Begins))
        ends = next((item.condition for item in items if isinstance(item, nodes.Ends)), None)
        name = self.node.name.text
        return StatusOf(
            name,
            self.node.title or name.replace("_", " "),
            self.node.group.text,
            begins,
            ends,
            any(isinstance(item, nodes.OutOfQuorum) for item in items),
            tuple(item.what for item in items if isinstance(item, nodes.Loses)),
            any(isinstance(item, nodes.WithoutVote) for item in items),
        )


def _cited(item: nodes.StatusPart, citation: nodes.Citation | None) -> nodes.StatusPart:
    return item if item.citation or citation is None else evolve(item, citation=citation)


def _sort(item: nodes.StatusPart) -> type:
    return nodes.WithoutVote if isinstance(item, _VOTE) else type(item)


def _reasons(because: nodes.Because | None) -> tuple[str, ...]:
    return tuple(cite_text(cite) for cite in because.cites) if because else ()
