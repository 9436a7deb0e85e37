"""Findings about approvals, effects on their conditions, and routes of which one is enough."""

from datetime import date

from attrs import evolve

from agreelint.audit.absence import absent
from agreelint.audit.anchors import Happened
from agreelint.audit.belated import needed_before
from agreelint.audit.conditions import on_the_day
from agreelint.audit.facts import Facts
from agreelint.audit.missing import overtaken, still_open
from agreelint.audit.occurrences import earliest
from agreelint.audit.reliance import relying, stands_on, trigger_of
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import listed, not_applicable, not_met, on, title, told, undecided
from agreelint.logs.events import Event, Outcome
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import CalledFor, Granted, RouteTaken, Valid
from agreelint.model.entities import StepKind
from agreelint.moments import Moment
from agreelint.syntax import nodes


def granted(facts: Facts, constraint: Granted, carries: bool) -> tuple[Finding, ...]:
    """Judge each recorded decision of an authority; a decision on another day is another round."""
    step = constraint.origin.step
    events = facts.own(step)
    if not events:
        return (absent(facts, constraint, None, trigger_of(facts, step), carries),)
    days: dict[Moment, list[Event]] = {}
    for event in events:
        days.setdefault(event.when, []).append(event)
    return tuple(_decision(facts, step, tuple(found)) for found in days.values())


def _decision(facts: Facts, step: str, events: tuple[Event, ...]) -> Finding:
    outcomes = {Outcome.of(event.outcome) for event in events}
    when, actual = on(events[0].when), events[0].when.civil
    words = " and ".join(f"`{event.outcome or 'no outcome'}` in line {event.line}" for event in events)
    if outcomes == {Outcome.APPROVED}:
        return Finding(State.SATISFIED, f"granted{when}", actual=actual, events=events)
    if outcomes == {Outcome.REFUSED}:
        later = [e for e in facts.so_far(step) if Outcome.of(e.outcome) is Outcome.APPROVED]
        relied = () if later else relying(facts, step)
        return Finding(State.NO_EFFECT, f"refused{when}", actual=actual, relied_on=relied, events=events)
    if len(outcomes) > 1:
        message = f"the records disagree{when}: {words}"
    elif events[0].outcome:
        told = f"`{events[0].outcome}` is neither an approval (`approved`) nor a refusal (`rejected`)"
        message = f"decided{when}, but {told}"
    else:
        message = f"decided{when}, but the outcome is not recorded"
    return Finding(
        State.UNKNOWN,
        message,
        actual=actual,
        evidence=Evidence.MISSING,
        missing_record=f"the decision of {title(facts, step)}",
        events=events,
    )


def valid(facts: Facts, constraint: Valid, carries: bool) -> Finding:
    """Judge an effect on its conditions, at the end of the day on which it is recorded."""
    step = constraint.origin.step
    events = facts.own(step)
    names = tuple(dict.fromkeys(name.text for name in condition_names(constraint.condition)))
    if not events:
        return _not_in_effect(facts, constraint, names, carries)
    when, condition = events[0].when, constraint.condition
    answer = on_the_day(facts, condition, when, None)
    message = f"in force{on(when)}; {told(facts, condition, when, None)}"
    actual = when.civil
    if answer is True:
        return Finding(State.SATISFIED, message, actual=actual, events=events)
    if answer is False:
        message = f"would have no effect under clause {constraint.origin.clause} as encoded: recorded as {message}"
        return Finding(State.NO_EFFECT, message, actual=actual, relied_on=(step,), events=events)
    missing = undecided(facts, condition, when.last, None) or title(facts, step)
    return Finding(
        State.UNKNOWN, message, actual=actual, evidence=Evidence.MISSING, missing_record=missing, events=events
    )


def called_for(facts: Facts, constraint: CalledFor, member: str | None) -> Finding | None:
    """Judge a power on the condition on which the text gives it, on the day of its use; None if it was not used."""
    step = constraint.origin.step
    events = facts.records(step, member) or facts.own(step, member)
    if not events:
        return None
    when, condition = events[0].when, constraint.condition
    answer = on_the_day(facts, condition, when, member)
    base = Finding(
        State.SATISFIED, f"done{on(when)}; {told(facts, condition, when, member)}", actual=when.civil, events=events[:1]
    )
    if answer is True:
        return base
    if answer is False:
        message = f"{base.message}: clause {constraint.origin.clause} does not call for it"
        return evolve(base, state=not_met(constraint.origin.kind), message=message)
    missing = undecided(facts, condition, when.last, member) or title(facts, step)
    return evolve(base, state=State.UNKNOWN, evidence=Evidence.MISSING, missing_record=missing)


def _not_in_effect(facts: Facts, constraint: Valid, names: tuple[str, ...], carries: bool) -> Finding:
    refused = _refused(facts, constraint.condition)
    if refused:
        return not_applicable(f"{listed([title(facts, name) for name in refused])} did not succeed")
    step = constraint.origin.step
    waiting = [name for name in names if not facts.recorded(name)]
    if waiting and not facts.later(step) and all(facts.complete(name) for name in waiting):
        return not_applicable(f"{listed([title(facts, name) for name in waiting])} is not recorded")
    if carries and not facts.later(step):
        return still_open(facts, step, title(facts, step))
    return absent(facts, constraint, None, None, carries)


def _refused(facts: Facts, condition: nodes.Condition) -> list[str]:
    """Return the steps whose failure leaves a condition no way to be met; nothing where it still has one."""
    match condition:
        case nodes.EveryCondition():
            return [name for part in condition.conditions for name in _refused(facts, part)]
        case nodes.AnyCondition():
            parts = [_refused(facts, part) for part in condition.conditions]
            return [name for part in parts for name in part] if all(parts) else []
        case nodes.RequiresChanges():
            return []
        case _:
            return [name for name in stands_on(condition) if _failed(facts, name)]


def _failed(facts: Facts, name: str) -> bool:
    """Say whether a step that an effect needs was decided against, rather than not decided yet."""
    step = facts.procedure.steps.get(name)
    if step is None:
        return facts.either(name).happened is Happened.FAILED
    if step.each and step.kind is StepKind.VOTE:
        return facts.carried(name) is False and not facts.carrying(name).missing
    return (facts.passed(name) if step.kind is StepKind.VOTE else facts.granted(name)) is False


def route(facts: Facts, constraint: RouteTaken) -> Finding:
    """Judge a group of routes once, like a step."""
    either = constraint.either
    steps = tuple(step for taken in either.routes for step in taken)
    events = tuple(event for step in steps for event in facts.own(step))
    if events:
        taken = tuple(dict.fromkeys(event.activity for event in events))
        late = needed_before(facts, either.id, None, tuple(sorted(events, key=lambda e: e.when.last or date.max)))
        if late:
            return late
        when = earliest([event.when for event in events])
        names = listed([title(facts, step) for step in taken])
        return Finding(State.SATISFIED, f"{names}{on(when)}", actual=when.civil, events=events)
    if either.when is not None and facts.holds(either.when, None) is False:
        return not_applicable("not called for, as far as recorded")
    name = " or ".join(title(facts, step) for step in steps)
    if later := facts.later(either.id):
        return overtaken(facts, constraint, name, later)
    return still_open(facts, either.id, name)
