"""Makes events from the rows of a log, whatever its format, and refuses those that cannot be right."""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

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
_NO_VOTE = (None,) * 5
_TALLIES = ("votes_for", "votes_against", "votes_abstain", "members_present", "members_total")
_NAMES = ("actor", "body", *_LISTS)
_COUNT = re.compile(r"[0-9]{1,9}")


class Row(NamedTuple):
    """One row as text, where it stands, and how to find the place of one of its cells again.

    `values` are those of FIELDS, in that order, empty where nothing is recorded; `extra` are the named texts
    of all other columns, in alphabetical order and never empty. `find` takes the start of a row and a column.
    """

    file: str
    line: int
    start: int
    end: int
    values: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    find: Callable[[int, str], Span | None]

    def span(self, column: str) -> Span:
        """Return the place of a cell, else that of the whole row."""
        return self.find(self.start, column) or Span(self.file, self.start, self.end)


@define
class Use:
    """A mapping at work on the rows of a log; it remembers which of its entries have matched."""

    mapping: Mapping
    _columns: dict[str, Entry] = field(init=False)
    _activities: dict[str, Entry] = field(init=False)
    _actors: dict[str, Entry] = field(init=False)
    _used: set[int] = field(init=False, factory=set)
    _busy: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        mapping = self.mapping
        self._columns = {entry.theirs: entry for entry in mapping.columns}
        self._activities = {entry.theirs: entry for entry in mapping.activities}
        self._actors = {entry.theirs: entry for entry in mapping.actors}
        self._busy = bool(mapping.activities or mapping.actors or mapping.rows)

    @property
    def written(self) -> set[str]:
        """Return the columns that rules for rows have written so far."""
        rules = (rule for rule in self.mapping.rows if id(rule) in self._used)
        return {column for rule in rules for column, _ in rule.assign}

    def column(self, header: str) -> str:
        """Return the column that a header of the records stands for; an unknown one stands for itself."""
        name = header.strip().casefold()
        return self._ours(self._columns, name) if name in self._columns else ALIASES.get(name, name)

    def row(self, row: Row) -> Row:
        """Return a row in the words of the encoding, mended by the rules for rows."""
        if not self._busy:
            return row
        cells = dict(zip(FIELDS, row.values, strict=True)) | dict(row.extra)
        written: dict[str, str] = {}
        for rule in self.mapping.rows:
            if all(cells.get(column, "") == text for column, text in rule.where):
                self._used.add(id(rule))
                written.update(rule.assign)
        cells["activity"] = self._ours(self._activities, cells["activity"])
        for column in _NAMES:
            cells[column] = self._names(column, cells[column])
        cells.update(written)
        values, extra = arranged(cells)
        return row._replace(values=values, extra=extra)

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


