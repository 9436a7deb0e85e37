"""Figures from a log: rows of activity `figure`, each with the amount that it brings, or what is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction

from attrs import frozen

from agreelint.amounts.values import Given, Key
from agreelint.audit.problems import Problem
from agreelint.logs.events import Event
from agreelint.model.amount_rules import FIGURE, activities
from agreelint.model.constraints import Model
from agreelint.model.quantities import Figure
from agreelint.model.units import Unit

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_COUNTED = frozenset({"pupils", "years", "days", "hours", "votes"})
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
        figure = model.amounts.quantities.figures.get(event.subject or "")
        wrong = list(_wrong(model, figure, event)) if figure else [_unknown(model, event)]
        problems += wrong
        if figure and not wrong:
            found.setdefault(_key(figure, event), {}).setdefault(_number(figure, event), []).append(event)
    given = {key: next(iter(values)) for key, values in found.items() if len(values) == 1}
    rows = {key: tuple(event for events in values.values() for event in events) for key, values in found.items()}
    return Figures(given, rows, tuple(problems))


def _unknown(model: Model, event: Event) -> Problem:
    figures = model.amounts.quantities.figures
    near = get_close_matches(event.subject or "", figures, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"write one of these in `subject`: {', '.join(figures) or 'none'}"
    message = f"`{event.subject or ''}` is no figure of the agreement"
    return Problem(event, "AG066", "unknown-figure", message, hint, "subject")


def _key(figure: Figure, event: Event) -> Key:
    whose = (event.attribute("occurrence") if figure.occurrences else event.actor) if figure.index else None
    return Key(figure.id, whose, fiscal_year_in(event) if figure.yearly else None)


def fiscal_year_in(event: Event) -> int | None:
    """Return the fiscal year that a row names, as `FY2018` or `2018`; None if it names none."""
    year = _YEAR.fullmatch(event.fiscal_year or "")
    return int(year[1]) if year else None


def _number(figure: Figure, event: Event) -> Fraction | str:
    text = event.attribute("value") or ""
    return text if figure.words else Fraction(text) / (figure.unit.scale if figure.unit else 1)


def _wrong(model: Model, figure: Figure, event: Event) -> Iterator[Problem]:
    """Yield everything that is wrong with the row of a figure."""
    yield from _whose(model, figure, event)
    yield from _year(figure, event)
    yield from _value(figure, event)
    yield from _unit(figure, event)


def _whose(model: Model, figure: Figure, event: Event) -> Iterator[Problem]:
    if figure.index is None:
        if any(event.actor == m.id for group in model.agreement.groups.values() for m in group.members):
            message = f"there is one `{figure.id}` for all, and this row gives it for `{event.actor}`"
            yield _problem(event, message, "leave the member out, or name another figure", "actor")
        return
    if figure.occurrences:
        if not event.attribute("occurrence"):
            hint = f"fill the column `occurrence` with a name or number of the {figure.index.replace('_', ' ')}"
            message = f"`{figure.id}` is counted for each {figure.index}, and this row does not say which"
            yield _problem(event, message, hint, "occurrence")
        return
    members = [m.id for m in model.agreement.groups[figure.index].members]
    if event.actor not in members:
        hint = f"write one of {', '.join(members)}"
        message = f"`{figure.id}` is counted for each {figure.index}, and `{event.actor or ''}` is none"
        yield _problem(event, message, hint, "actor")


def _year(figure: Figure, event: Event) -> Iterator[Problem]:
    if not figure.yearly and event.fiscal_year:
        message = f"`{figure.id}` has no years, and this row gives it for `{event.fiscal_year}`"
        yield _problem(event, message, "leave `fiscal_year` empty", "fiscal_year")
    if figure.yearly and fiscal_year_in(event) is None:
        what = f"is `{event.fiscal_year}`" if event.fiscal_year else "is empty"
        message = f"`{figure.id}` is counted each fiscal year, and `fiscal_year` {what}"
        yield _problem(event, message, "write it as FY2018", "fiscal_year")


def _value(figure: Figure, event: Event) -> Iterator[Problem]:
    text = event.attribute("value") or ""
    if figure.words:
        if text not in figure.words:
            message = f"`{figure.id}` is `{text}`, which it cannot be"
            yield _problem(event, message, f"write one of {', '.join(figure.words)}", "value")
    elif not _NUMBER.fullmatch(text):
        hint = "write a plain number in the column `value`, such as 1250000.50"
        yield _problem(event, f"the amount of `{figure.id}` is `{text}`, which is no number", hint, "value")
    elif figure.unit is not None and (why := _impossible(Fraction(text), figure.unit)):
        yield _problem(event, f"`{figure.id}` is {text}, and {why}", "correct the number", "value")


def _impossible(number: Fraction, unit: Unit) -> str | None:
    """Return why no amount can be that number: what is counted is never below zero."""
    counted = unit.percent or any(name in _COUNTED for name, _ in unit.powers)
    return f"{unit.name} are never below zero" if counted and number < 0 else None


def _unit(figure: Figure, event: Event) -> Iterator[Problem]:
    unit, stated = event.attribute("unit"), str(figure.unit) if figure.unit else ""
    if unit is not None and unit != stated:
        hint = "units never turn into each other: bring the amount in the unit of the agreement"
        counted = "it is a word" if figure.words else f"the agreement counts it in {stated or 'a ratio'}"
        yield _problem(event, f"`{figure.id}` is recorded in {unit}; {counted}", hint, "unit")


def _problem(event: Event, message: str, hint: str, column: str) -> Problem:
    return Problem(event, "AG067", "bad-figure", message, hint, column)
