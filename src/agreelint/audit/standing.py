"""Standing duties of bodies, one instance for each year or month: how often they met."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.cases import MEETING
from agreelint.audit.facts import Settings
from agreelint.audit.verdicts import Evidence, Finding, Instance, State, Verdict
from agreelint.audit.words import plural, said
from agreelint.dating import Stretch
from agreelint.logs.events import Event
from agreelint.model.constraints import MeetsOften, Model
from agreelint.moments import Moment


@frozen(eq=False, repr=False, slots=False)
class _Stretch:
    label: str
    first: date
    last: date


def standing(model: Model, settings: Settings, events: Iterable[Event]) -> Iterator[Verdict]:
    """Judge every standing duty for each year or month that the record speaks of.

    Meetings are rows of activity `meeting`, and steps of any procedure held at a meeting of the body; each day
    counts once. A body of which the log says nothing at all gives no verdict.
    """
    rows = tuple(events)
    for duty in model.standing:
        held, unclear = _days(model, duty.body, rows)
        if not keeps_meetings(model, settings, rows, duty.body):
            continue
        for stretch in _stretches(model, settings, duty, held):
            finding = _finding(model, duty, settings, held, unclear, stretch)
            instance = Instance(period=stretch.label)
            yield Verdict(None, None, duty.origin, instance, finding, Moment.on(stretch.first))


def judges(model: Model, settings: Settings, rows: tuple[Event, ...], duty: MeetsOften) -> bool:
    """Say whether there is any year or month for which a duty is judged."""
    return any(_stretches(model, settings, duty, _days(model, duty.body, rows)[0]))


def keeps_meetings(model: Model, settings: Settings, rows: tuple[Event, ...], body: str) -> bool:
    """Say whether the log keeps a record of a body's meetings at all: rows of them, or a declaration about them."""
    named = any(e.activity == MEETING or e.body == body for e in settings.completeness.entries)
    ours = {body, None} if _alone(model) else {body}
    return named or any(row.activity == MEETING and row.body in ours for row in rows)


def _alone(model: Model) -> bool:
    """Say whether a meeting of nobody in particular can only be one of the agreement's single body."""
    return len(model.agreement.bodies) == 1


def _days(model: Model, body: str, rows: tuple[Event, ...]) -> tuple[dict[date, Event], tuple[Event, ...]]:
    """Return the meetings with a day, each day once, and those of which day or body is not certain."""
    everything = (*model.procedures.values(), *model.outside.values())
    steps = {step.id for p in everything for step in p.own if step.meeting_of == body}
    found: dict[date, Event] = {}
    unclear: list[Event] = []
    for row in rows:
        if row.activity not in steps and (row.activity != MEETING or row.body not in {body, None}):
            continue
        day = row.when.civil
        if day is None or (row.activity == MEETING and row.body is None and not _alone(model)):
            unclear.append(row)
        else:
            found.setdefault(day, row)
    return found, tuple(unclear)


def _declared_from(settings: Settings, body: str) -> date | None:
    entries = [e for e in settings.completeness.entries if e.speaks_of(MEETING, body)]
    return min((e.start or date.min for e in entries), default=None)


def _stretches(model: Model, settings: Settings, duty: MeetsOften, held: dict[date, Event]) -> Iterator[_Stretch]:
    counting, as_of = model.agreement.counting, settings.as_of
    declared = _declared_from(settings, duty.body)
    starts = [day for day in (model.agreement.commencement.adopted, declared) if day and day != date.min]
    begin = max(starts, default=min(held, default=as_of))
    cycle = duty.frequency.cycle
    for number in range(cycle.number(min(begin, as_of), counting), cycle.number(as_of, counting) + 1):
        first, last = _part(duty, cycle.stretch(number, counting))
        if first >= begin and first <= as_of:  # a year that had begun before the duty is not judged
            yield _Stretch(cycle.label(number, counting), first, last)


def _part(duty: MeetsOften, whole: Stretch) -> tuple[date, date]:
    if duty.frequency.window is None:
        return whole.first, whole.last
    first, last = (_within(month, day, whole.first, whole.last) for month, day in duty.frequency.window)
    return first, last


def _within(month: int, number: int, start: date, end: date) -> date:
    day = date(start.year, month, number)
    return day if start <= day <= end else date(end.year, month, number)


def _finding(
    model: Model,
    duty: MeetsOften,
    settings: Settings,
    held: dict[date, Event],
    unclear: tuple[Event, ...],
    part: _Stretch,
) -> Finding:
    days = sorted(day for day in held if part.first <= day <= part.last)
    events = tuple(held[day] for day in days)
    maybe = tuple(e for e in unclear if _touches(e, part))
    need = duty.frequency.times
    told = (
        f"{plural(len(days), 'meetings')} recorded from {said(part.first)} to {said(part.last)}; "
        f"at least {need} {'is' if need == 1 else 'are'} required"
    )
    base = Finding(State.PENDING, told, due=part.last, evidence=Evidence.MISSING, events=events)
    if len(days) >= need:
        return evolve(base, state=State.SATISFIED, actual=days[need - 1], evidence=Evidence.DIRECT)
    if settings.as_of <= part.last:
        return base
    who = model.agreement.title_of(duty.body)
    if len(days) + len(maybe) >= need:
        told += f"; {plural(len(maybe), 'meetings')} more may count: their day or body is not certain"
        missing = f"the day and body of the meetings in {', '.join(f'line {e.line}' for e in maybe)}"
        return evolve(base, state=State.UNKNOWN, message=told, missing_record=missing, events=(*events, *maybe))
    if settings.completeness.covers(MEETING, duty.body, part.first, part.last):
        fix = f"{plural(need - len(days), 'meetings')} more by {said(part.last)}"
        return evolve(base, state=State.VIOLATED, message=f"{told}; the log is declared complete", fix=fix)
    return evolve(base, state=State.UNKNOWN, missing_record=f"the meetings of {who} from {part.first} to {part.last}")


def _touches(event: Event, part: _Stretch) -> bool:
    first, last = event.when.first or date.min, event.when.last or date.max
    return first <= part.last and last >= part.first
