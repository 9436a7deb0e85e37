"""The one pipeline: from a path or shipped name to sources, model and diagnostics."""

import hashlib
from pathlib import Path

from attrs import frozen

from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Severity
from agreelint.graph.loops import check_order
from agreelint.model.constraints import Model
from agreelint.model.lower import lower
from agreelint.model.notes import Notes
from agreelint.model.resolve import resolve
from agreelint.share import share
from agreelint.source import Source, Span
from agreelint.syntax.parser import parse

SUFFIX = ".agree"
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
    path, shown = find(name)
    raw = path.read_bytes()
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
