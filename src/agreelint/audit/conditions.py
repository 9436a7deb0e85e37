"""Conditions in three-valued logic (Kleene): True, False, or None where the record does not say."""

from datetime import date
from typing import TYPE_CHECKING

from agreelint.audit.anchors import Happened
from agreelint.audit.events import Outcome
from agreelint.moments import Moment
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


def holds(facts: "Facts", condition: nodes.Condition, by: date | None, member: str | None) -> bool | None:
    """Evaluate a condition at the end of a civil day (now, if None), as the instance of `member` sees it."""
    match condition:
        case nodes.StateIs():
            return _state_holds(facts, condition.step.text, condition.state.text, by)
        case nodes.RequiresChanges():
            words = {(event.outcome or "").casefold() for event in facts.so_far(condition.step.text)}
            if "changes_required" in words:
                return True
            return False if words and all(Outcome.of(w) is Outcome.APPROVED for w in words) else None
        case nodes.Negated():
            inner = holds(facts, condition.condition, by, member)
            return None if inner is None else not inner
        case nodes.EveryCondition():
            parts = [holds(facts, part, by, member) for part in condition.conditions]
            return False if False in parts else None if None in parts else True
        case nodes.AnyCondition():
            parts = [holds(facts, part, by, member) for part in condition.conditions]
            return True if True in parts else None if None in parts else False


def _state_holds(facts: "Facts", step: str, state: str, by: date | None) -> bool | None:
    if state == "carried":
        settled = facts.carried(step, by)
        now = facts.carrying(step)
        unclear = now.open or now.strays or now.unclear
        if settled is None and now.when is None and not unclear and facts.complete(step, by):
            return False  # the votes that are missing were not taken
        return settled
    anchor = facts.either(step) if step in facts.procedure.eithers else facts.occurrence(step)
    if anchor.happened is Happened.ABSENT:
        return False if facts.complete(step, by) else None
    if anchor.happened is Happened.FAILED:
        return False
    timely = by_day(anchor.when, by)
    if anchor.happened is Happened.UNSETTLED:
        result: bool | None = None
    elif step in facts.procedure.eithers:
        result = True
    else:
        result = facts.passed(step) if state == "passed" else facts.granted(step, by)
    if timely is False or result is False:
        return False
    return True if timely and result else None


def by_day(when: Moment | None, by: date | None) -> bool | None:
    """Say whether a moment lies on or before a civil day."""
    if by is None:
        return True
    if when is None or when.last is None or when.first is None:
        return None
    if when.last <= by:
        return True
    return False if when.first > by else None
