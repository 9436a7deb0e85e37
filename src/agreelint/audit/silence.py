"""Silence that counts as an answer: an occurrence that no row records, dated on the last day for an answer."""

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from agreelint.audit.conditions import by_day
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.dating import Dated, Unknowable, period_of
from agreelint.days import long_date
from agreelint.logs.events import Event, Outcome
from agreelint.model.constraints import Proviso
from agreelint.model.origins import WARNING
from agreelint.moments import Moment
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


@frozen(eq=False, repr=False, slots=False)
class Quiet:
    """How long an answer may be awaited, and what counts as the answer if none is recorded."""

    dated: Dated
    answer: Outcome
    words: str
    over: bool
    """Whether the last day has gone by."""
    proved: bool
    """Whether the log is complete through that day."""


def quiet(facts: "Facts", constraint: Proviso, says: nodes.Silence, member: str | None) -> Quiet | None:
    """Return how silence stands for a step; None if what it counts from has no day on record."""
    step = constraint.origin.step
    try:
        dated = facts.reckoned(nodes.PeriodAfter(says.span, says.period, says.anchor), member)
    except Unknowable:
        return None
    if dated is None or not dated.exact:
        return None
    day = dated.first.day
    answer = Outcome.APPROVED if says.answer.text == "as_approval" else Outcome.REFUSED
    noun = "approval" if answer is Outcome.APPROVED else "refusal"
    words = f"silence through {long_date(day)}, {period_of(says.period)}, counts as {noun} ({constraint.origin.clause})"
    over = facts.settings.as_of > day
    return Quiet(dated, answer, words, over, over and facts.complete(step, day))


def warned(facts: "Facts", constraint: Proviso, member: str | None) -> Finding | None:
    """Say how silence stands that only a secondary source takes for an answer: nothing else is judged by it."""
    if constraint.origin.level != WARNING or not isinstance(constraint.says, nodes.Silence):
        return None
    silence = quiet(facts, constraint, constraint.says, member)
    if silence is None:
        return None
    events, day = facts.so_far(constraint.origin.step, member), silence.dated.first.day
    base = Finding(
        State.NOT_APPLICABLE,
        "answered, so that silence means nothing",
        due=day,
        evidence=Evidence.ASSUMED,
        events=events[:1],
        reckonings=(silence.dated.first,),
    )
    if any(by_day(event.when, day) is not False for event in events):
        return base
    if not silence.over:
        return evolve(base, state=State.PENDING, message=f"no answer yet; {silence.words}", events=())
    if silence.proved:
        told = f"no answer is recorded: {silence.words}; a secondary source says so, and nothing is judged by it here"
        return evolve(base, state=State.SATISFIED, message=told)
    told = f"no answer is recorded, and the log is not declared complete: {silence.words}"
    return evolve(base, state=State.UNKNOWN, message=told, missing_record="an answer, or that there was none")


def heard(silence: Quiet, step: str, member: str | None, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return what counts as the answer: the records, or the silence before them.

    A record on or before the last day is the answer. One after it comes too late to undo what silence has settled; in a
    log that is not complete it stays open whether anything was answered before, unless both answers are the same.
    """
    day = silence.dated.first.day
    if not silence.over or any(by_day(event.when, day) is not False for event in events):
        return events
    if silence.proved:
        late = [f"line {event.line} came after that" for event in events]
        told = "; ".join([f"no answer is recorded: {silence.words}", *late])
        outcome = "approved" if silence.answer is Outcome.APPROVED else "rejected"
        return (Event("", 0, None, None, step, Moment.on(day), member, outcome=outcome, assumed=told),)
    return tuple(event for event in events if Outcome.of(event.outcome) is silence.answer)
