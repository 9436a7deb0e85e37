"""A step that was done, or called for, only after an act that needs it: it stays missing."""

from datetime import date

from agreelint.audit.anchors import Happened
from agreelint.audit.facts import Facts
from agreelint.audit.reliance import trigger_of
from agreelint.audit.verdicts import Finding
from agreelint.audit.words import (
    not_met,
    on,
    title,
)
from agreelint.days import ONE_DAY
from agreelint.logs.events import Event
from agreelint.model.entities import Kind, Step
from agreelint.moments import Moment, precedes


def needed_before(
    facts: Facts, step: str, member: str | None, events: tuple[Event, ...], kind: Kind = Kind.DUTY
) -> Finding | None:
    """Return a finding if a step came only after one that needs it, in a log that proves it: it stays missing.

    Only what somebody owes can come too late: a vote, once taken, is judged on its merits, and acts of others are
    no fault of the parties.
    """
    entry = facts.procedure.steps.get(step)
    if not events or (entry is not None and not entry.owed):
        return None
    overtaken = [
        later
        for later in facts.later(step, member)
        if all(precedes(later.when, event.when) is True for event in events)
    ]
    if not overtaken:
        return None
    first = min(overtaken, key=lambda e: e.when.last or date.max)
    if first.when.last is None or not facts.complete(step, first.when.last):
        return None
    follows = trigger_of(facts, step, member) if entry else None
    doubtful = follows is not None and follows.happened in {Happened.FAILED, Happened.UNSETTLED}
    if doubtful and not (follows and follows.when and precedes(first.when, follows.when) is True):
        return None  # by then it was not called for, or nobody could tell
    if entry and entry.when is not None and not _called_for(facts, entry, member, first.when.last, events[0].when):
        return None
    return Finding(
        not_met(kind),
        f"done{on(events[0].when)}, only after {title(facts, first.activity)}{on(first.when)}, which needs it",
        actual=events[0].when.civil,
        events=(*events[:1], first),
        fix=f"before {first.when}",
    )


def _called_for(facts: Facts, step: Step, member: str | None, since: date, done: Moment) -> bool:
    """Say whether the text called for a step on some day before it was done, in a log that proves it."""
    assert step.when is not None
    days = {since, done.first - ONE_DAY} if done.first else {since}
    return any(facts.complete(step.id, day) and facts.holds(step.when, day, member) is True for day in days)


def called_by_then(facts: Facts, step: Step, member: str | None) -> bool:
    """Say whether the text called for a step on the day of an act that needs it, in a log that proves it."""
    days = [event.when.last for event in facts.later(step.id, member)] if step.when else []
    return any(
        day and facts.complete(step.id, day) and step.when and facts.holds(step.when, day, member) is True
        for day in days
    )
