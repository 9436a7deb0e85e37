"""Stretches of time that return, found by stepping from day to day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from .days import ONE

LETTERS = {"fiscal_year": "FY", "calendar_year": "CY", "school_year": "SY"}


@dataclass(frozen=True)
class Stretch:
    name: str
    days: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]


@cache
def stretch_of(day: date, kind: str, month: int) -> Stretch:
    """The stretch of a kind in which a day lies; years begin with the first day of a month."""
    first = day
    while not begins(first, kind, month):
        first -= ONE
    days = [first]
    while not begins(days[-1] + ONE, kind, month):
        days.append(days[-1] + ONE)
    last = days[-1]
    return Stretch(f"{first:%Y-%m}" if kind == "month" else f"{LETTERS[kind]}{last.year}", tuple(days))


def begins(day: date, kind: str, month: int) -> bool:
    months = {"month": day.month, "calendar_year": 1, "school_year": 9, "fiscal_year": month}
    return day.day == 1 and day.month == months[kind]


def stretches(first: date, last: date, kind: str, month: int) -> Iterator[Stretch]:
    """Yield the stretches from that of one day to that of another."""
    one = stretch_of(first, kind, month)
    while one.first <= last:
        yield one
        one = stretch_of(one.last + ONE, kind, month)


def part_of(stretch: Stretch, part) -> tuple[date, ...]:
    """The days of a stretch from one day of the year to another, or all of them."""
    if part is None:
        return stretch.days
    (start, end), open_now, found = part, False, []
    for day in stretch.days:
        open_now = open_now or (day.month, day.day) == start
        if open_now:
            found.append(day)
        if (day.month, day.day) == end:
            break
    return tuple(found)


def by_month(days: tuple[date, ...]) -> list[tuple[date, ...]]:
    months = sorted({(day.year, day.month) for day in days})
    return [tuple(day for day in days if (day.year, day.month) == month) for month in months]
