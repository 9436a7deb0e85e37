"""What follows from a step that is not recorded: pending, unknown, missing, or nothing."""

from datetime import date

from attrs import evolve

from agreelint.audit.anchored import anchor_names, triggers, unsettled
from agreelint.audit.anchors import Anchor, Happened
from agreelint.audit.belated import called_by_then
from agreelint.audit.facts import Facts
from agreelint.audit.missing import overtaken, passed_over, past_due, still_open
from agreelint.audit.reliance import trigger_of
from agreelint.audit.unclear_rows import unclear_rows
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.waiting import silent, uncalled
from agreelint.audit.words import (
    listed,
    not_applicable,
    on,
    title,
)
from agreelint.dating import Dated
from agreelint.logs.events import Event
from agreelint.model.constraints import (
    Constraint,
    Deadline,
    NextMeeting,
    Order,
    SameMeeting,
)
from agreelint.model.entities import Step, StepKind
from agreelint.moments import precedes
from agreelint.syntax import nodes

_OF_A_DAY = (Order, Deadline, NextMeeting, SameMeeting)
"""Kinds that look at when an act was done, which silence that answered was as well."""


def absent(
    facts: Facts,
    constraint: Constraint,
    member: str | None,
    anchor: Anchor | None,
    carries: bool,
    due: Dated | None = None,
    what: str | None = None,
    passed: Event | None = None,
) -> Finding:
    """Judge a step that is not recorded (for `member`, or for the recipient `what`).

    `carries` says whether this constraint speaks for the absence. `due` is the last lawful day, if there is one;
    `passed` is the meeting at which the step belonged, if that has been held.
    """
    step = constraint.origin.step
    entry = facts.procedure.steps[step]
    name = title(facts, step) + (f" to {what}" if what else "")
    called = due is None and called_by_then(facts, entry, member)
    if entry.when is not None and not called and (found := uncalled(facts, entry, name, member)):
        return found
    if (silence := facts.silence(step, member)) and (carries or (silence.open and isinstance(constraint, _OF_A_DAY))):
        return silent(name, silence)
    shown = facts.own(entry.shown_by, member) if entry.shown_by else ()
    if shown and entry.shown_by:
        if late := _shown_too_late(facts, constraint, member, entry.shown_by, shown[0]):
            return late
        message = f"shown by the record of {title(facts, entry.shown_by)}{on(shown[0].when)}"
        return Finding(State.SATISFIED, message, evidence=Evidence.ASSUMED, events=shown)
    anchor = anchor or trigger_of(facts, step, member)
    if anchor and anchor.happened is Happened.FAILED:
        if carries and due is None and (gone := _needed_before_it_failed(facts, entry, member, anchor)):
            return overtaken(facts, constraint, name, gone)
        return not_applicable("what it follows did not succeed, so it was never called for")
    if isinstance(entry.actor, nodes.ActorEach) and _carried_without(facts, step):
        return not_applicable("the vote has carried without it")
    if entry.route_of or (entry.duty and not entry.owed and not entry.outside):
        return not_applicable("not used; nobody owes it")
    speaks = carries or passed is not None
    names = triggers(facts, step)  # none, where it only has to come before what is not settled
    if anchor and anchor.happened is Happened.UNSETTLED and speaks and names:
        told = [event.activity for event in anchor.events]
        decision = next((other for other in names if other in told), names[0])
        return unsettled(facts, decision, (), f"no record of {name}; ")
    if speaks and (unclear := unclear_rows(facts, step, name)):
        return evolve(unclear, due=due.first.day) if due and due.exact else unclear
    later = _needing(facts, entry, member)
    if passed and passed.when.last and facts.complete(step, passed.when.last):
        overtaken_by_then = carries and _by(later, passed.when.last)
        if not overtaken_by_then and (later or not _untriggered(facts, step, anchor)):
            return passed_over(facts, constraint, name, passed, later if carries else ())
    if not carries:
        if facts.complete(step):
            return not_applicable(f"{name} is not recorded")
        return Finding(State.UNKNOWN, f"no record of {name}", evidence=Evidence.MISSING, missing_record=name, echo=True)
    if due is not None and (later or not _untriggered(facts, step, anchor)):
        return past_due(facts, constraint, name, due)
    if later:
        return overtaken(facts, constraint, name, later)
    awaited = (
        (triggers(facts, step) or anchor_names(constraint)) if anchor and anchor.happened is Happened.ABSENT else ()
    )
    if awaited and all(facts.complete(other) for other in awaited):
        return not_applicable(f"{listed([title(facts, other) for other in awaited])} is not recorded")
    return still_open(facts, step, name)


def _needed_before_it_failed(facts: Facts, entry: Step, member: str | None, anchor: Anchor) -> tuple[Event, ...]:
    """Return what needed a step before that failed which calls for it: by then it was missing, and stays so."""
    if not anchor.when or entry.outside or entry.kind in {StepKind.REVIEW, StepKind.APPROVAL}:
        return ()
    if entry.route_of or (entry.duty and not entry.owed):
        return ()
    return tuple(
        event
        for event in _needing(facts, entry, member)
        if precedes(event.when, anchor.when) is True and facts.complete(entry.id, event.when.last)
    )


def _by(later: tuple[Event, ...], day: date) -> bool:
    """Say whether one of these records is certainly not of a later day."""
    return any(event.when.last is not None and event.when.last <= day for event in later)


def _needing(facts: Facts, entry: Step, member: str | None) -> tuple[Event, ...]:
    """Return the records of later steps that need one that is not recorded.

    Where the record of another step would show it, that one is missing as well, and what needs both accuses of that
    one alone: a record of it that is still to come would show this one, and no verdict could stay.
    """
    later = facts.later(entry.id, member)
    if entry.shown_by is None:
        return later
    through = {entry.shown_by, *facts.dependents.get(entry.shown_by, ())}
    return tuple(event for event in later if event.activity not in through)


def _shown_too_late(
    facts: Facts, constraint: Constraint, member: str | None, shower: str, shown: Event
) -> Finding | None:
    """Return a finding if a record that shows a step came no earlier than what the step had to precede."""
    if not isinstance(constraint, Order) or not constraint.before or constraint.event.step.text == shower:
        return None
    limit = facts.anchor(constraint.event, member).when
    if limit is None or precedes(shown.when, limit) is True:
        return None
    name, other = title(facts, constraint.origin.step), title(facts, constraint.event.step.text)
    told = (
        f"shown by the record of {title(facts, shower)}{on(shown.when)}, "
        f"which does not tell whether it came before {other}{on(limit)}"
    )
    return Finding(
        State.UNKNOWN, told, evidence=Evidence.MISSING, missing_record=f"{name}, before {other}", events=(shown,)
    )


def _untriggered(facts: Facts, step: str, anchor: Anchor | None) -> bool:
    """Say whether what a step follows is known not to have happened, so that nobody owes the step."""
    absent_anchor = anchor is not None and anchor.happened is Happened.ABSENT
    return absent_anchor and all(facts.complete(other) for other in triggers(facts, step))


def _carried_without(facts: Facts, step: str) -> bool:
    votes = facts.procedure.steps[step].kind is StepKind.VOTE
    return votes and facts.carrying(step).when is not None
