"""A date expression, with what its names stand for, to the first and the last day that it can mean."""

from collections.abc import Callable
from datetime import date, datetime
from typing import assert_never

from attrs import evolve

from agreelint.calendars import OutsideCalendar
from agreelint.counting import Counting, Period, Unit, next_business_day
from agreelint.dating.dated import Anchors, Dated, Unknowable
from agreelint.dating.deeming import decided, defined_words
from agreelint.dating.names import meanings
from agreelint.dating.yearly import following, in_calendar_year, preceding, within, yearly_words
from agreelint.dating.years import Stretch, number_of, numbered, year_called
from agreelint.days import long_date
from agreelint.diagnostics import AgreelintError
from agreelint.moments import Moment
from agreelint.periods import after, before, fixed
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes

_UNITS = {
    "calendar_days": Unit.DAYS,
    "working_days": Unit.WORKING_DAYS,
    "business_days": Unit.BUSINESS_DAYS,
    "weeks": Unit.WEEKS,
    "months": Unit.MONTHS,
    "years": Unit.YEARS,
}


def period_of(node: nodes.Period) -> Period:
    """Return the period that a node writes."""
    if isinstance(node.unit, nodes.Hours):
        days = node.unit.uncounted.days if node.unit.uncounted else ()
        return Period(node.count, Unit.HOURS, tuple(day.text.replace("_", " ") for day in days))
    return Period(node.count, _UNITS[node.unit.text])


def reckon(expression: nodes.DateExpr, anchors: Anchors, counting: Counting, *, rolls: bool = True) -> Dated | None:
    """Reckon a date expression; None if a step that it names is not recorded.

    `rolls` says whether the day is a deadline that may roll (semantics: TIME-05). A chain (`the deadline of …`)
    counts from the unrolled date. Raises Unknowable where the record does not say enough to count from, and
    AgreelintError for an expression that means nothing (a fifth Monday that does not exist).
    """
    try:
        dated = _Reckoner(anchors, counting).of(expression, rolls)
    except OutsideCalendar as error:
        raise Unknowable(str(error)) from error
    if dated is None or rolls:
        return dated
    return evolve(dated, first=_unrolled(dated.first), last=_unrolled(dated.last))


def term_limits(term: nodes.Term, anchors: Anchors, counting: Counting) -> tuple[Dated, Dated] | None:
    """Return the end of a term without extensions, and the last day to which it can be extended."""
    try:
        return _Reckoner(anchors, counting).term(term)
    except OutsideCalendar as error:
        raise Unknowable(str(error)) from error


def _never_rolled(reckoning: Reckoning) -> Reckoning:
    return evolve(reckoning, rolled=None, rolls=False)


def _unrolled(reckoning: Reckoning) -> Reckoning:
    """Return a date that the text names, where it is no last day (semantics: first days, ends of periods)."""
    return reckoning if reckoning.period else evolve(reckoning, rolled=None, rolls=False)


def _picked(known: tuple[Dated, ...], choose: Callable[..., Reckoning]) -> Dated:
    first = choose((dated.first for dated in known), key=lambda r: r.day)
    last = choose((dated.last for dated in known), key=lambda r: r.day)
    told = [line for dated in known for line in dated.told]
    if len(known) > 1 and all(dated.exact for dated in known):
        word = "earliest" if choose is min else "latest"
        told.append(f"the {word} of {'; '.join(long_date(dated.first.day) for dated in known)}: {long_date(first.day)}")
    return Dated(
        first,
        last,
        tuple(r for dated in known for r in (*dated.steps, dated.first)),
        tuple(dict.fromkeys(told)),
        any(dated.assumed for dated in known),
    )


