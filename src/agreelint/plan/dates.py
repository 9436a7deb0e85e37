"""Dates and bounds of an encoding in the words of a checklist."""

from collections.abc import Callable
from typing import assert_never

from agreelint.dating import period_of
from agreelint.dating.names import meanings
from agreelint.dating.yearly import year_word, yearly_words
from agreelint.plan.articles import the
from agreelint.syntax import nodes

_BOUNDS = {
    nodes.AtLeastBefore: "at least {} before {}",
    nodes.AtLeastAfter: "at least {} after {}",
    nodes.AtMostBefore: "no more than {} before {}",
    nodes.AtMostAfter: "within {} after {}",
}


def bound_in_words(bound: nodes.OneSided, title: Callable[[str], str]) -> str:
    """Say when a bound allows a step; `title` returns the title of a step."""
    match bound:
        case nodes.NoLaterThan():
            return f"no later than {called(bound.limit, title)}"
        case nodes.NoEarlierThan():
            return f"no earlier than {called(bound.limit, title)}"
        case _:
            return _BOUNDS[type(bound)].format(period_of(bound.period), called(bound.anchor, title))


def window_in_words(window: nodes.Window, title: Callable[[str], str]) -> str:
    """Say in which days a window allows a step."""
    match window:
        case nodes.WindowAfter() | nodes.WindowBefore():
            word = "after" if isinstance(window, nodes.WindowAfter) else "before"
            return f"{window.least} to {period_of(window.most)} {word} {called(window.anchor, title)}"
        case nodes.BetweenDays():
            return f"between {called(window.first, title)} and {called(window.last, title)}"
        case nodes.BetweenIn() | nodes.BetweenPreceding():
            word = "in" if isinstance(window, nodes.BetweenIn) else "preceding"
            days = f"{yearly_words(window.first)} and {yearly_words(window.last)}"
            return f"between {days} {word} {year_in_words(window.year, title)}"
        case nodes.OnDay():
            return f"on {called(window.day, title)}"
        case _:
            assert_never(window)


def date_in_words(date: nodes.DateExpr, title: Callable[[str], str]) -> str:
    """Name the date that an expression means, without an article."""
    match date:
        case nodes.EventDate():
            return title(date.step.text)
        case nodes.FixedDate():
            return str(date.day)
        case nodes.FixedInstant() | nodes.PartialDate():
            return date.text
        case nodes.DateInterval():
            return f"{date.first} to {date.last}"
        case nodes.DayInYear():
            comma = "," if isinstance(date.day, nodes.MonthDay) else ""
            return f"{yearly_words(date.day)}{comma} {date.year}"
        case nodes.DayIn():
            return f"{yearly_words(date.day)} in {year_in_words(date.year, title)}"
        case nodes.DayPreceding():
            return f"{yearly_words(date.day)} preceding {year_in_words(date.year, title)}"
        case nodes.YearEnd():
            return f"end of {year_in_words(date.year, title)}"
        case nodes.YearStart():
            return f"start of {year_in_words(date.year, title)}"
        case nodes.NextDay():
            which = f" of an {date.parity.text.replace('_', ' ')}" if date.parity else ""
            return f"next {yearly_words(date.day)}{which} after {called(date.anchor, title)}"
        case nodes.NextBusinessDay():
            return f"next business day after {called(date.anchor, title)}"
        case nodes.PeriodBefore() | nodes.PeriodAfter():
            word = "before" if isinstance(date, nodes.PeriodBefore) else "after"
            return f"{period_of(date.period)} {word} {called(date.anchor, title)}"
        case nodes.DeadlineOf():
            return f"deadline of {called(date.of, title)}"
        case nodes.EarliestOfEvery() | nodes.LatestOfEvery():
            word = "earliest" if isinstance(date, nodes.EarliestOfEvery) else "latest"
            return f"{word} of every {title(date.name.text)}"
        case nodes.TermEnd():
            return f"end of {the(title(date.term.text))}"
        case nodes.ReceiptOf():
            return f"receipt of {the(title(date.step.text))}"
        case nodes.StatedDay():
            return f"{title(date.column.text)} named in {the(title(date.step.text))}"
        case nodes.FirstDayOf():
            return f"first lawful day of {the(title(date.step.text))}"
        case nodes.EarliestOf() | nodes.LatestOf():
            word = "earliest" if isinstance(date, nodes.EarliestOf) else "latest"
            return f"{word} of {', '.join(called(part, title) for part in date.dates)}"
        case _:
            assert_never(date)


def year_in_words(year: nodes.YearRef, title: Callable[[str], str]) -> str:
    """Name the year that is meant."""
    match year:
        case nodes.NamedYear():
            return year.text
        case nodes.YearVariable():
            return year.name
        case nodes.YearOf() | nodes.YearAfter() | nodes.YearPreceding():
            return f"the {year.kind.text.replace('_', ' ')} {year_word(year)} {called(year.anchor, title)}"
        case _:
            assert_never(year)


def definition_in_words(defined: nodes.NamedDate, title: Callable[[str], str]) -> str:
    """Say what a defined date or a term means."""
    name = title(defined.name.text)
    if isinstance(defined, nodes.Term):
        longest = ""
        if defined.extendable:
            step = title(defined.extendable.step.text)
            longest = (
                f", unless extended by {period_of(defined.extendable.most)} at most through {the(step)} before its end"
            )
        each = f" of each {title(defined.each.group.text)}" if defined.each else ""
        return f"{the(name)}{each} ends {called(defined.until, title)}{longest}"
    each = f" of each {title(defined.each.group.text)}" if defined.each else ""
    return f"{the(name)}{each} is {_defined(meanings(defined)[0], title)}"


def _defined(date: nodes.DefinedDate, title: Callable[[str], str]) -> str:
    if not isinstance(date, nodes.DateWhen):
        return called(date, title)
    relation = date.test.relation.text.replace("_", " ")
    test = f"{called(date.test.left, title)} {relation} {called(date.test.right, title)}"
    return f"{called(date.then, title)} if {test}, else {_defined(date.otherwise, title)}"


def called(date: nodes.DateExpr, title: Callable[[str], str]) -> str:
    """Name a date with its article, if it is one that takes it: `the hearing`, but `May 14 preceding FY`."""
    match date:
        case (
            nodes.FixedDate()
            | nodes.FixedInstant()
            | nodes.PartialDate()
            | nodes.DateInterval()
            | nodes.DayInYear(day=nodes.MonthDay())
            | nodes.DayIn(day=nodes.MonthDay())
            | nodes.DayPreceding(day=nodes.MonthDay())
            | nodes.PeriodBefore()
            | nodes.PeriodAfter()
        ):
            return date_in_words(date, title)
        case _:
            return the(date_in_words(date, title))
