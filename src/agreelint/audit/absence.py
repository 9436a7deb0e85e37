"""What follows from a step that is not recorded: pending, unknown, missing, or nothing."""

from datetime import date

from attrs import evolve

from agreelint.audit.anchors import Anchor, Happened
from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import earliest
from agreelint.audit.reliance import trigger_of
from agreelint.audit.service import not_reached
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.waiting import silent, uncalled
from agreelint.audit.words import (
    assumed_days,
    listed,
    not_applicable,
    not_met,
    on,
    said,
    title,
)
from agreelint.dating import Dated
from agreelint.dating.names import parts
from agreelint.days import ONE_DAY
from agreelint.logs.events import Event
from agreelint.model.constraints import (
    Constraint,
    Deadline,
    NextMeeting,
    Order,
    SameMeeting,
)
from agreelint.model.entities import Kind, Step, StepKind
from agreelint.model.windows import limit_of
from agreelint.model.wordings import ROLL
from agreelint.moments import Moment, precedes
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
    called = due is None and _called_by_then(facts, entry, member)
    if entry.when is not None and not called and (found := uncalled(facts, entry, name, member)):
        return found
    when_counts = isinstance(constraint, Order | Deadline | NextMeeting | SameMeeting)
    if (silence := facts.silence(step, member)) and (
        carries or (silence.over is None and silence.possible and when_counts)
    ):
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
    if speaks and (unclear := _unclear_rows(facts, step, name)):
        return evolve(unclear, due=due.first.day) if due and due.exact else unclear
    later = _needing(facts, entry, member)
    if passed and passed.when.last and facts.complete(step, passed.when.last):
        overtaken_by_then = carries and _by(later, passed.when.last)
        if not overtaken_by_then and (later or not _untriggered(facts, step, anchor)):
            return _passed_over(facts, constraint, name, passed, later if carries else ())
    if not carries:
        if facts.complete(step):
            return not_applicable(f"{name} is not recorded")
        return Finding(State.UNKNOWN, f"no record of {name}", evidence=Evidence.MISSING, missing_record=name, echo=True)
    if due is not None and (later or not _untriggered(facts, step, anchor)):
        return _past_due(facts, constraint, name, due)
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


def _unclear_rows(facts: Facts, step: str, name: str) -> Finding | None:
    """Return a finding if a row may well be the record that seems to be missing: nobody is accused past it."""
    found = [event for meant, event in facts.case.unread if meant == step]
    told = [f"line {e.line} has `{e.activity}`, which is no step; it may mean `{step}`" for e in found]
    for event in facts.case.doubtful:
        found.append(event)
        told.append(f"line {event.line} may be it, or belong to another like it: the column `about` would settle it")
    for event in facts.own(step):
        strange = [recipient for recipient in event.recipients if not facts.agreement.knows(recipient)]
        if strange:
            found.append(event)
            who = listed([f"`{recipient}`" for recipient in strange])
            told.append(f"line {event.line} went to {who}, whom the agreement does not know")
        if office := _of_nobody(facts, step, event):
            found.append(event)
            each = (facts.procedure.steps[step].each or "member").replace("_", " ")
            told.append(f"line {event.line} is by {office}, and does not say of which {each}")
    for event, why in not_reached(facts, step):
        found.append(event)
        told.append(why)
    if not found:
        return None
    return Finding(
        State.UNKNOWN,
        f"no record of {name} that counts: {'; '.join(told)}",
        evidence=Evidence.MISSING,
        missing_record=name,
        events=tuple(found),
    )


def _of_nobody(facts: Facts, step: str, event: Event) -> str | None:
    """Return the office that a row names as actor, if each member has one and the row does not say whose it was."""
    entry = facts.procedure.steps[step]
    if not isinstance(entry.actor, nodes.ActorOfEach) or event.actor != entry.actor.office.text:
        return None
    if event.body in facts.roster(entry.each or ""):
        return None  # it says of which, and went elsewhere
    said = any(event in facts.own(step, member) for member in facts.members(entry))
    return None if said else event.actor


def _carried_without(facts: Facts, step: str) -> bool:
    votes = facts.procedure.steps[step].kind is StepKind.VOTE
    return votes and facts.carrying(step).when is not None


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


def _called_by_then(facts: Facts, step: Step, member: str | None) -> bool:
    """Say whether the text called for a step on the day of an act that needs it, in a log that proves it."""
    days = [event.when.last for event in facts.later(step.id, member)] if step.when else []
    return any(
        day and facts.complete(step.id, day) and step.when and facts.holds(step.when, day, member) is True
        for day in days
    )


def _past_due(facts: Facts, constraint: Constraint, name: str, due: Dated) -> Finding:
    """Judge what is not done, by the last day on which it may be; where a reading moves that day, by both."""
    day, later = due.last.day, due.last.next_business
    if later is None or due.last.rolled:
        return _missing_by(facts, constraint, name, due, later or day)
    limits = {"applies": later, "does_not_apply": day}
    chosen = "does_not_apply" if facts.settings.readings.get(ROLL) == "does_not_apply" else "applies"
    other = next(reading for reading in limits if reading != chosen)
    found, differs = (_missing_by(facts, constraint, name, due, limits[one]) for one in (chosen, other))
    if differs.state is found.state:
        return found
    return evolve(found, readings=(*found.readings, (ROLL, ((other, differs.state),))))


