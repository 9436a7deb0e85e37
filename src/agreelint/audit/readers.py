"""Makes an event log from CSV and JSON Lines files, with a diagnostic for every row that cannot be used."""

import csv
import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from json import JSONDecodeError, JSONDecoder
from operator import itemgetter
from pathlib import Path

from attrs import define, field, frozen

from agreelint.audit.events import COLUMNS, FIELDS, REQUIRED, Event, EventLog
from agreelint.audit.mapping import Mapping, nearest
from agreelint.audit.rows import Row, Use, event_of, fault, identities, said
from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Result, Severity
from agreelint.source import Source, Span

FORMATS = "CSV (.csv) and JSON Lines (.jsonl, .ndjson)"
_SUFFIXES = (".csv", ".jsonl", ".ndjson")

# Bytes that are no UTF-8 are decoded to these, one each, so that offsets hold and rows can be written back.
_DAMAGE = re.compile(r"[\x00\udc80-\udcff]")
_BROKEN = re.compile(r"[\x00\ud800-\udfff]")
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_PLAIN = re.compile(r"[^,\n]*")
_ROW_END = re.compile(r"\r*(?:\n|\Z)")
_SPACE = re.compile(r"[ \t\r]*")


@frozen
class RefusedRow:
    """A row that could not be used: its file, the line where it starts, and its text as it stood."""

    file: str
    line: int
    text: str


@frozen
class LogReading:
    """A log as far as it could be read, the rows that were refused, and the texts diagnostics point into.

    `headers` pairs each CSV file with its header line, for `write_refused`.
    """

    log: EventLog
    refused_rows: tuple[RefusedRow, ...]
    sources: tuple[Source, ...]
    headers: tuple[tuple[str, str], ...] = ()


def read_log(paths: Sequence[tuple[Path, str]], zone: str, mapping: Mapping | None) -> Result[LogReading]:
    """Read the files (path, and the name that messages use) into one log; `zone` is that of the agreement.

    Never raises: errors AG050 (a file), AG051 to AG056 (a row, see ROW_ERRORS), warnings AG057 (a column) and
    AG059 (an idle entry of the mapping), each with labels whose spans count in the text of one of `sources`.
    """
    import hashlib  # late: start-up matters

    use = Use(mapping or Mapping(Source("", "")))
    reading = _Reading(zone, use)
    digest = hashlib.sha256()
    with _without_collector():
        for path, display in paths:
            digest.update(reading.file(path, display))
        reading.compare()
    if mapping is not None:
        reading.sources.append(mapping.source)
        reading.diagnostics.extend(use.idle())
    order = {source.path: number for number, source in enumerate(reading.sources)}
    refused = sorted(reading.refused.values(), key=lambda row: (order[row.file], row.line))
    log = EventLog(
        files=tuple(display for _, display in paths),
        events=tuple(reading.events),
        columns=frozenset(reading.columns | use.written),
        sha256=digest.hexdigest(),
        completeness=use.mapping.complete,
        refused=len(refused),
    )

    def place(diagnostic: Diagnostic) -> tuple[int, int, str]:
        span = diagnostic.labels[0].span
        return order[span.path], span.start, diagnostic.code

    diagnostics = tuple(sorted(reading.diagnostics, key=place))
    return Result(
        LogReading(log, tuple(refused), tuple(reading.sources), tuple(reading.headers)),
        diagnostics,
    )


def write_refused(rows: Sequence[RefusedRow], headers: Sequence[tuple[str, str]], path: Path) -> None:
    """Write refused rows to `path` as they stood, below the header line of their file.

    `headers` are those of the LogReading. Raises AgreelintError if the file cannot be written.
    """
    known = dict(headers)
    lines: list[str] = []
    current = ""
    for row in rows:
        header = known.get(row.file, "")
        if header not in ("", current):
            lines.append(header)
            current = header
        lines.append(row.text)
    try:
        path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise AgreelintError(f"the refused rows cannot be written to {path}: {error.strerror}") from None


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking ever more events that are all kept: it halves the speed."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@frozen
class _Unread:
    """A stretch of a text that is no row, where exactly it goes wrong, and how to mend it."""

    line: int
    start: int
    end: int
    diagnostic: Diagnostic


