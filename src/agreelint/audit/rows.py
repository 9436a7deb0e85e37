"""Makes events from the rows of a log, whatever its format, and refuses those that cannot be right."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from typing import assert_never

from attrs import define, evolve, field, frozen

from agreelint.audit.events import ALIASES, FIELDS, Event, Outcome
from agreelint.audit.mapping import Entry, Mapping, RowRule
from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.moments import UNKNOWN, Moment
from agreelint.source import Span

# What refuses a row, and only it: the errors that `--skip-bad-rows` passes over.
ROW_ERRORS = {
    "AG051": "unreadable-row",
    "AG052": "bad-date",
    "AG053": "empty-cell",
    "AG054": "bad-tally",
    "AG055": "contradicting-outcome",
    "AG056": "event-identity",
}

_FIELDS = frozenset(FIELDS)
_LISTS = ("recipient", "attendees", "members_present_by")
_NAMES = ("actor", "body", *_LISTS)
_COUNT = re.compile(r"[0-9]{1,9}")


@frozen
class Row:
    """One row as text by column, where it stands, and how to find one of its cells again."""

    file: str
    line: int
    start: int
    end: int
    cells: dict[str, str]
    find: Callable[["Row", str], Span | None] = field(eq=False, repr=False)

    def span(self, column: str) -> Span:
        """Return the place of a cell, else that of the whole row."""
        return self.find(self, column) or Span(self.file, self.start, self.end)


@define
class Use:
    """A mapping at work on the rows of a log; it remembers which of its entries have matched."""

    mapping: Mapping
    _columns: dict[str, Entry] = field(init=False)
    _activities: dict[str, Entry] = field(init=False)
    _actors: dict[str, Entry] = field(init=False)
    _used: set[int] = field(init=False, factory=set)

    def __attrs_post_init__(self) -> None:
        mapping = self.mapping
        self._columns = {entry.theirs: entry for entry in mapping.columns}
        self._activities = {entry.theirs: entry for entry in mapping.activities}
        self._actors = {entry.theirs: entry for entry in mapping.actors}

    @property
    def written(self) -> set[str]:
        """Return the columns that rules for rows have written so far."""
        rules = (rule for rule in self.mapping.rows if id(rule) in self._used)
        return {column for rule in rules for column, _ in rule.assign}

    def column(self, header: str) -> str:
        """Return the column that a header of the records stands for; an unknown one stands for itself."""
        name = header.strip().casefold()
        return self._ours(self._columns, name) if name in self._columns else ALIASES.get(name, name)

    def cells(self, cells: dict[str, str]) -> dict[str, str]:
        """Return the cells of a row in the words of the encoding, mended by the rules for rows."""
        written: dict[str, str] = {}
        for rule in self.mapping.rows:
            if all(cells.get(column, "") == text for column, text in rule.where):
                self._used.add(id(rule))
                written.update(rule.assign)
        if self._activities and "activity" in cells:
            cells = {**cells, "activity": self._ours(self._activities, cells["activity"])}
        if self._actors:
            named = [column for column in _NAMES if column in cells]
            cells = {**cells, **{column: self._names(column, cells[column]) for column in named}}
        return {**cells, **written} if written else cells

    def idle(self) -> Iterator[Diagnostic]:
        """Yield a warning (code AG059) for each entry that has matched nothing."""
        mapping = self.mapping
        words = (("column", mapping.columns), ("activity", mapping.activities), ("actor", mapping.actors))
        entries: list[tuple[str, Entry | RowRule]] = [
            (f"the {kind} `{entry.theirs}`", entry) for kind, listed in words for entry in listed
        ]
        for rule in mapping.rows:
            wanted = " and ".join(f"`{column}` is `{text}`" for column, text in rule.where)
            entries.append((f"a row where {wanted}", rule))
        for what, entry in entries:
            if id(entry) not in self._used:
                message = said(f"{what} is mapped but not in the log; mend the word or strike the entry")
                yield Diagnostic("AG059", "idle-mapping", Severity.WARNING, message, (Label(entry.span),))

    def _ours(self, words: dict[str, Entry], word: str) -> str:
        entry = words.get(word)
        if entry is None:
            return word
        self._used.add(id(entry))
        return entry.ours

    def _names(self, column: str, text: str) -> str:
        """Return a cell of names in the words of the encoding: as a whole, or each name of a list."""
        if text in self._actors or column not in _LISTS:
            return self._ours(self._actors, text)
        parts = []
        for part in text.split(";"):
            name, equals, count = part.partition("=") if column == "members_present_by" else (part, "", "")
            parts.append(self._ours(self._actors, name.strip()) + equals + count)
        return ";".join(parts)


def said(text: str, longest: int = 400) -> str:
    """Return `text` as a message may repeat it: on one line, not too long, nothing that moves a terminal."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= longest else line[: longest - 3] + "..."


