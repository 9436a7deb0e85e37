"""Findings about a vote by each member: whether enough of them approved."""

from datetime import date

from agreelint.audit.anchors import Happened
from agreelint.audit.carrying import Carrying
from agreelint.audit.facts import Facts
from agreelint.audit.reliance import relying, relying_acts, trigger_of
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import listed, not_applicable, on, plural, said, title
from agreelint.dating import Unknowable
from agreelint.logs.events import Event, Outcome
from agreelint.model.constraints import Carried
from agreelint.moments import precedes


def carried(facts: Facts, constraint: Carried) -> Finding:
    """Judge once whether a vote by each member carried."""
    step = constraint.origin.step
    now = facts.carrying_by(constraint)
    tally = now.binding.tally(now.votes)
    events = tuple(vote.event for vote in now.votes.values())
    words = _so_far(facts, constraint, now)
    relied, acts = relying(facts, step), relying_acts(facts, step)
    if now.when is not None:
        return _carried_at(facts, step, now, words, acts)
    if not events:
        when = facts.procedure.steps[step].when
        if when is not None and facts.holds(when, None) is False:
            return not_applicable("not called for, as far as recorded")
        trigger = trigger_of(facts, step)
        if trigger and trigger.happened is Happened.FAILED:
            return not_applicable("what it follows did not succeed, so it was never called for")
        if not facts.later(step) and trigger and trigger.happened is Happened.ABSENT and facts.complete(step):
            return not_applicable("not voted on yet: what it follows is not recorded")
    if facts.carried_by(constraint) is False:
        relied = relied or tuple(dict.fromkeys(event.activity for event in facts.later(step)))
        message = f"{words}; {_against(facts, now)}"
        if relied:
            message += f"; {listed([title(facts, name) for name in relied])} relied on it"
        evidence = Evidence.DIRECT if events else Evidence.MISSING
        return Finding(
            State.NO_EFFECT,
            message,
            tally=tally,
            relied_on=relied,
            evidence=evidence,
            events=events,
            fix=now.binding.wanted,
        )
    if not now.possible:
        words += "; cannot carry on the votes so far"
    if now.strays and now.missing and now.possible:
        names = listed(sorted({f"`{event.actor or 'nobody'}`" for event in now.strays}))
        return Finding(
            State.UNKNOWN,
            f"{words}; {plural(len(now.strays), 'votes')} recorded of {names}, whom the agreement does not know",
            tally=tally,
            evidence=Evidence.MISSING,
            missing_record=f"who {names} is",
            events=(*events, *now.strays),
        )
    if now.missing and not facts.complete(step):
        missing = f"the votes of {_names(facts, now.missing)}"
        return Finding(
            State.UNKNOWN,
            f"{words}; {plural(len(now.missing), 'votes')} not recorded",
            tally=tally,
            evidence=Evidence.MISSING,
            missing_record=missing,
            events=events,
        )
    if now.unclear:
        return Finding(
            State.UNKNOWN,
            f"{words}; the days on record leave open whether enough approved at one time",
            tally=tally,
            evidence=Evidence.MISSING,
            missing_record=f"the days of the votes of {title(facts, step)}",
            events=events,
        )
    if now.possible and not now.missing and not now.open:
        return Finding(
            State.UNKNOWN,
            words,
            tally=tally,
            evidence=Evidence.MISSING,
            missing_record=f"the tallies of {title(facts, step)}",
            events=events,
        )
    if now.open:
        bare = tuple(m for m, _ in now.open if now.votes[m].unsigned)
        unclear = tuple(m for m, _ in now.open if m not in bare)
        told = [f"{plural(len(unclear), 'results')} not clear"] if unclear else []
        told += [f"{plural(len(bare), 'signatures')} not recorded"] if bare else []
        asked = [f"the results of {_names(facts, unclear)}"] if unclear else []
        asked += [f"the signatures of {_names(facts, bare)}"] if bare else []
        missing = " and ".join(asked)
        return Finding(
            State.UNKNOWN,
            f"{words}; {' and '.join(told)}",
            tally=tally,
            evidence=Evidence.MISSING,
            missing_record=missing,
            events=events,
        )
    if now.missing and (due := _deadline(facts, step, now.missing)) is not None and due < facts.settings.as_of:
        message = f"{words}; {_against(facts, now)}; the last day was {said(due)}"
        return Finding(State.NO_EFFECT, message, tally=tally, events=events, fix=f"{now.binding.wanted} by {said(due)}")
    evidence = Evidence.DIRECT if events else Evidence.MISSING
    return Finding(
        State.PENDING,
        f"{words}; {_to_come(now)} still to come",
        tally=tally,
        evidence=evidence,
        events=events,
    )


