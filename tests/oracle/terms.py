"""Terms that something lasts: until when, by the extensions that are recorded, and what each of these comes to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from .counting import away
from .days import ONE
from .days_said import Away, Date, DueOf, EndOf, Extreme, Term
from .needs import anchors, last_days
from .procedures import Procedure
from .records import Act, Log, Row
from .verdicts import NO_EFFECT, NOT_APPLICABLE, SATISFIED, UNKNOWN, Verdict
from .votes import outcome_of, result_of

MOST_EXTENSIONS = 3
MOST_DAYS = 14
"""No extension is longer."""
GUESSED = "guessed"
"""In a world, by how many days an extension goes on of which the record does not say until when, or whether it came."""


def guesses(procedure: Procedure, log: Log) -> Iterator[Log]:
    """Yield every way in which extensions can have come out whose result is not recorded."""
    open_rows = rows_left_open(procedure, log)
    for days in product(range(MOST_DAYS + 1), repeat=len(open_rows)):
        guessed = {id(row): str(count) for row, count in zip(open_rows, days, strict=True)}
        rows = (
            replace(row, cells=row.cells | {GUESSED: guessed[id(row)]}) if id(row) in guessed else row
            for row in log.rows
        )
        yield replace(log, rows=tuple(rows))


def rows_left_open(procedure: Procedure, log: Log) -> list[Row]:
    through = {term.through for term in procedure.terms}
    renewals = [row for row in log.seen if row.activity in through]
    return [row for row in renewals if is_open(procedure, row)]


def is_open(procedure: Procedure, row: Row) -> bool:
    """Whether nobody knows until when it extends, or whether it was approved."""
    return until(row) is None or came(procedure, row) is None


def count_guesses(procedure: Procedure, log: Log) -> int:
    return (MOST_DAYS + 1) ** len(rows_left_open(procedure, log))


def until(row: Row) -> date | None:
    """The day until which a row extends, if it names one."""
    told = row.cell("extended_to")
    return date.fromisoformat(told) if told[:1].isdigit() else None


def came(procedure: Procedure, row: Row) -> bool | None:
    """Whether an extension was approved, where it is voted on; else it was, unless its row says otherwise."""
    step = procedure[row.activity]
    if step.kind == "vote":
        return result_of(step, Act(row, row.first or date.min))
    return outcome_of(Act(row, date.min)) is not False


def in_order_of_rows(act: Act):
    return act.row.first is None, act.row.first or act.day, act.row.last or act.day, act.clock


def out_of_order(one: Row, other: Row) -> bool:
    """Whether nobody can tell which of two rows came first."""
    if one.first is None or other.first is None:
        return True
    if one.last < other.first or other.last < one.first:
        return False
    return not (one.clock and other.clock and one.clock != other.clock)


def end_of(now, term: Term, by: date | None) -> date | None:
    """The last day of a term, by the extensions that are recorded by now and were made by a day."""
    end = now.day_of(term.lasts, None)
    for act in now.acts(term.through) if end else ():
        if by is None or act.day <= by:
            end = extended(now, term, end, act)[1]
    return end


def moves(procedure: Procedure, day: Date) -> bool:
    """Whether a day counts from the end of a term."""
    match day:
        case EndOf():
            return True
        case Away():
            return moves(procedure, day.start)
        case Extreme():
            return any(moves(procedure, part) for part in day.parts)
        case DueOf():
            return any(moves(procedure, bound.limit) for bound in last_days(procedure[day.step]))
    return False


def moved_on(now, day: Date, by: date | None) -> list[date]:
    """The days on which a day that counts from the end of a term may have moved."""
    if not moves(now.procedure, day):
        return []
    days = {act.day for term in now.procedure.terms for act in now.acts(term.through)}
    return sorted(day for day in days if by is None or day <= by)


def extended(now, term: Term, end: date, act: Act) -> tuple[str, date]:
    """What an extension comes to, and the end of the term with it."""
    longest = away(now.day_of(term.lasts, None), term.count, term.unit, 1, now.procedure.week)
    to, approved = until(act.row), came(now.procedure, act.row)
    if approved is False or act.day > end or (to and not end < to <= longest):
        return NO_EFFECT, end
    if approved and to:
        return SATISFIED, to
    days = int(act.cell(GUESSED) or 0)
    return UNKNOWN, (to or min(end + days * ONE, longest)) if days else end


def extends(term: Term, place: int, now) -> Verdict | None:
    """Judge one of the extensions that are recorded."""
    own = sorted(now.acts(term.through), key=in_order_of_rows)
    if place >= len(own):
        return None
    if any(act.row.first is None for name in anchors(now.procedure, term.lasts) for act in now.acts(name)):
        return Verdict(UNKNOWN)
    end = now.day_of(term.lasts, None)
    if end is None:
        return Verdict(NOT_APPLICABLE if now.full() else UNKNOWN)
    for act in now.acts(term.through):
        state, end = extended(now, term, end, act)
        if act is own[place]:
            return Verdict(state)
    raise AssertionError(place)
