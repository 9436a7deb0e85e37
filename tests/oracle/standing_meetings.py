"""Whether the board met often enough in each stretch of time, in every world that a record allows."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from .days import ONE
from .records import Row
from .standing_records import Record
from .standing_said import Meets, Standing
from .stretches import Stretch, by_month, part_of, stretches
from .verdicts import PENDING, SATISFIED, UNKNOWN, VIOLATED, WORST_FIRST, Key, Verdict, agreed

Days = tuple[date, ...]
SPECIAL = {"special", "emergency"}


def meets_often(agreement: Standing, log: Record) -> Iterator[tuple[Key, Verdict]]:
    rules = agreement.said(Meets)
    for number, rule in enumerate(rules, 1):
        name = "board.meets" if number == 1 else f"board.meets_{number}"
        for stretch in judged(agreement, rule, log):
            yield Key(name, period=stretch.name), in_all_worlds(agreement, rule, stretch, log)


def of_board(agreement: Standing, log: Record) -> list[Row]:
    """The rows of meetings that may be of the board."""
    return [row for row in log.seen if row.activity == "hearing" or may_be_meeting(row)]


def may_be_meeting(row: Row) -> bool:
    return row.activity == "meeting" and row.cell("body") in {"board", ""}


def surely_of_board(agreement: Standing, row: Row) -> bool:
    return row.activity == "hearing" or row.cell("body") == "board" or not agreement.council


def judged(agreement: Standing, rule: Meets, log: Record) -> Iterator[Stretch]:
    """Yield the stretches that are judged."""
    if not keeps_meetings(agreement, log):
        return
    since = begun(agreement, log)
    for stretch in stretches(since, log.as_of, rule.every, agreement.fiscal):
        opened = part_of(stretch, rule.part)[0]
        if opened >= since and rule.force.on(opened):
            yield stretch


def keeps_meetings(agreement: Standing, log: Record) -> bool:
    """Whether a log tells of the meetings of the board at all: by rows of some, or by what is declared of them."""
    named = any(one.activity or one.body for one in log.speaking("meeting", "board"))
    return named or any(may_be_meeting(row) and surely_of_board(agreement, row) for row in log.seen)


def begun(agreement: Standing, log: Record) -> date:
    """The later of adoption and the day from which the record is declared complete, or else the first record."""
    starts = [one.start for one in log.speaking("meeting", "board")]
    declared = min(starts) if starts and None not in starts else None
    known = [day for day in (agreement.adopted, declared) if day]
    return max(known) if known else min((row.first for row in log.seen if row.first), default=log.as_of)


def in_all_worlds(agreement: Standing, rule: Meets, stretch: Stretch, log: Record) -> Verdict:
    rows = [row for row in of_board(agreement, log) if not (rule.regularly and row.cell("meeting_kind") in SPECIAL)]
    part = part_of(stretch, rule.part)
    options = [days_in(row, part, rows) + [None] * (not surely_of_board(agreement, row)) for row in rows]
    return agreed([verdict_of(rule, part, {day for day in days if day}, log) for days in product(*options)])


def days_in(row: Row, part: Days, rows: list[Row]) -> list[date | None]:
    """The days of a part of time that a row can mean, None for all others; of one without a day a few of each month."""
    if row.first is None:
        known = {day for other in rows for day in (other.first, other.last) if day}
        few = {day for month in by_month(part) for day in month[:3]}
        return [None, *(day for day in part if day in few or {day, day - ONE, day + ONE} & known)]
    days = [row.first + n * ONE for n in range((row.last - row.first).days + 1)]
    inside = [day for day in days if part[0] <= day <= part[-1]]
    return [*inside, *[None] * (len(inside) < len(days))]


def verdict_of(rule: Meets, part: Days, held: set[date], log: Record) -> Verdict:
    """Judge one world; of several months the worst speaks, and of those the first."""
    found = [month_of(rule, days, held, log) for days in (by_month(part) if rule.monthly else [part])]
    if all(one.state == SATISFIED for one in found):
        return found[-1]
    return min(found, key=lambda one: (WORST_FIRST.index(one.state), one.due))


def month_of(rule: Meets, days: Days, held: set[date], log: Record) -> Verdict:
    if sum(day in held for day in days) >= rule.times:
        return Verdict(SATISFIED, days[-1])
    if log.as_of <= days[-1]:
        return Verdict(PENDING, days[-1])
    return Verdict(VIOLATED if log.full("meeting", "board", days[0], days[-1]) else UNKNOWN, days[-1])
