"""Which step must come before which, from the constraints of a procedure."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import assert_never

from attrs import evolve, frozen

from agreelint.dating.names import Definitions, deadline_names, event_names, parts
from agreelint.dating.precedence import since, until
from agreelint.model.conditions import condition_names
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
    Procedure,
    Proviso,
    QuorumMet,
    Repeats,
    RouteTaken,
    RuleKept,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.model.entities import Kind, Step, StepKind
from agreelint.model.origins import WARNING
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.syntax import nodes


@frozen(eq=False, slots=False)
class Edge:
    """`first` comes before `then`, because of a constraint; `strict` is false for two acts at one meeting."""

    first: str
    then: str
    constraint: Constraint
    strict: bool = True


def edges(procedure: Procedure) -> tuple[Edge, ...]:
    """Return every edge between steps; a group of routes stands for each of its steps as well."""
    routes = _routes(procedure)
    return tuple(
        evolve(edge, first=first) for edge in _needs(procedure) for first in (edge.first, *routes.get(edge.first, ()))
    )


def _routes(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    return {either.id: tuple(s for route in either.routes for s in route) for either in procedure.eithers.values()}


def _needs(procedure: Procedure) -> Iterator[Edge]:
    """Yield every edge to a step: what follows a group of routes follows the group, and no route in particular."""
    decided = [one for one in procedure.constraints if one.origin.level != WARNING]  # what only warns decides nothing
    found = [edge for constraint in decided for edge in _edges(constraint, procedure)]
    routes = _routes(procedure)
    return (evolve(edge, then=then) for edge in found for then in (edge.then, *routes.get(edge.then, ())))


def _edges(constraint: Constraint, procedure: Procedure) -> Iterator[Edge]:
    step, definitions = constraint.origin.step, procedure.definitions
    match constraint:
        case Order():
            other = constraint.event.step.text
            yield Edge(step, other, constraint) if constraint.before else Edge(other, step, constraint)
        case Deadline():
            yield from _counted(constraint, definitions)
        case NextMeeting():
            yield Edge(constraint.event.step.text, step, constraint)
        case FirstMeeting():
            for first in _opening(constraint, procedure):
                yield Edge(first, step, constraint)
        case SameMeeting():
            yield Edge(constraint.other, step, constraint, strict=False)
        case Valid():
            for name in condition_names(constraint.condition):
                yield Edge(name.text, step, constraint)
        case Proviso(says=nodes.DeemedDone() as deemed):
            for name in event_names(deemed.day, definitions):
                yield Edge(name.text, step, constraint)
        case Proviso(says=nodes.Silence() as silence):
            for name in event_names(silence.anchor, definitions):
                yield Edge(name.text, step, constraint)
        case (
            Occurrence()
            | CalendarDay()
            | Extends()
            | ThresholdMet()
            | QuorumMet()
            | ChairVoted()
            | Carried()
            | Granted()
            | CalledFor()
            | ActedBy()
            | Contents()
            | Judged()
            | RouteTaken()
            | MeetsOften()
            | LimitKept()
            | InstalmentPaid()
            | RuleKept()
            | Proviso()
            | Repeats()  # a declared loop opens a new round: within one round it orders nothing
        ):
            return  # says nothing of which step comes first
        case _:
            assert_never(constraint)


def _opening(constraint: FirstMeeting, procedure: Procedure) -> dict[str, None]:
    """Return the steps after which the day comes: of a deadline those from which that counts, done or not."""
    definitions = procedure.definitions
    told = list(since(constraint.since, definitions))
    for step in deadline_names(constraint.since):
        bounds = (c.bound for c in procedure.constraints if isinstance(c, Deadline) and c.origin.step == step.text)
        told += [
            n for bound in bounds if isinstance(bound, LAST_DAY_BOUNDS) for n in since(limit_of(bound), definitions)
        ]
    return dict.fromkeys(name.text for name in told)


def _counted(constraint: Deadline, definitions: Definitions) -> Iterator[Edge]:
    """Yield the edges of a bound: none to a step of which nobody can say that the date lies before it or after it."""
    step, bound = constraint.origin.step, constraint.bound
    limit = limit_of(bound)
    earlier = dict.fromkeys(name.text for name in since(limit, definitions))
    later = dict.fromkeys(name.text for name in until(limit, definitions))
    match bound:
        case nodes.AtLeastBefore() | nodes.AtMostBefore():
            earlier = {}
        case nodes.AtLeastAfter() | nodes.AtMostAfter() | nodes.NoEarlierThan():
            later = {}
        case nodes.NoLaterThan() if isinstance(constraint.window, nodes.OnDay):
            later = {}  # what is done on the day of a step comes after it, as its first lawful day says, and not before
        case nodes.NoLaterThan(limit=nodes.YearEnd(year=nodes.YearOf())):
            earlier = {}  # what is done by the end of a year need not come after what made it that year
        case nodes.NoLaterThan():
            earlier = dict.fromkeys(name for name in earlier if name not in later)
        case _:
            assert_never(bound)
    yield from (Edge(name, step, constraint) for name in earlier)
    yield from (Edge(step, name, constraint) for name in later)


def dependents(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Return for each step and group of routes all steps that come after it, directly or through others.

    In the order of the source, so that nothing depends on the order of a set.
    """
    return _closed(procedure, edges(procedure))


