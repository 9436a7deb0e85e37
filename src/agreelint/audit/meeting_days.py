"""On how many days a body met, as far as the rows of its meetings tell: at least, and at most."""

from collections.abc import Iterable, Sequence
from datetime import date

from agreelint.logs.events import Event


def surely_in(row: Event, first: date, last: date) -> bool:
    """Say whether every day that a row can mean lies in a stretch."""
    return row.when.first is not None and row.when.last is not None and first <= row.when.first <= row.when.last <= last


def touches(row: Event, first: date, last: date) -> bool:
    """Say whether a day that a row can mean lies in a stretch."""
    return (row.when.first or date.min) <= last and (row.when.last or date.max) >= first


def at_least(rows: Iterable[Event]) -> int:
    """Return on how many different days these rows were at least: those without an exact day may share one."""
    count, taken = 0, date.min
    for last, first in sorted((row.when.last or date.max, row.when.first or date.min) for row in rows):
        if first > taken:
            count, taken = count + 1, last
    return count


def can_fill(lacking: Sequence[tuple[date, date, int]], rows: Iterable[Event]) -> bool:
    """Say whether rows without a certain day can be what is lacking in stretches that follow each other.

    Each can be in one stretch alone; the one that can lie in the fewest later ones is taken first.
    """
    free = sorted(rows, key=lambda row: row.when.last or date.max)
    for first, last, number in lacking:
        here = [row for row in free if touches(row, first, last)][:number]
        if len(here) < number:
            return False
        free = [row for row in free if row not in here]
    return True
