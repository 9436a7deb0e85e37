"""Small random records for any agreement: the rows of its own scenarios, and rows made from its steps, damaged.

Nothing is known of a draft (unlike the logs of `oracle/faulty_logs.py`, whose faults are), but that every audit of
it must keep what `test_invariants.py` says. Its days lie where something is decided: on the days of the
scenarios, and on the last days that their verdicts name.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from random import Random

from attrs import evolve, frozen
from stock import AGREEMENTS
from test_pages import READ

from agreelint.audit.cases import MEETING, assemble
from agreelint.audit.engine import Audit, audit
from agreelint.audit.facts import Settings
from agreelint.fields import REQUIRED
from agreelint.logs.events import COLUMNS, OUTCOME_WORDS, Completeness, Event, EventLog, Stream
from agreelint.model.amount_rules import activities
from agreelint.model.constraints import Model
from agreelint.moments import UNKNOWN, Moment
from agreelint.prove.proofs import audit_under
from agreelint.prove.scenarios import Scenario
from agreelint.proving import scenarios_of
from agreelint.session import Opened, open_all

PATH = "log.csv"
WORDS = tuple(word for _, words in OUTCOME_WORDS for word in words)
SOME_DAY = date(2018, 3, 1)


@frozen(eq=False)
class Draft:
    """A record and how it is to be judged."""

    model: Model
    events: tuple[Event, ...]
    columns: frozenset[str]
    as_of: date
    completeness: Completeness
    procedure: str | None
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def log(self) -> EventLog:
        """The record as a log that was read."""
        return EventLog((PATH,), self.events, self.columns, "", self.completeness)

    def audit(self) -> Audit:
        """Judge the record."""
        log = self.log
        settings = Settings(self.as_of, self.completeness, self.columns, dict(self.readings))
        cases = assemble(self.model, log, self.procedure, self.as_of)
        return audit(self.model, log, cases, settings, self.procedure)

    def told(self) -> str:
        """Return the record for a person who has to find out what went wrong."""
        lines = [f"as of {self.as_of}, complete {self.completeness.entries}, of {self.procedure}, {self.readings}"]
        for event in self.events:
            cells = [f"{c}={event.cell(c)}" for c in sorted(COLUMNS - {"timestamp"}) if event.cell(c)]
            told = [f"{key}={text}" for key, text in event.attributes]
            counts = (
                [f"present_by={event.present_by} for_by={event.for_by}"] if event.present_by or event.for_by else []
            )
            lines.append(f"  {event.line}: {event.when.text or 'undated'} {' '.join((*cells, *told, *counts))}")
        return "\n".join(lines)


@frozen(eq=False)
class Place:
    """An agreement to draft records for, with the scenarios that show how its records look."""

    name: str
    opened: Opened
    scenarios: tuple[Scenario, ...]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days where something is decided; found only where drafts are made, for it takes many audits."""
        days = {scenario.as_of for scenario in self.scenarios}
        for scenario in self.scenarios:
            days |= {day for event in scenario.log.events for day in (event.when.first, event.when.last) if day}
            days |= {v.finding.due for v in audit_under(scenario, ()).verdicts if v.finding.due}
        return tuple(sorted(days)) or (SOME_DAY,)

    @property
    def model(self) -> Model:
        """The model of the agreement."""
        assert self.opened.model is not None
        return self.opened.model

    def drafts(self, number: int) -> Iterator[Draft]:
        """Yield drafts, the same ones each time."""
        for seed in range(number):
            yield _Drafting(self, Random(f"{self.name} {seed}")).draft()  # noqa: S311 - test data


def places() -> Iterator[Place]:
    """Yield a place for each block of the pages that makes an agreement, and for each shipped agreement."""
    for block in READ:
        if "date" not in block.marks and (opened := block.opened()).ok:
            yield Place(str(block), opened, scenarios_of(opened).value)
    for name in AGREEMENTS:
        found = open_all(name)
        yield Place(name, found[0], tuple(s for opened in found for s in scenarios_of(opened).value))


