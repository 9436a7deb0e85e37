"""Makes rows in the words of an encoding from rows in the words of somebody's records, by their mapping."""

from collections.abc import Iterator

from attrs import define, field

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.fields import FIELDS
from agreelint.logs.events import ALIASES, BY_MEMBER
from agreelint.logs.mapping import Entry, Mapping, RowRule
from agreelint.logs.rows import Row, arranged, said

_LISTS = ("recipient", "attendees", *BY_MEMBER)
_NAMES = ("actor", "body", *_LISTS)


@define
class Translation:
    """A mapping at work on the rows of a log; it remembers which of its entries have matched."""

    mapping: Mapping
    _columns: dict[str, Entry] = field(init=False)
    _activities: dict[str, Entry] = field(init=False)
    _actors: dict[str, Entry] = field(init=False)
    _used: set[int] = field(init=False, factory=set)
    _busy: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        mapping = self.mapping
        self._columns = {entry.theirs: entry for entry in mapping.columns}
        self._activities = {entry.theirs: entry for entry in mapping.activities}
        self._actors = {entry.theirs: entry for entry in mapping.actors}
        self._busy = bool(mapping.activities or mapping.actors or mapping.rows)

    @property
    def written(self) -> set[str]:
        """Return the columns that rules for rows have written so far."""
        rules = (rule for rule in self.mapping.rows if id(rule) in self._used)
        return {column for rule in rules for column, _ in rule.assign}

    def column(self, header: str) -> str:
        """Return the column that a header of the records stands for; an unknown one stands for itself."""
        name = header.strip().casefold()
        return self._ours(self._columns, name) if name in self._columns else ALIASES.get(name, name)

    def row(self, row: Row) -> Row:
        """Return a row in the words of the encoding, mended by the rules for rows."""
        if not self._busy:
            return row
        cells = dict(zip(FIELDS, row.values, strict=True)) | dict(row.extra)
        written: dict[str, str] = {}
        for rule in self.mapping.rows:
            if all(cells.get(column, "") == text for column, text in rule.where):
                self._used.add(id(rule))
                written.update(rule.assign)
        cells["activity"] = self._ours(self._activities, cells["activity"])
        for column in _NAMES:
            cells[column] = self._names(column, cells[column])
        cells.update(written)
        values, extra = arranged(cells)
        return row._replace(values=values, extra=extra)

    def idle(self) -> Iterator[Diagnostic]:
        """Yield a warning (code AG059) for each entry that has matched nothing."""
        mapping = self.mapping
        words = (("column", mapping.columns), ("activity", mapping.activities), ("actor", mapping.actors))
        entries: list[tuple[str, Entry | RowRule]] = [
            (f"the {kind} `{entry.theirs}`", entry) for kind, listed in words for entry in listed
        ]
        for rule in mapping.rows:
            wanted = " and ".join(f"`{column}` is `{text}`" for column, text in rule.where)
            entries.append((f"a row where {wanted}", rule))
        for what, entry in entries:
            if id(entry) not in self._used:
                message = said(f"{what} is mapped but not in the log; mend the word or strike the entry")
                yield Diagnostic("AG059", "idle-mapping", Severity.WARNING, message, (Label(entry.span),))

    def _ours(self, words: dict[str, Entry], word: str) -> str:
        entry = words.get(word)
        if entry is None:
            return word
        self._used.add(id(entry))
        return entry.ours

    def _names(self, column: str, text: str) -> str:
        """Return a cell of names in the words of the encoding: as a whole, or each name of a list."""
        if text in self._actors or column not in _LISTS:
            return self._ours(self._actors, text)
        parts = []
        for part in text.split(";"):
            name, equals, count = part.partition("=") if column in BY_MEMBER else (part, "", "")
            parts.append(self._ours(self._actors, name.strip()) + equals + count)
        return ";".join(parts)
