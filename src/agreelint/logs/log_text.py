"""Makes the text of a log from the bytes of a file, and says what in it is no text."""

import re
from pathlib import Path

from attrs import frozen

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.logs.rows import Flaw, said
from agreelint.source import Source, Span
from agreelint.syntax.unseen import HIDDEN, named

WORKBOOK = ".xlsx"
JSON_LINES = (".jsonl", ".ndjson")
SUFFIXES = (".csv", *JSON_LINES, WORKBOOK)
FORMATS = "CSV (.csv), JSON Lines (.jsonl, .ndjson) and Excel workbooks (.xlsx)"

# Bytes that are no UTF-8 are decoded to these, one each, so that offsets hold and rows can be written back.
_DAMAGE = re.compile(r"[\x00\udc80-\udcff]")


@frozen(eq=False, repr=False, slots=False)
class LogText:
    """A log as it stands, and as diagnostics show it, which differs by what is no text (`damaged`)."""

    source: Source
    text: str
    damaged: bool = False

    @property
    def path(self) -> str:
        """Return the name that messages use."""
        return self.source.path

    def flaw(self, start: int, end: int) -> Flaw | None:
        """Return what in a stretch is no text."""
        bad = HIDDEN.search(self.text, start, end) if self.damaged else None
        if bad is None:
            return None
        character = bad[0][0]
        if character == "\0":
            return Flaw(bad.start(), "it holds a NUL byte; export the log again")
        if not _DAMAGE.match(character):
            return Flaw(bad.start(), f"it holds the character {named(character)}, which cannot be seen; take it out")
        byte = ord(character) - 0xDC00
        likely = bytes([byte]).decode("cp1252", "replace")
        message = f"its byte {byte:#04x} (perhaps `{likely}`) is not UTF-8; save the log as UTF-8"
        return Flaw(bad.start(), message)


def log_bytes(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a file, and why they are no log; empty if they seem to be one."""
    if path.suffix.lower() not in SUFFIXES:
        return b"", f"is in no format that can be read, which are {FORMATS}; export the log as CSV"
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be that of a file"
        return b"", f"cannot be read: {reason}; name a file in {FORMATS}"
    flaw = ""
    if path.suffix.lower() == WORKBOOK:
        return data, flaw  # judged where it is unpacked
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        flaw = "is in UTF-16; save it as UTF-8 (`CSV UTF-8` in a spreadsheet program)"
    elif data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        flaw = "is a workbook or packed, whatever its name; name a workbook .xlsx, or export it as CSV"
    elif b"\r" in data.strip() and b"\n" not in data:
        flaw = "has the line ends of old Macintosh programs; save it with those of Windows or Unix"
    return data, flaw


def decoded(data: bytes, display: str) -> LogText:
    """Return the text of a log in UTF-8, with whatever in it is damaged."""
    content = data.removeprefix(b"\xef\xbb\xbf")
    text = content.decode("utf-8", "surrogateescape")
    damaged = HIDDEN.search(text) is not None
    return LogText(Source(display, _DAMAGE.sub("\ufffd", text) if damaged else text), text, damaged)


def unreadable(span: Span, message: str) -> Diagnostic:
    """Return the error (code AG050) that a file cannot be read as a log."""
    return Diagnostic("AG050", "unreadable-log", Severity.ERROR, said(message), (Label(span),))
