"""Instances of what recurs, as cases: one for each period, or one for each event, with the rows that belong to it."""

from collections.abc import Iterator
from functools import cached_property

from attrs import evolve, frozen

from agreelint.audit.answers import ABOUT, Answered, answered
from agreelint.audit.cases import FINDING, MEETING, Case, Cases
from agreelint.audit.concerned import Concerned
from agreelint.audit.facts import Settings
from agreelint.audit.naming import Names
from agreelint.audit.recurring import Periods
from agreelint.audit.rounds import chronological
from agreelint.audit.serving import vacancies
from agreelint.audit.subjects import subject_of
from agreelint.audit.triggers import Trigger, looks_back, triggers_of
from agreelint.logs.events import Event
from agreelint.model.constraints import Model, Procedure
from agreelint.model.entities import Step
from agreelint.model.order import first_owed, owes
from agreelint.model.recurrence import VACANCY, Every, ForEach
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Instances:
    """What recurs in the record of one agreement."""

    model: Model
    settings: Settings
    cases: Cases

    def outside(self) -> Iterator[Case]:
        """Yield every instance of every step outside procedures that the record speaks of, or that is owed."""
        for procedure in self.model.outside.values():
            if self.spoken_of(procedure):
                for case in self._outside(procedure):
                    yield evolve(case, findings=self._findings(case))

    def inside(self) -> Iterator[Case]:
        """Yield the cases of procedures, with the period or event for which each stands."""
        for case in self.cases.cases:
            match case.procedure.recurs:
                case Every() as recurs:
                    yield self._in_period(case, self.periods(case.procedure, recurs))
                case ForEach():
                    continue  # together, since each event has its case
                case None:
                    yield case

    def awaited(self, procedures: tuple[Procedure, ...]) -> Iterator[Case]:
        """Yield cases of recurring procedures for events, and for periods of which the record has no case."""
        for procedure in procedures:
            match procedure.recurs:
                case ForEach() as recurs:
                    yield from self._for_events(procedure, recurs)
                case Every() as recurs if self.spoken_of(procedure):
                    yield from self._without_case(procedure, self.periods(procedure, recurs))
                case _:
                    continue

    def spoken_of(self, procedure: Procedure) -> bool:
        """Say whether the record speaks of a procedure or a step outside: nobody is accused past a record of others.

        A log that is declared complete speaks of all of them, unless it only tells of other procedures.
        """
        names = {step.id for step in procedure.own}
        if any(self._rows(name) for name in names):
            return True
        actors = {body for step in procedure.own if (body := _actor(step))}
        entries = self.settings.completeness.entries
        if any(entry.activity in names or (entry.body in actors and entry.body) for entry in entries):
            return True
        general = any(entry.activity is None and entry.body is None for entry in entries)
        recurs = procedure.recurs
        if isinstance(recurs, ForEach) and recurs.body is None and self._rows(recurs.step):
            return general
        others = self._begun and not any(self._rows(name) for name in self.model.outside)
        return general and not others

    # ---- steps outside procedures -------------------------------------------------------------

    def _outside(self, procedure: Procedure) -> Iterator[Case]:
        step = procedure.own[0]
        rows = self._rows(step.id)
        unread = tuple(one for one in self.cases.unread if one[0] == step.id)
        base = Case(None, procedure, (), self._rows(MEETING), unread=unread)
        match procedure.recurs:
            case None:
                given = tuple(row for name in procedure.given for row in self._rows(name))
                yield evolve(base, events=(*rows, *given), awaited=True)
            case Every() as recurs:
                yield from self._periodic(base, step, rows, self.periods(procedure, recurs))
            case ForEach(step=name) if name == step.id:
                for act in triggers_of(self.model, ForEach(name), self.cases.acts):
                    yield evolve(base, events=act.events, label=act.label)
            case ForEach() as recurs:
                yield from self._eventual(base, rows, recurs)

    def _periodic(self, base: Case, step: Step, rows: tuple[Event, ...], periods: Periods) -> Iterator[Case]:
        placed = {id(row): periods.of(row) for row in rows}
        recorded = {number for found in placed.values() for number in found or ()}
        due = owes(base.procedure, step)
        owed = periods.judged(step.id, self.settings, recorded, _actor(step)) if due else sorted(recorded)
        for number in owed:
            own = [row for row in rows if (found := placed[id(row)]) is None or number in found]
            yield evolve(
                base,
                events=(*own, *self._given(base.procedure, number)),
                label=periods.label(number),
                stretch=periods.stretch(number),
                since=periods.since(step.id, number),
                awaited=True,
                remark=_nearest(periods, own, number),
            )

    def _given(self, procedure: Procedure, number: int) -> Iterator[Event]:
        """Yield the rows of steps elsewhere that belong to the same period, or that come once for all."""
        for name in procedure.given:
            home = self.model.outside[name]
            for row in self._rows(name):
                if not isinstance(home.recurs, Every):
                    yield row
                    continue
                found = self.periods(home, home.recurs).of(row)
                if found is None or number in found:
                    yield row

    def _triggers(self, recurs: ForEach) -> tuple[Trigger, ...]:
        """Return the events for each of which something is due."""
        record = self.settings.record
        if recurs.step == VACANCY and recurs.body and record:
            vacant = vacancies(self.model, record.register, recurs.body)
            return triggers_of(self.model, ForEach(VACANCY), vacant)
        return triggers_of(self.model, recurs, self.cases.acts)

    def _eventual(self, base: Case, rows: tuple[Event, ...], recurs: ForEach) -> Iterator[Case]:
        found = self._triggers(recurs)
        group = base.procedure.steps[recurs.step].each
        if group is None:
            yield from self._answered(base, rows, recurs, found)
            return
        event, step = base.procedure.steps[recurs.step], base.procedure.own[0]
        for member in self.model.agreement.groups[group].members:
            theirs = tuple(one for trigger in found if (one := self._of(trigger, event, member.id)))
            answers = tuple(row for row in rows if self._concerns(row, step, member.id))
            yield from self._answered(evolve(base, member=member.id), answers, recurs, theirs)

    def _of(self, trigger: Trigger, step: Step, member: str) -> Trigger | None:
        """Return an event as far as it concerns one member, None if it does not."""
        events = tuple(event for event in trigger.events if self._concerns(event, step, member))
        return evolve(trigger, events=events) if events else None

    def _concerns(self, row: Event, step: Step, member: str) -> bool:
        return member in Concerned(self.model.agreement, row.when.first).by(step, row)

    def _answered(
        self, base: Case, rows: tuple[Event, ...], recurs: ForEach, found: tuple[Trigger, ...]
    ) -> Iterator[Case]:
        back = looks_back(base.procedure, recurs.step)
        before: Trigger | None = None
        for one in answered(found, rows, back):
            events = (*one.rows, *one.trigger.events)
            since = before.last if back and before else None
            yield evolve(_for_event(base, one), events=events, awaited=True, since=since)
            before = one.trigger

    # ---- procedures ---------------------------------------------------------------------------

    def _in_period(self, case: Case, periods: Periods) -> Case:
        events = sorted(case.events, key=chronological)
        numbers = periods.told(events)
        remark = None
        if not numbers:
            first = next(iter(periods.telling(events)), None)
            numbers = (periods.of(first) if first else None) or set()
            if first and numbers:
                label = periods.label(min(numbers))
                act = "first act" if first is events[0] else f"`{first.activity}`"
                remark = f"taken as the case of {label}, by its {act}; the column `{periods.column}` would settle it"
        if len(numbers) != 1:
            return case
        (number,) = numbers
        given = tuple(self._given(case.procedure, number))
        return evolve(
            case,
            events=(*case.events, *given),
            label=periods.label(number),
            stretch=periods.stretch(number),
            since=min(periods.since(step.id, number) for step in case.procedure.own),
            remark=remark,
        )

    def _without_case(self, procedure: Procedure, periods: Periods) -> Iterator[Case]:
        present = [self._in_period(case, periods) for case in self._begun if case.procedure is procedure]
        recorded = {number for case in present for number in periods.numbers(case)}
        if any(case.stretch is None for case in present):
            return  # a case whose period is not known may be the one that seems to be missing
        owed = first_owed(procedure)
        found = [
            {n for n in periods.judged(step.id, self.settings, recorded, _actor(step)) if n not in recorded}
            for step in owed
        ]
        # A period is judged only where the record reaches back to all that is owed in it.
        first = max((min(numbers) for numbers in found if numbers), default=0)
        for number in sorted({number for numbers in found for number in numbers if number >= first}):
            yield Case(
                None,
                procedure,
                tuple(self._given(procedure, number)),
                self._rows(MEETING),
                label=periods.label(number),
                stretch=periods.stretch(number),
                since=min(periods.since(step.id, number) for step in owed),
                awaited=True,
            )

    def _for_events(self, procedure: Procedure, recurs: ForEach) -> Iterator[Case]:
        found = self._triggers(recurs)
        cases = [case for case in self._begun if case.procedure is procedure]
        firsts = {min((e for e in case.events if e.held), key=chronological): case for case in cases}
        rows = tuple(sorted(firsts, key=chronological))
        taken: set[str | None] = set()
        names = Names(self.model.agreement)
        for one in answered(found, rows, back=False):
            for case in [firsts[row] for row in one.rows] or [Case(None, procedure, (), self._rows(MEETING))]:
                taken.add(case.id)
                events = one.trigger.events
                subject = case.subject or subject_of(procedure, events, self.model.agreement, names)[0]
                yield evolve(_for_event(case, one), events=(*case.events, *events), awaited=True, subject=subject)
        yield from (case for case in cases if case.id not in taken)

    @cached_property
    def _begun(self) -> tuple[Case, ...]:
        """The cases in which something was done: what was only scheduled answers nothing."""
        return tuple(case for case in self.cases.cases if any(event.held for event in case.events))

    # ---- rows ---------------------------------------------------------------------------------

    @cached_property
    def _by_activity(self) -> dict[str, tuple[Event, ...]]:
        found: dict[str, list[Event]] = {}
        for event in self.cases.acts:
            found.setdefault(event.activity, []).append(event)
        return {activity: tuple(events) for activity, events in found.items()}

    def _rows(self, step: str) -> tuple[Event, ...]:
        return self._by_activity.get(step, ())

    def _findings(self, case: Case) -> tuple[Event, ...]:
        """Return what persons found of a step outside procedures: in this instance, or in none in particular."""
        recurs, names = case.procedure.recurs, {step.id for step in case.procedure.own}
        found = []
        for event in self._rows(FINDING):
            told = {event.attribute(ABOUT)} - {None}
            if isinstance(recurs, Every):
                periods = self.periods(case.procedure, recurs)
                told |= {periods.label(number) for number in periods.told([event])}
            if event.subject in names and (not told or case.label in told):
                found.append(event)
        return tuple(found)

    @cached_property
    def _periods(self) -> dict[int, Periods]:
        return {}

    def periods(self, procedure: Procedure, recurs: Every) -> Periods:
        """Return the periods of a procedure, whose last days are worked out once."""
        if id(procedure) not in self._periods:
            self._periods[id(procedure)] = Periods(self.model.agreement, procedure, recurs.cycle)
        return self._periods[id(procedure)]


def _actor(step: Step) -> str | None:
    return step.actor.name.text if isinstance(step.actor, nodes.ActorIs) else None


def _nearest(periods: Periods, rows: list[Event], number: int) -> str | None:
    """Say that a row was put down to a period only because that period's last day is the nearest."""
    if not any(periods.assumed(row) for row in rows):
        return None
    label = periods.label(number)
    why = f"whose last day is the nearest; the column `{periods.column}` would settle it"
    return f"taken as the record for {label}, {why}"


def _for_event(case: Case, one: Answered) -> Case:
    """Return a case as that of one event."""
    name = one.trigger.events[0].activity
    assumed = f"taken as the answer to this {name}, the oldest that waited; the column `{ABOUT}` would settle it"
    told = [assumed] if one.assumed else []
    if case.member and not one.trigger.events[0].recipients:
        told.append(f"to whom this {name} went is not recorded: taken to have gone to each (assumed)")
    return evolve(case, label=one.trigger.label, doubtful=one.doubtful, remark="; ".join(told) or None)
