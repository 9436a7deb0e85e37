"""Which module renders an audit in a format."""

from collections.abc import Callable, Iterator

from agreelint.report.document import Report

Render = Callable[[Report], Iterator[str]]
FORMATS = ("text", "json", "csv")


def renderer(name: str, *, colours: bool = False) -> Render:
    """Return what renders a format; each lives in the module of its name and is imported when asked for.

    With `colours`, text has a table and coloured headings, for a terminal.
    """
    match name:
        case "text" if colours:
            from agreelint.report import terminal

            return terminal.render
        case "json":
            from agreelint.report import json

            return json.render
        case "csv":
            from agreelint.report import csv

            return csv.render
        case _:
            from agreelint.report import text

            return text.render
