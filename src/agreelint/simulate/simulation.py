"""Cases of one procedure, some of them with a fault, by one seed: what was drawn, and how to audit it."""

from collections.abc import Iterable
from datetime import date
from random import Random

from attrs import field, frozen

from agreelint.audit.recurring import Periods
from agreelint.days import ONE_DAY
from agreelint.diagnostics import AgreelintError
from agreelint.model.constraints import Model, Procedure
from agreelint.model.recurrence import Every
from agreelint.simulate.draft import NoPlace
from agreelint.simulate.drawing import Drawn, draw, setting_of
from agreelint.simulate.expected import Expected, lawful, untouched
from agreelint.simulate.fault import Fault, Faulty, Spread
from agreelint.simulate.faults import Kind
from agreelint.simulate.left_out import last_due

_TRIES = 14
"""How many cases are drawn to find a place for a kind of fault."""


@frozen(eq=False, repr=False, slots=False)
class Case:
    """One case: its name, what was drawn, and what is wrong with it, if anything is."""

    id: str
    drawn: Drawn
    fault: Fault | None = None

    @property
    def expected(self) -> tuple[Expected, ...]:
        """The verdicts that it must have."""
        drawn = self.drawn
        if self.fault is None:
            return tuple(lawful(drawn.setting, drawn.days, drawn.rows))
        fault = self.fault
        onward, back = fault.spread is not Spread.ALONE, fault.spread is Spread.BOTH_WAYS
        rest = untouched(drawn.setting, drawn.days, drawn.rows, fault.origin, onward=onward, back=back)
        return (*(Expected(fault.origin.name, one, fault.state) for one in fault.members), *rest)


@frozen(eq=False, repr=False, slots=False)
class Simulation:
    """All cases, with the days for which the log is complete, and the kinds of faults for which there was no place."""

    procedure: Procedure
    seed: str
    cases: tuple[Case, ...]
    as_of: date
    complete_from: date | None
    without_place: tuple[Kind, ...] = ()


@frozen(eq=False, repr=False, slots=False)
class Wish:
    """How many cases are wanted, which faults in what share of them, from which day on, and by which seed."""

    cases: int
    kinds: tuple[Kind, ...]
    rate: float
    seed: str
    start: date
    prefix: str = field(default="case")

    @property
    def faulty(self) -> int:
        """How many cases are to be faulty: at least one, where there is to be any at all."""
        return min(self.cases, max(1, round(self.cases * self.rate))) if self.kinds and self.rate else 0


def simulate(model: Model, procedure: Procedure, wish: Wish) -> Simulation:
    """Draw the cases of a procedure; raises AgreelintError where none can be drawn."""
    rng = Random(f"{wish.seed}/{procedure.id}")  # noqa: S311 - no secret
    faulty = frozenset(rng.sample(range(1, wish.cases + 1), wish.faulty))
    failed = [kind for kind in wish.kinds if not kind.fits(procedure)]
    waiting = [kind for kind in rng.sample(wish.kinds, len(wish.kinds)) if kind not in failed]
    cases: list[Case] = []
    width = max(3, len(str(wish.cases)))
    for number in range(1, wish.cases + 1):
        name = f"{wish.prefix}-{number:0{width}}"
        found = _faulty(model, procedure, wish, number, waiting, failed) if number in faulty else None
        if found is None:
            cases.append(Case(name, _drawn(model, procedure, wish, number, 0)))
        else:
            cases.append(Case(name, found.drawn, found.fault))
    return Simulation(
        procedure, wish.seed, tuple(cases), _as_of(cases), _complete_from(model, procedure, cases), tuple(failed)
    )


def _faulty(
    model: Model, procedure: Procedure, wish: Wish, number: int, waiting: list[Kind], failed: list[Kind]
) -> Faulty | None:
    """Draw a case with a fault of the kind that has waited longest; kinds without a place go to `failed`."""
    while waiting:
        kind = waiting.pop(0)
        for attempt in range(_TRIES):
            if found := kind.put(_drawn(model, procedure, wish, number, attempt)):
                waiting.append(kind)
                return found
        failed.append(kind)
    return None


def _drawn(model: Model, procedure: Procedure, wish: Wish, number: int, attempt: int) -> Drawn:
    seed = f"{wish.seed}.{attempt}" if attempt else wish.seed
    try:
        return draw(setting_of(model, procedure, seed, number, wish.start))
    except NoPlace as error:
        raise AgreelintError(f"no lawful case of `{procedure.id}` can be drawn: {error}") from error


def _as_of(cases: Iterable[Case]) -> date:
    """Return the day after all that happens, or had to."""
    days = [row.day for case in cases for row in case.drawn.rows]
    for case in cases:
        broken = case.fault and next(
            (c for c in case.drawn.setting.procedure.constraints if c.origin.name == case.fault.origin.name), None
        )
        if broken and (due := last_due(case.drawn, broken)):
            days.append(due)
    return max(days) + ONE_DAY


def _complete_from(model: Model, procedure: Procedure, cases: list[Case]) -> date | None:
    """Return the first day of which the log tells, where earlier periods would seem to be missing; else None."""
    stretch = cases[0].drawn.setting.stretch
    if not isinstance(procedure.recurs, Every) or stretch is None:
        return None
    number = procedure.recurs.cycle.number(stretch.first, model.agreement.counting)
    periods = Periods(model.agreement, procedure, procedure.recurs.cycle)
    return min(periods.since(step.id, number) for step in procedure.own)
