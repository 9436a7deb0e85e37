"""A slow second opinion on every count: one day, or a quarter of an hour, at a time, with its own calendar.

Nothing here is imported from the program. Weekdays come from counting on from a known Monday, holidays from
reading the law digest again, months from stepping through them, hours from ticking a clock.
"""

from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
TICK = timedelta(minutes=15)
A_MONDAY = date(2017, 5, 1)
TO_FRIDAY = frozenset({0, 1, 2, 3, 4})


def weekday(day):
    return (day - A_MONDAY).days % 7


def _in_month(day):
    """The how-manieth of its weekday a day is in its month, from the front and from the back."""
    later = [n for n in range(1, 6) if (day + n * 7 * DAY).month == day.month and n * 7 < 31]
    return (day.day + 6) // 7, len(later) + 1


def named_holiday(day, county=None):
    fixed = {(1, 1): "new year", (7, 4): "independence", (11, 11): "veterans", (12, 25): "christmas"}
    if day >= date(2020, 7, 24):
        fixed[6, 19] = "juneteenth"
    if weekday(day) == 0:
        front, back = _in_month(day)
        floating = {
            (1, 3): "king",
            (2, 3): "presidents",
            (4, 3): "patriots",
            (9, 1): "labor",
            (10, 2): "columbus",
        }
        if (day.month, front) in floating:
            return floating[day.month, front]
        if day.month == 5 and back == 1:
            return "memorial"
    if weekday(day) == 3 and day.month == 11 and _in_month(day)[0] == 4:
        return "thanksgiving"
    if county == "suffolk":
        fixed |= {(3, 17): "evacuation", (6, 17): "bunker hill"}
    eve = day - DAY
    if weekday(eve) == 6 and (eve.month, eve.day) in fixed:
        return fixed[eve.month, eve.day]
    return None if weekday(day) == 6 else fixed.get((day.month, day.day))


def counts(unit, day, weekdays=TO_FRIDAY, county=None, excluding=()):
    holiday = named_holiday(day, county) is not None
    if unit == "working days":
        return weekday(day) in weekdays and not holiday
    if unit == "business days":
        return weekday(day) not in {5, 6} and not holiday
    if unit == "hours":
        if weekday(day) == 5 and "saturdays" in excluding:
            return False
        if weekday(day) == 6 and "sundays" in excluding:
            return False
        return not (holiday and "legal holidays" in excluding)
    return True


def _month_away(year, month, sign):
    month += sign
    return (year + 1, 1) if month == 13 else (year - 1, 12) if month == 0 else (year, month)


def go(unit, count, start, sign, **how):
    """The day `count` units after (sign 1) or before (sign -1) a start."""
    if unit in {"months", "years"}:
        year, month = start.year, start.month
        for _ in range(count * (12 if unit == "years" else 1)):
            year, month = _month_away(year, month, sign)
        number = start.day
        while True:
            try:
                return date(year, month, number)
            except ValueError:
                number -= 1
    left = count * 7 if unit == "weeks" else count
    day = start
    while left:
        day += sign * DAY
        left -= counts(unit, day, **how)
    return day


def go_hours(count, start, sign, **how):
    """The first instant at which `count` hours have been ticked off on days that count."""
    left, now = count * 4, start
    while left:
        begins = now if sign > 0 else now - TICK
        now += sign * TICK
        left -= counts("hours", begins.date(), **how)
    return now


def off(day, saturdays=False, county=None):
    return weekday(day) == 6 or (saturdays and weekday(day) == 5) or named_holiday(day, county) is not None


def next_business(day, sign=1, county=None):
    day += sign * DAY
    while not counts("business days", day, county=county):
        day += sign * DAY
    return day


def between(unit, start, end, **how):
    if end < start:
        return -between(unit, end, start, **how)
    total = 0
    while start < end:
        start += DAY
        total += counts(unit, start, **how)
    return total


def hours_between(start: datetime, end: datetime, **how):
    """Quarters of an hour on counting days between two instants."""
    total = 0
    while start < end:
        total += counts("hours", start.date(), **how)
        start += TICK
    return total


def is_nth(day, n, wanted):
    """Whether a day is the nth (-1: the last) of its weekday in its month."""
    front, back = _in_month(day)
    return weekday(day) == wanted and (front == n if n > 0 else back == 1)


def is_weekday_after_first(day, wanted, first):
    """Whether a day is the first `wanted` weekday after the first `first` weekday of the month, all in one month."""
    earlier = [day - n * DAY for n in range(1, 8)]
    return weekday(day) == wanted and any(is_nth(other, 1, first) and other.month == day.month for other in earlier)


def next_such(day, such, sign=1):
    """The first day after (sign 1) or the last before (sign -1) a day of which `such` is true."""
    day += sign * DAY
    while not such(day):
        day += sign * DAY
    return day


def year_around(day, month, number):
    """The first and the last day of the year that starts on a month and day and in which a day falls."""
    first = next_such(day + DAY, lambda d: (d.month, d.day) == (month, number), -1)
    return first, next_such(day, lambda d: (d.month, d.day) == (month, number)) - DAY
