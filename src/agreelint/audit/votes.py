"""Votes counted exactly: what a record settles under thresholds, and what it leaves open."""

from fractions import Fraction

from attrs import frozen

from agreelint.audit.rolls import Bounds, Roll, present_at, unanimous
from agreelint.audit.verdicts import Base, Evidence, Tally
from agreelint.logs.events import OUTCOME_WORDS, Event, Outcome
from agreelint.model.rules import Size, Threshold, Thresholds

_WORDS = ", ".join(word for _, words in OUTCOME_WORDS for word in words)
_DECLARED_BASES = ("present", "present_and_voting")
_RESULTS = {Outcome.APPROVED: True, Outcome.REFUSED: False}


@frozen(eq=False, repr=False, slots=False)
class Counted:
    """What a vote comes to: passed (True), failed (False) or not settled (None), with the arithmetic in words."""

    passed: bool | None
    words: str
    tally: Tally
    evidence: Evidence = Evidence.DIRECT
    settled: str = ""
    """What settles a vote that its tally leaves open."""

    needs: str = ""
    """What would have been enough."""


def count(event: Event, rule: Thresholds, roll: Roll) -> Counted:
    """Judge one recorded vote: it must meet every threshold of the rule.

    A tally is judged as such, with every number that is not recorded left open between its bounds; a declared
    result settles `more than 1/2` of those present or voting, and nothing else.
    """
    weights = roll.weights
    votes, bounds = (event.votes_for, roll.bounds(event)) if weights is None else roll.weighed(event, weights)
    if event.assumed:
        approved = Outcome.of(event.outcome) is Outcome.APPROVED
        return Counted(approved, event.assumed, _tally(None, rule[0], bounds), Evidence.ASSUMED)
    cast = sum(n or 0 for n in (event.votes_for, event.votes_against, event.votes_abstain))
    present = present_at(event)
    if present is not None and cast - (1 if roll.chairs_from_outside(event) else 0) > present:
        words = f"{cast} votes are recorded but only {present} present: the records conflict"
        return Counted(None, words, _tally(votes, rule[0], bounds))
    sole = all(_declarable(threshold) for threshold in rule) or Outcome.of(event.outcome) is not Outcome.REFUSED
    parts = [
        _from_each(event, threshold, threshold.each, roll)
        if threshold.each
        else _judged(event, threshold, votes, bounds, weighed=weights is not None, sole=sole)
        for threshold in rule
    ]
    results = [part.passed for part in parts]
    passed = False if False in results else None if None in results else True
    binding = min((part for part in parts if part.passed is passed), key=_spare)
    return Counted(
        passed,
        _in_words(event, votes, parts, passed, weighed=weights is not None),
        binding.tally,
        Evidence.DECLARED if Evidence.DECLARED in {part.evidence for part in parts} else Evidence.DIRECT,
        needs=binding.needs,
    )


def _spare(part: Counted) -> Size:
    """Return how many votes there were beyond those needed, to find the part that decides."""
    votes, needed = part.tally.votes_for, part.tally.needed
    return 0 if votes is None or needed is None else votes - needed


def _in_words(event: Event, votes: Size | None, parts: list[Counted], passed: bool | None, *, weighed: bool) -> str:
    """Return the arithmetic of all parts; several of them each with what came of it."""
    marks = {True: ", met", False: ", not met", None: ", open"}
    several = len(parts) > 1
    told = "; ".join(part.words + (marks[part.passed] if several else "") for part in parts)
    if votes is None:
        return told
    declared = _RESULTS.get(outcome) if (outcome := Outcome.of(event.outcome)) else None
    tail = _against(event)
    if None not in (passed, declared) and passed is not declared:
        tail += f"; the recorded outcome `{event.outcome}` contradicts the tally, which decides"
    return f"{votes}{' by weight' if weighed else ''} in favor; {told}{tail}{''.join(part.settled for part in parts)}"


def _judged(
    event: Event, threshold: Threshold, votes: Size | None, bounds: Bounds, *, weighed: bool, sole: bool
) -> Counted:
    """Judge one threshold; `sole` if a declared result can only mean that this one was met or missed."""
    if votes is not None:
        found = by_tally(threshold, votes, bounds, weighed=weighed)
        outcome = Outcome.of(event.outcome)
        declared = _RESULTS.get(outcome) if outcome else None
        if found.passed is None and declared is not None and sole and _declarable(threshold):
            settled = f"; declared {event.outcome}, which settles {threshold}"
            return Counted(declared, found.words, found.tally, Evidence.DECLARED, settled=settled, needs=found.needs)
        return found
    return (
        _unanimously(event, threshold, bounds) if unanimous(event) else _declared(event, threshold, bounds, sole=sole)
    )


