"""Syntax nodes: anything that stands in a text: nodes, names and fixed words."""

from attrs import fields, frozen

from agreelint.source import Span


@frozen(eq=False, repr=False, slots=False)
class Node:
    """Anything that stands somewhere in a text.

    Equality and printing are written once here, not generated for each class, and there are no slots: that takes
    less than half the time to import, and every start of the program waits for it.
    """

    span: Span

    def _meaning(self) -> tuple[object, ...]:
        return tuple(getattr(self, a.name) for a in fields(type(self)) if a.name != "span")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._meaning() == other._meaning()

    def __hash__(self) -> int:
        return hash((type(self), self._meaning()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._meaning()))})"


@frozen(eq=False, repr=False, slots=False)
class Name(Node):
    """An identifier as written."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class Word(Node):
    """A fixed word of the language, named by its grammar alias (`working_days`, `ordinal_2`)."""

    text: str
