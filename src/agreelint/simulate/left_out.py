"""Faults of absence: a step that is owed and not done, a route that nobody takes, somebody who was not served."""

from datetime import date

from attrs import evolve

from agreelint.audit.carriers import Carriers
from agreelint.model.constraints import Constraint, Deadline, FirstMeeting, NextMeeting, Procedure, RouteTaken
from agreelint.model.entities import Step
from agreelint.model.order import dependents, owes
from agreelint.model.origins import WARNING
from agreelint.model.windows import LAST_DAY_BOUNDS
from agreelint.simulate.dated import bound_day
from agreelint.simulate.draft import EACH_FOR_ITSELF, Days, points_of
from agreelint.simulate.drawing import Drawn
from agreelint.simulate.expected import instances, told_of
from agreelint.simulate.fault import Faulty, Spread, fault, moved
from agreelint.syntax import nodes


def can_be_missed(procedure: Procedure) -> bool:
    """Say whether a procedure owes a step of which it can be told that it is missing."""
    return any(_owed(procedure))


def can_be_passed_over(procedure: Procedure) -> bool:
    """Say whether such a step reaches several people in one mailing."""
    return any(_reaches_several(step) for step in _owed(procedure))


def _owed(procedure: Procedure) -> list[Step]:
    """Return the steps that are owed, and have a last day or are needed by others."""
    needing = dependents(procedure)
    dated = {c.origin.step for c in procedure.constraints if isinstance(c, Deadline) and _is_last(c)}
    steps = (step for step in procedure.own if owes(procedure, step) and step.shown_by is None)
    return [step for step in steps if needing[step.id] or step.id in dated]


def _reaches_several(step: Step) -> bool:
    match step.recipients:
        case nodes.Named():
            return len(step.recipients.names) > 1
        case nodes.EachOf() | nodes.OthersOf() | nodes.EachMemberOf() | nodes.OfficeOfEach():
            return not isinstance(step.actor, EACH_FOR_ITSELF)
        case _:
            return False


def _is_last(constraint: Deadline) -> bool:
    return isinstance(constraint.bound, LAST_DAY_BOUNDS)


def missing(drawn: Drawn) -> Faulty | None:
    """Leave out a step that is owed, where its last day has passed or a later step needs it."""
    procedure, rng = drawn.setting.procedure, drawn.setting.rng
    steps = _owed(procedure)
    rng.shuffle(steps)
    for step in steps:
        if not points_of(drawn.days, step.id):
            continue
        constraint = _speaking(drawn, step)
        if constraint is None:
            continue
        rows = tuple(row for row in drawn.rows if row.point is None or row.point.step != step.id)
        rows = tuple(row for row in rows if row.cells.get("subject") != step.id)
        days = {point: day for point, day in drawn.days.items() if point.step != step.id}
        if not any(row.point for row in rows):
            continue  # nothing would be left of the case
        changed = evolve(drawn, rows=rows, days=days)
        members = told_of(drawn.setting, drawn.days, constraint)
        return Faulty(changed, fault("missing", Spread.ONWARD, constraint, f"{step.id} left out", *members))
    return None


def recipient(drawn: Drawn) -> Faulty | None:
    """Serve all whom a clause names but one."""
    procedure, rng = drawn.setting.procedure, drawn.setting.rng
    steps = [step for step in _owed(procedure) if points_of(drawn.days, step.id) and _reaches_several(step)]
    rng.shuffle(steps)
    for step in steps:
        named = _named(drawn, step)
        constraint = _speaking(drawn, step)
        if constraint is None or len(named) < 2:
            continue
        left = rng.choice(named)
        others = ";".join(name for name in named if name != left)
        rows = tuple(
            row.saying(recipient=others) if row.point and row.point.step == step.id else row for row in drawn.rows
        )
        member = _member(step, left)
        return Faulty(
            evolve(drawn, rows=rows), fault("recipient", Spread.ONWARD, constraint, f"{step.id} not to {left}", member)
        )
    return None


def _named(drawn: Drawn, step: Step) -> list[str]:
    """Return each of those whom an act reached in one mailing, in the words of a log."""
    agreement, begin = drawn.setting.agreement, drawn.setting.begin
    match to := step.recipients:
        case nodes.Named():
            return [n.text if isinstance(n, nodes.Name) else f"{n.office.text}.{n.member.text}" for n in to.names]
        case nodes.EachOf() | nodes.OthersOf() | nodes.EachMemberOf():
            return list(drawn.setting.members(step))
        case nodes.OfficeOfEach():
            return [f"{to.office.text}.{one}" for one in agreement.members_of(step.each or "", begin)]
        case _:
            return []


def _member(step: Step, named: str) -> str | None:
    if step.each is None:
        return None
    return named.partition(".")[2] or named


def _speaking(drawn: Drawn, step: Step) -> Constraint | None:
    """Return the constraint that speaks for a step that is missing, where it can be told that it is missing."""
    procedure = drawn.setting.procedure
    carriers = Carriers.of(procedure).names
    mine = [c for c in procedure.constraints if c.origin.step == step.id and c.origin.name in carriers]
    mine = [c for c in mine if c.origin.level != WARNING]
    needed = any(points_of(drawn.days, other) for other in dependents(procedure)[step.id])
    if step.id in moved(drawn):
        return None
    for constraint in mine:
        if isinstance(constraint, Deadline) and _is_last(constraint):
            if bound_day(drawn.setting, _without(drawn.days, step.id), constraint, _first(drawn, constraint)):
                return constraint
        elif needed and not isinstance(constraint, _SILENT) and told_of(drawn.setting, drawn.days, constraint):
            return constraint
    return None


_SILENT = (RouteTaken, NextMeeting, FirstMeeting)
"""Kinds that say nothing of a step that is missing: which meeting it belonged to is not asked then."""


def _first(drawn: Drawn, constraint: Constraint) -> str | None:
    return instances(drawn.setting, constraint)[0]


def _without(days: Days, step: str) -> Days:
    return {point: day for point, day in days.items() if point.step != step}


def last_due(drawn: Drawn, constraint: Constraint) -> date | None:
    """Return the last day of a bound whose step is missing, after which that is certain."""
    if not isinstance(constraint, Deadline):
        return None
    dated = bound_day(drawn.setting, drawn.days, constraint, _first(drawn, constraint))
    return (dated.last.rolled or dated.last.day) if dated else None
