"""The events for each of which something is due, from rows."""

from datetime import date

from attrs import evolve, frozen

from agreelint.audit.rounds import chronological
from agreelint.dating import event_names
from agreelint.logs.events import Event
from agreelint.model.constraints import Deadline, Model, Order, Procedure
from agreelint.model.recurrence import MEETING, ForEach
from agreelint.model.windows import limit_of
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Trigger:
    """One event for which something is due, with all the rows that tell of it, and what reports call it."""

    label: str
    events: tuple[Event, ...]

    @property
    def first(self) -> date | None:
        """The earliest day on which it can have happened."""
        return self.events[0].when.first

    @property
    def last(self) -> date | None:
        """The latest day on which it can have happened."""
        return self.events[0].when.last


def triggers_of(model: Model, recurs: ForEach, acts: tuple[Event, ...]) -> tuple[Trigger, ...]:
    """Return every event of the kind that `recurs` names, in order of time.

    Rows of one case and one time are one event; so are, for meetings, all rows of one day.
    """
    rows = _meetings(model, recurs.body, acts) if recurs.body else [e for e in acts if e.activity == recurs.step]
    groups: dict[object, list[Event]] = {}
    for row in sorted(rows, key=chronological):
        key: object = row.when.civil or id(row) if recurs.body else (row.case_id, row.event_id, row.when)
        groups.setdefault(key, []).append(row)
    seen: dict[str, int] = {}
    found = []
    for events in groups.values():
        name = _label(events[0], recurs)
        seen[name] = seen.get(name, 0) + 1
        label = name if seen[name] == 1 else f"{name} ({seen[name]})"
        found.append(Trigger(label, tuple(evolve(event, activity=recurs.step) for event in events)))
    return tuple(found)


def _meetings(model: Model, body: str, acts: tuple[Event, ...]) -> list[Event]:
    """Return the meetings of a body: rows of them, and steps of any procedure held at one."""
    everything = (*model.procedures.values(), *model.outside.values())
    steps = {step.id for procedure in everything for step in procedure.own if step.meeting_of == body}
    alone = len(model.agreement.bodies) == 1
    ours = {body, None} if alone else {body}
    return [e for e in acts if e.activity in steps or (e.activity == MEETING and e.body in ours)]


def _label(event: Event, recurs: ForEach) -> str:
    day = event.when.civil.isoformat() if event.when.civil else None
    names = (day, event.event_id) if recurs.body else (event.event_id, event.case_id, day)
    return next((name for name in names if name), "undated")


def looks_back(procedure: Procedure, trigger: str) -> bool:
    """Say whether what is due comes before its event, as a posting comes before its meeting."""
    for constraint in procedure.constraints:
        match constraint:
            case Order() if constraint.event.step.text == trigger:
                return constraint.before
            case Deadline(bound=nodes.AtLeastBefore() | nodes.AtMostBefore() as bound):
                if trigger in {name.text for name in event_names(limit_of(bound), procedure.definitions)}:
                    return True
            case _:
                continue
    return False
