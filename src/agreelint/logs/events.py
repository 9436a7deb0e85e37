"""What an audit knows of the world: events read from logs, and the days for which the logs are complete."""

from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from agreelint.fields import FIELDS
from agreelint.moments import Moment

BY_MEMBER = ("members_present_by", "votes_for_by", "votes_against_by")
"""Columns that hold a count for each member: `lanesborough=2;williamstown=4`."""
COLUMNS = frozenset((*FIELDS, "note", "source_url"))
ALIASES = {
    "case:concept:name": "case_id",
    "concept:name": "activity",
    "time:timestamp": "timestamp",
    "org:resource": "actor",
}


def column_name(header: str) -> str:
    """Return the column that a header means; an unknown one means itself, in small letters."""
    name = header.strip().casefold()
    return ALIASES.get(name, name)


class Outcome(Enum):
    """Which way a recorded decision went."""

    APPROVED = "approved"
    REFUSED = "refused"
    UNDECIDED = "undecided"

    @staticmethod
    def of(word: str | None) -> "Outcome | None":
        """Return what an outcome word of a log means; None where it is empty or none of the known words."""
        if word is None:
            return None
        return _OUTCOMES.get(word) or _OUTCOMES.get(word.strip().casefold())


OUTCOME_WORDS: tuple[tuple[Outcome, tuple[str, ...]], ...] = (
    (Outcome.APPROVED, ("approved", "accepted", "adopted", "passed", "granted")),
    (Outcome.REFUSED, ("rejected", "refused", "denied", "failed")),
    (Outcome.UNDECIDED, ("scheduled", "pending", "unknown", "no_vote")),
)
NOT_HELD = frozenset({"scheduled", "pending", "no_vote"})
"""Outcome words that mean that the act of a row has not happened."""
_OUTCOMES = {word: outcome for outcome, words in OUTCOME_WORDS for word in words}


@frozen
class Event:
    """One occurrence as one row of a log tells it; `line` is where that row starts, None is not recorded."""

    file: str
    line: int
    case_id: str | None
    procedure: str | None
    activity: str
    when: Moment
    actor: str | None = None
    recipients: tuple[str, ...] = ()
    body: str | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstain: int | None = None
    members_present: int | None = None
    members_total: int | None = None
    present_by: tuple[tuple[str, int], ...] | None = None
    attendees: tuple[str, ...] | None = None
    outcome: str | None = None
    event_id: str | None = None
    corrects: str | None = None
    medium: str | None = None
    proof: str | None = None
    fiscal_year: str | None = None
    subject: str | None = None
    continues_case: str | None = None
    meeting_kind: str | None = None
    recorded: Moment | None = None
    received: Moment | None = None
    for_by: tuple[tuple[str, int], ...] | None = None
    against_by: tuple[tuple[str, int], ...] | None = None
    recused: int | None = None
    chair_voted: bool | None = None
    signed: Moment | bool | None = None
    """Whether the act was signed, or when."""
    attributes: tuple[tuple[str, str], ...] = ()
    assumed: str | None = None
    """Why this counts as an occurrence though no row says so: the silence of somebody who could have answered."""

    @property
    def held(self) -> bool:
        """Say whether the act happened: what was only scheduled did not."""
        return self.outcome is None or self.outcome.strip().casefold() not in NOT_HELD

    def after(self, as_of: date | None) -> bool:
        """Say whether the row is certainly dated after a day; nothing is, if that is None."""
        return as_of is not None and self.when.first is not None and self.when.first > as_of

    def cell(self, column: str) -> str | None:
        """Return what the row says in a column of words, reserved or not; None if the cell is empty."""
        if column in FIELDS:
            value = {"recipient": self.recipients}.get(column) or getattr(self, column, None)
            return "; ".join(value) if isinstance(value, tuple) else None if value is None else str(value)
        return self.attribute(column)

    def attribute(self, name: str) -> str | None:
        """Return the text of a column that has no meaning of its own, such as `note`."""
        return next((text for key, text in self.attributes if key == name), None)


@frozen
class Stream:
    """A declaration that the records of an activity or a body (of everything, if neither) are complete.

    Without `start` from the beginning; without `through` up to the as-of date, whichever that is.
    """

    activity: str | None = None
    body: str | None = None
    start: date | None = None
    through: date | None = None

    def speaks_of(self, activity: str | None, body: str | None) -> bool:
        """Say whether the declaration applies to records of this activity and body."""
        return self.activity in (None, activity) and self.body in (None, body)


@frozen
class Completeness:
    """All that was declared about completeness; nothing declared means that absence proves nothing."""

    entries: tuple[Stream, ...] = ()

    def covers(self, activity: str | None, body: str | None, first: date | None, last: date) -> bool:
        """Say whether each day from `first` (None: since ever) to `last` is declared complete for these.

        Declarations that adjoin or overlap count as one. A declaration without `through` ends at the as-of
        date: the caller never asks for a later `last`.
        """
        stretches = [
            (entry.start or date.min, entry.through or date.max)
            for entry in self.entries
            if entry.speaks_of(activity, body)
        ]
        # A reversed span still asks for its last day: absence alone accuses nobody.
        needed = date.min if first is None else min(first, last)
        for start, through in sorted(stretches):
            if start > needed:
                return False
            if through >= last:
                return True
            needed = max(needed, through + timedelta(days=1))
        return False


@frozen(eq=False, repr=False, slots=False)
class EventLog:
    """All events of the files that were read, with the columns that they have and what is declared complete.

    `sha256` is that of the bytes of all files in the order given (`cat FILES | sha256sum`), `refused` the
    number of rows that could not be used.
    """

    files: tuple[str, ...]
    events: tuple[Event, ...]
    columns: frozenset[str]
    sha256: str
    completeness: Completeness = Completeness()
    refused: int = 0
