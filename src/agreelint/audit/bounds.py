"""Findings about counted bounds and fixed dates, with the day that would have been lawful."""

from datetime import datetime, time

from attrs import evolve

from agreelint.audit.absence import absent
from agreelint.audit.anchored import untriggered
from agreelint.audit.belated import needed_before
from agreelint.audit.counted import counted_from
from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import ANY_LAWFUL, earliest
from agreelint.audit.rolling import roll_on_some_day, rolled_over
from agreelint.audit.service import Served, assumed_recipient, served, together
from agreelint.audit.verdicts import Evidence, Finding, Margin, State
from agreelint.audit.words import anchor_words, assumed_days, listed, not_met, on, plural, said, title
from agreelint.counting import Unit
from agreelint.dating import Dated, Unknowable, deadline_names, event_names
from agreelint.logs.events import Event
from agreelint.model.constraints import Deadline
from agreelint.model.entities import StepKind
from agreelint.model.recurrence import Every
from agreelint.model.windows import LAST_DAY_BOUNDS, halves, limit_of
from agreelint.moments import Moment, precedes
from agreelint.periods import hours_between, margin_unit, units_between
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes


def deadline(facts: Facts, constraint: Deadline, member: str | None, carries: bool) -> Finding:
    """Judge that a step was done on a lawful day of its bound."""
    names = tuple(
        dict.fromkeys(name.text for name in event_names(limit_of(constraint.bound), facts.procedure.definitions))
    )
    try:
        limit = facts.last_day(constraint, member)
    except Unknowable as error:
        return _undatable(facts, constraint, member, names, str(error))
    dated = limit.dated if limit else None
    groups = served(facts, constraint.origin.step, member)
    findings = []
    for one in groups:
        if dated is None:
            findings.append((one.recipient, _without_anchor(facts, constraint, member, names, one, carries)))
        elif not one.events:
            due = dated if _is_last(constraint.bound) else None
            found = absent(facts, constraint, member, None, carries, due, one.recipient)
            findings.append((one.recipient, found))
        elif late := _missed(facts, constraint, member, names, one, carries):
            findings.append((one.recipient, late))
        else:
            findings.append((one.recipient, _best(facts, constraint, member, dated, one, names)))
    joined = together(findings)
    remarks = (*(limit.words if limit else ()), *_not_passed(facts, constraint, joined))
    return evolve(joined, remarks=(*joined.remarks, *remarks)) if remarks else joined


def _not_passed(facts: Facts, constraint: Deadline, finding: Finding) -> tuple[str, ...]:
    """Say of a vote that was taken in time that it did not pass: a reader might take the day for the decision."""
    entry = facts.procedure.steps[constraint.origin.step]
    taken = entry.kind is StepKind.VOTE and not entry.each and finding.state is State.SATISFIED and finding.events
    if not taken or facts.passed(entry.id) is not False:
        return ()
    return ("the vote was taken in time, but it did not pass: nothing was decided by that day",)


def _without_anchor(
    facts: Facts, constraint: Deadline, member: str | None, names: tuple[str, ...], one: Served, carries: bool
) -> Finding:
    if not one.events and (not carries or set(names) == {constraint.origin.step}):
        return absent(facts, constraint, member, None, carries, what=one.recipient)
    lacking = tuple(name for name in names if not facts.recorded(name, member))
    return untriggered(facts, constraint, member, lacking or names)


def _missed(
    facts: Facts, constraint: Deadline, member: str | None, names: tuple[str, ...], one: Served, carries: bool
) -> Finding | None:
    """Return a finding if what has no last day was missing when a later step needed it: it stays missing.

    It was not missing before what it counts from had happened.
    """
    step, steps = constraint.origin.step, facts.procedure.steps
    if not carries or _is_last(constraint.bound):
        return None
    due = {name.text for name in deadline_names(limit_of(constraint.bound))}
    for name in (name for name in names if name not in due):
        for event in facts.so_far(name, member if name in steps and steps[name].each else None)[:1]:
            if precedes(event.when, one.events[0].when) is not True:
                return None
    return needed_before(facts, step, member, one.events, constraint.origin.kind)


def _is_last(bound: nodes.OneSided) -> bool:
    """Say whether a bound sets a last lawful day, rather than a first."""
    return isinstance(bound, LAST_DAY_BOUNDS)


