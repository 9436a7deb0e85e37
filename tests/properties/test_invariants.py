"""What must hold of every audit, whatever the construct: tried on every agreement of the pages and every shipped one.

Each draft (see `drafting.py`) is judged, and judged again with its rows in another order, with rows of the future, on
earlier days, and under other readings. What fails is told with the whole record; put it into `tests/cases/audit/`.
"""

import csv
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from attrs import astuple, evolve, fields, has
from drafting import PATH, Draft, places

from agreelint.audit.cases import MEETING
from agreelint.audit.engine import Audit
from agreelint.audit.verdicts import Evidence, State, Verdict
from agreelint.graph.export import dot, mermaid
from agreelint.logs.events import Completeness, Event
from agreelint.model.wordings import known_readings
from agreelint.moments import Moment
from agreelint.report.checklist import render as render_checklist
from agreelint.report.document import Report
from agreelint.report.formats import FORMATS, renderer
from agreelint.session import DUTIES, make_checklist, part
from agreelint.source import Source

PLACES = list(places())
DRAFTS = 6
READINGS = 8  # of each draft: shipped agreements have some seventy, and each takes an audit
AGAINST = {State.VIOLATED, State.NO_EFFECT}
LASTING = {State.SATISFIED, *AGAINST}
SETTLED = {*LASTING, State.NOT_APPLICABLE, State.HOLDING}
LINE = re.compile(r"\bline (\d+)")
KEYS = {
    *("case_id", "procedure", "constraint", "clause", "clauses", "step", "kind", "level", "origin", "instance"),
    *("state", "due", "actual", "margin", "evidence", "missing_record", "vote", "relied_on", "cured_under"),
    *("text_in_force", "read_against_later_text", "message", "arithmetic", "events", "doubtful_because", "readings"),
}


def said(audit: Audit) -> list[tuple]:
    """Return the verdicts with everything that they say; rows that say the same are one and the same."""
    first: dict[Event, int] = {}
    names: dict[str, str] = {}
    for event in audit.log.events:
        plain_event = evolve(event, line=0)
        names[str(event.line)] = f"{first.setdefault(plain_event, len(first))}"
    contents = {number: repr(event) for event, number in first.items()}

    def plain(value: object) -> object:
        match value:
            case str():
                return LINE.sub(lambda found: f"the row {contents[int(names[found[1]])]}", value)
            case tuple():
                parts = [plain(one) for one in value]
                return tuple(sorted(parts, key=repr) if any(isinstance(one, Event) for one in value) else parts)
            case Event():
                return evolve(value, line=0)
            case Moment():
                return evolve(value, text="")  # two ways to write one moment are one
            case _ if has(type(value)):
                return tuple((field.name, plain(getattr(value, field.name))) for field in fields(type(value)))
        return value

    return [(v.case_id, *plain(v)) for v in audit.verdicts]


def unchecked(audit: Audit) -> list[str]:
    """Return what was not checked, with what stands in the rows in place of their lines."""
    rows = {str(event.line): repr(evolve(event, line=0)) for event in audit.log.events}
    return sorted(LINE.sub(lambda found: f"the row {rows[found[1]]}", line) for line in audit.not_checked)


def key_of(verdict: Verdict) -> tuple:
    """Return what names a verdict."""
    return verdict.case_id, verdict.procedure, verdict.origin.name, *astuple(verdict.instance)


def numbered(draft: Draft, events: list[Event]) -> Draft:
    """Return the draft with other rows."""
    return evolve(draft, events=tuple(evolve(event, line=n + 2) for n, event in enumerate(events)))


def differing(one: Audit, other: Audit) -> str:
    """Say in which verdicts two audits differ."""
    pairs = [({repr(key_of(v)): text for v, text in zip(a.verdicts, said(a), strict=True)}) for a in (one, other)]
    keys = [key for key in {**pairs[0], **pairs[1]} if pairs[0].get(key) != pairs[1].get(key)]
    states = [{repr(key_of(v)): f"{v.state.value}: {v.finding.message}" for v in a.verdicts} for a in (one, other)]
    return "\n".join(f"{key}\n    {states[0].get(key)}\n    {states[1].get(key)}" for key in keys)


def shuffled(draft: Draft, rng: Random) -> Iterator[str]:
    """Rows mean the same in any order."""
    events = list(draft.events)
    rng.shuffle(events)
    one, other = draft.audit(), numbered(draft, events).audit()
    if (said(one), unchecked(one)) != (said(other), unchecked(other)):
        yield f"the order of rows matters: {differing(one, other)}"


def future(draft: Draft, rng: Random) -> Iterator[str]:
    """Rows dated after as-of change nothing."""
    past = [event for event in draft.events if event.when.first is None or event.when.first <= draft.as_of]
    ahead = [event for event in draft.events if event not in past]
    for event in rng.sample(past, min(len(past), 3)):
        day = draft.as_of + timedelta(days=rng.choice((1, 2, 40, 400)))
        ahead.append(evolve(event, when=Moment.on(day), received=None, recorded=None, event_id=None))
    now, then = numbered(draft, past).audit(), numbered(draft, past + ahead).audit()
    if said(now) != said(then):
        yield f"the future matters: {differing(now, then)}"


def absence(draft: Draft, _rng: Random) -> Iterator[str]:
    """Nobody is accused past a record that may only be missing."""
    for verdict in evolve(draft, completeness=Completeness()).audit().verdicts:
        finding = verdict.finding
        if verdict.state in AGAINST and (finding.evidence is Evidence.MISSING or not finding.events):
            yield f"absence accuses: {key_of(verdict)} {verdict.state.value}: {finding.message}"


