"""Workbooks for tests: rows to the bytes of an .xlsx file, and bytes with one of their parts written anew."""

import csv
import io
import zipfile
from pathlib import Path

from openpyxl import Workbook


def workbook(*rows, title="log", **sheets) -> Workbook:
    """Return a workbook with one sheet of these rows, and further sheets by name."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(list(row))
    return book


def packed(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_workbook(text: str) -> Workbook:
    """Return a log in CSV as a workbook, every cell a text."""
    return workbook(*csv.reader(io.StringIO(text)))


def with_part(data: bytes, name: str, change) -> bytes:
    """Return the bytes of a workbook with `change` applied to the bytes of one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            content = old.read(item)
            new.writestr(item, change(content) if item == name else content)
    return out.getvalue()


def write(path: Path, book: Workbook) -> Path:
    """Write a workbook to a file."""
    path.write_bytes(packed(book))
    return path
