"""Makes the bytes of a workbook (.xlsx) from a table to fill in and a page that explains it."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from attrs import frozen

from agreelint.workbooks.reading import letters

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDE = 30
_SPARE = 500  # rows below those that are filled in, which have the same lists
_DAY = "yyyy-mm-dd"
_FONT, _LINE = "Calibri", 15.0  # and the height of a line in it


@frozen(eq=False, repr=False, slots=False)
class Column:
    """A column to fill in: its name, its width in letters, what to write, words to choose from, whether days."""

    name: str
    width: int
    meaning: str
    choices: tuple[str, ...] = ()
    days: bool = False


@frozen(eq=False, repr=False, slots=False)
class Form:
    """A table to fill in; rows are marked that have something in column `dated` while `state` still is `waiting`."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    dated: str
    state: str
    waiting: str


@frozen(eq=False, repr=False, slots=False)
class Section:
    """A part of a page: a heading, the names of columns if it is a table, and rows."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen(eq=False, repr=False, slots=False)
class Page:
    """A sheet of words to read, with the widths of its columns."""

    name: str
    widths: tuple[int, ...]
    sections: tuple[Section, ...]


def write_workbook(form: Form, page: Page, lists: str) -> bytes | None:
    """Return a workbook with the form first, then the page, then a hidden sheet `lists` of the words to choose from.

    None if openpyxl, which an extra brings, is not installed.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        return None
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = form.name
    _fill(sheet, form)
    _explain(book.create_sheet(page.name), page)
    _choose(book, sheet, form, lists)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: "Worksheet", form: Form) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, column in enumerate(form.columns, 1):
        head = sheet.cell(1, number)
        _write(sheet, 1, number, column.name)
        head.font, head.fill = Font(_FONT, bold=True), PatternFill("solid", fgColor="DDE6F0")
        head.comment = Comment(column.meaning, "agreelint", height=120, width=320)
        sheet.column_dimensions[letters(number)].width = column.width
        if column.days:
            sheet.column_dimensions[letters(number)].number_format = _DAY
    for row, texts in enumerate(form.rows, 2):
        for number, (column, text) in enumerate(zip(form.columns, texts, strict=True), 1):
            _write(sheet, row, number, text)
            cell = sheet.cell(row, number)
            cell.alignment = Alignment(vertical="top", wrap_text=column.width > _WIDE)
            if column.days:
                cell.number_format = _DAY
        widths = (column.width if column.width > _WIDE else 0 for column in form.columns)
        sheet.row_dimensions[row].height = _height(texts, widths)
    _mark(sheet, form)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{letters(len(form.columns))}{len(form.rows) + 1}"
    _print_wide(sheet)
    sheet.print_title_rows = "1:1"


def _mark(sheet: "Worksheet", form: Form) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    names = [column.name for column in form.columns]
    dated, state = (letters(names.index(name) + 1) for name in (form.dated, form.state))
    yellow = DifferentialStyle(fill=PatternFill("solid", bgColor="FFD966"))
    rule = Rule("expression", dxf=yellow, formula=[f'AND(${dated}2<>"",${state}2="{form.waiting}")'])
    sheet.conditional_formatting.add(f"A2:{letters(len(names))}{len(form.rows) + 1 + _SPARE}", rule)


def _explain(sheet: "Worksheet", page: Page) -> None:
    from openpyxl.styles import Alignment, Font

    for number, width in enumerate(page.widths, 1):
        sheet.column_dimensions[letters(number)].width = width
    row = 1
    for section in page.sections:
        _write(sheet, row, 1, section.heading)
        sheet.cell(row, 1).font = Font(_FONT, bold=True, size=13)
        for number, name in enumerate(section.columns, 1):
            _write(sheet, row + 1, number, name)
            sheet.cell(row + 1, number).font = Font(_FONT, bold=True)
        row += 2 if section.columns else 1
        for texts in section.rows:
            for number, text in enumerate(texts, 1):
                _write(sheet, row, number, text)
                # A sentence runs on over the columns beside it; cells of a table do not.
                sheet.cell(row, number).alignment = Alignment(vertical="top", wrap_text=len(texts) > 1)
            if len(texts) > 1:
                sheet.row_dimensions[row].height = _height(texts, page.widths)
            row += 1
        row += 1
    _print_wide(sheet)


def _choose(book: "Workbook", sheet: "Worksheet", form: Form, lists: str) -> None:
    """Offer words to choose from; others may be written all the same."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = book.create_sheet(lists)
    words.sheet_state = "hidden"
    for number, column in enumerate(form.columns, 1):
        for row, choice in enumerate(column.choices, 1):
            _write(words, row, number, choice)
        if column.choices:
            place = letters(number)
            offered = DataValidation(
                type="list",
                formula1=f"'{lists}'!${place}$1:${place}${len(column.choices)}",
                allow_blank=True,
                showErrorMessage=False,
            )
            offered.add(f"{place}2:{place}{len(form.rows) + 1 + _SPARE}")
            sheet.add_data_validation(offered)


def _print_wide(sheet: "Worksheet") -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _height(texts: Iterable[str], widths: Iterable[int]) -> float:
    """Return the height of a row in which texts are wrapped; a width of 0 wraps nothing."""
    pairs = ((text, width) for text, width in zip(texts, widths, strict=False) if width)
    lines = (sum(max(1, -(-len(line) // width)) for line in text.split("\n")) for text, width in pairs)
    return _LINE * max(lines, default=1)


def _write(sheet: "Worksheet", row: int, column: int, text: str) -> None:
    if text:
        cell = sheet.cell(row, column, text)
        cell.data_type = "s"  # a title that starts with `=` is no formula
