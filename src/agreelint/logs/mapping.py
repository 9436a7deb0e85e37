"""Makes a mapping, from the words of somebody's records to those of an encoding, from a TOML file."""

from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from agreelint.diagnostics import Diagnostic, Result
from agreelint.logs.completeness import streams
from agreelint.logs.events import COLUMNS, Completeness, column_name
from agreelint.logs.toml_tables import Table, Tables, nearest, read_tables, text_of
from agreelint.source import Source, Span

_KNOWN = tuple(sorted(COLUMNS))
_TOP = ("log", "complete")
_LOG = ("columns", "activities", "actors", "rows")
_RULE = ("where", "set")


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
    tables = read_tables(path, display)
    for key in tables.document.keys() - {*_TOP}:
        tables.stray(tables.place(key), key, "a mapping", _TOP)
    log = tables.table("log", tables.document.get("log", {}))
    for key in log.keys() - {*_LOG}:
        tables.stray(tables.place(f"log.{key}"), key, "`[log]`", _LOG)
    columns = tuple(_columns(tables, log))
    mapping = Mapping(
        tables.source,
        columns,
        tuple(_words(tables, log, "activities")),
        tuple(_words(tables, log, "actors")),
        tuple(_rules(tables, log, {entry.theirs: entry.ours for entry in columns})),
        Completeness(tuple(streams(tables))),
    )
    return Result(mapping, tuple(sorted(tables.problems, key=_place_and_words)))


def _place_and_words(problem: Diagnostic) -> tuple[int, str]:
    return problem.labels[0].span.start, problem.message


def _words(tables: Tables, log: Table, part: str) -> Iterator[Entry]:
    name = f"log.{part}"
    for theirs, ours in tables.table(name, log.get(part, {})).items():
        span = tables.place(name, theirs)
        if isinstance(ours, str) and ours.strip() and theirs.strip():
            yield Entry(theirs.strip(), ours.strip(), span)
        else:
            tables.error(span, f'`{theirs}` of `[{name}]` stands for no word; write "{theirs}" = "NAME"')


def _columns(tables: Tables, log: Table) -> Iterator[Entry]:
    """Yield the columns, whichever side of a line names that of the event log."""
    seen: set[str] = set()
    for entry in _words(tables, log, "columns"):
        left, right = column_name(entry.theirs), column_name(entry.ours)
        if right in COLUMNS:
            theirs, ours = entry.theirs.casefold(), right
        elif left in COLUMNS:
            theirs, ours = entry.ours.casefold(), left
        else:
            meant = nearest(right, _KNOWN) or nearest(left, _KNOWN)
            advice = f"did you mean `{meant}`?" if meant else "one of both must be, such as `timestamp`"
            what = f"neither `{entry.theirs}` nor `{entry.ours}` is a column of the event log"
            tables.error(entry.span, f"{what}; {advice}")
            continue
        if theirs in seen:
            tables.error(entry.span, f"the column `{theirs}` is mapped twice; strike one of the lines")
        seen.add(theirs)
        yield Entry(theirs, ours, entry.span)


def _rules(tables: Tables, log: Table, columns: dict[str, str]) -> Iterator[RowRule]:
    for number, rule in tables.tables("log.rows", log.get("rows", [])):
        span = tables.place("log.rows", "", number)
        for key in rule.keys() - {*_RULE}:
            tables.stray(tables.place("log.rows", key, number), key, "`[[log.rows]]`", _RULE)
        where, assign = (_cells(rule.get(side), columns) for side in _RULE)
        for column, _ in assign:
            if column not in COLUMNS and (meant := nearest(column, _KNOWN)):
                tables.error(span, f"`{column}` is not a column of the event log; did you mean `{meant}`?")
        if where and assign:
            yield RowRule(where, assign, span)
        else:
            message = "a rule for rows needs `where = { COLUMN = TEXT }` and `set = { COLUMN = TEXT }`"
            tables.error(span, message)


def _cells(value: object, columns: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return columns and texts; nothing unless all of them are plain."""
    if not isinstance(value, dict):
        return ()
    texts = {columns.get(key.strip().casefold()) or column_name(key): text_of(cell) for key, cell in value.items()}
    plain = tuple((column, text) for column, text in texts.items() if text is not None)
    return plain if len(plain) == len(value) else ()
