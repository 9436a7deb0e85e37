"""The text report on a terminal: counts as a table, states in colour."""

import io
import shutil
import textwrap
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from agreelint.audit.verdicts import State
from agreelint.report import text
from agreelint.report.document import Report

_STYLES = {
    State.VIOLATED: "bold red",
    State.NO_EFFECT: "bold magenta",
    State.UNKNOWN: "bold yellow",
    State.PENDING: "cyan",
    State.HOLDING: "green",
    State.SATISFIED: "green",
    State.NOT_APPLICABLE: "dim",
}


def render(report: Report) -> Iterator[str]:
    """Yield the text report with a table of counts and coloured headings (none if NO_COLOR is set)."""
    out = io.StringIO()
    width = shutil.get_terminal_size().columns
    console = Console(file=out, force_terminal=True, width=width, highlight=False, emoji=False)
    opening = list(text.head(report))
    counts = opening.index(text.result(report)) + 1
    for line in opening[:counts]:
        style = "bold" if line == opening[counts - 1] else ""
        console.print(Text("\n".join(_wrapped(line, width)), style=style), soft_wrap=True)
    console.print(_table(report))
    headings = {heading: _STYLES[state] for state, heading in text.HEADINGS.items()}
    for ended in list(text.render(report))[len(opening) :]:
        line = ended.rstrip("\n")
        style = headings.get(line, "bold" if line.startswith("== ") else "")
        console.print(Text("\n".join(_wrapped(line, width)), style=style), soft_wrap=True)
    yield out.getvalue()


def _wrapped(line: str, width: int) -> list[str]:
    """Break a line at the width of the terminal, the rest indented under its own beginning."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, max(width, 40), subsequent_indent=indent, break_long_words=False) or [""]


def _table(report: Report) -> Table:
    table = Table()
    for state in State:
        table.add_column(state.value.replace("_", " "), justify="right", header_style=_STYLES[state])
    table.add_row(*(str(count) for count in report.audit.summary.values()))
    return table
