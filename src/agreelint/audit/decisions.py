"""Findings about a body's vote: whether it passed, and whether enough were there."""

from agreelint.audit.absence import absent
from agreelint.audit.cases import seats_of
from agreelint.audit.events import Event
from agreelint.audit.facts import Facts
from agreelint.audit.reliance import relying
from agreelint.audit.verdicts import Evidence, Finding, State, Tally
from agreelint.audit.words import listed, on, title
from agreelint.model.constraints import QuorumMet, ThresholdMet

ATTENDANCE = frozenset({"members_present", "attendees", "members_present_by", "votes_for"})
"""Columns of which one at least must be there to judge a quorum."""


def threshold(facts: Facts, constraint: ThresholdMet, carries: bool) -> Finding:
    """Judge whether a body's vote passed."""
    step = constraint.origin.step
    events = facts.own(step)
    if not events:
        return absent(facts, constraint, None, None, carries)
    counted = facts.count(constraint, events)
    state = {True: State.SATISFIED, False: State.NO_EFFECT, None: State.UNKNOWN}[counted.passed]
    option = constraint.choice.under(facts.settings.readings.get(constraint.choice.ambiguity or ""))
    message = f"voted{on(events[0].when)}: {counted.words}"
    if constraint.choice.ambiguity:
        message += f" (reading `{option.name}` of {constraint.choice.ambiguity})"
    relied = relying(facts, step) if counted.passed is False else ()
    need = counted.tally.needed
    fix = f"{need} votes in favor" if counted.passed is False and need is not None else None
    return Finding(
        state,
        message,
        actual=events[0].when.civil,
        evidence=counted.evidence if counted.passed is not None else Evidence.MISSING,
        missing_record=None if counted.passed is not None else f"the count of {title(facts, step)}",
        tally=counted.tally,
        relied_on=relied,
        events=events,
        fix=fix,
    )


def quorum(facts: Facts, constraint: QuorumMet) -> Finding | None:
    """Judge whether enough were present at a vote; None if the log says nothing at all about attendance."""
    events = facts.own(constraint.origin.step)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    columns = facts.settings.columns
    if not columns & ATTENDANCE:
        return None
    event = events[0]
    rule = constraint.quorum
    seats = seats_of(facts.agreement, constraint.body, event) or 0
    size = event.members_total if rule.threshold.base == "voting_members" and event.members_total else seats
    need = rule.threshold.needed(size)
    present, told = _attendance(event)
    reached = None if present is None else present >= need
    if reached is None and told >= need:
        reached = True  # whoever voted was there
        words = f"at least {told} present, who voted; {rule.threshold} needs {need} of {size}"
    elif present is not None:
        words = f"{present} present; {rule.threshold} needs {need} of {size}"
    else:
        words = f"the number present is not recorded; {rule.threshold} needs {need} of {size}"
    each, more = _from_each(facts, constraint, event)
    state = _conjunction(reached, each)
    tally = Tally(present, rule.threshold.base, size, need)
    missing = None if state is not State.UNKNOWN else f"who was present at {title(facts, constraint.origin.step)}"
    evidence = Evidence.DIRECT if state is not State.UNKNOWN else Evidence.MISSING
    return Finding(
        state,
        words + more,
        actual=event.when.civil,
        evidence=evidence,
        missing_record=missing,
        tally=tally,
        events=events[:1],
    )


def _attendance(event: Event) -> tuple[int | None, int]:
    cast = sum(n or 0 for n in (event.votes_for, event.votes_against, event.votes_abstain))
    if event.members_present is not None:
        return event.members_present, cast
    return (len(event.attendees) if event.attendees is not None else None), cast


def _from_each(facts: Facts, constraint: QuorumMet, event: Event) -> tuple[bool | None, str]:
    rule = constraint.quorum
    if not rule.each_group:
        return True, ""
    wanted = f"{rule.each} from each {rule.each_group.replace('_', ' ')}"
    if "members_present_by" not in facts.settings.columns:
        return True, f"; {wanted}: not checked, the log has no column `members_present_by`"
    if event.present_by is None:
        return None, f"; {wanted}: not recorded"
    by = dict(event.present_by)
    short = [m for m in facts.roster(rule.each_group) if by.get(m, 0) < rule.each]
    if short:
        return False, f"; {wanted}: too few from {listed(short)}"
    return True, f"; {wanted}: met"


def _conjunction(*parts: bool | None) -> State:
    if False in parts:
        return State.NO_EFFECT
    return State.UNKNOWN if None in parts else State.SATISFIED
