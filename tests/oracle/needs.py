"""Which steps need which others, and from which steps a day counts."""

from functools import cache

from .clauses import At, AtFirst, AtNext, Bound, Order, ValidOnlyIf
from .days_said import Away, DueOf, EndOf, Event, Extreme, Of
from .procedures import Procedure, Step
from .provisos_said import Deemed, Silence

Later = set[tuple[str, str | None]]


class Needs:
    """What must have happened before what, in one procedure."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.later = cache(self._later)

    def _later(self, name: str, member: str | None) -> Later:
        """What needs a step: what follows it, what it comes before, and what follows these; of one member or any."""
        found: Later = set()
        new = {(name, member)}
        while new:
            now, whose = new.pop()
            steps = {(step, whose if event.own else None) for step, event in self._next(now)}
            new |= steps - found
            found |= steps
        return found

    def _next(self, name: str):
        for step in self.procedure.steps:
            yield from ((step.name, event) for event in self._followed(step) if event.step == name)
        if self.procedure.either and self.procedure.either.name == name:
            return
        for order in self.procedure[name].said(Order):
            if order.before:
                yield order.event.step, order.event
        for bound in self.procedure[name].said(Bound):
            if bound.is_last or bound.backward:
                yield from ((event.step, event) for event in events_after(bound.limit))

    def _followed(self, step: Step) -> list[Event]:
        """What a step comes after; a first meeting from a deadline on, also what that deadline counts from."""
        names = [name for clause in step.said(AtFirst) for name in due_in(clause.day)]
        limits = [bound.limit for name in names for bound in last_days(self.procedure[name])]
        return followed(step) + [event for limit in limits for event in events_of(limit)]


def followed(step: Step) -> list[Event]:
    """The events that a step comes after."""
    found = [order.event for order in step.said(Order) if not order.before]
    found += [Event(clause.step) for clause in step.said(At)]
    found += [clause.event for clause in step.said(AtNext)]
    found += [event for clause in step.said(AtFirst) for event in events_of(clause.day)]
    found += [event for bound in step.said(Bound) if not bound.backward for event in events_of(bound.limit)]
    found += [event for clause in step.said(Deemed) for event in events_of(clause.day)]
    found += [Event(clause.after) for clause in step.said(Silence)]
    found += [Event(name) for clause in step.said(ValidOnlyIf) for name in clause.condition.names]
    return found


def events_of(day) -> list[Event]:
    """The events after which a day comes."""
    match day:
        case Of():
            return [day.event]
        case Away(before=False):
            return events_of(day.start)
        case EndOf():
            return events_of(day.term.lasts)
        case Extreme():
            return [event for part in day.parts for event in events_of(part)]
    return []


def events_after(day) -> list[Event]:
    """The events before which a day comes."""
    match day:
        case Of():
            return [day.event]
        case Away(before=True):
            return events_after(day.start)
        case Extreme():
            return [event for part in day.parts for event in events_after(part)]
    return []


def anchors(procedure: Procedure, day) -> set[str]:
    """The steps from which a day counts."""
    match day:
        case Of():
            return {day.event.step}
        case Away():
            return anchors(procedure, day.start)
        case EndOf():
            return anchors(procedure, day.term.lasts)
        case Extreme():
            return {name for part in day.parts for name in anchors(procedure, part)}
        case DueOf():
            return {name for bound in last_days(procedure[day.step]) for name in anchors(procedure, bound.limit)}
    return set()


def awaited_in(day) -> set[str]:
    """The steps for which a day waits, by their names in its text."""
    match day:
        case Of():
            return {day.event.step}
        case Away():
            return awaited_in(day.start)
        case EndOf():
            return awaited_in(day.term.lasts)
        case Extreme():
            return {name for part in day.parts for name in awaited_in(part)}
        case DueOf():
            return {day.step}
    return set()


def due_in(day) -> set[str]:
    """The steps from whose deadlines a day counts."""
    match day:
        case DueOf():
            return {day.step}
        case Away():
            return due_in(day.start)
        case Extreme():
            return {name for part in day.parts for name in due_in(part)}
    return set()


def last_days(step: Step) -> list[Bound]:
    return [bound for bound in step.said(Bound) if bound.is_last]
