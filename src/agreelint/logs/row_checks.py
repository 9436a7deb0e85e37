"""Makes values from the cells of one row, and errors from those that cannot be right."""

import re
from functools import lru_cache
from typing import NamedTuple

from agreelint.diagnostics import Diagnostic
from agreelint.logs.events import Event, Outcome
from agreelint.logs.rows import Row, fault, said
from agreelint.moments import UNKNOWN, Moment

TALLIES = ("votes_for", "votes_against", "votes_abstain", "members_present", "members_total")
_COUNT = re.compile(r"[0-9]{1,9}")
_ANSWERS = {"yes": True, "no": False, "true": True, "false": False}


def names(text: str) -> tuple[str, ...]:
    """Return the names in a cell, which semicolons part."""
    return tuple(name for part in text.split(";") if (name := part.strip())) if ";" in text else (text,)


class Checks(NamedTuple):
    """A row, and what has been found wrong with it so far."""

    row: Row
    faults: list[Diagnostic]

    def lacking(self, column: str) -> str:
        """Refuse a cell that is empty."""
        message = f"`{column}` on line {self.row.line} is empty; write the name of the step"
        self._fault("AG053", message, column)
        return ""

    def moment(self, column: str, text: str, zone: str) -> Moment:
        """Return the day or the instant that a cell tells."""
        try:
            return Moment.parse(text, zone)
        except ValueError as error:
            self._fault("AG052", f"`{column}` on line {self.row.line} cannot be read: {error}", column)
            return UNKNOWN

    def tallies(self, texts: list[str]) -> list[int | None]:
        """Return the counts in the cells of TALLIES."""
        counts = [_count(text) if text else None for text in texts]
        if counts.count(None) == texts.count(""):
            return counts
        for column, text, count in zip(TALLIES, texts, counts, strict=True):
            if text and count is None:
                message = (
                    f"`{column}` on line {self.row.line} is `{said(text, 60)}`, which is no count; "
                    "write a whole number from 0, or leave it empty"
                )
                self._fault("AG054", message, column)
        return counts

    def by_member(self, column: str, text: str) -> tuple[tuple[str, int], ...] | None:
        """Return the count of each member in a cell."""
        parts = (part.rpartition("=") for part in names(text))
        pairs = [(name.strip(), _count(count.strip())) for name, _, count in parts]
        counted = tuple((name, count) for name, count in pairs if name and count is not None)
        if pairs and len({name for name, _ in counted}) == len(pairs):
            return counted
        message = (
            f"`{column}` on line {self.row.line} is `{said(text, 60)}`, not each member once with "
            "a count; write `lanesborough=2;williamstown=4`"
        )
        self._fault("AG054", message, column)
        return None

    def number_of(self, column: str, text: str) -> int | None:
        """Return how many people a cell means: a count, or their names."""
        count = _count(text)
        if count is not None or not text[0].isdigit():
            return len(names(text)) if count is None else count
        self._fault("AG054", f"`{column}` on line {self.row.line} is `{said(text, 60)}`, which is no count", column)
        return None

    def yes_or_no(self, column: str, text: str) -> bool | None:
        """Return what a cell answers."""
        word = text.casefold()
        if word not in _ANSWERS:
            message = (
                f"`{column}` on line {self.row.line} is `{said(text, 60)}`; write `yes` or `no`, or leave it empty"
            )
            self._fault("AG054", message, column)
        return _ANSWERS.get(word)

    def signed(self, text: str, zone: str) -> Moment | bool | None:
        """Return whether or when something was signed."""
        return _ANSWERS[text.casefold()] if text.casefold() in _ANSWERS else self.moment("signed", text, zone)

    def sums(self, event: Event) -> None:
        """Refuse votes by member that add up to other numbers than the tally."""
        pairs = (("votes_for", event.votes_for, event.for_by), ("votes_against", event.votes_against, event.against_by))
        for column, total, by in pairs:
            added = sum(count for _, count in by or ())
            if by is not None and total is not None and added != total:
                message = f"`{column}_by` on line {event.line} adds up to {added}, but `{column}` is {total}"
                self._fault("AG054", f"{message}; mend the one or the other", f"{column}_by", column)

    def roster(self, event: Event, total: int) -> None:
        """Refuse more votes or members present than there are members."""
        votes = (event.votes_for, event.votes_against, event.votes_abstain)
        cast = sum(count or 0 for count in votes)
        if cast > total + (event.chair_voted is True):  # a chair from outside is none of the members
            column = next(column for column, count in zip(TALLIES, votes, strict=False) if count)
            self._above(f"the votes on line {event.line} add up to {cast}", total, column)
        present = event.members_present
        if present is not None and present > total:
            self._above(f"`members_present` on line {event.line} is {present}", total, "members_present")
        by_member = sum(count for _, count in event.present_by or ())
        if by_member > total:
            what = f"`members_present_by` on line {event.line} adds up to {by_member}"
            self._above(what, total, "members_present_by")

    def outcome(self, event: Event, outcome: Outcome | None, votes_for: int) -> None:
        """Refuse an outcome that no threshold can give: approved by a minority, refused by every seat."""
        against = event.votes_against
        if outcome is Outcome.APPROVED:
            wrong = against is not None and votes_for <= against
        elif outcome is Outcome.REFUSED:
            # All who were present can be too few: a threshold may count seats.
            wrong = not against and not event.votes_abstain and 0 < votes_for == event.members_total
        else:
            wrong = False
        if wrong:
            message = (
                f"`outcome` on line {event.line} is `{event.outcome}`, but the tally is {votes_for} for and "
                f"{against or 0} against; mend the word or the tally"
            )
            self._fault("AG055", message, "outcome", "votes_for")

    def _above(self, what: str, total: int, column: str) -> None:
        message = f"{what}, more than the {total} of `members_total`; mend the one or the other"
        self._fault("AG054", message, column, "members_total")

    def _fault(self, code: str, message: str, *columns: str) -> None:
        self.faults.append(fault(code, message, *(self.row.span(column) for column in columns)))


@lru_cache
def _count(text: str) -> int | None:
    return int(text) if _COUNT.fullmatch(text) else None
