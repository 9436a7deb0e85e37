"""What absence proves: whether the log is complete for a step, from the first day on which it can have been done."""

from datetime import date
from typing import TYPE_CHECKING

from agreelint.dating import event_names
from agreelint.dating.names import defined_names, limit_names
from agreelint.model.constraints import Deadline, Order
from agreelint.model.windows import limit_of
from agreelint.moments import Moment
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts

_FORWARD = (nodes.AtLeastAfter, nodes.AtMostAfter)


def complete(facts: "Facts", step: str, through: date | None = None) -> bool:
    """Say whether absence of a step, or of every route of a group, is proved through a day (as-of if None)."""
    if step in facts.procedure.eithers:
        routes = facts.procedure.eithers[step].routes
        return all(complete(facts, name, through) for route in routes for name in route)
    body = _body_of(facts, step)
    last = min(through, facts.settings.as_of) if through else facts.settings.as_of
    if facts.settings.completeness.covers(step, body, None, last):
        return True
    floor = _floor(facts, step)
    return floor is not None and floor <= last and facts.settings.completeness.covers(step, body, floor, last)


def _floor(facts: "Facts", step: str) -> date | None:
    """Return the first day on which a step can have been done: that of the last act that it must follow.

    A log that is complete only from some day proves the absence of what cannot have been done before it.
    """
    followed: list[Moment | None] = []
    for constraint in facts.procedure.constraints:
        if constraint.origin.step != step:
            continue
        if isinstance(constraint, Order) and not constraint.before:
            followed.append(facts.anchor(constraint.event, None).when)
        if isinstance(constraint, Deadline) and isinstance(constraint.bound, _FORWARD):
            limit = limit_of(constraint.bound)
            if any(limit_names(limit)) or any(defined_names(limit, facts.procedure.definitions)):
                continue  # what it counts from may be earlier than the acts that it names
            followed += [facts.occurrence(name.text).when for name in event_names(limit)]
    days = [when.first for when in followed if when and when.first]
    return max([*days, *((facts.case.since,) if facts.case.since else ())], default=None)


def _body_of(facts: "Facts", step: str) -> str | None:
    entry = facts.procedure.steps.get(step)
    return entry.actor.name.text if entry and isinstance(entry.actor, nodes.ActorIs) else None
