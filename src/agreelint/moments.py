"""When something happened: makes a civil day, an instant, a stretch of days or "unknown" from a record."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from attrs import field, frozen

EARLIEST_YEAR, LATEST_YEAR = 1990, 2060

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_LONGEST = 60  # no date is longer, and a message should not repeat a page that strayed into the cell
_ISO = "write it as YYYY-MM-DD"
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_CLOCK = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
    r" ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})(?![0-9])")
_SERIAL = re.compile(r"[34567][0-9]{4}(?:[.][0-9]+)?")
_WORDY = re.compile(r"[A-Za-z]{3}")


@frozen
class Moment:
    """The days between which something happened, both included, and the instant where a clock was recorded.

    An exact day has `first` equal to `last`; a day that is not recorded has neither. `instant` is aware, in
    the zone of the agreement, and its civil day is taken there. `text` is what the record said; it does not
    count in comparisons.
    """

    first: date | None
    last: date | None
    instant: datetime | None = None
    text: str = field(default="", eq=False)

    @staticmethod
    def parse(text: str, zone: str) -> "Moment":
        """Read an ISO date, date-time, month, year or interval; empty text means that the day is not known.

        A date-time without offset is in `zone`. Raises ValueError with a sentence for the person who wrote
        the record: what is wrong and how to write it.
        """
        return _parse(text, zone)

    @staticmethod
    def on(day: date) -> "Moment":
        """Return the exact civil day `day`."""
        return Moment(day, day, None, day.isoformat())

    @property
    def exact(self) -> bool:
        """Say whether the civil day is certain."""
        return self.first is not None and self.first == self.last

    @property
    def known(self) -> bool:
        """Say whether anything at all is known about the day."""
        return self.first is not None or self.last is not None

    @property
    def civil(self) -> date | None:
        """Return the civil day if it is certain."""
        return self.first if self.first == self.last else None

    def __str__(self) -> str:
        first, last = self.first, self.last
        if first is None or last is None:
            return "day not recorded"
        if first == last:
            return _day_words(first) + _clock_words(self.instant)
        if (first.year, first.month, first.day) == (last.year, 1, 1) and (last.month, last.day) == (12, 31):
            return f"some day in {first.year}"
        if first.day == 1 and last == _month_end(first.year, first.month):
            return f"some day in {MONTHS[first.month - 1]} {first.year}"
        return f"some day from {_plain(first)} to {_plain(last)}"


UNKNOWN = Moment(None, None)


def precedes(a: Moment, b: Moment) -> bool | None:
    """Say whether `a` is certainly before `b` (True), certainly not (False), or cannot be told (None).

    On one exact day instants decide where both have them; a tie cannot be told.
    """
    if a.last is not None and b.first is not None and a.last < b.first:
        return True
    if a.first is not None and b.last is not None and a.first > b.last:
        return False
    if a.instant is None or b.instant is None:
        return None
    # In UTC: Python compares two clocks of one zone by their faces, wrong in the hour repeated in autumn.
    one, other = a.instant.astimezone(UTC), b.instant.astimezone(UTC)
    return None if one == other else one < other


def same_day(a: Moment, b: Moment) -> bool | None:
    """Say whether both happened on one civil day; None where it cannot be told."""
    if a.exact and b.exact:
        return a.first == b.first
    if a.last is not None and b.first is not None and a.last < b.first:
        return False
    if a.first is not None and b.last is not None and a.first > b.last:
        return False
    return None


def tie(a: Moment, b: Moment) -> bool:
    """Say whether both are on one exact civil day and nothing recorded decides their order."""
    return same_day(a, b) is True and precedes(a, b) is None


@lru_cache(maxsize=1 << 15)
def _parse(text: str, zone: str) -> Moment:
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise ValueError(f"`{text[:_LONGEST]}...` is not a date; {_ISO}")
    if len(text) == 10 and _DAY.fullmatch(text):
        day = _day(text, text)
        return Moment(day, day, None, text)
    if not text:
        return UNKNOWN
    if clock := _CLOCK.fullmatch(text):
        return _instant(text, clock, zone)
    if text.count("/") == 1 and _YEAR.match(text):
        return _interval(text)
    first, last = _stretch(text, text)
    return Moment(first, last, None, text)


def _interval(text: str) -> Moment:
    left, _, right = (part.strip() for part in text.partition("/"))
    if _CLOCK.fullmatch(left) or _CLOCK.fullmatch(right):
        raise ValueError(
            f"`{text}` is an interval between clock times; write the days, such as 2021-06-01/2021-06-14, "
            "or the instant alone"
        )
    if not right or right == "..":
        raise ValueError(f"`{text}` is an interval without an end; write both days, such as 2021-06-01/2021-06-14")
    first, last = _stretch(left, text)[0], _stretch(right, text)[1]
    if first > last:
        raise ValueError(f"`{text}` is an interval that ends before it starts; write {right}/{left}")
    return Moment(first, last, None, text)


def _stretch(part: str, text: str) -> tuple[date, date]:
    """Return the first and the last day that a date, month or year can mean."""
    if _DAY.fullmatch(part):
        day = _day(part, text)
        return day, day
    if month := _MONTH.fullmatch(part):
        year, number = int(month[1]), int(month[2])
        _check_year(year, text)
        if not 1 <= number <= 12:
            raise ValueError(f"`{text}` names month {number:02}, and months run from 01 to 12; write it as YYYY-MM")
        return date(year, number, 1), _month_end(year, number)
    if _YEAR.fullmatch(part):
        year = int(part)
        _check_year(year, text)
        return date(year, 1, 1), date(year, 12, 31)
    raise ValueError(_advice(part, text))


def _day(part: str, text: str) -> date:
    try:
        day = date.fromisoformat(part)
    except ValueError:
        raise ValueError(_impossible(int(part[:4]), int(part[5:7]), int(part[8:]), text)) from None
    _check_year(day.year, text)
    return day


def _instant(text: str, match: re.Match[str], zone: str) -> Moment:
    _day(match[1], text)
    try:
        clock = datetime.fromisoformat(f"{match[1]}T{match[2]}{(match[3] or '').upper()}")
    except ValueError:
        raise ValueError(
            f"`{text}` has no possible time of day; write hours from 00 to 23 and minutes from 00 to 59, "
            f"such as {match[1]}T18:00"
        ) from None
    info = _zone(zone)
    instant = clock.astimezone(info) if clock.tzinfo else clock.replace(tzinfo=info)
    day = instant.date()
    return Moment(day, day, instant, text)


@lru_cache
def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # late: most logs hold no clock times, and start-up matters

    try:
        return ZoneInfo(name)
    except (OSError, KeyError, ValueError):
        raise ValueError(
            f"the time zone `{name}` is not known; take one of the time zone database, as America/New_York"
        ) from None


def _check_year(year: int, text: str) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(
            f"`{text}` lies outside the years {EARLIEST_YEAR} to {LATEST_YEAR} that a log may hold; "
            f"{_ISO} with the year in four digits"
        )


def _impossible(year: int, month: int, day: int, text: str) -> str:
    if not 1 <= month <= 12:
        if day <= 12 and 1 <= month <= 31:
            return f"`{text}` has the day before the month; write {year:04}-{day:02}-{month:02}"
        return f"`{text}` names month {month:02}, and months run from 01 to 12; {_ISO}"
    if year == 0:
        return f"`{text}` has no year; {_ISO}"
    end = _month_end(year, month).day
    return f"`{text}` is not in the calendar: {MONTHS[month - 1]} {year} has {end} days; {_ISO}"


def _advice(part: str, text: str) -> str:
    """Say why `part` of `text`, which is no ISO date, cannot be read, and how it is meant to be written."""
    if _DAY.match(part):
        day = part[:10]
        return f"`{text}` has more after the date than a time of day; write {day} or {day}T18:00"
    if match := _YEAR_FIRST.match(part) or _COMPACT.fullmatch(part):
        return _suggest(int(match[1]), int(match[2]), int(match[3]), text, "is not written in the ISO form")
    if match := _YEAR_LAST.match(part):
        one, two, year = (int(group) for group in match.groups())
        if len(match[3]) == 2:
            year += 2000 if year <= LATEST_YEAR - 2000 else 1900
        if one > 12:
            return _suggest(year, two, one, text, "has the day first")
        if two > 12:
            return _suggest(year, one, two, text, "has the month first")
        meant = f"{year:04}-{one:02}-{two:02}"
        if one != two:
            meant += f" or {year:04}-{two:02}-{one:02}"
        return f"`{text}` may have the day first or the month first; write {meant}"
    if _SERIAL.fullmatch(part):
        meant = (date(1899, 12, 30) + timedelta(days=int(part[:5]))).isoformat()
        return f"`{text}` looks like the day number of a spreadsheet; format the cell as a date: {meant}"
    if _WORDY.search(part):
        return f"`{text}` is not an ISO date; {_ISO} in figures, such as 2017-05-11"
    return f"`{text}` is not a date; {_ISO}, or as YYYY-MM or YYYY for some day in a month or a year"


def _suggest(year: int, month: int, day: int, text: str, fault: str) -> str:
    try:
        meant = date(year, month, day).isoformat()
    except ValueError:
        return _impossible(year, month, day, text)
    return f"`{text}` {fault}; write {meant}"


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _plain(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _day_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {_plain(day)}"


def _clock_words(instant: datetime | None) -> str:
    if instant is None:
        return ""
    return f" at {instant:%H:%M:%S}" if instant.second else f" at {instant:%H:%M}"