def _best(
    facts: Facts, constraint: Deadline, member: str | None, dated: Dated, one: Served, names: tuple[str, ...]
) -> Finding:
    """Judge the occurrence that is best for the party: a notice is met by any lawful one, inside the whole window."""
    entry = facts.procedure.steps[constraint.origin.step]
    candidates = one.events if entry.kind in ANY_LAWFUL else (_first_of(one.events),)
    other = _other_side(facts, constraint, member)
    words = _window_words(constraint, dated, other)

    def judged(one: Deadline, day: Dated, event: Event, words: str) -> Finding:
        if not _is_last(one.bound):
            day = facts.opens(one, member, event.when) or day
        return _judge(facts, one, day, event, names, words)

    findings = [judged(constraint, dated, event, words) for event in candidates]
    if other is None:
        return min(findings, key=lambda f: (_RANK[f.state], -(f.margin.count if f.margin else 0)))
    # The same act must speak for both sides: the one that keeps most of the window, else the first.
    opposite = [judged(*other, event, "") for event in candidates]
    return min(zip(findings, opposite, strict=True), key=lambda both: sum(_RANK[one.state] for one in both))[0]


def _first_of(events: tuple[Event, ...]) -> Event:
    """Return the first of several records, which was no later than any of them, whatever day is meant."""
    moments = [event.when for event in events]
    if all(when.exact for when in moments) or not all(when.known for when in moments):
        return events[0]
    return evolve(events[0], when=earliest(moments))


_RANK = {State.SATISFIED: 0, State.UNKNOWN: 1, State.VIOLATED: 2, State.NO_EFFECT: 2}


def _other_side(facts: Facts, constraint: Deadline, member: str | None) -> tuple[Deadline, Dated] | None:
    """Return the other bound of a window with its day, None if there is none or it cannot be told."""
    if constraint.window is None:
        return None
    opens, closes = halves(constraint.window)
    bound = opens if _is_last(constraint.bound) else closes
    other = evolve(constraint, bound=bound)
    try:
        limit = facts.last_day(other, member)
    except Unknowable:
        return None
    return (other, limit.dated) if limit else None


def _window_words(constraint: Deadline, dated: Dated, other: tuple[Deadline, Dated] | None) -> str:
    if other is None:
        return ""
    if isinstance(constraint.window, nodes.OnDay):
        return ", and no other day"
    opens, closes = (other[1], dated) if _is_last(constraint.bound) else (dated, other[1])
    return f" (the window ran from {said(opens.first.day)} to {said(closes.last.day)})"


def _judge(
    facts: Facts, constraint: Deadline, dated: Dated, event: Event, names: tuple[str, ...], window: str
) -> Finding:
    bound, when = constraint.bound, event.when
    anchors = tuple(e for name in names for e in facts.so_far(name)[:1])
    events = tuple(dict.fromkeys((event, *anchors)))
    due, limit = dated.first, f"{_limit_words(bound, dated)}{counted_from(facts, bound, names)}{window}"
    base = Finding(
        State.SATISFIED,
        f"done{on(when)}; {limit}",
        due=due.day if dated.exact else None,
        actual=when.civil,
        events=events,
        reckonings=(*dated.steps, dated.first, *(() if dated.exact else (dated.last,))),
        remarks=(*dated.told, *assumed_recipient(facts, constraint, event), *assumed_days(facts, due)),
        evidence=Evidence.ASSUMED if dated.assumed or assumed_recipient(facts, constraint, event) else Evidence.DIRECT,
    )
    if when.first is None and when.last is not None and _is_last(bound) and when.last <= dated.first.day:
        return base  # in time, on whatever day
    if when.first is None or when.last is None:
        return evolve(
            base,
            state=State.UNKNOWN,
            message=f"done, but the day is not recorded; {limit}",
            missing_record=f"the day of {title(facts, constraint.origin.step)}",
        )
    certain, possible = _lawful(bound, dated, when)
    if _is_last(bound) and not (when.exact and dated.exact):
        certain, possible, base = roll_on_some_day(facts, constraint, dated, base, when, (certain, possible))
    if not certain and possible:
        return evolve(
            base,
            state=State.UNKNOWN,
            message=f"done{on(when)}, which may be in time or not; {limit}",
            missing_record=_unsure(facts, constraint, when),
        )
    if certain or not dated.exact or not when.exact:
        base = _with_margin(facts, bound, base, due, when) if dated.exact and when.exact else base
        if certain:
            return base
        return evolve(base, state=not_met(constraint.origin.kind), message=f"done{on(when)}, out of time; {limit}")
    return _out_of_time(facts, constraint, base, due, when, limit)


