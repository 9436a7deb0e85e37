"""The fast counts against the slow ones, and the laws that any way of counting must keep."""

from datetime import date, datetime, timedelta

import pytest
import slow_counting as slow
from hypothesis import given, settings
from hypothesis import strategies as st

from agreelint.calendars import load_calendar
from agreelint.periods import (
    Counting,
    Period,
    Unit,
    after,
    before,
    fixed,
    is_business_day,
    next_business_day,
    previous_business_day,
    units_between,
)
from agreelint.share import share

CALENDAR = load_calendar(share("rules") / "massachusetts" / "calendar.toml")
WEEKDAYS = (slow.TO_FRIDAY, frozenset({0, 1, 2, 3}), frozenset(range(6)), frozenset({6}))
# One convention each, made once: a counting is told from others by identity, and keeps its tables.
COUNTINGS = {
    (county, weekdays, roll, saturdays): Counting(
        CALENDAR, county=county, weekdays=weekdays, roll=roll, roll_saturdays=saturdays
    )
    for county in (None, "suffolk")
    for weekdays in WEEKDAYS
    for roll in (True, False)
    for saturdays in (True, False)
}
DAY_UNITS = tuple(unit for unit in Unit if unit is not Unit.HOURS)
TABLED = (Unit.WORKING_DAYS, Unit.BUSINESS_DAYS)
EXACT = (Unit.DAYS, Unit.WEEKS, *TABLED)
EXCLUSIONS = ((), ("sundays",), ("legal holidays",), ("saturdays", "sundays", "legal holidays"))

quick = settings(derandomize=True, max_examples=150, deadline=None)
days = st.dates(date(2009, 1, 1), date(2031, 12, 31))
counts = st.integers(0, 65)
keys = st.sampled_from(sorted(COUNTINGS, key=repr))
# Half of all starts lie where something happens: around the ends of months and years.
edges = st.builds(
    lambda year, month, shift: date(year, month, 1) + timedelta(days=shift),
    st.integers(2010, 2030),
    st.integers(1, 12),
    st.integers(-4, 4),
)
starts = days | edges
instants = st.builds(
    lambda day, quarters: datetime.combine(day, datetime.min.time()) + quarters * slow.TICK,
    starts,
    st.integers(0, 95) | st.just(0),
)


def how(key):
    county, weekdays, _, _ = key
    return {"county": county, "weekdays": weekdays}


@pytest.mark.parametrize("county", [None, "suffolk", "norfolk"])
def test_every_day_of_the_calendar_is_a_holiday_or_not_as_the_slow_one_says(county):
    day, wrong = CALENDAR.first, []
    while day <= CALENDAR.last:
        if (CALENDAR.holiday(day, county) is None) != (slow.named_holiday(day, county) is None):
            wrong.append(day)
        day += slow.DAY
    assert wrong == []


@pytest.mark.parametrize("unit", DAY_UNITS)
@quick
@given(start=starts, count=counts, key=keys)
def test_forward_and_backward_as_counted_slowly(unit, start, count, key):
    counting = COUNTINGS[key]
    period = Period(count, unit)
    if unit is Unit.YEARS:
        count = count % 25
        period = Period(count, unit)
    for reckon, sign in ((after, 1), (before, -1)):
        day = slow.go(unit.value, count, start, sign, **how(key))
        if CALENDAR.first < day < CALENDAR.last:
            assert reckon(period, start, counting).day == day


@quick
@given(start=starts, count=counts, unit=st.sampled_from(DAY_UNITS[:-1]), key=keys)
def test_rolls_as_counted_slowly(start, count, unit, key):
    county, _, roll, saturdays = key
    counting = COUNTINGS[key]
    for found in (
        after(Period(count, unit), start, counting),
        before(Period(count, unit), start, counting),
        fixed(start, counting),
    ):
        is_off = slow.off(found.day, saturdays, county)
        may_wait = slow.next_business(found.day, county=county) if is_off and roll else None
        assert found.next_business == may_wait
        assert found.rolled == (None if found.direction.value == "before" else may_wait)
        assert found.safe == (slow.next_business(found.day, -1, county) if is_off else found.day)
    for found in (
        after(Period(count, unit), start, counting, rolls=False),
        before(Period(count, unit), start, counting, rolls=False),
    ):
        assert (found.rolled, found.next_business) == (None, None)


@quick
@given(day=days, key=keys)
def test_business_days_as_counted_slowly(day, key):
    county, _, _, _ = key
    counting = COUNTINGS[key]
    assert is_business_day(day, counting) == slow.counts("business days", day, county=county)
    assert next_business_day(day, counting) == slow.next_business(day, 1, county)
    assert previous_business_day(day, counting) == slow.next_business(day, -1, county)


@quick
@given(start=instants, count=st.integers(0, 120), excluding=st.sampled_from(EXCLUSIONS), key=keys)
def test_hours_as_ticked_slowly(start, count, excluding, key):
    county, _, _, _ = key
    counting = COUNTINGS[key]
    period = Period(count, Unit.HOURS, excluding)
    for reckon, sign in ((after, 1), (before, -1)):
        found = reckon(period, start, counting)
        assert found.instant == slow.go_hours(count, start, sign, excluding=excluding, county=county)
        assert found.day == found.instant.date()
        assert found.rolled is None


