"""Faults of days: an act too late, too early, out of order, at another meeting, or on another day of the year."""

from collections.abc import Sequence

from attrs import evolve

from agreelint.model.constraints import (
    CalendarDay,
    Constraint,
    Deadline,
    FirstMeeting,
    NextMeeting,
    Order,
    Procedure,
    SameMeeting,
    Valid,
)
from agreelint.model.windows import LAST_DAY_BOUNDS
from agreelint.simulate.breaks import Break, Side, broken_for
from agreelint.simulate.draft import NoPlace, points_of
from agreelint.simulate.drawing import Drawn, again
from agreelint.simulate.expected import told_of
from agreelint.simulate.fault import Faulty, Spread, fault, shuffled

_FEW = 5
"""By how many days an act misses its day, at most; often by one."""


def late(drawn: Drawn) -> Faulty | None:
    """Do an act after its last lawful day."""
    return _broken(drawn, "late", Side.LATE, 1, [c for c in shuffled(drawn, Deadline) if _is_last(c)])


def early(drawn: Drawn) -> Faulty | None:
    """Do an act before its first lawful day."""
    return _broken(drawn, "early", Side.EARLY, 1, [c for c in shuffled(drawn, Deadline) if not _is_last(c)])


def order(drawn: Drawn) -> Faulty | None:
    """Do an act before what it must follow, or after what it must precede: on another day, so that nothing is a tie."""
    for constraint in shuffled(drawn, Order):
        side = Side.LATE if constraint.before else Side.EARLY
        if found := _broken(drawn, "order", side, 2, [constraint]):
            return found
    return None


def effect(drawn: Drawn) -> Faulty | None:
    """Record an effect before all on which it stands has come."""
    return _broken(drawn, "effect", Side.EARLY, 1, shuffled(drawn, Valid))


def day(drawn: Drawn) -> Faulty | None:
    """Let something come on another day of the year than the text says."""
    return _broken(drawn, "day", Side.LATE, 1, shuffled(drawn, CalendarDay))


def meeting(drawn: Drawn) -> Faulty | None:
    """Do an act at another meeting than the text says: of another day, or at a special one where it must be regular."""
    for same in shuffled(drawn, SameMeeting):
        if found := _broken(drawn, "meeting", Side.LATE, 1, [same]):
            return found
    nearest_ones: list[NextMeeting | FirstMeeting] = [*shuffled(drawn, NextMeeting), *shuffled(drawn, FirstMeeting)]
    for nearest in nearest_ones:
        if nearest.regular:
            return _special(drawn, nearest)
        if found := _broken(drawn, "meeting", Side.EARLY, 1, [nearest]):
            return found
    return None


def _special(drawn: Drawn, constraint: NextMeeting | FirstMeeting) -> Faulty:
    step = constraint.origin.step
    rows = tuple(row.saying(meeting_kind="special") if row.activity == step else row for row in drawn.rows)
    changed = evolve(drawn, rows=rows, columns=drawn.columns | {"meeting_kind"})
    return Faulty(
        changed,
        fault("meeting", Spread.ALONE, constraint, f"{step} at a special meeting, where a regular one is meant"),
    )


def _broken(drawn: Drawn, kind: str, side: Side, least: int, places: Sequence[Constraint]) -> Faulty | None:
    """Draw the days anew so that one of these constraints is broken, and no other."""
    rng = drawn.setting.rng
    for constraint in places:
        alone = rng.choice([point.member for point in points_of(drawn.days, constraint.origin.step)])
        by = least + rng.choice((0, rng.randint(0, _FEW)))
        try:
            broken = Break(constraint, side, by, alone)
            found = again(drawn, broken)
        except NoPlace:
            continue
        told = [m for m in told_of(found.setting, found.days, constraint) if alone is None or m == alone]
        whom = [m for m in told if broken_for(found.setting, found.days, broken, m)]
        if whom:
            return Faulty(
                found, fault(kind, Spread.BOTH_WAYS, constraint, f"{constraint.origin.step} {_WORDS[kind]}", *whom)
            )
    return None


_WORDS = {
    "late": "too late",
    "early": "too early",
    "order": "out of order",
    "effect": "before what it rests on",
    "day": "on another day",
    "meeting": "at another meeting",
}


def has_last_days(procedure: Procedure) -> bool:
    """Say whether anything in a procedure has a last lawful day."""
    return any(isinstance(c, Deadline) and _is_last(c) for c in procedure.constraints)


def has_first_days(procedure: Procedure) -> bool:
    """Say whether anything in a procedure has a first lawful day."""
    return any(isinstance(c, Deadline) and not _is_last(c) for c in procedure.constraints)


def _is_last(constraint: Deadline) -> bool:
    return isinstance(constraint.bound, LAST_DAY_BOUNDS)
