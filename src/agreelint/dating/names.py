"""The names in a date expression: of the steps whose days it counts from, of defined dates, and of years."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import assert_never

from attrs import evolve

from agreelint.syntax import nodes

Definitions = Mapping[str, nodes.NamedDate]
"""The dates that have a name of their own, by that name."""
NONE: Definitions = MappingProxyType({})


def parts(expression: nodes.DateExpr, definitions: Definitions = NONE) -> Iterator[nodes.DateExpr]:
    """Yield a date expression and every date expression inside it, those of its years and definitions included."""
    name = named(expression)
    if name and (defined := definitions.get(name.text)):
        others = {other: one for other, one in definitions.items() if other != name.text}  # a circle ends here
        for date in dates_of(defined):
            yield from parts(date, others)
        return
    yield expression
    match expression:
        case nodes.PeriodBefore() | nodes.PeriodAfter() | nodes.NextDay() | nodes.NextBusinessDay():
            yield from parts(expression.anchor, definitions)
        case nodes.DeadlineOf():
            yield from parts(expression.of, definitions)
        case nodes.EarliestOf() | nodes.LatestOf():
            for part in expression.dates:
                yield from parts(part, definitions)
        case nodes.DayIn() | nodes.DayPreceding() | nodes.YearEnd() | nodes.YearStart():
            if isinstance(expression.year, nodes.YearByDay):
                yield from parts(expression.year.anchor, definitions)
        case (
            nodes.FixedDate()
            | nodes.FixedInstant()
            | nodes.PartialDate()
            | nodes.DateInterval()
            | nodes.DayInYear()
            | nodes.EventDate()
            | nodes.FirstDayOf()
            | nodes.ReceiptOf()
            | nodes.StatedDay()
            | nodes.EarliestOfEvery()
            | nodes.LatestOfEvery()
            | nodes.TermEnd()
        ):
            return
        case _:
            assert_never(expression)


def dates_of(defined: nodes.NamedDate) -> tuple[nodes.DateExpr, ...]:
    """Return every date expression in a definition, those of its tests included."""
    if isinstance(defined, nodes.Term):
        return (defined.until,)
    found: list[nodes.DateExpr] = []
    for date in meanings(defined):
        rest = date
        while isinstance(rest, nodes.DateWhen):
            found += [rest.then, rest.test.left, rest.test.right]
            rest = rest.otherwise
        found.append(rest)
    return tuple(found)


def meanings(defined: nodes.Definition) -> tuple[nodes.DefinedDate, ...]:
    """Return what a definition can be read to mean, the default first; one date where it is not ambiguous."""
    date = defined.date
    return tuple(one.value for one in date.readings) if isinstance(date, nodes.AmbiguousDate) else (date,)


def as_read(definitions: Definitions, readings: Mapping[str, str]) -> Definitions:
    """Return the definitions with each phrase that can be read in several ways read as chosen."""
    return {name: _as_read(defined, readings) for name, defined in definitions.items()}


def _as_read(defined: nodes.NamedDate, readings: Mapping[str, str]) -> nodes.NamedDate:
    if not isinstance(defined, nodes.Definition) or not isinstance(defined.date, nodes.AmbiguousDate):
        return defined
    chosen = readings[defined.date.name.text]
    return evolve(defined, date=next(one.value for one in defined.date.readings if one.name.text == chosen))


def outcomes(expression: nodes.DateExpr, definitions: Definitions) -> Iterator[nodes.DateExpr]:
    """Yield what a date can come to: itself, or where it has a name of its own, what that chooses among."""
    name = named(expression)
    defined = definitions.get(name.text) if name else None
    if not isinstance(defined, nodes.Definition):
        yield expression
        return
    others = {other: one for other, one in definitions.items() if other != defined.name.text}  # a circle ends here
    for date in meanings(defined):
        rest = date
        while isinstance(rest, nodes.DateWhen):
            yield from outcomes(rest.then, others)
            rest = rest.otherwise
        yield from outcomes(rest, others)


def named(expression: nodes.DateExpr) -> nodes.Name | None:
    """Return the name for which a date expression stands, if it is nothing but a name."""
    match expression:
        case nodes.EventDate():
            return expression.step
        case nodes.EarliestOfEvery() | nodes.LatestOfEvery():
            return expression.name
        case nodes.TermEnd():
            return expression.term
        case _:
            return None


def event_names(expression: nodes.DateExpr, definitions: Definitions = NONE) -> Iterator[nodes.Name]:
    """Yield the steps that a date expression names, itself or through definitions."""
    for part in parts(expression, definitions):
        match part:
            case nodes.EventDate() | nodes.FirstDayOf() | nodes.ReceiptOf() | nodes.StatedDay():
                yield part.step
            case nodes.EarliestOfEvery() | nodes.LatestOfEvery():
                yield part.name
            case _:
                continue


def defined_names(expression: nodes.DateExpr, definitions: Definitions) -> Iterator[nodes.Name]:
    """Yield the defined dates that a date expression names itself."""
    for part in parts(expression):
        name = named(part)
        if name and name.text in definitions:
            yield name


def deadline_names(expression: nodes.DateExpr, definitions: Definitions = NONE) -> Iterator[nodes.Name]:
    """Yield the steps whose deadlines, rather than days, a date counts from, itself or through definitions."""
    for part in parts(expression, definitions):
        if isinstance(part, nodes.DeadlineOf) and isinstance(part.of, nodes.EventDate):
            yield part.of.step


def opening_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps whose first lawful days a date expression counts from."""
    return (part.step for part in parts(expression) if isinstance(part, nodes.FirstDayOf))


def limit_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps whose lawful days, rather than the day of the act, a date expression counts from."""
    yield from deadline_names(expression)
    yield from opening_names(expression)


def receipt_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps whose receipt a date expression counts from."""
    return (part.step for part in parts(expression) if isinstance(part, nodes.ReceiptOf))


def years(expression: nodes.DateExpr) -> Iterator[nodes.YearRef]:
    """Yield the years that a date expression names."""
    for part in parts(expression):
        if isinstance(part, nodes.DayIn | nodes.DayPreceding | nodes.YearEnd | nodes.YearStart):
            yield part.year
