"""Values of amounts: a number or a word, what is missing to tell it, and how it came about."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from attrs import frozen

from agreelint.model.units import Unit


class Key(NamedTuple):
    """Which figure is meant: of which member or occurrence, in which fiscal year; None where there is only one."""

    name: str
    whose: str | None
    year: int | None

    def __str__(self) -> str:
        of = f" of {self.whose}" if self.whose else ""
        return f"{self.name}{of}" + (f" in FY{self.year}" if self.year is not None else "")


Given = Mapping[Key, Fraction | str]
"""The figures that somebody brought."""


@frozen
class Value:
    """What an expression comes to: a number in a unit, or a word; None where something is missing or impossible.

    `told` is the expression with its numbers in it, `steps` the lines that lead up to it, `missing` the figures that
    are not there, and `impossible` why it cannot be worked out although they are.
    """

    number: Fraction | None
    unit: Unit
    told: str
    word: str | None = None
    steps: tuple[str, ...] = ()
    missing: tuple[Key, ...] = ()
    impossible: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The amount with its unit, or the word."""
        if self.word is not None:
            return self.word
        return "not known" if self.number is None else self.unit.write(self.number)


def gathered(parts: Iterable[Value]) -> tuple[tuple[str, ...], tuple[Key, ...], tuple[str, ...]]:
    """Return the steps, the missing figures and the impossibilities of several values, each once."""
    values = tuple(parts)
    return (
        tuple(dict.fromkeys(step for value in values for step in value.steps)),
        tuple(dict.fromkeys(key for value in values for key in value.missing)),
        tuple(dict.fromkeys(why for value in values for why in value.impossible)),
    )