def _unsure(facts: Facts, constraint: Deadline, when: Moment) -> str:
    """Name the day that would settle it: that of the act, or if it is known those that it is counted from."""
    counted = anchor_words(facts, limit_of(constraint.bound))
    named = counted if when.exact and counted else [title(facts, constraint.origin.step)]
    return f"the day of {listed(named)}"


def _lawful(bound: nodes.OneSided, dated: Dated, when: Moment) -> tuple[bool, bool]:
    """Say whether an act on these days is certainly, and possibly, within a bound without help of the roll rule."""
    assert when.first is not None
    assert when.last is not None
    if dated.first.instant is not None:
        return _lawful_hours(bound, dated.first.instant, when)
    if _is_last(bound):
        return when.last <= dated.first.day, when.first <= dated.last.day
    return when.first >= dated.last.day, when.last >= dated.first.day


def _lawful_hours(bound: nodes.OneSided, limit: datetime, when: Moment) -> tuple[bool, bool]:
    assert when.first is not None
    assert when.last is not None
    if when.instant is not None:
        first = last = when.instant.replace(tzinfo=None)
    else:  # a date is never given a midnight: it may be any time of its day
        first, last = datetime.combine(when.first, time.min), datetime.combine(when.last, time.max)
    return (last <= limit, first <= limit) if _is_last(bound) else (first >= limit, last >= limit)


def _with_margin(facts: Facts, bound: nodes.OneSided, base: Finding, due: Reckoning, when: Moment) -> Finding:
    count, unit = _distance(facts, due, when)
    if _is_last(bound):
        count = -count
    margin = Margin(count, unit)
    spare = (
        f", with {plural(count, margin.unit)} to spare"
        if count
        else ", on the last lawful day"
        if _is_last(bound)
        else ""
    )
    return evolve(base, margin=margin, message=base.message.replace(";", f"{spare};", 1))


def _distance(facts: Facts, due: Reckoning, when: Moment) -> tuple[int, str]:
    """Count the units from the last or first lawful day to the act; hours, where both have a clock time."""
    assert when.last is not None
    counting = facts.agreement.counting
    if due.period and due.instant and when.instant:
        return hours_between(due.period, due.instant, when.instant.replace(tzinfo=None), counting), "hours"
    unit = due.period.unit if due.period else Unit.DAYS
    return units_between(unit, due.day, when.last, counting), margin_unit(unit)


def _out_of_time(
    facts: Facts, constraint: Deadline, base: Finding, due: Reckoning, when: Moment, limit: str
) -> Finding:
    assert when.last is not None
    bound, day = constraint.bound, when.last
    late = _is_last(bound)
    count, unit = _distance(facts, due, when)
    size = max(1, abs(count))
    margin = Margin(-size, unit)
    if late and due.instant is None and due.next_business and day <= due.next_business:
        return rolled_over(facts, constraint, evolve(base, margin=Margin(0, margin.unit)), due, when)
    word = "late" if late else "early"
    message = f"done{on(when)}, {word} by {plural(size, margin.unit)}: {limit}; no waiver recorded"
    entry = facts.procedure.steps[constraint.origin.step]
    if late and entry.kind in ANY_LAWFUL and not facts.complete(constraint.origin.step, due.day):
        message += "; an earlier record would change this"
    fix = f"in by {said(due.day)}" if late else f"not before {said(due.day)}"
    return evolve(base, state=not_met(constraint.origin.kind), margin=margin, message=message, fix=fix)


def _limit_words(bound: nodes.OneSided, dated: Dated) -> str:
    which = "the last lawful day was" if _is_last(bound) else "the first lawful day was"
    if dated.first.instant is not None:
        return f"{which} {said(dated.first.day)} at {dated.first.instant:%H:%M}"
    if dated.exact:
        return f"{which} {said(dated.first.day)}"
    return f"{which} some day from {said(dated.first.day)} to {said(dated.last.day)}"


def _undatable(facts: Facts, constraint: Deadline, member: str | None, names: tuple[str, ...], why: str) -> Finding:
    events = facts.own(constraint.origin.step, member)
    missing = f"the day of {listed([title(facts, name) for name in names])}" if names else ""
    recurs = facts.procedure.recurs
    if isinstance(recurs, Every) and facts.case.stretch is None:
        missing = f"the {recurs.cycle.words} of the case, in the column `{recurs.cycle.column}`"
    return Finding(
        State.UNKNOWN,
        f"the last lawful day cannot be told: {why}",
        actual=events[0].when.civil if events else None,
        evidence=Evidence.MISSING,
        missing_record=missing or None,
        events=events,
    )
