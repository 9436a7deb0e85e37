"""Scenario nodes to scenarios that can be run: their record as an event log, and what they expect."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import assert_never

from attrs import evolve, field, frozen

from agreelint.audit.cases import Cases, assemble
from agreelint.audit.verdicts import State
from agreelint.diagnostics import Diagnostic, Result
from agreelint.fields import REQUIRED
from agreelint.logs.events import Completeness, Event, EventLog, Stream
from agreelint.logs.identities import identities
from agreelint.logs.rows import fault
from agreelint.model.constraints import Model
from agreelint.model.notes import Notes, Seen
from agreelint.model.wordings import known_readings
from agreelint.prove.givens import check_amount, given_in, occurrences_in
from agreelint.prove.names import Known, check_expected, check_fact, check_reading
from agreelint.prove.rows import people_in, told_in
from agreelint.source import Source
from agreelint.syntax import nodes

Readings = tuple[tuple[str, str], ...]


@frozen(eq=False, repr=False, slots=False)
class Expectation:
    """One expectation: as it is written, where, the state (None for an amount), and under which readings of its own."""

    node: nodes.ExpectVerdict | nodes.ExpectAmount | nodes.ExpectNothing
    text: str
    line: int
    state: State | None
    readings: Readings


@frozen(eq=False, repr=False, slots=False)
class Scenario:
    """A scenario that can be run: names resolved, rows read."""

    title: str
    source: Source
    line: int
    procedure: str | None
    as_of: date
    completeness: Completeness
    readings: Readings
    log: EventLog
    expectations: tuple[Expectation, ...]
    model: Model = field(repr=False)

    @cached_property
    def cases(self) -> Cases:
        """The rows sorted into cases; the model must be free of errors."""
        return assemble(self.model, self.log, self.procedure, self.as_of)

    def contradictions(self) -> Iterator[Diagnostic]:
        """Yield what only the agreement shows to be wrong with the rows, such as more votes than seats."""
        return (problem.diagnostic({self.source.path: self.source}, {}) for problem in self.cases.problems)


def under_the_law(node: nodes.Scenario) -> bool:
    """Say whether a scenario shows what the law asks, and not the agreement alone."""
    return any(isinstance(item, nodes.LawApplies) for item in node.items)


def resolve_scenarios(found: Iterable[nodes.Scenario], source: Source, model: Model) -> Result[tuple[Scenario, ...]]:
    """Resolve the scenarios of one text; those with mistakes are left out."""
    notes = Notes()
    seen = Seen(notes)
    scenarios = []
    for node in found:
        before = len(notes.diagnostics)
        seen.add(nodes.Name(node.span, node.title), "scenario")
        scenario = _Resolving(node, source, model, notes).scenario()
        if scenario and len(notes.diagnostics) == before:
            scenarios.append(scenario)
    return Result(tuple(scenarios), tuple(notes.diagnostics))


class _Resolving:
    """Resolves one scenario."""

    def __init__(self, node: nodes.Scenario, source: Source, model: Model, notes: Notes) -> None:
        self._node, self._source, self._model, self._notes = node, source, model, notes
        known = Known.of(model, node.procedure.text if node.procedure else None)
        self._people = people_in(node)
        told = self._people | occurrences_in(node, model)
        self._known = evolve(known, people=known.people | told)
        self._steps = frozenset(step for p in self._known.procedures for step in p.steps)

    def scenario(self) -> Scenario | None:
        """Return the scenario, None if it lacks what every scenario needs."""
        node, notes = self._node, self._notes
        if node.procedure and not notes.known(node.procedure, "procedure", self._model.procedures):
            return None
        days = [item for item in node.items if isinstance(item, nodes.AsOf)]
        if len(days) != 1:
            again = days[1].span if days else node.span
            message = "a scenario is judged as of one day"
            notes.error("AG120", "no-as-of", message, again, "write `as of` and a date, once")
            return None
        before = len(notes.diagnostics)
        expectations = tuple(self._expectations())
        if not expectations and len(notes.diagnostics) == before:
            message = "a scenario that expects nothing shows nothing"
            notes.error("AG121", "expects-nothing", message, node.span, "add `expect STEP STATE`")
        log = self._log()
        return Scenario(
            node.title,
            self._source,
            self._line(node),
            node.procedure.text if node.procedure else None,
            days[0].day,
            log.completeness,
            tuple(self._readings()),
            log,
            expectations,
            self._model,
        )

    def _line(self, node: nodes.Node) -> int:
        return self._source.position(node.span.start)[0]

    def _log(self) -> EventLog:
        rows = [item for item in self._node.items if isinstance(item, nodes.LogRow | nodes.Given)]
        told = [(row, self._told(row)) for row in rows]
        read = [(row, *found) for row, found in told if found is not None]
        repeats, clashes = identities([event for _, event, _ in read], frozenset())
        for clash in clashes:
            self._notes.diagnostics.append(fault("AG056", clash.message, *(read[n][0].span for n in clash.events)))
        events = tuple(event for number, (_, event, _) in enumerate(read) if number not in repeats)
        columns = frozenset(REQUIRED).union(*(columns for _, _, columns in read))
        return EventLog((self._source.path,), events, columns, "", Completeness(tuple(self._streams())))

    def _told(self, row: nodes.LogRow | nodes.Given) -> tuple[Event, frozenset[str]] | None:
        if isinstance(row, nodes.Given):
            return given_in(row, self._source, self._model, self._notes)
        return told_in(row, self._source, self._model, self._steps, self._people, self._notes)

    def _streams(self) -> Iterator[Stream]:
        for item in self._node.items:
            complete = item.complete if isinstance(item, nodes.AsOf) else item
            if not isinstance(complete, nodes.Complete):
                continue
            if complete.start and complete.through and complete.start > complete.through:
                self._notes.misplaced(complete.span, "this stretch ends before it starts", "exchange the dates")
            for name in complete.streams.names if complete.streams else ():
                bodies = self._model.agreement.bodies
                if self._notes.known(name, "step or body", (*self._steps, *bodies, *self._model.records, "meeting")):
                    body = name.text if name.text in bodies else None
                    yield Stream(None if body else name.text, body, complete.start, complete.through)
            if not complete.streams:
                yield Stream(None, None, complete.start, complete.through)

    def _readings(self) -> Iterator[tuple[str, str]]:
        seen = Seen(self._notes)
        for item in self._node.items:
            if isinstance(item, nodes.ChosenReading):
                seen.add(item.ambiguity, "reading")
                check_reading(item, known_readings(self._model), self._notes)
                yield item.ambiguity.text, item.choice.text

    def _expectations(self) -> Iterator[Expectation]:
        states = [state.value for state in State]
        for item in self._node.items:
            match item:
                case nodes.ExpectVerdict():
                    check_expected(item.expected, self._known, self._notes)
                    for fact in item.facts:
                        check_fact(fact, self._known, self._notes)
                    chosen = [fact for fact in item.facts if isinstance(fact, nodes.UnderReading)]
                case nodes.ExpectNothing():
                    chosen = [item.under] if item.under else []
                    for fact in chosen:
                        check_fact(fact, self._known, self._notes)
                case nodes.ExpectAmount():
                    check_amount(item, self._model, self._notes)
                    chosen = [item.under] if item.under else []
                    for fact in chosen:
                        check_fact(fact, self._known, self._notes)
                case nodes.AsOf() | nodes.Complete() | nodes.ChosenReading() | nodes.LawApplies():
                    continue
                case nodes.Given() | nodes.LogRow():
                    continue
                case _:
                    assert_never(item)
            if isinstance(item, nodes.ExpectAmount) or self._notes.known(item.state, "state", states):
                text = " ".join(self._source.text[item.span.start : item.span.end].split())
                readings = tuple((fact.ambiguity.text, fact.choice.text) for fact in chosen)
                state = None if isinstance(item, nodes.ExpectAmount) else State(item.state.text)
                yield Expectation(item, text, self._line(item), state, readings)
