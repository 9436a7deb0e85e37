"""Findings about meetings: two acts at one meeting, and the next meeting after an event."""

from agreelint.audit.absence import absent
from agreelint.audit.anchored import untriggered
from agreelint.audit.anchors import Anchor, Happened
from agreelint.audit.belated import needed_before
from agreelint.audit.cases import MEETING
from agreelint.audit.facts import Facts
from agreelint.audit.reliance import trigger_of
from agreelint.audit.service import unserved
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import not_met, on, title
from agreelint.days import ONE_DAY
from agreelint.logs.events import Event
from agreelint.model.constraints import FirstMeeting, NextMeeting, SameMeeting
from agreelint.moments import Moment, same_day


def same_meeting(facts: Facts, constraint: SameMeeting, member: str | None, carries: bool) -> Finding:
    """Judge that a step was done at the meeting of another: same body, same civil day, same case."""
    step, other = constraint.origin.step, constraint.other
    anchor = facts.occurrence(other)
    events = facts.own(step, member)
    if not events:
        return absent(facts, constraint, member, anchor, carries)
    if left_out := unserved(facts, step, member):
        return absent(facts, constraint, member, anchor, carries, what=left_out)
    if anchor.happened is Happened.ABSENT or anchor.when is None:
        return untriggered(facts, constraint, member, (other,))
    event, held = events[0], anchor.events[0]
    together = _together(event, held, tuple(facts.agreement.bodies))
    both = (event, held)
    where = f"done{on(event.when)}; {title(facts, other)} was{on(held.when)}"
    if together is True:
        return Finding(State.SATISFIED, f"{where}: one meeting", actual=event.when.civil, events=both)
    if together is None:
        missing = f"the days of {title(facts, step)} and {title(facts, other)}"
        return Finding(
            State.UNKNOWN,
            f"{where}: whether that was one meeting cannot be told",
            actual=event.when.civil,
            evidence=Evidence.MISSING,
            missing_record=missing,
            events=both,
        )
    return Finding(
        not_met(constraint.origin.kind),
        f"{where}: not the same meeting",
        actual=event.when.civil,
        events=both,
        fix=f"at the meeting of {held.when}",
    )


def _together(event: Event, held: Event, bodies: tuple[str, ...]) -> bool | None:
    if event.body != held.body and event.body in bodies and held.body in bodies:
        return False
    ids = (event.attribute("meeting_id"), held.attribute("meeting_id"))
    if all(ids):
        return ids[0] == ids[1]
    return same_day(event.when, held.when)


def next_meeting(facts: Facts, constraint: NextMeeting, member: str | None, carries: bool) -> Finding:
    """Judge that no meeting of the body lies between an event and the step; days decide, a same day fails."""
    step, other = constraint.origin.step, constraint.event.step.text
    events = facts.own(step, member)
    anchor = facts.anchor(constraint.event, member, last=True)
    if not events:
        return _not_yet(facts, constraint, member, anchor.when, carries)
    if carries and (gone := needed_before(facts, step, member, events, constraint.origin.kind)):
        return gone
    if anchor.happened is Happened.ABSENT or anchor.when is None:
        return untriggered(facts, constraint, member, (other,))
    event, kind = events[0], "regular meeting" if constraint.regular else "meeting"
    since = f"after {title(facts, other)}{on(anchor.when)}"
    failure = State.VIOLATED if not_met(constraint.origin.kind) is State.VIOLATED else State.NO_EFFECT
    if constraint.regular and not regular(event):
        return Finding(
            failure,
            f"done{on(event.when)} at a {event.meeting_kind} meeting, not at a regular one",
            actual=event.when.civil,
            events=(event,),
        )
    if not event.when.known or not anchor.when.known:
        return Finding(
            State.UNKNOWN,
            f"done{on(event.when)}; whether that was the next {kind} {since} cannot be told",
            actual=event.when.civil,
            evidence=Evidence.MISSING,
            missing_record="the days of both",
            events=(event,),
        )
    late = _later_day(anchor.when, event.when)
    if late is False:
        return Finding(
            failure,
            f"done{on(event.when)}, which is not {since}",
            actual=event.when.civil,
            events=(event, *anchor.events[:1]),
        )
    both = (event, *anchor.events[:1])
    between = [
        m
        for m in meetings_seen(facts, constraint)
        if m.activity != event.activity
        and not any(m is one for one in both)
        and _between(anchor.when, m.when, event.when) is not False
    ]
    sure = [m for m in between if counts(facts, m)]
    certain = [m for m in sure if _between(anchor.when, m.when, event.when) is True]
    if certain:
        message = f"done{on(event.when)}; the next {kind} {since} was{on(certain[0].when)}"
        return Finding(
            failure,
            message,
            actual=event.when.civil,
            events=(event, certain[0]),
            fix=f"at the meeting of {certain[0].when}",
        )
    if between or late is None:
        return Finding(
            State.UNKNOWN,
            f"done{on(event.when)}; whether a {kind} lies between that and {since} cannot be told",
            actual=event.when.civil,
            evidence=Evidence.MISSING,
            missing_record="the days of the meetings",
            events=(event, *between[:1]),
        )
    last = min(event.when.last or facts.settings.as_of, facts.settings.as_of)
    if facts.settings.completeness.covers(MEETING, constraint.body, anchor.when.first, last):
        return Finding(
            State.SATISFIED,
            f"done{on(event.when)}; no {kind} is recorded between that and {since[6:]}",
            actual=event.when.civil,
            events=(event, *anchor.events[:1]),
        )
    message = f"done{on(event.when)}; no other {kind} {since} is recorded, but the log is not declared complete"
    missing = f"the meetings of {facts.agreement.title_of(constraint.body)} between the two days"
    return Finding(
        State.UNKNOWN,
        message,
        actual=event.when.civil,
        evidence=Evidence.MISSING,
        missing_record=missing,
        events=(event,),
    )


