"""Makes cells from the text of a CSV file, so that damage to one row leaves the others readable."""

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from agreelint.logs.rows import Flaw

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_PLAIN = re.compile(r"[^,\n]*")
_ROW_END = re.compile(r"\r*(?:\n|\Z)")


class Cell(NamedTuple):
    """What a cell holds, and where it stands, quotation marks included."""

    text: str
    start: int
    end: int


class Record(NamedTuple):
    """The cells of one row, the line where it starts, and the flaw that kept it from being split."""

    line: int
    start: int
    end: int
    cells: list[str]
    flaw: Flaw | None


def records(text: str) -> Iterator[Record]:
    """Yield the rows of a text, blank ones too; after a flaw the next line is taken for a row."""
    at, line = 0, 1
    while at < len(text):
        start, stop = at, text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        content = text[at:stop].rstrip("\r")
        end, at = start + len(content), stop + 1
        cells: list[str] = []
        flaw = None
        if '"' not in content:
            cells = content.split(",")
        elif (quick := split_line(content)) is not None:
            cells = quick
        else:
            try:
                parts, at = split(text, start)
            except Flaw as found:
                flaw = found
            else:
                cells, end = [cell.text for cell in parts], parts[-1].end
        yield Record(line, start, end, cells, flaw)
        line += 1 if at == stop + 1 else text.count("\n", start, at)


def split_line(content: str) -> list[str] | None:
    """Return the cells of a row that ends with its line; None where only `split` can tell."""
    try:
        return next(csv.reader((content,), strict=True), None)
    except csv.Error:
        return None


def split(text: str, at: int) -> tuple[list[Cell], int]:
    """Return the cells of the row at `at`, and where the next row starts.

    Raises Flaw where quotation marks are out of order.
    """
    cells: list[Cell] = []
    while True:
        start = at
        if text.startswith('"', at):
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                raise Flaw(at, "the quotation mark that opens here is never closed; close it or take it out")
            at = quoted.end()
            cells.append(Cell(quoted[1].replace('""', '"'), start, at))
        else:
            plain = _PLAIN.match(text, at)
            at = plain.end() if plain else at
            end = at if text.startswith(",", at) else start + len(text[start:at].rstrip("\r"))
            cells.append(Cell(text[start:end], start, end))
        if text.startswith(",", at):
            at += 1
        elif ended := _ROW_END.match(text, at):
            return cells, ended.end()
        else:
            message = "text stands after a closing quotation mark; double the marks inside a quoted cell"
            raise Flaw(at, message)
