"""Years and days in date expressions, checked: that the year is bound, and has the day that is asked of it."""

from collections.abc import Iterator
from typing import assert_never

from agreelint.counting import Counting
from agreelint.dating import Anchors, Unknowable, event_names, reckon
from agreelint.dating.names import parts, years
from agreelint.dating.yearly import within, yearly_words
from agreelint.dating.years import KINDS, in_four_figures, year_called
from agreelint.diagnostics import AgreelintError
from agreelint.model.notes import Notes
from agreelint.model.windows import halves, limit_of
from agreelint.syntax import nodes

_SCHOOL = "add `school_year starts …` to the agreement"


class Years:
    """Checks the years that dates name, among them the `variables` that stand for the year of a recurring duty."""

    def __init__(self, counting: Counting, variables: frozenset[str], notes: Notes) -> None:
        """Check against the years of one agreement."""
        self._counting = counting
        self._variables = variables
        self._notes = notes

    def check(self, expression: nodes.DateExpr) -> Iterator[bool]:
        """Say of each year and day in a date expression whether it means something."""
        yield from (self._year(year) for year in years(expression))
        yield from (self._has_day(part) for part in parts(expression))

    def any_year(self, bound: nodes.AnyYear) -> bool:
        """Check a day of whatever year."""
        if isinstance(bound, nodes.OnYearly):
            return True
        return self._school_starts(bound, bound.kind.text)

    def opens_before_it_closes(self, window: nodes.Window) -> None:
        """Report a window in which no day can lie."""
        match window:
            case nodes.WindowAfter() | nodes.WindowBefore():
                if window.least >= window.most.count:
                    self._notes.misplaced(
                        window.span, "this window closes before it opens", "write the smaller number first"
                    )
                return
            case _:
                first, last = (limit_of(half) for half in halves(window))
        if any(event_names(first)) or any(event_names(last)):
            return  # the days are known only in a case
        sample = year_called("FY2018", self._counting)  # which year makes no difference to the order of two days
        anchors = Anchors(stretch_of=lambda _: sample)
        try:
            opens, closes = (reckon(limit, anchors, self._counting) for limit in (first, last))
        except (Unknowable, AgreelintError):
            return  # told elsewhere, or a day that only some years have
        if opens and closes and opens.first.day > closes.last.day:
            self._notes.misplaced(
                window.span,
                f"this window closes before it opens: {opens.first.day} comes after {closes.last.day}",
                "write the earlier day first",
            )

    def _year(self, year: nodes.YearRef) -> bool:
        match year:
            case nodes.YearVariable():
                return self._bound(year)
            case nodes.NamedYear():
                return self._school_starts(year, KINDS[year.text[:2]])
            case nodes.YearOf() | nodes.YearAfter() | nodes.YearPreceding():
                return self._school_starts(year, year.kind.text)
            case _:
                assert_never(year)

    def _bound(self, year: nodes.YearVariable) -> bool:
        if year.name in self._variables:
            return True
        known = f"known here: {', '.join(sorted(self._variables))}" if self._variables else None
        hint = known or f"name the year, such as FY2018, or say `every fiscal_year as {year.name}`"
        if whole := in_four_figures(year.name):
            hint = f"write the year in four figures: {whole}"
        self._notes.error("AG101", "unknown-name", f"no year is called `{year.name}` here", year.span, hint)
        return False

    def _school_starts(self, node: nodes.Node, kind: str) -> bool:
        if kind != "school_year" or self._counting.school_year_start is not None:
            return True
        self._notes.misplaced(node.span, "nothing says when a school year starts", _SCHOOL)
        return False

    def _has_day(self, date: nodes.DateExpr) -> bool:
        """Check that a year named in the text has the day: only a leap day or a fifth weekday can be lacking."""
        if not isinstance(date, nodes.DayIn) or not isinstance(date.year, nodes.NamedYear):
            return True
        if isinstance(date.day, nodes.MonthDay) and (date.day.month, date.day.day) != (2, 29):
            return True  # every year has it, or none, and then the parser has told
        try:
            if within(date.day, year_called(date.year.text, self._counting)):
                return True
        except AgreelintError:
            return False  # told of the year itself
        self._notes.misplaced(
            date.span, f"{date.year.text} has no {yearly_words(date.day)}", "name a day that the year has"
        )
        return False
