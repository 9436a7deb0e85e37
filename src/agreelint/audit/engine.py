"""An audit: every verdict on a log, what was not checked, and the counts by state."""

from collections import Counter
from collections.abc import Iterator

from attrs import evolve, field, frozen

from agreelint.audit.cases import Case, Cases
from agreelint.audit.decisions import ATTENDANCE
from agreelint.audit.events import EventLog
from agreelint.audit.facts import Settings
from agreelint.audit.figures import Figures
from agreelint.audit.instalments import instalments, years_of
from agreelint.audit.instances import Instances
from agreelint.audit.limits import limits, speaks_of
from agreelint.audit.replay import Replayer
from agreelint.audit.standing import keeps_meetings, standing
from agreelint.audit.verdicts import State, Verdict, in_order
from agreelint.model.constraints import ActedBy, CalledFor, Carried, ChairVoted, Contents, Model, QuorumMet, Valid
from agreelint.model.references import columns_of


@frozen(eq=False, repr=False, slots=False)
class Audit:
    """The result of an audit, with everything that a report needs to say how it came about."""

    model: Model
    log: EventLog
    settings: Settings
    cases: int
    verdicts: tuple[Verdict, ...] = field(repr=False)
    not_checked: tuple[str, ...]
    figures: Figures
    notes: tuple[str, ...] = ()

    @property
    def summary(self) -> dict[State, int]:
        """How many verdicts there are of each state, worst first, with zeros."""
        counts = Counter(verdict.state for verdict in self.verdicts)
        return {state: counts[state] for state in State}


def audit(model: Model, log: EventLog, cases: Cases, settings: Settings, procedure: str | None) -> Audit:
    """Judge every case of a log; with `procedure` alone, all duties outside procedures are left out."""
    replayers: dict[tuple[int, str | None], Replayer] = {}
    verdicts: list[Verdict] = []
    instances = Instances(model, settings, cases)
    chosen = tuple(p for p in model.procedures.values() if procedure in {None, p.id})
    outside = instances.outside() if procedure is None else ()
    for case in (*instances.inside(), *instances.awaited(chosen), *outside):
        place = (id(case.procedure), case.subject)
        if place not in replayers:
            replayers[place] = Replayer.about(model.agreement, case.procedure, case.subject)
        verdicts += _replay(replayers[place], case, settings)
    if procedure is None:
        verdicts += standing(model, settings, cases.acts)
        verdicts += limits(model, settings, cases.figures)
        verdicts += instalments(model, settings, cases.figures, cases.payments)
    verdicts.sort(key=in_order)
    corrected = tuple(
        f"line {event.line} of {event.file} corrects record {event.corrects}" for event in log.events if event.corrects
    )
    unchecked = tuple(_not_checked(model, log, cases, settings, procedure))
    return Audit(model, log, settings, len(cases.cases), tuple(verdicts), unchecked, cases.figures, corrected)


def _replay(replayer: Replayer, case: Case, settings: Settings) -> Iterator[Verdict]:
    """Judge a case, and say which verdicts a correction overturned."""
    found = replayer.replay(case, settings)
    if case.uncorrected is None:
        yield from found
        return
    before = replayer.replay(evolve(case, events=case.uncorrected), settings)
    states = {(v.origin.name, v.instance): v.state for v in before}
    for verdict in found:
        was = states.get((verdict.origin.name, verdict.instance))
        if was in {None, verdict.state}:
            yield verdict
        else:
            remark = f"overturned by a correction: it was {was.value.replace('_', ' ')} before" if was else ""
            finding = evolve(verdict.finding, remarks=(*verdict.finding.remarks, remark))
            yield evolve(verdict, finding=finding)


def _not_checked(model: Model, log: EventLog, cases: Cases, settings: Settings, procedure: str | None) -> list[str]:
    meant = dict(cases.meant)
    found = []
    for name, number in cases.unused:
        hint = f"; did you mean `{meant[name]}`?" if name in meant else ""
        found.append(f"activity `{name}` is no step of the agreement: {_rows(number)}{hint}")
    if log.refused:
        found.append(f"{_rows(log.refused)} refused as unreadable; the record counts as incomplete for that reason")
    present_by = "members_present_by" in settings.columns
    for name in sorted({case.procedure.id for case in cases.cases}):
        for constraint in model.procedures[name].constraints:
            why = None
            if isinstance(constraint, ActedBy) and "actor" not in settings.columns:
                why = "the log has no column `actor`"
            elif isinstance(constraint, Contents):
                missing = [column for column, _ in constraint.parts if column not in settings.columns]
                if missing:
                    why = f"the log has no column {' or '.join(f'`{column}`' for column in missing)}"
            elif isinstance(constraint, QuorumMet) and not settings.columns & ATTENDANCE:
                why = "the log has no column for attendance or tallies"
            elif isinstance(constraint, QuorumMet) and constraint.quorum.each_group and not present_by:
                why = "the log has no column `members_present_by`, so members from each town are not counted"
            elif isinstance(constraint, Valid | CalledFor):
                missing = [column for column in columns_of(constraint.condition) if column not in settings.columns]
                if missing:
                    why = f"the log has no column {' or '.join(f'`{column}`' for column in missing)}"
            elif isinstance(constraint, ChairVoted) and "chair_voted" not in settings.columns:
                why = "the log has no column `chair_voted`"
            elif isinstance(constraint, Carried) and "signed" not in settings.columns:
                signed = any(option.rule.signed for option in constraint.choice.options)
                why = "the log has no column `signed`, so approvals count without a signature" if signed else None
            if why:
                found.append(f"{constraint.origin.name} (clause {constraint.origin.clause}): {why}")
        for step in model.procedures[name].steps.values():
            missing = [c for c in columns_of(step.when) if c not in settings.columns] if step.when and step.owed else []
            if missing:
                why = f"the log has no column {' or '.join(f'`{column}`' for column in missing)}"
                found.append(
                    f"{name}.{step.id} (clause {step.clauses.label}): {why}, so whether it is owed is not known"
                )
    if procedure is None:
        found += [
            f"{duty.origin.name} (clause {duty.origin.clause}): no rows of activity `meeting` for `{duty.body}`"
            for duty in model.standing
            if not keeps_meetings(model, settings, cases.acts, duty.body)
        ]
        found += [
            f"{kept.origin.name} (clause {kept.origin.clause}): no row of activity `figure` brings what it rests on"
            for kept in model.limits
            if not speaks_of(model, kept.limit, cases.figures)
        ]
        instances = Instances(model, settings, cases)
        found += [
            f"{step.id} (clause {step.clauses.label}): no rows of activity `{step.id}`, and none are declared complete"
            for single in model.outside.values()
            for step in single.own
            if step.owed and not instances.spoken_of(single)
        ]
        silent = (
            paid for paid in model.instalments if not years_of(model, paid.instalment, cases.figures, cases.payments)
        )
        found += dict.fromkeys(
            f"{paid.origin.name} (clause {paid.origin.clause}): no row of activity `payment`, no figure of its amount"
            for paid in silent
        )
    return found


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
