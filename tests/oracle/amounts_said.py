"""Figures, formulas, limits and schedules as plain values, and the text that says the same."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from .years import YearlyDate, Years

JULY = Years(7, 1)
TOWNS = ("adams", "becket", "colrain")
TAKEOVER = "takeover"


# ---- expressions -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Number:
    """A plain number with its unit, as it is written."""

    written: str
    unit: str = "ratio"
    level = 3

    def __str__(self):
        return f"{self.written}{'' if self.unit == 'ratio' else ' ' + self.unit}"


@dataclass(frozen=True)
class Quantity:
    """`pupils`, `pupils of adams`, `pupils in the previous year`."""

    name: str
    of: str = ""
    previous: bool = False
    level = 3

    def __str__(self):
        whose = f" of {self.of}" if self.of else ""
        return f"{self.name}{whose}{' in the previous year' * self.previous}"


@dataclass(frozen=True)
class Total:
    """What there is for each of a kind, added up."""

    each: str
    what: "Expression"
    level = 3

    def __str__(self):
        return f"total {within(self.what, 3)}"


@dataclass(frozen=True)
class Average:
    what: "Expression"
    years: int
    preceding: bool  # without the year itself
    level = 3

    def __str__(self):
        window = "preceding" if self.preceding else "last"
        return f"average of {within(self.what, 3)} over the {window} {self.years} years"


@dataclass(frozen=True)
class Sum:
    """Two amounts joined by `+`, `-`, `*` or `/`."""

    sign: str
    left: "Expression"
    right: "Expression"

    @property
    def level(self):
        return 1 if self.sign in "+-" else 2

    def __str__(self):
        return f"{within(self.left, self.level)} {self.sign} {within(self.right, self.level + 1)}"


@dataclass(frozen=True)
class Bounded:
    """`the greater of A and B`, `the lesser of A and B`."""

    greater: bool
    left: "Expression"
    right: "Expression"
    level = 3

    def __str__(self):
        return f"the {'greater' if self.greater else 'lesser'} of {self.left} and {within(self.right, 3)}"


Expression: TypeAlias = Number | Quantity | Total | Average | Sum | Bounded


def within(expression: Expression, level: int) -> str:
    """An expression inside another one, in brackets where it would fall apart."""
    return str(expression) if expression.level >= level else f"({expression})"


# ---- conditions ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compare:
    """`A is at most B`; `words` are what stands between them."""

    words: str  # is, is at most, is at least, is above, is below
    left: Expression
    right: Expression

    def __str__(self):
        return f"{self.left} {self.words} {self.right}"


@dataclass(frozen=True)
class Between:
    what: Expression
    low: Expression
    high: Expression

    def __str__(self):
        return f"{self.what} is between {self.low} and {self.high}"


@dataclass(frozen=True)
class IsWord:
    figure: Quantity
    word: str

    def __str__(self):
        return f"{self.figure} is {self.word}"


@dataclass(frozen=True)
class Recorded:
    figure: Quantity

    def __str__(self):
        return f"{self.figure} is recorded"


@dataclass(frozen=True)
class IsTown:
    town: str

    def __str__(self):
        return f"town is {self.town}"


Condition: TypeAlias = Compare | Between | IsWord | Recorded | IsTown


def joined_by_and(conditions: tuple[Condition, ...]) -> str:
    return " and ".join(map(str, conditions))


@dataclass(frozen=True)
class Pieces:
    """The first whose conditions hold, else another one."""

    pieces: tuple[tuple[Expression, tuple[Condition, ...]], ...]
    otherwise: Expression

    def __str__(self):
        cases = [f"{amount} when {joined_by_and(conditions)}" for amount, conditions in self.pieces]
        return ", ".join([*cases, f"otherwise {self.otherwise}"])


@dataclass(frozen=True)
class Open:
    """A phrase that can be read in several ways, of which one may be the default."""

    name: str
    readings: tuple[tuple[str, Expression | Pieces], ...]
    default: str = ""

    @property
    def first(self):
        """The reading that is taken for the ordinary one."""
        return dict(self.readings)[self.default] if self.default else self.readings[0][1]

    def __str__(self):
        why = "" if self.default else ' no default because "nobody knows"'
        lines = [f"    reading {name} = {rule}{' default' * (name == self.default)}" for name, rule in self.readings]
        return "\n".join([f'ambiguous {self.name} "what is meant"{why} {{', *lines, "  }"])


# ---- declarations ----------------------------------------------------------------------------------------


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
