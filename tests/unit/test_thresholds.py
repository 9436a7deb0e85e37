"""Thresholds and their readings from syntax."""

from fractions import Fraction

import pytest
from stock import errors, procedure_of, with_steps

from agreelint.model.constraints import ThresholdMet

READINGS = """
vote one by board passes with ambiguous majority "a majority" {
  first  more than 1/2 of seats
  second more than 1/2 of present  because II.C, "G.L. c.30A"  default
}
"""


def choice_of(rule):
    (met,) = [c for c in procedure_of(f"vote one by board {rule}").constraints if isinstance(c, ThresholdMet)]
    return met.choice


@pytest.mark.parametrize(
    ("rule", "strict", "share", "base"),
    [
        ("more than 1/2 of present", True, Fraction(1, 2), "present"),
        ("at least 2/3 of seats", False, Fraction(2, 3), "seats"),
        ("at least 4/6 of voting_members", False, Fraction(2, 3), "voting_members"),
        ("all present_and_voting", False, Fraction(1), "present_and_voting"),
        ("at least 1/1 of seats", False, Fraction(1), "seats"),
    ],
)
def test_one_rule(rule, strict, share, base):
    choice = choice_of(f"passes with {rule}")
    (option,) = choice.options
    assert (option.name, choice.ambiguity, choice.phrase) == ("as_written", None, None)
    (found,) = option.rule
    assert (found.strict, found.share, found.base, found.plus) == (strict, share, base, 0)


@pytest.mark.parametrize(
    ("rule", "told", "needed"),
    [
        ("more than 1/2 of seats plus 1", "more than 1/2 of seats plus 1", {8: 6, 9: 6}),
        ("at least 1/2 of seats plus 2", "at least 1/2 of seats plus 2", {8: 6, 9: 7}),
        ("at least 3 of seats", "at least 3 of seats", {9: 3, 3: 3}),
        ("more than 3 of present_and_voting", "more than 3 of present and voting", {9: 4}),
        ("all seats", "all seats", {9: 9}),
    ],
)
def test_how_many_are_needed(rule, told, needed):
    (found,) = choice_of(f"passes with {rule}").options[0].rule
    assert str(found) == told
    assert {base: found.needed(base) for base in needed} == needed
    assert all(found.met(votes, base) and not found.met(votes - 1, base) for base, votes in needed.items())


def test_several_thresholds_in_the_order_of_the_text():
    rule = choice_of("passes with more than 1/2 of present from each town and at least 1/3 of seats").options[0].rule
    assert [(str(t), t.each) for t in rule] == [
        ("more than 1/2 of present from each town", "town"),
        ("at least 1/3 of seats", None),
    ]


@pytest.mark.parametrize(
    ("rule", "code", "words", "told"),
    [
        ("at least 0 of seats", "AG203", "at least 0 of seats", "ask for nothing"),
        ("at least 10 of seats", "AG203", "passes with at least 10 of seats", "`board` has 9 seats"),
        ("more than 9 of seats", "AG203", "passes with more than 9 of seats", "needs 10"),
        ("more than 8/9 of seats plus 1", "AG203", "passes with more than 8/9 of seats plus 1", "needs 10"),
        ("more than 1/2 of seats plus 0", "AG105", "more than 1/2 of seats plus 0", "adds nothing"),
        ("at least 2 of seats plus 1", "AG105", "at least 2 of seats plus 1", "adds to a share"),
        ("all seats and all seats", "AG105", "all seats and all seats", "said twice"),
        ("all seats from each twon", "AG101", "twon", "no group"),
        ("all sets from each town", "AG101", "sets", "no base of a vote"),
        ("more than 1/2 of the weight of town", "AG105", "the weight of town", "not weighed here"),
    ],
)
def test_rules_that_mean_nothing(rule, code, words, told):
    found = errors(with_steps(f"vote one by board passes with {rule}"))
    assert [(got, at) for got, at, *_ in found] == [(code, words)]
    assert told in found[0][2]


def test_readings_with_the_default_first():
    (met,) = [c for c in procedure_of(READINGS).constraints if isinstance(c, ThresholdMet)]
    choice = met.choice
    assert (choice.ambiguity, choice.phrase) == ("majority", "a majority")
    assert [(o.name, " and ".join(map(str, o.rule)), o.because) for o in choice.options] == [
        ("second", "more than 1/2 of present", ("II.C", "G.L. c.30A")),
        ("first", "more than 1/2 of seats", ()),
    ]
    assert choice.under("first").name == "first"
    assert choice.under(None).name == choice.under("no such").name == "second"


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ("more than 1/1", "1"),
        ("at least 3/2", "3/2"),
        ("more than 5/4", "5/4"),
        ("at least 0/3", "0"),
        ("more than 0/1", "0"),
    ],
)
def test_shares_that_mean_nothing(share, told):
    found = errors(with_steps(f"vote one by board passes with {share} of present"))
    assert [(code, words) for code, words, *_ in found] == [("AG203", f"{share} of present")]
    assert told in found[0][2].split()
    assert "exact fraction between 0 and 1" in found[0][3]


@pytest.mark.parametrize(
    ("readings", "code", "words", "message"),
    [
        ("one all seats default", "AG106", "majority", "needs two readings and exactly one default"),
        ("one all seats two all present", "AG106", "majority", "needs two readings and exactly one default"),
        ("one all seats default two all present default", "AG106", "majority", "exactly one default"),
        ("one all seats default one all present", "AG102", "one", "`one` is declared twice"),
        ("one all seats default two all sets", "AG101", "sets", "no base of a vote is called `sets`"),
    ],
)
def test_readings_that_cannot_be(readings, code, words, message):
    found = errors(with_steps(f'vote one by board passes with ambiguous majority "a" {{ {readings} }}'))
    assert [(got, at) for got, at, *_ in found] == [(code, words)]
    assert message in found[0][2]
