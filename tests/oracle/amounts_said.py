"""Figures, formulas, limits and schedules as plain values, and the text that says the same."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .formulas_said import Condition, Expression, Open, Pieces, joined_by_and
from .years import YearlyDate, Years

JULY = Years(7, 1)
TOWNS = ("adams", "becket", "colrain")
TAKEOVER = "takeover"


@dataclass(frozen=True)
class Figure:
    name: str
    unit: str = ""  # empty where it is a word
    each: str = ""  # town, repair
    yearly: bool = True
    words: tuple[str, ...] = ()

    def __str__(self):
        measure = f"one of {', '.join(self.words)}" if self.words else f"in {self.unit}"
        return f"figure {self.name}{indexed(self.each)} {measure}{yearly(self.yearly)} cites VIII"


@dataclass(frozen=True)
class Rounding:
    place: str  # cents, whole dollars, 2 decimals; empty where nothing is rounded
    way: str = ""
    silent: bool = False  # the text does not say

    @property
    def places(self):
        first = self.place.split()[0]
        return {"cents": 2, "whole": 0}.get(first) if first.isalpha() else int(first)

    def __str__(self):
        if not self.place:
            return "rounding unstated" if self.silent else "not rounded"
        return f"rounded to {self.place} {self.way}".rstrip()


EXACT = Rounding("")


@dataclass(frozen=True)
class Formula:
    name: str
    unit: str
    each: str
    yearly: bool
    rule: Expression | Pieces | Open
    rounding: Rounding = EXACT

    def __str__(self):
        head = f"formula {self.name}{indexed(self.each)} in {self.unit}{yearly(self.yearly)} cites VIII"
        return f"{head}\n  = {self.rule}\n  {self.rounding}"


@dataclass(frozen=True)
class Since:
    """The first year in which a limit holds: a number, or that of or after the takeover."""

    year: int = 0
    side: str = ""

    def __str__(self):
        return f" from FY{self.year}" if self.year else f" from the fiscal_year {self.side} {TAKEOVER}"


@dataclass(frozen=True)
class Limit:
    name: str
    each: str
    yearly: bool
    requires: tuple[Condition, ...]
    since: Since | None = None

    def __str__(self):
        head = f"limit {self.name}{indexed(self.each)}{yearly(self.yearly)}{self.since or ''} cites VIII"
        return f"{head}\n  requires {joined_by_and(self.requires)}"


@dataclass(frozen=True)
class Instalment:
    share: Fraction
    day: YearlyDate

    def __str__(self):
        day = f"({self.day})" if hasattr(self.day, "parts") else self.day
        return f"at least {self.share.numerator}/{self.share.denominator} no later than {day}"


@dataclass(frozen=True)
class Schedule:
    name: str
    of: str
    lines: tuple[tuple[str, tuple[Instalment, ...]], ...]  # of one town, or of each `town`

    def __str__(self):
        lines = [f"  {who}  {', '.join(map(str, parts))}" for who, parts in self.lines]
        return "\n".join([f"schedule {self.name} of {self.of} every fiscal_year as FY cites VIII {{", *lines, "}"])


def indexed(each: str) -> str:
    return "" if not each else f" {'of' if each == 'town' else 'for'} each {each}"


def yearly(said: bool) -> str:
    return " every fiscal_year" * said


@dataclass(frozen=True)
class Amounts:
    """A whole agreement about amounts."""

    figures: tuple[Figure, ...]
    formulas: tuple[Formula, ...]
    limits: tuple[Limit, ...]
    schedules: tuple[Schedule, ...] = ()
    years: Years = JULY
    joined: tuple[date | None, date | None, date | None] = (None, None, None)  # since when each town is a member
    left: tuple[date | None, date | None, date | None] = (None, None, None)
    week: int = 5
    rolls: bool = True
    saturdays: bool = False

    def __getitem__(self, name):
        return next(one for one in (*self.figures, *self.formulas) if one.name == name)

    @property
    def takeover(self):
        return any(limit.since and limit.since.side for limit in self.limits)

    def __str__(self):
        last = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[self.week - 1]
        towns = []
        for town, since, until in zip(TOWNS, self.joined, self.left, strict=True):
            member = f" from {since}" * bool(since) + f" until {until}" * bool(until)
            towns.append(f'  {town} "{town.title()}"{member}')
        step = f"step {TAKEOVER} optional cites IX by director" if self.takeover else ""
        return "\n".join(
            [
                'agreement sample "Sample" {',
                "  jurisdiction massachusetts",
                f"  fiscal_year starts {self.years}",
                "  counting {",
                f"    working days Monday to {last} except legal holidays cites II",
                f"    roll {'next business day' if self.rolls else 'none'} cites II",
                "    saturdays closed cites II" * self.saturdays,
                "  }",
                "}",
                'group town "town" cites I {',
                *towns,
                "}",
                'office director "Director" cites II',
                step,
                *map(str, (*self.figures, *self.formulas, *self.limits, *self.schedules)),
                "",
            ]
        )
