"""Conditions in three-valued logic (Kleene): True, False, or None where the record does not say."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, assert_never

from agreelint.audit.anchors import Happened
from agreelint.audit.occurrences import earliest
from agreelint.audit.outcomes import routes_taken
from agreelint.dating import Unknowable
from agreelint.logs.events import Outcome
from agreelint.model.entities import StepKind
from agreelint.model.thresholds import exact
from agreelint.model.wordings import ROLL
from agreelint.moments import Moment
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


def holds(facts: "Facts", condition: nodes.Condition, by: date | None, member: str | None) -> bool | None:
    """Evaluate a condition at the end of a civil day (now, if None), as the instance of `member` sees it."""
    match condition:
        case nodes.StateIs():
            return _state_holds(facts, condition.step.text, condition.state.text, by, member)
        case nodes.RequiresChanges():
            return _requires_changes(facts, condition.step.text, by)
        case nodes.DoneBy():
            return _done_by(facts, condition, by, _done)
        case nodes.InTimeBy():
            return _done_by(facts, condition, by, in_time)
        case nodes.RowSays():
            return _row_says(facts, condition, by, member)
        case nodes.Judged():
            return found_so(facts, condition, by)
        case nodes.Attendance() | nodes.MissesInARow() | nodes.AttendsOne() | nodes.HasStatus():
            record = facts.settings.record
            return record.of_member(condition, by or _now(facts), member) if record else None
        case nodes.Negated():
            inner = holds(facts, condition.condition, by, member)
            return None if inner is None else not inner
        case nodes.EveryCondition():
            return _every([holds(facts, part, by, member) for part in condition.conditions])
        case nodes.AnyCondition():
            return _any([holds(facts, part, by, member) for part in condition.conditions])
        case _:
            assert_never(condition)


def _every(parts: list[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def _any(parts: list[bool | None]) -> bool | None:
    return True if True in parts else None if None in parts else False


def _now(facts: "Facts") -> date:
    """Return as-of, or the last day of the period that the case is about: what comes later says nothing of it."""
    stretch = facts.case.stretch
    return min(facts.settings.as_of, stretch.last) if stretch else facts.settings.as_of


def on_the_day(facts: "Facts", condition: nodes.Condition, when: Moment, member: str | None) -> bool | None:
    """Evaluate a condition at the end of the day of an act; None as well if the days it can mean give two answers."""
    first, last = when.first or date.min, when.last or _now(facts)
    days = {day for event in facts.case.events for day in (event.when.first, event.when.last) if day}
    answers = {facts.holds(condition, day, member) for day in {first, last, *days} if first <= day <= last}
    return answers.pop() if len(answers) == 1 else None


def _state_holds(facts: "Facts", step: str, state: str, by: date | None, member: str | None) -> bool | None:
    match state:
        case "done":
            return _done(facts, step, by, member)
        case "in_time":
            return in_time(facts, step, by, member)
        case "late":
            timely = in_time(facts, step, by, member) if _over(facts, step, by, member) else True
            return None if timely is None else not timely
        case "failed" | "refused":
            return _decided_against(facts, step, by)
        case _:
            held = _carried(facts, step, by) if state == "carried" else _succeeded(facts, step, state, by)
            ended = facts.ending(step, by).ended if held is not False else False
            return held if ended is False else False if ended else None


def _carried(facts: "Facts", step: str, by: date | None) -> bool | None:
    settled = facts.carried(step, by)
    now = facts.carrying(step)
    unclear = now.open or now.strays or now.unclear
    if settled is None and now.when is None and not unclear and facts.complete(step, by):
        return False  # the votes that are missing were not taken
    return settled


def _succeeded(facts: "Facts", step: str, state: str, by: date | None) -> bool | None:
    if step in facts.procedure.eithers:
        return _led(facts, step, by)
    anchor = facts.occurrence(step)
    if anchor.happened is Happened.ABSENT:
        return False if facts.complete(step, by) else None
    return _every([by_day(anchor.when, by), facts.passed(step) if state == "passed" else facts.granted(step, by)])


def _led(facts: "Facts", group: str, by: date | None) -> bool | None:
    """Say whether a route of a group had succeeded by a day."""
    result = {Happened.YES: True, Happened.UNSETTLED: None, Happened.FAILED: False}
    taken = routes_taken(facts, group)
    if not taken:
        return False if facts.complete(group, by) else None
    return _any([_every([by_day(one.when, by), result[one.happened]]) for one in taken])


def _decided_against(facts: "Facts", step: str, by: date | None) -> bool | None:
    """Say whether a vote failed or was set aside, an approval was refused, or every route that was taken failed."""
    anchor = facts.state(step, "failed")
    if anchor.happened is Happened.ABSENT:
        return False if facts.complete(step, by) else None
    failed = {Happened.YES: True, Happened.UNSETTLED: None, Happened.FAILED: False}[anchor.happened]
    return _every([by_day(anchor.when, by), _any([failed, facts.set_aside(step, by).ended])])


def _done(facts: "Facts", step: str, by: date | None, member: str | None) -> bool | None:
    same = facts.same(step, member)
    found = [event.when for event in (*facts.late(step, same), *facts.so_far(step, same))]
    if not found:
        return False if facts.complete(step, by) else None
    return by_day(earliest(found), by)


def in_time(facts: "Facts", step: str, by: date | None, member: str | None) -> bool | None:
    """Say whether a step was done by its last lawful day; None also while that day is still to come.

    A vote by each member, seen as a whole, is in time if enough had approved by that day.
    """
    try:
        dated = facts.due(step, member)
    except Unknowable:
        return None
    entry = facts.procedure.steps[step]
    whole = entry.kind is StepKind.VOTE and entry.each is not None and facts.same(step, member) is None
    done = _carried(facts, step, by) if whole else _done(facts, step, by, member)
    if dated is None:
        return done  # what the last day counts from is not recorded, so it has not begun to run
    anchor = facts.occurrence(step, facts.same(step, member))
    limits = [_last_day(facts, one) for one in (dated.first, dated.last)]
    if whole:
        answers = {_carried(facts, step, min(limit, by) if by else limit) for limit in limits}
        return answers.pop() if len(answers) == 1 else None
    if anchor.happened is not Happened.ABSENT and by_day(anchor.when, by) is not False:
        sure = {by_day(anchor.when, min(limit, by) if by else limit) for limit in limits}
        return sure.pop() if len(sure) == 1 else None
    if (by or facts.settings.as_of) <= limits[1] or not facts.complete(step, limits[1]):
        return None
    return False


def _over(facts: "Facts", step: str, by: date | None, member: str | None) -> bool:
    """Say whether the last lawful day of a step may have gone by."""
    try:
        dated = facts.due(step, member)
    except Unknowable:
        return True
    return dated is not None and (by or facts.settings.as_of) > _last_day(facts, dated.first)


def _last_day(facts: "Facts", due: Reckoning) -> date:
    rolls = due.rolled or facts.settings.readings.get(ROLL) != "does_not_apply"
    return (due.next_business if rolls else None) or due.day


def _requires_changes(facts: "Facts", step: str, by: date | None) -> bool | None:
    """Say whether a review asked for changes; one that ended with an approval did not."""
    events = facts.so_far(step)
    timely = [by_day(event.when, by) for event in events]
    words = [(e.outcome or "").casefold() for e in events]
    if any(known and word == "changes_required" for word, known in zip(words, timely, strict=True)):
        return True
    possible = [word for word, known in zip(words, timely, strict=True) if known is not False]
    if not possible:
        return False if events or facts.complete(step, by) else None
    return False if all(Outcome.of(word) is Outcome.APPROVED for word in possible) else None


def _done_by(
    facts: "Facts", condition: nodes.DoneBy | nodes.InTimeBy, by: date | None, answer: Callable[..., bool | None]
) -> bool | None:
    """Say whether a step was done, or done in time, by enough members, each by its own record."""
    step = condition.step.text
    roster = facts.members(facts.procedure.steps[step])
    done = [answer(facts, step, by, member) for member in roster]
    need = exact(condition.threshold).needed(len(roster))
    if done.count(True) >= need:
        return True
    return False if done.count(True) + done.count(None) < need else None


def _row_says(facts: "Facts", condition: nodes.RowSays, by: date | None, member: str | None) -> bool | None:
    """Say whether a column of the first record of a step has a value; without such a column nothing is known."""
    column, step = condition.column.text, condition.step.text
    if column not in facts.settings.columns:
        return None
    events = facts.so_far(step, facts.same(step, member))
    if not events:
        return False if facts.complete(step, by) else None
    if (timely := by_day(events[0].when, by)) is not True:
        return timely
    found = events[0].cell(column)
    if not found:
        return False if facts.complete(step, events[0].when.last) else None
    return _plain(found) == _plain(condition.value.text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def found_so(facts: "Facts", condition: nodes.Judged, by: date | None) -> bool | None:
    """Say what a person found about an open standard: a row `finding` whose subject is the standard."""
    judge = condition.judge.text if condition.judge else None
    found = {
        Outcome.of(event.outcome)
        for event in facts.case.findings
        if _plain(event.subject or "") == _plain(condition.standard)
        and (judge is None or event.actor in {None, judge})
        and by_day(event.when, by) is not False
    } - {None, Outcome.UNDECIDED}
    return found == {Outcome.APPROVED} if len(found) == 1 else None


def by_day(when: Moment | None, by: date | None) -> bool | None:
    """Say whether a moment lies on or before a civil day."""
    if by is None:
        return True
    if when is None:
        return None
    if when.last is not None and when.last <= by:
        return True
    return False if when.first is not None and when.first > by else None