def fault(code: str, message: str, *spans: Span) -> Diagnostic:
    """Return the error that refuses a row; `code` is one of ROW_ERRORS."""
    labels = tuple(Label(span) for span in spans)
    return Diagnostic(code, ROW_ERRORS[code], Severity.ERROR, said(message), labels)


def event_of(row: Row, zone: str, use: Use) -> Event | tuple[Diagnostic, ...]:
    """Return the event that a row tells, or every reason why it cannot be used."""
    cells = _Cells(row, use.cells(row.cells))
    text, count = cells.text, cells.count
    event = Event(
        file=row.file,
        line=row.line,
        case_id=text("case_id"),
        procedure=text("procedure"),
        activity=cells.required("activity"),
        when=cells.moment("timestamp", zone) or UNKNOWN,
        actor=text("actor"),
        recipients=cells.names("recipient") or (),
        body=text("body"),
        votes_for=count("votes_for"),
        votes_against=count("votes_against"),
        votes_abstain=count("votes_abstain"),
        members_present=count("members_present"),
        members_total=count("members_total"),
        present_by=cells.present_by(),
        attendees=cells.names("attendees"),
        outcome=text("outcome"),
        event_id=text("event_id"),
        corrects=text("corrects"),
        medium=text("medium"),
        proof=text("proof"),
        fiscal_year=text("fiscal_year"),
        subject=text("subject"),
        continues_case=text("continues_case"),
        meeting_kind=text("meeting_kind"),
        recorded=cells.moment("recorded", zone),
        received=cells.moment("received", zone),
        attributes=cells.attributes(),
    )
    if event.members_total is not None:
        cells.check_roster(event, event.members_total)
    if event.outcome is not None and event.votes_for is not None:
        cells.check_outcome(event, event.votes_for)
    return tuple(cells.faults) or event


@define
class _Cells:
    row: Row
    cells: dict[str, str]
    faults: list[Diagnostic] = field(factory=list)

    def fault(self, code: str, column: str, message: str, *others: str) -> None:
        spans = (self.row.span(name) for name in (column, *others))
        self.faults.append(fault(code, message, *spans))

    def text(self, column: str) -> str | None:
        return self.cells.get(column) or None

    def required(self, column: str) -> str:
        text = self.cells.get(column, "")
        if not text:
            self.fault("AG053", column, f"`{column}` on line {self.row.line} is empty; write what happened")
        return text

    def moment(self, column: str, zone: str) -> Moment | None:
        text = self.cells.get(column)
        if not text:
            return None
        try:
            return Moment.parse(text, zone)
        except ValueError as error:
            self.fault("AG052", column, f"`{column}` on line {self.row.line} cannot be read: {error}")
            return None

    def count(self, column: str) -> int | None:
        text = self.cells.get(column)
        if not text:
            return None
        if _COUNT.fullmatch(text):
            return int(text)
        self.fault(
            "AG054",
            column,
            f"`{column}` on line {self.row.line} is `{said(text, 60)}`, which is no count; "
            "write a whole number from 0, or leave it empty",
        )
        return None

    def names(self, column: str) -> tuple[str, ...] | None:
        text = self.cells.get(column)
        if not text:
            return None
        return tuple(name for part in text.split(";") if (name := part.strip())) if ";" in text else (text,)

    def present_by(self) -> tuple[tuple[str, int], ...] | None:
        parts = self.names("members_present_by")
        if parts is None:
            return None
        pairs = [tuple(side.strip() for side in part.rpartition("=")[::2]) for part in parts]
        names = {name for name, _ in pairs if name}
        if len(names) == len(pairs) and all(_COUNT.fullmatch(count) for _, count in pairs):
            return tuple((name, int(count)) for name, count in pairs)
        self.fault(
            "AG054",
            "members_present_by",
            f"`members_present_by` on line {self.row.line} is `{said(';'.join(parts), 60)}`, not each "
            "member once with a count; write `lanesborough=2;williamstown=4`",
        )
        return None

    def attributes(self) -> tuple[tuple[str, str], ...]:
        found = [(column, text) for column, text in self.cells.items() if text and column not in _FIELDS]
        return tuple(sorted(found))

    def check_roster(self, event: Event, total: int) -> None:
        line = self.row.line
        votes = {
            "votes_for": event.votes_for,
            "votes_against": event.votes_against,
            "votes_abstain": event.votes_abstain,
        }
        cast = sum(count or 0 for count in votes.values())
        if cast > total:
            column = next(column for column, count in votes.items() if count)
            self.fault(
                "AG054",
                column,
                f"the votes on line {line} add up to {cast}, more than the {total} of `members_total`; "
                "mend the one or the other",
                "members_total",
            )
        by_member = sum(count for _, count in event.present_by or ())
        for column, present in (
            ("members_present", event.members_present),
            ("members_present_by", by_member),
        ):
            if present is not None and present > total:
                self.fault(
                    "AG054",
                    column,
                    f"`{column}` on line {line} is {present}, more than the {total} of `members_total`; "
                    "mend the one or the other",
                    "members_total",
                )

    def check_outcome(self, event: Event, votes_for: int) -> None:
        against, abstain = event.votes_against, event.votes_abstain
        match Outcome.of(event.outcome):
            case Outcome.APPROVED:
                wrong = against is not None and votes_for <= against
            case Outcome.REFUSED:
                wrong = not against and not abstain and 0 < votes_for == event.members_present
            case Outcome.UNDECIDED | None:
                wrong = False
            case never:
                assert_never(never)
        if wrong:
            self.fault(
                "AG055",
                "outcome",
                f"`outcome` on line {self.row.line} is `{event.outcome}`, but the tally is {votes_for} for "
                f"and {against or 0} against; mend the word or the tally",
                "votes_for",
            )


