"""Silence that counts as an answer: an occurrence that no row records, dated on the last day for an answer."""

from collections.abc import Sequence
from datetime import date
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
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


@frozen(eq=False, repr=False, slots=False)
class Quiet:
    """How long an answer may be awaited, and what counts as the answer if none is recorded."""

    dated: Dated | None
    """The last day for an answer; None where what it counts from has no day on record."""
    answer: Outcome
    words: str
    over: bool | None
    """Whether the last day has gone by; None where that cannot be told."""
    proved: bool
    """Whether the log is complete through that day."""
    possible: bool
    """Whether it is complete through the first day that this can be, so that silence may have answered."""

    @property
    def open(self) -> bool:
        """Say whether silence may have answered, on a day that cannot be told."""
        return self.over is None and self.possible

    @property
    def reckonings(self) -> tuple[Reckoning, ...]:
        """How the last day was counted."""
        return (*self.dated.steps, self.dated.first) if self.dated else ()


def quiet(facts: "Facts", constraint: Proviso, says: nodes.Silence, member: str | None) -> Quiet | None:
    """Return how silence stands for a step; None if what it counts from is not recorded."""
    answer = Outcome.APPROVED if says.answer.text == "as_approval" else Outcome.REFUSED
    noun = "approval" if answer is Outcome.APPROVED else "refusal"
    period, counts = period_of(says.period), f"counts as {noun} ({constraint.origin.clause})"
    try:
        dated = facts.reckoned(nodes.PeriodAfter(says.span, says.period, says.anchor), member)
    except Unknowable as error:
        whole = facts.complete(constraint.origin.step)
        return Quiet(None, answer, f"silence for {period} {counts}, but {error}", None, whole, possible=whole)
    if dated is None:
        return None
    first, last, as_of = dated.first.day, dated.last.day, facts.settings.as_of
    until = long_date(first) if dated.exact else f"some day from {long_date(first)} to {long_date(last)}"
    over = True if as_of > last else False if as_of <= first else None
    proved, possible = (facts.complete(constraint.origin.step, day) for day in (last, first))
    return Quiet(dated, answer, f"silence through {until}, {period}, {counts}", over, proved, possible)


def warned(facts: "Facts", constraint: Proviso, member: str | None) -> Finding | None:
    """Say how silence stands that only a secondary source takes for an answer: nothing else is judged by it."""
    if constraint.origin.level != WARNING or not isinstance(constraint.says, nodes.Silence):
        return None
    silence = quiet(facts, constraint, constraint.says, member)
    if silence is None or silence.dated is None or not silence.dated.exact:
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


def heard(
    silence: Quiet, step: str, member: str | None, events: tuple[Event, ...], answers: Sequence[bool | None]
) -> tuple[Event, ...]:
    """Return what counts as the answer: the records, each with what it answers, or the silence before them.

    A record on or before the last day is the answer. One after it comes too late to undo what silence has settled; in a
    log that is not complete it stays open whether anything was answered before, unless both answers are the same: then
    only its day is open where the last day is not known.
    """
    if silence.over is False:
        return events
    first, last = (silence.dated.first.day, silence.dated.last.day) if silence.dated else (None, None)
    if first and any(by_day(event.when, first) for event in events):
        return events
    if silence.over and silence.proved and not any(by_day(event.when, last) is not False for event in events):
        late = [f"line {event.line} came after that" for event in events]
        told = "; ".join([f"no answer is recorded: {silence.words}", *late])
        outcome = "approved" if silence.answer is Outcome.APPROVED else "rejected"
        return (Event("", 0, None, None, step, Moment(first, last), member, outcome=outcome, assumed=told),)
    yes = silence.answer is Outcome.APPROVED
    same = tuple(event for event, answer in zip(events, answers, strict=True) if answer is yes)
    if silence.over and not any(by_day(event.when, last) is not False for event in events):
        return same
    if not silence.proved and same:
        return same
    return tuple(_on_some_day(event, first if silence.proved else None, event in same) for event in events[:1])


def _on_some_day(event: Event, first: date | None, same: bool) -> Event:
    """Return a record that may have come after silence had answered, on an earlier day and perhaps otherwise."""
    since = min(first, event.when.first) if first and event.when.first else None
    late = evolve(event, when=Moment(since, event.when.last))
    return late if same else evolve(late, outcome="unknown", votes_for=None, votes_against=None, votes_abstain=None)
