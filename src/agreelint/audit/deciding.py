"""Findings about decisions: thresholds, quorums, carrying, approvals, effects, and routes."""

from datetime import date

from agreelint.audit.absence import absent, needed_before, overtaken, still_open
from agreelint.audit.cases import seats_of
from agreelint.audit.events import Event, Outcome
from agreelint.audit.facts import Anchor, Facts, Happened
from agreelint.audit.occurrences import earliest
from agreelint.audit.verdicts import Evidence, Finding, State, Tally
from agreelint.audit.words import listed, not_applicable, on, plural, title
from agreelint.model.constraints import Carried, Granted, Order, QuorumMet, RouteTaken, ThresholdMet, Valid
from agreelint.model.references import condition_names
from agreelint.moments import Moment, precedes
from agreelint.syntax import nodes


def threshold(facts: Facts, constraint: ThresholdMet, carries: bool) -> Finding:
    """Judge whether a body's vote passed."""
    step = constraint.origin.step
    events = facts.own(step)
    if not events:
        return absent(facts, constraint, None, None, carries)
    counted = facts.count(constraint, events)
    state = {True: State.SATISFIED, False: State.NO_EFFECT, None: State.UNKNOWN}[counted.passed]
    option = constraint.choice.under(facts.settings.readings.get(constraint.choice.ambiguity or ""))
    message = f"voted{on(events[0].when)}: {counted.words}"
    if constraint.choice.ambiguity:
        message += f" (reading `{option.name}` of {constraint.choice.ambiguity})"
    relied = relying(facts, step) if counted.passed is False else ()
    need = counted.tally.needed
    fix = f"{need} votes in favor" if counted.passed is False and need is not None else None
    return Finding(
        state,
        message,
        actual=events[0].when.civil,
        evidence=counted.evidence if counted.passed is not None else Evidence.MISSING,
        missing_record=None if counted.passed is not None else f"the count of {title(facts, step)}",
        tally=counted.tally,
        relied_on=relied,
        events=events,
        fix=fix,
    )


def quorum(facts: Facts, constraint: QuorumMet) -> Finding | None:
    """Judge whether enough were present at a vote; None if the log says nothing at all about attendance."""
    events = facts.own(constraint.origin.step)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    columns = facts.settings.columns
    if not columns & {"members_present", "attendees", "members_present_by", "votes_for"}:
        return None
    event = events[0]
    rule = constraint.quorum
    seats = seats_of(facts.agreement, constraint.body, event) or 0
    size = event.members_total if rule.threshold.base == "voting_members" and event.members_total else seats
    need = rule.threshold.needed(size)
    present, told = _attendance(event)
    reached = None if present is None else present >= need
    if reached is None and told >= need:
        present, reached = told, True  # whoever voted was there
    words = (
        f"{present} present; {rule.threshold} needs {need} of {size}"
        if present is not None
        else f"the number present is not recorded; {rule.threshold} needs {need} of {size}"
    )
    each, more = _from_each(facts, constraint, event)
    state = _conjunction(reached, each)
    tally = Tally(present, rule.threshold.base, size, need)
    missing = None if state is not State.UNKNOWN else f"who was present at {title(facts, constraint.origin.step)}"
    evidence = Evidence.DIRECT if state is not State.UNKNOWN else Evidence.MISSING
    return Finding(
        state,
        words + more,
        actual=event.when.civil,
        evidence=evidence,
        missing_record=missing,
        tally=tally,
        events=events[:1],
    )


def _attendance(event: Event) -> tuple[int | None, int]:
    cast = sum(n or 0 for n in (event.votes_for, event.votes_against, event.votes_abstain))
    if event.members_present is not None:
        return event.members_present, cast
    return (len(event.attendees) if event.attendees is not None else None), cast


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


