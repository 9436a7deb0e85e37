"""Days from their yearly names: `April 30`, `second Tuesday of November`, with the year that is meant."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import assert_never

from agreelint.calendars import OutsideCalendar
from agreelint.dating.years import Stretch
from agreelint.days import MONTHS, WEEKDAYS, nth_weekday
from agreelint.diagnostics import AgreelintError
from agreelint.syntax import nodes
from agreelint.syntax.impossible import ORDINALS

_LONGEST_GAP = 9
"""Years between two leap days around a century that has none, and one more."""


def day_of(node: nodes.YearlyDay, year: int) -> date | None:
    """Return the day of a calendar year, None if that year has no such day."""
    try:
        match node:
            case nodes.MonthDay():
                return date(year, node.month, node.day)
            case nodes.NthWeekday():
                return nth_weekday(ORDINALS[node.ordinal.text], WEEKDAYS.index(node.weekday), node.month, year)
            case nodes.WeekdayAfter():
                first = nth_weekday(1, WEEKDAYS.index(node.first), node.month, year)
                return first + timedelta(days=(WEEKDAYS.index(node.weekday) - first.weekday()) % 7 or 7)
            case _:
                assert_never(node)
    except ValueError:
        return None


def year_word(year: nodes.YearByDay) -> str:
    """Return how a year lies to the day that tells it: `of`, `after` or `before`."""
    match year:
        case nodes.YearOf():
            return "of"
        case nodes.YearAfter():
            return "after"
        case nodes.YearPreceding():
            return "before"
        case _:
            assert_never(year)


def in_calendar_year(node: nodes.YearlyDay, year: int) -> date:
    """Return the day of a calendar year; raises AgreelintError if that year has no such day."""
    found = day_of(node, year)
    if found is None:
        raise AgreelintError(f"{year} has no {yearly_words(node)}")
    return found


def within(node: nodes.YearlyDay, stretch: Stretch) -> date | None:
    """Return the first such day in a run of days, None if it has none."""
    days = (day_of(node, year) for year in range(stretch.first.year, stretch.last.year + 1))
    return next((day for day in days if day and stretch.first <= day <= stretch.last), None)


def preceding(node: nodes.YearlyDay, stretch: Stretch, parity: nodes.Word | None = None) -> date:
    """Return the last such day before a run of days, in an even or odd calendar year if that is asked for."""
    return _nearest(node, stretch.first.year, -1, lambda day: day < stretch.first and _fits(day, parity))


def following(node: nodes.YearlyDay, day: date, parity: nodes.Word | None) -> date:
    """Return the first such day after a day, in an even or odd calendar year if that is asked for."""
    return _nearest(node, day.year, 1, lambda found: found > day and _fits(found, parity))


def _fits(day: date, parity: nodes.Word | None) -> bool:
    return parity is None or day.year % 2 == int(parity.text == "odd_year")


def day_words(day: nodes.AnyYear) -> str:
    """Return a day of whatever year as the text calls it."""
    match day:
        case nodes.OnYearly():
            which = f" of an {day.parity.text.replace('_', ' ')}" if day.parity else ""
            return f"a {yearly_words(day.day)}{which}"
        case nodes.OnFirstDay() | nodes.OnLastDay():
            end = "first" if isinstance(day, nodes.OnFirstDay) else "last"
            return f"the {end} day of a {day.kind.text.replace('_', ' ')}"
        case _:
            assert_never(day)


def yearly_words(node: nodes.YearlyDay) -> str:
    """Return the day as the text calls it."""
    match node:
        case nodes.MonthDay():
            return f"{MONTHS[node.month - 1]} {node.day}"
        case nodes.NthWeekday():
            return f"{_ORDINALS[node.ordinal.text]} {node.weekday} of {MONTHS[node.month - 1]}"
        case nodes.WeekdayAfter():
            return f"{node.weekday} after the first {node.first} of {MONTHS[node.month - 1]}"
        case _:
            assert_never(node)


def _nearest(node: nodes.YearlyDay, year: int, step: int, wanted: Callable[[date], bool]) -> date:
    """Return the first wanted day, going from year to year; a day that no year has is met by none."""
    for number in range(2 * _LONGEST_GAP):
        other = year + step * number
        if not date.min.year < other < date.max.year:
            break
        day = day_of(node, other)
        if day and wanted(day):
            return day
    raise OutsideCalendar(f"no {yearly_words(node)} lies within {2 * _LONGEST_GAP} years of {year}")


_ORDINALS = {
    "ordinal_1": "first",
    "ordinal_2": "second",
    "ordinal_3": "third",
    "ordinal_4": "fourth",
    "ordinal_5": "fifth",
    "ordinal_last": "last",
}
