"""What comes of working an amount out: every result, how it was read, what it keeps to, and what it lacks."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from agreelint.amounts.evaluate import Held, Place
from agreelint.amounts.values import Given, Key, Value
from agreelint.model.constraints import Model
from agreelint.model.quantities import Figure, Formula, Limit, Option
from agreelint.model.schedules import Instalment
from agreelint.reckoning import Reckoning


@frozen(eq=False, repr=False, slots=False)
class Inputs:
    """The figures that somebody brought, where each stands (file and line), and how many rows bring none."""

    given: Given = field(factory=dict)
    places: Mapping[Key, tuple[str, int]] = field(factory=dict)
    left_out: int = 0


@frozen(eq=False, repr=False, slots=False)
class Due:
    """An instalment: what has to be paid by when."""

    part: Instalment
    by: Reckoning
    amount: Fraction | None


@frozen(eq=False, repr=False, slots=False)
class Worked:
    """One amount, as it was worked out, and its instalments where a schedule was asked for."""

    key: Key
    value: Value
    instalments: tuple[Due, ...] = ()


@frozen(eq=False, repr=False, slots=False)
class Question:
    """An ambiguous formula on which an amount rests: how it was read, and what each other reading comes to."""

    formula: Formula
    taken: Option | None
    chosen: bool
    others: tuple[tuple[Option, tuple[Value, ...]], ...]


@frozen(eq=False, repr=False, slots=False)
class Kept:
    """A limit on what was worked out, for one member and year, and whether it holds (None: not known)."""

    limit: Limit
    place: Place
    held: Held


@frozen(eq=False, repr=False, slots=False)
class Missing:
    """A figure that is not there."""

    key: Key
    figure: Figure
    optional: bool = False


@frozen(eq=False, repr=False, slots=False)
class Computed:
    """What came of a request; without `name` it was asked what can be worked out."""

    model: Model
    name: str | None
    title: str
    clause: str
    worked: tuple[Worked, ...] = ()
    questions: tuple[Question, ...] = ()
    kept: tuple[Kept, ...] = ()
    used: tuple[Key, ...] = ()
    missing: tuple[Missing, ...] = ()
    damages: tuple[str, ...] = ()
    inputs: Inputs = field(factory=Inputs)

    @property
    def broken(self) -> bool:
        """Say whether a limit on what was worked out does not hold."""
        return any(one.held.answer is False for one in self.kept)


def computable(model: Model) -> tuple[str, ...]:
    """Return the names of everything that can be worked out: schedules, formulas, limits."""
    schedules = dict.fromkeys(one.schedule for one in model.amounts.instalments)
    return (*schedules, *model.amounts.quantities.formulas, *(limit.id for limit in model.amounts.limits))
