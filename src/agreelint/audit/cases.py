"""Cases from an event log: which rows belong to which run of which procedure, and what no rule looks at."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.figures import Figures, figures_of
from agreelint.audit.naming import Names, meant_steps
from agreelint.audit.owners import Owners
from agreelint.audit.payments import Payments, payments_of
from agreelint.audit.problems import Problem
from agreelint.audit.rolls import Roll
from agreelint.audit.rounds import chronological
from agreelint.audit.subjects import subject_of
from agreelint.audit.tenure import lacking
from agreelint.audit.votes import count
from agreelint.cycles import Cycle, Kind
from agreelint.dating import Stretch
from agreelint.diagnostics import AgreelintError
from agreelint.logs.events import Event, EventLog, Outcome
from agreelint.model.amount_rules import activities
from agreelint.model.constraints import Model, Procedure, ThresholdMet
from agreelint.model.entities import Agreement, StepKind
from agreelint.model.recurrence import Every
from agreelint.model.stated import days_stated
from agreelint.moments import Moment
from agreelint.syntax import nodes

MEETING = "meeting"
FINDING = "finding"
"""Activities that are no steps: a meeting of a body, and a person's finding on an open standard (`subject`)."""


@frozen(eq=False, repr=False, slots=False)
class Case:
    """One run of a procedure: its own rows, and the meetings that every case sees.

    An instance of what recurs is a case as well: that of its period, or of the event for which it stands.
    """

    id: str | None
    procedure: Procedure
    events: tuple[Event, ...]
    meetings: tuple[Event, ...]
    findings: tuple[Event, ...] = ()
    uncorrected: tuple[Event, ...] | None = None
    """The rows as they stood before any correction; None if nothing in this case was corrected."""
    unread: tuple[tuple[str, Event], ...] = ()
    """Rows whose activity is no step, with the step that they may mean."""
    subject: str | None = None
    """The member whom it is about, where its procedure has one and the rows say which."""
    member: str | None = None
    """The member for whom alone it stands, where something is due for each event of each member."""
    label: str | None = None
    """The period or event for which it stands, as reports call it."""
    stretch: Stretch | None = None
    """The days of its period."""
    since: date | None = None
    """The first day whose rows belong to it, where what recurs divides the record."""
    awaited: bool = False
    """Whether it is owed although the record may say nothing of it."""
    remark: str | None = None
    """How the record was divided, where that had to be assumed."""
    doubtful: tuple[Event, ...] = ()
    """Rows that may belong to it, or to another like it."""


@frozen(eq=False, repr=False, slots=False)
class Cases:
    """All cases of a log, all acts in it, what no rule looks at, and what is wrong with its rows."""

    cases: tuple[Case, ...]
    acts: tuple[Event, ...]
    """Every row that counts by as-of, of whichever case: held, and not corrected."""
    unread: tuple[tuple[str, Event], ...]
    """Rows whose activity is no step, with the step outside procedures that they may mean."""
    unused: tuple[tuple[str, int], ...]
    meant: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    figures: Figures
    payments: Payments


def assemble(model: Model, log: EventLog, procedure: str | None, as_of: date | None = None) -> Cases:
    """Sort the rows of a log into cases of `procedure`, or of the procedure that each row's step belongs to.

    Rows dated after as-of are looked through for mistakes, and belong to no case. A correction takes the place of
    the row that it corrects, from the day on which it was `recorded`, or else from its own. Raises AgreelintError if
    `procedure` is none of the agreement's.
    """
    if procedure is not None and procedure not in model.procedures:
        known = ", ".join(model.procedures) or "none"
        raise AgreelintError(f"`{procedure}` is no procedure of {model.agreement.id}: {known}")
    chosen = tuple(model.procedures[name] for name in ((procedure,) if procedure else model.procedures))
    corrections = [e for e in log.events if e.corrects and not _recorded_after(e, as_of)]
    superseded = {e.corrects for e in corrections}
    waiting = {id(e) for e in log.events if e.corrects} - {id(e) for e in corrections}
    names = Names(model.agreement)
    owners = Owners.of(model, chosen, log.events, as_of)
    stated = {day for p in (*model.procedures.values(), *model.outside.values()) for day in days_stated(p)}
    unread: dict[str, list[Event]] = {}
    rows: dict[tuple[str, str], list[Event]] = {}
    corrected: dict[tuple[str, str], list[Event]] = {}
    unused: Counter[str] = Counter()
    problems: list[Problem] = []
    for row in log.events:
        if row.activity in {MEETING, FINDING, *activities(model.amounts), *model.records} or id(row) in waiting:
            continue
        event = owners.placed(names.known(row))
        single = model.outside.get(event.activity) if event.procedure is None else None
        owner = single or owners.owner(event)
        if owner is None:
            unused[event.activity] += 1
            unread.setdefault(event.case_id or "", []).append(event)
        elif isinstance(owner, Problem):
            problems.append(owner)
        elif found := (
            *_check_size(event, owner, model.agreement),
            *_check_outcome(event, owner, model.agreement),
            *_check_period(event, owner, model.agreement),
            *_check_days(event, stated, model.agreement),
        ):
            problems += found
        elif single is None and not event.after(as_of):
            group = corrected if event.event_id in superseded else rows
            group.setdefault((event.case_id or "", owner.id), []).append(event)
    searched = (*chosen, *(model.outside.values() if procedure is None else ()))
    meant = {(name, step) for name in unused for p in searched if (step := meant_steps(name, p))}
    current = sorted(
        (names.known(e) for e in log.events if e.event_id not in superseded and id(e) not in waiting), key=chronological
    )
    current = [event for event in current if event.held and not event.after(as_of)]
    meetings = tuple(event for event in current if event.activity == MEETING)
    findings = [event for event in current if event.activity == FINDING]
    problems += (*_lost(log, model), *lacking(model, current))
    cases = []
    for key in sorted({*rows, *corrected}):
        name, events, replaced = key[0], tuple(rows.get(key, ())), tuple(corrected.get(key, ()))
        before = (*(e for e in events if not e.corrects), *replaced) if replaced else None
        own = tuple(finding for finding in findings if finding.case_id == name)
        procedure_of_case = model.procedures[key[1]]
        strays = tuple(
            (step, event)
            for event in unread.get(name, ())
            for activity, step in sorted(meant)
            if activity == event.activity and not event.after(as_of)
            if step in procedure_of_case.steps and step not in procedure_of_case.given
        )
        subject, doubts = subject_of(procedure_of_case, events, model.agreement, names)
        problems += doubts
        cases.append(Case(name, procedure_of_case, events, meetings, own, before, strays, subject=subject))
    figures = figures_of(model, current)
    payments = payments_of(model, current)
    problems += (*figures.problems, *payments.problems)
    return Cases(
        tuple(cases),
        tuple(current),
        tuple(
            (step, e) for e in current for name, step in sorted(meant) if name == e.activity and step in model.outside
        ),
        tuple(sorted(unused.items())),
        tuple(sorted(meant)),
        tuple(problems),
        figures,
        payments,
    )


