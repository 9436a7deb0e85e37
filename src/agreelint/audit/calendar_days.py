"""Findings about days that the text names for every year: `on a July 1`, `on the last day of a fiscal_year`."""

from datetime import date
from typing import assert_never

from agreelint.audit.absence import absent
from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import ANY_LAWFUL
from agreelint.audit.service import assumed_recipient, served, together
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import not_met, on, said, title
from agreelint.counting import Counting
from agreelint.dating.yearly import day_words, following, preceding
from agreelint.dating.years import Stretch, number_of, numbered
from agreelint.days import ONE_DAY
from agreelint.logs.events import Event
from agreelint.model.constraints import CalendarDay
from agreelint.syntax import nodes


def calendar_day(facts: Facts, constraint: CalendarDay, member: str | None) -> Finding:
    """Judge that a step was done on such a day; these days never roll, since they are no deadlines."""
    entry = facts.procedure.steps[constraint.origin.step]
    findings = []
    for one in served(facts, constraint.origin.step, member):
        if not one.events:
            findings.append((one.recipient, absent(facts, constraint, member, None, False, what=one.recipient)))
            continue
        candidates = one.events if entry.kind in ANY_LAWFUL else one.events[:1]
        judged = [_judge(facts, constraint, event) for event in candidates]
        findings.append((one.recipient, min(judged, key=lambda f: (f.state is not State.SATISFIED, f.state.value))))
    return together(findings)


def _judge(facts: Facts, constraint: CalendarDay, event: Event) -> Finding:
    when, counting = event.when, facts.agreement.counting
    words = day_words(constraint.day)
    assumed = assumed_recipient(facts, constraint, event)
    if when.first is None or when.last is None:
        return Finding(
            State.UNKNOWN,
            f"done, but the day is not recorded; it must be {words}",
            missing_record=f"the day of {title(facts, constraint.origin.step)}",
            events=(event,),
        )
    before, after = _around(constraint.day, when.first, counting)
    evidence = Evidence.ASSUMED if assumed else Evidence.DIRECT
    if when.exact and after == when.first:
        told = f"done{on(when)}, {words}"
        return Finding(State.SATISFIED, told, None, when.civil, evidence=evidence, events=(event,), remarks=assumed)
    if after <= when.last:
        return Finding(
            State.UNKNOWN,
            f"done{on(when)}, which may be {words} or not",
            missing_record=f"the day of {title(facts, constraint.origin.step)}",
            events=(event,),
        )
    near = f"the nearest ones were {said(before)} and {said(after)}"
    return Finding(
        not_met(constraint.origin.kind),
        f"done{on(when)}, which is not {words}; {near}",
        actual=when.civil,
        evidence=evidence,
        events=(event,),
        remarks=assumed,
        fix=f"on {said(before)} or {said(after)}",
    )


def _around(day: nodes.AnyYear, here: date, counting: Counting) -> tuple[date, date]:
    """Return the last such day before a day, and the first on or after it."""
    match day:
        case nodes.OnYearly():
            return preceding(day.day, Stretch(here, here), day.parity), following(day.day, here - ONE_DAY, day.parity)
        case nodes.OnFirstDay() | nodes.OnLastDay():
            kind = day.kind.text
            number = number_of(kind, here, counting)
            before, year, after = (numbered(kind, number + n, counting) for n in (-1, 0, 1))
            if isinstance(day, nodes.OnLastDay):
                return before.last, year.last
            return (before.first, year.first) if here == year.first else (year.first, after.first)
        case _:
            assert_never(day)
