"""Days for all acts of a case: from a day on which it begins, each act is pushed later until every constraint holds."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from agreelint.calendars import OutsideCalendar
from agreelint.counting import is_business_day, next_business_day
from agreelint.dating.names import receipt_names
from agreelint.days import ONE_DAY
from agreelint.graph.sequence import in_sequence
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import (
    CalendarDay,
    Constraint,
    Deadline,
    FirstMeeting,
    NextMeeting,
    Order,
    Procedure,
    Proviso,
    SameMeeting,
)
from agreelint.model.order import edges
from agreelint.model.stated import days_stated
from agreelint.model.windows import limit_of
from agreelint.simulate.breaks import Break, outside
from agreelint.simulate.choices import Choices
from agreelint.simulate.dated import day_of
from agreelint.simulate.draft import RECEIVED, Days, NoPlace, Point, Setting, point_of
from agreelint.simulate.limits import Limit, conditional, event_points, limit
from agreelint.syntax import nodes

_ROUNDS = 200
_FARTHEST = 800
"""How many days an act is moved at once, at most, so that another is in time: two years and more."""
_LONGEST = timedelta(days=3650)
"""How long a case takes at most: what goes on beyond that never comes to rest."""
_EARLIER = (30, 400)
"""How many days before a case the text began that governs it."""
_POST = 4
"""How many days something is on its way, at most."""


def place(setting: Setting, chosen: Choices, pace: int, broken: Break | None = None) -> Days:
    """Return a day for every act that happens, so that all constraints hold but the one that is to be broken.

    `pace` is how many days acts lie apart at most where nothing says how far. Raises NoPlace if no days can be found.
    """
    try:
        placing = _Placing(setting, chosen, pace, broken)
        for _ in range(_ROUNDS):
            before = dict(placing.days)
            placing.settle()
            if max(placing.days.values(), default=setting.begin) - setting.begin > _LONGEST:
                raise NoPlace("it would take too long")
            if placing.days == before:
                return placing.days
    except OutsideCalendar as error:
        raise NoPlace(str(error)) from error
    raise NoPlace("its bounds pull against each other")


class _Placing:
    def __init__(self, setting: Setting, chosen: Choices, pace: int, broken: Break | None) -> None:
        """Put all acts one after the other in the order of the steps, at random distances."""
        self._setting, self._broken = setting, broken
        self.days: dict[Point, date] = {}
        self._slack: dict[Point, int] = {}
        procedure, rng = setting.procedure, setting.rng
        self._exact = _exact(procedure)
        self._constraints: dict[str, list[Constraint]] = {}
        for constraint in procedure.constraints:
            self._constraints.setdefault(constraint.origin.step, []).append(constraint)
            if isinstance(constraint, Proviso) and isinstance(constraint.says, nodes.Lapses):
                for name in condition_names(constraint.says.unless):  # what keeps it from lapsing comes in time
                    self._constraints.setdefault(name.text, []).append(constraint)
        self._needs: dict[str, set[str]] = {}
        for edge in edges(procedure):
            if not broken or (edge.then != broken.constraint.origin.step and edge.constraint is not broken.constraint):
                self._needs.setdefault(edge.then, set()).add(edge.first)
        day = setting.begin
        for begun in setting.begun:
            self.days[Point(begun)] = setting.begin - timedelta(days=rng.randint(*_EARLIER))
        for step in (one for one in in_sequence(procedure) if chosen.happens[one.id] and one.id not in setting.begun):
            day += timedelta(days=rng.randint(0, max(1, pace // 4)))
            for member in setting.actors(step):
                own = day if member is None else day + timedelta(days=rng.randint(0, pace))
                self.days[Point(step.id, member)] = own if step.id in self._exact else self._working(own)
                slack = rng.choice((0, 0, rng.randint(0, pace)))
                self._slack[Point(step.id, member)] = (
                    0 if broken and broken.constraint.origin.step == step.id else slack
                )
            for column in [column for name, column in days_stated(procedure) if name == step.id]:
                self.days[Point(step.id, None, column)] = day + ONE_DAY
            if step.id in _received(procedure):
                self._slack[Point(step.id, None, RECEIVED)] = rng.randint(0, _POST)
                self.days[Point(step.id, None, RECEIVED)] = day

    def settle(self) -> None:
        """Push every act as far as its constraints ask on the days of the others."""
        for point in list(self.days):
            if point.column == RECEIVED:
                sent = self.days[Point(point.step)] + timedelta(days=self._slack[point])
                self.days[point] = max(self.days[point], sent)
            elif point.column is None:
                self._keep(point, partial(self._needed, point))
                for constraint in self._constraints.get(point.step, ()):
                    self._keep(point, partial(self._limit, constraint, point))
                if when := self._setting.procedure.steps[point.step].when:
                    self._keep(point, partial(conditional, self._setting, self.days, when, point))
        for point in list(self.days):
            for constraint in self._constraints.get(point.step, ()):
                if isinstance(constraint, NextMeeting | FirstMeeting) and point.column is None:
                    self._leave_no_meeting(constraint, point)

    def _needed(self, point: Point) -> Limit:
        """Return the day by which all that a step needs is done."""
        needed = (one for step in self._needs.get(point.step, ()) for one in point_of(self.days, step, point.member))
        return Limit(first=max((self.days[one] for one in needed if one != point), default=None))

    def _limit(self, constraint: Constraint, point: Point) -> Limit:
        found = limit(self._setting, self.days, constraint, point)
        if self._broken and self._broken.concerns(constraint, point):
            return outside(self._setting, self.days, constraint, point, found, self._broken)
        return found

    def _keep(self, point: Point, now: Callable[[], Limit]) -> None:
        found = now()
        if found.first and self.days[point] < found.first:
            day = found.first
            if point.step not in self._exact:
                day = self._working(day + timedelta(days=self._slack.pop(point, 0)))
            self.days[point] = day
        if found.last and self.days[point] > found.last:
            self._widen(point, found, now)

    def _widen(self, point: Point, found: Limit, now: Callable[[], Limit]) -> None:
        """Move what a last day is counted from, as little as is needed for the act to be in time."""
        start, movable = dict(self.days), found.movable()

        def moved(delta: int) -> bool:
            """Move all by so many days, and say whether that is enough."""
            for one in movable:
                day = start[one] + timedelta(days=delta)
                self.days[one] = day if one.step in self._exact or one.column else self._working(day)
            last = now().last
            return last is None or self.days[point] <= last

        if point in movable:  # it is counted from itself, so that it is lawful on few days
            if any(moved(delta) for delta in range(1, _FARTHEST)):
                return
        elif movable and moved(_FARTHEST):  # the later the others, the later the last day: the least is soon found
            moved(bisect_left(range(_FARTHEST), True, lo=1, key=moved))
            return
        raise NoPlace(f"`{point.step}` cannot be in time")

    def _leave_no_meeting(self, constraint: NextMeeting | FirstMeeting, point: Point) -> None:
        """Leave no meeting of a body between an event and the next, or first, meeting after it."""
        steps = self._setting.procedure.steps
        if isinstance(constraint, FirstMeeting):
            dated = day_of(self._setting, self.days, constraint.since, point.member)
            since = dated.first.day - ONE_DAY if dated else None
        else:
            found = event_points(self._setting, self.days, constraint.event, point.member)
            since = max((self.days[one] for one in found), default=None)
        for other in list(self.days):
            held = other.column is None and steps[other.step].meeting_of == constraint.body
            if held and other != point and since and since < self.days[other] < self.days[point]:
                self.days[other] = self.days[point]

    def _working(self, day: date) -> date:
        counting = self._setting.counting
        return day if is_business_day(day, counting) else next_business_day(day, counting)


def _exact(procedure: Procedure) -> frozenset[str]:
    """Return the steps that come on a day of their own, whether anybody works on it or not."""
    found = {c.origin.step for c in procedure.constraints if isinstance(c, CalendarDay | SameMeeting)}
    windows = {c.origin.step for c in procedure.constraints if isinstance(c, Deadline) and c.window}
    return frozenset(found | windows)


def _received(procedure: Procedure) -> frozenset[str]:
    """Return the steps from whose receipt something counts."""
    events = {
        c.event.step.text
        for c in procedure.constraints
        if isinstance(c, Order) and isinstance(c.event, nodes.ReceiptEvent)
    }
    dates = (limit_of(c.bound) for c in procedure.constraints if isinstance(c, Deadline))
    return frozenset(events | {name.text for date in dates for name in receipt_names(date)})
