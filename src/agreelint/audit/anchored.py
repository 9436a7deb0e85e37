"""A constraint that counts from what is not recorded, or from a decision whose result is open."""

from agreelint.audit.facts import Facts
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import (
    listed,
    not_applicable,
    title,
)
from agreelint.logs.events import Event
from agreelint.model.constraints import (
    Constraint,
    Deadline,
    NextMeeting,
    Order,
    SameMeeting,
)
from agreelint.syntax import nodes


def untriggered(facts: Facts, constraint: Constraint, member: str | None, anchors: tuple[str, ...]) -> Finding:
    """Judge a constraint whose anchor is not recorded."""
    names = listed([title(facts, name) for name in anchors])
    if all(facts.complete(name) for name in anchors):
        return not_applicable(f"{names} is not recorded")
    step = constraint.origin.step
    recorded = facts.own(step, member)
    follows = () if _comes_first(constraint) else recorded
    shown = follows or tuple(e for name in anchors if name in facts.dependents for e in facts.later(name))
    if shown:
        message = f"no record of {names}, which must have happened before {title(facts, shown[0].activity)}"
        return Finding(
            State.UNKNOWN,
            message,
            actual=recorded[0].when.civil if recorded else None,
            evidence=Evidence.MISSING,
            missing_record=names,
            events=recorded,
        )
    actual = recorded[0].when.civil if recorded else None
    return Finding(State.PENDING, f"waits for {names}", actual=actual, evidence=Evidence.MISSING, events=recorded)


def _comes_first(constraint: Constraint) -> bool:
    """Say whether a constraint wants its step before the anchor, so that the step proves nothing of it."""
    match constraint:
        case Order():
            return constraint.before
        case Deadline():
            return isinstance(constraint.bound, nodes.AtLeastBefore | nodes.AtMostBefore)
        case _:
            return False


def anchor_names(constraint: Constraint) -> tuple[str, ...]:
    """Return the steps that a constraint counts from."""
    match constraint:
        case Order() | NextMeeting():
            return (constraint.event.step.text,)
        case SameMeeting():
            return (constraint.other,)
        case _:
            return ()


def unsettled(facts: Facts, other: str, events: tuple[Event, ...], told: str) -> Finding:
    """Judge a constraint that counts from a vote whose result the record leaves open."""
    actual = events[0].when.civil if events else None
    return Finding(
        State.UNKNOWN,
        f"{told}the result of {title(facts, other)}, which it follows, is not clear",
        actual=actual,
        evidence=Evidence.MISSING,
        missing_record=f"the result of {title(facts, other)}",
        events=events,
    )


def triggers(facts: Facts, step: str) -> tuple[str, ...]:
    """Return the steps that a step follows."""
    return tuple(
        name
        for constraint in facts.procedure.constraints
        if constraint.origin.step == step and not (isinstance(constraint, Order) and constraint.before)
        for name in anchor_names(constraint)
    )
