"""Makes a mapping, from the words of somebody's records to those of an encoding, from a TOML file."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from attrs import define, field, frozen

from agreelint.audit.events import COLUMNS, Completeness, Stream, column_name
from agreelint.diagnostics import Diagnostic, Label, Result, Severity
from agreelint.moments import Moment
from agreelint.source import Source, Span

_KNOWN = tuple(sorted(COLUMNS))
_TOP = ("log", "complete")
_LOG = ("columns", "activities", "actors", "rows")
_RULE = ("where", "set")
_STREAM = ("body", "activity", "from", "through")


@frozen
class Entry:
    """One line of a mapping: a word of the records and the word of the encoding that it stands for."""

    theirs: str
    ours: str
    span: Span


@frozen
class RowRule:
    """What to write over the cells of the rows that hold exactly the given texts."""

    where: tuple[tuple[str, str], ...]
    assign: tuple[tuple[str, str], ...]
    span: Span


@frozen
class Mapping:
    """What a mapping file says: other names, rows to mend, and streams declared complete."""

    source: Source
    columns: tuple[Entry, ...] = ()
    activities: tuple[Entry, ...] = ()
    actors: tuple[Entry, ...] = ()
    rows: tuple[RowRule, ...] = ()
    complete: Completeness = field(factory=Completeness)


def load_mapping(path: Path, display: str) -> Result[Mapping]:
    """Read the mapping file at `path`; messages speak of it as `display`.

    Never raises: what is wrong with the file is among the diagnostics (code AG058), and the value holds what
    could be read.
    """
    import tomllib  # late: few runs have a mapping

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        return _unreadable(Source(display, ""), 0, f"the mapping cannot be read: {reason}; name a TOML file")
    source = Source(display, text)
    try:
        document = tomllib.loads(text)
    except ValueError as error:
        fault, at = _toml_fault(str(error), text)
        return _unreadable(source, at, f"the mapping is not TOML: {fault}; mend it here")
    except RecursionError:
        return _unreadable(source, 0, "the mapping is nested too deep; write plain tables")
    loader = _Loader(source, _places(source))
    mapping = loader.mapping(document)
    return Result(mapping, tuple(sorted(loader.problems, key=_place_and_words)))


def nearest(word: str, words: tuple[str, ...]) -> str | None:
    """Return the one of `words` that `word` was probably meant to be, if any is near."""
    from difflib import get_close_matches  # late: only mistakes need it

    return next(iter(get_close_matches(word, words, n=1, cutoff=0.8)), None)


def _problem(span: Span, message: str) -> Diagnostic:
    return Diagnostic("AG058", "bad-mapping", Severity.ERROR, message, (Label(span),))


def _place_and_words(problem: Diagnostic) -> tuple[int, str]:
    return problem.labels[0].span.start, problem.message


def _unreadable(source: Source, at: int, message: str) -> Result[Mapping]:
    return Result(Mapping(source), (_problem(Span(source.path, at, at), message),))


def _toml_fault(message: str, text: str) -> tuple[str, int]:
    # tomllib tells the place in its message only.
    fault, _, place = message.partition(" (at ")
    match = re.search(r"line (\d+), column (\d+)", place)
    if match is None:
        return fault, len(text)
    before = text.split("\n")[: int(match[1]) - 1]
    return fault, min(sum(len(line) + 1 for line in before) + int(match[2]) - 1, len(text))


Places = dict[tuple[str, int, str], Span]

_HEADER = re.compile(r"[ \t]*\[\[?([^\[\]]+)\]")
_KEY = re.compile(r"""[ \t]*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*=""")


def _places(source: Source) -> Places:
    """Find where tables (by name and number) and their keys stand: tomllib tells no places."""
    found: Places = {}
    numbers: dict[str, int] = {}
    table, offset = "", 0
    for line in source.text.split("\n"):
        if header := _HEADER.match(line):
            table = ".".join(part.strip(" \t\"'") for part in header[1].split("."))
            numbers[table] = numbers.get(table, -1) + 1
        match = header or _KEY.match(line)
        if match:
            key = "" if header else match[1].strip("\"'")
            span = Span(source.path, offset + match.start(1), offset + match.end(1))
            found.setdefault((table, numbers.get(table, 0), key), span)
        offset += len(line) + 1
    return found


def _text(value: object) -> str | None:
    """Return the text that a cell holding this value would have; None for a list or a table."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value.strip()
        case date() | datetime() | time():
            return value.isoformat()
        case int() | float():
            return str(value)
        case _:
            return None


