"""Stretches of time that return, from how often they do: years of every sort, months, terms of some years."""

from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from agreelint.counting import Counting, Period, Unit
from agreelint.dating.years import Stretch, number_of, numbered
from agreelint.days import ONE_DAY, add_months


class Kind(Enum):
    """Stretches that have a name of their own."""

    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    SCHOOL_YEAR = "school_year"
    MONTH = "month"


_PREFIXES = {Kind.FISCAL_YEAR: "FY", Kind.CALENDAR_YEAR: "CY", Kind.SCHOOL_YEAR: "SY"}
_MOST_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}
"""The most days that a unit can have; no other unit can measure out a cycle."""


def measures(period: Period) -> bool:
    """Say whether stretches can follow each other by a period: hours and working days leave gaps."""
    return period.unit in _MOST_DAYS and period.count > 0


@frozen
class Cycle:
    """How stretches follow each other without a gap, each with its number: days to numbers and back."""

    kind: Kind | Period
    start: date | None = None
    """The first day of the first stretch, where the text states it; None for those that have a name."""

    @property
    def words(self) -> str:
        """How a clerk would say it: `fiscal year`, `4 years from 2018-07-01`."""
        if isinstance(self.kind, Kind):
            return self.kind.value.replace("_", " ")
        return f"{self.kind} from {self.start}"

    @property
    def one(self) -> str:
        """What one stretch is: `fiscal year`, `period`."""
        return self.words if isinstance(self.kind, Kind) else "period"

    @property
    def written(self) -> str:
        """How an encoding writes it after `every`."""
        return self.kind.value if isinstance(self.kind, Kind) else self.words

    @property
    def column(self) -> str:
        """The column of a log in which a row says for which stretch it stands."""
        return self.kind.value if isinstance(self.kind, Kind) else "period"

    def number(self, day: date, counting: Counting) -> int:
        """Return the number of the stretch in which a day lies."""
        if isinstance(self.kind, Period):
            return self._number(self.kind, day)
        if self.kind is Kind.MONTH:
            return day.year * 12 + day.month - 1
        return number_of(self.kind.value, day, counting)

    def stretch(self, number: int, counting: Counting) -> Stretch:
        """Return the days of the stretch of a number."""
        if isinstance(self.kind, Period):
            return Stretch(self._start(self.kind, number), self._start(self.kind, number + 1) - ONE_DAY)
        if self.kind is Kind.MONTH:
            first = date(number // 12, number % 12 + 1, 1)
            return Stretch(first, add_months(first, 1) - ONE_DAY)
        return numbered(self.kind.value, number, counting)

    def label(self, number: int, counting: Counting) -> str:
        """Return what reports call the stretch of a number: `FY2018`, `2018-03`, `2018-07-01/2022-06-30`."""
        if isinstance(self.kind, Kind) and self.kind in _PREFIXES:
            return f"{_PREFIXES[self.kind]}{number}"
        days = self.stretch(number, counting)
        return f"{days.first:%Y-%m}" if self.kind is Kind.MONTH else f"{days.first}/{days.last}"

    def named(self, text: str, counting: Counting) -> int | None:
        """Return the number of the stretch that a cell of a log names, None if it names none."""
        word = text.strip().upper()
        if isinstance(self.kind, Kind) and self.kind in _PREFIXES:
            digits = word.removeprefix(_PREFIXES[self.kind]).strip()
            return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 4 else None
        try:
            year, month, day = [int(part) for part in f"{word.partition('/')[0]}-1".split("-")[:3]]
            return self.number(date(year, month, day), counting)
        except ValueError:
            return None

    def _number(self, period: Period, day: date) -> int:
        assert self.start is not None
        guess = (day - self.start).days // (period.count * _MOST_DAYS[period.unit])
        while self._start(period, guess) > day:  # before the first, months are shorter than they are at most
            guess -= 1
        while self._start(period, guess + 1) <= day:
            guess += 1
        return guess

    def _start(self, period: Period, number: int) -> date:
        """Return the first day of a stretch, counted from the first of all: no month's end is lost on the way."""
        assert self.start is not None
        if period.unit in {Unit.MONTHS, Unit.YEARS}:
            return add_months(self.start, number * period.count * (12 if period.unit is Unit.YEARS else 1))
        return self.start + timedelta(days=number * period.count * _MOST_DAYS[period.unit])