@frozen
class Clash:
    """What rows say of each other that cannot be, and the rows that are refused for it."""

    diagnostic: Diagnostic
    rows: tuple[Row, ...]


def identities(
    named: Sequence[tuple[Event, Row]], ids: Set[str]
) -> tuple[set[tuple[str, int]], tuple[Clash, ...]]:
    """Compare rows that carry an `event_id` or `corrects`; `ids` are those of all rows, refused ones included.

    Returns the places of rows that repeat another one word for word, and what clashes: rows of one id that
    differ (all of them are refused, since the order of lines decides nothing), and corrections of nothing.
    """
    told: dict[str, list[tuple[Event, Row]]] = {}
    for event, row in named:
        if event.event_id is not None:
            told.setdefault(event.event_id, []).append((event, row))
    repeats: set[tuple[str, int]] = set()
    clashes: list[Clash] = []
    for event_id, group in told.items():
        if len(group) == 1:
            continue
        rows = tuple(row for _, row in group)
        if len({evolve(event, file="", line=0) for event, _ in group}) == 1:
            repeats.update((row.file, row.line) for row in rows[1:])
            continue
        lines = " and ".join(f"line {row.line} of {row.file}" for row in rows)
        message = (
            f"the rows with the `event_id` `{said(event_id, 60)}` differ ({lines}); give each event an id of its "
            "own, and name in `corrects` what a correction corrects"
        )
        last_first = (rows[-1], *rows[:-1])
        spans = (row.span("event_id") for row in last_first)
        clashes.append(Clash(fault("AG056", message, *spans), rows))
    clashes.extend(_corrections(named, ids))
    return repeats, tuple(clashes)


def _corrections(named: Sequence[tuple[Event, Row]], ids: Set[str]) -> Iterator[Clash]:
    corrections = {event.event_id: event.corrects for event, _ in named if event.event_id and event.corrects}
    circles = _circles(corrections)
    for event, row in named:
        if event.corrects is None:
            continue
        where = f"`corrects` on line {row.line}"
        if event.corrects not in ids:
            message = (
                f"{where} names `{said(event.corrects, 60)}`, which no row has as `event_id`; mend the id"
            )
        elif event.event_id in circles:
            message = f"{where} leads back to its own row `{said(event.event_id or '', 60)}`; mend the id"
        else:
            continue
        yield Clash(fault("AG056", message, row.span("corrects")), (row,))


def _circles(corrections: dict[str, str]) -> set[str]:
    done: set[str] = set()
    circles: set[str] = set()
    for start in corrections:
        path: dict[str, int] = {}
        at = start
        while at in corrections and at not in done and at not in path:
            path[at] = len(path)
            at = corrections[at]
        if at in path:
            circles.update(list(path)[path[at] :])
        done.update(path)
    return circles
