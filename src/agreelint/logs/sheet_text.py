"""Makes the text of a log from a workbook: the CSV that its sheet would be, row 7 of the sheet on line 7."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.logs.csv_cells import split
from agreelint.logs.log_text import LogText, unreadable
from agreelint.logs.rows import Flaw, said
from agreelint.source import Source, Span
from agreelint.syntax.unseen import HIDDEN
from agreelint.workbooks.reading import Fault, Sheet, Unreadable, letters, read_sheet

SHEET = "log"
HELP, LISTS = "How to fill in", "lists"
"""The sheet that is read, if there is one of that name; and those that explain it and offer words, which are not."""


@frozen(slots=False)
class SheetSource(Source):
    """The text of a sheet, in which columns have letters."""

    def place(self, offset: int) -> str:
        """Return row and letter of the cell at a code point offset."""
        line, _ = self.position(offset)
        cells, _ = split(self.text, self.start_of_line(line))
        column = next((number for number, cell in enumerate(cells, 1) if offset <= cell.end), len(cells))
        return f"{line}:{letters(column)}"


@frozen(eq=False, repr=False, slots=False)
class SheetText(LogText):
    """A sheet as CSV; `flaws` are found by where a row starts."""

    flaws: Mapping[int, Flaw] = field(factory=dict)

    def flaw(self, start: int, end: int) -> Flaw | None:
        """Return what in a row is nothing a log can hold."""
        return self.flaws.get(start) or super().flaw(start, end)


def sheet_text(data: bytes, display: str) -> tuple[LogText, tuple[Diagnostic, ...]]:
    """Return the text of the log in a workbook, and what there is to say about the workbook (AG050, AG075)."""
    sheet = read_sheet(data, SHEET)
    if isinstance(sheet, Unreadable):
        message = f"`{display}` {sheet.why}"
        return LogText(Source(display, ""), ""), (unreadable(Span(display, 0, 0), message),)
    text, flaws = _as_csv(sheet)
    damaged = HIDDEN.search(text) is not None
    return SheetText(SheetSource(display, text), text, damaged, flaws), tuple(_left_out(sheet, display))


def _as_csv(sheet: Sheet) -> tuple[str, dict[int, Flaw]]:
    """Return the rows as CSV, each as wide as the header, and the first flaw of each."""
    # What stands right of the header belongs to no column.
    faults = {fault.row: fault for fault in reversed(sheet.faults)}
    width = next((_width(texts) for texts in sheet.rows if _width(texts)), 0)
    lines: list[str] = []
    flaws: dict[int, Flaw] = {}
    start = 0
    for row, texts in enumerate(sheet.rows, 1):
        cells = [_quoted(text) for text in (*texts[:width], *[""] * (width - len(texts)))]
        fault = faults.get(row)
        if fault is None and _width(texts) > width:
            place = f"{letters(_width(texts))}{row}"
            fault = Fault(row, width, f"cell {place} stands right of the last column of the header; name its column")
        if fault:
            before = cells[: min(fault.column, width) - 1]
            flaws[start] = Flaw(start + sum(len(cell) + 1 for cell in before), fault.message)
        lines.append(",".join(cells))
        start += len(lines[-1]) + 1
    return "\n".join(lines), flaws


def _width(texts: tuple[str, ...]) -> int:
    return next((number for number in range(len(texts), 0, -1) if texts[number - 1].strip()), 0)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def _left_out(sheet: Sheet, display: str) -> Iterator[Diagnostic]:
    others = [name for name in sheet.others if name not in {HELP, LISTS}]
    if others:
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        listed = ", ".join(f"`{said(name, 40)}`" for name in others[:5]) + more
        message = f"only the sheet `{said(sheet.name, 40)}` of `{display}` is read, not {listed}"
        hint = f"name the sheet that holds the log `{SHEET}`, and write all rows of the log there"
        yield Diagnostic("AG075", "other-sheets", Severity.WARNING, message, (Label(Span(display, 0, 0)),), hint)
