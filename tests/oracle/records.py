"""Rows of a log, and the worlds in which each of them has one day: the days that its words can mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from .days import ONE

NOT_HAPPENED = {"scheduled", "pending", "no_vote"}
FAR = 3000 * ONE


@dataclass(frozen=True)
class Row:
    """One row; `first` and `last` are the days that it can mean, None where the day is not known."""

    activity: str
    first: date | None
    last: date | None
    clock: str = ""
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def timestamp(self):
        if self.first is None or self.last is None:
            return ""
        if self.first != self.last:
            return f"{self.first}/{self.last}"
        return f"{self.first}{'T' * bool(self.clock)}{self.clock}"

    def cell(self, column):
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Act:
    """A row on the one day that it has in a world."""

    row: Row
    day: date
    settled: bool | None = None  # how a vote came out in a world, where the record does not tell
    silent: bool = False  # nobody acted: silence counts as it

    @property
    def clock(self):
        return self.row.clock

    def cell(self, column):
        return self.row.cell(column)

    def earlier(self, other: "Act") -> bool | None:
        """Whether it was done before another act; None where nobody can tell on one day."""
        if self.day != other.day:
            return self.day < other.day
        if not self.clock or not other.clock or self.clock == other.clock:
            return None
        return self.clock < other.clock


@dataclass(frozen=True)
class Log:
    rows: tuple[Row, ...]
    as_of: date
    through: date | None = None  # complete from the beginning through this day
    columns: tuple[str, ...] = ()
    since: date | None = None  # where it is complete only from this day on

    @property
    def seen(self) -> list[Row]:
        """The rows that tell of something by as-of; those of what is only planned tell of nothing."""
        return [
            row
            for row in self.rows
            if (row.first is None or row.first <= self.as_of) and row.cell("outcome") not in NOT_HAPPENED
        ]


def days_of(row: Row, log: Log) -> list[date]:
    """Every day that a row can mean; of one without a day those around which something may change."""
    if row.first is not None and row.last is not None:
        return [row.first + n * ONE for n in range((row.last - row.first).days + 1)]
    known = {day for other in log.seen for day in (other.first, other.last) if day} | {log.as_of}
    near = {day + n * ONE for day in known for n in (-1, 0, 1)}
    return sorted({min(known) - FAR, *near, max(known) + FAR})


def worlds(log: Log) -> Iterator[tuple[Act, ...]]:
    """Yield every way in which the rows can have their days, the acts in the order of time."""
    rows = log.seen
    for days in product(*(days_of(row, log) for row in rows)):
        acts = (Act(row, day) for row, day in zip(rows, days, strict=True))
        yield tuple(sorted(acts, key=in_order))


def in_order(act: Act) -> tuple[bool, date, str]:
    """Acts without a day stand last: where another record of the same step has one, that one is its first."""
    return act.row.first is None, act.day, act.clock


def count_worlds(log: Log) -> int:
    total = 1
    for row in log.seen:
        total *= len(days_of(row, log))
    return total


def csv_of(log: Log, case: str = "c1") -> str:
    columns = sorted({*log.columns, *(column for row in log.rows for column in row.cells)})
    lines = [",".join(["case_id", "activity", "timestamp", *columns])]
    for row in log.rows:
        cells = [row.cell(column) for column in columns]
        lines += [",".join([case, row.activity, row.timestamp, *cells])]
    return "\n".join(lines) + "\n"
