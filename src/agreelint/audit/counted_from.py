"""The steps from which each constraint of a procedure counts, found once: every member of every case asks for them."""

from collections.abc import Mapping
from functools import lru_cache

from agreelint.dating import event_names
from agreelint.dating.names import defined_names, limit_names
from agreelint.model.constraints import Constraint, Deadline, FirstMeeting, NextMeeting, Order, Procedure, SameMeeting
from agreelint.model.windows import limit_of


@lru_cache(maxsize=1024)
def counted_from(procedure: Procedure) -> Mapping[Constraint, tuple[str, ...]]:
    """Return the steps that each constraint names as what it follows, precedes or is counted from."""
    return {constraint: _names(constraint, procedure) for constraint in procedure.constraints}


def _names(constraint: Constraint, procedure: Procedure) -> tuple[str, ...]:
    match constraint:
        case Order() | NextMeeting():
            return (constraint.event.step.text,)
        case FirstMeeting():
            return tuple(name.text for name in event_names(constraint.since, procedure.definitions))
        case SameMeeting():
            return (constraint.other,)
        case Deadline():
            return tuple(name.text for name in event_names(limit_of(constraint.bound), procedure.definitions))
        case _:
            return ()


@lru_cache(maxsize=1024)
def counted_from_bounds(procedure: Procedure) -> frozenset[Constraint]:
    """Return the bounds that count from other bounds, or from dates with a name of their own."""
    bounds = (constraint for constraint in procedure.constraints if isinstance(constraint, Deadline))
    return frozenset(
        bound
        for bound in bounds
        if any(limit_names(limit_of(bound.bound))) or any(defined_names(limit_of(bound.bound), procedure.definitions))
    )