def _unread(path: str, line: int, start: int, end: int, flaw: "_Flaw") -> _Unread:
    at = min(flaw.at, end)
    span = Span(path, at, end) if at == start else Span(path, at, min(at + 1, end))
    return _Unread(line, start, end, fault("AG051", f"line {line} is no row: {flaw.message}", span))


def _unreadable(span: Span, message: str) -> Diagnostic:
    return Diagnostic("AG050", "unreadable-log", Severity.ERROR, said(message), (Label(span),))


@define
class _Reading:
    zone: str
    use: Use
    events: list[Event] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    refused: dict[tuple[str, int], RefusedRow] = field(factory=dict)
    sources: list[Source] = field(factory=list)
    headers: list[tuple[str, str]] = field(factory=list)
    columns: set[str] = field(factory=set)
    starts: list[int] = field(factory=list)  # of the row of each event
    ids: set[str] = field(factory=set)
    names: set[str] = field(factory=set)
    sheets: dict[str, "_Csv | _Json"] = field(factory=dict)

    def file(self, path: Path, display: str) -> bytes:
        """Read one file and return its bytes."""
        if display in self.names:
            message = f"`{display}` is named twice; name each log once"
            self.diagnostics.append(_unreadable(Span(display, 0, 0), message))
            return b""
        suffix, data, text, flaw = path.suffix.lower(), b"", "", ""
        if suffix not in _SUFFIXES:
            flaw = f"is in no format that can be read, which are {FORMATS}; export the log as CSV"
        else:
            try:
                data = path.read_bytes()
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or "its name cannot be that of a file"
                flaw = f"cannot be read: {reason}; name a file in {FORMATS}"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            flaw = "is in UTF-16; save it as UTF-8 (`CSV UTF-8` in a spreadsheet program)"
        elif data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
            flaw = "is a workbook or packed, whatever its name; export it as CSV"
        elif b"\r" in data.strip() and b"\n" not in data:
            flaw = "has the line ends of old Macintosh programs; save it with those of Windows or Unix"
        damaged = b"\0" in data
        if not flaw:
            content = data.removeprefix(b"\xef\xbb\xbf")
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError:
                text, damaged = content.decode("utf-8", "surrogateescape"), True
        source = Source(display, _DAMAGE.sub("\ufffd", text) if damaged else text)
        self.sources.append(source)
        self.names.add(display)
        if flaw:
            self.diagnostics.append(_unreadable(Span(display, 0, 0), f"`{display}` {flaw}"))
        else:
            kind = _Csv if suffix == ".csv" else _Json
            self.sheets[display] = kind(source, text, damaged, self.use)
            self.sheet(self.sheets[display])
        return data

    def sheet(self, sheet: "_Csv | _Json") -> None:
        """Take in the rows of one file; without the required columns none of them is of use."""
        path = sheet.source.path
        events, faults = len(self.events), len(self.diagnostics)
        refused: list[RefusedRow] = []
        rows = False
        for item in sheet.rows():
            rows = True
            told = event_of(item, self.zone, self.use) if isinstance(item, Row) else (item.diagnostic,)
            if isinstance(told, Event):
                self.events.append(told)
                self.starts.append(item.start)
            else:
                self.diagnostics.extend(told)
                refused.append(RefusedRow(path, item.line, sheet.text[item.start : item.end]))
                if isinstance(item, Row):
                    self.ids.add(item.values[FIELDS.index("event_id")])
        missing = [name for name in REQUIRED if name not in sheet.columns and name not in self.use.written]
        if not sheet.flaws and sheet.columns and missing:
            del self.events[events:], self.starts[events:], self.diagnostics[faults:]
            refused.clear()
            lacked, found = (
                ", ".join(f"`{said(name, 40)}`" for name in names) for names in (missing, sheet.columns)
            )
            message = (
                f"`{path}` lacks {lacked} among its columns, which are {found}; rename the headers, or map "
                "them in `[log.columns]` of a mapping file"
            )
            self.diagnostics.append(_unreadable(Span(path, 0, len(sheet.header)), message))
        elif not sheet.flaws and not rows:
            message = f"`{path}` holds no events; write one in each row below the header"
            self.diagnostics.append(_unreadable(Span(path, 0, 0), message))
        self.diagnostics.extend(sheet.flaws)
        self.diagnostics.extend(_strange(sheet.columns))
        self.refused.update({(path, row.line): row for row in refused})
        self.columns.update(sheet.columns)
        if sheet.header:
            self.headers.append((path, sheet.header))

    def compare(self) -> None:
        """Refuse the rows of all files that contradict each other, and count word for word repeats once."""
        repeats, clashes = identities(self.events, self.ids)
        out = set(repeats)
        for clash in clashes:
            rows = [self.row(number) for number in clash.events]
            self.diagnostics.append(fault("AG056", clash.message, *(row.span(clash.column) for row in rows)))
            for row in rows:
                text = self.sheets[row.file].text[row.start : row.end]
                self.refused[row.file, row.line] = RefusedRow(row.file, row.line, text)
            out.update(clash.events)
        if out:
            self.events = [event for number, event in enumerate(self.events) if number not in out]

    def row(self, number: int) -> Row:
        """Return the place of the row of an event."""
        event, start = self.events[number], self.starts[number]
        sheet = self.sheets[event.file]
        return Row(event.file, event.line, start, sheet.end(start), (), (), sheet.find)