@lru_cache(maxsize=512)
def needing(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Return for each step and group of routes all steps that could not come without it.

    What follows a group of routes can come without any one of them, and without what leads up to that one.
    """
    return _closed(procedure, _needs(procedure))


def _closed(procedure: Procedure, found: Iterable[Edge]) -> dict[str, tuple[str, ...]]:
    direct: dict[str, set[str]] = {name: set() for name in (*procedure.steps, *procedure.eithers)}
    for edge in found:
        direct[edge.first].add(edge.then)
    closed: dict[str, tuple[str, ...]] = {}
    for name, nexts in direct.items():
        reached: set[str] = set()
        stack = list(nexts)
        while stack:
            if (other := stack.pop()) not in reached:
                reached.add(other)
                stack += direct[other]
        closed[name] = tuple(other for other in direct if other in reached)
    return closed


@lru_cache(maxsize=512)
def needing_all(procedure: Procedure) -> dict[str, frozenset[str]]:
    """Return for each step the steps that need it of every member, rather than of the same one alone.

    What each member does needs what the same member has done, but for `every`, and unless it needs it through what
    is done once.
    """
    direct: dict[str, list[tuple[str, bool]]] = {name: [] for name in (*procedure.steps, *procedure.eithers)}
    each = {name for name, step in procedure.steps.items() if step.each}
    for edge in edges(procedure):
        direct[edge.first].append((edge.then, {edge.first, edge.then} <= each and not _of_every(edge.constraint)))
    found: dict[str, frozenset[str]] = {}
    for name in direct:
        reached: set[tuple[str, bool]] = set()
        stack = [(name, True)]
        while stack:
            now, same = stack.pop()
            new = {(then, same and alike) for then, alike in direct[now]} - reached
            reached |= new
            stack += new
        found[name] = frozenset(then for then, same in reached if not same)
    return found


def _of_every(constraint: Constraint) -> bool:
    match constraint:
        case Order() | NextMeeting():
            return isinstance(constraint.event, nodes.EveryEvent)
        case Deadline():
            every = nodes.EarliestOfEvery | nodes.LatestOfEvery
            return any(isinstance(part, every) for part in parts(limit_of(constraint.bound)))
        case _:
            return False


def owes(procedure: Procedure, step: Step) -> bool:
    """Say whether somebody owes a step; a vote where the text says that missing its last day is a violation."""
    last_days = (c for c in procedure.constraints if isinstance(c, Deadline) and c.origin.kind is Kind.DUTY)
    return step.owed or (step.kind is StepKind.VOTE and any(c.origin.step == step.id for c in last_days))


@lru_cache(maxsize=512)
def first_owed(procedure: Procedure) -> tuple[Step, ...]:
    """Return the steps that are owed in any case: those that follow nothing and depend on nothing."""
    following = {edge.then for edge in edges(procedure) if edge.first not in procedure.given}
    return tuple(
        step for step in procedure.own if owes(procedure, step) and step.when is None and step.id not in following
    )