@define
class _Loader:
    source: Source
    places: Places
    problems: list[Diagnostic] = field(factory=list)

    def place(self, table: str, key: str = "", number: int = 0) -> Span:
        """Return where a key stands, else its table, else what encloses or begins it, else the start."""
        parent, _, leaf = table.rpartition(".")
        wanted = ((table, number, key), (table, number, ""), (parent, 0, leaf))
        beginning = (span for (name, _, _), span in self.places.items() if name.startswith(f"{table}."))
        found = next((self.places[place] for place in wanted if place in self.places), None)
        return found or next(beginning, Span(self.source.path, 0, 0))

    def error(self, span: Span, message: str) -> None:
        self.problems.append(_problem(span, message))

    def mapping(self, document: dict[str, object]) -> Mapping:
        for key in document.keys() - {*_TOP}:
            self.stray(self.place(key), key, "a mapping", _TOP)
        log = self.table("log", document.get("log", {}))
        for key in log.keys() - {*_LOG}:
            self.stray(self.place(f"log.{key}"), key, "`[log]`", _LOG)
        columns = tuple(self.columns(log.get("columns", {})))
        return Mapping(
            self.source,
            columns,
            tuple(self.words("log.activities", log.get("activities", {}))),
            tuple(self.words("log.actors", log.get("actors", {}))),
            tuple(self.rules(log.get("rows", []), {entry.theirs: entry.ours for entry in columns})),
            Completeness(tuple(self.streams(document.get("complete", [])))),
        )

    def stray(self, span: Span, key: str, table: str, known: tuple[str, ...]) -> None:
        meant = nearest(key, known)
        listed = ", ".join(f"`{word}`" for word in known)
        advice = f"did you mean `{meant}`?" if meant else f"it has {listed}"
        self.error(span, f"`{key}` is not a word of {table}; {advice}")

    def table(self, name: str, value: object) -> dict[str, object]:
        if isinstance(value, dict):
            return value
        self.error(self.place(name), f"`{name}` is not a table; write `[{name}]` and its lines below it")
        return {}

    def tables(self, name: str, value: object) -> Iterator[tuple[int, dict[str, object]]]:
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield from enumerate(value)
        else:
            self.error(
                self.place(name), f"`{name}` is repeated, each time in a table of its own; write `[[{name}]]`"
            )

    def words(self, name: str, value: object) -> Iterator[Entry]:
        for theirs, ours in self.table(name, value).items():
            span = self.place(name, theirs)
            if isinstance(ours, str) and ours.strip() and theirs.strip():
                yield Entry(theirs.strip(), ours.strip(), span)
            else:
                self.error(span, f'`{theirs}` of `[{name}]` stands for no word; write "{theirs}" = "NAME"')

    def columns(self, value: object) -> Iterator[Entry]:
        seen: set[str] = set()
        for entry in self.words("log.columns", value):
            left, right = column_name(entry.theirs), column_name(entry.ours)
            if right in COLUMNS:
                theirs, ours = entry.theirs.casefold(), right
            elif left in COLUMNS:
                theirs, ours = entry.ours.casefold(), left
            else:
                meant = nearest(right, _KNOWN) or nearest(left, _KNOWN)
                advice = f"did you mean `{meant}`?" if meant else "one of both must be, such as `timestamp`"
                message = (
                    f"neither `{entry.theirs}` nor `{entry.ours}` is a column of the event log; {advice}"
                )
                self.error(entry.span, message)
                continue
            if theirs in seen:
                self.error(entry.span, f"the column `{theirs}` is mapped twice; strike one of the lines")
            seen.add(theirs)
            yield Entry(theirs, ours, entry.span)

    def rules(self, value: object, names: dict[str, str]) -> Iterator[RowRule]:
        for number, rule in self.tables("log.rows", value):
            span = self.place("log.rows", "", number)
            for key in rule.keys() - {*_RULE}:
                self.stray(self.place("log.rows", key, number), key, "`[[log.rows]]`", _RULE)
            where, assign = (self.cells(rule.get(side), names) for side in _RULE)
            for column, _ in assign:
                if column not in COLUMNS and (meant := nearest(column, _KNOWN)):
                    self.error(span, f"`{column}` is not a column of the event log; did you mean `{meant}`?")
            if where and assign:
                yield RowRule(where, assign, span)
            else:
                self.error(
                    span, "a rule for rows needs `where = { COLUMN = TEXT }` and `set = { COLUMN = TEXT }`"
                )

    def cells(self, value: object, names: dict[str, str]) -> tuple[tuple[str, str], ...]:
        """Return columns and texts; nothing unless all of them are plain."""
        if not isinstance(value, dict):
            return ()
        texts = {
            names.get(key.strip().casefold()) or column_name(key): _text(cell) for key, cell in value.items()
        }
        plain = tuple((column, text) for column, text in texts.items() if text is not None)
        return plain if len(plain) == len(value) else ()

    def streams(self, value: object) -> Iterator[Stream]:
        for number, entry in self.tables("complete", value):
            before = len(self.problems)
            for key in entry.keys() - {*_STREAM}:
                self.stray(self.place("complete", key, number), key, "`[[complete]]`", _STREAM)
            activity, body = (self.name(entry, key, number) for key in ("activity", "body"))
            start, through = (self.day(entry, key, number) for key in ("from", "through"))
            if start and through and start > through:
                message = f"the stretch ends on {through}, before it starts on {start}; exchange the dates"
                self.error(self.place("complete", "through", number), message)
            # Half a declaration would say more than its author meant, so none is kept.
            if len(self.problems) == before:
                yield Stream(activity, body, start, through)

    def name(self, entry: dict[str, object], key: str, number: int) -> str | None:
        value = entry.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.error(
            self.place("complete", key, number), f'`{key}` of `[[complete]]` names nothing; write "NAME"'
        )
        return None

    def day(self, entry: dict[str, object], key: str, number: int) -> date | None:
        value = entry.get(key)
        try:
            day = None if value is None else Moment.parse(_text(value) or "", "UTC")
        except ValueError as error:
            self.error(
                self.place("complete", key, number), f"`{key}` of `[[complete]]` cannot be read: {error}"
            )
            return None
        if day is not None and (day.civil is None or day.instant):
            self.error(
                self.place("complete", key, number), f"`{key}` of `[[complete]]` is not one day; write a date"
            )
        return day.civil if day else None
