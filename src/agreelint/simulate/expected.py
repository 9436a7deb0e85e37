"""The verdicts that a drawn case must have: what it was drawn to meet is satisfied, what was broken is not."""

from collections.abc import Iterator
from typing import assert_never

from attrs import frozen

from agreelint.audit.cases import FINDING
from agreelint.audit.verdicts import State
from agreelint.dating.names import event_names
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import (
    ActedBy,
    CalendarDay,
    CalledFor,
    Carried,
    ChairVoted,
    Constraint,
    Contents,
    Deadline,
    Extends,
    FirstMeeting,
    Granted,
    InstalmentPaid,
    Judged,
    LimitKept,
    MeetsOften,
    NextMeeting,
    Occurrence,
    Order,
    Origin,
    Proviso,
    QuorumMet,
    Repeats,
    RouteTaken,
    RuleKept,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.model.order import dependents
from agreelint.model.origins import WARNING
from agreelint.model.windows import limit_of
from agreelint.simulate.dated import bound_day, day_of
from agreelint.simulate.draft import Days, Row, Setting, points_of
from agreelint.simulate.limits import event_points
from agreelint.syntax import nodes

_FOR_EACH = (Occurrence, Order, Deadline, CalendarDay, SameMeeting, NextMeeting, FirstMeeting, CalledFor)
"""Kinds of which there is a verdict for each member, where a step is done by or for each."""


@frozen
class Expected:
    """The state of one constraint in one case: for whom, if for one of several."""

    constraint: str
    member: str | None
    state: State


def lawful(setting: Setting, days: Days, rows: tuple[Row, ...]) -> Iterator[Expected]:
    """Yield what is expected of every constraint that speaks of what was done."""
    found = {row.cells["subject"] for row in rows if row.activity == FINDING}
    for constraint in setting.procedure.constraints:
        step = constraint.origin.step
        if step in setting.procedure.given or constraint.origin.level == WARNING:
            continue  # what only warns is judged where it is met, and not always
        if isinstance(constraint, RouteTaken):
            taken = any(points_of(days, name) for route in constraint.either.routes for name in route)
            if taken:
                yield Expected(constraint.origin.name, None, State.SATISFIED)
            continue
        if not points_of(days, step):
            continue
        for member in instances(setting, constraint):
            state = _state(setting, days, constraint, member, found)
            if state is not None:
                yield Expected(constraint.origin.name, member, state)


def untouched(
    setting: Setting, days: Days, rows: tuple[Row, ...], origin: Origin, *, onward: bool, back: bool
) -> Iterator[Expected]:
    """Yield what is expected of all constraints but one that is broken, and those that may feel it.

    `onward`, what needs the step may rest on nothing; `back`, what leads up to it may come too late for it.
    """
    procedure, step = setting.procedure, origin.step
    if not onward:
        apart = {
            c.origin.name for c in procedure.constraints if isinstance(c, ActedBy) and step in {*_named(setting, c)}
        }
        yield from (one for one in lawful(setting, days, rows) if one.constraint not in {*apart, origin.name})
        return
    needing = dependents(procedure)
    before = (name for name, others in needing.items() if step in others)
    touched = {step, *needing.get(step, ()), *(before if back else ())}
    asked = {one.id: set(_conditions(setting, one.id)) for one in procedure.steps.values()}
    while more := {name for name, names in asked.items() if names & touched} - touched:
        touched |= more
    apart = {
        c.origin.name for c in procedure.constraints if c.origin.step in touched or touched & set(_named(setting, c))
    }
    yield from (one for one in lawful(setting, days, rows) if one.constraint not in apart)


def _conditions(setting: Setting, step: str) -> Iterator[str]:
    """Yield the steps on whose results a step depends."""
    procedure = setting.procedure
    found = [c.condition for c in procedure.constraints if isinstance(c, Valid) and c.origin.step == step]
    when = procedure.steps[step].when
    for condition in (*found, *((when,) if when else ())):
        yield from (name.text for name in condition_names(condition))


def _named(setting: Setting, constraint: Constraint) -> Iterator[str]:
    """Yield the steps that a constraint names beside its own."""
    definitions = setting.procedure.definitions
    match constraint:
        case Order() | NextMeeting():
            either = setting.procedure.eithers.get(constraint.event.step.text)
            yield from (s for route in either.routes for s in route) if either else (constraint.event.step.text,)
        case Deadline():
            yield from (name.text for name in event_names(limit_of(constraint.bound), definitions))
        case FirstMeeting():
            yield from (name.text for name in event_names(constraint.since, definitions))
        case SameMeeting():
            yield constraint.other
        case RouteTaken():
            yield from (s for route in constraint.either.routes for s in route)
        case ActedBy():
            actor = setting.procedure.steps[constraint.origin.step].actor
            yield from (actor.step.text,) if isinstance(actor, nodes.ActorOfStep) else ()
        case _:
            return


def instances(setting: Setting, constraint: Constraint) -> tuple[str | None, ...]:
    """Return those for each of whom a constraint has a verdict, or nobody in particular."""
    step = setting.procedure.steps.get(constraint.origin.step)
    if step is None or step.each is None or not isinstance(constraint, _FOR_EACH):
        return (None,)
    return tuple(setting.members(step))


def told_of(setting: Setting, days: Days, constraint: Constraint) -> tuple[str | None, ...]:
    """Return those for each of whom a constraint has a verdict on what was done."""
    members = instances(setting, constraint)
    return tuple(one for one in members if _state(setting, days, constraint, one, set()) is not None)


def _state(setting: Setting, days: Days, constraint: Constraint, member: str | None, found: set[str]) -> State | None:
    """Return the state of a constraint on what was done lawfully, None where nothing says what it comes to."""
    match constraint:
        case Order():
            told = bool(event_points(setting, days, constraint.event, member))
        case Deadline():
            told = bound_day(setting, days, constraint, member) is not None
        case SameMeeting():
            told = bool(points_of(days, constraint.other))
        case NextMeeting():
            told = bool(event_points(setting, days, constraint.event, member))
        case FirstMeeting():
            told = day_of(setting, days, constraint.since, member) is not None
        case ActedBy():
            actor = setting.procedure.steps[constraint.origin.step].actor
            told = not isinstance(actor, nodes.ActorUnstated)
        case Judged():
            return State.SATISFIED if constraint.origin.step in found else State.UNKNOWN
        case (
            CalendarDay()
            | Occurrence()
            | Contents()
            | ThresholdMet()
            | QuorumMet()
            | ChairVoted()
            | Carried()
            | Granted()
            | Valid()
            | CalledFor()
        ):
            told = True
        case (
            Extends()
            | Proviso()
            | Repeats()
            | RouteTaken()
            | MeetsOften()
            | LimitKept()
            | InstalmentPaid()
            | RuleKept()
        ):  # not drawn, or judged apart from steps
            told = False
        case _:
            assert_never(constraint)
    return State.SATISFIED if told else None
