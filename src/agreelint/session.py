"""The one pipeline: from a path or shipped name to sources, model, diagnostics and verdicts."""

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from agreelint.audit.cases import assemble
from agreelint.audit.engine import Audit, audit
from agreelint.audit.events import Completeness, Stream
from agreelint.audit.facts import Settings
from agreelint.audit.mapping import load_mapping
from agreelint.audit.readers import RefusedRow, read_log, write_refused
from agreelint.audit.readings import chosen
from agreelint.audit.verdicts import State
from agreelint.counting import Counting
from agreelint.dating import Answer, Unknowable, reckon
from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Severity
from agreelint.graph.loops import check_order
from agreelint.model.constraints import Model
from agreelint.model.lower import lower
from agreelint.model.notes import Notes
from agreelint.model.references import event_names
from agreelint.model.resolve import DEFAULT_CALENDAR, resolve
from agreelint.packs import calendar_of
from agreelint.share import share
from agreelint.source import Source, Span
from agreelint.syntax import nodes
from agreelint.syntax.parser import parse, parse_date_query

if TYPE_CHECKING:
    from agreelint.plan.checklist import Checklist

SUFFIX = ".agree"
UNREAD = frozenset({"AG001", "AG002", "AG003"})
"""Codes that mean that part of an encoding could not be read."""
_LARGEST = 4_000_000


@frozen(eq=False)
class Opened:
    """An agreement as it was read: its model, if it has one, and everything to say about it."""

    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]
    sha256: str

    @property
    def ok(self) -> bool:
        """Say whether all of it could be read and resolved."""
        return self.model is not None and not any(d.severity is Severity.ERROR for d in self.diagnostics)


def shipped() -> tuple[str, ...]:
    """Return the names of the agreements that come with the program."""
    return tuple(sorted(path.parent.name for path in share("agreements").glob(f"*/agreement{SUFFIX}")))


def find(name: str) -> tuple[Path, str]:
    """Return the file of an agreement and the name under which to speak of it.

    `name` is a path to a file or folder, or a shipped name; raises AgreelintError if it is none of them.
    """
    path = Path(name)
    if path.is_dir() and (path / f"agreement{SUFFIX}").is_file():
        path = path / f"agreement{SUFFIX}"
    if path.is_file():
        return path, display(path)
    inner = share("agreements") / name / f"agreement{SUFFIX}"
    if name in shipped():
        return inner, f"{name}/agreement{SUFFIX}"
    raise AgreelintError(f"`{name}` is no file, and no shipped agreement: {', '.join(shipped())}")