def _not_yet(facts: Facts, constraint: NextMeeting, member: str | None, since: Moment | None, carries: bool) -> Finding:
    seen = meetings_seen(facts, constraint) if since else []
    passed = (m for m in seen if counts(facts, m) and since and _later_day(since, m.when) is True)
    anchor = _called_by(facts, constraint, member)
    speaks = carries and bool(facts.later(constraint.origin.step, member))  # else nobody waits for it
    return absent(facts, constraint, member, anchor, carries=speaks, passed=next(passed, None))


def _called_by(facts: Facts, constraint: NextMeeting, member: str | None) -> Anchor:
    """Return what calls for a step: what it follows, or what its meeting counts from; that of them which fails it."""
    counted, follows = facts.anchor(constraint.event, member), trigger_of(facts, constraint.origin.step, member)
    both = (follows or counted, counted)
    doubts = (Happened.FAILED, Happened.UNSETTLED)
    return next((anchor for doubt in doubts for anchor in both if anchor.happened is doubt), both[0])


def meetings_seen(facts: Facts, constraint: NextMeeting | FirstMeeting) -> list[Event]:
    """Return the meetings of a body that a case sees: `meeting` rows, and its own steps held at one."""
    rows = [m for m in facts.case.meetings if m.body in {constraint.body, None}]
    steps = [
        event
        for name, step in facts.procedure.steps.items()
        if step.meeting_of == constraint.body
        for event in facts.so_far(name)
    ]
    held = [m for m in (*rows, *steps) if not constraint.regular or regular(m)]
    return sorted(held, key=lambda m: m.when.first.toordinal() if m.when.first else 0)


def counts(facts: Facts, meeting: Event) -> bool:
    """Say whether it is certain that a meeting is one of the body: its row names it, or there is no other."""
    return meeting.activity != MEETING or meeting.body is not None or len(facts.agreement.bodies) == 1


def regular(meeting: Event) -> bool:
    """Say whether a meeting is a regular one: unless its row says otherwise."""
    return not meeting.meeting_kind or "regular" in meeting.meeting_kind.casefold()


def _later_day(first: Moment, then: Moment) -> bool | None:
    """Say whether the second lies on a later civil day than the first."""
    if first.last and then.first and then.first > first.last:
        return True
    return False if first.first and then.last and then.last <= first.first else None


def _between(first: Moment, middle: Moment, last: Moment) -> bool | None:
    if first.first and last.last and last.last - first.first <= ONE_DAY:
        return False  # no day lies between
    parts = (_later_day(first, middle), _later_day(middle, last))
    return False if False in parts else None if None in parts else True
