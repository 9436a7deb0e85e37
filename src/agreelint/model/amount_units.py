"""Checks of formulas and limits: known names, one amount meant by each, and units that fit."""

from typing import assert_never

from attrs import frozen

from agreelint.model.entities import Agreement
from agreelint.model.notes import Notes
from agreelint.model.quantities import Figure, Formula, Limit, Part, Quantities, parts_of, quantities_in
from agreelint.model.units import RATIO, Unit, unit_of
from agreelint.syntax import nodes

_UNKNOWN = Unit(stated=False)
"""Stands for the unit of what could not be resolved, so that one mistake is told once."""


@frozen(eq=False, repr=False, slots=False)
class Place:
    """Where an expression stands: for which index, and whether in a year."""

    index: str | None
    yearly: bool


class Checker:
    """Checks the amounts of one agreement."""

    def __init__(self, agreement: Agreement, quantities: Quantities, notes: Notes) -> None:
        """Check against these figures and formulas; mistakes go to `notes`."""
        self._agreement = agreement
        self._quantities = quantities
        self._notes = notes

    def formula(self, formula: Formula) -> None:
        """Check every reading of a formula, and that it comes in the unit that it says."""
        place = Place(formula.index, formula.yearly)
        for option in formula.options:
            unit = self._unit(option.value, place)
            if not unit.alike(formula.unit):
                self._notes.error(
                    "AG402",
                    "wrong-unit",
                    f"`{formula.id}` says that it is in {formula.unit.name}, and comes out in {unit.name}",
                    option.value.span,
                    "correct the unit, or what it is worked out from",
                )
        money = formula.unit.powers == (("dollars", 1),)
        if isinstance(formula.rounding, nodes.Rounded) and _to_cents(formula.rounding) and not money:
            self._notes.misplaced(
                formula.rounding.span, "only dollars are rounded to cents", "say `rounded to N decimals`"
            )

    def limit(self, limit: Limit) -> None:
        """Check the comparisons of a limit."""
        self._unit(limit.requires, Place(limit.index, limit.yearly))

    def _unit(self, part: Part, place: Place) -> Unit:
        match part:
            case nodes.Literal():
                return unit_of(part.unit)
            case nodes.Quantity():
                return self._quantity(part, place)
            case nodes.Total():
                return self._total(part, place)
            case nodes.Average():
                return self._average(part, place)
            case nodes.Multiplied() | nodes.Divided():
                sign = 1 if isinstance(part, nodes.Multiplied) else -1
                return self._unit(part.left, place).times(self._unit(part.right, place), sign)
            case nodes.Plus() | nodes.Minus() | nodes.Greater() | nodes.Lesser():
                return self._joined(part, (part.left, part.right), place)
            case nodes.Equal() if (word := self._word(part, place)) is not None:
                return word
            case nodes.FigureRecorded():
                return self._recorded(part, place)
            case (
                nodes.Equal()
                | nodes.AtMostAmount()
                | nodes.AtLeastAmount()
                | nodes.Above()
                | nodes.Below()
                | nodes.BetweenAmounts()
            ):
                return self._joined(part, parts_of(part), place)
            case nodes.Comparisons():
                for one in part.comparisons:
                    self._unit(one, place)
                return RATIO
            case nodes.Piece():
                self._unit(part.when, place)
                return self._unit(part.value, place)
            case nodes.Pieces():
                return self._joined(part, part.parts, place)
            case _:
                assert_never(part)

    def _joined(self, whole: nodes.Node, parts: tuple[Part, ...], place: Place) -> Unit:
        """Return the common unit of amounts that are added, compared, or chosen from."""
        first, *others = (self._unit(part, place) for part in parts)
        for other in others:
            if not first.alike(other):
                self._notes.error(
                    "AG401",
                    "units-differ",
                    f"{first.name} and {other.name} cannot be added or compared",
                    whole.span,
                    "units never turn into each other: bring both sides to one unit",
                )
                return _UNKNOWN
            first = first.joined(other)
        return first

    def _recorded(self, part: nodes.FigureRecorded, place: Place) -> Unit:
        """Check `certified is recorded`: nothing but a figure is brought by somebody."""
        figure = isinstance(part.value, nodes.Quantity) and self._quantities.figures.get(part.value.name.text)
        if not isinstance(part.value, nodes.Quantity) or not figure:
            self._notes.misplaced(part.value.span, "only figures are recorded", "name a figure")
        elif figure.unit is not None:
            self._quantity(part.value, place)
        return RATIO

    def _word(self, part: nodes.Equal, place: Place) -> Unit | None:
        """Check `cost is debt_service` or `town is ashdale`, where it is one of some words; None if it is neither."""
        name = part.left.name.text if isinstance(part.left, nodes.Quantity) else ""
        if is_member(part, self._agreement, self._quantities):
            if name != place.index:
                self._notes.misplaced(part.left.span, f"no {name} is meant here", f"say `of each {name}` at the head")
            elif isinstance(part.right, nodes.Quantity):
                self._notes.known(
                    part.right.name, f"member of {name}", (m.id for m in self._agreement.groups[name].members)
                )
            return RATIO
        figure = self._quantities.figures.get(name)
        if figure is None or not figure.words:
            return None
        if isinstance(part.right, nodes.Quantity):
            self._notes.known(part.right.name, f"value of `{name}`", figure.words)
        else:
            self._notes.misplaced(part.right.span, f"`{name}` is a word", f"write one of {', '.join(figure.words)}")
        return RATIO

    def _quantity(self, node: nodes.Quantity, place: Place) -> Unit:
        entry = self._quantities.get(node.name.text)
        if entry is None:
            known = (*self._quantities.figures, *self._quantities.formulas)
            self._notes.known(node.name, "figure or formula", known)
            return _UNKNOWN
        self._which(node, entry, place)
        if entry.yearly and not place.yearly:
            self._notes.misplaced(node.span, f"there is one `{entry.id}` for each year", "add `every fiscal_year`")
        if node.year_before and not entry.yearly:
            self._notes.misplaced(
                node.year_before.span, f"`{entry.id}` has no years", "leave out `in the previous year`"
            )
        if isinstance(entry, Figure) and entry.unit is None:
            self._notes.misplaced(node.span, f"`{entry.id}` is a word, not a number", "compare it: `is` and the word")
            return _UNKNOWN
        return entry.unit or _UNKNOWN

    def _which(self, node: nodes.Quantity, entry: Figure | Formula, place: Place) -> None:
        """Check that a quantity means one amount."""
        if node.of is not None:
            if entry.index is None or entry.occurrences:
                self._notes.misplaced(node.of.span, f"`{entry.id}` is not counted for each member", "leave out `of …`")
            else:
                members = (m.id for m in self._agreement.groups[entry.index].members)
                self._notes.known(node.of, f"member of {entry.index}", members)
        elif entry.index is not None and entry.index != place.index:
            self._notes.error(
                "AG403",
                "which-amount",
                f"there is one `{entry.id}` for each {entry.index}",
                node.span,
                f"say `total {entry.id}`" + ("" if entry.occurrences else f", or `{entry.id} of` and the member"),
            )

    def _total(self, node: nodes.Total, place: Place) -> Unit:
        index = total_index(node, self._quantities)
        if index is None:
            self._notes.misplaced(
                node.span,
                "a total sums what there is for each member, or each occurrence, of one kind",
                "name such a figure",
            )
            return _UNKNOWN
        return self._unit(node.term, Place(index, place.yearly))

    def _average(self, node: nodes.Average, place: Place) -> Unit:
        named = [self._quantities.get(q.name.text) for q in quantities_in(node.term)]
        if not any(entry.yearly for entry in named if entry) or node.years == 0:
            self._notes.misplaced(node.span, "an average is taken over years of a yearly amount", "name such an amount")
        return self._unit(node.term, place)


def _to_cents(rounding: nodes.Rounded) -> bool:
    return isinstance(rounding.place, nodes.Word) and rounding.place.text == "to_cents"


def total_index(node: nodes.Total, quantities: Quantities) -> str | None:
    """Return over what a total sums: the one index of the quantities in it; None if there is not exactly one."""
    entries = [quantities.get(q.name.text) for q in quantities_in(node.term) if q.of is None]
    found = {entry.index for entry in entries if entry and entry.index}
    return found.pop() if len(found) == 1 else None


def is_member(part: nodes.Equal, agreement: Agreement, quantities: Quantities) -> bool:
    """Say whether a comparison asks which member of a group is meant: `town is ashdale`."""
    left = part.left
    return (
        isinstance(left, nodes.Quantity) and left.name.text in agreement.groups and not quantities.get(left.name.text)
    )
