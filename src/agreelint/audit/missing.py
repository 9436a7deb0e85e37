"""A step that is not recorded although its time has come, or that is still to come."""

from datetime import date

from attrs import evolve

from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import earliest
from agreelint.audit.rolling import by_readings
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import (
    assumed_days,
    not_met,
    on,
    said,
    title,
)
from agreelint.dating import Dated
from agreelint.dating.names import parts
from agreelint.logs.events import Event
from agreelint.model.constraints import (
    Constraint,
    Deadline,
)
from agreelint.model.entities import Kind, Step, StepKind
from agreelint.model.windows import limit_of
from agreelint.syntax import nodes


def past_due(facts: Facts, constraint: Constraint, name: str, due: Dated) -> Finding:
    """Judge what is not done, by the last day on which it may be; where a reading moves that day, by both."""
    return by_readings(facts.settings, due.last, lambda day: _missing_by(facts, constraint, name, due, day))


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


def passed_over(facts: Facts, constraint: Constraint, name: str, meeting: Event, later: tuple[Event, ...]) -> Finding:
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
