"""Between which days an act is lawful by one constraint, and which other acts would widen that if they came later."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import assert_never

from attrs import frozen

from agreelint.counting import next_business_day
from agreelint.dating.yearly import following
from agreelint.dating.years import number_of, numbered
from agreelint.days import ONE_DAY
from agreelint.model.conditions import bare
from agreelint.model.constraints import (
    ActedBy,
    CalendarDay,
    CalledFor,
    Carried,
    ChairVoted,
    Constraint,
    Contents,
    Deadline,
    Extends,
    FirstMeeting,
    Granted,
    InstalmentPaid,
    Judged,
    LimitKept,
    MeetsOften,
    NextMeeting,
    Occurrence,
    Order,
    Proviso,
    QuorumMet,
    Repeats,
    RouteTaken,
    RuleKept,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.reckoning import Reckoning
from agreelint.simulate.dated import bound_day, counted_from, day_of
from agreelint.simulate.draft import NOON, RECEIVED, Days, Point, Setting, point_of, points_of
from agreelint.syntax import nodes


@frozen
class Limit:
    """The first and the last day that are lawful; `movable` finds the points that move the last day when they move."""

    first: date | None = None
    last: date | None = None
    movable: Callable[[], tuple[Point, ...]] = tuple


FREE = Limit()


def limit(setting: Setting, days: Days, constraint: Constraint, point: Point) -> Limit:
    """Return between which days a constraint allows an act."""
    match constraint:
        case Order():
            return _ordered(setting, days, constraint, point)
        case Deadline():
            dated = bound_day(setting, days, constraint, point.member)
            if dated is None:
                return FREE
            if not isinstance(constraint.bound, LAST_DAY_BOUNDS):
                return Limit(first=dated.last.day + _over_noon(dated.last, later=True))
            movable = partial(counted_from, setting, days, limit_of(constraint.bound), point.member)
            return Limit(last=dated.first.day - _over_noon(dated.first, later=False), movable=movable)
        case CalendarDay():
            return Limit(first=yearly(setting, constraint.day, days[point]))
        case SameMeeting():
            found = points_of(days, constraint.other)
            held = max((days[one] for one in found), default=None)
            return Limit(held, held, lambda: found)
        case NextMeeting():
            after = _last(days, event_points(setting, days, constraint.event, point.member))
            return Limit(first=after + ONE_DAY if after else None)
        case FirstMeeting():
            since = day_of(setting, days, constraint.since, point.member)
            return Limit(first=since.last.day if since else None)
        case Proviso(says=nodes.Silence() | nodes.Lapses() as says):
            until = day_of(setting, days, nodes.PeriodAfter(says.span, says.period, says.anchor), point.member)
            movable = partial(counted_from, setting, days, says.anchor, point.member)
            return Limit(last=until.first.day, movable=movable) if until else FREE
        case Valid() | CalledFor():
            return conditional(setting, days, constraint.condition, point)
        case (
            Occurrence()
            | Extends()
            | ThresholdMet()
            | QuorumMet()
            | ChairVoted()
            | Carried()
            | Granted()
            | ActedBy()
            | Contents()
            | Judged()
            | RouteTaken()
            | Proviso()
            | Repeats()
            | MeetsOften()
            | LimitKept()
            | InstalmentPaid()
            | RuleKept()
        ):
            return FREE  # says nothing of days
        case _:
            assert_never(constraint)


def conditional(setting: Setting, days: Days, condition: nodes.Condition, point: Point) -> Limit:
    """Return when an act is lawful that depends on a condition: what it names comes before, what it denies not yet."""
    firsts: list[date] = []
    lasts: list[tuple[date, tuple[Point, ...]]] = []
    for part, wanted in _signed(condition, wanted=True):
        if isinstance(part, nodes.StateIs) and not wanted:
            found = point_of(days, part.step.text, point.member)
            if part.state.text == "in_time":
                due = day_of(setting, days, nodes.DeadlineOf(part.span, nodes.EventDate(part.span, part.step)), None)
                firsts += [next_business_day(due.last.day, setting.counting) + ONE_DAY] if due else []  # it may roll
            elif found:
                lasts.append((min(days[one] for one in found) - ONE_DAY, found))
        elif isinstance(part, nodes.StateIs | nodes.DoneBy | nodes.InTimeBy | nodes.RequiresChanges | nodes.RowSays):
            found = event_points(setting, days, nodes.Event(part.span, part.step), None)
            firsts += [days[one] for one in found if one != point]
    last = min(lasts, default=None, key=lambda one: one[0])
    return Limit(max(firsts, default=None), last[0] if last else None, (lambda: last[1]) if last else tuple)


def event_points(setting: Setting, days: Days, event: nodes.EventRef, member: str | None) -> tuple[Point, ...]:
    """Return the acts that an event means, as one member sees them."""
    name = event.step.text
    either = setting.procedure.eithers.get(name)
    if either:
        return tuple(point for route in either.routes for step in route for point in points_of(days, step))
    match event:
        case nodes.ReceiptEvent():
            return tuple(p for p in days if p.step == name and p.column == RECEIVED)
        case nodes.EveryEvent() | nodes.EventWith():
            return points_of(days, name)
        case nodes.Event() | nodes.EventOfThat():
            return point_of(days, name, member)


def yearly(setting: Setting, day: nodes.AnyYear, since: date) -> date:
    """Return the first day of that kind on or after a day."""
    match day:
        case nodes.OnYearly():
            return following(day.day, since - ONE_DAY, day.parity)
        case nodes.OnFirstDay() | nodes.OnLastDay():
            number = number_of(day.kind.text, since, setting.counting)
            stretch = numbered(day.kind.text, number, setting.counting)
            if isinstance(day, nodes.OnLastDay):
                return stretch.last
            return since if since == stretch.first else stretch.last + ONE_DAY


def _over_noon(reckoning: Reckoning, *, later: bool) -> timedelta:
    """Return a day where hours end so that noon of their last day lies outside of them."""
    if reckoning.instant is None:
        return timedelta()
    clock = reckoning.instant.time()
    return ONE_DAY if (clock > NOON if later else clock < NOON) else timedelta()


def _ordered(setting: Setting, days: Days, constraint: Order, point: Point) -> Limit:
    found = event_points(setting, days, constraint.event, point.member)
    if not found:
        return FREE
    if constraint.before:
        return Limit(last=min(days[one] for one in found) - ONE_DAY, movable=lambda: found)
    return Limit(first=max(days[one] for one in found) + ONE_DAY)


def _last(days: Days, points: tuple[Point, ...]) -> date | None:
    return max((days[point] for point in points), default=None)


def _signed(condition: nodes.Condition, *, wanted: bool) -> Iterator[tuple[nodes.Condition, bool]]:
    """Yield the single conditions, each with whether it is asked for or denied."""
    match condition:
        case nodes.EveryCondition() | nodes.AnyCondition():
            for part in condition.conditions:
                yield from _signed(part, wanted=wanted)
        case nodes.Negated():
            for part in bare(condition):
                yield part, not wanted
        case _:
            yield condition, wanted
