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


@dataclass(frozen=True)
class Term:
    """Something that lasts until a day, and longer through a step."""

    name: str
    lasts: "Fixed | Away"
    count: int
    unit: str
    through: str

    def __str__(self):
        lasts = f"until {self.lasts}" if isinstance(self.lasts, Fixed) else self.lasts
        longest = f"{told(self.count, self.unit)} through {self.through}"
        return f"  term {self.name} cites III.A lasts {lasts},\n    extendable for at most {longest} before its end"


@dataclass(frozen=True)
class EndOf:
    """The last day of a term."""

    term: Term

    def __str__(self):
        return f"end of {self.term.name}"


Date: TypeAlias = Fixed | Of | Away | DueOf | Extreme | EndOf


def told(count, unit):
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def bracketed(day):
    return f"({day})" if isinstance(day, Away | Extreme) else str(day)
