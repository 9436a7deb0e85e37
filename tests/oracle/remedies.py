"""What a later step makes of what is asked of another: waivers, and last days that have moved."""

from dataclasses import replace
from datetime import date

from .conditions import holds
from .counting import away
from .days import ONE
from .needs import last_days
from .procedures import Procedure, Step
from .provisos_said import Adds, Deemed, ExtendsTo, Waives
from .records import Log
from .verdicts import (
    NO_EFFECT,
    NOT_APPLICABLE,
    PENDING,
    SATISFIED,
    UNKNOWN,
    VIOLATED,
    Key,
    Verdict,
)

AGAINST = {VIOLATED, NO_EFFECT}


def waived(procedure: Procedure, log: Log, found: dict[Key, Verdict]) -> dict[Key, Verdict]:
    """How everything stands with what was waived; whether that was lawful is said by how it stood before."""
    before = found
    done = {row.activity for row in log.seen}
    for step in procedure.steps:
        for waiver in step.said(Waives) if step.name in done else ():
            states = {verdict.state for key, verdict in before.items() if of(key) == step.name}
            lawful = False if states & AGAINST else None if UNKNOWN in states else True
            found = {key: without(one, lawful) if aims_at(waiver, key) else one for key, one in found.items()}
    return found


def of(key: Key) -> str:
    return key.constraint.split(".")[1]


def aims_at(waiver: Waives, key: Key) -> bool:
    return of(key) == waiver.step and waiver.clause in {"", key.constraint.split(".")[2]}


def without(verdict: Verdict, lawful: bool | None) -> Verdict:
    """A verdict on what was waived, lawfully or not."""
    if lawful is False or verdict.state not in {*AGAINST, UNKNOWN, PENDING}:
        return verdict
    if lawful:
        return replace(verdict, state=NOT_APPLICABLE)
    return replace(verdict, state=UNKNOWN) if verdict.state in AGAINST else verdict


def moved(now, step: Step, day: date) -> date:
    """The last day of a step, moved by all that was done on it or before, and in time itself."""
    days = [day]
    for other in now.procedure.steps:
        for one in (*other.said(Adds), *other.said(ExtendsTo)):
            if one.step != step.name or not any(act.day <= day for act in now.acts(other.name)):
                continue
            if was_in_time(now, other):
                later = isinstance(one, Adds)
                days.append(away(day, one.count, one.unit, 1, now.procedure.week) if later else one.day.day)
    return max(days)


def was_in_time(now, step: Step) -> bool:
    """Whether a step kept all its last days."""
    first = now.acts(step.name)[0]
    limits = [(limit, bound.limit) for bound in last_days(step) if (limit := now.day_of(bound.limit, None))]
    return all(first.day <= now.last_chance(step, moved(now, step, limit), day) for limit, day in limits)


def came_of_itself(step: Step, clause: Deemed, member, speaks: bool, now) -> Verdict | None:
    """Nobody does it, and nobody owes it."""
    day = now.day_of(clause.day, None)
    if day is None:
        return None
    if now.happened(step.name):
        return Verdict(SATISFIED, day)
    held = holds(now, clause.unless, min(day - ONE, now.today))
    if held:
        return Verdict(NOT_APPLICABLE, day)
    if now.today < day:
        return Verdict(PENDING, day)
    return Verdict(UNKNOWN if held is None else SATISFIED, day)