@quick
@given(start=instants, end=instants, count=st.integers(1, 100), excluding=st.sampled_from(EXCLUSIONS))
def test_hours_forward_and_backward_agree_on_who_is_in_time(start, end, count, excluding):
    counting = COUNTINGS[None, slow.TO_FRIDAY, True, False]
    period = Period(count, Unit.HOURS, excluding)
    start = min(start, end, end - timedelta(hours=count) + timedelta(days=start.day % 7 - 6))
    enough = after(period, start, counting).instant <= end
    assert enough == (start <= before(period, end, counting).instant)
    if end - start < timedelta(days=40):
        assert enough == (slow.hours_between(start, end, excluding=excluding) >= 4 * count)


@quick
@given(start=starts, end=starts, unit=st.sampled_from(DAY_UNITS), key=keys)
def test_units_between_as_counted_slowly(start, end, unit, key):
    measured = unit.value if unit in TABLED else "days"
    near = start + timedelta(days=(end - start).days % 400 - 200)
    assert units_between(unit, start, near, COUNTINGS[key]) == slow.between(measured, start, near, **how(key))


@quick
@given(a=starts, b=starts, c=starts, unit=st.sampled_from(tuple(Unit)), key=keys)
def test_units_between_adds_up_and_changes_sign(a, b, c, unit, key):
    counting = COUNTINGS[key]
    assert units_between(unit, a, c, counting) == units_between(unit, a, b, counting) + units_between(
        unit, b, c, counting
    )
    assert units_between(unit, a, b, counting) == -units_between(unit, b, a, counting)
    assert units_between(unit, a, a, counting) == 0


@quick
@given(start=starts, count=st.integers(1, 65), unit=st.sampled_from((Unit.DAYS, *TABLED)), key=keys)
def test_as_many_units_lie_between_as_were_counted(start, count, unit, key):
    counting = COUNTINGS[key]
    there = after(Period(count, unit), start, counting).day
    assert units_between(unit, start, there, counting) == count
    back = before(Period(count, unit), start, counting).day
    assert units_between(unit, back - slow.DAY, start - slow.DAY, counting) == count


@quick
@given(a=starts, b=starts, count=counts, unit=st.sampled_from(DAY_UNITS[:-1]), key=keys)
def test_a_later_start_never_ends_earlier(a, b, count, unit, key):
    early, late = sorted((a, b))
    counting = COUNTINGS[key]
    for reckon in (after, before):
        assert reckon(Period(count, unit), early, counting).day <= reckon(Period(count, unit), late, counting).day
    assert after(Period(count, unit), early, counting).day <= after(Period(count + 1, unit), early, counting).day


@quick
@given(a=instants, b=instants, count=counts, excluding=st.sampled_from(EXCLUSIONS))
def test_a_later_clock_never_ends_earlier(a, b, count, excluding):
    early, late = sorted((a, b))
    counting = COUNTINGS[None, slow.TO_FRIDAY, True, False]
    period = Period(count, Unit.HOURS, excluding)
    for reckon in (after, before):
        assert reckon(period, early, counting).instant <= reckon(period, late, counting).instant


@quick
@given(start=starts, gap=st.integers(0, 150), count=st.integers(1, 65), unit=st.sampled_from(EXACT), key=keys)
def test_forward_and_backward_agree_on_who_is_in_time(start, gap, count, unit, key):
    counting = COUNTINGS[key]
    event = start + timedelta(days=gap)
    forward = after(Period(count, unit), start, counting).day < event
    assert forward == (start < before(Period(count, unit), event, counting).day)


@quick
@given(start=starts, count=counts, unit=st.sampled_from(DAY_UNITS[:-1]), key=keys, sign=st.sampled_from((1, -1)))
def test_the_explanation_tells_of_every_day(start, count, unit, key, sign):
    found = (after if sign > 0 else before)(Period(count, unit), start, COUNTINGS[key])
    told = sorted({*found.counted, *(skipped.day for skipped in found.skipped)})
    ran = [start + timedelta(days=sign * n) for n in range(1, abs((found.day - start).days) + 1)]
    assert told == sorted(ran)
    assert len(told) == len(found.counted) + len(found.skipped)
    assert list(found.counted) == sorted(found.counted, reverse=sign < 0)
    assert not found.counted or found.counted[-1] == found.day
    if unit in {Unit.DAYS, *TABLED}:
        assert len(found.counted) == count
    assert all(slow.counts(unit.value, day, **how(key)) for day in found.counted)
    assert not any(slow.counts(unit.value, skipped.day, **how(key)) for skipped in found.skipped)
    assert len(found.lines) <= 8
    assert len(found.day_by_day) >= len(told) + 1


@quick
@given(start=instants, count=counts, excluding=st.sampled_from(EXCLUSIONS), sign=st.sampled_from((1, -1)))
def test_the_explanation_of_hours_adds_up(start, count, excluding, sign):
    counting = COUNTINGS[None, slow.TO_FRIDAY, True, False]
    found = (after if sign > 0 else before)(Period(count, Unit.HOURS, excluding), start, counting)
    assert not {*found.counted} & {skipped.day for skipped in found.skipped}
    if count:
        hours = "1 hour" if count == 1 else f"{count} hours"
        assert sum(line.endswith(f", {hours} in all") for line in found.day_by_day) == 1
