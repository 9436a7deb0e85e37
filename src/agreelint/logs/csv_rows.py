"""Makes rows from a CSV file: its first row names the columns of all others."""

from collections.abc import Iterator

from attrs import define, field

from agreelint.diagnostics import Diagnostic
from agreelint.logs.csv_cells import records, split
from agreelint.logs.log_text import LogText, unreadable
from agreelint.logs.rows import Flaw, Row, Unread, layout
from agreelint.logs.translation import Translation
from agreelint.source import Span


@define
class CsvRows:
    """The rows of one file; what is known of its columns is complete when all rows have been read."""

    log: LogText
    translation: Translation
    header: str = ""
    columns: dict[str, Span] = field(factory=dict)
    flaws: list[Diagnostic] = field(factory=list)
    _names: list[str] = field(factory=list)

    def rows(self) -> Iterator[Row | Unread]:
        """Yield the rows below the header; blank ones are passed over."""
        path = self.log.path
        for line, start, end, raw, misquoted in records(self.log.text):
            flaw = self.log.flaw(start, end) or misquoted
            cells = [cell.strip() for cell in raw]
            if flaw is None and not any(cells):
                continue
            if not self._names:
                flaw = flaw or self._head(line, start, end, cells)
                if flaw is not None:
                    message = f"the header of `{path}` on line {line} cannot be read: {flaw.message}"
                    self.flaws.append(unreadable(Span(path, flaw.at, flaw.at), message))
                    return
                texts = layout(self._names)
            elif flaw is not None:
                yield flaw.unread(path, line, start, end)
            elif len(cells) != len(self._names):
                yield self._ragged(start, len(cells)).unread(path, line, start, end)
            else:
                yield Row(path, line, start, end, *texts(cells), self.find)

    def find(self, start: int, column: str) -> Span | None:
        """Return the place of the cell in a column of the row that starts there."""
        return self._place(start, self._names.index(column)) if column in self.columns else None

    def end(self, start: int) -> int:
        """Return where the row that starts there ends."""
        return self._place(start, -1).end

    def _place(self, start: int, number: int) -> Span:
        cell = split(self.log.text, start)[0][number]
        return Span(self.log.path, cell.start, cell.end)

    def _head(self, line: int, start: int, end: int, cells: list[str]) -> Flaw | None:
        """Take the names of the columns from the header."""
        if len(cells) == 1 and (";" in cells[0] or "\t" in cells[0]):
            return Flaw(start, "its columns are not separated by commas; export the log as CSV with commas")
        self.header = self.log.text[start:end]
        for number, cell in enumerate(cells):
            column = self.translation.column(cell)
            span = self._place(start, number)
            if not column:
                what = f"column {number + 1} of the header on line {line} has no name"
                self.flaws.append(unreadable(span, f"{what}; name it or take it out"))
            elif column in self.columns:
                what = f"the header `{cell}` on line {line} is a second column `{column}`"
                self.flaws.append(unreadable(span, f"{what}; rename one of them"))
            self._names.append(column)
            self.columns.setdefault(column, span)
        return None

    def _ragged(self, start: int, have: int) -> Flaw:
        need = len(self._names)
        at = self._place(start, need).start if have > need else start
        what = f"it has {have} cells and the header has {need}"
        return Flaw(at, f"{what}; put cells that hold commas between quotation marks, and leave out none")
