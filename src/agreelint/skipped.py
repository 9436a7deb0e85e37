"""Why a day was passed over, in words and with its authority, from the period and the calendar."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from agreelint.calendars import Holiday
from agreelint.counting import EXCLUDABLE, MONDAY_TO_FRIDAY, Counting, Period, Unit
from agreelint.days import SATURDAY, WEEKDAYS, long_date, short_date

BUSINESS_DAYS = "assumed: business days are Monday to Friday except legal holidays (TIME-12)"
SUMMED_HOURS = "only the hours on counted days are added up, as under G.L. c.30A s.20(b) (OML-02)"
_LISTED = 2  # as many skipped holidays get a line of their own; more share one, so that an explanation stays short


@frozen
class Skipped:
    """A day that a count passed over, with the reason and the authority for it.

    `weekday` says that its day of the week alone was reason enough, legal holiday or not.
    """

    day: date
    reason: str
    authority: str
    weekday: bool = False


def skip(period: Period, day: date, counting: Counting) -> Skipped:
    """Say why a period passes over a day, which must be one that `leaves_out` names."""
    holiday = counting.calendar.holiday(day, counting.county)
    if day.weekday() in _counted_weekdays(period, counting):
        assert holiday is not None
        return Skipped(day, holiday_words(holiday), holiday.authority)
    authority = {
        Unit.WORKING_DAYS: counting.working_days_authority,
        Unit.BUSINESS_DAYS: BUSINESS_DAYS,
    }.get(period.unit, SUMMED_HOURS)
    also = f", also {holiday_words(holiday)}" if holiday else ""
    return Skipped(day, f"a {WEEKDAYS[day.weekday()]}{also}", authority, True)


def holiday_words(holiday: Holiday) -> str:
    """Name a holiday and what is special about it: the Sunday it stands for, its county, weak evidence."""
    words = [holiday.name]
    if holiday.moved_from:
        words.append(f"kept for {short_date(holiday.moved_from)}")
    if holiday.county:
        words.append(f"{holiday.county.title()} County only")
    if holiday.assumed:
        words.append("assumed, as no source confirms it so early")
    return ", ".join(words)


def skip_lines(skipped: Sequence[Skipped]) -> tuple[str, ...]:
    """Tell of the skipped days: a line for each holiday (one for all, if many), a line for the weekdays."""
    holidays = [one for one in skipped if not one.weekday]
    lines = [f"{long_date(one.day)} is not counted: {one.reason} ({one.authority})" for one in holidays]
    if len(lines) > _LISTED:
        each = "; ".join(f"{long_date(one.day)}, {one.reason}" for one in holidays)
        cited = "; ".join(dict.fromkeys(one.authority for one in holidays))
        lines = [f"{len(holidays)} legal holidays are not counted: {each} ({cited})"]
    weekdays = Counter(one.day.weekday() for one in skipped if one.weekday)
    if weekdays:
        each = ", ".join(f"{n} {WEEKDAYS[day]}{'s' * (n > 1)}" for day, n in sorted(weekdays.items()))
        lines.append(f"not counted either: {each}" if holidays else f"not counted: {each}")
    return tuple(lines)


def _counted_weekdays(period: Period, counting: Counting) -> frozenset[int]:
    if period.unit is Unit.HOURS:
        named = zip(EXCLUDABLE[:2], (SATURDAY, SATURDAY + 1), strict=True)
        return frozenset(range(7)) - {day for word, day in named if word in period.excluding}
    return counting.weekdays if period.unit is Unit.WORKING_DAYS else MONDAY_TO_FRIDAY
