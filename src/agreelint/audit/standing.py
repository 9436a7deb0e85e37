"""Standing duties of bodies, one instance for each year or month: how often they met."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.cases import MEETING
from agreelint.audit.facts import Settings
from agreelint.audit.in_force import in_force, while_in_force
from agreelint.audit.meetings import regular
from agreelint.audit.verdicts import Evidence, Finding, Instance, State, Verdict
from agreelint.audit.words import plural, said
from agreelint.dating import Stretch
from agreelint.days import ONE_DAY
from agreelint.logs.events import Event
from agreelint.model.constraints import MeetsOften, Model
from agreelint.model.entities import Frequency
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
        frequency = chosen(duty, settings)
        for label, whole in _stretches(model, settings, duty, held):
            stretch = _part(frequency, label, whole)
            meetings = _Meetings(model, settings, duty.body, held, unclear)
            finding = meetings.finding(frequency, stretch)
            others = tuple(meetings.differing(duty, frequency, label, whole, finding.state))
            finding = evolve(finding, readings=((duty.often.ambiguity or "", others),)) if others else finding
            begun = Moment.on(stretch.first)
            if in_force(duty.origin.text, begun) is not False:
                finding = while_in_force(duty.origin.text, begun, finding)
                yield Verdict(None, None, duty.origin, Instance(period=label), finding, begun)


def chosen(duty: MeetsOften, settings: Settings) -> Frequency:
    """Return how often a body meets under the readings that were chosen."""
    return duty.often.under(settings.readings.get(duty.often.ambiguity or "")).rule


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


def _stretches(
    model: Model, settings: Settings, duty: MeetsOften, held: dict[date, Event]
) -> Iterator[tuple[str, Stretch]]:
    """Yield each year or month that is judged, with its name."""
    counting, as_of = model.agreement.counting, settings.as_of
    declared = _declared_from(settings, duty.body)
    starts = [day for day in (model.agreement.commencement.adopted, declared) if day and day != date.min]
    begin = max(starts, default=min(held, default=as_of))
    frequency = chosen(duty, settings)
    cycle = frequency.cycle
    for number in range(cycle.number(min(begin, as_of), counting), cycle.number(as_of, counting) + 1):
        whole, label = cycle.stretch(number, counting), cycle.label(number, counting)
        if begin <= _part(frequency, label, whole).first <= as_of:  # one that had begun before the duty is not judged
            yield label, whole


def _part(frequency: Frequency, label: str, whole: Stretch) -> _Stretch:
    if frequency.window is None:
        return _Stretch(label, whole.first, whole.last)
    first, last = (_within(month, day, whole.first, whole.last) for month, day in frequency.window)
    return _Stretch(label, first, last)


def _within(month: int, number: int, start: date, end: date) -> date:
    day = date(start.year, month, number)
    return day if start <= day <= end else date(end.year, month, number)


def _months(part: _Stretch) -> Iterator[_Stretch]:
    """Yield each calendar month of a stretch, or what of it lies in the stretch."""
    first = part.first
    while first <= part.last:
        last = min(date(first.year, first.month, monthrange(first.year, first.month)[1]), part.last)
        yield _Stretch(part.label, first, last)
        first = last + ONE_DAY


_WORST_FIRST = (State.VIOLATED, State.UNKNOWN, State.PENDING, State.SATISFIED)


@frozen(eq=False, repr=False, slots=False)
class _Meetings:
    """The meetings of a body: those with a day, each day once, and those of which day or body is not certain."""

    model: Model
    settings: Settings
    body: str
    held: dict[date, Event]
    unclear: tuple[Event, ...]

    def differing(
        self, duty: MeetsOften, used: Frequency, label: str, whole: Stretch, state: State
    ) -> Iterator[tuple[str, State]]:
        """Yield every other reading under which the state would differ."""
        for option in duty.often.options:
            if option.rule is not used:
                other = self.finding(option.rule, _part(option.rule, label, whole)).state
                if other is not state:
                    yield option.name, other

    def finding(self, frequency: Frequency, part: _Stretch) -> Finding:
        """Judge one stretch; of its months, where each is meant, the worst speaks for all."""
        if not frequency.monthly:
            return self._judged(frequency, part)
        found = [self._judged(frequency, month) for month in _months(part)]
        worst = min(found, key=lambda one: _WORST_FIRST.index(one.state))
        return found[-1] if worst.state is State.SATISFIED else worst

    def _judged(self, frequency: Frequency, part: _Stretch) -> Finding:
        counted = [day for day, row in self.held.items() if not frequency.regularly or regular(row)]
        days = sorted(day for day in counted if part.first <= day <= part.last)
        events = tuple(self.held[day] for day in days)
        maybe = tuple(e for e in self.unclear if _touches(e, part))
        need = frequency.times
        told = (
            f"{plural(len(days), 'regular meetings' if frequency.regularly else 'meetings')} recorded "
            f"from {said(part.first)} to {said(part.last)}; at least {need} {'is' if need == 1 else 'are'} required"
        )
        base = Finding(State.PENDING, told, due=part.last, evidence=Evidence.MISSING, events=events)
        if len(days) >= need:
            return evolve(base, state=State.SATISFIED, actual=days[need - 1], evidence=Evidence.DIRECT)
        if self.settings.as_of <= part.last:
            return base
        if len(days) + len(maybe) >= need:
            told += f"; {plural(len(maybe), 'meetings')} more may count: their day or body is not certain"
            missing = f"the day and body of the meetings in {', '.join(f'line {e.line}' for e in maybe)}"
            return evolve(base, state=State.UNKNOWN, message=told, missing_record=missing, events=(*events, *maybe))
        if self.settings.completeness.covers(MEETING, self.body, part.first, part.last):
            fix = f"{plural(need - len(days), 'meetings')} more by {said(part.last)}"
            return evolve(base, state=State.VIOLATED, message=f"{told}; the log is declared complete", fix=fix)
        who = self.model.agreement.title_of(self.body)
        missing = f"the meetings of {who} from {part.first} to {part.last}"
        return evolve(base, state=State.UNKNOWN, missing_record=missing)


def _touches(event: Event, part: _Stretch) -> bool:
    first, last = event.when.first or date.min, event.when.last or date.max
    return first <= part.last and last >= part.first
