"""Findings about the first meeting of a body on or after a day: not before it, and no meeting lies between."""

from datetime import date

from agreelint.audit.absence import absent
from agreelint.audit.anchored import untriggered
from agreelint.audit.belated import needed_before
from agreelint.audit.cases import MEETING
from agreelint.audit.facts import Facts
from agreelint.audit.meetings import counts, meetings_seen, regular
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import not_met, on, said
from agreelint.dating import Dated, Unknowable, event_names
from agreelint.logs.events import Event
from agreelint.model.constraints import FirstMeeting


def first_meeting(facts: Facts, constraint: FirstMeeting, member: str | None, carries: bool) -> Finding:
    """Judge that a step was done at the first meeting on or after a day, which never rolls; days decide."""
    events = facts.own(constraint.origin.step, member)
    try:
        since = facts.reckoned(constraint.since, member)
    except Unknowable as error:
        if events and not _fits(constraint, events[0]):
            return _at_another_kind(constraint, events[0])
        return _open(facts, constraint, events, f"the day from which meetings count cannot be told: {error}")
    if not events:
        return _not_yet(facts, constraint, member, since, carries)
    step, kind = constraint.origin.step, constraint.origin.kind
    if carries and (late := needed_before(facts, step, member, events, kind)):
        return late
    if since is None:
        names = tuple(name.text for name in event_names(constraint.since, facts.procedure.definitions))
        return untriggered(facts, constraint, member, tuple(dict.fromkeys(names)))
    return _judge(facts, constraint, since, events[0])


def _not_yet(facts: Facts, constraint: FirstMeeting, member: str | None, since: Dated | None, carries: bool) -> Finding:
    when = facts.procedure.steps[constraint.origin.step].when
    called = when is None or facts.holds(when, None, member) is True
    seen = meetings_seen(facts, constraint) if since and called else []
    passed = (m for m in seen if since and counts(facts, m) and _within(m, since.last.day, date.max))
    speaks = carries and bool(facts.later(constraint.origin.step, member))  # else nobody waits for it
    return absent(facts, constraint, member, None, carries=speaks, passed=next(passed, None))


def _judge(facts: Facts, constraint: FirstMeeting, since: Dated, event: Event) -> Finding:
    kind = "regular meeting" if constraint.regular else "meeting"
    first, last = since.first.day, since.last.day
    from_then = f"on or after {said(first)}" if since.exact else f"on or after some day to {said(last)}"
    if not _fits(constraint, event):
        return _at_another_kind(constraint, event, since)
    if event.when.last and event.when.last < first:
        return _not(constraint, since, (event,), f"done{on(event.when)}, before {said(first)}")
    earliest, latest = event.when.first or date.min, event.when.last or date.max
    others = [m for m in meetings_seen(facts, constraint) if m.activity != event.activity]  # it is the first of its own
    certain = [m for m in others if _within(m, last, earliest) and counts(facts, m)]
    if certain:
        told = f"done{on(event.when)}; the first {kind} {from_then} was{on(certain[0].when)}"
        return _not(constraint, since, (event, certain[0]), told)
    if earliest < last or any(_may_lie(m, first, latest) for m in others):
        told = f"done{on(event.when)}; whether a {kind} {from_then} came before cannot be told"
        return _open(facts, constraint, (event,), told)
    if facts.settings.completeness.covers(MEETING, constraint.body, first, min(latest, facts.settings.as_of)):
        told = f"done{on(event.when)}; no {kind} {from_then} is recorded before it"
        return Finding(
            State.SATISFIED,
            told,
            actual=event.when.civil,
            events=(event,),
            reckonings=(*since.steps, since.first),
            remarks=since.told,
        )
    told = f"done{on(event.when)}; no earlier {kind} {from_then} is recorded, but the log is not declared complete"
    return _open(facts, constraint, (event,), told)


def _within(meeting: Event, since: date, until: date) -> bool:
    """Say whether a meeting was certainly held on or after one day and before another."""
    first, last = meeting.when.first, meeting.when.last
    return first is not None and last is not None and since <= first and last < until


def _may_lie(meeting: Event, since: date, until: date) -> bool:
    """Say whether it can have been held on or after one day and before another."""
    first, last = meeting.when.first or date.min, meeting.when.last or date.max
    return max(first, since) < until and last >= since


def _fits(constraint: FirstMeeting, event: Event) -> bool:
    return not constraint.regular or regular(event)


def _at_another_kind(constraint: FirstMeeting, event: Event, since: Dated | None = None) -> Finding:
    """Find that it was no regular meeting, on whatever day."""
    return _not(constraint, since, (event,), f"done{on(event.when)} at a {event.meeting_kind} meeting")


def _not(constraint: FirstMeeting, since: Dated | None, events: tuple[Event, ...], told: str) -> Finding:
    return Finding(
        not_met(constraint.origin.kind),
        told,
        actual=events[0].when.civil,
        events=events,
        reckonings=(*since.steps, since.first) if since else (),
        remarks=since.told if since else (),
    )


def _open(facts: Facts, constraint: FirstMeeting, events: tuple[Event, ...], told: str) -> Finding:
    return Finding(
        State.UNKNOWN,
        told,
        actual=events[0].when.civil if events else None,
        evidence=Evidence.MISSING,
        missing_record=f"the meetings of {facts.agreement.title_of(constraint.body)}, each with its day",
        events=events,
    )
