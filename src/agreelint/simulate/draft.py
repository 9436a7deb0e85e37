"""A case as it is drawn: what belongs to its procedure, the points in time that it needs, and the rows it leaves."""

from collections.abc import Mapping
from datetime import date, time
from functools import cached_property
from random import Random

from attrs import evolve, frozen

from agreelint.counting import Counting
from agreelint.dating import Stretch
from agreelint.model.constraints import Deadline, Procedure
from agreelint.model.entities import Agreement, Step
from agreelint.syntax import nodes

EACH_FOR_ITSELF = (nodes.ActorEach, nodes.ActorOfEach, nodes.ActorThat)
"""Those who act each for itself, on days of their own."""


class NoPlace(Exception):  # noqa: N818 - not an error: this draw does not fit, another may
    """What was chosen for a case cannot be brought together."""


@frozen(eq=False, repr=False, slots=False)
class Setting:
    """What one case is drawn from: its procedure with the member whom it is about written in, its period, chance."""

    agreement: Agreement
    procedure: Procedure
    rng: Random
    begin: date
    """The day on which it begins, or later."""
    member: str | None = None
    stretch: Stretch | None = None
    label: str | None = None
    """What its period is called."""
    begun: frozenset[str] = frozenset()
    """Steps by which the text in force began: they lie before all others."""
    ahead: frozenset[str] = frozenset()
    """Steps by which another text would begin: they are not done."""
    number: int = 1
    """Which case it is, from 1."""

    @property
    def counting(self) -> Counting:
        """How the agreement counts."""
        return self.agreement.counting

    @cached_property
    def by_the_clock(self) -> bool:
        """Whether hours are counted, so that every act has a time of day."""
        bounds = (c.bound for c in self.procedure.constraints if isinstance(c, Deadline))
        counted = (one for one in bounds if not isinstance(one, nodes.NoLaterThan | nodes.NoEarlierThan))
        return any(isinstance(one.period.unit, nodes.Hours) for one in counted)

    def members(self, step: Step) -> tuple[str, ...]:
        """Return those for each of whom a step is judged: members, and others that it names beside them."""
        if step.each is None:
            return ()
        also = step.recipients.also if isinstance(step.recipients, nodes.EachOf | nodes.OthersOf) else ()
        members = self.agreement.members_of(step.each, self.begin, former=step.former)
        return (*members, *(name.text for name in also))

    def actors(self, step: Step) -> tuple[str | None, ...]:
        """Return those who act each for itself, or nobody in particular."""
        if not isinstance(step.actor, EACH_FOR_ITSELF):
            return (None,)
        return tuple(self.members(step))


NOON = time(12)
"""When everything happens, where hours are counted."""


@frozen
class Point:
    """A day that a case has to find: of a step, of one who acts for itself, or that its row names in a column."""

    step: str
    member: str | None = None
    column: str | None = None


RECEIVED = "received"
"""The column in which a row says when what was sent arrived."""

Days = Mapping[Point, date]


@frozen(eq=False, repr=False, slots=False)
class Row:
    """One row of a log; `point` is the act of which it tells, None for what is no step."""

    activity: str
    day: date
    cells: Mapping[str, str]
    point: Point | None = None
    of_case: bool = True
    """Whether it belongs to the case: meetings, and events for each of which there is a case, do not."""

    def saying(self, **cells: str) -> "Row":
        """Return the row with other cells."""
        return evolve(self, cells={**self.cells, **cells})


def points_of(days: Days, step: str) -> tuple[Point, ...]:
    """Return the acts of a step, of all who act for themselves."""
    return tuple(point for point in days if point.step == step and point.column is None)


def point_of(days: Days, step: str, member: str | None) -> tuple[Point, ...]:
    """Return the act of a step as one member sees it: that member's own if there is one, else all of them."""
    own = Point(step, member)
    return (own,) if member is not None and own in days else points_of(days, step)
