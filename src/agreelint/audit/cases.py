"""Cases from an event log: which rows belong to which run of which procedure, and what no rule looks at."""

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import frozen

from agreelint.audit.events import Event, EventLog
from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Severity
from agreelint.model.constraints import Model, Procedure
from agreelint.model.entities import Agreement, StepKind
from agreelint.source import Source, Span
from agreelint.syntax import nodes

MEETING = "meeting"
FINDING = "finding"
"""Activities that are no steps: a meeting of a body, and a person's finding on an open standard (`subject`)."""


@frozen(eq=False)
class Case:
    """One run of a procedure: its own rows, and the meetings that every case sees."""

    id: str
    procedure: Procedure
    events: tuple[Event, ...]
    meetings: tuple[Event, ...]
    findings: tuple[Event, ...] = ()


@frozen
class Cases:
    """All cases of a log, the meetings in it, what no rule looks at, and what is wrong with its rows."""

    cases: tuple[Case, ...]
    meetings: tuple[Event, ...]
    unused: tuple[tuple[str, int], ...]
    problems: tuple["Problem", ...]


def assemble(model: Model, log: EventLog, procedure: str | None) -> Cases:
    """Sort the rows of a log into cases of `procedure`, or of the procedure that each row's step belongs to.

    Raises AgreelintError if `procedure` is none of the agreement's.
    """
    if procedure is not None and procedure not in model.procedures:
        known = ", ".join(model.procedures) or "none"
        raise AgreelintError(f"`{procedure}` is no procedure of {model.agreement.id}: {known}")
    chosen = (procedure,) if procedure else tuple(model.procedures)
    superseded = {e.corrects for e in log.events if e.corrects}
    rows: dict[tuple[str, str], list[Event]] = {}
    meetings: list[Event] = []
    findings: list[Event] = []
    unused: Counter[str] = Counter()
    problems: list[Problem] = []
    for event in log.events:
        if event.event_id in superseded:
            continue
        if event.activity == MEETING:
            meetings.append(event)
            continue
        if event.activity == FINDING:
            findings.append(event)
            continue
        owners = [name for name in chosen if event.activity in model.procedures[name].steps]
        named = event.procedure
        if named and named in model.procedures:
            owners = [name for name in owners if name == named]
        elif named:
            problems.append(Problem(event, "AG060", "unknown-procedure", f"`{named}` is no procedure of {model.agreement.id}",
                                     f"known: {', '.join(model.procedures)}"))  # fmt: skip
            continue
        if not owners:
            unused[event.activity] += 1
        elif event.case_id is None:
            problems.append(Problem(event, "AG061", "no-case", f"this `{event.activity}` belongs to no case",
                                     "fill `case_id`; only rows of activity `meeting` may leave it empty"))  # fmt: skip
        elif len(owners) > 1:
            problems.append(Problem(event, "AG062", "which-procedure",
                                     f"`{event.activity}` is a step of {' and '.join(owners)}",
                                     "fill the column `procedure`, or choose one with --procedure"))  # fmt: skip
        else:
            owner = model.procedures[owners[0]]
            found = tuple(_check_size(event, owner, model.agreement))
            problems += found
            if not found:
                rows.setdefault((event.case_id, owner.id), []).append(event)
    cases = tuple(
        Case(case, model.procedures[name], tuple(events), tuple(meetings),
             tuple(f for f in findings if f.case_id == case))
        for (case, name), events in sorted(rows.items(), key=lambda item: item[0])
    )
    return Cases(cases, tuple(meetings), tuple(sorted(unused.items())), tuple(problems))


def _check_size(event: Event, procedure: Procedure, agreement: Agreement) -> Iterator["Problem"]:
    """A tally above the roster cannot be right, and would decide a vote."""
    step = procedure.steps[event.activity]
    if step.kind is not StepKind.VOTE or not isinstance(step.actor, nodes.ActorIs):
        return
    seats = seats_of(agreement, step.actor.name.text, event)
    if seats is None:
        return
    cast = sum(n or 0 for n in (event.votes_for, event.votes_against, event.votes_abstain))
    for what, number in (("votes", cast), ("members present", event.members_present or 0),
                         ("members in all", event.members_total or 0)):  # fmt: skip
        if number > seats:
            yield Problem(event, "AG063", "above-roster", f"{number} {what} are recorded, but {step.actor.name.text} "
                           f"has {seats} seats", "correct the number, or the roster in the encoding")  # fmt: skip


def seats_of(agreement: Agreement, body: str, event: Event) -> int | None:
    """Return how many seats a body has on the day of an event, None if the agreement does not say."""
    entry = agreement.bodies.get(body)
    if entry is None:
        return None
    if entry.seats is not None:
        return entry.seats
    return len(agreement.groups[entry.seats_for].roster(event.when.first)) if entry.seats_for else None


@frozen
class Problem:
    """Something wrong with a row that only the agreement shows."""

    event: Event
    code: str
    name: str
    message: str
    hint: str

    def diagnostic(self, sources: Mapping[str, Source]) -> Diagnostic:
        """Return the diagnostic, at the start of the row."""
        start = sources[self.event.file].start_of_line(self.event.line)
        place = Span(self.event.file, start, start)
        return Diagnostic(self.code, self.name, Severity.ERROR, self.message, (Label(place),), self.hint)