def carried(facts: Facts, constraint: Carried) -> Finding:
    """Judge once whether a vote by each member carried."""
    step = constraint.origin.step
    now = facts.carrying(step)
    base = constraint.group
    tally = Tally(len(now.approvals), base, now.size, now.needed)
    events = tuple(e for _, e in (*now.approvals, *now.refusals, *now.open))
    words = f"{len(now.approvals)} of {now.size} approved; {_rule(facts, constraint)} needs {now.needed}"
    relied, acts = relying(facts, step), _relying_acts(facts, step)
    if now.when is not None:
        return _carried_at(facts, step, now.when, words, tally, events, acts)
    if not events:
        trigger = _trigger_of(facts, step)
        if trigger and trigger.happened is Happened.FAILED:
            return not_applicable("what it follows did not succeed, so it was never called for")
        if not facts.later(step) and trigger and trigger.happened is Happened.ABSENT and facts.complete(step):
            return not_applicable("not voted on yet: what it follows is not recorded")
    if facts.carried(step) is False:
        message = f"{words}; {_against(facts, now.refusals, now.missing)}"
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
            fix=f"{now.needed} approvals",
        )
    if now.possible < now.needed:
        words += "; cannot carry on the votes so far"
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
    if now.open:
        missing = f"the results of {_names(facts, tuple(m for m, _ in now.open))}"
        return Finding(
            State.UNKNOWN,
            f"{words}; {plural(len(now.open), 'results')} not clear",
            tally=tally,
            evidence=Evidence.MISSING,
            missing_record=missing,
            events=events,
        )
    evidence = Evidence.DIRECT if events else Evidence.MISSING
    return Finding(
        State.PENDING,
        f"{words}; {plural(len(now.missing), 'votes')} still to come",
        tally=tally,
        evidence=evidence,
        events=events,
    )


def _carried_at(
    facts: Facts,
    step: str,
    when: Moment,
    words: str,
    tally: Tally,
    events: tuple[Event, ...],
    acts: tuple[Event, ...],
) -> Finding:
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
            fix=f"{tally.needed} approvals before {early[0].when}",
        )
    approvals = [e for e in events if Outcome.of(e.outcome) is Outcome.APPROVED or e.votes_for is not None]
    declared = any(e.votes_for is None for e in approvals)
    evidence = Evidence.DECLARED if declared else Evidence.DIRECT
    return Finding(
        State.SATISFIED, f"carried{on(when)}: {words}", actual=when.civil, tally=tally, evidence=evidence, events=events
    )


def _rule(facts: Facts, constraint: Carried) -> str:
    option = constraint.choice.under(facts.settings.readings.get(constraint.choice.ambiguity or ""))
    reading = f" (reading `{option.name}` of {constraint.choice.ambiguity})" if constraint.choice.ambiguity else ""
    return f"{option.threshold}{reading}"


def _against(facts: Facts, refusals: tuple[tuple[str, Event], ...], missing: tuple[str, ...]) -> str:
    parts = []
    if refusals:
        parts.append(f"refused: {_names(facts, tuple(m for m, _ in refusals))}")
    if missing:
        parts.append(f"no vote recorded: {_names(facts, missing)}")
    return "; ".join(parts) or "not enough approved"


def _names(facts: Facts, members: tuple[str, ...]) -> str:
    if len(members) > 5:
        return f"{len(members)} members"
    return listed([facts.agreement.title_of(member) for member in members])


def _trigger_of(facts: Facts, step: str) -> Anchor | None:
    for constraint in facts.procedure.constraints:
        if isinstance(constraint, Order) and constraint.origin.step == step and not constraint.before:
            return facts.anchor(constraint.event, None)
    return None


def granted(facts: Facts, constraint: Granted, carries: bool) -> tuple[Finding, ...]:
    """Judge each recorded decision of an authority; a decision on another day is another round."""
    step = constraint.origin.step
    events = facts.own(step)
    if not events:
        return (absent(facts, constraint, None, _trigger_of(facts, step), carries),)
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
        message = f"decided{when}, but `{events[0].outcome}` is no approval and no refusal"
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


def relying(facts: Facts, step: str) -> tuple[str, ...]:
    """Return the recorded steps that rely on the success of a step."""
    return tuple(dict.fromkeys(event.activity for event in _relying_acts(facts, step)))


def _relying_acts(facts: Facts, step: str) -> tuple[Event, ...]:
    entry = facts.procedure.steps[step]
    names = {step}
    if entry.route_of:
        either = facts.procedure.eithers[entry.route_of]
        if facts.either(either.id).happened is not Happened.FAILED:
            return ()  # another route succeeded
        names.add(either.id)
    acts: list[Event] = []
    for constraint in facts.procedure.constraints:
        match constraint:
            case Order() if not constraint.before and constraint.event.step.text in names:
                group = constraint.event.step.text in facts.procedure.eithers
                if group or isinstance(constraint.event, nodes.EventWith):
                    acts += facts.own(constraint.origin.step)
            case Valid() if names & {name.text for name in condition_names(constraint.condition)}:
                acts += facts.own(constraint.origin.step)
            case _:
                continue
    return tuple(dict.fromkeys(acts))
