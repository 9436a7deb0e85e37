"""A report as plain text: what is wrong first, what is not known next, and how each thing was counted."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from agreelint.audit.verdicts import RANK, Finding, State, Verdict, in_order
from agreelint.days import long_date
from agreelint.model.constraints import Procedure
from agreelint.model.entities import Group, Step
from agreelint.model.origins import WARNING
from agreelint.model.subjects import with_subject
from agreelint.report.document import Report, arithmetic
from agreelint.report.shown import links
from agreelint.report.unchecked import folded
from agreelint.syntax import nodes

HEADINGS = {
    State.VIOLATED: "VIOLATED: a duty was not kept",
    State.NO_EFFECT: "NO EFFECT: an act does not count under its clause as encoded",
    State.UNKNOWN: "UNKNOWN: the record does not say",
    State.PENDING: "PENDING: may still be done",
    State.HOLDING: "HOLDING: kept so far",
    State.SATISFIED: "SATISFIED",
    State.NOT_APPLICABLE: "NOT APPLICABLE: not called for, so far",
}
WARNS = " (a warning: only a secondary source was read)"
BAD = (State.VIOLATED, State.NO_EFFECT)
_MANY_CASES = 20
_SHOWN_CASES = 200


@frozen(eq=False, repr=False, slots=False)
class Entry:
    """Verdicts that say the same of one step: for several recipients, or under several clauses."""

    verdicts: tuple[Verdict, ...]

    @property
    def first(self) -> Verdict:
        """The verdict that speaks for all."""
        return self.verdicts[0]


def render(report: Report) -> Iterator[str]:
    """Yield the text line by line."""
    yield from (f"{line}\n" for line in (*head(report), "", *_cases(report), *_unchecked(report)))


def head(report: Report) -> Iterator[str]:
    """Yield what the audit was of, its result in a sentence, and the counts."""
    audit = report.audit
    agreement = audit.model.agreement
    yield f"Audit of {agreement.title} ({agreement.id})"
    size = f"{_count(len(audit.log.events), 'event')}, {_count(audit.cases, 'case')}"
    later = sum(1 for e in audit.log.events if e.when.first and e.when.first > audit.settings.as_of)
    size += f"; {_count(later, 'event')} after as-of left out" if later else ""
    yield f"Record: {', '.join(audit.log.files)} ({size})"
    yield f"As of:  {long_date(audit.settings.as_of)}; {completeness(report)}"
    if words := in_force(report):
        yield f"Text:   {words}"
    if packs := audit.model.law.packs:
        yield f"Law:    {', '.join(packs)}; `--no-packs` leaves them out"
    yield ""
    yield result(report)
    yield "  ".join(f"{state.value} {count}" for state, count in audit.summary.items())
    yield from audit.notes


def result(report: Report) -> str:
    """Return the result in one sentence; nothing reads as an all clear while anything is unknown."""
    summary = report.audit.summary
    total = sum(summary.values())
    bad = [_bad(rules, state) for state in BAD if (rules := [v for v in _rules(report) if v.state is state])]
    warned = sum(v.state in BAD and v.origin.level == WARNING for v in report.audit.verdicts)
    readings = sum(bool(v.finding.readings) for v in report.audit.verdicts)
    depends = f" {_count(warned, 'warning')} of what only a secondary source says of the law." if warned else ""
    if readings:
        depends += f" {_count(readings, 'verdict')} would differ under another reading of an ambiguous phrase."
    if report.not_proved:
        found = f"NOT PROVED, AND {' AND '.join(bad)}" if bad else "NOT PROVED"
        return f"{found}: {summary[State.UNKNOWN]} of {total} checks cannot be decided from this record.{depends}"
    if bad:
        return f"{' AND '.join(bad)}, out of {_count(total, 'check')}.{depends}"
    if summary[State.PENDING]:
        return f"Nothing is wrong so far; {summary[State.PENDING]} of {_count(total, 'check')} still pending.{depends}"
    met = f"All {_count(total - warned, 'check')} met or not called for"
    return f"{met}{', but for warnings' if warned else ''}.{depends}" if total else "Nothing was checked."


def _rules(report: Report) -> Iterator[Verdict]:
    """Yield the verdicts that are more than a warning."""
    return (v for v in report.audit.verdicts if v.origin.level != WARNING)


def _bad(verdicts: list[Verdict], state: State) -> str:
    """Count what is wrong once for each step of a case, however many members it concerns."""
    rules = len({(v.case_id, v.procedure, v.origin.name, v.instance.period, v.instance.round) for v in verdicts})
    concerning = f" ({len(verdicts)} CHECKS)" if len(verdicts) > rules else ""
    return f"{rules} {state.value.replace('_', ' ').upper()}{concerning}"


def completeness(report: Report) -> str:
    """Return what is declared about the completeness of the record."""
    entries = report.audit.settings.completeness.entries
    if not entries:
        return "the record is not declared complete, so absence alone proves nothing"
    parts = []
    for entry in entries:
        what = entry.activity or entry.body or "the record"
        start = f"from {entry.start}" if entry.start else "from the beginning"
        parts.append(f"{what} declared complete {start} through {entry.through or 'as-of'}")
    return "; ".join(parts)


def in_force(report: Report) -> str | None:
    """Return a warning if cases were read against a text that may not have governed them."""
    texts = sorted({v.text_in_force for v in report.audit.verdicts if v.read_against_later_text and v.text_in_force})
    return f"{'; '.join(texts)}. Cases are read against this text" if texts else None


def entries(report: Report, verdicts: Iterable[Verdict]) -> list[Entry]:
    """Join verdicts that say the same of one step, worst first, in the order of the source."""
    place = _places(report)
    groups: dict[tuple[object, ...], list[Verdict]] = {}
    echoes: list[Verdict] = []
    for verdict in sorted(verdicts, key=lambda v: (RANK[v.state], v.instance.round, place.get(v.origin.name, 0))):
        if verdict.finding.echo:
            echoes.append(verdict)
            continue
        where = verdict.instance
        said = (where.period, verdict.finding.message, verdict.doubts, verdict.origin.level)
        key = (verdict.state, verdict.origin.step, where.round, *said)
        groups.setdefault(key, []).append(verdict)
    for echo in echoes:  # what only repeats that a step is not recorded joins the entry that says so in full
        same = [k for k in groups if k[:3] == (echo.state, echo.origin.step, echo.instance.round)]
        said = (None, echo.finding.message, echo.doubts, echo.origin.level)
        alone = (echo.state, echo.origin.step, echo.instance.round, *said)
        groups.setdefault(same[0] if same else alone, []).append(echo)
    return [Entry(tuple(group)) for group in groups.values()]


def _places(report: Report) -> dict[str, int]:
    procedures = report.audit.model.procedures.values()
    return {c.origin.name: number for p in procedures for number, c in enumerate(p.constraints)}


def heading(report: Report, entry: Entry) -> str:
    """Return the line that names clause, step and instance of an entry."""
    verdict = entry.first
    clauses = ", ".join(dict.fromkeys(_cited(v) for v in entry.verdicts if not v.finding.echo)) or _cited(verdict)
    procedure = report.audit.model.procedures.get(verdict.procedure or "")
    step = procedure.steps.get(verdict.origin.step) if procedure else None
    title = step.title if step else _titles(report).get(verdict.origin.step)
    name = f"{title} (`{verdict.origin.step}`)" if title else f"`{verdict.origin.step}`"
    members = list(dict.fromkeys(v.instance.member for v in entry.verdicts if v.instance.member and not v.finding.echo))
    each = _everyone(report, procedure, step, members)
    warning = WARNS if verdict.origin.level == WARNING else ""
    return f"{clauses}  {name}{_members(report, members, verdict, each, _body_of(report, step))}{warning}"


def _cited(verdict: Verdict) -> str:
    """Return the clause of a verdict; of a statute with the fact by which `agreelint explain` knows it."""
    origin = verdict.origin
    return f"{origin.clause} [{origin.fact}]" if origin.fact else origin.clause


def _everyone(report: Report, procedure: Procedure | None, step: Step | None, members: list[str]) -> Group | None:
    """Return the group for each of whose members a step is done; `every other` leaves out who is not told of."""
    if procedure is None or step is None or step.each is None:
        return None
    agreement, subject = report.audit.model.agreement, procedure.subject
    left = (m.id for m in agreement.groups[subject.group].members if m.id not in members) if subject else ()
    return with_subject(agreement, subject, next(iter(left), None)).groups[step.each]


def _titles(report: Report) -> dict[str, str]:
    """Return what people call that which stands outside procedures: duties, limits and schedules."""
    model = report.audit.model
    titles = {step.id: step.title for single in model.outside.values() for step in single.own}
    titles |= {kept.limit.id: kept.limit.title for kept in model.limits}
    return titles | {paid.instalment.schedule: paid.instalment.title for paid in model.instalments}


def _body_of(report: Report, step: Step | None) -> str | None:
    """Return in words whose members receive a step, if it goes to each member of a body."""
    if step is None or not isinstance(step.recipients, nodes.EachMemberOf):
        return None
    return f"members of the {report.audit.model.agreement.title_of(step.recipients.body.text)}"


def _members(report: Report, members: list[str], verdict: Verdict, everyone: Group | None, body: str | None) -> str:
    extra = f", {verdict.instance.period}" if verdict.instance.period else ""
    if verdict.instance.round > 1:
        extra += f", round {verdict.instance.round}"
    if not members:
        return extra
    agreement = report.audit.model.agreement
    told = [agreement.title_of(member) for member in members]
    if everyone and len(everyone.members) > 2 and (all_of_it := {m.id for m in everyone.members}) <= set(members):
        others = [agreement.title_of(member) for member in members if member not in all_of_it]
        told = [f"each of the {len(all_of_it)} {body or everyone.title + 's'}", *others]
    return f": {', '.join(told)}{extra}"


def details(report: Report, entry: Entry) -> Iterator[str]:
    """Yield what an entry found, what would settle or mend it, and where it is recorded."""
    finding = entry.first.finding
    yield finding.message
    yield from _more(report, entry.first, finding)
    if report.explain:
        yield from (f"· {line}" for line in arithmetic(finding, day_by_day=True) if not line.startswith("would have"))
        yield f"checks: {', '.join(dict.fromkeys(v.origin.name for v in entry.verdicts))}"
        yield from links(report.shows, entry.verdicts) if report.shows else ()


def _more(report: Report, verdict: Verdict, finding: Finding) -> Iterator[str]:
    if finding.fix:
        yield f"would have passed: {finding.fix}"
    if finding.missing_record and verdict.state is State.UNKNOWN and finding.missing_record not in finding.message:
        yield f"would settle it: {finding.missing_record}"
    if finding.relied_on:
        yield f"relied on by: {', '.join(finding.relied_on)}"
    if verdict.text_in_force and not verdict.read_against_later_text and verdict.state is not State.NOT_APPLICABLE:
        yield f"text: {verdict.text_in_force}"
    if finding.tally and finding.tally.others:
        others = "; ".join(
            f"of {b.name.replace('_', ' ')} ({b.size}): needs {b.needed}, {'passes' if b.passes else 'fails'}"
            for b in finding.tally.others
        )
        yield f"by other bases: {others}"
    yield from _readings(finding)
    quiet = verdict.state in {State.NOT_APPLICABLE, State.PENDING}
    for doubt in () if quiet else verdict.doubts:
        state = doubt.state.value.replace("_", " ")
        if len(doubt.path) == 1:
            yield f"in doubt because {doubt.cause or doubt.step} ({doubt.clause}) is {state}"
        else:
            yield f"in doubt because {doubt.step} ({doubt.clause}) is {state}: {' → '.join(doubt.path)}"
    if not report.explain:
        yield from finding.remarks
    if finding.events:
        yield f"record: {', '.join(dict.fromkeys(f'{e.file}:{e.line}' for e in finding.events))}"


def _readings(finding: Finding) -> Iterator[str]:
    for name, options in finding.readings:
        others = ", ".join(f"{state.value.replace('_', ' ')} if {option}" for option, state in options)
        yield f"depends on {name}: {others}"


def _cases(report: Report) -> Iterator[str]:
    by_case: dict[tuple[str | None, str | None], list[Verdict]] = {}
    for verdict in sorted(report.verdicts, key=in_order):
        by_case.setdefault((verdict.case_id, verdict.procedure), []).append(verdict)
    shown = list(by_case.items())
    if report.audit.cases > _MANY_CASES and not report.only:
        bad = {State.VIOLATED, State.NO_EFFECT}
        shown = [
            (key, [v for v in found if v.state in bad]) for key, found in shown if any(v.state in bad for v in found)
        ]
        bad_cases = _count(len(shown), "case")
        yield f"{bad_cases} with something violated or without effect; --only or --format csv shows the rest"
        yield ""
    for (case, procedure), found in shown[:_SHOWN_CASES]:
        yield from _case(report, case, procedure, found)
    if len(shown) > _SHOWN_CASES:
        yield f"… and {len(shown) - _SHOWN_CASES} more cases: see --format csv or json"
        yield ""


def _case(report: Report, case: str | None, procedure: str | None, found: list[Verdict]) -> Iterator[str]:
    entry = report.audit.model.procedures.get(procedure or "")
    if entry:
        yield f"== {case}: {entry.title}" if case else f"== No case recorded: {entry.title}"
    else:
        yield f"== Standing duties of {report.audit.model.agreement.title}"
    if caution := _caution(report, found):
        yield caution
    state: State | None = None
    for group in entries(report, found):
        if group.first.state is not state:
            state = group.first.state
            yield ""
            yield HEADINGS[state]
        yield f"  {heading(report, group)}"
        yield from (f"      {line}" for line in details(report, group))
    yield ""


def _caution(report: Report, found: list[Verdict]) -> str | None:
    """Warn where a case began before the text was adopted, so that an earlier text governed it."""
    adopted = report.audit.model.agreement.commencement.adopted
    first = min((v.governing.first for v in found if v.governing and v.governing.first), default=None)
    if adopted is None or first is None or first >= adopted:
        return None
    return (
        f"CAUTION: this text was adopted on {long_date(adopted)}; this case has older acts, which an earlier text "
        "governed. They are read against this one all the same"
    )


def _unchecked(report: Report) -> Iterator[str]:
    if report.audit.not_checked:
        yield "Not checked"
        yield from (f"  - {line}" for line in folded(report.audit.not_checked))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
