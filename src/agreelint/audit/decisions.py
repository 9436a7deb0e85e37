"""Findings about a body's vote: whether it passed, whether enough were there, and whether the chair might vote."""

from attrs import evolve

from agreelint.audit.absence import absent
from agreelint.audit.facts import Facts
from agreelint.audit.in_force import while_in_force
from agreelint.audit.reliance import relying
from agreelint.audit.rolls import Roll, present_at
from agreelint.audit.verdicts import Evidence, Finding, State, Tally
from agreelint.audit.votes import Counted
from agreelint.audit.words import listed, on, title
from agreelint.logs.events import Event
from agreelint.model.ballots import OWN_MAJORITY
from agreelint.model.constraints import ChairVoted, QuorumMet, ThresholdMet
from agreelint.model.rules import Size

ATTENDANCE = frozenset({"members_present", "attendees", "members_present_by", "votes_for"})
"""Columns of which one at least must be there to judge a quorum."""

_ASSUMED = "the agreement does not say how this vote passes: a majority of those who vote is assumed"


def threshold(facts: Facts, constraint: ThresholdMet, carries: bool) -> Finding:
    """Judge whether a body's vote passed."""
    step = constraint.origin.step
    events = facts.own(step)
    if not events:
        return absent(facts, constraint, None, None, carries)
    counted = facts.count(constraint, events)
    state = {True: State.SATISFIED, False: State.NO_EFFECT, None: State.UNKNOWN}[counted.passed]
    option = facts.reading(constraint.choice)
    message = f"voted{on(events[0].when)}: {counted.words}"
    if constraint.choice.ambiguity:
        message += f" (reading `{option.name}` of {constraint.choice.ambiguity})"
    relied = relying(facts, step) if counted.passed is False else ()
    return Finding(
        state,
        message,
        actual=events[0].when.civil,
        evidence=counted.evidence if counted.passed is not None else Evidence.MISSING,
        missing_record=None if counted.passed is not None else f"the count of {title(facts, step)}",
        tally=counted.tally,
        relied_on=relied,
        events=events,
        remarks=(_ASSUMED,) if option.name == OWN_MAJORITY else (),
        fix=_wanted(counted) if counted.passed is False else None,
    )


def _wanted(counted: Counted) -> str | None:
    need = counted.tally.needed
    return counted.needs or (None if need is None else f"{need} votes in favor")


def quorum(facts: Facts, constraint: QuorumMet) -> Finding | None:
    """Judge whether enough were present at a vote; None if the log says nothing at all about attendance."""
    events = facts.records(constraint.origin.step) or facts.own(constraint.origin.step)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    columns = facts.settings.columns
    if not columns & ATTENDANCE:
        return None
    event = events[0]
    option = facts.reading(constraint.quorum.choice)
    (rule,) = option.rule
    roll = evolve(facts.roll(constraint.body, event), voteless=(0, 0))  # taken out below, each member once
    low, high = roll.bounds(evolve(event, recused=None)).get(rule.base, (0, None))
    low, high, apart = _without(facts, constraint, event, rule.base, (low, high))
    need = rule.needed(low)
    enough = need if low == high or not rule.share else None if high is None else rule.needed(high)
    present, told = _attendance(event, roll)
    needs = f"{rule} needs {need} of {low}" if low == high else f"{rule}, of how many is not recorded"
    reached = None if present is None else present >= need and (None if enough is None or present < enough else True)
    if reached is None and enough is not None and told >= enough:
        reached = True  # whoever voted was there
        words = f"at least {told} present, who voted; {needs}"
    elif present is not None:
        words = f"{present} present; {needs}"
    else:
        words = f"the number present is not recorded; {needs}"
    each, more = _from_each(facts, constraint, event)
    words += apart
    if constraint.quorum.choice.ambiguity:
        more += f" (reading `{option.name}` of {constraint.quorum.choice.ambiguity})"
    state = _conjunction(reached, each)
    known = low == high
    tally = Tally(present, rule.base, low if known else None, need if known else None)
    missing = None if state is not State.UNKNOWN else f"who was present at {title(facts, constraint.origin.step)}"
    evidence = Evidence.DIRECT if state is not State.UNKNOWN else Evidence.MISSING
    finding = Finding(
        state,
        words + more,
        actual=event.when.civil,
        evidence=evidence,
        missing_record=missing,
        tally=tally,
        events=events[:1],
    )
    return while_in_force(constraint.origin.text, event.when, finding)


def _without(
    facts: Facts, constraint: QuorumMet, event: Event, base: str, sizes: tuple[Size, Size | None]
) -> tuple[Size, Size | None, str]:
    """Return the base of a quorum without those whose status takes them out of it, and say so."""
    record, (low, high) = facts.settings.record, sizes
    least, most = record.out_of_quorum(constraint.body, event.when.first, base) if record else (0, 0)
    if not most:
        return low, high, ""
    told = str(least) if least == most else f"{least} to {most}"
    return low - most, None if high is None else high - least, f"; {told} of the members count in no quorum"


def chair(facts: Facts, constraint: ChairVoted) -> Finding | None:
    """Judge whether the chair voted only where the text lets it; None if the log never says whether it voted."""
    events = facts.records(constraint.origin.step) or facts.own(constraint.origin.step)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    if "chair_voted" not in facts.settings.columns:
        return None
    event = events[0]
    lead = (
        None if None in (event.votes_for, event.votes_against) else (event.votes_for or 0) - (event.votes_against or 0)
    )
    broke = None if lead is None else abs(lead) == 1  # the tally counts the chair's own vote
    allowed = broke if constraint.only_on_ties else False
    voted = event.chair_voted
    if voted is None and facts.complete(constraint.origin.step, event.when.last):
        voted = False
    votes = f"{event.votes_for} to {event.votes_against}" if lead is not None else "an unrecorded number of votes"
    rule = "the chair votes only on ties" if constraint.only_on_ties else "the chair has no vote"
    kept = voted is False or allowed is True
    broken = voted is True and allowed is False
    told = {True: "the chair voted", False: "the chair did not vote", None: "whether the chair voted is not recorded"}
    if voted is True and broke is not None and constraint.only_on_ties:
        without = "a tie" if broke else "no tie"
        told[True] = f"the chair voted, {votes} in all: without that vote there was {without}"
    missing = None if kept or broken else f"whether the chair voted at {title(facts, constraint.origin.step)}"
    return Finding(
        State.SATISFIED if kept else State.NO_EFFECT if broken else State.UNKNOWN,
        f"{told[voted]}; {rule}",
        actual=event.when.civil,
        evidence=Evidence.MISSING if missing else Evidence.DIRECT,
        missing_record=missing,
        events=events[:1],
        fix="no vote of the chair" if broken else None,
    )


def _attendance(event: Event, roll: Roll) -> tuple[int | None, int]:
    """Return how many were present, and how many members at least, who voted."""
    cast = sum(n or 0 for n in (event.votes_for, event.votes_against, event.votes_abstain))
    return present_at(event), cast - (1 if cast and roll.chairs_from_outside(event) else 0)


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
