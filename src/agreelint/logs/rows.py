"""What all formats make of a file: rows as text that know their place, and the errors that refuse them."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from attrs import frozen

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.fields import FIELDS
from agreelint.source import Span

# What refuses a row, and only it: the errors that `--skip-bad-rows` passes over.
ROW_ERRORS = {
    "AG051": "unreadable-row",
    "AG052": "bad-date",
    "AG053": "empty-cell",
    "AG054": "bad-tally",
    "AG055": "contradicting-outcome",
    "AG056": "event-identity",
}

_FIELDS = frozenset(FIELDS)

# The texts of FIELDS, in that order, empty where nothing is recorded; and the named texts of all other
# columns, in alphabetical order and never empty.
Texts = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


class Row(NamedTuple):
    """One row as text (see Texts), where it stands, and how to find the place of one of its cells again.

    `find` takes the start of a row and a column.
    """

    file: str
    line: int
    start: int
    end: int
    values: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    find: Callable[[int, str], Span | None]

    def span(self, column: str) -> Span:
        """Return the place of a cell, else that of the whole row."""
        return self.find(self.start, column) or Span(self.file, self.start, self.end)


@frozen
class Unread:
    """A stretch of a text that is no row, where exactly it goes wrong, and how to mend it."""

    line: int
    start: int
    end: int
    diagnostic: Diagnostic


class Flaw(Exception):  # noqa: N818 - not an error of the program: it ends the reading of one row
    """Why a stretch of text is no row, and where."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at, self.message = at, message

    def unread(self, path: str, line: int, start: int, end: int) -> Unread:
        """Return the stretch that would have been a row."""
        at = min(self.at, end)
        span = Span(path, at, end) if at == start else Span(path, at, min(at + 1, end))
        return Unread(line, start, end, fault("AG051", f"line {line} is no row: {self.message}", span))


def said(text: str, longest: int = 400) -> str:
    """Return `text` as a message may repeat it: on one line, not too long, nothing that moves a terminal."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= longest else line[: longest - 3] + "..."


def fault(code: str, message: str, *spans: Span) -> Diagnostic:
    """Return the error that refuses a row; `code` is one of ROW_ERRORS."""
    labels = tuple(Label(span) for span in spans)
    return Diagnostic(code, ROW_ERRORS[code], Severity.ERROR, said(message), labels)


def arranged(cells: dict[str, str]) -> Texts:
    """Return the texts of one row from its cells by column."""
    get = cells.get
    extra = sorted([column for column in cells.keys() - _FIELDS if cells[column]])
    return tuple([get(column, "") for column in FIELDS]), tuple([(column, cells[column]) for column in extra])


def layout(names: Sequence[str]) -> Callable[[list[str]], Texts]:
    """Return what makes the texts of many rows, each from a list of cells in the order of `names`."""
    places = {name: number for number, name in reversed([*enumerate(names)])}
    # A column that is not there takes the empty cell that is put at the end.
    values = itemgetter(*(places.get(name, len(names)) for name in FIELDS))
    others = sorted((name, number) for name, number in places.items() if name not in _FIELDS)

    def texts(cells: list[str]) -> Texts:
        cells.append("")
        return values(cells), tuple([(name, text) for name, number in others if (text := cells[number])])

    return texts