def _strange(columns: dict[str, Span]) -> Iterator[Diagnostic]:
    """Warn of headers that are nearly those of the contract; others are attributes, nothing to say."""
    for column, span in columns.items():
        meant = None if column in COLUMNS else nearest(column, FIELDS)
        if meant is not None:
            message = f"the column `{said(column, 40)}` is kept as an attribute; did you mean `{meant}`?"
            yield Diagnostic("AG057", "unknown-column", Severity.WARNING, message, (Label(span),))


class _Flaw(Exception):  # noqa: N818 - not an error of the program: it ends the reading of one row
    """Why a stretch of text is no row, and where."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at, self.message = at, message


def _damage(text: str, start: int, end: int) -> _Flaw | None:
    bad = _DAMAGE.search(text, start, end)
    if bad is None:
        return None
    if bad[0] == "\0":
        return _Flaw(bad.start(), "it holds a NUL byte; export the log again")
    byte = ord(bad[0]) - 0xDC00
    likely = bytes([byte]).decode("cp1252", "replace")
    return _Flaw(
        bad.start(), f"its byte {byte:#04x} (perhaps `{likely}`) is not UTF-8; save the log as UTF-8"
    )


Cell = tuple[str, int, int]


def _split(text: str, at: int) -> tuple[list[Cell], int]:
    """Return the cells of the CSV row at `at`, each with start and end, and where the next row starts.

    Raises _Flaw where quotation marks are out of order.
    """
    cells: list[Cell] = []
    while True:
        start = at
        if text.startswith('"', at):
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                raise _Flaw(at, "the quotation mark that opens here is never closed; close it or take it out")
            at = quoted.end()
            cells.append((quoted[1].replace('""', '"'), start, at))
        else:
            at = _length(_PLAIN, text, at)
            end = at if text.startswith(",", at) else start + len(text[start:at].rstrip("\r"))
            cells.append((text[start:end], start, end))
        if text.startswith(",", at):
            at += 1
        elif ended := _ROW_END.match(text, at):
            return cells, ended.end()
        else:
            raise _Flaw(
                at, "text stands after a closing quotation mark; double the marks inside a quoted cell"
            )


def _length(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _quick(content: str) -> list[str] | None:
    """Return the cells of a row that ends with its line; None where only `_split` can tell."""
    try:
        return next(csv.reader((content,), strict=True), None)
    except csv.Error:
        return None


Record = tuple[int, int, int, list[str], _Flaw | None]


def _records(text: str) -> Iterator[Record]:
    """Yield line, start, end, cells and flaw of each row; after a flaw the next line is taken for a row."""
    at, line = 0, 1
    while at < len(text):
        start, stop = at, text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        content = text[at:stop].rstrip("\r")
        end, at = start + len(content), stop + 1
        cells: list[str] = []
        flaw = None
        if '"' not in content:
            cells = content.split(",")
        elif (quick := _quick(content)) is not None:
            cells = quick
        else:
            try:
                parts, at = _split(text, start)
            except _Flaw as found:
                flaw = found
            else:
                cells, end = [cell for cell, _, _ in parts], parts[-1][2]
        yield line, start, end, cells, flaw
        line += 1 if at == stop + 1 else text.count("\n", start, at)


Texts = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def _layout(names: Sequence[str]) -> Callable[[list[str]], Texts]:
    """Return what makes the values and the extra of a Row from cells in the order of `names`."""
    places = {name: number for number, name in reversed([*enumerate(names)])}
    # A column that is not there takes the empty cell that is put at the end.
    values = itemgetter(*(places.get(name, len(names)) for name in FIELDS))
    others = sorted((name, number) for name, number in places.items() if name not in FIELDS)

    def texts(cells: list[str]) -> Texts:
        cells.append("")
        return values(cells), tuple([(name, text) for name, number in others if (text := cells[number])])

    return texts


@define
class _Csv:
    source: Source
    text: str
    damaged: bool
    use: Use
    header: str = ""
    names: list[str] = field(factory=list)
    columns: dict[str, Span] = field(factory=dict)
    flaws: list[Diagnostic] = field(factory=list)

    def rows(self) -> Iterator[Row | _Unread]:
        """Yield the rows below the header; blank ones are passed over."""
        path, text = self.source.path, self.text
        for line, start, end, raw, misquoted in _records(text):
            flaw = _damage(text, start, end) if self.damaged else None
            flaw = flaw or misquoted
            cells = [cell.strip() for cell in raw]
            if flaw is None and not any(cells):
                continue
            if not self.names:
                flaw = flaw or self.head(line, start, end, cells)
                if flaw is not None:
                    message = f"the header of `{path}` on line {line} cannot be read: {flaw.message}"
                    self.flaws.append(_unreadable(Span(path, flaw.at, flaw.at), message))
                    return
                layout = _layout(self.names)
            elif flaw is not None:
                yield _unread(path, line, start, end, flaw)
            elif len(cells) != len(self.names):
                yield _unread(path, line, start, end, self.ragged(start, cells))
            else:
                yield Row(path, line, start, end, *layout(cells), self.find)

    def head(self, line: int, start: int, end: int, cells: list[str]) -> _Flaw | None:
        """Take the names of the columns from the header."""
        if len(cells) == 1 and (";" in cells[0] or "\t" in cells[0]):
            return _Flaw(start, "its columns are not separated by commas; export the log as CSV with commas")
        self.header = self.text[start:end]
        for number, cell in enumerate(cells):
            column = self.use.column(cell)
            span = self.place(start, number)
            if not column:
                message = (
                    f"column {number + 1} of the header on line {line} has no name; name it or take it out"
                )
                self.flaws.append(_unreadable(span, message))
            elif column in self.columns:
                message = (
                    f"the header `{cell}` on line {line} is a second column `{column}`; rename one of them"
                )
                self.flaws.append(_unreadable(span, message))
            self.names.append(column)
            self.columns.setdefault(column, span)
        return None

    def ragged(self, start: int, cells: list[str]) -> _Flaw:
        have, need = len(cells), len(self.names)
        at = self.place(start, need).start if have > need else start
        return _Flaw(
            at,
            f"it has {have} cells and the header has {need}; put cells that hold commas between quotation "
            "marks, and leave out none",
        )

    def find(self, start: int, column: str) -> Span | None:
        """Return the place of the cell in a column of the row that starts there."""
        return self.place(start, self.names.index(column)) if column in self.columns else None

    def end(self, start: int) -> int:
        """Return where the row that starts there ends."""
        return self.place(start, -1).end

    def place(self, start: int, number: int) -> Span:
        _, begin, end = _split(self.text, start)[0][number]
        return Span(self.source.path, begin, end)


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("it names a key twice; keep one of them")
    return found


def _constant(name: str) -> str:
    raise ValueError(f"{name} is no value; leave the key out where nothing is recorded")


# Figures stay as they are written: what a count is, is judged as in CSV.
_DECODER = JSONDecoder(object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=_constant)


@define
class _Json:
    source: Source
    text: str
    damaged: bool
    use: Use
    header: str = ""
    columns: dict[str, Span] = field(factory=dict)
    flaws: list[Diagnostic] = field(factory=list)
    names: dict[str, str] = field(factory=dict)
    layouts: dict[tuple[str, ...], Callable[[list[str]], Texts]] = field(factory=dict)

    def rows(self) -> Iterator[Row | _Unread]:
        """Yield one row for each line that is not blank."""
        path, text = self.source.path, self.text
        start = 0
        for line, raw in enumerate(text.split("\n"), 1):
            end = start + len(raw.rstrip("\r"))
            if raw.strip():
                flaw = _damage(text, start, end) if self.damaged else None
                try:
                    if flaw is not None:
                        raise flaw
                    yield Row(path, line, start, end, *self.cells(raw, start), self.find)
                except _Flaw as found:
                    yield _unread(path, line, start, end, found)
            start += len(raw) + 1

    def cells(self, raw: str, start: int) -> Texts:
        try:
            value = _DECODER.decode(raw)
        except JSONDecodeError as error:
            message = f"it is not JSON ({error.msg}); write one object in one line"
            raise _Flaw(start + error.pos, message) from None
        except RecursionError:
            raise _Flaw(start, "it is nested too deep; write plain values") from None
        except ValueError as error:
            raise _Flaw(start, str(error)) from None
        if not isinstance(value, dict):
            raise _Flaw(start, "it is not a JSON object; write one object in one line")
        keys = tuple(value)
        escaped = "\\u" in raw
        if escaped:
            self.sound(raw, keys, start)
        layout = self.layouts.get(keys) or self.head(keys, start)
        texts = [
            item.strip() if isinstance(item, str) else self.flat(key, item, start)
            for key, item in value.items()
        ]
        if escaped:
            self.sound(raw, texts, start)
        return layout(texts)

    def sound(self, raw: str, texts: Iterable[str], start: int) -> None:
        """Refuse escapes of half a character or of NUL."""
        if _BROKEN.search("".join(texts)):
            raise _Flaw(
                start + raw.index("\\u"), "it holds an escape that is no character; write the character"
            )

    def head(self, keys: tuple[str, ...], start: int) -> Callable[[list[str]], Texts]:
        """Take the names of the columns from the keys of an object."""
        names: list[str] = []
        for key in keys:
            column = self.names[key] = self.names.get(key) or self.use.column(key)
            if not column:
                raise _Flaw(start, "it has a key without a name; name it or take it out")
            if column in names:
                what = f"the key `{said(key, 40)}` is a second `{said(column, 40)}`"
                raise _Flaw(start, f"{what}; keep one of them")
            names.append(column)
            at = max(start, self.text.find(f'"{key}"', start))
            self.columns.setdefault(column, Span(self.source.path, at, at + len(key) + 2))
        self.layouts[keys] = _layout(names)
        return self.layouts[keys]

    def flat(self, key: str, value: object, start: int) -> str:
        """Return the text that a CSV cell would have for a value that is no text."""
        column = self.names[key]
        match value:
            case None:
                return ""
            case bool():
                return str(value).lower()
            case list() if column in ("recipient", "attendees") and all(isinstance(n, str) for n in value):
                return ";".join(value)
            case dict() if column == "members_present_by" and all(isinstance(n, str) for n in value.values()):
                return ";".join(f"{name}={count}" for name, count in value.items())
            case _:
                at = next(at for name, at in self.walk(start) if name == key)
                raise _Flaw(at, f"`{said(key, 40)}` holds a nested value; write a plain one")

    def end(self, start: int) -> int:
        """Return where the row that starts there ends."""
        stop = self.text.find("\n", start)
        return start + len(self.text[start : None if stop < 0 else stop].rstrip("\r"))

    def find(self, start: int, column: str) -> Span | None:
        """Return the place of the value in a column of the row that starts there."""
        for key, at in self.walk(start):
            if self.names[key] == column:
                return Span(self.source.path, at, _DECODER.raw_decode(self.text, at)[1])
        return None

    def walk(self, at: int) -> Iterator[tuple[str, int]]:
        """Yield the keys of the object at `at`, which is sound, with the places of their values."""
        text = self.text
        while text[at := _length(_SPACE, text, at)] != "}":
            key, at = _DECODER.raw_decode(text, _length(_SPACE, text, at + 1))
            at = _length(_SPACE, text, _length(_SPACE, text, at) + 1)
            yield key, at
            at = _DECODER.raw_decode(text, at)[1]
