"""What a count is made of: unit, period, and the convention by which an agreement counts its days."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, tzinfo
from enum import Enum
from functools import cached_property

from attrs import Attribute, field, frozen

from agreelint.calendars import Calendar, OutsideCalendar
from agreelint.days import SATURDAY, SUNDAY
from agreelint.diagnostics import AgreelintError

EXCLUDABLE = ("saturdays", "sundays", "legal holidays")
MONDAY_TO_FRIDAY = frozenset(range(5))
DEFAULT_ZONE = "America/New_York"


class Unit(Enum):
    """In what a period is counted; no unit ever turns into another."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    BUSINESS_DAYS = "business days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"

    @classmethod
    def named(cls, word: str) -> "Unit":
        """Find a unit by its word, singular or plural; `calendar days` are days. ValueError if unknown."""
        plain = " ".join(word.split())
        if plain in {"calendar days", "calendar day"}:
            return cls.DAYS
        for unit in cls:
            if plain in {unit.value, unit.singular}:
                return unit
        raise ValueError(f"unknown unit `{word}`")

    @property
    def singular(self) -> str:
        """The word for one of them: `working day`."""
        return self.value.removesuffix("s")


def _in_order(words: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [word for word in words if word not in EXCLUDABLE]
    if unknown:
        raise ValueError(f"hours can leave out {', '.join(EXCLUDABLE)}, not `{unknown[0]}`")
    return tuple(word for word in EXCLUDABLE if word in words)


@frozen(cache_hash=True)
class Period:
    """A count of one unit; `excluding` names the days whose hours do not count, and is for hours alone.

    Raises ValueError for a negative count, for a word that cannot be left out, and for `excluding` with days.
    """

    count: int = field()
    unit: Unit
    excluding: tuple[str, ...] = field(default=(), converter=_in_order)

    @count.validator
    def _not_negative(self, _attribute: "Attribute[int]", value: int) -> None:
        if value < 0:
            raise ValueError(f"a period cannot count {value}")

    @excluding.validator
    def _only_hours(self, _attribute: "Attribute[tuple[str, ...]]", value: tuple[str, ...]) -> None:
        if value and self.unit is not Unit.HOURS:
            raise ValueError(f"only hours can leave out {value[0]}, not {self.unit.value}")

    def __str__(self) -> str:
        words = f"{self.count} {self.unit.singular if self.count == 1 else self.unit.value}"
        if not self.excluding:
            return words
        *most, last = self.excluding
        return f"{words} not counting {', '.join(most)}{' and ' if most else ''}{last}"


@frozen(eq=False)
class Counting:
    """How one agreement, or one clause of it, counts; compared and hashed by identity.

    `weekdays` (0 is Monday) are the working days, less the calendar's legal holidays (TIME-11, an
    assumption). With `roll` a last day on a Sunday or legal holiday gives way to the next business day
    (G.L. c.4 s.9, TIME-05), on a Saturday only with `roll_saturdays` (G.L. c.41 s.110A, TIME-06). `zone`
    names the agreement's civil time; `fiscal_year_start` is (month, day) (TIME-14), and so is `school_year_start`,
    None where the text sets none. Raises ValueError for weekdays that do not exist and for a day that not every
    year has.
    """

    calendar: Calendar
    county: str | None = None
    weekdays: frozenset[int] = field(default=MONDAY_TO_FRIDAY)
    working_days_authority: str = (
        "assumed: working days are Monday to Friday except legal holidays, "
        "since no Massachusetts text that was read defines them (TIME-11)"
    )
    roll: bool = True
    roll_saturdays: bool = False
    roll_authority: str = "G.L. c.4 s.9"
    zone: str = DEFAULT_ZONE
    fiscal_year_start: tuple[int, int] = field(default=(7, 1))
    school_year_start: tuple[int, int] | None = field(default=None)

    @weekdays.validator
    def _some_weekdays(self, _attribute: "Attribute[frozenset[int]]", value: frozenset[int]) -> None:
        if not value or not value <= frozenset(range(7)):
            raise ValueError("working days need at least one weekday, from 0 for Monday to 6 for Sunday")

    @fiscal_year_start.validator
    @school_year_start.validator
    def _every_year(self, _attribute: "Attribute[tuple[int, int]]", value: tuple[int, int] | None) -> None:
        if value is not None:
            date(2001, *value)  # raises ValueError for a date that not every year has

    @cached_property
    def holidays(self) -> frozenset[int]:
        """The ordinals of all legal holidays of the calendar."""
        years = range(self.calendar.first.year, self.calendar.last.year + 1)
        every = (found for year in years for found in self.calendar.holidays(year, self.county))
        return frozenset(found.day.toordinal() for found in every)

    @cached_property
    def working_days(self) -> tuple[int, ...]:
        """The ordinals of all working days in order: the place of a day is its running number (TIME-11)."""
        return self._days_on(self.weekdays)

    @cached_property
    def business_days(self) -> tuple[int, ...]:
        """The ordinals of all business days: Monday to Friday except legal holidays (TIME-12)."""
        return self.working_days if self.weekdays == MONDAY_TO_FRIDAY else self._days_on(MONDAY_TO_FRIDAY)

    @cached_property
    def clock(self) -> tzinfo:
        """The time zone; raises AgreelintError if there is none of that name."""
        from zoneinfo import ZoneInfo  # costs 13 ms, and most counts have no clock

        try:
            return ZoneInfo(self.zone)
        except (KeyError, OSError, ValueError) as error:  # KeyError: not found; the others: not even a name
            raise AgreelintError(f"unknown time zone `{self.zone}`") from error

    def _days_on(self, weekdays: frozenset[int]) -> tuple[int, ...]:
        first, last = self.calendar.first.toordinal(), self.calendar.last.toordinal()
        off = self.holidays  # ordinal 1 was a Monday
        return tuple(n for n in range(first, last + 1) if (n - 1) % 7 in weekdays and n not in off)


def civil(moment: date | datetime, counting: Counting) -> date | datetime:
    """Return a moment as the agreement's clock shows it, without offset; one that has none is unchanged."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(counting.clock).replace(tzinfo=None, fold=0)
    return moment


def civil_day(moment: date | datetime, counting: Counting) -> date:
    """Return the civil day of a date or of an instant, in the agreement's zone."""
    shown = civil(moment, counting)
    return shown.date() if isinstance(shown, datetime) else shown


def is_business_day(day: date, counting: Counting) -> bool:
    """Say whether a day is Monday to Friday and no legal holiday (TIME-12). Raises OutsideCalendar."""
    counting.calendar.check(day)
    return day.weekday() < SATURDAY and day.toordinal() not in counting.holidays


def next_business_day(day: date, counting: Counting) -> date:
    """Return the first business day after a day, which itself never counts. Raises OutsideCalendar."""
    counting.calendar.check(day)
    return nth_day(counting.business_days, bisect_right(counting.business_days, day.toordinal()), counting)


def previous_business_day(day: date, counting: Counting) -> date:
    """Return the last business day before a day, which itself never counts. Raises OutsideCalendar."""
    counting.calendar.check(day)
    return nth_day(counting.business_days, bisect_left(counting.business_days, day.toordinal()) - 1, counting)


def leaves_out(period: Period, day: date, counting: Counting) -> bool:
    """Say whether a period of this unit (for hours: with these words) skips a day. Raises OutsideCalendar."""
    counting.calendar.check(day)
    weekday, holiday = day.weekday(), day.toordinal() in counting.holidays
    match period.unit:
        case Unit.WORKING_DAYS:
            return holiday or weekday not in counting.weekdays
        case Unit.BUSINESS_DAYS:
            return holiday or weekday >= SATURDAY
        case Unit.HOURS:
            kinds = (weekday == SATURDAY, weekday == SUNDAY, holiday)
            return any(is_one for word, is_one in zip(EXCLUDABLE, kinds, strict=True) if word in period.excluding)
        case _:
            return False


def yields(day: date, counting: Counting) -> bool:
    """Say whether c.4 s.9 speaks of a day: Sunday, legal holiday, Saturday if declared. OutsideCalendar."""
    counting.calendar.check(day)
    weekday = day.weekday()
    return (
        weekday == SUNDAY or (weekday == SATURDAY and counting.roll_saturdays) or day.toordinal() in counting.holidays
    )


def roll(day: date, counting: Counting) -> date | None:
    """Return the business day on which an act due on `day` may still be done; None if `day` stays the last.

    Source: G.L. c.4 s.9 (TIME-05), Saturdays c.41 s.110A (TIME-06). Raises OutsideCalendar.
    """
    return next_business_day(day, counting) if counting.roll and yields(day, counting) else None


def nth_day(days: tuple[int, ...], place: int, counting: Counting) -> date:
    """Return the day at a place of a table of ordinals. Raises OutsideCalendar beyond its ends."""
    if not 0 <= place < len(days):
        raise outside(counting)
    return date.fromordinal(days[place])


def outside(counting: Counting) -> OutsideCalendar:
    """Make the error for a count that runs out of the calendar."""
    known = counting.calendar
    return OutsideCalendar(
        f"the count leaves the calendar `{known.name}`, which runs from {known.first} to {known.last}"
    )
