"""Standing duties of bodies, one instance for each fiscal year: how often they met."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from agreelint.audit.cases import MEETING
from agreelint.audit.events import Event
from agreelint.audit.facts import Settings
from agreelint.audit.verdicts import Evidence, Finding, Instance, State, Verdict
from agreelint.audit.words import plural, said
from agreelint.counting import Counting
from agreelint.model.constraints import MeetsOften, Model
from agreelint.periods import fiscal_year_end, fiscal_year_of, fiscal_year_start


@frozen(eq=False, repr=False, slots=False)
class _Stretch:
    fiscal_year: int
    first: date
    last: date


def standing(model: Model, settings: Settings, events: Iterable[Event]) -> Iterator[Verdict]:
    """Judge every standing duty for each fiscal year that the record speaks of.

    Meetings are rows of activity `meeting`, and steps of any procedure held at a meeting of the body; each day
    counts once. A body of which the log says nothing at all gives no verdict.
    """
    rows = tuple(events)
    for duty in model.standing:
        held = _days(model, duty.body, rows, settings.as_of)
        declared = _declared_from(settings, duty.body)
        if not keeps_meetings(settings, rows, duty.body):
            continue
        for stretch in _stretches(model, duty, settings.as_of, held, declared):
            finding = _finding(model, duty, settings, held, stretch)
            instance = Instance(period=f"FY{stretch.fiscal_year}")
            yield Verdict(None, None, duty.origin, instance, finding, stretch.first)


def keeps_meetings(settings: Settings, rows: tuple[Event, ...], body: str) -> bool:
    """Say whether the log keeps a record of meetings at all: rows of them, or a declaration about them."""
    named = any(e.activity == MEETING or e.body == body for e in settings.completeness.entries)
    return named or any(row.activity == MEETING and row.body in {None, body} for row in rows)


def _days(model: Model, body: str, rows: tuple[Event, ...], as_of: date) -> dict[date, Event]:
    steps = {name for p in model.procedures.values() for name, s in p.steps.items() if s.meeting_of == body}
    alone = len(model.agreement.bodies) == 1
    found: dict[date, Event] = {}
    for row in rows:
        day = row.when.civil
        meeting = row.activity == MEETING and (row.body == body or (row.body is None and alone))
        if day and day <= as_of and (meeting or row.activity in steps):
            found.setdefault(day, row)
    return found


def _declared_from(settings: Settings, body: str) -> date | None:
    entries = [e for e in settings.completeness.entries if e.speaks_of(MEETING, body)]
    return min((e.start or date.min for e in entries), default=None)


def _stretches(
    model: Model, duty: MeetsOften, as_of: date, held: dict[date, Event], declared: date | None
) -> Iterator[_Stretch]:
    counting = model.agreement.counting
    starts = [day for day in (model.agreement.commencement.adopted, declared) if day and day != date.min]
    begin = max(starts, default=min(held, default=as_of))
    for year in range(fiscal_year_of(min(begin, as_of), counting), fiscal_year_of(as_of, counting) + 1):
        first, last = _part(duty, year, counting)
        if first >= begin and first <= as_of:  # a year that had begun before the duty is not judged
            yield _Stretch(year, first, last)


def _part(duty: MeetsOften, year: int, counting: Counting) -> tuple[date, date]:
    start, end = fiscal_year_start(year, counting), fiscal_year_end(year, counting)
    if duty.frequency.window is None:
        return start, end
    first, last = (_within(month, day, start, end) for month, day in duty.frequency.window)
    return first, last


def _within(month: int, number: int, start: date, end: date) -> date:
    day = date(start.year, month, number)
    return day if start <= day <= end else date(end.year, month, number)


def _finding(model: Model, duty: MeetsOften, settings: Settings, held: dict[date, Event], part: _Stretch) -> Finding:
    days = sorted(day for day in held if part.first <= day <= part.last)
    events = tuple(held[day] for day in days)
    need = duty.frequency.times
    told = (
        f"{plural(len(days), 'meetings')} recorded from {said(part.first)} to {said(part.last)}; "
        f"at least {need} {'is' if need == 1 else 'are'} required"
    )
    if len(days) >= need:
        return Finding(State.SATISFIED, told, due=part.last, actual=days[need - 1], events=events)
    if settings.as_of <= part.last:
        return Finding(State.PENDING, told, due=part.last, evidence=Evidence.MISSING, events=events)
    if settings.completeness.covers(MEETING, duty.body, part.first, part.last):
        fix = f"{plural(need - len(days), 'meetings')} more by {said(part.last)}"
        return Finding(
            State.VIOLATED,
            f"{told}; the log is declared complete",
            due=part.last,
            evidence=Evidence.MISSING,
            events=events,
            fix=fix,
        )
    missing = f"the meetings of {model.agreement.title_of(duty.body)} from {part.first} to {part.last}"
    return Finding(State.UNKNOWN, told, due=part.last, evidence=Evidence.MISSING, missing_record=missing, events=events)
