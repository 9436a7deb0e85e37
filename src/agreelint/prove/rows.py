"""Rows of a scenario to events, by way of the cells that the same row would have in a log."""

from typing import assert_never

from attrs import define, field

from agreelint.audit.cases import FINDING, MEETING
from agreelint.fields import FIELDS
from agreelint.logs.events import COLUMNS, OUTCOME_WORDS, Event
from agreelint.logs.row_events import event_of
from agreelint.logs.rows import Row, arranged
from agreelint.logs.toml_tables import nearest
from agreelint.model.amount_rules import activities
from agreelint.model.constraints import Model
from agreelint.model.notes import Notes
from agreelint.model.tenure import POSTS
from agreelint.source import Source, Span
from agreelint.syntax import nodes

CASE = "scenario"
"""The case to which rows belong that name none."""
OUTCOMES = (*(word for _, words in OUTCOME_WORDS for word in words), "changes_required")
MEETING_KINDS = ("regular", "special", "emergency")


def told_in(
    row: nodes.LogRow, source: Source, model: Model, steps: frozenset[str], people: frozenset[str], notes: Notes
) -> tuple[Event, frozenset[str]] | None:
    """Return the event that a row tells and the columns that it fills, None (and errors) if no log could tell it."""
    before = len(notes.diagnostics)
    cells = Cells(source, model, notes, people)
    cells.take(row, steps)
    return cells.told(row.span) if len(notes.diagnostics) == before else None


def people_in(scenario: nodes.Scenario) -> frozenset[str]:
    """Return those of whom the rows of a scenario say that they take or leave a post."""
    rows = (row for row in scenario.items if isinstance(row, nodes.LogRow) and row.activity.text in POSTS)
    return frozenset(part.name.text for row in rows for part in row.parts if isinstance(part, nodes.RowActor))


@define
class Cells:
    """What stands in the columns of one row, and where."""

    source: Source
    model: Model
    notes: Notes
    people: frozenset[str] = frozenset()
    """Persons of whom other rows say which post they take."""
    found: dict[str, tuple[str, Span]] = field(factory=dict)

    def span(self, column: str) -> Span | None:
        """Return where a column is told."""
        return self.found[column][1] if column in self.found else None

    def told(self, whole: Span) -> tuple[Event, frozenset[str]] | None:
        """Return the event that the cells tell and the columns that they fill, None (and errors) if none could."""
        line, _ = self.source.position(whole.start)
        texts = arranged({column: text for column, (text, _) in self.found.items()})
        read = Row(self.source.path, line, whole.start, whole.end, *texts, lambda _, column: self.span(column))
        told = event_of(read, self.model.agreement.counting.zone)
        if isinstance(told, Event):
            return told, frozenset(self.found)
        self.notes.diagnostics += told
        return None

    def take(self, row: nodes.LogRow, steps: frozenset[str]) -> None:
        """Take all cells of a row; mistakes go to the notes."""
        self.notes.known(
            row.activity, "step", (*steps, MEETING, FINDING, *activities(self.model.amounts), *self.model.records)
        )
        self.put("activity", row.activity.text, row.activity.span)
        self.put("timestamp", self.day(row.day), row.day.span)
        for part in row.parts:
            self.part(part, posts=row.activity.text in POSTS & self.model.records)
        if row.activity.text not in {
            MEETING,
            *self.model.outside,
            *self.model.records,
        }:  # meetings belong to every case
            self.found.setdefault("case_id", (CASE, row.span))

    def part(self, part: nodes.RowPart, *, posts: bool) -> None:
        """Take one cell; a row about `posts` may name an office for a body."""
        agreement = self.model.agreement
        match part:
            case nodes.RowBody() if posts:
                self.named("body", part.name, frozenset((*agreement.bodies, *agreement.offices)))
            case nodes.RowActor():
                self.named("actor", part.name, agreement.known_ids | self.people)
            case nodes.RowRecipients():
                for name in part.names:
                    self.notes.known(name, "recipient", agreement.known_ids | self.people)
                self.put("recipient", ";".join(name.text for name in part.names), part.span)
            case nodes.RowBody():
                members = {member.id for group in agreement.groups.values() for member in group.members}
                if self.notes.known(part.name, "body or member", frozenset(agreement.bodies) | members):
                    self.put("body", part.name.text, part.name.span)
            case nodes.RowCount():
                self.put(part.column.text, str(part.count), part.span)
            case nodes.RowPresent(member=None):
                self.put("members_present", str(part.count), part.span)
            case nodes.RowPresent():
                self.present_from(part)
            case nodes.RowMoment():
                self.put(part.column.text, self.day(part.day), part.span)
            case nodes.RowCase():
                self.put("case_id", part.name.text, part.span)
            case nodes.RowColumn():
                self.column(part)
            case nodes.RowWord():
                known = (*OUTCOMES, *MEETING_KINDS)
                if self.notes.known(part.name, "outcome or kind of meeting", known):
                    column = "meeting_kind" if part.name.text in MEETING_KINDS else "outcome"
                    self.put(column, part.name.text, part.span)
            case _:
                assert_never(part)

    def named(self, column: str, name: nodes.Name, known: frozenset[str]) -> None:
        """Take a cell that names somebody of the agreement."""
        if self.notes.known(name, column, known):
            self.put(column, name.text, name.span)

    def present_from(self, part: nodes.RowPresent) -> None:
        """Add to how many were present from each member."""
        assert part.member is not None
        if self.notes.known(part.member, "member", self.model.agreement.known_ids):
            text, span = self.found.get("members_present_by", ("", part.span))
            told = f"{part.member.text}={part.count}"
            self.found["members_present_by"] = (f"{text};{told}" if text else told, span)

    def column(self, part: nodes.RowColumn) -> None:
        """Take the cell of a column that has no words of its own."""
        column = part.column.text
        meant = None if column in COLUMNS else nearest(column, FIELDS)
        if meant is not None:
            self.notes.known(part.column, "column", (meant,))
        match part.value:
            case nodes.Name():
                text = part.value.text
            case nodes.Node():
                text = self.day(part.value)
            case _:
                text = str(part.value)
        self.put(column, text, part.span)

    def day(self, node: nodes.RowDay) -> str:
        """Return a day as it is written, nothing for `undated`."""
        return "" if isinstance(node, nodes.Word) else self.source.text[node.span.start : node.span.end]

    def put(self, column: str, text: str, span: Span) -> None:
        """Take a text into a column, once."""
        if column in self.found:
            self.notes.misplaced(span, f"this row says `{column}` twice", "keep one of the two")
        self.found[column] = (text, span)