def display(path: Path) -> str:
    """Return a path relative to the current folder, else its last two parts: never an absolute one."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return "/".join(path.resolve().parts[-2:])


def open_agreement(name: str) -> Opened:
    """Read, resolve and lower an agreement; raises AgreelintError if there is none of that name."""
    return _open(*find(name))


def open_all(name: str) -> tuple[Opened, ...]:
    """Open every encoding that a path or shipped name stands for; raises AgreelintError if there is none."""
    folder = Path(name)
    if folder.is_dir():
        found = sorted(folder.rglob(f"*{SUFFIX}"))
        if found:
            return tuple(_open(path, display(path)) for path in found)
    return (open_agreement(name),)


def open_procedure(name: str, procedure: str | None) -> tuple[Opened, Model | None]:
    """Open an agreement for one of its procedures; raises AgreelintError if it has none of that name."""
    opened = open_agreement(name)
    model = opened.model if opened.ok else None
    if model and procedure is not None and procedure not in model.procedures:
        known = ", ".join(model.procedures) or "none"
        raise AgreelintError(f"`{procedure}` is no procedure of {model.agreement.id}: {known}")
    return opened, model


def make_checklist(model: Model, procedure: str, readings: tuple[str, ...]) -> "Checklist":
    """Return the checklist of a procedure; raises AgreelintError for readings that do not exist."""
    from agreelint.plan.checklist import checklist  # brings networkx, which costs 0.2 s

    settings = _chosen(Settings(date.min, Completeness(), frozenset()), readings, model)
    return checklist(model.agreement, model.procedures[procedure], settings.readings)


def work_out(expression: str, county: str | None) -> tuple[Answer | None, tuple[Diagnostic, ...], Source]:
    """Work out a date expression on the calendar of Massachusetts; raises AgreelintError if it means no day."""
    source = Source("expression", expression)
    parsed = parse_date_query(source)
    if parsed.value is None or not parsed.ok:
        return None, parsed.diagnostics, source
    query, calendar = parsed.value, calendar_of(DEFAULT_CALENDAR)
    if county and county not in {entry.county for entry in calendar.entries}:
        counties = sorted({entry.county for entry in calendar.entries if entry.county})
        raise AgreelintError(f"the calendar knows no county `{county}`: {', '.join(counties)}")
    counting = Counting(calendar, county)
    name = next(event_names(query.expression), None)
    if name is not None:
        raise AgreelintError(f"`{name.text}` has no date here: write the day, such as 2017-05-11")
    rolls = query.words is None or query.words.text not in {"at_least", "no_earlier"}
    try:
        dated = reckon(query.expression, lambda _: None, counting, rolls=rolls)
    except Unknowable as error:
        raise AgreelintError(str(error)) from error
    return Answer(expression, calendar.name, dated) if dated else None, (), source


def _open(path: Path, shown: str) -> Opened:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise AgreelintError(f"{shown} cannot be read: {error.strerror}") from error
    digest = hashlib.sha256(raw).hexdigest()
    problem = None
    if len(raw) > _LARGEST:
        problem = f"the file is larger than {_LARGEST // 1_000_000} MB; no agreement is"
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem, text = f"byte {error.start + 1} is not UTF-8; save the file as UTF-8", ""
    source = Source(shown, text)
    if problem:
        diagnostic = Diagnostic("AG003", "unreadable", Severity.ERROR, problem, (Label(Span(shown, 0, 0)),))
        return Opened(None, (diagnostic,), (source,), digest)
    return analyse(source, digest)


def analyse(source: Source, digest: str = "") -> Opened:
    """Parse, resolve and lower a text."""
    parsed = parse(source)
    notes = Notes()
    if parsed.ok and any(isinstance(d, nodes.Jurisdiction) for d in parsed.value.declarations):
        return Opened(None, parsed.diagnostics, (source,), digest)  # offices of a state: nothing to resolve
    agreement = resolve(parsed.value, notes)
    model = lower(parsed.value, agreement, notes) if agreement else None
    if model and parsed.ok and not notes.diagnostics:
        for procedure in model.procedures.values():
            notes.diagnostics += check_order(procedure)
    found = (*parsed.diagnostics, *(notes.diagnostics if parsed.ok else _certain(notes.diagnostics)))
    ordered = tuple(sorted(found, key=lambda d: d.labels[0].span.start))
    return Opened(model, ordered, (source,), digest)


def _certain(found: list[Diagnostic]) -> list[Diagnostic]:
    """Keep what does not follow from a syntax error: a name may be missing because its declaration is unread."""
    return [d for d in found if d.code not in {"AG101", "AG107"}]


@frozen
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


@frozen(eq=False)
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
    model = opened.model
    mapping = load_mapping(request.mapping, display(request.mapping)) if request.mapping else None
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
    problems = tuple(problem.diagnostic(by_path) for problem in cases.problems)
    diagnostics = (*(mapping.diagnostics if mapping else ()), *reading.diagnostics, *problems)
    unread = any(d.severity is Severity.ERROR for d in diagnostics)
    unusable = any(d.severity is Severity.ERROR and d.code in {"AG050", "AG058"} for d in diagnostics)
    if request.skip_bad_rows and not unusable:
        late = tuple(
            RefusedRow(p.event.file, p.event.line, by_path[p.event.file].line(p.event.line)) for p in cases.problems
        )
        refused = tuple(dict.fromkeys((*reading.value.refused_rows, *late)))
        write_refused(refused, reading.value.headers, request.skip_bad_rows)
        log = evolve(log, refused=len(refused))
    elif unread:
        return Outcome(None, opened, diagnostics, sources, 2)
    settings = _settings(request, model, log.completeness, log.columns)
    result = audit(model, log, cases, settings, request.procedure)
    code = 2 if unread else _exit_code(result, request.fail_on)
    return Outcome(result, opened, diagnostics, sources, code)


def _settings(request: Request, model: Model, declared: Completeness, columns: frozenset[str]) -> Settings:
    entries = declared.entries
    if request.complete_from or request.complete_through:
        entries = (*entries, Stream(None, None, request.complete_from, request.complete_through))
    settings = Settings(request.as_of, Completeness(entries), columns)
    return _chosen(settings, request.readings, model)


def _chosen(settings: Settings, readings: tuple[str, ...], model: Model) -> Settings:
    try:
        return chosen(settings, readings, model)
    except ValueError as error:
        raise AgreelintError(f"--reading: {error}") from error


def _exit_code(result: Audit, fail_on: frozenset[State]) -> int:
    if not result.verdicts:
        return 3
    for verdict in result.verdicts:
        relied = verdict.state is State.NO_EFFECT and verdict.finding.relied_on
        if verdict.state is State.VIOLATED or relied or verdict.state in fail_on:
            return 1
    return 0
