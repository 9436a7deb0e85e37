"""Days from date expressions: each is reckoned for the first and the last day that its anchors can mean."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import assert_never

from attrs import evolve, frozen

from agreelint.calendars import OutsideCalendar
from agreelint.counting import Counting, Period, Unit, next_business_day
from agreelint.days import MONTHS, WEEKDAYS, nth_weekday
from agreelint.diagnostics import AgreelintError
from agreelint.moments import Moment
from agreelint.periods import after, before, fiscal_year_end, fiscal_year_start, fixed
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes
from agreelint.syntax.build import ORDINALS

_UNITS = {
    "calendar_days": Unit.DAYS,
    "working_days": Unit.WORKING_DAYS,
    "business_days": Unit.BUSINESS_DAYS,
    "weeks": Unit.WEEKS,
    "months": Unit.MONTHS,
    "years": Unit.YEARS,
}
MomentOf = Callable[[str], Moment | None]
"""How a step's name becomes the moment at which it was done; None if that is not recorded."""


@frozen(eq=False, repr=False, slots=False)
class Dated:
    """A date expression reckoned: for the earliest and for the latest day that its anchors can mean."""

    first: Reckoning
    last: Reckoning
    steps: tuple[Reckoning, ...] = ()

    @property
    def exact(self) -> bool:
        """Say whether it comes to one day."""
        return self.first.day == self.last.day


DeadlineOf = Callable[[str], Dated | None]
"""How a step's name becomes the last day on which it was due; None if what it counts from is not recorded."""


@frozen(eq=False, repr=False, slots=False)
class Answer:
    """A date expression that somebody asked for, what it comes to, and the calendar on which it was counted."""

    expression: str
    calendar: str
    dated: Dated


class Unknowable(Exception):  # noqa: N818 - not an error: the record leaves the day open
    """An anchor has no day on record, or the count leaves the calendar."""


def event_names(expression: nodes.DateExpr) -> Iterator[nodes.Name]:
    """Yield the steps that a date expression names."""
    match expression:
        case nodes.EventDate():
            yield expression.step
        case nodes.PeriodBefore() | nodes.PeriodAfter() | nodes.NextMonthDay() | nodes.NextBusinessDay():
            yield from event_names(expression.anchor)
        case nodes.DeadlineOf():
            yield from event_names(expression.of)
        case nodes.EarliestOf() | nodes.LatestOf():
            for part in expression.dates:
                yield from event_names(part)
        case _:
            return


def period_of(node: nodes.Period) -> Period:
    """Return the period that a node writes."""
    if isinstance(node.unit, nodes.Hours):
        days = node.unit.uncounted.days if node.unit.uncounted else ()
        return Period(node.count, Unit.HOURS, tuple(day.text.replace("_", " ") for day in days))
    return Period(node.count, _UNITS[node.unit.text])


def reckon(
    expression: nodes.DateExpr,
    moment_of: MomentOf,
    counting: Counting,
    *,
    rolls: bool = True,
    deadline_of: DeadlineOf = lambda _: None,
) -> Dated | None:
    """Reckon a date expression; None if a step that it names is not recorded.

    `rolls` says whether the day is a deadline that may roll (semantics: TIME-05). A chain (`the deadline of …`)
    counts from the unrolled date. Raises Unknowable where the record does not say enough to count from, and
    AgreelintError for an expression that means nothing (a fifth Monday that does not exist).
    """
    try:
        dated = _Reckoner(moment_of, counting, deadline_of).of(expression, rolls)
    except OutsideCalendar as error:
        raise Unknowable(str(error)) from error
    if dated is None or rolls:
        return dated
    return evolve(dated, first=_unrolled(dated.first), last=_unrolled(dated.last))


def _unrolled(reckoning: Reckoning) -> Reckoning:
    """Return a date that the text names, where it is no last day (semantics: first days, ends of periods)."""
    return reckoning if reckoning.period else evolve(reckoning, rolled=None, rolls=False)


