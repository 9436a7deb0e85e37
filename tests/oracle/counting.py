"""Periods, counted by stepping through the calendar, and the days on which a last day may still be kept."""

from calendar import monthrange
from datetime import date
from functools import cache

from .days import ONE, SATURDAY, SUNDAY, holidays


def is_off(day: date) -> bool:
    """A Sunday or a legal holiday."""
    return day.weekday() == SUNDAY or day in holidays(day.year)


def is_business_day(day: date) -> bool:
    return not is_off(day) and day.weekday() != SATURDAY


def counts(unit: str, day: date, week: int) -> bool:
    if unit == "working days":
        return day.weekday() < week and day not in holidays(day.year)
    return is_business_day(day) if unit == "business days" else True


def month_away(day: date, sign: int, number: int) -> date:
    """The same day of the next or the last month, or its last one; `number` is the day of the month wanted."""
    year, month = (day.year, day.month + sign)
    if month in {0, 13}:
        year, month = year + sign, 12 if month == 0 else 1
    return date(year, month, min(number, monthrange(year, month)[1]))


@cache
def away(start: date, count: int, unit: str, sign: int, week: int = 5) -> date:
    """The day that is so many units after (sign 1) or before a day, which is not counted itself."""
    day = start
    if unit in {"months", "years"}:
        for _ in range(count * (12 if unit == "years" else 1)):
            day = month_away(day, sign, start.day)
        return day
    left = count * 7 if unit == "weeks" else count
    while left:
        day += sign * ONE
        left -= counts(unit, day, week)
    return day


@cache
def rolled(day: date, saturdays: bool) -> date:
    """The day on which what is due may still be done: the next business day after a Sunday or legal holiday."""
    if not is_off(day) and not (saturdays and day.weekday() == SATURDAY):
        return day
    while not is_business_day(day):
        day += ONE
    return day
