"""Dates and bounds of an encoding in the words of a checklist."""

from collections.abc import Callable
from typing import assert_never

from agreelint.dating import period_of
from agreelint.days import MONTHS
from agreelint.syntax import nodes

_BOUNDS = {
    nodes.AtLeastBefore: "at least {} before the {}",
    nodes.AtLeastAfter: "at least {} after the {}",
    nodes.AtMostBefore: "no more than {} before the {}",
    nodes.AtMostAfter: "within {} after the {}",
}

_ORDINALS = {
    "ordinal_1": "first",
    "ordinal_2": "second",
    "ordinal_3": "third",
    "ordinal_4": "fourth",
    "ordinal_5": "fifth",
    "ordinal_last": "last",
}


def bound_in_words(bound: nodes.Bound, title: Callable[[str], str]) -> str:
    """Say when a bound allows a step; `title` returns the title of a step."""
    match bound:
        case nodes.NoLaterThan():
            return f"no later than {date_in_words(bound.limit, title)}"
        case nodes.NoEarlierThan():
            return f"no earlier than {date_in_words(bound.limit, title)}"
        case _:
            return _BOUNDS[type(bound)].format(period_of(bound.period), date_in_words(bound.anchor, title))


def date_in_words(date: nodes.DateExpr, title: Callable[[str], str]) -> str:
    """Name the date that an expression means, without an article."""
    match date:
        case nodes.EventDate():
            return title(date.step.text)
        case nodes.FixedDate():
            return str(date.day)
        case nodes.FixedInstant() | nodes.PartialDate():
            return date.text
        case nodes.DateInterval():
            return f"{date.first} to {date.last}"
        case nodes.MonthDay():
            return f"{_month_day(date)}, {date.year}"
        case nodes.MonthDayIn():
            return f"{_month_day(date)} in FY{date.fiscal_year.year}"
        case nodes.MonthDayPreceding():
            return f"{_month_day(date)} preceding FY{date.fiscal_year.year}"
        case nodes.FiscalYearEnd():
            return f"end of FY{date.fiscal_year.year}"
        case nodes.FiscalYearStart():
            return f"start of FY{date.fiscal_year.year}"
        case nodes.NthWeekday():
            return f"{_ORDINALS[date.ordinal.text]} {date.weekday} of {MONTHS[date.month - 1]} {date.year}"
        case nodes.NextMonthDay():
            return f"next {_month_day(date)} after the {date_in_words(date.anchor, title)}"
        case nodes.NextBusinessDay():
            return f"next business day after the {date_in_words(date.anchor, title)}"
        case nodes.PeriodBefore() | nodes.PeriodAfter():
            word = "before" if isinstance(date, nodes.PeriodBefore) else "after"
            return f"{period_of(date.period)} {word} the {date_in_words(date.anchor, title)}"
        case nodes.DeadlineOf():
            return f"deadline of the {date_in_words(date.of, title)}"
        case nodes.EarliestOf() | nodes.LatestOf():
            word = "earliest" if isinstance(date, nodes.EarliestOf) else "latest"
            return f"{word} of {', '.join(date_in_words(part, title) for part in date.dates)}"
        case _:
            assert_never(date)


def _month_day(date: nodes.MonthDay | nodes.MonthDayIn | nodes.MonthDayPreceding | nodes.NextMonthDay) -> str:
    return f"{MONTHS[date.month - 1]} {date.day}"