def honest(draft: Draft, _rng: Random) -> Iterator[str]:
    """A verdict says what it rests on, and rests on what it may see."""
    audit = draft.audit()
    lines = {event.line for event in draft.events}
    for verdict in audit.verdicts:
        state, finding = verdict.state, verdict.finding
        faults = {
            "no clause or no message": not verdict.origin.clause or not finding.message,
            "unknown, and names no record": state is State.UNKNOWN and not finding.missing_record,
            f"misses {finding.missing_record}": state in SETTLED and finding.missing_record,
            f"would have passed {finding.fix}": state in {State.SATISFIED, State.NOT_APPLICABLE} and finding.fix,
            f"margin {finding.margin and finding.margin.count}": finding.margin
            and not lawful(state, finding.margin.count),
            "cites the future": any(event.after(draft.as_of) for event in finding.events),
            "cites what did not happen": any(not event.held for event in finding.events),
            "cites no row": any(event.assumed is None and event.line not in lines for event in finding.events),
            "cites another case": not all(within(event, verdict, draft) for event in finding.events),
        }
        yield from (
            f"{key_of(verdict)} {state.value} ({finding.message}): {what}" for what, is_so in faults.items() if is_so
        )
    if sum(audit.summary.values()) != len(audit.verdicts):
        yield "the summary counts other verdicts"


def lawful(state: State, margin: int) -> bool:
    """Say whether a margin fits a state: to spare where the bound was kept, at least 1 beyond it where not."""
    return margin >= 0 if state is State.SATISFIED else margin <= -1 if state in AGAINST else True


def within(event: Event, verdict: Verdict, draft: Draft) -> bool:
    """Say whether a verdict on a case may cite a row: its own, or one that belongs to all cases."""
    shared = event.activity == MEETING or event.case_id is None or verdict.case_id is None
    return shared or event.case_id == verdict.case_id or any(e.continues_case for e in draft.events)


def ambiguous(draft: Draft, rng: Random) -> Iterator[str]:
    """A verdict names exactly the readings under which it would differ; of many readings some are tried."""
    audit = draft.audit()
    known = known_readings(draft.model)
    told = {
        (key_of(v), name, option): (v, state)
        for v in audit.verdicts
        for name, options in v.finding.readings
        for option, state in options
    }
    for (key, name, option), (verdict, state) in told.items():
        if option not in known.get(name, ()):
            yield f"no reading: {name}={option} in {key}"
        if state is verdict.state:
            yield f"a reading that makes no difference: {name}={option} in {key}"
    every = [(name, option) for name, options in known.items() for option in options]
    for name, option in rng.sample(every, min(len(every), READINGS)):
        other = evolve(draft, readings=((name, option),)).audit()
        states = {key_of(v): v.state for v in other.verdicts}
        instead = in_their_place(audit, other)
        for verdict in audit.verdicts:
            key = key_of(verdict)
            _, state = told.get((key, name, option), (None, verdict.state))
            found = states.get(key) or instead.get(place_of(verdict), State.NOT_APPLICABLE)
            if found is not state:
                yield f"{key} ({verdict.finding.message}) is {found} under {name}={option}, not {state}"


def place_of(verdict: Verdict) -> tuple:
    """Return what a verdict is about, whatever the constraint that asks for it is called."""
    return verdict.case_id, verdict.procedure, verdict.origin.step or verdict.origin.name, verdict.instance


def in_their_place(audit: Audit, other: Audit) -> dict[tuple, State]:
    """Return the worst state, for each step and instance, of what only the other audit asks for."""
    known = {key_of(verdict) for verdict in audit.verdicts}
    found: dict[tuple, list[State]] = {}
    for verdict in other.verdicts:
        if key_of(verdict) not in known:
            found.setdefault(place_of(verdict), []).append(verdict.state)
    return {place: min(states, key=list(State).index) for place, states in found.items()}


def shown(draft: Draft, rng: Random) -> Iterator[str]:
    """Every format can be made, and lacks nothing."""
    report = Report(draft.audit(), Source(PATH, ""), "", explain=rng.random() < 0.3)
    texts = {form: "".join(renderer(form)(report)) for form in FORMATS}
    document = json.loads(texts["json"])
    if any(set(verdict) != KEYS for verdict in document["verdicts"]):
        yield "other keys than those of the contract"
    if [sum(document["summary"].values()), len(document["verdicts"])] != [len(report.verdicts)] * 2:
        yield "JSON without some verdicts"
    if len(list(csv.DictReader(texts["csv"].splitlines()))) != len(report.verdicts):
        yield "a table without some verdicts"
    if not all(verdict.finding.message in texts["text"] for verdict in report.verdicts if verdict.state in AGAINST):
        yield "a text that does not say all that is wrong"


CHECKS = (shuffled, future, absence, honest, ambiguous, shown)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_holds_of_every_audit(place):
    for number, draft in enumerate(place.drafts(DRAFTS)):
        for check in CHECKS:
            faults = list(check(draft, Random(number)))  # noqa: S311 - test data
            assert not faults, f"{check.__name__}, draft {number}: {faults[0]}\n{draft.told()}"


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_procedure_has_a_checklist_and_a_graph(place):
    for procedure in (*place.model.procedures, DUTIES):
        steps = [step for one in part(place.model, procedure) for step in one.own]
        checklist = make_checklist(place.model, procedure, ())
        for text in (render_checklist(checklist, "text"), render_checklist(checklist, "markdown")):
            assert text.strip()
        for draw in (dot, mermaid):
            drawing = draw(place.model.agreement, part(place.model, procedure))
            assert not [step.id for step in steps if step.id not in drawing]
