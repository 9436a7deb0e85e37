"""States, and what is said of one obligation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

VIOLATED, NO_EFFECT, UNKNOWN, PENDING = "violated", "no_effect", "unknown", "pending"
HOLDING, SATISFIED, NOT_APPLICABLE = "holding", "satisfied", "not_applicable"
WORST_FIRST = (VIOLATED, NO_EFFECT, UNKNOWN, PENDING, HOLDING, SATISFIED, NOT_APPLICABLE)


@dataclass(frozen=True)
class Key:
    """Which verdict: the constraint by its name, for whom, in which round, and in which stretch of time."""

    constraint: str
    member: str | None = None
    round: int = 1
    period: str | None = None


@dataclass(frozen=True)
class Verdict:
    state: str
    due: date | None = None
    missed: bool = False  # by absence alone: it stays so whatever is recorded later
    reopened: bool = False  # what was missed is open again
    since: str = ""  # how it would stand, had it not been missed before


def worst(states: Iterable[str]) -> str:
    return min(states, key=WORST_FIRST.index)


def joined(verdicts: list[Verdict]) -> Verdict:
    """What several worlds agree on; nobody is accused of being late by a record that only may have come before."""
    missed = all(verdict.missed for verdict in verdicts)
    states = {verdict.state if missed else verdict.since for verdict in verdicts}
    dues = {verdict.due for verdict in verdicts}
    return Verdict(states.pop() if len(states) == 1 else UNKNOWN, dues.pop() if len(dues) == 1 else None)


def agreed(verdicts: list[Verdict]) -> Verdict:
    """What several worlds agree on, of what is judged by the whole record at once."""
    states, dues = {verdict.state for verdict in verdicts}, {verdict.due for verdict in verdicts}
    return Verdict(states.pop() if len(states) == 1 else UNKNOWN, dues.pop() if len(dues) == 1 else None)
