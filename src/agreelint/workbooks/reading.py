"""Makes a sheet of texts from the bytes of a workbook (.xlsx), or says why it cannot be read."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from attrs import frozen

from agreelint.workbooks.cells import error_fault, formula_fault, text_of
from agreelint.workbooks.packing import refusal

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_MOST_ROWS, _MOST_COLUMNS = 100_000, 500
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


@frozen
class Fault:
    """A cell that holds nothing a log can hold; row and column count from 1."""

    row: int
    column: int
    message: str


@frozen(eq=False, repr=False, slots=False)
class Sheet:
    """The texts of a sheet, row by row from row 1, what is wrong with its cells, and what sheets there are besides."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    faults: tuple[Fault, ...]
    others: tuple[str, ...]


@frozen
class Unreadable:
    """Why a file cannot be read as a workbook, in words that follow its name."""

    why: str


def read_sheet(data: bytes, preferred: str) -> Sheet | Unreadable:
    """Read the sheet named `preferred`, else the first one that is not hidden."""
    if why := refusal(data):
        return Unreadable(why)
    try:
        import openpyxl  # noqa: F401  # an extra, and late: few logs are workbooks
    except ModuleNotFoundError:
        return Unreadable("is a workbook, which takes openpyxl to read: pip install 'agreelint[office]', or export CSV")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that openpyxl passes over, none of which holds cells
            return _read(data, preferred)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parts raise on damaged input
        return Unreadable("is a damaged workbook; open it in your spreadsheet program and save it again")


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _read(data: bytes, preferred: str) -> Sheet | Unreadable:
    from openpyxl.cell.read_only import EMPTY_CELL

    book = _opened(data, values=False)
    sheets = book.worksheets
    if not sheets:
        return Unreadable("is a workbook without a sheet of cells; write the log into one")
    named = [sheet for sheet in sheets if sheet.title.strip().casefold() == preferred]
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    sheet: Any = (named or shown or sheets)[0]
    rows: list[tuple[str, ...]] = []
    faults: list[Fault] = []
    formulas: list[tuple[int, int, str]] = []
    seen = 0
    for number, cells in enumerate(_rows(sheet), 1):
        if number > _MOST_ROWS or len(cells) > _MOST_COLUMNS:
            place = f"{letters(max(1, len(cells)))}{number}"
            return Unreadable(f"reaches to cell {place}; delete what stands outside the log, or export it as CSV")
        texts = []
        seen += sum(cell is not EMPTY_CELL for cell in cells)
        for column, cell in enumerate(cells, 1):
            formula = cell.data_type == "f"
            texts.append(text_of(getattr(cell.value, "text", cell.value) if formula else cell.value))
            if formula:
                formulas.append((number, column, texts[-1]))
            elif cell.data_type == "e":
                faults.append(Fault(number, column, error_fault(f"{letters(column)}{number}", cell.value)))
        rows.append(tuple(texts))
    with ZipFile(BytesIO(data)) as packed:
        xml = packed.read(sheet._worksheet_path)  # no other way to ask for it
    if seen != len(_CELL.findall(xml)):  # openpyxl passes over what is out of order
        return Unreadable("has cells out of order; open it in your spreadsheet program and save it again")
    if formulas:
        faults += _stored(data, sheet.title, rows, formulas)
    faults += _merged(xml, rows)
    others = tuple(other.title for other in sheets if other is not sheet)
    return Sheet(sheet.title, tuple(rows), tuple(sorted(faults, key=lambda f: (f.row, f.column))), others)


def _opened(data: bytes, *, values: bool) -> "Workbook":
    from openpyxl import load_workbook

    # Only reading row by row is safe: else one merged range of a whole sheet would become a billion cells.
    return load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    return iter(sheet.iter_rows())


def _stored(
    data: bytes, name: str, rows: list[tuple[str, ...]], formulas: list[tuple[int, int, str]]
) -> Iterator[Fault]:
    """Put the values that were last worked out in the places of formulas."""
    values = [*_rows(_opened(data, values=True)[name])]
    for row, column, formula in formulas:
        place, cell = f"{letters(column)}{row}", values[row - 1][column - 1]
        stored = cell.value
        fault = error_fault(place, stored) if cell.data_type == "e" else formula_fault(place, formula, stored)
        if fault:
            yield Fault(row, column, fault)
        else:
            texts = rows[row - 1]
            rows[row - 1] = (*texts[: column - 1], text_of(stored), *texts[column:])


def _merged(xml: bytes, rows: list[tuple[str, ...]]) -> Iterator[Fault]:
    """Find merged cells: only the first of them has a value, and the others would seem empty."""
    for first, top, last, bottom in (match.groups() for match in _MERGED.finditer(xml)):
        left = _number(first.decode())
        start, end = int(top), int(bottom)
        texts = rows[start - 1] if 0 < start <= len(rows) else ()
        if left <= len(texts) and texts[left - 1].strip():
            what = f"cells {first.decode()}{start}:{last.decode()}{end} are merged; part them and fill in each"
            for row in range(start, min(end, len(rows)) + 1):
                yield Fault(row, left, what)


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