def arranged(cells: dict[str, str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the texts of a row by column as the values and the extra of a Row."""
    get = cells.get
    extra = sorted([column for column in cells.keys() - _FIELDS if cells[column]])
    return tuple([get(column, "") for column in FIELDS]), tuple([(column, cells[column]) for column in extra])


def event_of(row: Row, zone: str, use: Use) -> Event | tuple[Diagnostic, ...]:
    """Return the event that a row tells, or every reason why it cannot be used."""
    row = use.row(row)
    (
        case_id,
        activity,
        timestamp,
        procedure,
        actor,
        recipient,
        body,
        *tallies,
        present_by,
        attendees,
        outcome,
        event_id,
        corrects,
        recorded,
        received,
        medium,
        proof,
        fiscal_year,
        subject,
        continues_case,
        meeting_kind,
    ) = row.values
    judge = _Judge(row, [])
    counts = judge.tallies(tallies) if any(tallies) else _NO_VOTE
    votes_for, votes_against, votes_abstain, present, total = counts
    # By position, in the order of the class: by keyword this call would be a sixth of the time of reading.
    event = Event(
        row.file,
        row.line,
        case_id or None,
        procedure or None,
        activity or judge.lacking("activity"),
        judge.moment("timestamp", timestamp, zone) if timestamp else UNKNOWN,
        actor or None,
        _names(recipient) if recipient else (),
        body or None,
        votes_for,
        votes_against,
        votes_abstain,
        present,
        total,
        judge.present_by(present_by) if present_by else None,
        (_names(attendees) or None) if attendees else None,
        outcome or None,
        event_id or None,
        corrects or None,
        medium or None,
        proof or None,
        fiscal_year or None,
        subject or None,
        continues_case or None,
        meeting_kind or None,
        judge.moment("recorded", recorded, zone) if recorded else None,
        judge.moment("received", received, zone) if received else None,
        row.extra,
    )
    if total is not None:
        judge.roster(event, total)
    if outcome and votes_for is not None:
        judge.outcome(event, Outcome.of(outcome), votes_for)
    return tuple(judge.faults) or event


@lru_cache
def _count(text: str) -> int | None:
    return int(text) if _COUNT.fullmatch(text) else None


def _parted(text: str) -> tuple[str, str, str]:
    return text.rpartition("=")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(";") if (name := part.strip())) if ";" in text else (text,)


class _Judge(NamedTuple):
    """What is wrong with the cells of one row."""

    row: Row
    faults: list[Diagnostic]

    def fault(self, code: str, message: str, column: str, *others: str) -> None:
        spans = (self.row.span(name) for name in (column, *others))
        self.faults.append(fault(code, message, *spans))

    def lacking(self, column: str) -> str:
        self.fault(
            "AG053", f"`{column}` on line {self.row.line} is empty; write the name of the step", column
        )
        return ""

    def moment(self, column: str, text: str, zone: str) -> Moment:
        try:
            return Moment.parse(text, zone)
        except ValueError as error:
            self.fault("AG052", f"`{column}` on line {self.row.line} cannot be read: {error}", column)
            return UNKNOWN

    def tallies(self, texts: list[str]) -> list[int | None]:
        counts = [_count(text) if text else None for text in texts]
        if counts.count(None) == texts.count(""):
            return counts
        for column, text, count in zip(_TALLIES, texts, counts, strict=True):
            if text and count is None:
                message = (
                    f"`{column}` on line {self.row.line} is `{said(text, 60)}`, which is no count; "
                    "write a whole number from 0, or leave it empty"
                )
                self.fault("AG054", message, column)
        return counts

    def present_by(self, text: str) -> tuple[tuple[str, int], ...] | None:
        pairs = [(name.strip(), _count(count.strip())) for name, _, count in map(_parted, _names(text))]
        counted = tuple((name, count) for name, count in pairs if name and count is not None)
        if pairs and len({name for name, _ in counted}) == len(pairs):
            return counted
        message = (
            f"`members_present_by` on line {self.row.line} is `{said(text, 60)}`, not each member once with "
            "a count; write `lanesborough=2;williamstown=4`"
        )
        self.fault("AG054", message, "members_present_by")
        return None

    def roster(self, event: Event, total: int) -> None:
        cast = (event.votes_for or 0) + (event.votes_against or 0) + (event.votes_abstain or 0)
        by_member = sum(count for _, count in event.present_by) if event.present_by else 0
        if cast > total:
            votes = (event.votes_for, event.votes_against, event.votes_abstain)
            column = next(column for column, count in zip(_TALLIES, votes, strict=False) if count)
            self.above(f"the votes on line {event.line} add up to {cast}", total, column)
        present = event.members_present
        if present is not None and present > total:
            self.above(f"`members_present` on line {event.line} is {present}", total, "members_present")
        if by_member > total:
            what = f"`members_present_by` on line {event.line} adds up to {by_member}"
            self.above(what, total, "members_present_by")

    def above(self, what: str, total: int, column: str) -> None:
        message = f"{what}, more than the {total} of `members_total`; mend the one or the other"
        self.fault("AG054", message, column, "members_total")

    def outcome(self, event: Event, outcome: Outcome | None, votes_for: int) -> None:
        against = event.votes_against
        if outcome is Outcome.APPROVED:
            wrong = against is not None and votes_for <= against
        elif outcome is Outcome.REFUSED:
            wrong = not against and not event.votes_abstain and 0 < votes_for == event.members_present
        else:
            wrong = False
        if wrong:
            message = (
                f"`outcome` on line {event.line} is `{event.outcome}`, but the tally is {votes_for} for and "
                f"{against or 0} against; mend the word or the tally"
            )
            self.fault("AG055", message, "outcome", "votes_for")


@frozen
class Clash:
    """What events say of each other that cannot be: which ones (by number), in which column, and why."""

    events: tuple[int, ...]
    column: str
    message: str


def identities(events: Sequence[Event], ids: AbstractSet[str]) -> tuple[set[int], tuple[Clash, ...]]:
    """Compare events that carry an `event_id` or `corrects`; `ids` are those of rows refused before.

    Returns the numbers of events that repeat another one word for word, and what clashes: events of one id
    that differ (all of them, since the order of lines decides nothing), and corrections of nothing.
    """
    first: dict[str, int] = {}
    groups: dict[str, list[int]] = {}
    corrections: list[int] = []
    for number, event in enumerate(events):
        if event.event_id is not None:
            known = first.setdefault(event.event_id, number)
            if known != number:
                groups.setdefault(event.event_id, [known]).append(number)
        if event.corrects is not None:
            corrections.append(number)
    repeats: set[int] = set()
    clashes: list[Clash] = []
    for event_id, group in groups.items():
        if len({evolve(events[number], file="", line=0) for number in group}) == 1:
            repeats.update(group[1:])
            continue
        lines = " and ".join(f"line {events[number].line} of {events[number].file}" for number in group)
        message = (
            f"the rows with the `event_id` `{said(event_id, 60)}` differ ({lines}); give each event an id of "
            "its own, and name in `corrects` what a correction corrects"
        )
        clashes.append(Clash((group[-1], *group[:-1]), "event_id", message))
    circles = _circles({events[n].event_id or "": events[n].corrects or "" for n in corrections})
    for number in corrections:
        event_id, corrects = events[number].event_id or "", events[number].corrects or ""
        where = f"`corrects` on line {events[number].line}"
        if corrects not in first and corrects not in ids:
            message = f"{where} names `{said(corrects, 60)}`, which no row has as `event_id`; mend the id"
            clashes.append(Clash((number,), "corrects", message))
        elif event_id in circles:
            message = f"{where} leads back to its own row `{said(event_id, 60)}`; mend the id"
            clashes.append(Clash((number,), "corrects", message))
    return repeats, tuple(clashes)


def _circles(corrections: dict[str, str]) -> set[str]:
    """Return the ids from which following corrections comes back to the same id."""
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
