"""One date expression worked out on the calendar, for whoever asks for a single deadline."""

import re

from attrs import evolve

from agreelint.counting import Counting
from agreelint.dating import Anchors, Answer, Unknowable, event_names, reckon
from agreelint.dating.names import years
from agreelint.dating.years import in_four_figures
from agreelint.diagnostics import AgreelintError, Diagnostic
from agreelint.moments import Moment
from agreelint.packs import DEFAULT_CALENDAR, calendar_of
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.parser import parse_date_query

_OTHER_DATE = re.compile(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{2,4}")


def work_out(expression: str, county: str | None) -> tuple[Answer | None, tuple[Diagnostic, ...], Source]:
    """Work out a date expression on the calendar of Massachusetts; raises AgreelintError if it means no day."""
    source = Source("expression", expression)
    parsed = parse_date_query(source)
    if parsed.value is None or not parsed.ok:
        return None, tuple(_with_iso(diagnostic, expression) for diagnostic in parsed.diagnostics), source
    query, calendar = parsed.value, calendar_of(DEFAULT_CALENDAR)
    if county and county not in {entry.county for entry in calendar.entries}:
        counties = sorted({entry.county for entry in calendar.entries if entry.county})
        raise AgreelintError(f"the calendar knows no county `{county}`: {', '.join(counties)}")
    counting = Counting(calendar, county)
    name = next(event_names(query.expression), None)
    if name is not None:
        raise AgreelintError(f"`{name.text}` has no date here: write the day, such as 2017-05-11")
    for year in years(query.expression):
        if isinstance(year, nodes.YearVariable):
            whole = in_four_figures(year.name) or "FY2018"
            raise AgreelintError(f"no year is called `{year.name}` here: write it in four figures, such as {whole}")
    rolls = query.words is None or query.words.text not in {"at_least", "no_earlier"}
    try:
        dated = reckon(query.expression, Anchors(), counting, rolls=rolls)
    except Unknowable as error:
        raise AgreelintError(str(error)) from error
    return Answer(expression, calendar.name, dated) if dated else None, (), source


def _with_iso(diagnostic: Diagnostic, expression: str) -> Diagnostic:
    """Say how to write a day that stands in another form than year-month-day."""
    for found in _OTHER_DATE.finditer(expression):
        try:
            Moment.parse(found.group(), "UTC")
        except ValueError as error:
            return evolve(diagnostic, message=str(error), hint=None)
    return diagnostic
