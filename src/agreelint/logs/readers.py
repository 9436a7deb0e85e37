"""Makes an event log from CSV, JSON Lines and Excel files, with a diagnostic for every row that cannot be used."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import define, field, frozen

from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Result, Severity
from agreelint.fields import FIELDS, REQUIRED
from agreelint.logs.csv_rows import CsvRows
from agreelint.logs.events import COLUMNS, Event, EventLog
from agreelint.logs.identities import identities
from agreelint.logs.jsonl_rows import JsonRows
from agreelint.logs.log_text import JSON_LINES, WORKBOOK, LogText, decoded, log_bytes, unreadable
from agreelint.logs.mapping import Mapping
from agreelint.logs.row_events import event_of
from agreelint.logs.rows import Row, fault, said
from agreelint.logs.toml_tables import nearest
from agreelint.logs.translation import Translation
from agreelint.source import Source, Span

_EVENT_ID = FIELDS.index("event_id")


@frozen
class RefusedRow:
    """A row that could not be used: its file, the line where it starts, and its text as it stood."""

    file: str
    line: int
    text: str


@frozen(eq=False, repr=False, slots=False)
class LogReading:
    """A log as far as it could be read, the rows that were refused, and the texts diagnostics point into.

    `headers` pairs each CSV file with its header line, for `write_refused`.
    """

    log: EventLog
    refused_rows: tuple[RefusedRow, ...]
    sources: tuple[Source, ...]
    headers: tuple[tuple[str, str], ...] = ()
    places: dict[str, Callable[[int, str], Span | None]] = field(factory=dict)
    """By the name of each file: the start of a row and a column to the place of that cell."""


def read_log(
    paths: Sequence[tuple[Path, str]], zone: str, mapping: Mapping | None, required: tuple[str, ...] = REQUIRED
) -> Result[LogReading]:
    """Read the files (path, and the name that messages use) into one log; `zone` is that of the agreement.

    `required` are the columns without which no row is of use.

    Never raises: errors AG050 (a file), AG051 to AG056 (a row, see ROW_ERRORS), warnings AG057 (a column),
    AG059 (an idle entry of the mapping) and AG075 (sheets left out), each with labels whose spans count in the
    text of one of `sources`.
    """
    import hashlib  # late: start-up matters

    translation = Translation(mapping or Mapping(Source("", "")))
    reading = _Reading(zone, translation, required)
    digest = hashlib.sha256()
    with _without_collector():
        for path, display in paths:
            digest.update(reading.file(path, display))
        reading.compare()
    if mapping is not None:
        reading.sources.append(mapping.source)
        reading.diagnostics.extend(translation.idle())
    order = {source.path: number for number, source in enumerate(reading.sources)}
    refused = sorted(reading.refused.values(), key=lambda row: (order[row.file], row.line))
    log = EventLog(
        files=tuple(display for _, display in paths),
        events=tuple(reading.events),
        columns=frozenset(reading.columns | translation.written),
        sha256=digest.hexdigest(),
        completeness=translation.mapping.complete,
        refused=len(refused),
    )

    def place(diagnostic: Diagnostic) -> tuple[int, int, str]:
        span = diagnostic.labels[0].span
        return order[span.path], span.start, diagnostic.code

    diagnostics = tuple(sorted(reading.diagnostics, key=place))
    return Result(
        LogReading(
            log,
            tuple(refused),
            tuple(reading.sources),
            tuple(reading.headers),
            {path: sheet.find for path, sheet in reading.sheets.items()},
        ),
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


@define
class _Reading:
    """What has been read so far of all files."""

    zone: str
    translation: Translation
    required: tuple[str, ...]
    events: list[Event] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    refused: dict[tuple[str, int], RefusedRow] = field(factory=dict)
    sources: list[Source] = field(factory=list)
    headers: list[tuple[str, str]] = field(factory=list)
    columns: set[str] = field(factory=set)
    starts: list[int] = field(factory=list)  # of the row of each event
    ids: set[str] = field(factory=set)  # of rows refused
    names: set[str] = field(factory=set)
    sheets: dict[str, CsvRows | JsonRows] = field(factory=dict)

    def file(self, path: Path, display: str) -> bytes:
        """Read one file and return its bytes."""
        if display in self.names:
            message = f"`{display}` is named twice; name each log once"
            self.diagnostics.append(unreadable(Span(display, 0, 0), message))
            return b""
        data, flaw = log_bytes(path)
        suffix = path.suffix.lower()
        told: tuple[Diagnostic, ...] = ()
        if flaw:
            text, told = LogText(Source(display, ""), ""), (unreadable(Span(display, 0, 0), f"`{display}` {flaw}"),)
        elif suffix == WORKBOOK:
            from agreelint.logs.sheet_text import sheet_text  # late: few logs are workbooks

            text, told = sheet_text(data, display)
        else:
            text = decoded(data, display)
        self.sources.append(text.source)
        self.names.add(display)
        self.diagnostics.extend(told)
        if not any(diagnostic.severity is Severity.ERROR for diagnostic in told):
            rows = JsonRows if suffix in JSON_LINES else CsvRows
            self.sheets[display] = rows(text, self.translation)
            self.sheet(self.sheets[display])
        return data

    def sheet(self, sheet: CsvRows | JsonRows) -> None:
        """Take in the rows of one file; without the required columns none of them is of use."""
        path, text = sheet.log.path, sheet.log.text
        events, faults = len(self.events), len(self.diagnostics)
        refused: list[RefusedRow] = []
        translated = self.translation.row
        rows = False
        for item in sheet.rows():
            rows = True
            told = event_of(translated(item), self.zone) if isinstance(item, Row) else (item.diagnostic,)
            if isinstance(told, Event):
                self.events.append(told)
                self.starts.append(item.start)
            else:
                self.diagnostics.extend(told)
                refused.append(RefusedRow(path, item.line, text[item.start : item.end]))
                if isinstance(item, Row):
                    self.ids.add(item.values[_EVENT_ID])
        written = self.translation.written
        missing = [name for name in self.required if name not in sheet.columns and name not in written]
        if not sheet.flaws and sheet.columns and missing:
            del self.events[events:], self.starts[events:], self.diagnostics[faults:]
            refused.clear()
            self.diagnostics.append(_lacking(sheet, missing))
        elif not sheet.flaws and not rows:
            message = f"`{path}` holds no events; write one in each row below the header"
            self.diagnostics.append(unreadable(Span(path, 0, 0), message))
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
                text = self.sheets[row.file].log.text[row.start : row.end]
                self.refused[row.file, row.line] = RefusedRow(row.file, row.line, text)
            out.update(clash.events)
        if out:
            self.events = [event for number, event in enumerate(self.events) if number not in out]

    def row(self, number: int) -> Row:
        """Return the place of the row of an event."""
        event, start = self.events[number], self.starts[number]
        sheet = self.sheets[event.file]
        return Row(event.file, event.line, start, sheet.end(start), (), (), sheet.find)


def _lacking(sheet: CsvRows | JsonRows, missing: list[str]) -> Diagnostic:
    path = sheet.log.path
    lacked, found = (", ".join(f"`{said(name, 40)}`" for name in names) for names in (missing, sheet.columns))
    message = (
        f"`{path}` lacks {lacked} among its columns, which are {found}; rename the headers, or map "
        "them in `[log.columns]` of a mapping file"
    )
    return unreadable(Span(path, 0, len(sheet.header)), message)


def _strange(columns: dict[str, Span]) -> Iterator[Diagnostic]:
    """Warn of headers that are nearly those of the contract; others are attributes, nothing to say."""
    for column, span in columns.items():
        meant = None if column in COLUMNS else nearest(column, FIELDS)
        if meant is not None:
            message = f"the column `{said(column, 40)}` is kept as an attribute; did you mean `{meant}`?"
            yield Diagnostic("AG057", "unknown-column", Severity.WARNING, message, (Label(span),))
