"""What is to hold at all times, as plain values, and how the language of agreements says it."""

from calendar import month_name
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeAlias

from .force_said import ALWAYS, Force
from .posts_said import BODIES, OFFICES, Holders, Incompatible, Required, Residents, Seats, Terms

Yearly: TypeAlias = tuple[int, int]
"""A month and a day of it."""


TOWNS = ("adams", "becket", "colrain")


@dataclass(frozen=True)
class Meets:
    """How often the board meets in each fiscal year, or month, or a part of the year."""

    times: int
    every: str
    regularly: bool = False
    monthly: bool = False
    part: tuple[Yearly, Yearly] | None = None
    force: Force = ALWAYS
    home: ClassVar[str] = "board"

    def __str__(self):
        words = ["meets", "regularly" * self.regularly, "at least", told_times(self.times)]
        words += ["in each month"] * self.monthly
        words += [f"from {yearly(self.part[0])} to {yearly(self.part[1])}"] if self.part else []
        return " ".join([word for word in words if word] + [f"every {self.every} cites II.D{self.force}"])


def told_times(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def yearly(day: Yearly) -> str:
    return f"{month_name[day[0]]} {day[1]}"


Rule: TypeAlias = Meets | Incompatible | Required | Seats | Residents | Holders | Terms


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
group town "town" cites I {{
{"".join(f"  {town} {town.title()!r}" + chr(10) for town in TOWNS)}}}
{"".join(self.lines_of("body", body) for body in BODIES if body == "board" or self.council)}
{"".join(self.lines_of("office", office) for office in OFFICES)}
{"".join(f"{rule}" + chr(10) for rule in self.rules if not rule.home)}
procedure change "Change" cites III {{
  step proposal by chair
  reading hearing at meeting of board
}}
""".replace("'", '"')

    def lines_of(self, kind: str, name: str) -> str:
        """A body or an office, with what is said in it."""
        lines = "".join(f"  {rule}\n" for rule in self.rules if rule.home == name)
        inside = f" {{\n{lines}}}" if lines or kind == "body" else ""
        return f'{kind} {name} "{name.title()}" cites II{inside}\n'
