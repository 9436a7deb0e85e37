"""The pipeline from the model to verdicts: a request in, an audit and an exit code out."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from agreelint.audit.cases import MEETING, assemble
from agreelint.audit.engine import Audit, audit
from agreelint.audit.facts import Settings
from agreelint.audit.naming import Names, warnings
from agreelint.audit.overtaken import overtaken
from agreelint.audit.verdicts import State
from agreelint.diagnostics import AgreelintError, Diagnostic, Result, Severity
from agreelint.lawful import under_law
from agreelint.logs.events import Completeness, Stream
from agreelint.logs.readers import RefusedRow, read_log, write_refused
from agreelint.model.constraints import Model
from agreelint.model.origins import WARNING
from agreelint.model.tenure import POSTS
from agreelint.model.wordings import chosen
from agreelint.session import Opened, open_agreement
from agreelint.source import Source
from agreelint.texts import display

if TYPE_CHECKING:
    from agreelint.logs.mapping import Mapping


@frozen(eq=False, repr=False, slots=False)
class Request:
    """What is to be audited, and how."""

    agreement: str
    logs: tuple[Path, ...]
    as_of: date
    procedure: str | None = None
    complete_from: date | None = None
    complete_through: date | None = None
    mapping: Path | None = None
    readings: tuple[str, ...] = ()
    skip_bad_rows: Path | None = None
    fail_on: frozenset[State] = frozenset()
    packs: bool = True
    """Whether the law is joined to the agreement."""


@frozen(eq=False, repr=False, slots=False)
class Outcome:
    """What came of a request: the audit, if it could be made, everything to say, and the exit code."""

    audit: Audit | None
    opened: Opened
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]
    exit_code: int


def run_audit(request: Request) -> Outcome:
    """Audit logs against an agreement; raises AgreelintError for names that do not exist.

    Bad rows end the audit unless `skip_bad_rows` names a file for them; either way the exit code is 2.
    """
    opened = open_agreement(request.agreement)
    if opened.model is None or not opened.ok:
        return Outcome(None, opened, opened.diagnostics, opened.sources, 2)
    if request.packs:
        opened = under_law(opened)
    model = opened.model
    assert model is not None
    mapping = _mapping(request.mapping) if request.mapping else None
    if mapping and not mapping.ok:
        return Outcome(None, opened, mapping.diagnostics, (mapping.value.source,), 2)
    reading = read_log(
        [(path, display(path)) for path in request.logs],
        model.agreement.counting.zone,
        mapping.value if mapping else None,
    )
    log, sources = reading.value.log, reading.value.sources
    cases = assemble(model, log, request.procedure, request.as_of)
    by_path = {source.path: source for source in sources}
    problems = tuple(problem.diagnostic(by_path, reading.value.places) for problem in cases.problems)
    rows = [(e, case.procedure.steps[e.activity]) for case in cases.cases for e in case.events]
    rows += [(e, p.steps[e.activity]) for e in cases.acts if (p := model.outside.get(e.activity))]
    meetings = (e for e in cases.acts if e.activity == MEETING)
    people = frozenset(e.actor for e in cases.acts if e.actor and e.activity in POSTS & model.records)
    strange = warnings(Names(model.agreement, people), rows, meetings, by_path)
    late = overtaken(cases.cases, request.as_of, by_path)
    diagnostics = (*(mapping.diagnostics if mapping else ()), *reading.diagnostics, *problems, *strange, *late)
    unread = any(d.severity is Severity.ERROR for d in diagnostics)
    unusable = any(d.severity is Severity.ERROR and d.code in {"AG050", "AG058"} for d in diagnostics)
    if request.skip_bad_rows and not unusable:
        unsound = tuple(
            RefusedRow(p.event.file, p.event.line, by_path[p.event.file].line(p.event.line)) for p in cases.problems
        )
        refused = tuple(dict.fromkeys((*reading.value.refused_rows, *unsound)))
        write_refused(refused, reading.value.headers, request.skip_bad_rows)
        log = evolve(log, refused=len(refused))
    elif unread:
        return Outcome(None, opened, diagnostics, sources, 2)
    settings = _settings(request, model, log.completeness, log.columns)
    if log.refused:  # what stood in those rows is not known, so absence proves nothing any more
        settings = evolve(settings, completeness=Completeness())
    result = audit(model, log, cases, settings, request.procedure)
    if request.mapping:
        note = f"words of the record are translated by {display(request.mapping)}"
        result = evolve(result, notes=(note, *result.notes))
    code = 2 if unread else _exit_code(result, request.fail_on)
    return Outcome(result, opened, diagnostics, sources, code)


def _mapping(path: Path) -> "Result[Mapping]":
    from agreelint.logs.mapping import load_mapping  # brings the TOML reader, and few audits have a mapping

    return load_mapping(path, display(path))


def _settings(request: Request, model: Model, declared: Completeness, columns: frozenset[str]) -> Settings:
    entries = declared.entries
    if request.complete_from and request.complete_through and request.complete_from > request.complete_through:
        raise AgreelintError("--complete-from lies after --complete-through: nothing would be complete")
    if request.complete_from or request.complete_through:
        entries = (*entries, Stream(None, None, request.complete_from, request.complete_through))
    return Settings(request.as_of, Completeness(entries), columns, chosen(request.readings, model))


def _exit_code(result: Audit, fail_on: frozenset[State]) -> int:
    if not result.verdicts:
        return 3
    for verdict in (v for v in result.verdicts if v.origin.level != WARNING):
        relied = verdict.state is State.NO_EFFECT and verdict.finding.relied_on
        if verdict.state is State.VIOLATED or relied or verdict.state in fail_on:
            return 1
    return 0