def _lost(log: EventLog, model: Model) -> Iterator[Problem]:
    """A finding without a case can only be one on a step outside procedures."""
    for event in log.events:
        if event.activity == FINDING and event.case_id is None and event.subject not in model.outside:
            hint = "fill `case_id`; only rows of activity `meeting` may leave it empty"
            yield Problem(event, "AG061", "no-case", "this `finding` belongs to no case", hint)


def _recorded_after(event: Event, as_of: date | None) -> bool:
    return evolve(event, when=event.recorded or event.when).after(as_of)


def _check_size(event: Event, procedure: Procedure, agreement: Agreement) -> Iterator[Problem]:
    """A tally above the roster cannot be right, and would decide a vote."""
    step = procedure.steps[event.activity]
    if step.kind is not StepKind.VOTE or not isinstance(step.actor, nodes.ActorIs):
        return
    body = step.actor.name.text
    seats = agreement.seats_of(body, event.when.first)
    if seats is None:
        return
    chair = 1 if Roll(agreement, body, None).chairs_from_outside(event) else 0
    cast = sum(n or 0 for n in (event.votes_for, event.votes_against, event.votes_abstain))
    by_member = sum(count for _, count in event.present_by or ())
    for what, number in (
        ("votes", cast),
        ("attendees", len(event.attendees or ())),
        ("members present by member", by_member),
        ("members present", event.members_present or 0),
        ("members in all", event.members_total or 0),
    ):
        if number > seats + (chair if what in {"votes", "attendees"} else 0):
            yield Problem(
                event,
                "AG063",
                "above-roster",
                f"{number} {what} are recorded, but {step.actor.name.text} has {seats} seats",
                "correct the number, or the roster in the encoding",
            )


def _check_outcome(event: Event, procedure: Procedure, agreement: Agreement) -> Iterator[Problem]:
    """A word of refusal cannot stand beside a tally that passes under every reading."""
    if Outcome.of(event.outcome) is not Outcome.REFUSED or event.votes_for is None:
        return
    for rule in procedure.constraints:
        if isinstance(rule, ThresholdMet) and rule.origin.step == event.activity:
            roll = Roll(agreement, rule.body, event.when.first)
            bare = evolve(event, outcome=None)
            if all(count(bare, option.rule, roll).passed is True for option in rule.choice.options):
                message = f"the outcome `{event.outcome}` contradicts the tally, which passes"
                yield Problem(event, "AG064", "contradicting-outcome", message, "correct the outcome or the tally")


def _check_period(event: Event, procedure: Procedure, agreement: Agreement) -> Iterator["Problem"]:
    """A period that no period of the procedure is called would belong to none of them."""
    recurs = procedure.recurs
    if not isinstance(recurs, Every):
        return
    text, counting = period_told(event, recurs.cycle), agreement.counting
    if text is not None and recurs.cycle.named(text, counting) is None:
        some = recurs.cycle.label(recurs.cycle.number(event.when.first or date(2018, 1, 1), counting), counting)
        message = f"`{text}` is no {recurs.cycle.words}"
        yield Problem(event, "AG070", "no-such-period", message, f"write `{recurs.cycle.column}` as in {some}")


def _check_days(event: Event, stated: set[tuple[str, str]], agreement: Agreement) -> Iterator["Problem"]:
    """A day from which a clause counts must be one."""
    for column in sorted(column for step, column in stated if step == event.activity):
        text = event.attribute(column)
        try:
            if text:
                Moment.parse(text.strip(), agreement.counting.zone)
        except ValueError as error:
            message = f"`{column}` cannot be read: {error}"
            yield Problem(event, "AG052", "bad-date", message, "write the day as year-month-day")


def period_told(event: Event, cycle: Cycle) -> str | None:
    """Return what a row says of the period for which it stands."""
    return event.fiscal_year if cycle.kind is Kind.FISCAL_YEAR else event.attribute(cycle.column)
