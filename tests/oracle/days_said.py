"""Events and days as plain values, and how the language of agreements says them."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True)
class Event:
    """`hearing`, `tally passed`, `every letter`, `letter of that town`."""

    step: str
    state: str = ""
    every: bool = False
    own: bool = False

    def __str__(self):
        words = ["every"] if self.every else []
        return " ".join([*words, self.step, *([self.state] if self.state else []), *(["of that town"] * self.own)])


@dataclass(frozen=True)
class Fixed:
    day: date

    def __str__(self):
        return self.day.isoformat()


@dataclass(frozen=True)
class Of:
    event: Event

    def __str__(self):
        return str(self.event)


@dataclass(frozen=True)
class Away:
    """So many units before or after a day, which is not counted itself."""

    count: int
    unit: str
    before: bool
    start: "Date"

    def __str__(self):
        return f"{told(self.count, self.unit)} {'before' if self.before else 'after'} {bracketed(self.start)}"


@dataclass(frozen=True)
class DueOf:
    """The deadline of another step, done or not."""

    step: str

    def __str__(self):
        return f"the deadline of {self.step}"


@dataclass(frozen=True)
class Extreme:
    latest: bool
    parts: tuple["Date", ...]

    def __str__(self):
        return f"{'latest' if self.latest else 'earliest'} of {', '.join(bracketed(part) for part in self.parts)}"


Date: TypeAlias = Fixed | Of | Away | DueOf | Extreme


def told(count, unit):
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def bracketed(day):
    return f"({day})" if isinstance(day, Away | Extreme) else str(day)
