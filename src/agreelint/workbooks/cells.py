"""Makes the text that a cell of a log would have in CSV from what a cell of a workbook holds."""

import re
from datetime import date, datetime, time

_LINE_ENDS = re.compile(r"(?:_x000D_|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029])+")
_MOVING = re.compile(r"\b(?:TODAY|NOW)\s*\(", re.IGNORECASE)


def text_of(value: object) -> str:
    """Return a value as text on one line: days as 2017-05-11, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            # A workbook keeps a day as its midnight.
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return _LINE_ENDS.sub(" ", str(value))


def formula_fault(place: str, formula: str, stored: object) -> str:
    """Return why the formula in a cell tells nothing that a log can hold; empty if its stored value does."""
    if _MOVING.search(formula):
        return f"cell {place} is a formula whose value changes from day to day; write the date itself"
    if stored is None:
        return f"cell {place} is a formula without a stored value; write the value itself"
    return ""


def error_fault(place: str, value: object) -> str:
    """Return that a cell holds an error of the spreadsheet program."""
    return f"cell {place} holds the error {value}; mend it, or empty the cell"
