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
class NamedYear(Node):
    """`FY2018`, `CY2018` or `SY2018`: a fiscal, calendar or school year, named by the year in which it ends."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class YearVariable(Node):
    """`FY`: the period for which this instance of a recurring duty or procedure stands."""

    name: str


@frozen(eq=False, repr=False, slots=False)
class YearOf(Node):
    """`the fiscal_year of X`: the one in which X falls."""

    kind: Word
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class YearAfter(Node):
    """`the fiscal_year after X`: the one that follows the one in which X falls."""

    kind: Word
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class YearPreceding(Node):
    """`the fiscal_year before X`: the one that ended before the one in which X falls."""

    kind: Word
    anchor: "DateExpr"


YearByDay: TypeAlias = YearOf | YearAfter | YearPreceding
YearRef: TypeAlias = NamedYear | YearVariable | YearByDay


@frozen(eq=False, repr=False, slots=False)
class MonthDay(Node):
    """`April 30`, in whatever year."""

    month: int
    day: int


@frozen(eq=False, repr=False, slots=False)
class NthWeekday(Node):
    """`second Tuesday of November`, in whatever year."""

    ordinal: Word
    weekday: str
    month: int


@frozen(eq=False, repr=False, slots=False)
class WeekdayAfter(Node):
    """`Tuesday after the first Monday of November`, in whatever year."""

    weekday: str
    first: str
    month: int


YearlyDay: TypeAlias = MonthDay | NthWeekday | WeekdayAfter


@frozen(eq=False, repr=False, slots=False)
class DayInYear(Node):
    """`May 14, 2021`, `second Tuesday of November 2017`: the year is that of the calendar."""

    day: YearlyDay
    year: int


@frozen(eq=False, repr=False, slots=False)
class DayIn(Node):
    """`April 30 in FY2018`."""

    day: YearlyDay
    year: YearRef


@frozen(eq=False, repr=False, slots=False)
class DayPreceding(Node):
    """`April 30 preceding FY2018`: the last one before the year starts."""

    day: YearlyDay
    year: YearRef


@frozen(eq=False, repr=False, slots=False)
class NextDay(Node):
    """`next December 1 after X`, `next … of an even year after X`."""

    day: YearlyDay
    parity: Word | None
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class NextBusinessDay(Node):
    """`next business day after X`."""

    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class YearEnd(Node):
    """`end of FY2018`: its last day."""

    year: YearRef


@frozen(eq=False, repr=False, slots=False)
class YearStart(Node):
    """`start of FY2018`: its first day."""

    year: YearRef


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
class FirstDayOf(Node):
    """`the first day of X`: the first day on which X is lawful, rather than the day on which X was done."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class ReceiptOf(Node):
    """`the receipt of X`: the day on which X was received, rather than sent."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class StatedDay(Node):
    """`the requested_date of notice`: the day that the row of a step names in that column."""

    column: Name
    step: Name


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


@frozen(eq=False, repr=False, slots=False)
class EarliestOfEvery(Node):
    """`earliest of every X`: over all members for whom X has an instance."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class LatestOfEvery(Node):
    """`latest of every X`: over all members for whom X has an instance."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class TermEnd(Node):
    """`end of lease`: the last day of a term, as extended."""

    term: Name


DateExpr: TypeAlias = (
    FixedDate
    | FixedInstant
    | PartialDate
    | DateInterval
    | DayInYear
    | DayIn
    | DayPreceding
    | NextDay
    | NextBusinessDay
    | YearEnd
    | YearStart
    | PeriodBefore
    | PeriodAfter
    | DeadlineOf
    | FirstDayOf
    | ReceiptOf
    | StatedDay
    | EventDate
    | EarliestOf
    | LatestOf
    | EarliestOfEvery
    | LatestOfEvery
    | TermEnd
)


@frozen(eq=False, repr=False, slots=False)
class DateQuery(Node):
    """What `agreelint date` reads."""

    words: Word | None
    expression: DateExpr