class _Reckoner:
    def __init__(self, anchors: Anchors, counting: Counting) -> None:
        self._anchors = anchors
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
            case nodes.DayInYear():
                return self._exactly(fixed(in_calendar_year(expression.day, expression.year), self._counting))
            case nodes.DayIn():
                return self._in_year(expression.year, lambda year: self._day_in(expression, year))
            case nodes.DayPreceding():
                return self._in_year(expression.year, lambda year: preceding(expression.day, year))
            case nodes.YearEnd():
                end = self._in_year(expression.year, lambda year: year.last)
                return end and evolve(end, first=_unrolled(end.first), last=_unrolled(end.last))
            case nodes.YearStart():
                return self._in_year(expression.year, lambda year: year.first)
            case nodes.EventDate() if isinstance(
                defined := self._anchors.definitions.get(expression.step.text), nodes.Definition
            ):
                return self._defined(defined, rolls)
            case nodes.EarliestOfEvery() | nodes.LatestOfEvery():
                return self._every(expression, rolls)
            case nodes.TermEnd():
                return self._term_end(expression)
            case nodes.EventDate():
                moment = self._anchors.moment_of(expression.step.text)
                return self._moment(moment) if moment else None
            case nodes.ReceiptOf():
                return self._anchors.receipt_of(expression.step.text)
            case nodes.StatedDay():
                moment = self._anchors.stated(expression.step.text, expression.column.text)
                return self._moment(moment) if moment else None
            case nodes.FirstDayOf():
                return self._anchors.opening_of(expression.step.text)
            case nodes.DeadlineOf():
                inner = expression.of
                if isinstance(inner, nodes.EventDate):
                    return self._anchors.deadline_of(inner.step.text)
                return self.of(inner, rolls)
            case nodes.PeriodBefore() | nodes.PeriodAfter():
                return self._counted(expression, rolls)
            case nodes.NextDay() | nodes.NextBusinessDay():
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
        return evolve(anchor, first=first, last=last, steps=chained)

    def _hours(self, node: nodes.PeriodBefore | nodes.PeriodAfter, period: Period, anchor: Dated) -> Dated:
        count = after if isinstance(node, nodes.PeriodAfter) else before
        moment = self._anchors.moment_of(node.anchor.step.text) if isinstance(node.anchor, nodes.EventDate) else None
        instant = moment.instant if moment else anchor.first.instant
        if instant is None:
            raise Unknowable(f"hours are counted from a clock time, and {anchor.first.day} is recorded without one")
        reckoned = count(period, instant, self._counting)
        return evolve(anchor, first=reckoned, last=reckoned)

    def _next(self, node: nodes.NextDay | nodes.NextBusinessDay) -> Dated | None:
        anchor = self.of(node.anchor, rolls=False)
        if anchor is None:
            return None
        days = [self._following(node, reckoning.day) for reckoning in (anchor.first, anchor.last)]
        return evolve(anchor, first=fixed(days[0], self._counting), last=fixed(days[1], self._counting))

    def _following(self, node: nodes.NextDay | nodes.NextBusinessDay, day: date) -> date:
        if isinstance(node, nodes.NextBusinessDay):
            return next_business_day(day, self._counting)
        return following(node.day, day, node.parity)

    def _in_year(self, ref: nodes.YearRef, day_of: Callable[[Stretch], date]) -> Dated | None:
        """Find a day by the year that is meant: by each of two, where the anchor of the year leaves that open."""
        years = self._years(ref)
        if years is None:
            return None
        first, last, anchor = years
        start, end = (fixed(day_of(year), self._counting) for year in (first, last))
        if anchor:
            return evolve(anchor, first=start, last=end)
        if not isinstance(ref, nodes.NamedYear):
            return Dated(start, end)
        return Dated(start, end, told=(f"{ref.text} runs from {long_date(first.first)} to {long_date(first.last)}",))

    def _years(self, ref: nodes.YearRef) -> tuple[Stretch, Stretch, Dated | None] | None:
        match ref:
            case nodes.NamedYear():
                year = year_called(ref.text, self._counting)
                return year, year, None
            case nodes.YearVariable():
                stretch = self._anchors.stretch_of(ref.name)
                if stretch is None:
                    raise Unknowable(f"which period `{ref.name}` is, is not recorded")
                return stretch, stretch, None
            case nodes.YearOf() | nodes.YearAfter() | nodes.YearPreceding():
                anchor = self.of(ref.anchor, rolls=False)
                if anchor is None:
                    return None
                kind, on = ref.kind.text, _AWAY.get(type(ref), 0)
                first, last = (
                    numbered(kind, number_of(kind, one.day, self._counting) + on, self._counting)
                    for one in (anchor.first, anchor.last)
                )
                return first, last, anchor
            case _:
                assert_never(ref)

    def _day_in(self, node: nodes.DayIn, year: Stretch) -> date:
        found = within(node.day, year)
        if found is None:
            where = node.year.text if isinstance(node.year, nodes.NamedYear) else f"the year to {long_date(year.last)}"
            raise Unknowable(f"{where} has no {yearly_words(node.day)}")
        return found

    def _pick(self, node: nodes.EarliestOf | nodes.LatestOf, rolls: bool) -> Dated | None:
        found = [self.of(part, rolls) for part in node.dates]
        known = [dated for dated in found if dated is not None]
        if len(known) < len(found):
            return None
        return _picked(tuple(known), min if isinstance(node, nodes.EarliestOf) else max)

    def _defined(self, definition: nodes.Definition, rolls: bool) -> Dated | None:
        found = decided(meanings(definition)[0], lambda date: self.of(date, rolls), self._anchors)
        if found is None:
            return None
        dated, why = found
        line = defined_words(definition, dated, why, self._anchors)
        return evolve(dated, told=tuple(dict.fromkeys((*dated.told, line))))

    def _every(self, node: nodes.EarliestOfEvery | nodes.LatestOfEvery, rolls: bool) -> Dated | None:
        """Pick among the days of all members; who is missing leaves it open, unless nothing more can be recorded."""
        name = node.name
        date = nodes.EventDate(name.span, name)
        found = {
            member: _Reckoner(anchors, self._counting).of(date, rolls)
            for member, anchors in self._anchors.instances_of(name.text)
        }
        known = tuple(dated for dated in found.values() if dated is not None)
        missing = [member for member, dated in found.items() if dated is None]
        if not known:
            return None
        if missing and not self._anchors.settled(name.text):
            raise Unknowable(f"{self._anchors.title_of(name.text)} of {', '.join(missing)} is not recorded")
        if missing and isinstance(node, nodes.LatestOfEvery):
            return None  # the others are still to come
        return _picked(known, min if isinstance(node, nodes.EarliestOfEvery) else max)

    def _term_end(self, node: nodes.TermEnd) -> Dated | None:
        term = self._anchors.definitions.get(node.term.text)
        if not isinstance(term, nodes.Term):
            return None  # before anything is defined, as of a step before anything is recorded
        limits = self.term(term)
        return self._anchors.extended(term, *limits) if limits and term.extendable else limits and limits[0]

    def term(self, term: nodes.Term) -> tuple[Dated, Dated] | None:
        end = self.of(term.until, rolls=False)
        if end is None:
            return None
        end = evolve(end, first=_never_rolled(end.first), last=_never_rolled(end.last))
        most = period_of(term.extendable.most) if term.extendable else Period(0, Unit.DAYS)
        first, last = (after(most, one.day, self._counting, rolls=False) for one in (end.first, end.last))
        return end, Dated(first, last)

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


_AWAY: dict[type, int] = {nodes.YearAfter: 1, nodes.YearPreceding: -1}
_CHAINED = (nodes.PeriodBefore, nodes.PeriodAfter, nodes.DeadlineOf, nodes.FirstDayOf)


def _bare(expression: nodes.DateExpr) -> nodes.DateExpr:
    if isinstance(expression, nodes.DeadlineOf) and not isinstance(expression.of, nodes.EventDate):
        return _bare(expression.of)
    return expression
