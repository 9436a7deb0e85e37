"""Figures from a log: rows of activity `figure`, each with the amount that it brings, or what is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction

from attrs import frozen

from agreelint.amounts.values import Given, Key
from agreelint.audit.problems import Problem
from agreelint.logs.events import Event
from agreelint.model.amount_rules import FIGURE, activities
from agreelint.model.constraints import Model
from agreelint.model.quantities import Figure

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YEAR = re.compile(r"(?:FY)?([0-9]{4})")


@frozen(eq=False, repr=False, slots=False)
class Figures:
    """The figures of a log, the rows that bring each of them, and what is wrong with rows."""

    given: Given
    rows: Mapping[Key, tuple[Event, ...]]
    problems: tuple[Problem, ...] = ()

    @property
    def disputed(self) -> frozenset[Key]:
        """Figures of which rows disagree; none of them is taken."""
        return frozenset(self.rows) - frozenset(self.given)


def figures_of(model: Model, events: Iterable[Event]) -> Figures:
    """Read every row of activity `figure`; where two rows disagree, neither is taken."""
    found: dict[Key, dict[Fraction | str, list[Event]]] = {}
    problems: list[Problem] = []
    ours = FIGURE if FIGURE in activities(model.amounts) else None  # elsewhere a step may be called `figure`
    for event in events:
        if event.activity != ours:
            continue
        read = _read(model, event)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            key, value = read
            found.setdefault(key, {}).setdefault(value, []).append(event)
    given = {key: next(iter(values)) for key, values in found.items() if len(values) == 1}
    rows = {key: tuple(event for events in values.values() for event in events) for key, values in found.items()}
    return Figures(given, rows, tuple(problems))


def _read(model: Model, event: Event) -> "tuple[Key, Fraction | str] | Problem":
    figures = model.amounts.quantities.figures
    figure = figures.get(event.subject or "")
    if figure is None:
        near = get_close_matches(event.subject or "", figures, n=1)
        hint = (
            f"did you mean `{near[0]}`?" if near else f"write one of these in `subject`: {', '.join(figures) or 'none'}"
        )
        return Problem(event, "AG066", "unknown-figure", f"`{event.subject or ''}` is no figure of the agreement", hint)
    for check in (_whose, _year, _value):
        problem = check(model, figure, event)
        if problem is not None:
            return problem
    whose = (event.attribute("occurrence") if figure.occurrences else event.actor) if figure.index else None
    year = fiscal_year_in(event) if figure.yearly else None
    return Key(figure.id, whose, year), _number(figure, event.attribute("value") or "")


def fiscal_year_in(event: Event) -> int | None:
    """Return the fiscal year that a row names, as `FY2018` or `2018`; None if it names none."""
    year = _YEAR.fullmatch(event.fiscal_year or "")
    return int(year[1]) if year else None


def _number(figure: Figure, text: str) -> Fraction | str:
    return text if figure.words else Fraction(text) / (figure.unit.scale if figure.unit else 1)


def _whose(model: Model, figure: Figure, event: Event) -> Problem | None:
    if figure.index is None:
        return None
    if figure.occurrences:
        if event.attribute("occurrence"):
            return None
        hint = f"fill the column `occurrence` with a name or number of the {figure.index.replace('_', ' ')}"
        return _problem(
            event, f"`{figure.id}` is counted for each {figure.index}, and this row does not say which", hint
        )
    members = [m.id for m in model.agreement.groups[figure.index].members]
    if event.actor in members:
        return None
    hint = f"write the member in `actor`: {', '.join(members)}"
    return _problem(event, f"`{figure.id}` is counted for each {figure.index}, and `{event.actor or ''}` is none", hint)


def _year(_model: Model, figure: Figure, event: Event) -> Problem | None:
    if not figure.yearly or fiscal_year_in(event) is not None:
        return None
    what = f"is `{event.fiscal_year}`" if event.fiscal_year else "is empty"
    return _problem(event, f"`{figure.id}` is counted each fiscal year, and `fiscal_year` {what}", "write it as FY2018")


def _value(_model: Model, figure: Figure, event: Event) -> Problem | None:
    text, unit = event.attribute("value") or "", event.attribute("unit")
    if figure.words:
        if text in figure.words:
            return None
        return _problem(
            event, f"`{figure.id}` is `{text}`, which it cannot be", f"write one of {', '.join(figure.words)}"
        )
    if not _NUMBER.fullmatch(text):
        hint = "write a plain number in the column `value`, such as 1250000.50"
        return _problem(event, f"the amount of `{figure.id}` is `{text}`, which is no number", hint)
    stated = str(figure.unit)
    if unit is not None and unit != stated:
        return _problem(
            event, f"`{figure.id}` is recorded in {unit}; the agreement counts it in {stated or 'a ratio'}",
            "units never turn into each other: bring the amount in the unit of the agreement",
        )  # fmt: skip
    return None


def _problem(event: Event, message: str, hint: str) -> Problem:
    return Problem(event, "AG067", "bad-figure", message, hint)
