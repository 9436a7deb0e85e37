"""Makes the tables of a mapping file from its TOML, with the place of every key: tomllib tells none."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from attrs import define, field

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.source import Source, Span
from agreelint.syntax.unseen import HIDDEN, named

Table = dict[str, object]
Places = dict[tuple[str, int, str], Span]  # by table, its number among those of this name, and key

_HEADER = re.compile(r"[ \t]*\[\[?([^\[\]]+)\]")
_KEY = re.compile(r"""[ \t]*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*=""")


@define
class Tables:
    """A mapping file as far as it could be read; `problems` gathers what is wrong with it (code AG058)."""

    source: Source
    document: Table
    _places: Places
    problems: list[Diagnostic] = field(factory=list)

    def place(self, table: str, key: str = "", number: int = 0) -> Span:
        """Return where a key stands, else its table, else what encloses or begins it, else the start."""
        parent, _, leaf = table.rpartition(".")
        wanted = ((table, number, key), (table, number, ""), (parent, 0, leaf))
        beginning = (span for (name, _, _), span in self._places.items() if name.startswith(f"{table}."))
        found = next((self._places[place] for place in wanted if place in self._places), None)
        return found or next(beginning, Span(self.source.path, 0, 0))

    def error(self, span: Span, message: str) -> None:
        """Note that something is wrong."""
        self.problems.append(Diagnostic("AG058", "bad-mapping", Severity.ERROR, message, (Label(span),)))

    def stray(self, span: Span, key: str, table: str, known: tuple[str, ...]) -> None:
        """Note a key that the table does not have."""
        meant = nearest(key, known)
        listed = ", ".join(f"`{word}`" for word in known)
        advice = f"did you mean `{meant}`?" if meant else f"it has {listed}"
        self.error(span, f"`{key}` is not a word of {table}; {advice}")

    def table(self, name: str, value: object) -> Table:
        """Return a value that must be a table."""
        if isinstance(value, dict):
            return value
        self.error(self.place(name), f"`{name}` is not a table; write `[{name}]` and its lines below it")
        return {}

    def tables(self, name: str, value: object) -> Iterator[tuple[int, Table]]:
        """Yield number and table from a value that must be a list of tables."""
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield from enumerate(value)
        else:
            message = f"`{name}` is repeated, each time in a table of its own; write `[[{name}]]`"
            self.error(self.place(name), message)


def read_tables(path: Path, display: str) -> Tables:
    """Read the file at `path`; never raises, and where the file cannot be read there are no tables."""
    import tomllib  # late: few runs have a mapping

    def failed(text: str, at: int, message: str) -> Tables:
        tables = Tables(Source(display, text), {}, {})
        tables.error(Span(display, at, at), message)
        return tables

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        return failed("", 0, f"the mapping cannot be read: {reason}; name a TOML file")
    if hidden := HIDDEN.search(text):
        character = named(hidden[0][0])
        return failed(
            text, hidden.start(), f"the mapping holds the character {character}, which cannot be seen; take it out"
        )
    try:
        document = tomllib.loads(text)
    except ValueError as error:
        fault, at = _toml_fault(str(error), text)
        return failed(text, at, f"the mapping is not TOML: {fault}; mend it here")
    except RecursionError:
        return failed(text, 0, "the mapping is nested too deep; write plain tables")
    source = Source(display, text)
    return Tables(source, document, _places(source))


def nearest(word: str, words: tuple[str, ...]) -> str | None:
    """Return the one of `words` that `word` was probably meant to be, if any is near."""
    from difflib import get_close_matches  # late: only mistakes need it

    return next(iter(get_close_matches(word, words, n=1, cutoff=0.8)), None)


def text_of(value: object) -> str | None:
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


def _toml_fault(message: str, text: str) -> tuple[str, int]:
    # tomllib tells the place in its message only.
    fault, _, place = message.partition(" (at ")
    match = re.search(r"line (\d+), column (\d+)", place)
    if match is None:
        return fault, len(text)
    before = text.split("\n")[: int(match[1]) - 1]
    return fault, min(sum(len(line) + 1 for line in before) + int(match[2]) - 1, len(text))


def _places(source: Source) -> Places:
    """Find where tables and their keys stand."""
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
