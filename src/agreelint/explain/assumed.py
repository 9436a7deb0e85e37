"""What an encoding assumes beside its phrases: how days are counted, and what the text leaves unsaid of votes."""

from collections.abc import Iterator

from attrs import frozen

from agreelint.explain.places import Sources, place, words
from agreelint.model.ballots import OWN_MAJORITY
from agreelint.model.citations import cite_text
from agreelint.model.constraints import Carried, Model, ThresholdMet
from agreelint.model.wordings import ROLL
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside


@frozen
class Assumption:
    """Something assumed: in words, on what basis, and where it is written, if it is."""

    text: str
    basis: str
    place: str | None = None


def assumptions(file: nodes.File, model: Model, sources: Sources) -> tuple[Assumption, ...]:
    """Return how days are counted, and every other thing that holds unless somebody says otherwise."""
    return (*_counting(file, sources), *_votes(model))


def _counting(file: nodes.File, sources: Sources) -> Iterator[Assumption]:
    for node in inside(file):
        if not isinstance(node, nodes.WorkingWeek | nodes.RollRule | nodes.SaturdaysClosed):
            continue
        cited = node.basis if isinstance(node.basis, nodes.Citation) else None
        basis = f"cites {', '.join(cite_text(cite) for cite in cited.cites)}" if cited else "assumed"
        text = words(sources, node).removesuffix(words(sources, node.basis)).strip()
        yield Assumption(text, basis, place(sources, node.span))
        if isinstance(node, nodes.RollRule) and node.rule.text != "roll_none":
            yield Assumption(
                f"what is due at least so long before something, on a Sunday or legal holiday, may be done on the "
                f"next business day ({ROLL} = applies; the other reading is does_not_apply)",
                "G.L. c.4 s.9 speaks of any last day of an act that a statute or contract requires",
            )


def _votes(model: Model) -> Iterator[Assumption]:
    for procedure in (*model.procedures.values(), *model.outside.values()):
        for constraint in procedure.constraints:
            if constraint.origin.step in procedure.given:
                continue
            own = constraint.own if isinstance(constraint, Carried) else None
            choice = constraint.choice if isinstance(constraint, ThresholdMet) else own
            if choice and choice.options[0].name == OWN_MAJORITY:
                text = f"{constraint.origin.name.rpartition('.')[0]}: more than half of those who vote are enough"
                yield Assumption(text, "the agreement does not say how those vote who vote for themselves")
