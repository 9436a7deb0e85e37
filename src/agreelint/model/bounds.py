"""Bounds to constraints: one for a first or last lawful day, two for a window, one for a day of any year."""

from collections.abc import Callable, Iterator

from agreelint.model.constraints import CalendarDay, Constraint, Deadline, Origin
from agreelint.model.entities import Step, StepKind
from agreelint.model.notes import Notes
from agreelint.model.references import References
from agreelint.model.windows import bound_word, halves, limit_of
from agreelint.syntax import nodes

Named = tuple[str, Callable[[Origin], Constraint]]
"""The word that ends a constraint's name, and how the constraint is made when its origin is known."""

_UNROLLED = frozenset({StepKind.EFFECT, StepKind.REVIEW, StepKind.APPROVAL})
"""Effects come on their day, and a day that cuts off what others decide is no deadline for an act.

Votes by each member are decided by others as well: towns and school committees.
"""


def bounded(bound: nodes.Bound, step: Step, references: References, notes: Notes) -> Iterator[Named]:
    """Lower one bound of a step."""
    window: nodes.Window | None = None
    match bound:
        case nodes.OnYearly() | nodes.OnFirstDay() | nodes.OnLastDay():
            if references.years.any_year(bound):
                yield "on", lambda origin: CalendarDay(origin, bound)
            return
        case (
            nodes.AtLeastBefore()
            | nodes.AtLeastAfter()
            | nodes.AtMostBefore()
            | nodes.AtMostAfter()
            | nodes.NoLaterThan()
            | nodes.NoEarlierThan()
        ):
            sides: tuple[nodes.OneSided, ...] = (bound,)
        case _:
            sides, window = halves(bound), bound
    limits = dict.fromkeys(limit_of(side) for side in sides)  # both sides of many windows count from the same
    fits = [references.dates(limit, step) for limit in limits]  # each is checked, none skipped
    if not all(fits):
        return
    for side in sides:
        _check_count(side, notes)
        yield bound_word(side), _maker(side, window, step)
    if window:
        references.years.opens_before_it_closes(window)


def beside_date(clause: nodes.After | nodes.Before, step: Step, references: References) -> Iterator[Named]:
    """Lower `before` or `after` a defined date: strictly on another day, so that no roll makes up for it."""
    event, before, span = clause.event, isinstance(clause, nodes.Before), clause.event.step.span
    date: nodes.DateExpr
    match event:
        case nodes.Event():
            date = nodes.EventDate(span, event.step)
        case nodes.EveryEvent():
            date = (nodes.EarliestOfEvery if before else nodes.LatestOfEvery)(span, event.step)
        case _:
            references.event(event, step)  # a date is in no state, and nobody receives it
            return
    if not references.dates(date, step):
        return
    day = nodes.Period(span, 1, nodes.Word(span, "calendar_days"))
    side = (nodes.AtLeastBefore if before else nodes.AtLeastAfter)(clause.span, day, date)
    yield f"{'before' if before else 'after'}_{event.step.text}", lambda origin: Deadline(origin, side, rolls=False)


def _maker(side: nodes.OneSided, window: nodes.Window | None, step: Step) -> Callable[[Origin], Constraint]:
    by_each_member = step.kind is StepKind.VOTE and step.each is not None
    rolls = step.kind not in _UNROLLED and not by_each_member
    return lambda origin: Deadline(origin, side, window, rolls)


def _check_count(bound: nodes.OneSided, notes: Notes) -> None:
    if not isinstance(bound, nodes.NoLaterThan | nodes.NoEarlierThan) and bound.period.count == 0:
        notes.misplaced(bound.period.span, "a bound of 0 bounds nothing", "say `before` or `after`")
