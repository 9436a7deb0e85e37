"""What a date expression comes to, and what the names in it stand for."""

from collections.abc import Callable

from attrs import frozen

from agreelint.dating.names import NONE, Definitions
from agreelint.dating.years import Stretch
from agreelint.moments import Moment
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes


class Unknowable(Exception):  # noqa: N818 - not an error: the record leaves the day open
    """An anchor has no day on record, or the count leaves the calendar."""


@frozen(eq=False, repr=False, slots=False)
class Dated:
    """A date expression reckoned: for the earliest and for the latest day that its anchors can mean."""

    first: Reckoning
    last: Reckoning
    steps: tuple[Reckoning, ...] = ()
    told: tuple[str, ...] = ()
    """What was deemed on the way, and why."""
    assumed: bool = False
    """Whether something was deemed that the record does not show."""

    @property
    def exact(self) -> bool:
        """Say whether it comes to one day."""
        return self.first.day == self.last.day


@frozen(eq=False, repr=False, slots=False)
class Answer:
    """A date expression that somebody asked for, what it comes to, and the calendar on which it was counted."""

    expression: str
    calendar: str
    dated: Dated


def _nothing(_name: str) -> None:
    """Nothing is recorded of any name."""


def _unchanged(_term: nodes.Term, end: Dated, _cap: Dated) -> Dated:
    """No term was extended."""
    return end


@frozen(eq=False, repr=False, slots=False)
class Anchors:
    """What the names in a date expression stand for; None where that is not recorded.

    `moment_of` gives the moment at which a step was done, `deadline_of` and `opening_of` the last and the first day
    on which it is lawful, `receipt_of` the day on which it was received, `stated` the day that its row names in a
    column, and `stretch_of` the days of the year (or
    month) for which an instance of a recurring duty stands. `definitions` are the dates that have a name of their
    own; `instances_of` gives for each member who has an instance of a name what its names stand for, `settled` says
    whether nothing more can be recorded of a name, and `extended` moves the end of a term. `title_of` is for people.
    """

    moment_of: Callable[[str], Moment | None] = _nothing
    deadline_of: Callable[[str], Dated | None] = _nothing
    opening_of: Callable[[str], Dated | None] = _nothing
    receipt_of: Callable[[str], Dated | None] = _nothing
    stretch_of: Callable[[str], Stretch | None] = _nothing
    definitions: Definitions = NONE
    instances_of: Callable[[str], "tuple[tuple[str, Anchors], ...]"] = lambda _: ()
    settled: Callable[[str], bool] = lambda _: False
    extended: Callable[[nodes.Term, Dated, Dated], Dated] = _unchanged
    stated: Callable[[str, str], Moment | None] = lambda _step, _column: None
    title_of: Callable[[str], str] = lambda name: name.replace("_", " ")
