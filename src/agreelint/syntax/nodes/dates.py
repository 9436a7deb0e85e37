"""Syntax nodes: periods and date expressions."""

from datetime import date
from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word


@frozen(eq=False, repr=False, slots=False)
class Hours(Node):
    """`hours`, with the days whose hours are not counted."""

    uncounted: "Uncounted | None"


@frozen(eq=False, repr=False, slots=False)
class Uncounted(Node):
    """`not counting saturdays, sundays and legal holidays`."""

    days: tuple[Word, ...]


@frozen(eq=False, repr=False, slots=False)
class Period(Node):
    """`20 working days`."""

    count: int
    unit: Word | Hours


@frozen(eq=False, repr=False, slots=False)
class FixedDate(Node):
    """`2017-05-11`."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class FixedInstant(Node):
    """`2017-05-11T18:00`."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class PartialDate(Node):
    """`2017-05`: some day of the month."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class DateInterval(Node):
    """`2021-06-01/2021-06-14`: some day of the interval."""

    first: date
    last: date


@frozen(eq=False, repr=False, slots=False)
class FiscalYear(Node):
    """`FY2018`, named by the calendar year in which it ends."""

    year: int


@frozen(eq=False, repr=False, slots=False)
class MonthDay(Node):
    """`May 14, 2021`."""

    month: int
    day: int
    year: int


@frozen(eq=False, repr=False, slots=False)
class MonthDayIn(Node):
    """`April 30 in FY2018`."""

    month: int
    day: int
    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class MonthDayPreceding(Node):
    """`April 30 preceding FY2018`: the last one before the fiscal year starts."""

    month: int
    day: int
    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class NextMonthDay(Node):
    """`next December 1 after X`."""

    month: int
    day: int
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class NextBusinessDay(Node):
    """`next business day after X`."""

    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class FiscalYearEnd(Node):
    """`end of FY2018`: its last day."""

    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class FiscalYearStart(Node):
    """`start of FY2018`: its first day."""

    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class NthWeekday(Node):
    """`second Tuesday of November 2017`."""

    ordinal: Word
    weekday: str
    month: int
    year: int


@frozen(eq=False, repr=False, slots=False)
class PeriodBefore(Node):
    """`20 working days before X`."""

    period: Period
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class PeriodAfter(Node):
    """`30 days after X`."""

    period: Period
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class DeadlineOf(Node):
    """`the deadline of X`: the due date that binds X, rather than the day on which X was done."""

    of: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class EventDate(Node):
    """The day on which a step was done."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class EarliestOf(Node):
    """`earliest of A, B`."""

    dates: tuple["DateExpr", ...]


@frozen(eq=False, repr=False, slots=False)
class LatestOf(Node):
    """`latest of A, B`."""

    dates: tuple["DateExpr", ...]


DateExpr: TypeAlias = (
    FixedDate
    | FixedInstant
    | PartialDate
    | DateInterval
    | MonthDay
    | MonthDayIn
    | MonthDayPreceding
    | NextMonthDay
    | NextBusinessDay
    | FiscalYearEnd
    | FiscalYearStart
    | NthWeekday
    | PeriodBefore
    | PeriodAfter
    | DeadlineOf
    | EventDate
    | EarliestOf
    | LatestOf
)


@frozen(eq=False, repr=False, slots=False)
class DateQuery(Node):
    """What `agreelint date` reads."""

    words: Word | None
    expression: DateExpr