class _Drafting:
    """Makes one draft."""

    def __init__(self, place: Place, rng: Random) -> None:
        self._place, self._rng, self._model = place, rng, place.model
        agreement = place.model.agreement
        self._ids = sorted(agreement.known_ids)
        self._steps = sorted(
            {s for p in (*self._model.procedures.values(), *self._model.outside.values()) for s in p.steps}
        )

    def draft(self) -> Draft:
        rng, place = self._rng, self._place
        scenario = rng.choice(place.scenarios) if place.scenarios else None
        if scenario is not None and rng.random() < 0.8:
            events, columns = list(scenario.log.events), scenario.log.columns
            procedure, completeness = scenario.procedure, scenario.completeness
        else:
            events, columns = self._made(), frozenset(REQUIRED) | {"actor", "recipient", "outcome"}
            procedure, completeness = rng.choice([None, None, *self._model.procedures]), Completeness()
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            self._damage(events)
        if rng.random() < 0.2:
            columns = self._without(events, columns)
        for event in events:
            columns |= _filled(event)
        as_of = rng.choice([self._day(), self._day(), scenario.as_of if scenario else self._day()])
        if rng.random() < 0.6:
            completeness = rng.choice([Completeness(), self._declared(as_of), self._declared(as_of)])
        numbered = tuple(evolve(event, file=PATH, line=n + 2) for n, event in enumerate(events))
        return Draft(self._model, numbered, columns, as_of, completeness, procedure)

    def _made(self) -> list[Event]:
        days = sorted(self._day() for _ in self._steps)
        return [self._row(step, day) for step, day in zip(self._steps, days, strict=True) if self._rng.random() < 0.7]

    def _row(self, activity: str, day: date) -> Event:
        rng = self._rng
        return Event(
            PATH,
            0,
            "c1",
            None,
            activity,
            Moment.on(day),
            rng.choice([None, *self._ids]),
            tuple(rng.sample(self._ids, rng.choice((0, 1, 1, 2)) if len(self._ids) > 1 else 0)),
            outcome=rng.choice([None, None, "approved", rng.choice(WORDS)]),
        )

    def _day(self) -> date:
        return self._rng.choice(self._place.days) + timedelta(days=self._rng.choice((0, 0, 0, -1, 1, 2, -40, 400)))

    def _declared(self, as_of: date) -> Completeness:
        rng = self._rng
        through = rng.choice([None, as_of, self._day()])
        start = rng.choice([None, None, self._day()])
        if start and through and start > through:
            start = None
        activity = rng.choice([None, None, None, rng.choice([MEETING, *self._steps])])
        return Completeness((Stream(activity, None, start, through),))

    def _damage(self, events: list[Event]) -> None:
        """Change, drop or add one row."""
        rng = self._rng
        place = rng.randrange(len(events)) if events else 0
        event = events[place] if events else None
        kind = rng.choice(
            ("drop", "again", "shift", "shift", "day", "blank", "part", "actor", "to", "cell", "votes", "new")
        )
        if event is None or kind == "new":
            bodies = sorted(self._model.agreement.bodies)
            names = [*self._steps, *activities(self._model.amounts)] or [MEETING]
            row = self._row(rng.choice(names), self._day())
            if bodies and rng.random() < 0.3:
                row = evolve(
                    row,
                    activity=MEETING,
                    body=rng.choice(bodies),
                    outcome=None,
                    meeting_kind=rng.choice([None, "regular", "special"]),
                )
            events.insert(place, row)
            return
        match kind:
            case "drop":
                del events[place]
            case "again":
                events.insert(place, self._moved(evolve(event, event_id=None)))
            case "shift":
                events[place] = self._moved(event)
            case "day":
                events[place] = evolve(event, when=Moment.on(self._day()))
            case "blank":
                events[place] = evolve(event, when=UNKNOWN)
            case "part" if event.when.first and event.when.last:
                last = event.when.last + timedelta(days=rng.choice((1, 2, 30)))
                events[place] = evolve(event, when=Moment(event.when.first, last, None, f"{event.when.first}/{last}"))
            case "actor":
                events[place] = evolve(event, actor=rng.choice([None, "somebody", *self._ids]))
            case "to":
                events[place] = evolve(
                    event, recipients=tuple(rng.sample(self._ids, min(len(self._ids), rng.choice((0, 1, 2)))))
                )
            case "cell":
                events[place] = self._changed(event)
            case "votes":
                numbers = {
                    name: rng.choice([None, rng.randint(0, 4)])
                    for name in ("votes_for", "votes_against", "members_present")
                }
                events[place] = evolve(event, **numbers)

    def _moved(self, event: Event) -> Event:
        by = timedelta(days=self._rng.choice((-2, -1, 0, 1, 2)))
        if event.when.first is None or event.when.last is None:
            return evolve(event, when=Moment.on(self._day()))
        first, last = event.when.first + by, event.when.last + by
        instant = event.when.instant + by if event.when.instant else None
        return evolve(event, when=Moment(first, last, instant, f"{first}" if first == last else f"{first}/{last}"))

    def _changed(self, event: Event) -> Event:
        """Change an outcome, or take a cell that the row has from the other rows, or empty it."""
        rng = self._rng
        filled = [
            name
            for name in ("body", "subject", "fiscal_year", "medium", "received", "signed", "case_id")
            if getattr(event, name)
        ]
        choice = rng.choice(["outcome", *filled, *(["attribute"] if event.attributes else [])])
        if choice == "outcome":
            return evolve(event, outcome=rng.choice([None, *WORDS]))
        if choice == "attribute":
            kept = [pair for pair in event.attributes if rng.random() < 0.5]
            return evolve(event, attributes=tuple(kept))
        if choice == "received":
            return evolve(event, received=rng.choice([None, UNKNOWN, Moment.on(self._day())]))
        if choice == "case_id":
            return evolve(event, case_id="c2")
        return evolve(event, **{choice: None})

    def _without(self, events: list[Event], columns: frozenset[str]) -> frozenset[str]:
        """Take a column out of the record."""
        fields = {
            "recipient": "recipients",
            "members_present_by": "present_by",
            "votes_for_by": "for_by",
            "votes_against_by": "against_by",
        }
        column = self._rng.choice(sorted(columns - set(REQUIRED)) or ["note"])
        name = fields.get(column, column)
        for place, event in enumerate(events):
            if column in COLUMNS - {"note", "source_url"}:
                events[place] = evolve(event, **{name: () if name == "recipients" else None})
            else:
                events[place] = evolve(event, attributes=tuple(p for p in event.attributes if p[0] != column))
        return columns - {column}


def _filled(event: Event) -> frozenset[str]:
    """Return the columns that a row fills."""
    told = {
        "votes_for": event.votes_for,
        "members_present": event.members_present,
        "votes_against": event.votes_against,
    }
    words = {c for c in ("actor", "recipient", "body", "outcome", "meeting_kind", "subject") if event.cell(c)}
    return frozenset(words | {name for name, value in told.items() if value is not None})
