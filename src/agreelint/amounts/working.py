"""An amount worked out: what was asked for, from figures, under the readings that were chosen."""

from collections.abc import Iterator, Mapping
from datetime import date

from agreelint.amounts.computed import Computed, Due, Inputs, Kept, Missing, Question, Worked, computable
from agreelint.amounts.evaluate import Evaluator, Place
from agreelint.amounts.needs import Needs
from agreelint.amounts.values import Key, Value
from agreelint.dating import Anchors, reckon
from agreelint.dating.years import numbered
from agreelint.diagnostics import AgreelintError
from agreelint.model.constraints import Model
from agreelint.model.quantities import Figure, Formula, Limit, quantities_in
from agreelint.model.schedules import Instalment
from agreelint.periods import fiscal_year_start

_SAY_YEAR = "`{}` is worked out for a fiscal year: say --fiscal-year FY2019"


def figures_needed(
    model: Model, what: str | None, year: int | None, readings: Mapping[str, str]
) -> tuple[Missing, ...]:
    """Return every figure on which an amount, or (None) anything at all, rests in a fiscal year.

    Raises AgreelintError if nothing bears that name, or the year is not said.
    """
    needs = Needs(model.agreement, model.amounts.quantities, readings, {})
    for name in (
        (what,) if what else (*model.amounts.quantities.formulas, *(limit.id for limit in model.amounts.limits))
    ):
        Work(model, name, Inputs(), readings).add_needs(needs, year)
    return _as_missing(model, needs, needs.keys)


def _as_missing(model: Model, needs: Needs, keys: tuple[Key, ...]) -> tuple[Missing, ...]:
    figures = model.amounts.quantities.figures
    return tuple(Missing(key, figures[key.name], key in needs.optional) for key in keys)