class _Reckoner:
    def __init__(self, moment_of: MomentOf, counting: Counting, deadline_of: DeadlineOf) -> None:
        self._moment_of = moment_of
        self._deadline_of = deadline_of
        self._counting = counting

    def of(self, expression: nodes.DateExpr, rolls: bool) -> Dated | None:
        match expression:
            case nodes.FixedDate():
                return self._exactly(fixed(expression.day, self._counting))
            case nodes.FixedInstant():
                return self._exactly(fixed(self._instant(expression.text).date(), self._counting))
            case nodes.PartialDate():
                return self._moment(Moment.parse(expression.text, self._counting.zone))
            case nodes.DateInterval():
                return self._moment(Moment(expression.first, expression.last))
            case nodes.MonthDay():
                return self._exactly(fixed(_day(expression.year, expression.month, expression.day), self._counting))
            case nodes.MonthDayIn():
                return self._exactly(fixed(self._in(expression, expression.fiscal_year.year), self._counting))
            case nodes.MonthDayPreceding():
                return self._exactly(fixed(self._in(expression, expression.fiscal_year.year - 1), self._counting))
            case nodes.FiscalYearEnd():
                end = fixed(fiscal_year_end(expression.fiscal_year.year, self._counting), self._counting)
                return self._exactly(_unrolled(end))
            case nodes.FiscalYearStart():
                return self._exactly(
                    fixed(fiscal_year_start(expression.fiscal_year.year, self._counting), self._counting)
                )
            case nodes.NthWeekday():
                return self._exactly(fixed(_nth(expression), self._counting))
            case nodes.EventDate():
                moment = self._moment_of(expression.step.text)
                return self._moment(moment) if moment else None
            case nodes.DeadlineOf():
                inner = expression.of
                if isinstance(inner, nodes.EventDate):
                    return self._deadline_of(inner.step.text)
                return self.of(inner, rolls)
            case nodes.PeriodBefore() | nodes.PeriodAfter():
                return self._counted(expression, rolls)
            case nodes.NextMonthDay() | nodes.NextBusinessDay():
                return self._next(expression)
            case nodes.EarliestOf() | nodes.LatestOf():
                return self._pick(expression, rolls)
            case _:
                assert_never(expression)

    def _counted(self, node: nodes.PeriodBefore | nodes.PeriodAfter, rolls: bool) -> Dated | None:
        period = period_of(node.period)
        count = after if isinstance(node, nodes.PeriodAfter) else before
        if period.unit is Unit.HOURS and isinstance(node.anchor, nodes.FixedInstant):
            return self._exactly(count(period, self._instant(node.anchor.text), self._counting, rolls=rolls))
        anchor = self.of(node.anchor, rolls=True)
        if anchor is None:
            return None
        if period.unit is Unit.HOURS:
            return self._hours(node, period, anchor)
        chained = (*anchor.steps, anchor.first) if isinstance(_bare(node.anchor), _CHAINED) else anchor.steps
        first = count(period, anchor.first.day, self._counting, rolls=rolls)
        last = first if anchor.exact else count(period, anchor.last.day, self._counting, rolls=rolls)
        return Dated(first, last, chained)

    def _hours(self, node: nodes.PeriodBefore | nodes.PeriodAfter, period: Period, anchor: Dated) -> Dated:
        count = after if isinstance(node, nodes.PeriodAfter) else before
        moment = self._moment_of(node.anchor.step.text) if isinstance(node.anchor, nodes.EventDate) else None
        instant = moment.instant if moment else anchor.first.instant
        if instant is None:
            raise Unknowable(f"hours are counted from a clock time, and {anchor.first.day} is recorded without one")
        return self._exactly(count(period, instant, self._counting))

    def _next(self, node: nodes.NextMonthDay | nodes.NextBusinessDay) -> Dated | None:
        anchor = self.of(node.anchor, rolls=False)
        if anchor is None:
            return None
        days = [self._following(node, reckoning.day) for reckoning in (anchor.first, anchor.last)]
        return Dated(fixed(days[0], self._counting), fixed(days[1], self._counting), anchor.steps)

    def _following(self, node: nodes.NextMonthDay | nodes.NextBusinessDay, day: date) -> date:
        if isinstance(node, nodes.NextBusinessDay):
            return next_business_day(day, self._counting)
        years = (y for y in range(day.year, day.year + 9) if node.day <= monthrange(y, node.month)[1])
        return next(found for found in (date(y, node.month, node.day) for y in years) if found > day)

    def _pick(self, node: nodes.EarliestOf | nodes.LatestOf, rolls: bool) -> Dated | None:
        found = [self.of(part, rolls) for part in node.dates]
        known = [dated for dated in found if dated is not None]
        if len(known) < len(found):
            return None
        choose = min if isinstance(node, nodes.EarliestOf) else max
        first = choose((dated.first for dated in known), key=lambda r: r.day)
        last = choose((dated.last for dated in known), key=lambda r: r.day)
        return Dated(first, last, tuple(r for dated in known for r in (*dated.steps, dated.first)))

    def _in(self, node: nodes.MonthDayIn | nodes.MonthDayPreceding, year: int) -> date:
        start, end = fiscal_year_start(year, self._counting), fiscal_year_end(year, self._counting)
        years = (y for y in (start.year, end.year) if node.day <= monthrange(y, node.month)[1])
        for day in (date(y, node.month, node.day) for y in years):
            if start <= day <= end:
                return day
        raise AgreelintError(f"FY{year} has no {MONTHS[node.month - 1]} {node.day}")

    def _moment(self, moment: Moment) -> Dated:
        if moment.first is None or moment.last is None:
            raise Unknowable("the day from which to count is not recorded")
        return Dated(fixed(moment.first, self._counting), fixed(moment.last, self._counting))

    def _exactly(self, reckoning: Reckoning) -> Dated:
        return Dated(reckoning, reckoning)

    def _instant(self, text: str) -> datetime:
        try:
            instant = Moment.parse(text, self._counting.zone).instant
        except ValueError as error:
            raise AgreelintError(str(error)) from error
        assert instant is not None  # the grammar admits date-times only
        return instant


_CHAINED = (nodes.PeriodBefore, nodes.PeriodAfter, nodes.DeadlineOf)


def _bare(expression: nodes.DateExpr) -> nodes.DateExpr:
    if isinstance(expression, nodes.DeadlineOf) and not isinstance(expression.of, nodes.EventDate):
        return _bare(expression.of)
    return expression


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise AgreelintError(f"{year:04}-{month:02}-{day:02} is no day of the calendar") from error


def _nth(node: nodes.NthWeekday) -> date:
    try:
        return nth_weekday(ORDINALS[node.ordinal.text], WEEKDAYS.index(node.weekday), node.month, node.year)
    except ValueError as error:
        raise AgreelintError(str(error)) from error
