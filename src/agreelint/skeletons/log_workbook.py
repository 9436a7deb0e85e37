"""A log to type into as a workbook: with lists to choose from, and a page that says how to fill it in."""

from collections.abc import Iterator

from agreelint.logs.sheet_text import HELP, LISTS, SHEET
from agreelint.model.constraints import Procedure
from agreelint.plan.checklist import Checklist
from agreelint.skeletons.conditions import standards, words_sought
from agreelint.skeletons.log_columns import REMINDER, meaning, media
from agreelint.skeletons.log_rows import PENDING, LogTemplate
from agreelint.workbooks.writing import Column, Form, Page, Section, write_workbook

OUTCOMES = (PENDING, "done", "approved", "rejected", "changes_required", "no_vote", "unknown")
_WIDTHS = {"activity": 26, REMINDER: 60, "timestamp": 18, "actor": 24, "recipient": 26, "body": 18, "note": 40}
_HOW = (
    "One row is one act. Each row says “pending” until its act is done; as long as it does, it counts as not done.",
    "When it is done: write the day into “timestamp”, and “done”, “approved” or “rejected” over “pending”.",
    "A row with a day that still says “pending” turns yellow: write over one of the two.",
    "It was done, and nobody knows when: write over “pending” and leave “timestamp” empty.",
    "Look at “actor” and “recipient”: they stand as the agreement has them. If somebody else acted, write who it was.",
    "One mailing went to all members: keep one of its rows, and write the name of the body or the group as recipient.",
    "It was done twice: copy its row. It never came to that: leave the row as it is, or delete it.",
    "Write values, not formulas, and do not merge cells.",
)


def log_workbook(template: LogTemplate, procedure: Procedure, checklist: Checklist, audit: str) -> bytes | None:
    """Return the workbook, None if openpyxl is not installed; `audit` is the command that will judge it."""
    choices = {
        "activity": (*procedure.steps, "meeting", "finding"),
        "outcome": OUTCOMES,
        "medium": media(procedure),
        "meeting_kind": ("regular", "special"),
        "subject": (*procedure.steps, *standards(procedure)),
    }
    for column, words in words_sought(procedure).items():
        choices[column] = tuple(dict.fromkeys((*choices.get(column, ()), *words)))
    choices |= dict.fromkeys(("actor", "recipient", "body"), tuple(name for name, _ in checklist.names))
    columns = tuple(
        Column(
            name, _WIDTHS.get(name, max(14, len(name) + 4)), meaning(name), choices.get(name, ()), name == "timestamp"
        )
        for name in template.columns
    )
    form = Form(SHEET, columns, template.rows, "timestamp", "outcome", PENDING)
    return write_workbook(
        form, Page(HELP, (30, 50, 14, 34, 34, 60), tuple(_sections(template, checklist, audit))), LISTS
    )


def _sections(template: LogTemplate, checklist: Checklist, audit: str) -> Iterator[Section]:
    yield Section(f"{checklist.procedure}: {checklist.agreement}", (), ())
    yield Section("How to fill in", (), tuple((line,) for line in (*_HOW, f"To judge the log: {audit}")))
    steps = tuple(
        (
            item.step,
            item.title,
            item.clause,
            "; ".join(item.who),
            item.recipients or "",
            "\n".join((*item.when, *item.votes, *item.notes)),
        )
        for item in checklist.items
    )
    yield Section("The steps", ("activity", "what it is", "clause", "who", "to whom", "when, votes, contents"), steps)
    # A sentence that is no cell of a table runs on to the right.
    columns = tuple((name, meaning(name), "") for name in template.columns)
    yield Section("The columns", ("column", "what to write"), columns)
    yield Section("The names", ("name", "who that is"), checklist.names)
