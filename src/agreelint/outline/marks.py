"""What the mark in front of an item can be: `B.`, `(3)`, `iv.`; plainly, or if a scan took one sign for another."""

import re
from collections.abc import Iterator
from enum import Enum

from attrs import frozen

MARK = re.compile(
    r"\(?(?P<token>[A-Za-z]|[IVXLivxl|]{1,6}|[0-9]{1,3})[.)](?=\s|$)|(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2})+)\.?(?=\s|$)"
)
_ROMAN = re.compile(r"X{0,3}(IX|IV|V?I{0,3})")
_ROUND = "0"
"""What a scan makes of the letter O."""
_VALUES = {"I": 1, "V": 5, "X": 10}
_STROKES = str.maketrans("|l1!", "IIII")
"""Strokes that a scan takes for one another; in a Roman number each of them was a one."""


class Kind(Enum):
    """How the items of a list are counted."""

    CAPITALS = "A"
    ROMAN = "I"
    FIGURES = "1"
    LETTERS = "a"
    SMALL_ROMAN = "i"


@frozen
class Mark:
    """A place in a list of a kind: `iv` is the fourth of its list."""

    kind: Kind
    value: int

    @property
    def next(self) -> "Mark":
        """The mark that follows it."""
        return Mark(self.kind, self.value + 1)

    @property
    def text(self) -> str:
        """The mark in plain lettering."""
        match self.kind:
            case Kind.CAPITALS:
                return chr(ord("A") + self.value - 1)
            case Kind.LETTERS:
                return chr(ord("a") + self.value - 1)
            case Kind.FIGURES:
                return str(self.value)
            case Kind.ROMAN:
                return roman(self.value)
            case Kind.SMALL_ROMAN:
                return roman(self.value).lower()


def roman(value: int) -> str:
    """Return a number up to 39 in Roman figures."""
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def from_roman(text: str) -> int | None:
    """Return what a Roman number up to 39 says, or None if it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    figures = [_VALUES[char] for char in text]
    return sum(-one if one < after else one for one, after in zip(figures, [*figures[1:], 0], strict=True))


def mended_roman(text: str) -> str | None:
    """Return a scanned Roman number as it was printed: `ill` is III, `|X` is IX; None where it cannot be told."""
    whole = text.translate(_STROKES).upper()
    return whole if from_roman(whole) else None


def readings(token: str) -> tuple[Mark, ...]:
    """Return what a token can be, as it stands."""
    return tuple(_plain(token))


def mended(token: str) -> tuple[Mark, ...]:
    """Return what a token can be if the scan took one sign for another."""
    return tuple(_damaged(token))


def _plain(token: str) -> Iterator[Mark]:
    if token.isdecimal():
        yield Mark(Kind.FIGURES, int(token))
        return
    if len(token) == 1 and token.isalpha():
        small = token.islower()
        yield Mark(Kind.LETTERS if small else Kind.CAPITALS, ord(token.upper()) - ord("A") + 1)
    if (value := from_roman(token.upper())) and (token.islower() or token.isupper()):
        yield Mark(Kind.SMALL_ROMAN if token.islower() else Kind.ROMAN, value)


def _damaged(token: str) -> Iterator[Mark]:
    if token == _ROUND:
        yield Mark(Kind.CAPITALS, ord("O") - ord("A") + 1)
    if token in {"l", "I", "|"}:
        yield Mark(Kind.FIGURES, 1)
    if set(token) <= {"1", "l", "|", "i"} and (value := from_roman("I" * len(token))):
        yield Mark(Kind.SMALL_ROMAN, value)
        yield Mark(Kind.ROMAN, value)
