"""The names in a date expression: of the steps whose days it counts from, and of years that must be bound."""

from collections.abc import Iterator
from typing import assert_never

from agreelint.syntax import nodes

_NAMING = (nodes.EventDate, nodes.FirstDayOf, nodes.ReceiptOf)


def parts(expression: nodes.DateExpr) -> Iterator[nodes.DateExpr]:
    """Yield a date expression and every date expression inside it, those in its years included."""
    yield expression
    match expression:
        case nodes.PeriodBefore() | nodes.PeriodAfter() | nodes.NextDay() | nodes.NextBusinessDay():
            yield from parts(expression.anchor)
        case nodes.DeadlineOf():
            yield from parts(expression.of)
        case nodes.EarliestOf() | nodes.LatestOf():
            for part in expression.dates:
                yield from parts(part)
        case nodes.DayIn() | nodes.DayPreceding() | nodes.YearEnd() | nodes.YearStart():
            if isinstance(expression.year, nodes.YearOf | nodes.YearAfter):
                yield from parts(expression.year.anchor)
        case (
            nodes.FixedDate()
            | nodes.FixedInstant()
            | nodes.PartialDate()
            | nodes.DateInterval()
            | nodes.DayInYear()
            | nodes.EventDate()
            | nodes.FirstDayOf()
            | nodes.ReceiptOf()
        ):
            return
        case _:
            assert_never(expression)


def event_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps that a date expression names."""
    return (part.step for part in parts(expression) if isinstance(part, _NAMING))


def deadline_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps whose deadlines, rather than days, a date expression counts from."""
    for part in parts(expression):
        if isinstance(part, nodes.DeadlineOf) and isinstance(part.of, nodes.EventDate):
            yield part.of.step


def opening_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps whose first lawful days a date expression counts from."""
    return (part.step for part in parts(expression) if isinstance(part, nodes.FirstDayOf))


def years(expression: nodes.DateExpr) -> Iterator[nodes.YearRef]:
    """Yield the years that a date expression names."""
    for part in parts(expression):
        if isinstance(part, nodes.DayIn | nodes.DayPreceding | nodes.YearEnd | nodes.YearStart):
            yield part.year


def limit_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps whose lawful days, rather than the day of the act, a date expression counts from."""
    yield from deadline_names(expression)
    yield from opening_names(expression)


def receipt_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps whose receipt a date expression counts from."""
    return (part.step for part in parts(expression) if isinstance(part, nodes.ReceiptOf))
