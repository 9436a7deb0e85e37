"""The pipeline up to the model: from a path or shipped name to sources, model and diagnostics."""

import hashlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from agreelint.diagnostics import AgreelintError, Diagnostic, Label, NothingAppliesError, Result, Severity
from agreelint.graph.loops import check_order
from agreelint.model.acknowledgements import acknowledged
from agreelint.model.constraints import Model
from agreelint.model.lower import lower
from agreelint.model.notes import Notes
from agreelint.model.registers import Register, register_of
from agreelint.model.resolve import resolve
from agreelint.model.wordings import chosen
from agreelint.share import share
from agreelint.source import Source, Span
from agreelint.syntax import nodes
from agreelint.syntax.consequences import NONE, Consequences
from agreelint.syntax.parser import Parsed, parse

if TYPE_CHECKING:
    from agreelint.plan.checklist import Checklist

SUFFIX = ".agree"
AGREEMENT = f"agreement{SUFFIX}"
SCENARIOS = "scenarios"
UNREAD = frozenset({"AG001", "AG002", "AG003", "AG004", "AG005"})
"""Codes that mean that part of an encoding could not be read."""
_LARGEST = 4_000_000


@frozen(eq=False, repr=False, slots=False)
class Opened:
    """An agreement as it was read: its model, if it has one, and everything to say about it."""

    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]
    sha256: str
    scenarios: tuple[nodes.Scenario, ...] = ()
    """The scenarios of its first source, as they were read: only `proving.py` looks into them."""
    register: Register | None = None
    """The register that the file holds instead of an agreement: there is nothing in it to audit."""
    alone: bool = False
    """Whether the file holds scenarios only, so that its model is that of the agreement beside it."""
    consequences: Consequences = NONE
    """What may follow from mistakes in the text."""

    @property
    def ok(self) -> bool:
        """Say whether all of it could be read and resolved."""
        return self.model is not None and not any(d.fatal for d in self.diagnostics)


def shipped() -> tuple[str, ...]:
    """Return the names of the agreements that come with the program."""
    return tuple(sorted(path.parent.name for path in share("agreements").glob(f"*/{AGREEMENT}")))


def find(name: str) -> tuple[Path, str]:
    """Return the file of an agreement and the name under which to speak of it.

    `name` is a path to a file or folder, or a shipped name; raises AgreelintError if it is none of them.
    """
    path = Path(name)
    if path.is_dir() and (path / AGREEMENT).is_file():
        path = path / AGREEMENT
    if path.is_file():
        return path, display(path)
    inner = share("agreements") / name / AGREEMENT
    if name in shipped():
        return inner, f"{name}/{AGREEMENT}"
    raise AgreelintError(f"`{name}` is no file, and no shipped agreement: {', '.join(shipped())}")


