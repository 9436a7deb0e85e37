"""Deadlines from periods: the day or instant that lies a period after or before another."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from agreelint.counting import (
    Counting,
    Period,
    Unit,
    civil,
    civil_day,
    is_business_day,
    leaves_out,
    next_business_day,
    nth_day,
    outside,
    previous_business_day,
    roll,
)
from agreelint.days import ONE_DAY, add_months, long_date, nth_weekday
from agreelint.diagnostics import AgreelintError
from agreelint.hours import walk
from agreelint.reckoning import Direction, Reckoning
from agreelint.skipped import Skipped

__all__ = [
    "Counting",
    "Period",
    "Reckoning",
    "Skipped",
    "Unit",
    "after",
    "before",
    "civil",
    "civil_day",
    "fiscal_year_end",
    "fiscal_year_of",
    "fiscal_year_start",
    "fixed",
    "hours_between",
    "is_business_day",
    "long_date",
    "margin_unit",
    "next_business_day",
    "nth_weekday",
    "previous_business_day",
    "roll",
    "units_between",
]


def after(period: Period, trigger: date | datetime, counting: Counting, *, rolls: bool = True) -> Reckoning:
    """Count forward from a trigger, which is day 0: `day` is the last of the counted days (TIME-01).

    For units of days an instant stands for its civil day in the agreement's zone. `day` is never rolled;
    `rolled` is the business day on which an act due on it may still be done (TIME-05), None if `day` stays
    the last, and for hours. Months and years keep the day number, or end on the last of the month
    (TIME-08). Working and business days are counted on the calendar (TIME-11, TIME-12), hours on the clock
    (OML-02). Zero of a unit is the trigger itself. Pass `rolls=False` for what never rolls ("at least N
    after", effect dates, ends of periods). Raises OutsideCalendar, and AgreelintError for hours after a
    mere date.
    """
    return _reckon(period, _anchor(period, trigger, counting), counting, True, rolls)


def before(period: Period, event: date | datetime, counting: Counting, *, rolls: bool = True) -> Reckoning:
    """Count backward from an event, which is day 0: `day` is the last that keeps "at least N before".

    The convention is assumed (TIME-10). `rolled` is always None: whether c.4 s.9 helps a backward bound is
    a question of reading, so `next_business` is the day it would allow and `safe` the business day that
    avoids the question. Pass `rolls=False` where `day` is the first lawful day ("at most N before"). Units,
    zones and errors are those of `after`.
    """
    return _reckon(period, _anchor(period, event, counting), counting, False, rolls)


def fixed(day: date, counting: Counting) -> Reckoning:
    """Reckon a date that the text names itself (`no later than April 30`): no count, but a roll (TIME-05)."""
    return Reckoning(day, None, roll(day, counting), None, day, Direction.ON, True, counting)


def units_between(unit: Unit, start: date, end: date, counting: Counting) -> int:
    """Count the units after `start` up to and including `end`; negative if `end` comes first.

    Working and business days are counted on the calendar; every other unit is measured in calendar days,
    since weeks, months and years have no fixed length to divide by. Raises OutsideCalendar for days counted
    on it.
    """
    if unit is not Unit.WORKING_DAYS and unit is not Unit.BUSINESS_DAYS:
        return end.toordinal() - start.toordinal()
    counting.calendar.check(start)
    counting.calendar.check(end)
    days = counting.working_days if unit is Unit.WORKING_DAYS else counting.business_days
    return bisect_right(days, end.toordinal()) - bisect_right(days, start.toordinal())


def hours_between(period: Period, start: datetime, end: datetime, counting: Counting) -> int:
    """Count the whole hours from `start` to `end` on days whose hours count; negative if `end` comes first.

    Both are civil times of the agreement. Raises OutsideCalendar.
    """
    if end < start:
        return -hours_between(period, end, start, counting)
    total, day = timedelta(), start.date()
    while day <= end.date():
        if not leaves_out(period, day, counting):
            midnight = datetime.combine(day, time.min)
            total += min(end, midnight + ONE_DAY) - max(start, midnight)
        day += ONE_DAY
    return total // timedelta(hours=1)


def margin_unit(unit: Unit) -> str:
    """Return the word for what `units_between` counts: `working days`, `business days` or `days`."""
    return unit.value if unit in {Unit.WORKING_DAYS, Unit.BUSINESS_DAYS} else Unit.DAYS.value


def fiscal_year_start(fy: int, counting: Counting) -> date:
    """Return the first day of a fiscal year, which is numbered by the year in which it ends (TIME-14)."""
    month, number = counting.fiscal_year_start
    return date(fy if (month, number) == (1, 1) else fy - 1, month, number)


def fiscal_year_end(fy: int, counting: Counting) -> date:
    """Return the last day of a fiscal year: FY2018 ends on 2018-06-30 if the year starts on July 1."""
    return fiscal_year_start(fy + 1, counting) - ONE_DAY


def fiscal_year_of(day: date, counting: Counting) -> int:
    """Return the number of the fiscal year in which a day lies."""
    return day.year if day <= fiscal_year_end(day.year, counting) else day.year + 1


def _anchor(period: Period, moment: date | datetime, counting: Counting) -> date | datetime:
    if period.unit is not Unit.HOURS:
        return civil_day(moment, counting) if isinstance(moment, datetime) else moment
    if not isinstance(moment, datetime):
        # A date is never given a midnight: the caller knows which clock time is the strict one.
        raise AgreelintError(f"hours are counted from a clock time, and {moment} has none: write `{moment}T18:00`")
    return civil(moment, counting)


# Chains, sweeps and the bulk engine ask for the same few thousand days again and again. A date and an instant
# are never equal, so the two kinds of anchor cannot be mistaken for each other here.
@lru_cache(maxsize=1 << 16)
def _reckon(period: Period, anchor: date | datetime, counting: Counting, forward: bool, rolls: bool) -> Reckoning:
    instant, rolled = None, None
    try:
        if isinstance(anchor, datetime):
            instant = _instant(period, anchor, counting, forward)
            day = instant.date()
        else:
            day = _day(period, anchor, counting, forward)
    except (OverflowError, ValueError) as error:  # beyond the years that Python can write
        raise outside(counting) from error
    counting.calendar.check(day)
    if forward and rolls and instant is None:
        rolled = roll(day, counting)
    direction = Direction.AFTER if forward else Direction.BEFORE
    return Reckoning(day, instant, rolled, period, anchor, direction, rolls, counting)


def _day(period: Period, anchor: date, counting: Counting, forward: bool) -> date:
    """Find the last day of a count of days; for days of the calendar it is one search in a table."""
    counting.calendar.check(anchor)
    step = period.count if forward else -period.count
    match period.unit:
        case Unit.MONTHS:
            return add_months(anchor, step)
        case Unit.YEARS:
            return add_months(anchor, 12 * step)
        case Unit.WEEKS:
            return anchor + timedelta(days=7 * step)
        case Unit.WORKING_DAYS | Unit.BUSINESS_DAYS as unit if step:
            days = counting.working_days if unit is Unit.WORKING_DAYS else counting.business_days
            here = anchor.toordinal()
            place = bisect_right(days, here) - 1 if forward else bisect_left(days, here)
            return nth_day(days, place + step, counting)
        case _:
            return anchor + timedelta(days=step)


def _instant(period: Period, anchor: datetime, counting: Counting, forward: bool) -> datetime:
    counting.calendar.check(anchor.date())
    if not period.excluding:
        return anchor + timedelta(hours=period.count) * (1 if forward else -1)
    return walk(anchor, period.count, forward, lambda day: not leaves_out(period, day, counting))[0]
