"""Standing duties of bodies, one instance for each year or month: how often they met."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.cases import MEETING
from agreelint.audit.facts import Settings
from agreelint.audit.in_force import in_force, while_in_force
from agreelint.audit.meeting_days import at_least, can_fill, surely_in, touches
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
        if not keeps_meetings(model, settings, rows, duty.body):
            continue
        frequency = chosen(duty, settings)
        meetings = _Meetings(model, settings, duty.body, *_rows(model, duty.body, rows))
        for label, whole in _stretches(model, settings, duty, rows):
            stretch = _part(frequency, label, whole)
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
    return any(_stretches(model, settings, duty, rows))


def keeps_meetings(model: Model, settings: Settings, rows: tuple[Event, ...], body: str) -> bool:
    """Say whether the log keeps a record of a body's meetings at all: rows of them, or a declaration about them."""
    named = any(e.speaks_of(MEETING, body) and (e.activity or e.body) for e in settings.completeness.entries)
    ours = {body, None} if _alone(model) else {body}
    return named or any(row.activity == MEETING and row.body in ours for row in rows)


def _alone(model: Model) -> bool:
    """Say whether a meeting of nobody in particular can only be one of the agreement's single body."""
    return len(model.agreement.bodies) == 1


def _rows(model: Model, body: str, rows: tuple[Event, ...]) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Return the meetings of a body, and those of which nobody knows whether they were of this one."""
    everything = (*model.procedures.values(), *model.outside.values())
    steps = {step.id for p in everything for step in p.own if step.meeting_of == body}
    meetings = [row for row in rows if row.activity == MEETING]
    ours = {body, None} if _alone(model) else {body}
    own = [row for row in rows if row.activity in steps and row.activity != MEETING]
    own += [row for row in meetings if row.body in ours]
    return tuple(own), tuple(row for row in meetings if row.body is None and not _alone(model))


def _declared_from(settings: Settings, body: str) -> date | None:
    entries = [e for e in settings.completeness.entries if e.speaks_of(MEETING, body)]
    return min((e.start or date.min for e in entries), default=None)


def _stretches(
    model: Model, settings: Settings, duty: MeetsOften, rows: Iterable[Event]
) -> Iterator[tuple[str, Stretch]]:
    """Yield each year or month that is judged, with its name."""
    counting, as_of = model.agreement.counting, settings.as_of
    declared = _declared_from(settings, duty.body)
    starts = [day for day in (model.agreement.commencement.adopted, declared) if day and day != date.min]
    begin = max(starts, default=min((row.when.first for row in rows if row.when.first), default=as_of))
    frequency = chosen(duty, settings)
    cycle = frequency.cycle
    for number in range(cycle.number(min(begin, as_of), counting), cycle.number(as_of, counting) + 1):
        whole, label = cycle.stretch(number, counting), cycle.label(number, counting)
        if begin <= _part(frequency, label, whole).first:  # one that had begun before the duty is not judged
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


def _worst(found: list[Finding]) -> Finding:
    return min(found, key=lambda one: _WORST_FIRST.index(one.state))


@frozen(eq=False, repr=False, slots=False)
class _Meetings:
    """The meetings of a body, and those of which nobody knows whether they were of this one."""

    model: Model
    settings: Settings
    body: str
    held: tuple[Event, ...]
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
        """Judge one stretch; of its months, where each is meant, the worst speaks for all.

        What a meeting without a certain day can make good is open, but it can do so in one month alone.
        """
        counted = [_Counted.of(self, frequency, one) for one in (_months(part) if frequency.monthly else (part,))]
        found = [self._without(one) for one in counted]
        worst = _worst(found)
        short = [one for one, finding in zip(counted, found, strict=True) if finding.state is worst.state]
        uncertain = {id(row): row for one in short for row in one.uncertain}
        if can_fill([(one.part.first, one.part.last, one.lacking) for one in short], uncertain.values()):
            found = [self._judged(one) for one in counted]
            worst = _worst(found)
        return found[-1] if worst.state is State.SATISFIED else worst

    def _judged(self, one: "_Counted") -> Finding:
        """Judge one stretch, with those meetings whose day or body is not certain."""
        if one.certain >= one.need or one.lacking > len(one.uncertain):
            return self._without(one)
        told = f"{one.told}; {plural(len(one.uncertain), 'meetings')} more may count: their day or body is not certain"
        missing = f"the day and body of the meetings in {', '.join(f'line {e.line}' for e in one.uncertain)}"
        events = (*one.events, *one.uncertain)
        return evolve(one.finding, state=State.UNKNOWN, message=told, missing_record=missing, events=events)

    def _without(self, one: "_Counted") -> Finding:
        """Judge one stretch by the meetings that were surely held in it."""
        part, base = one.part, one.finding
        if one.certain >= one.need:
            return evolve(base, state=State.SATISFIED, actual=one.done, evidence=Evidence.DIRECT)
        if self.settings.as_of <= part.last:
            return base
        if self.settings.completeness.covers(MEETING, self.body, part.first, part.last):
            fix = f"{plural(one.need - one.certain, 'meetings')} more by {said(part.last)}"
            return evolve(base, state=State.VIOLATED, message=f"{one.told}; the log is declared complete", fix=fix)
        who = self.model.agreement.title_of(self.body)
        missing = f"the meetings of {who} from {part.first} to {part.last}"
        return evolve(base, state=State.UNKNOWN, missing_record=missing)


@frozen(eq=False, repr=False, slots=False)
class _Counted:
    """The meetings of one stretch: on how many days they were surely held, and which more may have been in it."""

    part: _Stretch
    need: int
    certain: int
    lacking: int
    """How many of the uncertain ones it takes."""
    uncertain: tuple[Event, ...]
    done: date | None
    told: str
    events: tuple[Event, ...]

    @classmethod
    def of(cls, meetings: _Meetings, frequency: Frequency, part: _Stretch) -> "_Counted":
        """Count the meetings of a stretch."""
        need, first, last = frequency.times, part.first, part.last
        counts = [row for row in meetings.held if not frequency.regularly or regular(row)]
        maybe = [row for row in meetings.unclear if not frequency.regularly or regular(row)]
        sure = sorted((row for row in counts if surely_in(row, first, last)), key=lambda row: row.when.first or first)
        by_day = {row.when.civil: row for row in reversed(sure) if row.when.civil}
        days = sorted(by_day)
        certain = at_least(sure)
        uncertain = [row for row in (*counts, *maybe) if row.when.civil not in by_day and touches(row, first, last)]
        told = (
            f"{plural(certain, 'regular meetings' if frequency.regularly else 'meetings')} recorded "
            f"from {said(first)} to {said(last)}; at least {need} {'is' if need == 1 else 'are'} required"
        )
        done = days[need - 1] if len(days) >= need else None
        events = tuple(by_day[day] for day in days)
        return cls(part, need, certain, max(0, need - len(days)), tuple(uncertain), done, told, events)

    @property
    def finding(self) -> Finding:
        """Begin a finding: so far nothing is decided."""
        return Finding(State.PENDING, self.told, due=self.part.last, evidence=Evidence.MISSING, events=self.events)