def display(path: Path) -> str:
    """Return a path relative to the current folder, else its last two parts: never an absolute one."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return "/".join(path.resolve().parts[1:][-2:])


def open_agreement(name: str) -> Opened:
    """Read, resolve and lower an agreement; raises AgreelintError if there is none of that name."""
    path, shown = find(name)
    opened = read(path, shown)
    if opened.register is not None:
        raise NothingAppliesError(f"{shown} is a register: it says who shares what, and holds no procedure")
    if opened.alone:
        raise AgreelintError(f"{shown} holds scenarios only; name the agreement that they are of")
    return opened


def files(name: str) -> tuple[Path, ...]:
    """Return the files of every encoding that a path or shipped name stands for; raises AgreelintError if none.

    A shipped name stands for its folder.
    """
    folder = Path(name)
    if not folder.is_dir() and not folder.is_file() and name in shipped():
        folder = share("agreements") / name
    paths = sorted(folder.rglob(f"*{SUFFIX}")) if folder.is_dir() else []
    return tuple(paths) or (find(name)[0],)


def open_all(name: str) -> tuple[Opened, ...]:
    """Open every encoding that a path or shipped name stands for; raises AgreelintError if there is none.

    Scenarios that have a file of their own get the model of their agreement.
    """
    return tuple(_with_host(path, read(path, display(path))) for path in files(name))


def scenarios_beside(path: Path) -> tuple[Opened, ...]:
    """Open the files of scenarios that belong to an agreement: beside it, or in the folder `scenarios` there."""
    if path.name != AGREEMENT:
        return ()
    paths = sorted([*path.parent.glob(f"*{SUFFIX}"), *path.parent.glob(f"{SCENARIOS}/*{SUFFIX}")])
    found = ((one, read(one, display(one))) for one in paths if one != path)
    return tuple(_with_host(one, opened) for one, opened in found if opened.alone)


def _with_host(path: Path, opened: Opened) -> Opened:
    """Give a file of scenarios the model of the agreement in its folder, or in the one around `scenarios`."""
    if not opened.alone or opened.diagnostics:  # what could not be read may have been the agreement
        return opened
    folder = path.parent.parent if path.parent.name == SCENARIOS else path.parent
    host = read(folder / AGREEMENT, display(folder / AGREEMENT)) if (folder / AGREEMENT).is_file() else None
    if host and host.ok:
        return evolve(opened, model=host.model, sources=(*opened.sources, *host.sources))
    message = f"the agreement of these scenarios has errors: {display(folder / AGREEMENT)}"
    if host is None:
        message = f"these scenarios have no agreement: there is no `{AGREEMENT}` in their folder"
    hint = "mend it first" if host else f"put them beside `{AGREEMENT}`, or into the folder `{SCENARIOS}` there"
    problem = Diagnostic("AG122", "no-agreement", Severity.ERROR, message, (Label(opened.scenarios[0].span),), hint)
    return evolve(opened, diagnostics=(*opened.diagnostics, problem))


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

    return checklist(model.agreement, model.procedures[procedure], chosen(readings, model))


def read(path: Path, shown: str) -> Opened:
    """Read, resolve and lower one file; raises AgreelintError if it cannot be opened."""
    found = text_of(path, shown)
    source, digest = found.value
    return analyse(source, digest) if found.ok else Opened(None, found.diagnostics, (source,), digest)


def text_of(path: Path, shown: str) -> Result[tuple[Source, str]]:
    """Return the text of a file and its SHA-256; raises AgreelintError if it cannot be opened."""
    try:
        return decoded(path.read_bytes(), shown)
    except OSError as error:
        raise AgreelintError(f"{shown} cannot be read: {error.strerror}") from error


def decoded(raw: bytes, shown: str) -> Result[tuple[Source, str]]:
    """Return the text of an encoding, as far as it is one, and the SHA-256 of its bytes."""
    digest = hashlib.sha256(raw).hexdigest()
    problem, start = None, 0
    if len(raw) > _LARGEST:
        problem = f"the file is larger than {_LARGEST // 1_000_000} MB; no agreement is"
        return Result((Source(shown, ""), digest), (_unreadable(problem, Span(shown, 0, 0)),))
    body = raw.removeprefix(BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        problem = f"byte {len(raw) - len(body) + error.start + 1} is not UTF-8"
        start, text = len(body[: error.start].decode()), body.decode(errors="replace")
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or raw.count(0) > len(raw) // 4:
        problem, start, text = "the file is UTF-16, or no text at all", 0, ""
    found = (_unreadable(problem, Span(shown, start, start + 1), "save the file as UTF-8"),) if problem else ()
    return Result((Source(shown, text), digest), found)


def _unreadable(problem: str, span: Span, hint: str | None = None) -> Diagnostic:
    return Diagnostic("AG003", "unreadable", Severity.ERROR, problem, (Label(span),), hint)


def analyse(source: Source, digest: str = "") -> Opened:
    """Parse, resolve and lower a text."""
    parsed = parse(source)
    notes = Notes()
    if parsed.ok and any(isinstance(d, nodes.Jurisdiction) for d in parsed.value.declarations):
        return Opened(None, parsed.diagnostics, (source,), digest)  # offices of a state: nothing to resolve
    register = register_of(parsed.value, notes)
    if register is not None:
        return Opened(None, _told(parsed, notes, source), (source,), digest, register=register)
    scenarios = tuple(d for d in parsed.value.declarations if isinstance(d, nodes.Scenario))
    if scenarios and len(scenarios) == len(parsed.value.declarations):
        return Opened(
            None, parsed.diagnostics, (source,), digest, scenarios, alone=True, consequences=parsed.consequences
        )
    agreement = resolve(parsed.value, notes)
    model = lower(parsed.value, agreement, notes) if agreement else None
    if model and parsed.ok and notes.ok:
        for procedure in model.procedures.values():
            notes.diagnostics += check_order(procedure)
    found = _told(parsed, notes, source)
    return Opened(model, found, (source,), digest, scenarios, consequences=parsed.consequences)


def _told(parsed: Parsed, notes: Notes, source: Source) -> tuple[Diagnostic, ...]:
    """Return everything to say of a text in its order: nothing that only follows from a mistake."""
    told = (*parsed.diagnostics, *parsed.consequences.certain(notes.diagnostics, source))
    return tuple(sorted(acknowledged(parsed.value, told), key=lambda d: d.labels[0].span.start))
