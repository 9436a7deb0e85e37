"""Amounts from formulas and figures: exact, with the clause and the numbers of every step."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import assert_never

from attrs import evolve, frozen

from agreelint.amounts.early import Early
from agreelint.amounts.rounding import rounded
from agreelint.amounts.values import Given, Key, Value, gathered
from agreelint.model.amount_units import is_member, total_index
from agreelint.model.entities import Agreement
from agreelint.model.quantities import Figure, Formula, Quantities
from agreelint.model.units import RATIO, Unit, unit_of
from agreelint.periods import fiscal_year_start
from agreelint.syntax import nodes

_RELATIONS = {
    nodes.Equal: (eq, "is", "is not"),
    nodes.AtMostAmount: (le, "is at most", "is more than"),
    nodes.AtLeastAmount: (ge, "is at least", "is less than"),
    nodes.Above: (gt, "is above", "is not above"),
    nodes.Below: (lt, "is below", "is not below"),
}
"""How two amounts are compared, and the words for it where it holds and where it does not."""


@frozen(eq=False, repr=False, slots=False)
class Place:
    """For whom an amount is worked out: the member or occurrence, and the fiscal year; None where there is none."""

    index: str | None
    year: int | None


@frozen(eq=False, repr=False, slots=False)
class Held:
    """Whether comparisons hold (None: not known), and the value that explains it."""

    answer: bool | None
    value: Value


class Evaluator:
    """Works out the amounts of one agreement from the figures that were brought."""

    def __init__(
        self,
        agreement: Agreement,
        quantities: Quantities,
        given: Given,
        readings: Mapping[str, str],
        disputed: frozenset[Key] = frozenset(),
    ) -> None:
        """Work with these figures, under the chosen readings of ambiguous formulas.

        Of the `disputed` ones it is not known what they are; that they were brought is.
        """
        self._disputed = disputed
        self._agreement = agreement
        self._quantities = quantities
        self._given = given
        self._readings = readings
        self._known: dict[Key, Value] = {}
        self._early = Early((*given, *disputed))

    def amount(self, name: str, place: Place) -> Value:
        """Return a figure or formula for a place."""
        entry = self._quantities.figures.get(name) or self._quantities.formulas[name]
        key = Key(name, place.index if entry.index else None, place.year if entry.yearly else None)
        if key not in self._known:
            self._known[key] = (
                self._figure(entry, key) if isinstance(entry, Figure) else self._unless_endless(entry, key, place)
            )
        return self._known[key]

    @property
    def used(self) -> tuple[Key, ...]:
        """The figures that have been looked at."""
        return tuple(key for key in self._known if key.name in self._quantities.figures)

    def lacking(self, value: Value) -> tuple[str, ...]:
        """Say why a value is not known."""
        disputed = [key for key in value.missing if key in self._disputed]
        missing = [key for key in value.missing if key not in self._disputed]
        told = [f"two records disagree about {key}" for key in disputed]
        return tuple(dict.fromkeys([*told, *value.impossible, *(f"{key} is not recorded" for key in missing)]))

    def holds(self, comparisons: nodes.Comparisons, place: Place) -> Held:
        """Say whether all comparisons hold."""
        found = [self._comparison(one, place) for one in comparisons.comparisons]
        answers = {held.answer for held in found}
        answer = False if False in answers else None if None in answers else True
        steps, missing, impossible = gathered(held.value for held in found)
        told = " and ".join(held.value.told for held in found if answer is not False or held.answer is False)
        return Held(answer, Value(None, RATIO, told, steps=steps, missing=missing, impossible=impossible))

    # ---- figures and formulas -----------------------------------------------------------------

    def _figure(self, figure: Figure, key: Key) -> Value:
        value = self._given.get(key)
        unit = figure.unit or RATIO
        if not unit.stated:
            why = f"the text does not say in what unit `{figure.id}` is counted ({figure.clauses.label})"
            return Value(None, unit, str(key), impossible=(why,))
        by = f", fixed by {self._agreement.title_of(figure.fixed_by)}" if figure.fixed_by else ""
        if value is None:
            steps = (f"{key} ({figure.clauses.label}) is not recorded{by}",) if by else ()
            return Value(None, unit, str(key), steps=steps, missing=(key,))
        steps = (
            (f"{key} ({figure.clauses.label}) = {value if isinstance(value, str) else unit.write(value)}{by}",)
            if by
            else ()
        )
        steps = (*self._damage(key), *steps)
        if isinstance(value, str):
            return Value(None, unit, value, word=value, steps=steps)
        return Value(value, unit, unit.write(value), steps=steps)

    def _unless_endless(self, formula: Formula, key: Key, place: Place) -> Value:
        """Work a formula out, unless it rests on what it was in every earlier year."""
        with self._early.asked(key) as endless:
            if not endless:
                return self._formula(formula, key, place)
        why = f"{formula.id} ({formula.clauses.label}) rests on that of every year before FY{key.year}"
        return Value(None, formula.unit, str(key), impossible=(why,))

    def _formula(self, formula: Formula, key: Key, place: Place) -> Value:
        option = formula.under(self._readings.get(formula.ambiguity or ""))
        if option is None:
            return self._undecided(formula, key)
        value = self._value(option.value, place)
        value = evolve(value, steps=(*value.steps, *self._damage(key)))
        told = f"{key} ({formula.clauses.label}) = {value.told}"
        if formula.ambiguity:
            told += f" (reading `{option.name}` of {formula.ambiguity})"
        if value.number is None:
            return evolve(value, unit=formula.unit, told=str(key), steps=(*value.steps, told))
        number, how = rounded(value.number, formula.rounding, formula.unit)
        exact = f" = {formula.unit.write(value.number)}" if number != value.number else ""
        step = f"{told}{exact} = {formula.unit.write(number)}, {how}"
        return Value(number, formula.unit, formula.unit.write(number), steps=(*value.steps, step))

    def _undecided(self, formula: Formula, key: Key) -> Value:
        names = ", ".join(option.name for option in formula.options)
        why = f"{formula.clauses.label} leaves open “{formula.phrase}”, and no reading is chosen"
        why = f"{why}: say --reading {formula.ambiguity}=… ({names})"
        return Value(None, formula.unit, str(key), steps=self._damage(key), impossible=(why,))

    def _damage(self, key: Key) -> tuple[str, ...]:
        return tuple(f"{key.name}: {damage}" for damage in self._quantities.damages.get(key.name, ()))

    # ---- expressions --------------------------------------------------------------------------

    def _value(self, node: nodes.Amount, place: Place) -> Value:
        match node:
            case nodes.Literal():
                unit = unit_of(node.unit)
                number = Fraction(node.number) / unit.scale
                return Value(number, unit, unit.write(number))
            case nodes.Quantity():
                year = place.year - 1 if node.year_before and place.year is not None else place.year
                return self.amount(node.name.text, Place(node.of.text if node.of else place.index, year))
            case nodes.Total():
                return self._total(node, place)
            case nodes.Average():
                return self._average(node, place)
            case nodes.Plus():
                return self._sum(node, "+", 1, place)
            case nodes.Minus():
                return self._sum(node, "-", -1, place)
            case nodes.Multiplied() | nodes.Divided():
                return self._product(node, place)
            case nodes.Greater() | nodes.Lesser():
                return self._extreme(node, place)
            case nodes.Pieces():
                return self._piece(node, place)
            case _:
                assert_never(node)

    def _sum(self, node: nodes.Plus | nodes.Minus, sign: str, factor: int, place: Place) -> Value:
        left, right = self._value(node.left, place), self._value(node.right, place)
        told = f"{left.told} {sign} {_bracketed(node.right, right.told, (nodes.Plus, nodes.Minus))}"
        unit = left.unit.joined(right.unit)
        if left.number is None or right.number is None:
            return _open(told, unit, (left, right))
        return _closed(left.number + factor * right.number, told, unit, (left, right))

    def _product(self, node: nodes.Multiplied | nodes.Divided, place: Place) -> Value:
        left, right = self._value(node.left, place), self._value(node.right, place)
        divided = isinstance(node, nodes.Divided)
        sums = (nodes.Plus, nodes.Minus)
        products = (*sums, nodes.Multiplied, nodes.Divided)
        told = f"{_bracketed(node.left, left.told, sums)} {'/' if divided else '*'} "
        told += _bracketed(node.right, right.told, products)
        unit = left.unit.times(right.unit, -1 if divided else 1)
        if left.number is None or right.number is None:
            return _open(told, unit, (left, right))
        if divided and right.number == 0:
            return _open(told, unit, (left, right), f"{told} divides by zero")
        number = left.number / right.number if divided else left.number * right.number
        return _closed(number, told, unit, (left, right))

    def _extreme(self, node: nodes.Greater | nodes.Lesser, place: Place) -> Value:
        left, right = self._value(node.left, place), self._value(node.right, place)
        word, choose = ("greater", max) if isinstance(node, nodes.Greater) else ("lesser", min)
        told = f"the {word} of ({left.told}) and ({right.told})"
        unit = left.unit.joined(right.unit)
        if left.number is None or right.number is None:
            return _open(told, unit, (left, right))
        return _closed(choose(left.number, right.number), told, unit, (left, right))

    def _piece(self, node: nodes.Pieces, place: Place) -> Value:
        passed: list[Value] = []
        for part in node.parts:
            if not isinstance(part, nodes.Piece):
                value = self._value(part, place)
                return _with_steps(evolve(value, told=f"{value.told} (otherwise)"), passed)
            held = self.holds(part.when, place)
            if held.answer is None:
                return _open(f"one of several values: whether {held.value.told} is not known", RATIO, (held.value,))
            passed.append(held.value)
            if held.answer:
                value = self._value(part.value, place)
                return _with_steps(evolve(value, told=f"{value.told} (since {held.value.told})"), passed)
        raise AssertionError("the grammar ends every list of values with `otherwise`")

    def _total(self, node: nodes.Total, place: Place) -> Value:
        index = total_index(node, self._quantities)
        members = self._instances(index or "", place.year)
        values = [(member, self._value(node.term, Place(member, place.year))) for member in members]
        return self._added(node, values, place, "total")

    def _average(self, node: nodes.Average, place: Place) -> Value:
        last = (place.year or 0) - (node.window.text == "preceding_years")
        years = range(last - node.years + 1, last + 1)
        values = [(f"FY{year}", self._value(node.term, Place(place.index, year))) for year in years]
        return self._added(node, values, place, "average")

    def _added(
        self, node: nodes.Total | nodes.Average, values: list[tuple[str, Value]], place: Place, what: str
    ) -> Value:
        """Return a sum over members, or an average over years, as one step with all its parts."""
        parts = [value for _, value in values]
        unit = _common(parts)
        name = f"{what} of {_words(node.term)}" + (f" for {place.index}" if place.index and what == "average" else "")
        earlier = isinstance(node.term, nodes.Quantity) and node.term.year_before is not None
        name += f" in FY{place.year - earlier}" if place.year is not None else ""
        if not parts:
            return Value(None, unit, name, impossible=(f"{name}: there is nothing to add up",))
        told = f"{name}: " + " + ".join(f"{who} {value.told}" for who, value in values)
        if any(value.number is None for value in parts):
            return _open(name, unit, parts, step=told)
        number = sum((value.number or Fraction(0) for value in parts), Fraction(0))
        if what == "average":
            number, told = number / len(parts), f"{told}, divided by {len(parts)}"
        steps, missing, impossible = gathered(parts)
        told += f" = {unit.write(number)}"
        return Value(number, unit, unit.write(number), None, (*steps, told), missing, impossible)

    def _instances(self, index: str, year: int | None) -> tuple[str, ...]:
        """Return the members of a group on the first day of a fiscal year, or the occurrences on record."""
        if index in self._agreement.groups:
            day: date | None = fiscal_year_start(year, self._agreement.counting) if year is not None else None
            return self._agreement.members_of(index, day)
        names = self._quantities.of_each(index)
        told = (*self._given, *self._disputed)
        return tuple(sorted({k.whose for k in told if k.name in names and k.whose and k.year in {None, year}}))

    # ---- comparisons --------------------------------------------------------------------------

    def _comparison(self, node: nodes.Comparison, place: Place) -> Held:
        if isinstance(node, nodes.FigureRecorded):
            return self._recorded(node, place)
        if isinstance(node, nodes.Equal) and is_member(node, self._agreement, self._quantities):
            assert isinstance(node.right, nodes.Quantity)
            meant = place.index == node.right.name.text
            return _held(meant, f"{_words(node.left)} {'is' if meant else 'is not'} {node.right.name.text}", ())
        if isinstance(node, nodes.BetweenAmounts):
            value, low, high = (self._value(part, place) for part in (node.value, node.low, node.high))
            sides = (_at_most(low, value), _at_most(value, high))
            answer = False if False in sides else None if None in sides else True
            words = "is not between" if answer is False else "is between"
            told = f"{_with_result(value)} {words} {low.told} and {high.told}"
            return _held(answer, told, (value, low, high))
        compare, holds, fails = _RELATIONS[type(node)]
        left = self._value(node.left, place)
        if isinstance(node, nodes.Equal) and self._is_word(node):
            assert isinstance(node.right, nodes.Quantity)
            wanted = node.right.name.text
            answer = None if left.word is None else left.word == wanted
            return _held(
                answer, f"{_words(node.left)} ({left.told}) {fails if answer is False else holds} {wanted}", (left,)
            )
        right = self._value(node.right, place)
        if left.number is None or right.number is None:
            return _held(None, f"{_with_result(left)} {holds} {_with_result(right)}", (left, right))
        answer = bool(compare(left.number, right.number))
        words = holds if answer else fails
        return _held(answer, f"{_with_result(left)} {words} {_with_result(right)}", (left, right))

    def _recorded(self, node: nodes.FigureRecorded, place: Place) -> Held:
        """Say whether somebody brought a figure; None where records disagree about it."""
        value = self._value(node.value, place)
        if value.missing and value.missing[0] in self._disputed:
            return Held(None, value)
        if value.missing:
            return _held(False, f"{value.missing[0]} is not recorded", ())
        return _held(True, f"{_words(node.value)} ({value.told}) is recorded", (value,))

    def _is_word(self, node: nodes.Equal) -> bool:
        figure = self._quantities.figures.get(node.left.name.text) if isinstance(node.left, nodes.Quantity) else None
        return figure is not None and bool(figure.words)


def _with_result(value: Value) -> str:
    """Return an expression with what it comes to, unless it is that already."""
    return value.told if value.number is None or value.told == value.written else f"{value.told} = {value.written}"


def _at_most(one: Value, other: Value) -> bool | None:
    return None if one.number is None or other.number is None else one.number <= other.number


def _held(answer: bool | None, told: str, parts: Iterable[Value]) -> Held:
    steps, missing, impossible = gathered(parts)
    return Held(answer, Value(None, RATIO, told, steps=steps, missing=missing, impossible=impossible))


def _closed(number: Fraction, told: str, unit: Unit, parts: Iterable[Value]) -> Value:
    steps, missing, impossible = gathered(parts)
    return Value(number, unit, told, None, steps, missing, impossible)


def _open(told: str, unit: Unit, parts: Iterable[Value], why: str | None = None, step: str | None = None) -> Value:
    steps, missing, impossible = gathered(parts)
    added = (step,) if step else ()
    return Value(None, unit, told, None, (*steps, *added), missing, (*impossible, *((why,) if why else ())))


def _with_steps(value: Value, passed: Iterable[Value]) -> Value:
    steps, missing, impossible = gathered((*passed, value))
    return evolve(value, steps=steps, missing=missing, impossible=impossible)


def _common(parts: list[Value]) -> Unit:
    unit = parts[0].unit if parts else RATIO
    for part in parts[1:]:
        unit = unit.joined(part.unit)
    return unit


def _bracketed(node: nodes.Node, told: str, kinds: tuple[type, ...]) -> str:
    return f"({told})" if isinstance(node, kinds) else told


def _words(node: nodes.Node) -> str:
    return node.name.text if isinstance(node, nodes.Quantity) else "the amount in brackets"
