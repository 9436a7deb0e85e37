"""When a decision came out one way or the other: votes, approvals, groups of routes."""

from typing import TYPE_CHECKING

from attrs import frozen

from agreelint.audit.anchors import Anchor, Happened
from agreelint.audit.contents import contents_of
from agreelint.audit.occurrences import any_of, earliest, latest
from agreelint.audit.verdicts import State
from agreelint.logs.events import Event
from agreelint.model.constraints import Contents
from agreelint.model.entities import StepKind
from agreelint.moments import Moment

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


@frozen(eq=False, repr=False, slots=False)
class Taken:
    """A route that was taken to its end: how it came out, and when it was."""

    happened: Happened
    when: Moment
    events: tuple[Event, ...]


def either(facts: "Facts", name: str) -> Anchor:
    """A group has happened when one route has; it failed when every route that was taken failed.

    A failed group triggers nothing, with or without the word `passed`.
    """
    taken = routes_taken(facts, name)
    if not taken:
        return Anchor(Happened.ABSENT)
    best = min((one.happened for one in taken), key=list(Happened).index)
    return Anchor(
        best, _first_to_lead(taken, best), tuple(e for one in taken if one.happened is best for e in one.events)
    )


def routes_taken(facts: "Facts", name: str) -> tuple[Taken, ...]:
    """Return the routes of a group that were taken to their end: a route has happened when all of it has."""
    taken: list[Taken] = []
    group = facts.procedure.eithers[name]
    for route, condition in zip(group.routes, group.open_when, strict=True):
        needed = [facts.procedure.steps[s] for s in route if not facts.procedure.steps[s].optional]
        counted = [_counting(facts, step.id) for step in needed]
        events = [found for found, _ in counted]
        if events and all(events):  # a route of which nothing is needed shows nothing
            results = {facts.passed(step.id) for step in needed if step.kind is StepKind.VOTE}
            results |= {lawful for _, lawful in counted}
            if condition is not None:  # a route taken before it was open leads nowhere
                results.add(facts.holds(condition, events[0][0].when.last))
            result = Happened.FAILED if False in results else Happened.UNSETTLED if None in results else Happened.YES
            when = latest([earliest([event.when for event in found]) for found in events])
            taken.append(Taken(result, when, events[-1]))
    return tuple(taken)


def _first_to_lead(taken: tuple[Taken, ...], best: Happened) -> Moment:
    """Return when the first route led somewhere: whenever that can have been, where some routes are unsettled."""
    unsettled = [one.when for one in taken if one.happened is Happened.UNSETTLED]
    if best is Happened.UNSETTLED:
        return any_of([earliest([one.when for one in taken]), *unsettled])
    first = earliest([one.when for one in taken if one.happened is best])
    return any_of([first, *(earliest([first, when]) for when in unsettled)])


def _counting(facts: "Facts", step: str) -> tuple[tuple[Event, ...], bool | None]:
    """Return the records of a step that count most, and whether they have what the text asks of them.

    A route is a power: a petition that too few have signed has no effect, and is no way to begin.
    """
    rules = [c for c in facts.procedure.constraints if isinstance(c, Contents) and c.origin.step == step]
    found: dict[bool | None, list[Event]] = {}
    for event in facts.so_far(step):
        states = {one.state for rule in rules if (one := contents_of(facts, rule, event))}
        lawful = False if State.NO_EFFECT in states else None if State.UNKNOWN in states else True
        found.setdefault(lawful, []).append(event)
    return next(((tuple(found[one]), one) for one in (True, None, False) if one in found), ((), True))


def decided(facts: "Facts", step: str, state: str) -> Anchor:
    """Return when a decision came out as `state` says; it has FAILED where it came out the other way."""
    if state in {"failed", "refused"}:
        return _reversed(facts, step)
    if step in facts.procedure.eithers:
        return either(facts, step)
    if state == "carried":
        return _carried(facts, step)
    base = facts.occurrence(step)
    if base.happened is Happened.ABSENT:
        return base
    result = facts.passed(step) if state == "passed" else facts.granted(step)
    happened = {True: Happened.YES, False: Happened.FAILED, None: Happened.UNSETTLED}[result]
    return Anchor(happened, base.when, base.events)


def _reversed(facts: "Facts", step: str) -> Anchor:
    entry = facts.procedure.steps.get(step)
    kind = entry.kind if entry else None
    word = "granted" if kind is StepKind.APPROVAL else "carried" if entry and entry.each else "passed"
    found = decided(facts, step, word)
    turned = {Happened.YES: Happened.FAILED, Happened.FAILED: Happened.YES}.get(found.happened, found.happened)
    when = latest([e.when for e in found.events]) if word == "carried" and found.events else found.when
    return Anchor(turned, when, found.events)


def _carried(facts: "Facts", step: str) -> Anchor:
    carrying = facts.carrying(step)
    events = tuple(e for _, e in (*carrying.approvals, *carrying.refusals, *carrying.open))
    if carrying.when is not None:
        last = [e for _, e in carrying.approvals if e.when == carrying.when]
        return Anchor(Happened.YES, carrying.when, (*last[:1], *(e for _, e in carrying.approvals)))
    if events and not carrying.missing and facts.carried(step) is False:
        return Anchor(Happened.FAILED, earliest([e.when for e in events]), events)
    unclear = carrying.unclear or (bool(carrying.open) and carrying.possible)
    return Anchor(Happened.UNSETTLED if unclear else Happened.ABSENT, None, events)
