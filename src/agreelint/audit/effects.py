"""Findings about approvals, effects on their conditions, and routes of which one is enough."""

from datetime import date

from agreelint.audit.absence import absent, needed_before, overtaken, still_open
from agreelint.audit.anchors import Happened
from agreelint.audit.events import Event, Outcome
from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import earliest
from agreelint.audit.reliance import relying, trigger_of
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import listed, not_applicable, on, title
from agreelint.model.constraints import Granted, RouteTaken, Valid
from agreelint.model.references import condition_names
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
    when = events[0].when
    ends = [when.first, when.last] if when.known else [None]
    answers = {facts.holds(constraint.condition, end) for end in ends}
    answer = answers.pop() if len(answers) == 1 else None
    if not when.known and answer is True:
        answer = None
    told = "; ".join(_told(facts, constraint.condition, name, when) for name in names)
    message = f"in force{on(when)}; {told}"
    actual = when.civil
    if answer is True:
        return Finding(State.SATISFIED, message, actual=actual, events=events)
    if answer is False:
        message = f"would have no effect under clause {constraint.origin.clause} as encoded: recorded as {message}"
        return Finding(State.NO_EFFECT, message, actual=actual, relied_on=(step,), events=events)
    missing = listed(
        [title(facts, name) for name in names if _holds_now(facts, constraint.condition, name, when) is not True]
        or [title(facts, step)]
    )
    return Finding(
        State.UNKNOWN, message, actual=actual, evidence=Evidence.MISSING, missing_record=missing, events=events
    )


def _not_in_effect(facts: Facts, constraint: Valid, names: tuple[str, ...], carries: bool) -> Finding:
    refused = [name for name in names if _failed(facts, name)]
    if refused:
        return not_applicable(f"{listed([title(facts, name) for name in refused])} did not succeed")
    step = constraint.origin.step
    waiting = [name for name in names if not facts.recorded(name)]
    if waiting and not facts.later(step) and all(facts.complete(name) for name in waiting):
        return not_applicable(f"{listed([title(facts, name) for name in waiting])} is not recorded")
    if carries and not facts.later(step):
        return still_open(facts, step, title(facts, step))
    return absent(facts, constraint, None, None, carries)


def _failed(facts: Facts, name: str) -> bool:
    """Say whether a step that an effect needs was decided against, rather than not decided yet."""
    step = facts.procedure.steps.get(name)
    if step is None:
        return facts.either(name).happened is Happened.FAILED
    if step.each:
        return facts.carried(name) is False and not facts.carrying(name).missing
    return (facts.passed(name) is False) or (facts.granted(name) is False)


def _told(facts: Facts, condition: nodes.Condition, name: str, when: Moment) -> str:
    words = {True: "yes", False: "no", None: "not known"}
    state = _state_words(condition, name)
    return f"{title(facts, name)} {state}: {words[_holds_now(facts, condition, name, when)]}"


def _state_words(condition: nodes.Condition, name: str) -> str:
    match condition:
        case nodes.StateIs():
            return condition.state.text if condition.step.text == name else ""
        case nodes.RequiresChanges():
            return "requires changes" if condition.step.text == name else ""
        case nodes.Negated():
            inner = _state_words(condition.condition, name)
            return f"not {inner}" if inner else ""
        case nodes.EveryCondition() | nodes.AnyCondition():
            return next((found for part in condition.conditions if (found := _state_words(part, name))), "")


def _holds_now(facts: Facts, condition: nodes.Condition, name: str, when: Moment) -> bool | None:
    match condition:
        case nodes.EveryCondition() | nodes.AnyCondition():
            answers = [
                _holds_now(facts, part, name, when)
                for part in condition.conditions
                if name in {n.text for n in condition_names(part)}
            ]
            return answers[0]
        case _:
            return facts.holds(condition, when.last)


def route(facts: Facts, constraint: RouteTaken) -> Finding:
    """Judge a group of routes once, like a step."""
    either = constraint.either
    steps = tuple(step for taken in either.routes for step in taken)
    events = tuple(event for step in steps for event in facts.own(step))
    if events:
        taken = tuple(dict.fromkeys(event.activity for event in events))
        late = needed_before(facts, either.id, None, (min(events, key=lambda e: e.when.last or date.max),))
        if late:
            return late
        when = earliest([event.when for event in events])
        told = listed([title(facts, step) for step in taken])
        return Finding(State.SATISFIED, f"{told}{on(when)}", actual=when.civil, events=events)
    name = " or ".join(title(facts, step) for step in steps)
    if later := facts.later(either.id):
        return overtaken(facts, constraint, name, later)
    return still_open(facts, either.id, name)
