"""A mistake in a text: where it stands, what could stand there, and what was most likely meant."""

from typing import TypeAlias

from attrs import field, frozen

from agreelint.source import Span
from agreelint.syntax.tokens import Token


@frozen
class Respelt:
    """A word of the language, misspelt or in capitals."""

    word: str


@frozen
class Renamed:
    """A name that is not written as names are: how it is, and how it should be."""

    written: str
    name: str


@frozen
class Requoted:
    """A text whose quotes are missing or not the straight ones: as found, and without any quotes."""

    found: str
    text: str


@frozen
class Missing:
    """Something that has to stand here: after what, if that is known, and for which open brace.

    `same_line` says whether what stands before it is on the line of what stands after it.
    """

    terminal: str
    after: Token | None = None
    opened: int | None = None
    same_line: bool = True


@frozen
class Replaced:
    """Something of another sort has to stand here."""

    terminal: str


@frozen
class Extra:
    """Something that is one too many, perhaps because it was written twice."""

    twice: bool = False


@frozen
class Unfinished:
    """Nothing certain: what could not be read was passed over; any of `words` would have helped."""

    words: tuple[str, ...] = ()


@frozen
class TooDeep:
    """Too many constructs within each other."""


Fix: TypeAlias = Respelt | Renamed | Requoted | Missing | Replaced | Extra | Unfinished | TooDeep


@frozen(eq=False)
class Mistake:
    """One mistake, with the text that was passed over because of it."""

    token: Token
    expected: tuple[str, ...]
    fix: Fix
    passed_over: Span
    within: Span | None = field(default=None)
    """The name of what remains incomplete."""
