"""Each binding sentence of a source: encoded, and by what; out of scope, and why; or untouched."""

from collections.abc import Mapping
from enum import Enum

from attrs import frozen

from agreelint.explain.places import Sources, lines, place
from agreelint.outline.outline import Clause, Outline, Sentence
from agreelint.prove.shown import Shown, Shows
from agreelint.source import Span
from agreelint.syntax import nodes
from agreelint.syntax.citing import Citing, citing


class Status(Enum):
    """What became of a sentence."""

    ENCODED = "encoded"
    OUT_OF_SCOPE = "out_of_scope"
    UNTOUCHED = "untouched"
    NOT_BINDING = "not_binding"
    """It binds nobody, and nothing speaks of it: nothing is missing."""


@frozen
class Encoding:
    """A part of the encoding that encodes a sentence: its name, where it says so, its text, and what shows it."""

    name: str
    place: str
    text: str
    shown: tuple[Shown, ...]


@frozen
class Covered:
    """A sentence, what became of it, and, if the source is at hand, what it says."""

    clause: str
    sentence: Sentence
    status: Status
    by: tuple[Encoding, ...] = ()
    reason: str | None = None
    text: str | None = None


@frozen(eq=False, repr=False, slots=False)
class Coverage:
    """Every sentence of a source in order, and how the source at hand differs from the outline."""

    agreement: str
    title: str
    sentences: tuple[Covered, ...]
    differences: tuple[str, ...] = ()

    @property
    def binding(self) -> tuple[Covered, ...]:
        """The sentences that count."""
        return tuple(one for one in self.sentences if one.sentence.normative)

    def count(self, status: Status) -> int:
        """Return how many binding sentences have a status."""
        return sum(one.status is status for one in self.binding)

    def having(self, status: Status) -> tuple[Covered, ...]:
        """Return the binding sentences that have a status."""
        return tuple(one for one in self.binding if one.status is status)


def coverage(
    file: nodes.File,
    title: tuple[str, str],
    outline: Outline,
    sources: Sources,
    shows: Shows,
    texts: Mapping[tuple[str, int], str] | None = None,
    differences: tuple[str, ...] = (),
) -> Coverage:
    """Hold an encoding against the outline of its source; `texts` are the sentences by clause and number."""
    covering = _Covering(file, sources, shows)
    found = (
        covering.of(clause, sentence, (texts or {}).get((clause.label, sentence.index)))
        for clause in outline.clauses
        for sentence in clause.sentences
    )
    return Coverage(*title, tuple(found), differences)


class _Covering:
    """Looks up what an encoding says of a sentence."""

    def __init__(self, file: nodes.File, sources: Sources, shows: Shows) -> None:
        self._sources, self._shows = sources, shows
        self._citing: dict[str, list[tuple[int | None, Citing]]] = {}
        for one in citing(file):
            for cite in one.cites:
                self._citing.setdefault(cite.label, []).append((_sentence(cite), one))
        self._excluded = {
            (cite.label, _sentence(cite)): declaration.reason
            for declaration in file.declarations
            if isinstance(declaration, nodes.OutOfScope)
            for cite in declaration.cites.cites
        }
        self._made: dict[tuple[str, Span, str], Encoding] = {}

    def of(self, clause: Clause, sentence: Sentence, text: str | None) -> Covered:
        """Return what became of a sentence. That it is out of scope is said of it alone, so it counts first."""
        label, index = clause.label, sentence.index
        reason = self._excluded.get((label, index)) or self._without(label)
        if reason is not None:
            return Covered(label, sentence, Status.OUT_OF_SCOPE, reason=reason, text=text)
        by = {
            one.name: self._encoding(one, label) for only, one in self._citing.get(label, ()) if only in {None, index}
        }
        if by:
            return Covered(label, sentence, Status.ENCODED, tuple(by.values()), text=text)
        status = Status.UNTOUCHED if sentence.normative else Status.NOT_BINDING
        return Covered(label, sentence, status, text=text)

    def _without(self, label: str) -> str | None:
        """Return why a clause, or one that holds it, is out of scope."""
        parts = label.split(".")
        holders = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((reason for holder in holders if (reason := self._excluded.get((holder, None)))), None)

    def _encoding(self, one: Citing, label: str) -> Encoding:
        key = (one.name, one.place, label)
        if key not in self._made:
            shown = self._shows.of_part(one.name, label)
            text = lines(self._sources, one.span)
            self._made[key] = Encoding(one.name, place(self._sources, one.place), text, shown)
        return self._made[key]


def _sentence(cite: nodes.Cite) -> int | None:
    return cite.sentence if isinstance(cite, nodes.ClauseCite) else None
