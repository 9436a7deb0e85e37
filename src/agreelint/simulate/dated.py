"""What the names in a date expression stand for in a case that is being drawn, and the dates that come of them."""

from datetime import date

from agreelint.calendars import OutsideCalendar
from agreelint.dating import Anchors, Dated, Unknowable, reckon
from agreelint.dating.names import limit_names, parts
from agreelint.model.constraints import Deadline
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.moments import Moment
from agreelint.periods import fixed
from agreelint.simulate.draft import NOON, RECEIVED, Days, NoPlace, Point, Setting, point_of, points_of
from agreelint.syntax import nodes


def day_of(
    setting: Setting, days: Days, expression: nodes.DateExpr, member: str | None, *, rolls: bool = False
) -> Dated | None:
    """Reckon a date expression as one member sees it; None if what it counts from does not happen."""
    try:
        return reckon(expression, anchors(setting, days, member), setting.counting, rolls=rolls)
    except Unknowable:
        return None
    except OutsideCalendar as error:
        raise NoPlace(str(error)) from error


def bound_day(setting: Setting, days: Days, constraint: Deadline, member: str | None) -> Dated | None:
    """Reckon the first or last lawful day of a bound."""
    rolls = constraint.rolls and isinstance(constraint.bound, LAST_DAY_BOUNDS)
    return day_of(setting, days, expression_of(constraint.bound), member, rolls=rolls)


def counted_from(setting: Setting, days: Days, expression: nodes.DateExpr, member: str | None) -> tuple[Point, ...]:
    """Return the points on which a date rests, those of bounds from which it is counted included."""
    procedure = setting.procedure
    found: dict[Point, None] = {}
    by_limit = {name.text for name in limit_names(expression)}
    for part in parts(expression, procedure.definitions):
        match part:
            case nodes.EventDate() if part.step.text not in by_limit:
                either = procedure.eithers.get(part.step.text)
                for step in [s for route in either.routes for s in route] if either else [part.step.text]:
                    found |= dict.fromkeys(point_of(days, step, member))
            case nodes.EarliestOfEvery() | nodes.LatestOfEvery():
                found |= dict.fromkeys(points_of(days, part.name.text))
            case nodes.ReceiptOf():
                found |= dict.fromkeys(point for point in days if point.step == part.step.text)
            case nodes.StatedDay():
                stated = (Point(part.step.text, one, part.column.text) for one in (member, None))
                found |= dict.fromkeys(point for point in stated if point in days)
            case _:
                continue
    for constraint in procedure.constraints:
        if isinstance(constraint, Deadline) and constraint.origin.step in by_limit:
            found |= dict.fromkeys(counted_from(setting, days, limit_of(constraint.bound), member))
    return tuple(found)


def anchors(setting: Setting, days: Days, member: str | None) -> Anchors:
    """Return what names stand for, as the instance of `member` sees them."""
    procedure = setting.procedure

    def moment_of(step: str) -> Moment | None:
        either = procedure.eithers.get(step)
        names = [s for route in either.routes for s in route] if either else [step]
        found = [days[point] for name in names for point in point_of(days, name, member)]
        return _moment(setting, min(found)) if found else None

    def binding(step: str, last: bool) -> Dated | None:
        mine = [c for c in procedure.constraints if isinstance(c, Deadline) and c.origin.step == step]
        bounds = [c for c in mine if isinstance(c.bound, LAST_DAY_BOUNDS) is last]
        found = [bound_day(setting, days, constraint, member) for constraint in bounds]
        known = [dated for dated in found if dated is not None]
        if len(known) < len(found) or not known:
            return None
        return (min if last else max)(known, key=lambda dated: dated.first.day)

    def named(step: str, column: str) -> date | None:
        return days.get(Point(step, member, column)) or days.get(Point(step, None, column))

    def receipt_of(step: str) -> Dated | None:
        day = named(step, RECEIVED)
        return Dated(fixed(day, setting.counting), fixed(day, setting.counting)) if day else None

    def stated(step: str, column: str) -> Moment | None:
        day = named(step, column)
        return Moment.on(day) if day else None

    def instances_of(name: str) -> tuple[tuple[str, Anchors], ...]:
        defined = procedure.definitions.get(name)
        if isinstance(defined, nodes.Definition) and defined.each:
            members = setting.agreement.members_of(defined.each.group.text, setting.begin)
        else:
            members = setting.members(procedure.steps[name]) if name in procedure.steps else ()
        return tuple((one, anchors(setting, days, one)) for one in members)

    return Anchors(
        moment_of,
        lambda step: binding(step, True),
        lambda step: binding(step, False),
        receipt_of,
        lambda _: setting.stretch,
        procedure.definitions,
        instances_of,
        lambda _: True,
        stated=stated,
    )


def _moment(setting: Setting, day: date) -> Moment:
    if not setting.by_the_clock:
        return Moment.on(day)
    return Moment.parse(f"{day}T{NOON:%H:%M}", setting.counting.zone)


def expression_of(bound: nodes.OneSided) -> nodes.DateExpr:
    """Return the date expression of the first or last day that a bound allows."""
    match bound:
        case nodes.AtLeastBefore() | nodes.AtMostBefore():
            return nodes.PeriodBefore(bound.span, bound.period, bound.anchor)
        case nodes.AtLeastAfter() | nodes.AtMostAfter():
            return nodes.PeriodAfter(bound.span, bound.period, bound.anchor)
        case nodes.NoLaterThan() | nodes.NoEarlierThan():
            return bound.limit
