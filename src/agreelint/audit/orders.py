"""Findings about order: that a step came after, or before, another."""

from datetime import date

from attrs import evolve

from agreelint.audit.absence import absent
from agreelint.audit.anchored import unsettled, untriggered
from agreelint.audit.anchors import Anchor, Happened
from agreelint.audit.belated import needed_before
from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import ANY_LAWFUL
from agreelint.audit.reliance import trigger_of
from agreelint.audit.service import Served, assumed_recipient, served, together
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import event_words, not_met, on, title
from agreelint.logs.events import Event
from agreelint.model.conditions import SUCCESS
from agreelint.model.constraints import Order
from agreelint.moments import Moment, precedes, tie
from agreelint.syntax import nodes


def order(facts: Facts, constraint: Order, member: str | None, carries: bool) -> Finding:
    """Judge that a step came after, or before, another."""
    step = constraint.origin.step
    anchor = facts.anchor(constraint.event, member, last=not constraint.before)
    return together(
        [
            (one.recipient, _order(facts, constraint, member, carries, anchor, one))
            for one in served(facts, step, member)
        ]
    )


def _order(facts: Facts, constraint: Order, member: str | None, carries: bool, anchor: Anchor, one: Served) -> Finding:
    step, other = constraint.origin.step, constraint.event.step.text
    if not one.events:
        follows = trigger_of(facts, step, member)
        doubtful = follows is not None and follows.happened in {Happened.FAILED, Happened.UNSETTLED}
        if constraint.before and anchor.happened is not Happened.ABSENT:
            anchor = evolve(anchor, happened=Happened.YES)  # it comes before the act, however that came out
        trigger = anchor if not (constraint.before or doubtful) else follows or anchor
        return absent(facts, constraint, member, trigger, carries, what=one.recipient)
    if carries and (late := needed_before(facts, step, member, one.events, constraint.origin.kind)):
        return late
    if anchor.happened is Happened.UNSETTLED and anchor.when is None:
        return unsettled(facts, other, one.events, f"done{on(one.events[0].when)}; ")
    if anchor.happened is Happened.ABSENT or anchor.when is None:
        return untriggered(facts, constraint, member, (other,))
    relation = f"{'before' if constraint.before else 'after'} {event_words(facts, constraint.event)}"
    candidates = one.events if facts.procedure.steps[step].kind in ANY_LAWFUL else one.events[:1]
    results = [(_in_order(facts, constraint, event, anchor.when), event) for event in candidates]
    answers = [(result, event, _after_its_end(facts, constraint, event)) for result, event in results]
    for wanted in (True, None, False):
        for result, event, over in answers:
            if over is None and result is wanted:
                return _ordered(facts, constraint, anchor, anchor.when, event, result, relation)
            if over and (False if result is False or over.state is not State.UNKNOWN else None) is wanted:
                return over
    raise AssertionError("one of the three answers is always found")


def _after_its_end(facts: Facts, constraint: Order, act: Event) -> Finding | None:
    """Return a finding if a step follows a yes that had ended by its day: it lapsed, or was set aside."""
    event = constraint.event
    if constraint.before or not isinstance(event, nodes.EventWith) or event.state.text not in SUCCESS:
        return None
    ends = [
        facts.ending(event.step.text, day, constraint.origin.step)
        for day in (act.when.first or date.min, act.when.last)
    ]
    end = next((end for end in ends if end.ended is not False), ends[0])
    if end.ended is False:
        return None
    told = f"done{on(act.when)}; {title(facts, event.step.text)}, which it follows: {end.words}"
    base = Finding(State.UNKNOWN, told, actual=act.when.civil, events=(act,), reckonings=end.reckonings)
    if not all(end.ended for end in ends):
        return evolve(base, evidence=Evidence.MISSING, missing_record=f"what ended {title(facts, event.step.text)}")
    return evolve(base, state=not_met(constraint.origin.kind))


def _in_order(facts: Facts, constraint: Order, event: Event, anchor: Moment) -> bool | None:
    if constraint.before:
        return precedes(event.when, anchor)
    if event.assumed and constraint.event.step.text in facts.answers(constraint.origin.step):
        return True  # silence lasts from what it counts from, on whatever day that was
    return precedes(anchor, event.when)


def _ordered(
    facts: Facts,
    constraint: Order,
    anchor: Anchor,
    when: Moment,
    event: Event,
    result: bool | None,
    relation: str,
) -> Finding:
    where = f"done{on(event.when)}"
    events = (event, *anchor.events[:1])
    failed = " (which did not succeed)" if anchor.happened is Happened.FAILED else ""
    other = f"{relation}{on(when)}{failed}"
    if result is True:
        assumed = (*anchor.told, *assumed_recipient(facts, constraint, event))
        return Finding(
            State.SATISFIED,
            f"{where}, {other}",
            actual=event.when.civil,
            evidence=Evidence.ASSUMED if assumed else Evidence.DIRECT,
            events=events,
            remarks=assumed,
        )
    if result is None:
        why = (
            "both on one day, and no clock time tells which came first"
            if tie(event.when, when)
            else ("the days on record leave the order open")
        )
        message = f"{where}; whether that is {relation}{on(when)} cannot be told: {why}"
        missing = (
            f"the times of day of {title(facts, constraint.origin.step)} and {event_words(facts, constraint.event)}"
        )
        if not when.exact:
            missing = f"the day of {event_words(facts, constraint.event)}"
        return Finding(State.UNKNOWN, message, actual=event.when.civil, missing_record=missing, events=events)
    message = f"{where}, not {other}"
    fix = f"{'before' if constraint.before else 'after'} {when}"
    return Finding(
        not_met(constraint.origin.kind),
        message,
        actual=event.when.civil,
        events=events,
        remarks=anchor.told,
        fix=fix,
    )
