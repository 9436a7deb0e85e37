"""Which steps a date expression never comes before, and which it never comes after, whatever their days."""

from collections.abc import Callable, Iterator
from typing import assert_never

from agreelint.dating.names import Definitions, event_names, named, outcomes
from agreelint.syntax import nodes


def since(expression: nodes.DateExpr, definitions: Definitions) -> Iterator[nodes.Name]:
    """Yield the steps that the date never comes before, so that it can be counted from them."""
    match expression:
        case nodes.PeriodAfter() | nodes.NextDay() | nodes.NextBusinessDay():
            yield from since(expression.anchor, definitions)
        case nodes.DeadlineOf():
            name = named(expression.of)
            if name is None or name.text in definitions:  # the last day of a step comes, done or not
                yield from since(expression.of, definitions)
        case nodes.ReceiptOf():
            yield expression.step
        case nodes.EarliestOf() | nodes.LatestOf():
            for part in expression.dates:
                yield from since(part, definitions)
        case nodes.DayIn(year=nodes.YearAfter() as year) | nodes.YearStart(year=nodes.YearAfter() as year):
            yield from since(year.anchor, definitions)
        case nodes.YearEnd(year=(nodes.YearOf() | nodes.YearAfter()) as year):
            yield from since(year.anchor, definitions)
        case nodes.EventDate() | nodes.EarliestOfEvery() | nodes.LatestOfEvery() | nodes.TermEnd():
            yield from _through(expression, definitions, since)
        case (
            nodes.DayIn()  # a day of the year in which a step falls may come before it or after it
            | nodes.DayPreceding()
            | nodes.YearStart()
            | nodes.YearEnd()
            | nodes.PeriodBefore()
            | nodes.FirstDayOf()
            | nodes.StatedDay()
            | nodes.FixedDate()
            | nodes.FixedInstant()
            | nodes.PartialDate()
            | nodes.DateInterval()
            | nodes.DayInYear()
        ):
            return
        case _:
            assert_never(expression)


def until(expression: nodes.DateExpr, definitions: Definitions) -> Iterator[nodes.Name]:
    """Yield the steps that the date never comes after, so that what is done by then comes before them."""
    match expression:
        case nodes.PeriodBefore():
            yield from until(expression.anchor, definitions)
        case nodes.EarliestOf() | nodes.LatestOf():
            for part in expression.dates:
                yield from until(part, definitions)
        case nodes.DayPreceding(year=nodes.YearOf() as year) | nodes.YearStart(year=nodes.YearOf() as year):
            yield from until(year.anchor, definitions)
        case (
            nodes.DayIn(year=nodes.YearPreceding() as year)
            | nodes.DayPreceding(year=nodes.YearPreceding() as year)
            | nodes.YearStart(year=nodes.YearPreceding() as year)
            | nodes.YearEnd(year=nodes.YearPreceding() as year)
        ):
            yield from until(year.anchor, definitions)
        case nodes.FirstDayOf():
            yield expression.step
        case nodes.EventDate() | nodes.EarliestOfEvery() | nodes.LatestOfEvery():
            yield from _through(expression, definitions, until)
        case (
            nodes.DayIn()
            | nodes.DayPreceding()
            | nodes.YearStart()
            | nodes.YearEnd()
            | nodes.PeriodAfter()
            | nodes.NextDay()
            | nodes.NextBusinessDay()
            | nodes.DeadlineOf()
            | nodes.ReceiptOf()
            | nodes.StatedDay()
            | nodes.TermEnd()
            | nodes.FixedDate()
            | nodes.FixedInstant()
            | nodes.PartialDate()
            | nodes.DateInterval()
            | nodes.DayInYear()
        ):
            return
        case _:
            assert_never(expression)


def _through(
    expression: nodes.DateExpr,
    definitions: Definitions,
    follow: Callable[[nodes.DateExpr, Definitions], Iterator[nodes.Name]],
) -> Iterator[nodes.Name]:
    """Follow a name: to its step, or through its definition to whatever that can come to."""
    name = named(expression)
    if not name or not isinstance(definitions.get(name.text), nodes.Definition):
        yield from event_names(expression, definitions)
        return
    others = {other: one for other, one in definitions.items() if other != name.text}  # a circle ends here
    for outcome in outcomes(expression, definitions):
        yield from follow(outcome, others)
