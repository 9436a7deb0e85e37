"""An amount to the figures that it rests on: all that any of its cases can take, under the readings that are chosen."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from agreelint.amounts.early import Early
from agreelint.amounts.evaluate import Evaluator, Place
from agreelint.amounts.values import Given, Key
from agreelint.model.amount_units import total_index
from agreelint.model.entities import Agreement
from agreelint.model.quantities import Figure, Formula, Part, Quantities, parts_of
from agreelint.periods import fiscal_year_start
from agreelint.syntax import nodes


class Needs:
    """Gathers the figures on which amounts rest; those that only take the place of others are `optional`."""

    def __init__(self, agreement: Agreement, quantities: Quantities, readings: Mapping[str, str], given: Given) -> None:
        """Look at formulas under these readings (where none is chosen and none is the default, under all).

        Which case of a formula applies is told from the figures that are `given` already.
        """
        self._agreement = agreement
        self._quantities = quantities
        self._readings = readings
        self._evaluator = Evaluator(agreement, quantities, given, readings)
        self._early = Early(given)
        self._needed: set[Key] = set()
        self._asked: set[Key] = set()
        self._seen: set[Key] = set()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The figures in the order of the agreement, then by year and by member."""
        order = list(self._quantities.figures)
        members = [member.id for group in self._agreement.groups.values() for member in group.members]
        return tuple(
            sorted(
                self._needed,
                key=lambda k: (order.index(k.name), k.year or 0, members.index(k.whose) if k.whose in members else 0),
            )
        )

    @property
    def optional(self) -> frozenset[Key]:
        """The figures of which a formula asks whether they are recorded, and does without them if they are not."""
        return frozenset(self._asked)

    def amount(self, name: str, place: Place) -> None:
        """Add what a figure or formula rests on; of what is counted for each occurrence, none is named."""
        key = self._key(name, place)
        if key in self._seen:
            return
        self._seen.add(key)
        entry = self._entry(name)
        if isinstance(entry, Figure):
            self._needed.add(key)
            return
        option = entry.under(self._readings.get(entry.ambiguity or ""))
        with self._early.asked(key) as endless:
            for one in () if endless else (option,) if option else entry.options:
                self.part(one.value, place)

    def _entry(self, name: str) -> Figure | Formula:
        return self._quantities.figures.get(name) or self._quantities.formulas[name]

    def _key(self, name: str, place: Place) -> Key:
        entry = self._entry(name)
        whose = place.index if entry.index and not entry.occurrences else None
        return Key(name, whose, place.year if entry.yearly else None)

    def part(self, part: Part, place: Place) -> None:
        """Add what an expression or comparison rests on."""
        match part:
            case nodes.Quantity():
                if self._quantities.get(part.name.text):  # else it is a word, or the member who is meant
                    self.amount(part.name.text, _where(part, place))
            case nodes.Total():
                for member in self._members(total_index(part, self._quantities) or "", place.year):
                    self.part(part.term, Place(member, place.year))
            case nodes.Average():
                last = (place.year or 0) - (part.window.text == "preceding_years")
                for year in range(last - part.years + 1, last + 1):
                    self.part(part.term, Place(place.index, year))
            case nodes.Pieces():
                self._pieces(part, place)
            case nodes.FigureRecorded():
                assert isinstance(part.value, nodes.Quantity)  # as was checked
                key = self._key(part.value.name.text, _where(part.value, place))
                self._needed.add(key)
                self._asked.add(key)
            case (
                nodes.Literal()
                | nodes.Plus()
                | nodes.Minus()
                | nodes.Multiplied()
                | nodes.Divided()
                | nodes.Greater()
                | nodes.Lesser()
                | nodes.Equal()
                | nodes.AtMostAmount()
                | nodes.AtLeastAmount()
                | nodes.Above()
                | nodes.Below()
                | nodes.BetweenAmounts()
                | nodes.Comparisons()
                | nodes.Piece()
            ):
                for inner in parts_of(part):
                    self.part(inner, place)
            case _:
                assert_never(part)

    def _pieces(self, pieces: nodes.Pieces, place: Place) -> None:
        """Add the case that applies, and where that is not known every one that can."""
        for one in pieces.parts:
            if not isinstance(one, nodes.Piece):
                self.part(one, place)
                return
            self.part(one.when, place)
            holds = self._evaluator.holds(one.when, place).answer
            if holds is not False:
                self.part(one.value, place)
            if holds:
                return

    def _members(self, index: str, year: int | None) -> tuple[str | None, ...]:
        if index not in self._agreement.groups:
            return (None,)
        day: date | None = fiscal_year_start(year, self._agreement.counting) if year is not None else None
        return self._agreement.members_of(index, day)


def _where(quantity: nodes.Quantity, place: Place) -> Place:
    """Return for whom, and for which year, a quantity is meant."""
    year = place.year - 1 if quantity.year_before and place.year is not None else place.year
    return Place(quantity.of.text if quantity.of else place.index, year)
