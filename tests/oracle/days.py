"""Working days in Massachusetts, counted one day at a time."""

from datetime import date, datetime, timedelta
from functools import cache

ONE = timedelta(days=1)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    day = date(year, month, 1)
    while True:
        if day.weekday() == weekday:
            count -= 1
            if count == 0:
                return day
        day += ONE


def last_monday_of_may(year: int) -> date:
    day = date(year, 5, 31)
    while day.weekday() != MONDAY:
        day -= ONE
    return day


@cache
def holidays(year: int) -> frozenset[date]:
    """HOL-01 to HOL-04: fixed dates move from Sunday to Monday and never from Saturday."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= 2021:  # Juneteenth was signed on 2020-07-24
        fixed.append(date(year, 6, 19))
    floating = [
        nth_weekday(year, 1, MONDAY, 3),  # Martin Luther King
        nth_weekday(year, 2, MONDAY, 3),  # Presidents
        nth_weekday(year, 4, MONDAY, 3),  # Patriots
        last_monday_of_may(year),  # Memorial
        nth_weekday(year, 9, MONDAY, 1),  # Labor
        nth_weekday(year, 10, MONDAY, 2),  # Columbus
        nth_weekday(year, 11, THURSDAY, 4),  # Thanksgiving
    ]
    moved = [day + ONE if day.weekday() == SUNDAY else day for day in fixed]
    return frozenset(moved + floating)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def working_days_before(event: date, count: int) -> date:
    """The count-th working day before the event, the event's own day not counted."""
    day = event
    while count:
        day -= ONE
        if is_working_day(day):
            count -= 1
    return day


def working_days_after(event: date, count: int) -> date:
    day = event
    while count:
        day += ONE
        if is_working_day(day):
            count -= 1
    return day


def calendar_days_before(event: date, count: int) -> date:
    return event - count * ONE


def eastern_offset(utc: datetime) -> timedelta:
    """New York clock since 2007: summer time from the second Sunday of March to the first of November."""
    spring = nth_weekday(utc.year, 3, SUNDAY, 2)
    autumn = nth_weekday(utc.year, 11, SUNDAY, 1)
    summer_begins = datetime(spring.year, 3, spring.day, 7)  # noqa: DTZ001 - 02:00 EST in UTC
    summer_ends = datetime(autumn.year, 11, autumn.day, 6)  # noqa: DTZ001 - 02:00 EDT in UTC
    return timedelta(hours=-4 if summer_begins <= utc < summer_ends else -5)


def eastern(moment: datetime) -> datetime:
    """The wall clock in New York; a moment without an offset already is one."""
    offset = moment.utcoffset()
    if offset is None:
        return moment
    utc = moment.replace(tzinfo=None) - offset
    return utc + eastern_offset(utc)
