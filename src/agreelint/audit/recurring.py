"""Which period of a cycle each row of a log belongs to, and which periods are judged at all."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import evolve

from agreelint.audit.cases import Case, period_told
from agreelint.audit.dates import expression_of
from agreelint.audit.facts import Settings
from agreelint.cycles import Cycle
from agreelint.dating import Anchors, Stretch, Unknowable, event_names, reckon
from agreelint.dating.names import outcomes
from agreelint.diagnostics import AgreelintError
from agreelint.logs.events import Event
from agreelint.model.constraints import Deadline, Procedure
from agreelint.model.entities import Agreement
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.syntax import nodes

_AROUND = 2
"""How many periods away from its own a last day is looked for."""


class Periods:
    """The periods of one procedure, or of a step outside procedures, that returns with a cycle."""

    def __init__(self, agreement: Agreement, procedure: Procedure, cycle: Cycle) -> None:
        """Divide the record of `procedure` by `cycle`."""
        self._agreement, self._procedure, self._cycle = agreement, procedure, cycle
        self._counting = agreement.counting
        self._dues: dict[tuple[str, int], date | None] = {}

    @property
    def column(self) -> str:
        """Return the column in which a row would say for which period it stands."""
        return self._cycle.column

    def label(self, number: int) -> str:
        """Return what reports call a period."""
        return self._cycle.label(number, self._counting)

    def stretch(self, number: int) -> Stretch:
        """Return the days of a period."""
        return self._cycle.stretch(number, self._counting)

    def told(self, events: Iterable[Event]) -> set[int]:
        """Return the periods for which rows say that they stand."""
        texts = {text for event in events if (text := period_told(event, self._cycle))}
        return {number for text in texts if (number := self._cycle.named(text, self._counting)) is not None}

    def of(self, event: Event) -> set[int] | None:
        """Return the periods to which a row can belong, by what it says or else by its day; None if by neither."""
        if told := self.told([event]):
            return told
        first, last = event.when.first, event.when.last
        if first is None or last is None:
            return None
        low, high = self.by_day(event.activity, first), self.by_day(event.activity, last)
        return set(range(low, high + 1))

    def by_day(self, step: str, day: date) -> int:
        """Return the period to which an act of a day belongs.

        That is the one in which the day lies, unless the step is due outside of its period (`April 30 preceding
        FY`): then it is the one whose last lawful day is nearest.
        """
        here = self._cycle.number(day, self._counting)
        due = self.due(step, here)
        if due is None or self._holds(here, due):
            return here
        around = range(here - _AROUND, here + _AROUND + 1)
        dues = [(number, due) for number in around if (due := self.due(step, number))]
        return min(dues, key=lambda one: (abs((one[1] - day).days), one[0]))[0]

    def since(self, step: str, number: int) -> date:
        """Return the first day whose acts belong to a period."""
        due, before = self.due(step, number), self.due(step, number - 1)
        if due is None or before is None or self._holds(number, due):
            return self.stretch(number).first
        return before + timedelta(days=(due - before).days // 2 + 1)

    def numbers(self, case: Case) -> set[int]:
        """Return the period for which a case stands, or those that its rows name if they disagree."""
        if case.stretch is None:
            return self.told(case.events)
        return {self._cycle.number(case.stretch.first, self._counting)}

    def assumed(self, event: Event) -> bool:
        """Say whether a row was put down to a period by nothing but the nearest last day."""
        if self.told([event]) or event.when.first is None:
            return False
        due = self.due(event.activity, self.by_day(event.activity, event.when.first))
        return due is not None and not self._holds(self.by_day(event.activity, event.when.first), due)

    def due(self, step: str, number: int) -> date | None:
        """Return the last lawful day of a step in a period, where it depends on the calendar alone."""
        key = (step, number)
        if key not in self._dues:
            self._dues[key] = min(self._last_days(step, self.stretch(number)), default=None)
        return self._dues[key]

    def _last_days(self, step: str, stretch: Stretch) -> Iterator[date]:
        anchors = Anchors(stretch_of=lambda _: stretch)
        for constraint in self._procedure.constraints:
            if constraint.origin.step != step or not isinstance(constraint, Deadline):
                continue
            for bound in self._by_calendar(constraint.bound):
                try:
                    dated = reckon(expression_of(bound), anchors, self._counting)
                except (Unknowable, AgreelintError):
                    continue  # beyond the calendar, or a day that this period does not have
                if dated:
                    yield dated.last.day

    def _by_calendar(self, bound: nodes.OneSided) -> Iterator[nodes.OneSided]:
        """Yield a bound with each date on which it may rest that depends on the calendar alone.

        That is its own date, or one of those among which a definition chooses.
        """
        if not isinstance(bound, LAST_DAY_BOUNDS):
            return
        for limit in outcomes(limit_of(bound), self._procedure.definitions):
            if any(event_names(limit, self._procedure.definitions)):
                continue
            yield evolve(bound, limit=limit) if isinstance(bound, nodes.NoLaterThan) else evolve(bound, anchor=limit)

    def telling(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Return the rows whose steps have a last day by the calendar, which tells their period best; else all."""
        exact = tuple(event for event in events if event.when.exact)
        here = {e: self._cycle.number(e.when.first, self._counting) for e in exact if e.when.first}
        return tuple(event for event, number in here.items() if self.due(event.activity, number)) or exact

    def _holds(self, number: int, day: date) -> bool:
        stretch = self.stretch(number)
        return stretch.first <= day <= stretch.last

    def judged(self, step: str, settings: Settings, recorded: set[int], body: str | None) -> tuple[int, ...]:
        """Return the periods in which a step is owed: since adoption, or since the record begins, through as-of.

        The last of them is the one that runs at as-of, or a later one whose last day lies in that. A period that had
        begun before the agreement was adopted, or before a declared record begins, is left out unless rows speak of it.
        """
        running = self._cycle.number(settings.as_of, self._counting)
        last = running
        while (due := self.due(step, last + 1)) and due <= self.stretch(running).last:
            last += 1
        entries = [e for e in settings.completeness.entries if e.speaks_of(step, body)]
        declared = min((e.start or date.min for e in entries), default=None)
        adopted = self._agreement.commencement.adopted
        floor = min(recorded, default=running)
        if declared is not None and (adopted or declared != date.min):
            days = [day for day in (adopted, declared) if day and day != date.min]
            floor = min(floor, self._cycle.number(max(days), self._counting))
        found = [n for n in range(floor, last + 1) if n in recorded or self._begun_under(step, n, adopted, declared)]
        return tuple(sorted({*found, *recorded}))

    def _begun_under(self, step: str, number: int, adopted: date | None, declared: date | None) -> bool:
        if adopted and min(self.stretch(number).first, self.due(step, number) or date.max) < adopted:
            return False
        return declared is None or self.since(step, number) >= declared
