"""Figures, formulas, limits and schedules from syntax: names resolved, units that fit, nothing defined by itself."""

from collections.abc import Iterator

from attrs import frozen

from agreelint.model.amount_units import Checker
from agreelint.model.citations import cite_text, clauses_of, inherited
from agreelint.model.damages import damages_of
from agreelint.model.entities import Agreement, Clauses
from agreelint.model.notes import Notes, Seen
from agreelint.model.quantities import Figure, Formula, Limit, Option, Quantities, quantities_in
from agreelint.model.schedules import Instalment, instalments_of
from agreelint.model.units import unit_of
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Amounts:
    """All amounts of an agreement."""

    quantities: Quantities
    limits: tuple[Limit, ...]
    instalments: tuple[Instalment, ...]


def amounts_of(file: nodes.File, agreement: Agreement, steps: frozenset[str], notes: Notes) -> Amounts:
    """Resolve every figure, formula, limit and schedule of a file; mistakes go to `notes`.

    `steps` are those outside procedures, from whose days years can be told.
    """
    seen = Seen(notes)
    figures = {
        d.name.text: _figure(d, agreement, notes)
        for d in file.declarations
        if isinstance(d, nodes.Figure) and seen.add(d.name, "figure")
    }
    formulas = {
        d.name.text: _formula(d, agreement, notes)
        for d in file.declarations
        if isinstance(d, nodes.Formula) and seen.add(d.name, "formula")
    }
    limits = tuple(
        _limit(d, agreement, steps, notes)
        for d in file.declarations
        if isinstance(d, nodes.Limit) and seen.add(d.name, "limit")
    )
    known = {*figures, *formulas, *(limit.id for limit in limits)}
    known |= {d.name.text for d in file.declarations if isinstance(d, nodes.Schedule)}
    quantities = Quantities(figures, formulas, damages_of(file, known, notes))
    checker = Checker(agreement, quantities, notes)
    for formula in formulas.values():
        checker.formula(formula)
    for limit in limits:
        checker.limit(limit)
    instalments = instalments_of(file, agreement, quantities, notes)
    _no_circles(quantities, notes)
    used = {q.name.text for limit in limits for q in quantities_in(limit.requires)}
    used |= {d.amount.text for d in file.declarations if isinstance(d, nodes.Schedule)}
    _all_used(quantities, used | set(quantities.damages), notes)
    return Amounts(quantities, limits, instalments)


def _index(node: nodes.AmountIndex | None, agreement: Agreement, notes: Notes) -> str | None:
    match node:
        case nodes.ForMember():
            return node.group.text if notes.known(node.group, "group", agreement.groups) else None
        case nodes.ForOccurrence():
            if node.occurrence.text in agreement.groups:
                notes.misplaced(node.occurrence.span, "this is a group", f"say `of each {node.occurrence.text}`")
            return node.occurrence.text
        case None:
            return None


def _cited(node: nodes.Figure | nodes.Formula | nodes.Limit, notes: Notes) -> Clauses:
    return inherited(notes, node.name.span, f"`{node.name.text}`", node.citation)


def _figure(node: nodes.Figure, agreement: Agreement, notes: Notes) -> Figure:
    measure = node.measure
    words = tuple(name.text for name in measure.words) if isinstance(measure, nodes.OneOf) else ()
    unit = unit_of(measure.unit) if isinstance(measure, nodes.Measured) else None
    clauses = _cited(node, notes)
    if unit and not unit.stated:
        notes.warning(
            "AG405",
            "unit-unstated",
            f"the text does not say in what unit `{node.name.text}` is counted: nothing that rests on it can be told",
            measure.span,
            "name the unit where the source does",
        )
    authority = node.fixed_by.authority if node.fixed_by else None
    if authority:
        notes.known(authority, "office or body", (*agreement.offices, *agreement.bodies))
    return Figure(
        node.name.text,
        node.title or node.name.text.replace("_", " "),
        _index(node.index, agreement, notes),
        isinstance(node.index, nodes.ForOccurrence),
        unit,
        words,
        node.yearly is not None,
        authority.text if authority else None,
        clauses,
        node.name.span,
    )


