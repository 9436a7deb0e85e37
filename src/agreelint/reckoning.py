"""The explanation of a deadline: days counted, days skipped and why, from period, anchor and convention."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cached_property

from attrs import frozen

from agreelint.counting import Counting, Period, Unit, leaves_out, previous_business_day, roll, yields
from agreelint.days import MONTHS, SATURDAY, SUNDAY, long_date, short_date
from agreelint.hours import Stretch, walk
from agreelint.skipped import BUSINESS_DAYS, SUMMED_HOURS, Skipped, holiday_words, skip, skip_lines

_FORWARD = "Bemis v. Leonard, 118 Mass. 502: the day of the event is left out (TIME-01)"
_BACKWARD = (
    "assumed: days are counted back from the day before the event, "
    "since no Massachusetts authority on counting backward was read (TIME-10)"
)
_UNITS = {
    Unit.DAYS: "Booker v. Chief Engineer of Woburn, 324 Mass. 264: a day is a calendar day (TIME-02)",
    Unit.BUSINESS_DAYS: BUSINESS_DAYS,
    Unit.MONTHS: "G.L. c.4 s.7 cl.19: a month is a calendar month (TIME-08)",
    Unit.YEARS: "G.L. c.4 s.7 cl.19: a year is a calendar year (TIME-08)",
}
_WHOLE_HOURS = "Stevenson v. Donnelly, 221 Mass. 161: hours count where the text asks for them (TIME-03)"
_SHORT = "Cunningham v. Mahan, 112 Mass. 58, TIME-04"
_CLOSED_SATURDAYS = "G.L. c.41 s.110A: a Saturday on which the office is closed (TIME-06)"
_SHOWN = 4  # days whose hours are named one by one in the short form
_WEEK = {Unit.DAYS: 7, Unit.HOURS: 7 * 24}


class Direction(Enum):
    """Which way a count runs from its anchor; a date named by the text itself is only on it."""

    AFTER = "after"
    BEFORE = "before"
    ON = "on"


@frozen
class Reckoning:
    """A deadline and all that explains it; what only people read is worked out when it is first asked for.

    `day` is the counted day, never rolled, and `instant` the clock time if hours were counted (the
    agreement's civil time, without offset). `rolled` is the later business day on which an act due on `day`
    may still be done, for a forward count or a fixed date alone. `anchor` is the civil day or time from
    which the count ran.
    """

    day: date
    instant: datetime | None
    rolled: date | None
    period: Period | None
    anchor: date | datetime
    direction: Direction
    rolls: bool
    counting: Counting

    @cached_property
    def next_business(self) -> date | None:
        """The business day that c.4 s.9 may allow instead of `day`; None if the question does not arise.

        After a forward count it is `rolled`; after a backward one it is what the ambiguity `last_day_roll`
        decides on.
        """
        return roll(self.day, self.counting) if self.rolls and self.instant is None else None

    @cached_property
    def safe(self) -> date:
        """The day to plan for: the business day before, if `day` is a Sunday or legal holiday, else `day`.

        It is `day` itself where the calendar begins, since nothing is known of the days before.
        """
        if self.day == self.counting.calendar.first or not yields(self.day, self.counting):
            return self.day
        return previous_business_day(self.day, self.counting)

    @cached_property
    def counted(self) -> tuple[date, ...]:
        """The days that were counted, in the order of the count; for hours the days on which they lie."""
        return tuple(day for day in self._span if not self._left_out(day))

    @cached_property
    def skipped(self) -> tuple[Skipped, ...]:
        """The days that were passed over, in the order of the count."""
        return tuple(skip(self.period, day, self.counting) for day in self._span if self.period and self._left_out(day))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know about this count beyond its days."""
        return tuple(self._remarks())

    @cached_property
    def authority(self) -> tuple[str, ...]:
        """The law, or the assumption, on which each part of the count rests; none of them twice."""
        return tuple(dict.fromkeys(self._authorities()))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The count in a few lines: what is counted, from where to where, what is not, roll, authority."""
        return (self._head(), *self._run(), *skip_lines(self.skipped), *self._tail())

    @cached_property
    def day_by_day(self) -> tuple[str, ...]:
        """The count in full: each day on a line, with its number (or its hours), or why it is not counted."""
        number = {day: n for n, day in enumerate(self.counted, 1)}
        parts = {part.day: part for part in self._stretches}
        passed = {skipped.day: skipped for skipped in self.skipped}
        lines, total = [], timedelta()
        for day in self._span:
            if day in passed:
                why = "" if passed[day].weekday else f" ({passed[day].authority})"
                lines.append(f"not counted: {long_date(day)}, {passed[day].reason}{why}")
            elif day in parts:
                total += parts[day].length
                lines.append(f"{_hours(parts[day].length)}: {_stretch(parts[day])}, {_hours(total)} in all")
            else:
                lines.append(f"day {number[day]}: {long_date(day)}")
        return (self._head(), *lines, *self._tail())

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        if self.period is None or not isinstance(self.anchor, datetime):
            return ()
        forward = self.direction is Direction.AFTER
        return walk(self.anchor, self.period.count, forward, lambda day: not self._left_out(day))[1]

    @cached_property
    def _span(self) -> tuple[date, ...]:
        """Every day that the count ran over, counted or not, in its order."""
        if isinstance(self.anchor, datetime):
            return tuple(part.day for part in self._stretches)
        step = 1 if self.direction is Direction.AFTER else -1
        ordinals = range(self.anchor.toordinal() + step, self.day.toordinal() + step, step)
        return () if self.period is None else tuple(date.fromordinal(n) for n in ordinals)

    def _left_out(self, day: date) -> bool:
        return self.period is not None and leaves_out(self.period, day, self.counting)

    def _head(self) -> str:
        if self.period is None:
            return f"{long_date(self.day)}, the date that the text names"
        if isinstance(self.anchor, datetime):
            return f"{self.period} {self.direction.value} {_moment(self.anchor)}"
        return f"{self.period} {self.direction.value} {long_date(self.anchor)}, which is not counted itself"

    def _run(self) -> Iterator[str]:
        if not self.counted:
            return
        first, last = self.counted[0], self.counted[-1]
        parts = [part for part in self._stretches if part.counted]
        if self.instant and len(parts) <= _SHOWN:
            hours = "; ".join(f"{_hours(part.length)} on {short_date(part.day)}" for part in parts)
            yield f"{hours}: {_moment(self.instant)}"
        elif self.instant:
            total = _hours(sum((part.length for part in parts), timedelta()))
            yield f"{total} on {len(parts)} days: {_moment(self.instant)}"
        elif first == last:
            yield f"day 1 {long_date(first)}"
        else:
            start = short_date(first) if first.year == last.year else long_date(first)
            yield f"day 1 {start} … day {len(self.counted)} {long_date(last)}"

    def _tail(self) -> Iterator[str]:
        if self.rolled:
            wait = f"the act may still be done on {long_date(self.rolled)}"
            wait += f", the next business day{self._passed()}"
            yield f"the last day falls on {self._off_day()}: {wait} ({self.counting.roll_authority})"
        yield from self.notes
        if self.authority:
            yield f"authority: {'; '.join(self.authority)}"

    def _off_day(self) -> str:
        holiday = self.counting.calendar.holiday(self.day, self.counting.county)
        if holiday:
            return f"a legal holiday ({holiday_words(holiday)}, {holiday.authority})"
        return "a Sunday" if self.day.weekday() == SUNDAY else "a Saturday, when the office is closed"

    def _passed(self) -> str:
        """Name the holidays on weekdays between the last day and the business day that follows it."""
        assert self.next_business is not None
        between = range(self.day.toordinal() + 1, self.next_business.toordinal())
        weekdays = [day for day in map(date.fromordinal, between) if day.weekday() < SATURDAY]
        found = [self.counting.calendar.holiday(day, self.counting.county) for day in weekdays]
        return "".join(f", since {short_date(one.day)} is {holiday_words(one)}" for one in found if one)

    def _remarks(self) -> Iterator[str]:
        period = self.period
        if period and period.unit in {Unit.MONTHS, Unit.YEARS} and self.day.day != _day_of(self.anchor).day:
            yield (
                f"{MONTHS[self.day.month - 1]} {self.day.year} has no day {_day_of(self.anchor).day}, "
                "so the count ends on the last day of the month"
            )
        if period and 0 < period.count < _WEEK.get(period.unit, 0) and "sundays" not in period.excluding:
            sundays = [long_date(day) for day in self.counted if day.weekday() == SUNDAY]
            here = f"{' and '.join(sundays)} is counted here" if sundays else "no Sunday is counted here"
            yield f"shorter than a week: a period set by statute would leave out Sundays; {here} ({_SHORT})"
        if self.direction is Direction.BEFORE and self.next_business:
            wait = f"whether the act may wait until {long_date(self.next_business)}{self._passed()}, is open"
            safe = f"{long_date(self.safe)} is safe under either reading"
            cited = f"last_day_roll, {self.counting.roll_authority}"
            yield f"the last day falls on {self._off_day()}: {wait} ({cited}); {safe}"
        if self.direction is not Direction.BEFORE and self.rolls and not self.counting.roll and self._yields():
            yield f"the last day falls on {self._off_day()}, and this agreement's counting does not roll it"
        changes = [part.day for part in self._stretches if part.counted and self._clock_changes(part)]
        if changes:
            yield f"the clocks change on {long_date(changes[0])}; hours are counted as if they did not"

    def _yields(self) -> bool:
        return self.instant is None and yields(self.day, self.counting)

    def _clock_changes(self, part: Stretch) -> bool:
        zone = self.counting.clock
        return zone.utcoffset(part.start) != zone.utcoffset(part.end)

    def _authorities(self) -> Iterator[str]:
        if self.period:
            unit, hours = self.period.unit, self.period.unit is Unit.HOURS
            if hours:
                yield SUMMED_HOURS if self.period.excluding else _WHOLE_HOURS
            elif unit is Unit.WORKING_DAYS:
                yield self.counting.working_days_authority
            elif unit in _UNITS:
                yield _UNITS[unit]
            if self.direction is Direction.BEFORE and not self.period.excluding:
                yield _BACKWARD
            elif not hours:
                yield _FORWARD
            yield from (passed.authority for passed in self.skipped if not passed.weekday)
        if self.next_business:
            yield self.counting.roll_authority
            if self.day.weekday() == SATURDAY and self.counting.roll_saturdays:
                yield _CLOSED_SATURDAYS


def _day_of(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _clock(moment: datetime) -> str:
    exact = "seconds" if moment.second or moment.microsecond else "minutes"
    return moment.time().isoformat(timespec=exact)


def _moment(moment: datetime) -> str:
    return f"{long_date(moment.date())} at {_clock(moment)}"


def _stretch(part: Stretch) -> str:
    start, end = sorted((part.start, part.end))
    until = _clock(end) if end.date() == start.date() else "24:00"
    return f"{long_date(part.day)} from {_clock(start)} to {until}"


def _hours(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if not minutes and not seconds:
        return "1 hour" if hours == 1 else f"{hours} hours"
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{n} {unit}" for n, unit in parts if n)
