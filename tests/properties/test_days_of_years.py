"""Years and days of a year against a counter that looks at one day after the other."""

from datetime import date

import slow_counting as slow
from hypothesis import given, settings
from hypothesis import strategies as st

from agreelint.calendars import load_calendar
from agreelint.counting import Counting, Period, Unit
from agreelint.dating import Anchors, reckon
from agreelint.days import MONTHS, WEEKDAYS
from agreelint.periods import hours_between
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax.parser import parse_date_query

CALENDAR = load_calendar(share("rules") / "massachusetts" / "calendar.toml")
STARTS = ((7, 1), (1, 1), (9, 1), (2, 28))
COUNTINGS = {start: Counting(CALENDAR, fiscal_year_start=start, school_year_start=start) for start in STARTS}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}

quick = settings(derandomize=True, max_examples=100, deadline=None)
days = st.dates(date(2009, 1, 1), date(2031, 12, 31))
months = st.integers(1, 12)
weekdays = st.integers(0, 6)
starts = st.sampled_from(STARTS)
kinds = st.sampled_from(("fiscal_year", "school_year"))


def day(text, start=(7, 1)):
    result = parse_date_query(Source("expression", text))
    assert result.diagnostics == ()
    found = reckon(result.value.expression, Anchors(), COUNTINGS[start])
    assert found.exact
    return found.first.day


@quick
@given(here=days, kind=kinds, start=starts)
def test_the_year_in_which_a_day_falls(here, kind, start):
    first, last = slow.year_around(here, *start)
    assert day(f"start of the {kind} of {here}", start) == first
    assert day(f"end of the {kind} of {here}", start) == last
    assert day(f"start of the {kind} after {here}", start) == last + slow.DAY
    assert day(f"end of FY{last.year}", start) == last


@quick
@given(here=days, n=st.sampled_from(tuple(ORDINALS)), weekday=weekdays, month=months)
def test_the_next_weekday_of_a_month(here, n, weekday, month):
    name = f"{n} {WEEKDAYS[weekday]} of {MONTHS[month - 1]}"

    def such(found):
        return found.month == month and slow.is_nth(found, ORDINALS[n], weekday)

    assert day(f"next {name} after {here}") == slow.next_such(here, such)
    assert day(f"{name} {here.year}") == slow.next_such(date(here.year - 1, 12, 31), such)


@quick
@given(here=days, wanted=weekdays, first=weekdays, month=months, parity=st.sampled_from(("even", "odd")))
def test_the_next_weekday_after_the_first_of_another(here, wanted, first, month, parity):
    if wanted == first:
        return
    name = f"{WEEKDAYS[wanted]} after the first {WEEKDAYS[first]} of {MONTHS[month - 1]}"

    def such(found):
        fits = found.year % 2 == (parity == "odd")
        return fits and found.month == month and slow.is_weekday_after_first(found, wanted, first)

    assert day(f"next {name} of an {parity} year after {here}") == slow.next_such(here, such)


@quick
@given(here=days, month=months, number=st.integers(1, 28), start=starts)
def test_days_in_and_preceding_a_year(here, month, number, start):
    first, last = slow.year_around(here, *start)
    name, year = f"{MONTHS[month - 1]} {number}", f"the fiscal_year of {here}"

    def such(found):
        return (found.month, found.day) == (month, number)

    inside = day(f"{name} in {year}", start)
    assert such(inside)
    assert first <= inside <= last
    assert day(f"{name} preceding {year}", start) == slow.next_such(first, such, -1)


@quick
@given(
    start=st.datetimes(slow.datetime(2017, 3, 1), slow.datetime(2017, 8, 1)),
    quarters=st.integers(0, 800),
    excluding=st.sampled_from(((), ("sundays",), ("saturdays", "sundays", "legal holidays"))),
)
def test_hours_between_two_clock_times(start, quarters, excluding):
    start = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    end = start + quarters * slow.TICK
    period = Period(1, Unit.HOURS, excluding)
    assert (
        hours_between(period, start, end, COUNTINGS[7, 1]) == slow.hours_between(start, end, excluding=excluding) // 4
    )
    assert hours_between(period, end, start, COUNTINGS[7, 1]) == -(
        slow.hours_between(start, end, excluding=excluding) // 4
    )
