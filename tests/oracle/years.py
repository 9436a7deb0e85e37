"""Fiscal years and the days that every one of them has, and how the language of agreements says them."""

from calendar import day_name, month_name
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from .counting import away
from .days import ONE, nth_weekday
from .days_said import Away, Extreme, Fixed

ORDINALS = ("", "first", "second", "third", "fourth")


@dataclass(frozen=True)
class Years:
    """Fiscal years that start on a day of the calendar, and are named by the year in which they end."""

    month: int
    number: int

    def first(self, year: int) -> date:
        return date(year - (self.month > 1 or self.number > 1), self.month, self.number)

    def last(self, year: int) -> date:
        return self.first(year + 1) - ONE

    def of(self, day: date) -> int:
        return day.year if day <= self.last(day.year) else day.year + 1

    def __str__(self):
        return f"{month_name[self.month]} {self.number}"


@dataclass(frozen=True)
class MonthDay:
    month: int
    number: int

    def __str__(self):
        return f"{month_name[self.month]} {self.number}"

    def on(self, year: int) -> date:
        return date(year, self.month, self.number)


@dataclass(frozen=True)
class NthWeekday:
    nth: int
    weekday: int
    month: int

    def __str__(self):
        return f"{ORDINALS[self.nth]} {day_name[self.weekday]} of {month_name[self.month]}"

    def on(self, year: int) -> date:
        return nth_weekday(year, self.month, self.weekday, self.nth)


@dataclass(frozen=True)
class InYear:
    """Such a day in the year, or the last one before the year starts."""

    day: MonthDay | NthWeekday
    preceding: bool = False

    def __str__(self):
        return f"{self.day} {'preceding' if self.preceding else 'in'} FY"


@dataclass(frozen=True)
class EdgeOfYear:
    end: bool

    def __str__(self):
        return f"{'end' if self.end else 'start'} of FY"


YearlyDate: TypeAlias = InYear | EdgeOfYear | Fixed | Away | Extreme


def day_in(day: YearlyDate, years: Years, year: int, week: int) -> date:
    """The day that an expression means for one fiscal year."""
    first, last = years.first(year), years.last(year)
    match day:
        case Fixed():
            return day.day
        case EdgeOfYear():
            return last if day.end else first
        case InYear():
            near = [day.day.on(number) for number in range(year - 2, year + 2)]
            if day.preceding:
                return max(one for one in near if one < first)
            return next(one for one in near if first <= one <= last)
        case Away():
            start = day_in(day.start, years, year, week)
            return away(start, day.count, day.unit, -1 if day.before else 1, week)
        case Extreme():
            return (max if day.latest else min)(day_in(part, years, year, week) for part in day.parts)
    raise AssertionError(day)
