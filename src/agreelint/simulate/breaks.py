"""How a constraint on days is broken in a case: the days that it leaves are shut, those outside are open."""

from datetime import date, timedelta
from enum import Enum
from functools import partial

from attrs import evolve, frozen

from agreelint.counting import is_business_day, next_business_day
from agreelint.days import ONE_DAY
from agreelint.model.constraints import CalendarDay, Constraint, Deadline, FirstMeeting, NextMeeting, Order, Valid
from agreelint.model.windows import limit_of
from agreelint.simulate.dated import counted_from
from agreelint.simulate.draft import Days, Point, Setting, point_of, points_of
from agreelint.simulate.limits import FREE, Limit, event_points, limit
from agreelint.syntax import nodes


class Side(Enum):
    """On which side of its lawful days an act is put."""

    EARLY = "early"
    LATE = "late"


@frozen(eq=False, repr=False, slots=False)
class Break:
    """Which constraint is broken, for which member if for one alone, and by how many days at least."""

    constraint: Constraint
    side: Side
    by: int
    member: str | None = None

    def concerns(self, constraint: Constraint, point: Point) -> bool:
        """Say whether a constraint is to be broken for an act."""
        return constraint is self.constraint and self.member in {None, point.member}


def outside(setting: Setting, days: Days, constraint: Constraint, point: Point, found: Limit, broken: Break) -> Limit:
    """Return the limit within which an act breaks a constraint."""
    apart = timedelta(days=broken.by)
    if isinstance(constraint, CalendarDay):
        return Limit(first=days[point] + apart) if found.first == days[point] else FREE
    if broken.side is Side.LATE:
        if found.last is None:
            return FREE
        day = found.last  # the business day after it may be lawful too
        if isinstance(constraint, Deadline) and not is_business_day(day, setting.counting):
            day = next_business_day(day, setting.counting)
        return Limit(first=day + apart)
    first = _certain(setting, days, constraint, point, found)
    if first is None:
        return FREE
    day = first - apart  # just so early: the farther off, the more of what lies between comes out of order too
    return Limit(day, day, partial(_movable, setting, days, constraint, point))


def breaks(setting: Setting, days: Days, broken: Break) -> bool:
    """Say whether a constraint is broken on the days that were found, for all for whom it was to be."""
    constraint = broken.constraint
    points = [point for point in points_of(days, constraint.origin.step) if broken.concerns(constraint, point)]
    for point in points:
        found = limit(setting, days, constraint, point)
        if isinstance(constraint, CalendarDay):
            if found.first == days[point]:
                return False
            continue
        asked = outside(setting, days, constraint, point, found, broken)
        late = broken.side is Side.LATE and asked.first is not None and days[point] >= asked.first
        early = broken.side is Side.EARLY and asked.last is not None and days[point] <= asked.last
        if not late and not early:
            return False
    return bool(points)


def broken_for(setting: Setting, days: Days, broken: Break, member: str | None) -> bool:
    """Say whether a constraint is certainly broken for one of those for whom an act was done together."""
    constraint = broken.constraint
    step, least = constraint.origin.step, 2 if isinstance(constraint, Order) else 1
    for done in point_of(days, step, member):
        seen = Point(step, member)
        known = {**days, seen: days[done]}
        found = limit(setting, known, constraint, seen)
        if not isinstance(constraint, CalendarDay):
            asked = outside(setting, known, constraint, seen, found, evolve(broken, by=least))
            late = broken.side is Side.LATE and asked.first is not None and days[done] >= asked.first
            if not late and not (broken.side is Side.EARLY and asked.last is not None and days[done] <= asked.last):
                return False
    return True


def _certain(setting: Setting, days: Days, constraint: Constraint, point: Point, found: Limit) -> date | None:
    """Return a first day before which an act certainly breaks a constraint.

    A vote by each member may carry before all have voted, so it is certain only before the first of them.
    """
    match constraint:
        case Order():
            points = event_points(setting, days, constraint.event, point.member)
            return min(days[one] for one in points) + ONE_DAY if points else None
        case Valid():
            firsts = [
                min(days[one] for one in points) for name in _asked(constraint) if (points := points_of(days, name))
            ]
            return max(firsts, default=None)
        case _:
            return found.first


def _asked(constraint: Valid) -> tuple[str, ...]:
    """Return the steps that an effect cannot do without."""
    condition = constraint.condition
    parts = condition.conditions if isinstance(condition, nodes.EveryCondition) else (condition,)
    return tuple(part.step.text for part in parts if isinstance(part, nodes.StateIs | nodes.DoneBy))


def _movable(setting: Setting, days: Days, constraint: Constraint, point: Point) -> tuple[Point, ...]:
    match constraint:
        case Order() | NextMeeting():
            return event_points(setting, days, constraint.event, point.member)
        case Deadline():
            return counted_from(setting, days, limit_of(constraint.bound), point.member)
        case FirstMeeting():
            return counted_from(setting, days, constraint.since, point.member)
        case Valid():
            return tuple(one for name in _asked(constraint) for one in points_of(days, name))
        case _:
            return ()
