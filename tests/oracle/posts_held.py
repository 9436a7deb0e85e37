"""Who held which post on which day, from row to row, in one world of a record."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from .days import ONE
from .records import FAR, Act, worlds
from .standing_records import Record

COMES, GOES = "takes_office", "leaves_office"


@dataclass(frozen=True)
class Spell:
    """A time for which a person holds a post; it ends on the first day on which the post is no longer held."""

    person: str
    post: str
    start: date
    end: date | None
    act: Act | None  # None where only the leaving is recorded
    again: bool = False  # whether it ended because the same person was chosen again

    def on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def ways_of(log: Record) -> Iterator[list[Spell]]:
    """Yield the spells of every world.

    Where only the leaving is recorded, a post was held for less than a day, for a day, or for long.
    """
    for acts in worlds(log):
        known, left = spells_of(acts)
        for long in product((0 * ONE, ONE, 3 * FAR), repeat=len(left)):
            yield [*known, *(Spell(*key, end - time, end, None) for (*key, end), time in zip(left, long, strict=True))]


def spells_of(acts: tuple[Act, ...]) -> tuple[list[Spell], list[tuple[str, str, date]]]:
    """Go through the rows in the order of days: spells, and who left when without having come."""
    open_now: dict[tuple[str, str], Act] = {}
    found: list[Spell] = []
    left: list[tuple[str, str, date]] = []
    by_day: dict[date, list[Act]] = defaultdict(list)
    for act in acts:
        if act.row.activity in {COMES, GOES}:
            by_day[act.day].append(act)
    for day in sorted(by_day):
        for act in sorted(
            by_day[day], key=lambda one: one.row.activity == COMES
        ):  # who leaves and comes has left first
            key = (person_of(act), act.cell("body"))
            begun = open_now.pop(key, None)
            if begun:
                found.append(Spell(*key, begun.day, day, begun, act.row.activity == COMES))
            elif act.row.activity == GOES:
                left.append((*key, day))
            if act.row.activity == COMES:
                open_now[key] = act
    found += [Spell(*key, act.day, None, act) for key, act in open_now.items()]
    return found, left


def comes(act: Act) -> bool:
    return act.row.activity == COMES


def person_of(act: Act) -> str:
    return " ".join(act.cell("actor").split()).casefold()


def holders(spells: list[Spell], post: str, day: date) -> set[str]:
    return {spell.person for spell in spells if spell.post == post and spell.on(day)}


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE
