"""Findings about loops: whether a procedure began again where it had to, in time, and not too often."""

from datetime import date

from attrs import evolve

from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import latest
from agreelint.audit.verdicts import Evidence, Finding, Margin, State
from agreelint.audit.words import condition_words, not_applicable, not_met, on, plural, said, title, undecided
from agreelint.dating import Dated, period_of
from agreelint.logs.events import Event
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import Repeats
from agreelint.moments import Moment
from agreelint.periods import margin_unit, units_between
from agreelint.syntax import nodes


def repeats(facts: Facts, constraint: Repeats) -> Finding:
    """Judge what a failure in this round calls for: the first step of the next one."""
    condition, start = constraint.condition, constraint.start
    words = condition_words(facts, condition)
    holds = facts.holds(condition, None)
    following = facts.rounds.events[facts.number + 1 :]
    again = following[0].get(start, ()) if following else ()
    if holds is False:
        return not_applicable(f"nothing begins again, as far as recorded: {words} is not so")
    if holds is None:
        missing, names = undecided(facts, condition, None, None), [name.text for name in condition_names(condition)]
        if missing and all(facts.complete(name) and not facts.so_far(name) for name in names):
            return Finding(State.PENDING, f"not settled yet whether {words}", evidence=Evidence.MISSING)
        return Finding(
            State.UNKNOWN, f"whether {words} is not recorded", evidence=Evidence.MISSING, missing_record=missing
        )
    if constraint.times is not None and facts.number >= constraint.times:
        most = f"it begins again at most {plural(constraint.times, 'times')} under clause {constraint.origin.clause}"
        if again:
            told = f"begun again{on(again[0].when)}, once too often: {most}"
            return Finding(State.NO_EFFECT, told, actual=again[0].when.civil, relied_on=(start,), events=again[:1])
        return not_applicable(f"no further round: {most}")
    failed = _day_of(facts, condition)
    due = _due(facts, constraint, failed)
    told = f"{words}{on(failed)}; the next round begins with {title(facts, start)}"
    return _begun(facts, constraint, due, told, again) if again else _not_begun(facts, constraint, due, told)


def _day_of(facts: Facts, condition: nodes.Condition) -> Moment | None:
    """Return the day of the last act that a condition looks at."""
    events = [event.when for name in condition_names(condition) for event in facts.so_far(name.text)]
    return latest(events) if events else None


def _due(facts: Facts, constraint: Repeats, failed: Moment | None) -> Dated | None:
    if constraint.period is None or failed is None or failed.civil is None:
        return None
    day = nodes.FixedDate(constraint.period.span, failed.civil)
    return facts.reckoned(nodes.PeriodAfter(constraint.period.span, constraint.period, day), None, rolls=True)


def _begun(facts: Facts, constraint: Repeats, due: Dated | None, told: str, again: tuple[Event, ...]) -> Finding:
    event = again[0]
    base = Finding(State.SATISFIED, f"begun again{on(event.when)}; {told}", actual=event.when.civil, events=again[:1])
    if constraint.period is None:
        return base
    if due is None or not event.when.exact:
        return evolve(base, state=State.UNKNOWN, missing_record=f"the day of {title(facts, constraint.start)}")
    base = evolve(base, due=due.first.day, reckonings=(due.first,))
    day = event.when.last or date.max
    if day <= (due.first.rolled or due.first.day):
        return base
    unit = period_of(constraint.period).unit
    size = max(1, units_between(unit, due.first.day, day, facts.agreement.counting))
    margin = Margin(-size, margin_unit(unit))
    late, by = plural(size, margin.unit), said(due.first.day)
    message = f"begun again{on(event.when)}, late by {late}; {told}; the last day was {by}"
    return evolve(base, state=not_met(constraint.origin.kind), message=message, margin=margin, fix=f"in by {by}")


def _not_begun(facts: Facts, constraint: Repeats, due: Dated | None, told: str) -> Finding:
    name = title(facts, constraint.start)
    base = Finding(State.PENDING, told, evidence=Evidence.MISSING)
    if due is None:
        if facts.complete(constraint.start):
            return evolve(base, message=f"{told}; no deadline in the text" if constraint.period is None else told)
        return evolve(base, state=State.UNKNOWN, message=f"{told}; no record of it", missing_record=name)
    day = due.first.rolled or due.first.day
    base = evolve(base, message=f"{told}, due by {said(due.first.day)}", due=due.first.day, reckonings=(due.first,))
    if facts.settings.as_of <= day:
        return base
    if not facts.complete(constraint.start, day):
        return evolve(base, state=State.UNKNOWN, missing_record=f"{name}, by {said(day)}")
    message = f"{told}; no record of it, and the log is declared complete: it had to begin by {said(due.first.day)}"
    return evolve(base, state=not_met(constraint.origin.kind), message=message, fix=f"in by {said(due.first.day)}")