def _deadline(facts: Facts, step: str, members: tuple[str, ...]) -> date | None:
    """Return the last day on which any of these members could still vote, None if the text sets none."""
    try:
        dated = [facts.due(step, member) for member in members]
    except Unknowable:
        return None
    days = [one.last.rolled or one.last.day for one in dated if one is not None]
    return max(days) if len(days) == len(members) else None


def _carried_at(facts: Facts, step: str, now: Carrying, words: str, acts: tuple[Event, ...]) -> Finding:
    when = now.when
    assert when is not None
    tally = now.binding.tally(now.votes)
    events = tuple(vote.event for vote in now.votes.values())
    early = [e for e in acts if precedes(e.when, when) is True and e.when.last and facts.complete(step, e.when.last)]
    if early:
        names = tuple(dict.fromkeys(e.activity for e in early))
        told = listed([title(facts, name) for name in names])
        message = (
            f"{told} relied on it{on(early[0].when)}, when it had not carried; it carried only{on(when)} ({words})"
        )
        return Finding(
            State.NO_EFFECT,
            message,
            actual=when.civil,
            tally=tally,
            relied_on=names,
            events=events,
            fix=f"{now.binding.wanted} before {early[0].when}",
        )
    approvals = [e for e in events if Outcome.of(e.outcome) is Outcome.APPROVED or e.votes_for is not None]
    declared = any(e.votes_for is None for e in approvals)
    evidence = Evidence.DECLARED if declared else Evidence.DIRECT
    return Finding(
        State.SATISFIED, f"carried{on(when)}: {words}", actual=when.civil, tally=tally, evidence=evidence, events=events
    )


def _so_far(facts: Facts, constraint: Carried, now: Carrying) -> str:
    """Return how far every part of the rule has come, several of them each with what came of it."""
    option = facts.reading(constraint.choice)
    several = len(now.demands) > 1
    marks = {True: ", met", False: ", not met", None: ", open"}
    told = "; ".join(d.told(now.votes) + (marks[d.met(now.votes)] if several else "") for d in now.demands)
    if constraint.choice.ambiguity:
        told += f" (reading `{option.name}` of {constraint.choice.ambiguity})"
    if option.rule.signed and "signed" not in facts.settings.columns:
        told += "; signatures: not checked, the log has no column `signed`"
    return told


def _against(facts: Facts, now: Carrying) -> str:
    unsigned = tuple(m for m, e in now.refusals if e.signed is False) + now.unsigned
    refused = tuple(m for m, _ in now.refusals if m not in unsigned)
    missing = tuple(m for m in now.missing if m not in unsigned)
    told = (("refused", refused), ("approved but did not sign", unsigned), ("no vote recorded", missing))
    parts = [f"{what}: {_names(facts, members)}" for what, members in told if members]
    return "; ".join(parts) or "not enough approved"


def _to_come(now: Carrying) -> str:
    votes, signatures = len(now.missing) - len(now.unsigned), len(now.unsigned)
    parts = [plural(votes, "votes")] if votes or not signatures else []
    return " and ".join([*parts, *([plural(signatures, "signatures")] if signatures else [])])


def _names(facts: Facts, members: tuple[str, ...]) -> str:
    if len(members) > 5:
        return f"{len(members)} members"
    return listed([facts.agreement.title_of(member) for member in members])
