"""An audit: every verdict on a log, what was not checked, and the counts by state."""

from collections import Counter
from collections.abc import Iterator

from attrs import evolve, field, frozen

from agreelint.audit.astray import Judging, astray
from agreelint.audit.cases import Case, Cases, assemble
from agreelint.audit.editions import by_editions, editions
from agreelint.audit.facts import Settings
from agreelint.audit.figures import Figures
from agreelint.audit.instalments import instalments
from agreelint.audit.instances import Instances
from agreelint.audit.keeping import kept
from agreelint.audit.limits import limits
from agreelint.audit.naming import Names
from agreelint.audit.record import Record
from agreelint.audit.replay import Replayer
from agreelint.audit.standing import standing
from agreelint.audit.status_readings import differs_under, status_readings, with_status_readings
from agreelint.audit.tenure import register_of
from agreelint.audit.unchecked import not_checked
from agreelint.audit.verdicts import State, Verdict, in_order
from agreelint.logs.events import EventLog
from agreelint.model.constraints import Model
from agreelint.model.wordings import known_readings


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
    """Judge every case of a log, each check by the text that governs.

    With `procedure` alone, all duties outside procedures are left out.
    """
    found = _by_one(model, log, cases, settings, procedure)
    texts = [edition for edition in editions(model) if procedure is None or procedure in edition.model.procedures]
    if len(texts) < 2:
        return found
    audits = [(e, found if e.model is model else _by_other(e.model, log, settings, procedure)) for e in texts]
    verdicts = sorted(by_editions([(edition, one.verdicts) for edition, one in audits]), key=in_order)
    unchecked = dict.fromkeys(line for _, one in audits for line in one.not_checked)
    return evolve(found, verdicts=tuple(verdicts), not_checked=tuple(unchecked))


def _by_other(text: Model, log: EventLog, settings: Settings, procedure: str | None) -> Audit:
    """Judge a log by another text, under those of the chosen readings that it knows."""
    known = known_readings(text)
    readings = {name: value for name, value in settings.readings.items() if value in known.get(name, ())}
    cases = assemble(text, log, procedure, settings.as_of)
    return _by_one(text, log, cases, evolve(settings, readings=readings), procedure)


def _by_one(model: Model, log: EventLog, cases: Cases, settings: Settings, procedure: str | None) -> Audit:
    """Judge every case of a log by one text, and by other readings of what makes up a status, one at a time."""
    found = _under(model, log, cases, settings, procedure)
    if not settings.other_readings:
        return found
    others = tuple(
        (name, reading, _under(model, log, cases, evolve(settings, readings=chosen), procedure).verdicts)
        for name, reading, chosen in status_readings(model, settings)
        if differs_under(found.settings, chosen)
    )
    return evolve(found, verdicts=with_status_readings(found.verdicts, others)) if others else found


def _under(model: Model, log: EventLog, cases: Cases, settings: Settings, procedure: str | None) -> Audit:
    """Judge every case of a log by one text under the chosen readings."""
    verdicts: list[Verdict] = []
    register = register_of(cases.acts, Names(model.agreement), settings.completeness, settings.as_of)
    record = Record(model, cases.acts, register, settings.columns, settings.readings)
    settings = evolve(settings, record=record)
    instances = Instances(model, settings, cases)
    chosen = tuple(p for p in model.procedures.values() if procedure in {None, p.id})
    outside = instances.outside() if procedure is None else ()
    judged: list[Judging] = []
    for case in (*instances.inside(), *instances.awaited(chosen), *outside):
        replayer = Replayer.about(model.agreement, case.procedure, case.subject)
        judged.append(Judging(replayer.agreement, replayer.procedure, case))
        verdicts += _replay(replayer, case, settings)
    if procedure is None:
        verdicts += standing(model, settings, cases.acts)
        verdicts += kept(record, settings)
        verdicts += limits(model, settings, cases.figures)
        verdicts += instalments(model, settings, cases.figures, cases.payments)
    verdicts.sort(key=in_order)
    corrected = tuple(
        f"line {event.line} of {event.file} corrects record {event.corrects}" for event in log.events if event.corrects
    )
    lost = astray(model, cases.acts, judged, alone=procedure is not None)
    unchecked = (*not_checked(model, log, cases, settings, procedure), *lost)
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
