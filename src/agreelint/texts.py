"""Texts of encodings from files: decoded, with the name under which to speak of them."""

import hashlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Result, Severity
from agreelint.share import share
from agreelint.source import Source, Span

_LARGEST = 4_000_000


def display(path: Path) -> str:
    """Return a path relative to the current folder or to the shipped agreements, else its last two parts."""
    whole = path.resolve()
    for folder in (Path.cwd(), share("agreements").resolve()):
        if whole.is_relative_to(folder):
            return whole.relative_to(folder).as_posix()
    return "/".join(whole.parts[1:][-2:])


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
