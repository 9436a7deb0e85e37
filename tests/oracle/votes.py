"""Votes counted by trying every number that a record leaves open."""

from fractions import Fraction

from .clauses import Passes, Threshold
from .procedures import SEATS, Step
from .records import Act

APPROVING = {"approved", "accepted", "adopted", "passed", "granted"}
REFUSING = {"rejected", "refused", "denied", "failed"}
BY_THE_BODY = (Threshold(True, Fraction(1, 2), "present"),)


def outcome_of(act: Act) -> bool | None:
    outcome = act.cell("outcome")
    return True if outcome in APPROVING else False if outcome in REFUSING else None


def number(act: Act, column: str) -> int | None:
    return int(act.cell(column)) if act.cell(column) else None


def result_of(step: Step, act: Act) -> bool | None:
    """Whether a vote passed, or an approval was granted; None where nobody can tell."""
    if step.kind != "vote":
        return outcome_of(act)
    thresholds = next((clause.thresholds for clause in step.said(Passes)), BY_THE_BODY)
    if conflicting(act):
        return None
    if number(act, "votes_for") is not None:
        found = {all(met(t, *count) for t in thresholds) for count in counts_of(act)}
        if len(found) == 1:
            return found.pop()
    return declared(thresholds, act)


def cast(act: Act) -> int:
    return sum(number(act, column) or 0 for column in ("votes_for", "votes_against", "votes_abstain"))


def conflicting(act: Act) -> bool:
    """More votes than members present."""
    present = number(act, "members_present")
    return present is not None and cast(act) > present


def counts_of(act: Act):
    """Yield every (in favor, against, present) that a tally can mean."""
    yes, against, present = (number(act, c) for c in ("votes_for", "votes_against", "members_present"))
    abstaining = number(act, "votes_abstain") or 0
    for no in range(SEATS + 1) if against is None else [against]:
        for there in range(SEATS + 1) if present is None else [present]:
            if yes + no + abstaining <= there:
                yield yes, no, there


def met(threshold: Threshold, yes: int, no: int, present: int) -> bool:
    sizes = {"seats": SEATS, "voting_members": SEATS, "present": present, "present_and_voting": yes + no}
    needed = threshold.much * (1 if threshold.counts else sizes[threshold.base]) + threshold.plus
    return yes > needed if threshold.strict else yes >= max(needed, 1)


def declared(thresholds, act: Act) -> bool | None:
    """A result without a tally settles a plain majority of those there; one without dissent settles all of it."""
    outcome = outcome_of(act)
    if outcome is not None and all(is_plain(t) for t in thresholds):
        return outcome
    unanimous = number(act, "votes_against") == 0 and number(act, "votes_abstain") == 0
    if outcome and unanimous and number(act, "votes_for") is None:
        answers = [answer for t in thresholds for answer in {met(t, yes, 0, yes) for yes in approving(t, act)}]
        return None if len(answers) > len(thresholds) else all(answers)
    return None


def is_plain(threshold: Threshold) -> bool:
    """A majority of those there, or of those who voted."""
    half = threshold.strict and threshold.much == Fraction(1, 2) and not threshold.counts and not threshold.plus
    return half and threshold.base in {"present", "present_and_voting"}


def approving(threshold: Threshold, act: Act) -> range:
    """How many can have approved, if nobody was against: all who were there; a share of those voting is open."""
    present = number(act, "members_present")
    known = present is not None and (threshold.counts or threshold.base != "present_and_voting")
    return range(present, present + 1) if known else range(1, (present or SEATS) + 1)


def enough_present(act: Act) -> bool | None:
    """More than half of the seats; whoever voted was there."""
    present = number(act, "members_present")
    if present is not None:
        return 2 * present > SEATS
    return True if 2 * cast(act) > SEATS else None


def ballot_of_chair(rule: str, now, act: Act) -> bool | None:
    """Whether the chair kept to its rule: no vote at all, or one that breaks a tie."""
    told = act.cell("chair_voted")
    yes, no = number(act, "votes_for"), number(act, "votes_against")
    may_break = None if yes is None or no is None else abs(yes - no) == 1
    if told == "no" or (not told and now.full(act.day)):
        return True
    if rule == "none":
        return False if told else None
    if not told:
        return True if may_break else None
    return may_break
