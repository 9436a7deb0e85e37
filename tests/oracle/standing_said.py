"""What is to hold at all times, as plain values, and how the language of agreements says it."""

from calendar import month_name
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

TOWNS = ("adams", "becket", "colrain")

Yearly: TypeAlias = tuple[int, int]
"""A month and a day of it."""


@dataclass(frozen=True)
class Force:
    """From which day on a rule is in force, and on which day it no longer is."""

    start: date | None = None
    end: date | None = None

    def on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def __str__(self):
        words = [f" from {self.start}"] * bool(self.start) + [f" until {self.end}"] * bool(self.end)
        return f" in force{''.join(words)}" if words else ""


@dataclass(frozen=True)
class Meets:
    """How often the board meets in each fiscal year, or month, or a part of the year."""

    times: int
    every: str
    regularly: bool = False
    monthly: bool = False
    part: tuple[Yearly, Yearly] | None = None
    force: Force = Force()

    def __str__(self):
        words = ["meets", "regularly" * self.regularly, "at least", told_times(self.times)]
        words += ["in each month"] * self.monthly
        words += [f"from {yearly(self.part[0])} to {yearly(self.part[1])}"] if self.part else []
        return " ".join([word for word in words if word] + [f"every {self.every} cites II.D{self.force}"])


def told_times(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def yearly(day: Yearly) -> str:
    return f"{month_name[day[0]]} {day[1]}"


Rule: TypeAlias = Meets


@dataclass(frozen=True)
class Standing:
    """A small agreement of rules that hold at all times."""

    rules: tuple[Rule, ...]
    adopted: date | None = None
    fiscal: int = 7  # the month that a fiscal year begins with
    council: bool = False  # there is another body

    def said(self, kind):
        return [rule for rule in self.rules if isinstance(rule, kind)]

    def __str__(self):
        return f"""\
agreement sample "Sample" {{
  jurisdiction massachusetts
{f"  adopted {self.adopted}" if self.adopted else ""}
  fiscal_year starts {month_name[self.fiscal]} 1
  school_year starts September 1
}}
body board "Board" cites II {{
{"".join(f"  {rule}" + chr(10) for rule in self.said(Meets))}}}
{'body council "Council" cites II { }' * self.council}
office chair "Chair" cites II
procedure change "Change" cites III {{
  step proposal by chair
  reading hearing at meeting of board
}}
"""