def _formula(node: nodes.Formula, agreement: Agreement, notes: Notes) -> Formula:
    rule = node.rule
    ambiguity = rule if isinstance(rule, nodes.AmbiguousAmount) else None
    clauses = clauses_of(ambiguity.citation) if ambiguity and ambiguity.citation else _cited(node, notes)
    return Formula(
        node.name.text,
        node.title or node.name.text.replace("_", " "),
        _index(node.index, agreement, notes),
        isinstance(node.index, nodes.ForOccurrence),
        unit_of(node.measure.unit),
        node.yearly is not None,
        tuple(_options(rule, notes)),
        ambiguity.name.text if ambiguity else None,
        ambiguity.phrase if ambiguity else None,
        ambiguity.no_default.reason if ambiguity and ambiguity.no_default else None,
        node.rounding,
        clauses,
        node.name.span,
    )


def _options(rule: nodes.Amount | nodes.AmbiguousAmount, notes: Notes) -> Iterator[Option]:
    """Yield the only rule, or the readings of an ambiguous one with the default first."""
    if not isinstance(rule, nodes.AmbiguousAmount):
        yield Option("as_written", rule)
        return
    seen = Seen(notes)
    readings = [reading for reading in rule.readings if seen.add(reading.name, "reading")]
    if len(readings) < 2 or sum(reading.default for reading in readings) != (rule.no_default is None):
        notes.error(
            "AG106",
            "no-default",
            f"`{rule.name.text}` needs two readings and exactly one default",
            rule.name.span,
            "put `default` after the reading that is to be used unless somebody chooses, or say `no default because …`",
        )
    for reading in sorted(readings, key=lambda one: not one.default):
        because = tuple(cite_text(cite) for cite in reading.because.cites) if reading.because else ()
        yield Option(reading.name.text, reading.value, because)


def _limit(node: nodes.Limit, agreement: Agreement, steps: frozenset[str], notes: Notes) -> Limit:
    if node.since:
        _check_first_year(node, node.since, steps, notes)
    return Limit(
        node.name.text,
        node.title or node.name.text.replace("_", " "),
        _index(node.index, agreement, notes),
        isinstance(node.index, nodes.ForOccurrence),
        node.yearly is not None,
        node.since.year if node.since else None,
        node.requires,
        _cited(node, notes),
        node.name.span,
    )


def _check_first_year(node: nodes.Limit, since: nodes.SinceYear, steps: frozenset[str], notes: Notes) -> None:
    """Check that the first year of a limit is a fiscal year that can be told outside procedures."""
    year = since.year
    if node.yearly is None:
        notes.misplaced(since.span, f"`{node.name.text}` has no years", "add `every fiscal_year` before it")
    if isinstance(year, nodes.YearVariable) or (isinstance(year, nodes.NamedYear) and not year.text.startswith("FY")):
        notes.misplaced(year.span, "a limit begins with a fiscal year", "write it as FY2019")
    if isinstance(year, nodes.YearByDay):
        if year.kind.text != "fiscal_year":
            notes.misplaced(year.kind.span, "a limit is kept each fiscal year", "say `the fiscal_year`")
        if isinstance(year.anchor, nodes.EventDate):
            notes.known(year.anchor.step, "step outside procedures", steps)
        else:
            notes.misplaced(
                year.anchor.span, "a limit begins after a step", "name a step that stands outside procedures"
            )


def _no_circles(quantities: Quantities, notes: Notes) -> None:
    """Report formulas that are worked out from themselves, each circle once."""
    told: set[str] = set()
    for start in quantities.formulas:
        path = _circle(quantities, start, start, (start,))
        if path and not told & set(path):
            told |= set(path)
            clauses = [quantities.formulas[name].clauses.label for name in path]
            loop = " -> ".join(f"{name} ({clause})" for name, clause in zip(path, clauses, strict=True))
            notes.error(
                "AG406",
                "circular-amount",
                f"`{start}` is worked out from itself: {loop} -> {start}",
                quantities.formulas[start].span,
                "an amount of an earlier year is no circle: say `in the previous year`",
            )


def _circle(quantities: Quantities, start: str, name: str, path: tuple[str, ...]) -> tuple[str, ...] | None:
    for quantity in quantities.formulas[name].now:
        if quantity == start:
            return path
        if quantity in quantities.formulas and quantity not in path:
            found = _circle(quantities, start, quantity, (*path, quantity))
            if found:
                return found
    return None


def _all_used(quantities: Quantities, elsewhere: set[str], notes: Notes) -> None:
    """Warn of figures that nothing is worked out from: an input that the text names and then forgets."""
    used = elsewhere.union(*(formula.names for formula in quantities.formulas.values()))
    for figure in quantities.figures.values():
        if figure.id not in used:
            notes.warning(
                "AG404",
                "unused-figure",
                f"nothing is worked out from `{figure.id}`",
                figure.span,
                "use it, or leave it out; if the source names it and never uses it, `acknowledge AG404` says so",
            )