def by_tally(threshold: Threshold, votes: Size, bounds: Bounds, *, weighed: bool = False) -> Counted:
    """Judge votes in favor by one threshold; a base that is open decides only what each of its sizes decides."""
    passed = _passes(votes, threshold, bounds)
    low, high = bounds.get(threshold.base, (0, None))
    tally = _tally(votes, threshold, bounds, weighed=weighed)
    if low == high or not threshold.share:
        need = _need(threshold, low, weighed=weighed)
        words = f"{threshold} needs {need}{f' of {low}' if low == high else ''}"
        return Counted(passed, words, tally, needs=f"{need} votes in favor")
    words = f"the number of {threshold.base.replace('_', ' ')} is not recorded ({_reach(low, high)})"
    if passed is not None:
        words += f", and {threshold} is {'met' if passed else 'missed'} for each of these numbers"
    return Counted(passed, words, tally)


def _reach(low: Size, high: Size | None) -> str:
    return f"at least {low}" if high is None else f"from {low} to {high}"


def _need(threshold: Threshold, base: Size, *, weighed: bool) -> str:
    if not weighed:
        return str(threshold.needed(base))
    return f"{'more than' if threshold.strict else 'at least'} {threshold.limit(base)}"


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


def _passes(votes: Size, threshold: Threshold, bounds: Bounds) -> bool | None:
    low, high = bounds.get(threshold.base, (0, None))
    if not threshold.met(votes, low):
        return False  # a larger base only needs more
    return True if not threshold.share or (high is not None and threshold.met(votes, high)) else None


def _unanimously(event: Event, threshold: Threshold, bounds: Bounds) -> Counted:
    """Without a count in favor: everyone present voted for it, however many they were."""
    present = present_at(event)
    tally = _tally(present, threshold, bounds)
    if threshold.base in _DECLARED_BASES and not threshold.plus:
        return Counted(True, "approved without a vote against", tally, Evidence.DECLARED)
    low, high = bounds.get(threshold.base, (0, None))
    if low != high and threshold.share:
        return Counted(None, f"unanimous, but the number of {threshold.base.replace('_', ' ')} is not recorded", tally)
    need, of = threshold.needed(low), f" of {low}" if low == high else ""
    if present is None:
        words = f"unanimous, but the number present is not recorded: {threshold} needs {need}{of}"
        return Counted(None, words, tally)
    words = f"unanimous with {present} present; {threshold} needs {need}{of}"
    return Counted(present >= need, words, tally, Evidence.DECLARED, needs=f"{need} votes in favor")


def _declared(event: Event, threshold: Threshold, bounds: Bounds, *, sole: bool) -> Counted:
    tally = _tally(None, threshold, bounds)
    outcome = Outcome.of(event.outcome)
    if outcome is None and event.outcome:
        return Counted(
            None,
            f"the outcome `{event.outcome}` is no word for a result ({_WORDS}); a mapping can translate it",
            tally,
        )
    if outcome is None or outcome is Outcome.UNDECIDED:
        return Counted(None, "no tally and no result are recorded", tally)
    if _declarable(threshold) and sole:
        passed = outcome is Outcome.APPROVED
        words = f"declared {event.outcome} without a tally, which settles {threshold}"
        return Counted(passed, words, tally, Evidence.DECLARED)
    return Counted(None, f"declared {event.outcome} without a tally, which cannot settle {threshold}", tally)


def _from_each(event: Event, threshold: Threshold, group: str, roll: Roll) -> Counted:
    """Judge the votes of those who sit for each member by themselves: every member's must be enough."""
    parts: list[tuple[str, Counted]] = []
    for member in roll.agreement.members_of(group, roll.day):
        title = roll.agreement.title_of(member)
        votes, bounds = roll.of_member(event, member)
        if votes is None:
            parts.append((title, Counted(None, ": its votes are not recorded", _tally(None, threshold, bounds))))
            continue
        found = by_tally(threshold, votes, bounds)
        low, high = bounds[threshold.base]
        need = f"needs {threshold.needed(low)} of {low}" if low == high else f"of {_reach(low, high)}"
        parts.append((title, Counted(found.passed, f" {votes}, {need}", found.tally)))
    results = [part.passed for _, part in parts]
    passed = False if False in results else None if None in results else True
    binding = next((part for _, part in parts if part.passed is passed), None)
    told = ", ".join(f"{member}{part.words}" for member, part in parts)
    listed = " and ".join(member for member, part in parts if part.passed is False)
    tally = binding.tally if binding else _tally(None, threshold, {})
    return Counted(passed, f"{threshold}: {told}", tally, needs=f"enough votes from {listed}")


def _tally(votes: Size | None, threshold: Threshold, bounds: Bounds, *, weighed: bool = False) -> Tally:
    def needed(size: Size) -> Size:
        return threshold.limit(size) if weighed else threshold.needed(size)

    low, high = bounds.get(threshold.base, (0, None))
    others = [
        Base(name, size, needed(size), threshold.met(votes, size))
        for name, (size, most) in bounds.items()
        if votes is not None and size == most and name != threshold.base
    ]
    known = low == high
    return Tally(votes, threshold.base, low if known else None, needed(low) if known else None, tuple(others))
