"""Legal holidays by day, made from a dated and cited calendar file."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import field, frozen

from agreelint.days import MONTHS, ONE_DAY, SUNDAY, WEEKDAYS, nth_weekday
from agreelint.diagnostics import AgreelintError

_MOVES = "next day when on Sunday"
_NTH = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1}
_LEVELS = ("R", "O", "P")
_FILE_KEYS = {"name": str, "first": date, "last": date, "holiday": list}
_REQUIRED = {
    "id": str,
    "name": str,
    "rule": str,
    "confirmed_from": date,
    "citation": str,
    "fact": str,
    "level": str,
}
_OPTIONAL = {"from": date, "until": date, "county": str, "note": str}
_RULE_HELP = f"write `January 1`, `January 1, {_MOVES}`, `3rd Monday in April` or `last Monday in May`"


class OutsideCalendar(AgreelintError):  # noqa: N818 - it names the case, as the other errors of the house do
    """A day, or a count, that lies outside the dates for which a calendar has holidays."""


@frozen
class FixedDate:
    """The same date every year; the day after instead, if `moves` and the date is a Sunday (HOL-01)."""

    month: int
    number: int
    moves: bool

    def __str__(self) -> str:
        """As the file writes it."""
        return f"{MONTHS[self.month - 1]} {self.number}{f', {_MOVES}' if self.moves else ''}"

    def days(self, year: int) -> tuple[date, date | None]:
        """Return the day kept for this year, and the Sunday from which it moved, if it did."""
        day = date(year, self.month, self.number)
        return (day + ONE_DAY, day) if self.moves and day.weekday() == SUNDAY else (day, None)


@frozen
class NthWeekday:
    """The nth weekday of a month, the last one if n is -1 (HOL-02)."""

    n: int
    weekday: int
    month: int

    def __str__(self) -> str:
        """As the file writes it."""
        nth = next(word for word, n in _NTH.items() if n == self.n)
        return f"{nth} {WEEKDAYS[self.weekday]} in {MONTHS[self.month - 1]}"

    def days(self, year: int) -> tuple[date, date | None]:
        """Return the day kept for this year; it never moves."""
        return nth_weekday(self.n, self.weekday, self.month, year), None


@frozen
class Entry:
    """One holiday of the file: its rule, when that rule is in force, and where it comes from."""

    id: str
    name: str
    rule: FixedDate | NthWeekday
    start: date | None
    until: date | None
    confirmed_from: date
    citation: str
    fact: str
    level: str
    county: str | None
    note: str | None


@frozen
class Holiday:
    """A legal holiday on one day: why, on whose authority, and how well that is known.

    `authority` is the citation; `level` is R (text read), O (official explanation) or P (secondary).
    `assumed`: the day lies before the first date a source confirms. `moved_from` is the Sunday it stands for.
    """

    day: date
    name: str
    authority: str
    fact: str
    level: str
    assumed: bool
    county: str | None
    moved_from: date | None


@frozen(eq=False)
class Calendar:
    """A named calendar of legal holidays, `first` to `last` included; compared and hashed by identity."""

    name: str
    first: date
    last: date
    entries: tuple[Entry, ...]
    _years: dict[int, dict[date, tuple[Holiday, ...]]] = field(factory=dict, init=False, repr=False)

    def check(self, day: date) -> None:
        """Raise OutsideCalendar unless the day lies between `first` and `last`."""
        if not self.first <= day <= self.last:
            raise OutsideCalendar(
                f"{day} lies outside the calendar `{self.name}`, which runs from {self.first} to {self.last}"
            )

    def holiday(self, day: date, county: str | None = None) -> Holiday | None:
        """Return the legal holiday of a day, statewide or of the county asked for, or None.

        A county's own holidays count only if that county is named (HOL-05, HOL-06). Where several fall on one
        day the first of the file is given, a statewide one before a county's. Raises OutsideCalendar.
        """
        self.check(day)
        layer = county.casefold() if county else None
        for found in self._year(day.year).get(day, ()):
            if found.county is None or found.county == layer:
                return found
        return None

    def holidays(self, year: int, county: str | None = None) -> tuple[Holiday, ...]:
        """Return the legal holidays of a year in order, one a day; none for a year outside the calendar."""
        if not self.first.year <= year <= self.last.year:
            return ()
        days = sorted(day for day in self._year(year) if self.first <= day <= self.last)
        return tuple(found for day in days if (found := self.holiday(day, county)) is not None)

    def _year(self, year: int) -> dict[date, tuple[Holiday, ...]]:
        if year not in self._years:
            table: dict[date, tuple[Holiday, ...]] = {}
            for found in sorted(self._kept(year), key=lambda kept: kept.county is not None):
                table[found.day] = (*table.get(found.day, ()), found)
            self._years[year] = table
        return self._years[year]

    def _kept(self, year: int) -> Iterator[Holiday]:
        # A holiday of the last of December may be kept in the next year, so the year before is asked too.
        for entry in self.entries:
            for named in (year - 1, year):
                day, moved = entry.rule.days(named)
                if day.year != year or day < (entry.start or day) or day > (entry.until or day):
                    continue
                assumed = day < entry.confirmed_from
                yield Holiday(day, entry.name, entry.citation, entry.fact, entry.level, assumed, entry.county, moved)


def load_calendar(path: Path) -> Calendar:
    """Read a calendar file (its keys are described in `rules/massachusetts/README.md`).

    Raises AgreelintError, naming the file, the entry and the key, for anything that the file may not say.
    """
    import tomllib  # it costs as much as the rest of the start-up

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a TOML or a UTF-8 fault is a ValueError
        raise AgreelintError(f"{path}: cannot be read as a calendar: {error}") from error
    where = f"{path}:"
    _keys(table, _FILE_KEYS, {}, where)
    entries = tuple(_entry(item, f"{where} holiday {n}") for n, item in enumerate(table["holiday"], 1))
    for n, entry in enumerate(entries):
        if entry.id in {earlier.id for earlier in entries[:n]}:
            raise AgreelintError(f"{where} holiday `{entry.id}`: `id` is used twice")
    if not date(1600, 1, 1) <= table["first"] <= table["last"] <= date(2400, 12, 31):
        raise AgreelintError(f"{where} `first` and `last` must follow each other within the years 1600 to 2400")
    return Calendar(table["name"], table["first"], table["last"], entries)


def _entry(item: object, where: str) -> Entry:
    if not isinstance(item, dict):
        raise AgreelintError(f"{where}: expected a table that starts with `[[holiday]]`")
    if isinstance(item.get("id"), str):
        where = f"{where} `{item['id']}`"
    _keys(item, _REQUIRED, _OPTIONAL, where)
    _known(item["level"], _LEVELS, "level", where)
    start, until = item.get("from"), item.get("until")
    if start and until and until < start:
        raise AgreelintError(f"{where}: `until` lies before `from`")
    county = item.get("county")
    return Entry(
        id=item["id"],
        name=item["name"],
        rule=_rule(item["rule"], where),
        start=start,
        until=until,
        confirmed_from=item["confirmed_from"],
        citation=item["citation"],
        fact=item["fact"],
        level=item["level"],
        county=county.casefold() if county else None,
        note=item.get("note"),
    )


def _rule(text: str, where: str) -> FixedDate | NthWeekday:
    date_part, comma, moves = text.partition(", ")
    match date_part.split():
        case [month, number] if number.isdecimal() and (not comma or moves == _MOVES):
            at = _known(month, MONTHS, "rule", where) + 1
            try:
                date(2001, at, int(number))  # no leap year: the date has to exist every year
            except ValueError as error:
                raise AgreelintError(f"{where}: `rule` names {date_part}, which not every year has") from error
            return FixedDate(at, int(number), bool(comma))
        case [nth, weekday, "in", month] if not comma:
            _known(nth, tuple(_NTH), "rule", where)
            on = _known(weekday, WEEKDAYS, "rule", where)
            return NthWeekday(_NTH[nth], on, _known(month, MONTHS, "rule", where) + 1)
        case _:
            raise AgreelintError(f"{where}: `rule` reads `{text}`; {_RULE_HELP}")


def _keys(table: Mapping[str, Any], required: Mapping[str, type], optional: Mapping[str, type], where: str) -> None:
    known = {**required, **optional}
    for key, value in table.items():
        _known(key, tuple(known), None, where)
        if type(value) is not known[key]:  # a date-time is a date to isinstance, and must not pass for one
            kind = {str: "a text", date: "a date", list: "a list of tables"}[known[key]]
            raise AgreelintError(f"{where}: `{key}` must be {kind}")
    for key in required:
        if key not in table:
            raise AgreelintError(f"{where}: `{key}` is missing")


def _known(word: str, known: tuple[str, ...], key: str | None, where: str) -> int:
    """Return the place of a word among the known ones, or raise with the nearest of them."""
    if word in known:
        return known.index(word)
    from difflib import get_close_matches

    near = get_close_matches(word, known, 1, 0.4)
    hint = f"did you mean `{near[0]}`" if near else "known are " + ", ".join(f"`{k}`" for k in known)
    what = f"unknown key `{word}`" if key is None else f"`{key}` has the unknown word `{word}`"
    raise AgreelintError(f"{where}: {what}; {hint}")
