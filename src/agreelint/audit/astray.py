"""Rows of steps that no check takes, because what or whom they name is not there: none may vanish without a word."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from agreelint.audit.answers import ABOUT
from agreelint.audit.cases import FINDING, Case
from agreelint.audit.concerned import Concerned
from agreelint.audit.tenure import plain
from agreelint.logs.events import Event
from agreelint.model.asked import asked
from agreelint.model.constraints import Judged, Model, Procedure
from agreelint.model.entities import Agreement
from agreelint.model.recurrence import ForEach
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Judging:
    """A case with the procedure as which it is judged, and the agreement as that case sees it."""

    agreement: Agreement
    procedure: Procedure
    case: Case

    def rows(self) -> Iterator[tuple[Event, bool]]:
        """Yield the rows of its own steps, and whether each concerns anybody for whom its step stands."""
        own = [e for e in self.case.events if e.held and e.activity not in self.procedure.given]
        first = min((e.when.first for e in own if e.when.first), default=None)
        who = Concerned(self.agreement, first, self.case.member)
        for event in own:
            step = self.procedure.steps[event.activity]
            yield event, step.each is None or not who.by(step, event).isdisjoint(who.members(step))


def astray(model: Model, acts: Iterable[Event], judged: Iterable[Judging], *, alone: bool) -> Iterator[str]:
    """Yield one line for each row of a step, or of a finding, that no check takes.

    With `alone` one procedure is judged by itself, and rows of steps outside it are left out on purpose.
    """
    acts, judged = tuple(acts), tuple(judged)
    outside = () if alone else tuple(e for e in acts if e.activity in model.outside and e.procedure is None)
    rows = {_place(event): event for event in outside}
    reached: dict[tuple[str, int], bool] = {}
    for one in judged:
        for event, counts in one.rows():
            place = _place(event)
            rows[place] = event
            reached[place] = reached.get(place, False) or counts
    for place, event in sorted(rows.items()):
        if not reached.get(place):
            yield _line(event, _nobody(event) if place in reached else _homeless(model.outside[event.activity], event))
    yield from _findings(model, acts, judged, alone=alone)


def _nobody(event: Event) -> str:
    named = [f"`{name}`" for name in (event.actor, event.body, *event.recipients) if name]
    return f"it names {' and '.join(named)}, and nobody for whom its step stands" if named else "it names nobody"


def _homeless(procedure: Procedure, event: Event) -> str:
    about = event.attribute(ABOUT)
    if not isinstance(procedure.recurs, ForEach):
        return "it belongs to no period that is judged"
    if about:
        return f"no {procedure.recurs.step} of the record that it can answer is called `{about}`"
    return f"no {procedure.recurs.step} that it can answer is on record"


def _findings(model: Model, acts: tuple[Event, ...], judged: tuple[Judging, ...], *, alone: bool) -> Iterator[str]:
    """Yield the findings on what no person has to judge in their case."""
    everywhere = () if alone else tuple(model.outside.values())
    cases: dict[str | None, list[Procedure]] = {None: list(everywhere)}
    for one in judged:
        cases.setdefault(one.case.id, []).append(one.procedure)
    for event in sorted((event for event in acts if event.activity == FINDING), key=_place):
        procedures = (*cases.get(event.case_id, ()), *everywhere)
        if not any(_judges(procedure, event) for procedure in procedures):
            yield _line(event, f"nothing in its case is judged by the name `{event.subject or ''}`")


def _judges(procedure: Procedure, event: Event) -> bool:
    subject = event.subject or ""
    steps = {rule.origin.step for rule in procedure.every if isinstance(rule, Judged)}
    standards = (c.standard for c in asked(procedure, procedure.every) if isinstance(c, nodes.Judged))
    return subject in steps or any(plain(subject) == plain(standard) for standard in standards)


def _place(event: Event) -> tuple[str, int]:
    return event.file, event.line


def _line(event: Event, why: str) -> str:
    return f"line {event.line} of {event.file}: this `{event.activity}` counts for nothing: {why}"
