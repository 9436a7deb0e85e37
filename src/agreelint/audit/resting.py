"""What a finding says of what it rests on: silence that counted as an answer, and a yes that has ended."""

from attrs import evolve

from agreelint.audit.facts import Facts
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import not_applicable, on, title
from agreelint.logs.events import Event
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import (
    ActedBy,
    CalledFor,
    Carried,
    ChairVoted,
    Constraint,
    Contents,
    FirstMeeting,
    Granted,
    NextMeeting,
    QuorumMet,
    SameMeeting,
    ThresholdMet,
    Valid,
)

_OF_AN_ACT = (ActedBy, ChairVoted, Contents, NextMeeting, FirstMeeting, QuorumMet, SameMeeting)
"""Kinds that look at an act, which silence is not."""
_OF_A_YES = (Carried, Granted, ThresholdMet)


def resting_on(facts: Facts, constraint: Constraint, finding: Finding) -> Finding:
    """Add to a finding the silence that it rests on, and whether the yes that it found has ended since."""
    named = condition_names(constraint.condition) if isinstance(constraint, Valid | CalledFor) else ()
    seen = (*finding.events, *(event for name in named for event in _records(facts, name.text)))
    assumed = tuple(event for event in seen if event.assumed)
    own = [event for event in assumed if event.activity == constraint.origin.step]
    if own and isinstance(constraint, _OF_AN_ACT):
        return not_applicable(f"nobody acted: {own[0].assumed}")
    if assumed:
        finding = _by_silence(facts, finding, assumed)
    for event in dict.fromkeys(seen):
        finding = _perhaps_too_late(facts, constraint, finding, event)
    if finding.state is State.SATISFIED and isinstance(constraint, _OF_A_YES):
        return _ended(facts, constraint.origin.step, finding)
    return finding


def _records(facts: Facts, name: str) -> tuple[Event, ...]:
    return facts.so_far(name) if name in facts.procedure.steps else ()


def _by_silence(facts: Facts, finding: Finding, assumed: tuple[Event, ...]) -> Finding:
    told = tuple(dict.fromkeys(event.assumed for event in assumed if event.assumed))
    quiet = [facts.silence(event.activity, event.actor) for event in assumed]
    counted = tuple(r for one in quiet if one for r in one.reckonings)
    words = "; ".join(one for one in told if one not in finding.message)
    return evolve(
        finding,
        message=f"{finding.message}; {words}" if words else finding.message,
        evidence=Evidence.ASSUMED if finding.evidence is not Evidence.MISSING else finding.evidence,
        events=tuple(event for event in finding.events if not event.assumed),
        reckonings=tuple(dict.fromkeys((*finding.reckonings, *counted))),
    )


def _perhaps_too_late(facts: Facts, constraint: Constraint, finding: Finding, event: Event) -> Finding:
    """Say of an answer that silence may have answered before: the record tells more than what can be counted on."""
    silence = facts.silence(event.activity, event.actor)
    rows = facts.records(event.activity) if silence and not event.assumed else ()
    row = next((row for row in rows if (row.file, row.line) == (event.file, event.line) and row != event), None)
    if silence is None or row is None:
        return finding
    told = f"{title(facts, event.activity)} is recorded{on(row.when)}, perhaps too late: {silence.words}"
    own = event.activity == constraint.origin.step
    if not own or finding.state is not State.UNKNOWN or not isinstance(constraint, _OF_A_YES):
        return evolve(finding, message=f"{finding.message}; {told}")
    return evolve(finding, message=told, missing_record="the day from which silence counts")


def _ended(facts: Facts, step: str, finding: Finding) -> Finding:
    """A yes was given, and that stays so; that it holds no longer is said beside it."""
    end = facts.ending(step, None)
    if end.ended is False:
        return finding
    return evolve(finding, message=f"{finding.message}; {end.words}", reckonings=(*finding.reckonings, *end.reckonings))
