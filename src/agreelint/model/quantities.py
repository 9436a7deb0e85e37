"""What amounts are made of: figures that somebody brings, formulas over them, limits on them."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from attrs import field, frozen

from agreelint.model.entities import Clauses
from agreelint.model.units import Unit
from agreelint.source import Span
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Figure:
    """A number, or one of `words`, that somebody brings: for each member of `index` (or each occurrence), each year."""

    id: str
    title: str
    index: str | None
    occurrences: bool
    unit: Unit | None
    words: tuple[str, ...]
    yearly: bool
    fixed_by: str | None
    clauses: Clauses
    span: Span


@frozen(eq=False, repr=False, slots=False)
class Option:
    """One reading of a formula, or the only one there is."""

    name: str
    value: nodes.Amount
    because: tuple[str, ...] = ()


@frozen(eq=False, repr=False, slots=False)
class Formula:
    """An amount worked out from others; the first option is the default, unless it is `undecided` why there is none."""

    id: str
    title: str
    index: str | None
    occurrences: bool
    unit: Unit
    yearly: bool
    options: tuple[Option, ...]
    ambiguity: str | None
    phrase: str | None
    undecided: str | None
    rounding: nodes.Rounded | nodes.Word
    clauses: Clauses
    span: Span

    def under(self, name: str | None) -> Option | None:
        """Return the reading of that name, the default for None; None if there is no default."""
        default = None if self.undecided else self.options[0]
        return next((option for option in self.options if option.name == name), default)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every quantity that some reading names."""
        return frozenset(q.name.text for option in self.options for q in quantities_in(option.value))

    @cached_property
    def now_alone(self) -> frozenset[str]:
        """The quantities that its first reading takes of the same year, and not in an average."""
        first = self.options[0].value
        return frozenset(q.name.text for q in quantities_in(first, averages=False) if not q.year_before)

    @cached_property
    def now(self) -> frozenset[str]:
        """The quantities that some reading takes of the same year."""
        return frozenset(
            q.name.text for o in self.options for q in quantities_in(o.value, earlier=False) if not q.year_before
        )


@frozen(eq=False, repr=False, slots=False)
class Limit:
    """Comparisons that must hold: for each member of `index` (or each occurrence), each year (from the first on)."""

    id: str
    title: str
    index: str | None
    occurrences: bool
    yearly: bool
    since: nodes.YearRef | None
    requires: nodes.Comparisons
    clauses: Clauses
    span: Span


@frozen(eq=False, repr=False, slots=False)
class Quantities:
    """Figures and formulas by name, and what is wrong with the source of an amount, by its name."""

    figures: dict[str, Figure]
    formulas: dict[str, Formula]
    damages: dict[str, tuple[str, ...]] = field(factory=dict)

    def get(self, name: str) -> Figure | Formula | None:
        """Return the figure or formula of that name."""
        return self.figures.get(name) or self.formulas.get(name)

    def of_each(self, index: str) -> frozenset[str]:
        """Return the figures of which there is one for each member, or each occurrence, of that name."""
        return frozenset(figure.id for figure in self.figures.values() if figure.index == index)

    def as_part(self, name: str, span: Span) -> nodes.Quantity:
        """Return an amount as an expression that names it and nothing else."""
        return nodes.Quantity(span, nodes.Name(span, name), None, None)

    def reached(self, part: "Part") -> tuple[str, ...]:
        """Return every figure and formula on which an amount rests, each after those that rest on it."""
        waiting = [quantity.name.text for quantity in quantities_in(part)]
        found: dict[str, None] = {}
        while waiting:
            name = waiting.pop(0)
            if name not in found and self.get(name):
                found[name] = None
                waiting += sorted(self.formulas[name].names) if name in self.formulas else ()
        return tuple(found)

    def figures_of(self, part: "Part") -> frozenset[str]:
        """Return the figures on which an amount rests, those of earlier years and of averages included."""
        return self._reached(quantities_in(part), lambda formula: formula.names)

    def figures_of_the_year(self, part: "Part") -> frozenset[str]:
        """Return the figures that an amount takes of its own year alone, not in an average; all if it has no such."""
        now = (q for q in quantities_in(part, averages=False) if not q.year_before)
        return self._reached(now, lambda formula: formula.now_alone) or self.figures_of(part)

    def _reached(self, start: Iterable[nodes.Quantity], names: "Callable[[Formula], frozenset[str]]") -> frozenset[str]:
        waiting = [quantity.name.text for quantity in start]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += names(self.formulas[name]) if name in self.formulas else ()
        return frozenset(found & set(self.figures))


Part = nodes.Amount | nodes.Comparisons | nodes.Comparison | nodes.Piece


def parts_of(part: Part) -> tuple[Part, ...]:
    """Return the amounts and comparisons of which one consists."""
    match part:
        case nodes.Literal() | nodes.Quantity():
            return ()
        case nodes.Total() | nodes.Average():
            return (part.term,)
        case nodes.FigureRecorded():
            return (part.value,)
        case nodes.BetweenAmounts():
            return (part.value, part.low, part.high)
        case nodes.Comparisons():
            return part.comparisons
        case nodes.Piece():
            return (part.value, part.when)
        case nodes.Pieces():
            return part.parts
        case _:
            return (part.left, part.right)


def quantities_in(part: Part, *, earlier: bool = True, averages: bool = True) -> Iterator[nodes.Quantity]:
    """Yield every quantity that is named.

    Without `earlier` none of those averaged over preceding years only, without `averages` none in an average at all.
    """
    if isinstance(part, nodes.Quantity):
        yield part
        return
    if isinstance(part, nodes.Average) and not (averages and (earlier or part.window.text != "preceding_years")):
        return
    for inner in parts_of(part):
        yield from quantities_in(inner, earlier=earlier, averages=averages)