def _missing_by(facts: Facts, constraint: Constraint, name: str, due: Dated, limit: date) -> Finding:
    step, day = constraint.origin.step, due.last.day
    exact = due.first.day if due.exact else None
    by = said(day) if due.exact else f"some day from {said(due.first.day)} to {said(day)}"
    base = Finding(
        State.PENDING,
        f"due by {by}",
        due=exact,
        evidence=Evidence.MISSING,
        reckonings=(due.first,) if due.exact else (due.first, due.last),
        remarks=(*due.told, *assumed_days(facts, due.first)),
    )
    if facts.settings.as_of <= limit:
        first = max(due.first.day, due.first.next_business or due.first.day)
        if facts.settings.as_of <= first or _from_receipt(facts, constraint):
            return base
        message = f"no record of {name}; it is {base.message}, and whether that has passed cannot be told"
        return evolve(base, state=State.UNKNOWN, message=message, missing_record=f"{name}, by {by}")
    if not facts.complete(step, limit):
        message = f"no record of {name}; it had to be done by {by}"
        return evolve(base, state=State.UNKNOWN, message=message, missing_record=f"{name}, by {by}")
    return _never(facts, constraint, name, base, f"by {by}", f"in by {by}")


def _from_receipt(facts: Facts, constraint: Constraint) -> bool:
    """Say whether a day counts from a receipt: nothing is overdue that may not have arrived."""
    if not isinstance(constraint, Deadline):
        return False
    every = parts(limit_of(constraint.bound), facts.procedure.definitions)
    return any(isinstance(part, nodes.ReceiptOf) for part in every)


def _passed_over(facts: Facts, constraint: Constraint, name: str, meeting: Event, later: tuple[Event, ...]) -> Finding:
    """Judge what is not done, though the meeting at which it belonged was held: another would be too late.

    On the day of the meeting itself a record that may lie before it leaves open whether it was missing by then.
    """
    held = f"at the meeting{on(meeting.when)}"
    base = Finding(State.PENDING, f"due {held}", due=meeting.when.civil, evidence=Evidence.MISSING, events=(meeting,))
    if meeting.when.last is None or facts.settings.as_of <= meeting.when.last:
        if not later:
            return base
        message = f"due {held}; {title(facts, later[0].activity)}, which needs it, is recorded{on(later[0].when)}"
        missing = f"the day of {title(facts, later[0].activity)}"
        return evolve(base, state=State.UNKNOWN, message=message, missing_record=missing)
    return _never(facts, constraint, name, base, held, held)


def _never(facts: Facts, constraint: Constraint, name: str, base: Finding, when: str, fix: str) -> Finding:
    """Judge what is not done though its time has passed, in a log that proves it."""
    entry = facts.procedure.steps[constraint.origin.step]
    if entry.kind is StepKind.VOTE and constraint.origin.kind is not Kind.DUTY:
        return evolve(base, state=State.NOT_APPLICABLE, message=f"not used {when}; nobody owes a vote")
    if entry.kind in {StepKind.REVIEW, StepKind.APPROVAL} or entry.outside:
        message = f"no record of {name} {when}; it is for others to act, so nobody here is at fault"
        return evolve(base, state=State.UNKNOWN, message=message, missing_record=f"{name}, {when}")
    message = f"no record of {name}, and the log is declared complete: it had to be done {when}; no waiver recorded"
    return evolve(base, state=not_met(constraint.origin.kind), message=message, fix=fix)


def overtaken(facts: Facts, constraint: Constraint, name: str, later: tuple[Event, ...]) -> Finding:
    """Judge a step that is not recorded although later ones that need it are."""
    step = constraint.origin.step
    entry = facts.procedure.steps.get(step)
    when = earliest([event.when for event in later])
    first = next((e for e in later if e.when == when), later[0])
    told = f"no record of {name}, which {title(facts, first.activity)}{on(first.when)} needs"
    outside = entry is not None and (
        entry.outside
        or entry.kind in {StepKind.REVIEW, StepKind.APPROVAL}
        or (entry.kind is StepKind.VOTE and not _by_a_body(facts, entry))
    )
    if outside or not facts.complete(step, when.last):
        why = "; it is for others to act, so nobody here is at fault" if outside else ""
        return Finding(State.UNKNOWN, told + why, evidence=Evidence.MISSING, missing_record=name, events=(first,))
    message = f"{told}; the log is declared complete"
    if entry is None or entry.duty or entry.kind is StepKind.EFFECT:
        return Finding(
            not_met(constraint.origin.kind),
            message,
            evidence=Evidence.MISSING,
            events=(first,),
            fix=f"before {first.when}",
        )
    relied = tuple(dict.fromkeys(event.activity for event in later))
    return Finding(State.NO_EFFECT, message, evidence=Evidence.MISSING, relied_on=relied, events=(first,))


def _by_a_body(facts: Facts, vote: Step) -> bool:
    """Say whether a vote is that of a body of the agreement; members and outsiders vote for themselves."""
    return isinstance(vote.actor, nodes.ActorIs) and vote.actor.name.text in facts.agreement.bodies


def still_open(facts: Facts, step: str, name: str) -> Finding:
    """Judge a step that is not recorded and has no deadline."""
    if facts.complete(step):
        return Finding(State.PENDING, "not done yet; no deadline in the text", evidence=Evidence.MISSING)
    return Finding(State.UNKNOWN, f"no record of {name}", evidence=Evidence.MISSING, missing_record=name)
