"""How a constraint on days is broken in a case: the days that it leaves are shut, those outside are open."""

from datetime import timedelta
from enum import Enum
from functools import partial

from attrs import frozen

from agreelint.counting import is_business_day, next_business_day
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import CalendarDay, Constraint, Deadline, FirstMeeting, NextMeeting, Order, Valid
from agreelint.model.windows import limit_of
from agreelint.simulate.dated import counted_from
from agreelint.simulate.draft import Days, Point, Setting, points_of
from agreelint.simulate.limits import FREE, Limit, event_points, limit


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
    if found.first is None:
        return FREE
    day = found.first - apart  # just so early: the farther off, the more of what lies between comes out of order too
    return Limit(day, day, partial(_movable, setting, days, constraint, point))


def breaks(setting: Setting, days: Days, broken: Break) -> bool:
    """Say whether a constraint is broken on the days that were found, for all for whom it was to be."""
    points = [
        point for point in points_of(days, broken.constraint.origin.step) if broken.concerns(broken.constraint, point)
    ]
    for point in points:
        found = limit(setting, days, broken.constraint, point)
        too_early = found.first is not None and days[point] < found.first
        if not too_early and not (found.last is not None and days[point] > found.last):
            return False
    return bool(points)


def _movable(setting: Setting, days: Days, constraint: Constraint, point: Point) -> tuple[Point, ...]:
    match constraint:
        case Order() | NextMeeting():
            return event_points(setting, days, constraint.event, point.member)
        case Deadline():
            return counted_from(setting, days, limit_of(constraint.bound), point.member)
        case FirstMeeting():
            return counted_from(setting, days, constraint.since, point.member)
        case Valid():
            named = {name.text for name in condition_names(constraint.condition)}
            return tuple(one for one in days if one.step in named and one.column is None)
        case _:
            return ()
