"""Days of bounds in one case: what the names in a date expression stand for, and the first and last lawful days."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, assert_never

from attrs import evolve

from agreelint.audit.extensions import Extended, extended
from agreelint.audit.receipt import receipt_day
from agreelint.audit.terms import moved_end
from agreelint.dating import Anchors, Dated, Unknowable, event_names, reckon
from agreelint.model.constraints import Deadline
from agreelint.model.windows import LAST_DAY_BOUNDS
from agreelint.moments import Moment
from agreelint.reckoning import Reckoning
from agreelint.source import Span
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


def window(facts: "Facts", constraint: Deadline, member: str | None, by: date | None = None) -> Dated | None:
    """Reckon the day on which a bound rests; None if an anchor is not recorded, Unknowable if its day is not."""
    bound = constraint.bound
    if not isinstance(bound, LAST_DAY_BOUNDS):
        return reckon(expression_of(bound), anchors(facts, member, by), facts.agreement.counting, rolls=False)
    return reckoned(facts, expression_of(bound), member, constraint.rolls, by)


def last_day(facts: "Facts", constraint: Deadline, member: str | None) -> Extended | None:
    """Reckon the day on which a bound rests, moved by what extends it; None and Unknowable as above."""
    dated = window(facts, constraint, member)
    if dated is None or not isinstance(constraint.bound, LAST_DAY_BOUNDS):
        return Extended(dated) if dated else None
    return extended(facts, constraint.origin.step, member, dated)


def opens(facts: "Facts", constraint: Deadline, member: str | None, when: Moment) -> Dated | None:
    """Reckon the first lawful day as it stood when an act was done: what extends a term later takes nothing back."""
    nearer, further = (window(facts, constraint, member, day) for day in (when.first, when.last))
    return evolve(further, first=nearer.first) if nearer and further else None


def reckoned(
    facts: "Facts", expression: nodes.DateExpr, member: str | None, rolls: bool, by: date | None = None
) -> Dated | None:
    """Reckon a day as it stood on another (now, if None), which rolls only if it is a last day; None as above.

    Once it has passed, no extension of a term moves it.
    """

    def known_on(day: date) -> Dated | None:
        seen = anchors(facts, member, min(day, by or day))
        return reckon(expression, seen, facts.agreement.counting, rolls=rolls)

    if not _can_be_extended(facts):
        return reckon(expression, anchors(facts, member, by), facts.agreement.counting, rolls=rolls)
    found, before = known_on(date.min), None
    while found and (before is None or (found.first.day, found.last.day) > (before.first.day, before.last.day)):
        nearer, further = (known_on(day) for day in (found.first.day, found.last.day))
        found, before = further and nearer and evolve(further, first=nearer.first), found
    return found


def _can_be_extended(facts: "Facts") -> bool:
    return any(isinstance(one, nodes.Term) and one.extendable for one in facts.procedure.definitions.values())


def due(facts: "Facts", step: str, member: str | None, by: date | None = None) -> Dated | None:
    """Reckon the last lawful day of a step, by the bound that ends first, moved by what extends it."""
    dated = _binding(facts, step, member, by, True, min)
    return extended(facts, step, member, dated).dated if dated else None


def opening(facts: "Facts", step: str, member: str | None, by: date | None = None) -> Dated | None:
    """Reckon the first lawful day of a step, by the bound that begins last."""
    return _binding(facts, step, member, by, False, max)


def anchors(facts: "Facts", member: str | None, by: date | None = None) -> Anchors:
    """Return what the names of a date expression stand for, as the instance of `member` sees them.

    Of the extensions of a term only those count that were made by a day (now, if None).
    """

    def moment_of(step: str) -> Moment | None:
        return facts.occurrence(step, facts.same(step, member)).when

    def instances_of(name: str) -> tuple[tuple[str, Anchors], ...]:
        members = _instances(facts, name)
        return tuple((facts.agreement.title_of(one), anchors(facts, one, by)) for one in members)

    def settled(name: str) -> bool:
        date = nodes.EventDate(_NOWHERE, nodes.Name(_NOWHERE, name))
        return all(facts.complete(step.text) for step in event_names(date, facts.procedure.definitions))

    return Anchors(
        moment_of,
        lambda step: due(facts, step, facts.same(step, member), by),
        lambda step: opening(facts, step, facts.same(step, member), by),
        lambda step: receipt_day(facts, step, facts.same(step, member)),
        facts.stretch_of,
        facts.procedure.definitions,
        instances_of,
        settled,
        lambda term, end, cap: moved_end(facts, term, end, cap, member if term.each else None, by),
        lambda step, column: _stated(facts, step, facts.same(step, member), column),
        lambda name: _title_of(facts, name),
    )


def _stated(facts: "Facts", step: str, member: str | None, column: str) -> Moment | None:
    """Return the day that the rows of a step name in a column; None if the step is not recorded."""
    events = facts.so_far(step, member)
    texts = {text.strip() for event in events if (text := event.attribute(column))}
    if not events:
        return None
    if not texts:
        raise Unknowable(
            f"the {column.replace('_', ' ')} of {_title_of(facts, step)} is not recorded (column `{column}`)"
        )
    if len(texts) > 1:
        raise Unknowable(f"the records of {_title_of(facts, step)} disagree on `{column}`: {', '.join(sorted(texts))}")
    return Moment.parse(texts.pop(), facts.agreement.counting.zone)


_NOWHERE = Span("", 0, 0)


def _instances(facts: "Facts", name: str) -> tuple[str, ...]:
    """Return those for each of whom a step or a defined date has an instance, others that a step names included."""
    defined = facts.procedure.definitions.get(name)
    if isinstance(defined, nodes.Definition) and defined.each:
        return facts.roster(defined.each.group.text)
    return facts.members(facts.procedure.steps[name])


def _title_of(facts: "Facts", name: str) -> str:
    entry = facts.procedure.steps.get(name) or facts.procedure.definitions.get(name)
    return (entry.title if entry else None) or name.replace("_", " ")


def expression_of(bound: nodes.OneSided) -> nodes.DateExpr:
    """Return the date expression of the first or last day that a bound allows."""
    match bound:
        case nodes.AtLeastBefore() | nodes.AtMostBefore():
            return nodes.PeriodBefore(bound.span, bound.period, bound.anchor)
        case nodes.AtLeastAfter() | nodes.AtMostAfter():
            return nodes.PeriodAfter(bound.span, bound.period, bound.anchor)
        case nodes.NoLaterThan() | nodes.NoEarlierThan():
            return bound.limit
        case _:
            assert_never(bound)


def _binding(
    facts: "Facts", step: str, member: str | None, by: date | None, last: bool, choose: Callable[..., Reckoning]
) -> Dated | None:
    found = list(_sides(facts, step, member, by, last))
    dated = [one for one in found if one is not None]
    if len(dated) < len(found) or not dated:
        return None  # until every bound can be told, none is known to bind
    first = choose((one.first for one in dated), key=lambda reckoning: reckoning.day)
    end = choose((one.last for one in dated), key=lambda reckoning: reckoning.day)
    return Dated(
        first,
        end,
        tuple(reckoning for one in dated for reckoning in one.steps),
        tuple(line for one in dated for line in one.told),
        any(one.assumed for one in dated),
    )


def _sides(facts: "Facts", step: str, member: str | None, by: date | None, last: bool) -> Iterator[Dated | None]:
    for constraint in facts.procedure.constraints:
        if not isinstance(constraint, Deadline) or constraint.origin.step != step:
            continue
        if isinstance(constraint.bound, LAST_DAY_BOUNDS) is last:
            yield window(facts, constraint, member, by)
