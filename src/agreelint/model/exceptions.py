"""Phrases that can be read in several ways, and exceptions: what they are about, and which come before which."""

from attrs import frozen

from agreelint.model.entities import Clauses
from agreelint.source import Span
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Phrase:
    """A clause or a consequence that can be read in several ways, the default first, each with its reasons."""

    name: str
    phrase: str
    clause: str
    step: str
    readings: tuple[tuple[str, tuple[str, ...]], ...]


@frozen(eq=False, repr=False, slots=False)
class Exemption:
    """An exception: what it is an exception to, when it applies, and which exceptions come before it.

    It is about a step (or one of its clauses, by the word that ends the name of its constraint), about every
    constraint of a clause of the agreement, or about the whole procedure.
    """

    id: str
    title: str
    clauses: Clauses
    condition: nodes.Condition
    step: str | None
    word: str | None
    label: str | None
    lifts: bool
    """Whether it lifts what it is about, rather than putting other clauses in its place."""
    above: tuple[str, ...]
    span: Span

    def about(self, step: str, word: str, label: str) -> bool:
        """Say whether it is about a constraint of a step, of that word, citing that clause."""
        if self.label is not None:
            return label == self.label
        return self.step in {None, step} and self.word in {None, word}
