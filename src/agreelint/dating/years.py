"""Years from their names, and from the days that lie in them: fiscal, calendar and school years."""

from datetime import date

from attrs import frozen

from agreelint.counting import Counting
from agreelint.days import ONE_DAY
from agreelint.diagnostics import AgreelintError

KINDS = {"FY": "fiscal_year", "CY": "calendar_year", "SY": "school_year"}

_SHORT = 2


@frozen
class Stretch:
    """A run of days, both ends included: a year, or any other period that recurs."""

    first: date
    last: date


def year_called(name: str, counting: Counting) -> Stretch:
    """Return the year that a name such as `FY2018` means."""
    return numbered(KINDS[name[:2]], int(name[2:]), counting)


def in_four_figures(name: str) -> str | None:
    """Return the year that somebody meant who wrote two figures, such as `FY18`."""
    kind, number = name[:2], name[2:]
    return f"{kind}20{number}" if kind in KINDS and len(number) == _SHORT and number.isdecimal() else None


def numbered(kind: str, number: int, counting: Counting) -> Stretch:
    """Return a year of a kind; it is numbered by the calendar year in which it ends (TIME-14)."""
    return Stretch(_start(kind, number, counting), _start(kind, number + 1, counting) - ONE_DAY)


def number_of(kind: str, day: date, counting: Counting) -> int:
    """Return the number of the year of a kind in which a day falls."""
    return day.year if day < _start(kind, day.year + 1, counting) else day.year + 1


def _start(kind: str, number: int, counting: Counting) -> date:
    month, day = _first_day(kind, counting)
    return date(number if (month, day) == (1, 1) else number - 1, month, day)


def _first_day(kind: str, counting: Counting) -> tuple[int, int]:
    if kind == "calendar_year":
        return 1, 1
    if kind == "fiscal_year":
        return counting.fiscal_year_start
    if counting.school_year_start is None:
        raise AgreelintError("nothing says when a school year starts: add `school_year starts …` to the agreement")
    return counting.school_year_start
