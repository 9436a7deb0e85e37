"""Figures that a scenario gives to events, and what it expects of amounts to what differs."""

from fractions import Fraction
from typing import TYPE_CHECKING

from agreelint.amounts.evaluate import Evaluator, Place
from agreelint.amounts.values import Value
from agreelint.logs.events import Event
from agreelint.model.amount_rules import FIGURE
from agreelint.model.constraints import Model
from agreelint.model.notes import Notes
from agreelint.model.quantities import Figure, Formula
from agreelint.model.units import RATIO, unit_of
from agreelint.prove.rows import Cells
from agreelint.source import Source
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.engine import Audit


def occurrences_in(scenario: nodes.Scenario, model: Model) -> frozenset[str]:
    """Return what a scenario calls the occurrences (each repair, each program) of which it brings figures."""
    figures = model.amounts.quantities.figures
    given = (item for item in scenario.items if isinstance(item, nodes.Given) and item.of)
    found = ((item.of, figures.get(item.figure.text)) for item in given)
    return frozenset(of.text for of, figure in found if of and figure and figure.occurrences)


def given_in(node: nodes.Given, source: Source, model: Model, notes: Notes) -> tuple[Event, frozenset[str]] | None:
    """Return the row of a log that brings a figure and the columns that it fills, None (and errors) if none could."""
    figures = model.amounts.quantities.figures
    if not notes.known(node.figure, "figure", figures):
        return None
    figure = figures[node.figure.text]
    before = len(notes.diagnostics)
    cells = Cells(source, model, notes)
    cells.put("activity", FIGURE, node.figure.span)
    cells.put("subject", figure.id, node.figure.span)
    if node.of:
        cells.put("occurrence" if figure.occurrences else "actor", node.of.text, node.of.span)
        if figure.index is None:
            notes.misplaced(node.of.span, f"there is only one `{figure.id}`", "leave out `of …`")
    if node.year:
        cells.put("fiscal_year", node.year.text, node.year.span)
        if not figure.yearly:
            notes.misplaced(node.year.span, f"`{figure.id}` has no years", "leave out `in …`")
    cells.put("value", _text(node.value), node.value.span)
    _same_unit(node.value, figure, notes)
    return cells.told(node.span) if len(notes.diagnostics) == before else None


def _text(value: nodes.GivenValue) -> str:
    return value.value.text if isinstance(value.value, nodes.Name) else str(value.value)


def _same_unit(value: nodes.GivenValue, entry: Figure | Formula, notes: Notes) -> None:
    """Check that a value comes in the unit of what it is compared with; a number without unit takes that one."""
    unit = entry.unit or RATIO
    if value.unit is not None and str(unit_of(value.unit)) != str(unit):
        notes.error(
            "AG401",
            "units-differ",
            f"`{entry.id}` is in {unit.name}, not in {unit_of(value.unit).name}",
            value.span,
            "units never turn into each other: write the value in the unit of the agreement",
        )


def check_amount(node: nodes.ExpectAmount, model: Model, notes: Notes) -> None:
    """Check that what a scenario expects is an amount of one place, in its unit."""
    expected, quantities = node.expected, model.amounts.quantities
    if not notes.known(expected.step, "figure or formula", (*quantities.figures, *quantities.formulas)):
        return
    entry = quantities.get(expected.step.text)
    assert entry is not None
    _same_unit(node.value, entry, notes)
    wrong = [*filter(None, (expected.cite, expected.part))]
    wrong += [one for one in expected.instances if not isinstance(one, nodes.OfMember | nodes.InPeriod)]
    for one in wrong:
        notes.misplaced(one.span, "an amount is expected by its name, its member and its year", "leave this out")
    of = [one for one in expected.instances if isinstance(one, nodes.OfMember)]
    if len(of) != (entry.index is not None):
        notes.misplaced(expected.span, f"`{entry.id}` is not told apart so", "say `of` once where there are several")
    elif of and not entry.occurrences and entry.index:
        members = (m.id for m in model.agreement.groups[entry.index].members)
        notes.known(of[0].name, f"member of {entry.index}", members)
    years = [one for one in expected.instances if isinstance(one, nodes.InPeriod)]
    named = [one for one in years if isinstance(one.period, nodes.NamedYear) and one.period.text.startswith("FY")]
    if len(years) != entry.yearly or years != named:
        notes.misplaced(expected.span, f"`{entry.id}` is not told apart so", "say `in FY2018` where it is yearly")


def amount_of(node: nodes.ExpectAmount, audit: "Audit") -> Value:
    """Return what an amount comes to on the figures of an audit."""
    model = audit.model
    place = Place(None, None)
    for one in node.expected.instances:
        if isinstance(one, nodes.OfMember):
            place = Place(one.name.text, place.year)
        elif isinstance(one, nodes.InPeriod) and isinstance(one.period, nodes.NamedYear):
            place = Place(place.index, int(one.period.text[2:]))
    quantities = model.amounts.quantities
    figures = audit.figures
    evaluator = Evaluator(model.agreement, quantities, figures.given, audit.settings.readings, figures.disputed)
    return evaluator.amount(node.expected.step.text, place)


def comes_to(node: nodes.ExpectAmount, value: Value) -> bool:
    """Say whether an amount is the one that is expected."""
    if isinstance(node.value.value, nodes.Name):
        return value.word == node.value.value.text
    return value.number is not None and value.number * value.unit.scale == Fraction(node.value.value)
