"""Civil days by name and number: dates from nth weekdays and months, and the English words for a date."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)


def short_date(day: date) -> str:
    """Write a date without its year: `Wednesday, April 12`."""
    return f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}"


def long_date(day: date) -> str:
    """Write a date in full, the same under every locale: `Wednesday, April 12, 2017`."""
    return f"{short_date(day)}, {day.year}"


def nth_weekday(n: int, weekday: int, month: int, year: int) -> date:
    """Find the nth weekday (0 is Monday) of a month; n is 1 to 5, or -1 for the last one.

    Raises ValueError for any other n, and for a fifth one in a month that has only four.
    """
    length = monthrange(year, month)[1]
    if n == -1:
        return date(year, month, length - (date(year, month, length).weekday() - weekday) % 7)
    number = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (n - 1)
    if n < 1 or number > length:
        raise ValueError(f"{MONTHS[month - 1]} {year} has no {WEEKDAYS[weekday]} number {n}")
    return date(year, month, number)


def add_months(day: date, months: int) -> date:
    """Go forward (or back, if negative) by calendar months: same day number, else the last day of the month.

    Source: G.L. c.4 s.7 cl.19 (TIME-08). Raises ValueError outside the years 1 to 9999.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        raise ValueError(f"{months} months from {day} is no date")
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
