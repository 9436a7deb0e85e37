"""Approvals and effects, and steps that are called for only sometimes."""

from .clauses import Order, ValidOnlyIf, When
from .conditions import holds, refuted
from .members import has_carried, is_open
from .procedures import Step
from .records import Act
from .verdicts import NO_EFFECT, NOT_APPLICABLE, PENDING, SATISFIED, UNKNOWN, Verdict


def from_result(kept: bool | None) -> Verdict:
    return Verdict(UNKNOWN if kept is None else SATISFIED if kept else NO_EFFECT)


def calls_off(now, step: Step, member) -> Verdict | None:
    """What follows for a step that is not recorded from what it depends on, if anything."""
    return not_called_for(now, step) or nothing_to_follow(now, step, member)


def not_called_for(now, step: Step) -> Verdict | None:
    for clause in step.said(When):
        asked = holds(now, clause.condition)
        if asked is False or (asked is None and step.power):
            return Verdict(NOT_APPLICABLE)
        if asked is None:
            return Verdict(UNKNOWN)
    return None


def nothing_to_follow(now, step: Step, member) -> Verdict | None:
    for order in step.said(Order):
        if not order.before and came_so(now, order.event, member) is False:
            return Verdict(NOT_APPLICABLE)
    return None


def came_so(now, event, member) -> bool | None:
    """Whether a decision came out as an event names it; None where nobody can tell, or nothing is said of it."""
    if now.is_group(event.step):
        return found[0] if (found := now.route()) else None  # a group that failed triggers nothing
    if not event.state or not (act := now.first(event, member)):
        return None
    result = result_now(now, event.step, act)
    return None if result is None else result is (event.state not in {"failed", "refused"})


def result_now(now, name: str, act: Act) -> bool | None:
    step = now.procedure[name]
    return has_carried(step, now.acts(name)) if step.each else now.decided(step, act)


def unsettled(now, step: Step, member, *more) -> bool:
    """Whether nobody can tell if a step has to follow."""
    events = (*(order.event for order in step.said(Order) if not order.before), *more)
    return any(left_open(now, event, member) for event in events)


def left_open(now, event, member) -> bool:
    """Whether a decision is recorded of which nobody can tell how it came out; a group is settled in each world."""
    if now.is_group(event.step) or not event.state or not (act := now.first(event, member)):
        return False
    step = now.procedure[event.step]
    return is_open(step, now.acts(step.name)) if step.each else now.decided(step, act) is None


def called_for(step: Step, clause: When, member, speaks: bool, now) -> Verdict | None:
    """A power that was not used needs no condition."""
    own = now.recorded(step.name, member) or now.acts(step.name, member)
    return from_result(holds(now, clause.condition, own[0].day)) if own else None


def effect_stands(clause: ValidOnlyIf, now, act: Act) -> Verdict:
    return from_result(holds(now, clause.condition, act.day))


def effect_awaited(step: Step, clause: ValidOnlyIf, speaks: bool, now) -> Verdict | None:
    """An effect that is not recorded."""
    if refuted(now, clause.condition):
        return Verdict(NOT_APPLICABLE)
    if not speaks:
        return None
    if now.needed(step.name):
        return Verdict(NO_EFFECT, missed=True) if now.full() else Verdict(UNKNOWN)
    if now.full():
        lacking = [name for name in clause.condition.names if not now.happened(name)]
        return Verdict(NOT_APPLICABLE if lacking else PENDING)
    return Verdict(UNKNOWN)