class Work:
    """One thing to work out: a figure, a formula, the amount of a schedule, or a limit."""

    def __init__(self, model: Model, what: str, inputs: Inputs, readings: Mapping[str, str]) -> None:
        """Work with these figures under these readings; raises AgreelintError if nothing bears that name."""
        self._model, self._what, self._inputs, self._readings = model, what, inputs, readings
        self._quantities = model.amounts.quantities
        self._parts = tuple(one for one in model.amounts.instalments if one.schedule == what)
        self._limit = next((one for one in model.amounts.limits if one.id == what), None)
        name = self._parts[0].amount if self._parts else what
        self._entry = self._quantities.get(name)
        if self._entry is None and self._limit is None:
            raise AgreelintError(f"`{what}` is nothing that can be worked out here: {', '.join(computable(model))}")

    def computed(self, year: int | None) -> Computed:
        """Work it out for a fiscal year, or for every year of which the inputs have a figure of its own."""
        evaluator = self._evaluator(self._readings)
        places = tuple(place for one in self._years(year) for place in self._places(one))
        worked = tuple(self._worked(evaluator, place) for place in places) if self._entry else ()
        years = dict.fromkeys(place.year for place in places)
        needs = Needs(self._model.agreement, self._quantities, self._readings, self._inputs.given)
        for each in years:
            self.add_needs(needs, each)
        kept = tuple(one for each in years for one in self._kept(evaluator, each, needs.optional))
        lacking = tuple(key for key in needs.keys if key not in self._inputs.given and key not in needs.optional)
        entry = self._limit or self._entry
        assert entry is not None
        names = (self._what, entry.id, *self._reached)
        return Computed(
            self._model,
            self._what,
            self._parts[0].title if self._parts else entry.title,
            self._parts[0].clauses.label if self._parts else entry.clauses.label,
            worked,
            tuple(self._questions(worked)),
            kept,
            tuple(key for key in evaluator.used if key in self._inputs.given),
            _as_missing(self._model, needs, lacking),
            tuple(dict.fromkeys(f"{n}: {told}" for n in names for told in self._quantities.damages.get(n, ()))),
            self._inputs,
        )

    def add_needs(self, needs: Needs, year: int | None) -> None:
        """Add the figures that are needed in a year; what occurs several times is named once."""
        entry = self._limit or self._entry
        assert entry is not None
        if entry.yearly and year is None:
            raise AgreelintError(_SAY_YEAR.format(self._what))
        for place in (Place(None, year),) if entry.occurrences else self._places(year):
            if isinstance(entry, Limit):
                needs.part(entry.requires, place)
            else:
                needs.amount(entry.id, place)

    def _evaluator(self, readings: Mapping[str, str]) -> Evaluator:
        return Evaluator(self._model.agreement, self._quantities, self._inputs.given, readings)

    def _years(self, year: int | None) -> tuple[int | None, ...]:
        """Return the year that was asked for, else every year of which the inputs have a figure of its own."""
        entry = self._limit or self._entry
        assert entry is not None
        if not entry.yearly:
            return (None,)
        if year is not None:
            return (year,)
        start = self._limit.requires if self._limit else self._quantities.as_part(entry.id, entry.span)
        names = self._quantities.figures_of_the_year(start)
        years = {key.year for key in self._inputs.given if key.name in names and key.year is not None}
        if not years:
            raise AgreelintError(_SAY_YEAR.format(self._what))
        return tuple(sorted(years))

    def _places(self, year: int | None) -> tuple[Place, ...]:
        entry = self._limit or self._entry
        assert entry is not None
        return tuple(Place(name, year if entry.yearly else None) for name in self._instances(entry, year))

    def _instances(self, entry: Figure | Formula | Limit, year: int | None) -> tuple[str | None, ...]:
        if entry.index is None:
            return (None,)
        if entry.occurrences:
            start = entry.requires if isinstance(entry, Limit) else self._quantities.as_part(entry.id, entry.span)
            names = self._quantities.figures_of(start) & self._quantities.of_each(entry.index)
            given = self._inputs.given
            return tuple(sorted({k.whose for k in given if k.name in names and k.whose and k.year in {year, None}}))
        day: date | None = fiscal_year_start(year, self._model.agreement.counting) if year is not None else None
        return self._model.agreement.members_of(entry.index, day)

    def _worked(self, evaluator: Evaluator, place: Place) -> Worked:
        assert self._entry is not None
        value = evaluator.amount(self._entry.id, place)
        key = Key(self._entry.id, place.index if self._entry.index else None, place.year)
        return Worked(
            key, value, tuple(self._due(part, place, value) for part in self._parts if part.payer == place.index)
        )

    def _due(self, part: Instalment, place: Place, value: Value) -> Due:
        counting = self._model.agreement.counting
        stretch = numbered("fiscal_year", place.year or 0, counting)
        dated = reckon(part.limit, Anchors(stretch_of=lambda _: stretch), counting)
        assert dated is not None  # a schedule names no step
        return Due(part, dated.first, None if value.number is None else part.share.value * value.number)

    @property
    def _reached(self) -> tuple[str, ...]:
        """Every figure and formula on which the amount rests."""
        if self._limit:
            return self._quantities.reached(self._limit.requires)
        assert self._entry is not None
        return self._quantities.reached(self._quantities.as_part(self._entry.id, self._entry.span))

    def _questions(self, worked: tuple[Worked, ...]) -> Iterator[Question]:
        """Yield each ambiguity on which the amounts rest, one varied at a time."""
        for name in self._reached:
            formula = self._quantities.formulas.get(name)
            if formula is None or formula.ambiguity is None:
                continue
            taken = formula.under(self._readings.get(formula.ambiguity))
            others = []
            for option in formula.options:
                if option is not taken:
                    evaluator = self._evaluator({**self._readings, formula.ambiguity: option.name})
                    others.append((option, tuple(evaluator.amount(w.key.name, _place(w.key)) for w in worked)))
            yield Question(formula, taken, formula.ambiguity in self._readings, tuple(others))

    def _kept(self, evaluator: Evaluator, year: int | None, optional: frozenset[Key]) -> Iterator[Kept]:
        """Yield the limit that was asked for, or those on the amounts that were worked out.

        A limit on a figure that need not be there says nothing where it is not.
        """
        for limit in self._model.amounts.limits:
            wanted = limit is self._limit
            if not wanted and (self._limit or not self._rests_on(limit) or (limit.yearly and year is None)):
                continue
            for name in self._instances(limit, year):
                place = Place(name, year if limit.yearly else None)
                held = evaluator.holds(limit.requires, place)
                if wanted or not optional & set(held.value.missing):
                    yield Kept(limit, place, held)

    def _rests_on(self, limit: Limit) -> bool:
        names = {*self._reached, *((self._entry.id,) if self._entry else ())}
        return not names.isdisjoint(q.name.text for q in quantities_in(limit.requires))


def _place(key: Key) -> Place:
    return Place(key.whose, key.year)
