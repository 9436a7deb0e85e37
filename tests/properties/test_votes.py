"""Votes counted by brute force: every number that a record leaves open is tried."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from agreelint.audit.approvals import Pooled, Vote, Weighed
from agreelint.audit.votes import by_tally
from agreelint.logs.events import Event
from agreelint.model.rules import Threshold
from agreelint.moments import UNKNOWN

SHARES = st.fractions(min_value=Fraction(1, 12), max_value=1, max_denominator=12)
COUNTS = st.integers(min_value=0, max_value=6)
MAYBE = st.none() | COUNTS


@st.composite
def thresholds(draw, base="present"):
    """A threshold that the language can say: a share with or without a number on top, or a number."""
    strict = draw(st.booleans())
    if draw(st.booleans()):
        return Threshold(strict, Fraction(0), base, draw(st.integers(min_value=1, max_value=8)))
    share = draw(SHARES)
    return Threshold(strict and share < 1, share, base, draw(st.integers(min_value=0, max_value=2)))


@settings(derandomize=True, deadline=None)
@given(thresholds(), st.integers(min_value=0, max_value=40))
def test_needed_is_the_smallest_number_that_is_enough(threshold, base):
    enough = [
        votes
        for votes in range(1, 100)
        if (votes > threshold.share * base + threshold.plus if threshold.strict else votes >= threshold.limit(base))
    ]
    assert threshold.needed(base) == enough[0]
    assert [votes for votes in range(100) if threshold.met(votes, base)] == enough


@settings(derandomize=True, deadline=None)
@given(thresholds(), COUNTS, st.integers(min_value=0, max_value=9), st.integers(min_value=0, max_value=9))
def test_a_base_that_is_open_decides_only_what_every_size_decides(threshold, votes, low, more):
    bounds = {"present": (low, low + more)}
    every = {threshold.met(votes, base) for base in range(low, low + more + 1)}
    assert by_tally(threshold, votes, bounds).passed == (every.pop() if len(every) == 1 else None)


def ballot(yes, no, total):
    return Vote(
        Event("a.csv", 1, "c", None, "v", UNKNOWN, votes_for=yes, votes_against=no, members_total=total), None, UNKNOWN
    )


def outcomes(votes):
    """Yield every (in favor, base) that the tallies of all members can come to; a missing tally stays below 8."""
    each = []
    for vote in votes:
        event = vote.event if vote else None
        most = event.members_total if event and event.members_total is not None else 7
        yes = [event.votes_for] if event and event.votes_for is not None else range(most + 1)
        no = [event.votes_against] if event and event.votes_against is not None else range(most + 1)
        known = event is not None and None not in (event.votes_for, event.votes_against)
        each.append([(y, y + n) for y, n in product(yes, no) if known or y + n <= most])
    for choice in product(*each):
        yield sum(y for y, _ in choice), sum(base for _, base in choice)


@settings(derandomize=True, deadline=None)
@given(
    thresholds("present_and_voting"),
    st.lists(
        st.none() | st.tuples(MAYBE, MAYBE, st.none() | st.integers(min_value=6, max_value=8)), min_size=1, max_size=3
    ),
)
def test_one_ballot_is_decided_where_no_missing_tally_can_change_it(threshold, rows):
    votes = [row and ballot(*row) for row in rows]
    names = tuple("abc"[: len(votes)])
    found = Pooled(threshold, dict(zip(names, names, strict=True)), "").met(
        {name: vote for name, vote in zip(names, votes, strict=True) if vote}
    )
    results = {threshold.met(yes, base) for yes, base in outcomes(votes)}
    if found is not None:
        assert results <= {found}
    elif all(vote and None not in (vote.event.votes_for, vote.event.votes_against) for vote in votes):
        raise AssertionError("every tally is known")


@settings(derandomize=True, deadline=None)
@given(
    thresholds("town"),
    st.lists(
        st.tuples(st.sampled_from([None, True, False, "open"]), st.fractions(Fraction(1, 9), 3, max_denominator=9)),
        min_size=1,
        max_size=4,
    ),
)
def test_members_decide_where_no_vote_to_come_can_change_it(threshold, rows):
    weights = {str(number): weight for number, (_, weight) in enumerate(rows)}
    event = Event("a.csv", 1, "c", None, "v", UNKNOWN)
    votes = {
        str(number): Vote(event, None if how == "open" else how, UNKNOWN)
        for number, (how, _) in enumerate(rows)
        if how is not None
    }
    whole = sum(weights.values())
    options = [[how] if isinstance(how, bool) else [True, False] for how, _ in rows]
    results = {
        threshold.met(sum(w for w, yes in zip(weights.values(), choice, strict=True) if yes), whole)
        for choice in product(*options)
    }
    found = Weighed(threshold, weights, "").met(votes)
    assert found == (results.pop() if len(results) == 1 else None)
