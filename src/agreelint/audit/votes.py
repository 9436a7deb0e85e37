"""Votes counted exactly: what a record settles under a threshold, and what it leaves open."""

from fractions import Fraction

from attrs import frozen

from agreelint.audit.events import OUTCOME_WORDS, Event, Outcome
from agreelint.audit.verdicts import Base, Evidence, Tally
from agreelint.model.entities import Threshold

_WORDS = ", ".join(word for _, words in OUTCOME_WORDS for word in words)
_DECLARED_BASES = ("present", "present_and_voting")


@frozen(eq=False, repr=False, slots=False)
class Counted:
    """What a vote comes to: passed (True), failed (False) or not settled (None), with the arithmetic in words."""

    passed: bool | None
    words: str
    tally: Tally
    evidence: Evidence = Evidence.DIRECT
    conflict: bool = False


def count(event: Event, threshold: Threshold, seats: int | None) -> Counted:
    """Judge one recorded vote; `seats` is the size of the body, None for a meeting of voters.

    A tally is judged as such, with every number that is not recorded left open between its bounds; a declared
    result settles `more than 1/2` of those present or voting, and nothing else.
    """
    size = _sizes(event, seats)
    if event.assumed:
        passed = Outcome.of(event.outcome) is Outcome.APPROVED
        return Counted(passed, event.assumed, _tally(None, threshold, size), Evidence.ASSUMED)
    cast = (event.votes_for or 0) + (event.votes_against or 0) + (event.votes_abstain or 0)
    present = _present(event)
    if present is not None and cast > present:
        words = f"{cast} votes are recorded but only {present} present: the records conflict"
        return Counted(None, words, _tally(event.votes_for, threshold, size), conflict=True)
    if event.votes_for is not None:
        return _by_tally(event, threshold, size)
    if _unanimous(event):
        return _unanimously(threshold, size, present)
    return _declared(event, threshold, size)


def _present(event: Event) -> int | None:
    if event.members_present is not None:
        return event.members_present
    return len(event.attendees) if event.attendees is not None else None


@frozen(eq=False, repr=False, slots=False)
class _Sizes:
    """For each base the least and greatest size that the record allows; the greatest is None if open."""

    bounds: dict[str, tuple[int, int | None]]

    def exact(self, base: str) -> int | None:
        low, high = self.bounds.get(base, (0, None))
        return low if low == high else None


def _sizes(event: Event, seats: int | None) -> _Sizes:
    voters = (event.votes_for or 0) + (event.votes_against or 0)
    cast = voters + (event.votes_abstain or 0)
    present = _present(event)
    voting = None if event.votes_for is None or event.votes_against is None else voters
    bounds: dict[str, tuple[int, int | None]] = {
        "present": (cast, seats) if present is None else (present, present),
        "present_and_voting": (voters, present or seats) if voting is None else (voting, voting),
    }
    if seats is not None:
        serving = event.members_total if event.members_total is not None else seats
        bounds |= {"seats": (seats, seats), "voting_members": (serving, serving)}
    elif event.members_total is not None:
        bounds["registered_voters"] = (event.members_total, event.members_total)
    return _Sizes(bounds)


def _by_tally(event: Event, threshold: Threshold, size: _Sizes) -> Counted:
    votes = event.votes_for or 0
    passed = _passes(votes, threshold, size)
    base, exact = threshold.base.replace("_", " "), size.exact(threshold.base)
    tally = _tally(votes, threshold, size)
    if exact is not None:
        need = threshold.needed(exact)
        words = f"{votes} in favor; {threshold} needs {need} of {exact}"
    else:
        low, high = size.bounds.get(threshold.base, (0, None))
        reach = f"from {low} to {high}" if high is not None else f"at least {low}"
        words = f"{votes} in favor; the number of {base} is not recorded ({reach})"
        if passed is not None:
            words += f", and {threshold} is {'met' if passed else 'missed'} for each of these numbers"
    words += _against(event)
    outcome = Outcome.of(event.outcome)
    declared = {Outcome.APPROVED: True, Outcome.REFUSED: False}.get(outcome) if outcome else None
    if None not in (passed, declared) and passed is not declared:
        words += f"; the recorded outcome `{event.outcome}` contradicts the tally, which decides"
    if passed is None and declared is not None and _declarable(threshold):
        words += f"; declared {event.outcome}, which settles {threshold}"
        return Counted(declared, words, tally, Evidence.DECLARED)
    return Counted(passed, words, tally)


def _declarable(threshold: Threshold) -> bool:
    """Say whether a declared result settles a threshold: a simple majority of those present or voting."""
    return threshold == Threshold(True, Fraction(1, 2), threshold.base) and threshold.base in _DECLARED_BASES


def _against(event: Event) -> str:
    parts = []
    if event.votes_against is not None:
        parts.append(f"{event.votes_against} against")
    if event.votes_abstain:
        parts.append(f"{event.votes_abstain} abstaining")
    return f" ({', '.join(parts)})" if parts else ""


def _passes(votes: int, threshold: Threshold, size: _Sizes) -> bool | None:
    low, high = size.bounds.get(threshold.base, (0, None))
    if votes < threshold.needed(low):
        return False  # a larger base only needs more
    return True if high is not None and votes >= threshold.needed(high) else None


def _unanimous(event: Event) -> bool:
    approved = Outcome.of(event.outcome) is Outcome.APPROVED
    return approved and event.votes_against == 0 and event.votes_abstain == 0


def _unanimously(threshold: Threshold, size: _Sizes, present: int | None) -> Counted:
    """Without a count in favor: everyone present voted for it, however many they were."""
    tally = _tally(present, threshold, size)
    if threshold.base in _DECLARED_BASES:
        return Counted(True, "approved without a vote against", tally, Evidence.DECLARED)
    base = size.exact(threshold.base)
    if base is None:
        return Counted(None, f"unanimous, but the number of {threshold.base.replace('_', ' ')} is not recorded", tally)
    need = threshold.needed(base)
    if present is None:
        words = f"unanimous, but the number present is not recorded: {threshold} needs {need} of {base}"
        return Counted(None, words, tally)
    words = f"unanimous with {present} present; {threshold} needs {need} of {base}"
    return Counted(present >= need, words, tally, Evidence.DECLARED)


def _declared(event: Event, threshold: Threshold, size: _Sizes) -> Counted:
    tally = _tally(None, threshold, size)
    outcome = Outcome.of(event.outcome)
    if outcome is None and event.outcome:
        return Counted(
            None,
            f"the outcome `{event.outcome}` is no word for a result ({_WORDS}); a mapping can translate it",
            tally,
        )
    if outcome is None or outcome is Outcome.UNDECIDED:
        return Counted(None, "no tally and no result are recorded", tally)
    if _declarable(threshold):
        passed = outcome is Outcome.APPROVED
        words = f"declared {event.outcome} without a tally, which settles {threshold}"
        return Counted(passed, words, tally, Evidence.DECLARED)
    return Counted(None, f"declared {event.outcome} without a tally, which cannot settle {threshold}", tally)


def _tally(votes: int | None, threshold: Threshold, size: _Sizes) -> Tally:
    exact = size.exact(threshold.base)
    needed = threshold.needed(exact) if exact is not None else None
    others = []
    for name in size.bounds:
        other = size.exact(name)
        if votes is not None and other is not None and name != threshold.base:
            need = threshold.needed(other)
            others.append(Base(name, other, need, votes >= need))
    return Tally(votes, threshold.base, exact, needed, tuple(others))
