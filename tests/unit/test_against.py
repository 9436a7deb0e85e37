"""Agreements beside the law: where the statute asks for more, where nobody can meet both, what a text has to say."""

import pytest
from stock import opened

from agreelint.against import beside_law

AGREEMENT = """
agreement ridge "Ridge Collaborative" {
  jurisdiction  massachusetts
}
group member_district "member district" cites I {
  elm  "Elm"
  oak  "Oak"
}
body board "Board" cites II {
  seats    3
  quorum   more than 1/2 of seats
  decides  with more than 1/2 of present
}
procedure change amends "Amending the agreement" cites V {
  review early_look by dese
  reading hearing cites V.A at meeting of board
  notice word cites V.B by board to dese
    CLAUSE
  vote decision cites V.C by board
    PASSES
}
pack by_law "By-law" {
  provision one "one" cites "By-law 7" fact BY-7 level LEVEL {
    FORCE
    procedures change {
      PARTS
    }
  }
}
"""
SOME = "after hearing"


def found(clause=SOME, parts="", passes="", *, level="R", force="", more=""):
    """Return what the law has to say of an agreement, as (code, the clause, the related places, acknowledged)."""
    words = {"CLAUSE": clause, "PARTS": parts, "PASSES": passes, "LEVEL": level, "FORCE": force}
    text = AGREEMENT
    for word, said in words.items():
        text = text.replace(word, said)
    read = opened(text + more)
    assert [d.message for d in read.diagnostics] == []
    return beside_law(read).diagnostics


def codes(*arguments, **options):
    return [d.code for d in found(*arguments, **options)]


def word(bound):
    return f"notice word by unstated {bound}"


@pytest.mark.parametrize(
    ("clause", "law", "expected"),
    [
        # the last lawful day, counted backward and forward
        ("at least 20 days before hearing", "at least 21 days before hearing", ["AG310"]),
        ("at least 21 days before hearing", "at least 21 days before hearing", []),
        ("at least 22 days before hearing", "at least 21 days before hearing", []),
        ("within 30 days after hearing", "within 29 days after hearing", ["AG310"]),
        ("within 29 days after hearing", "within 30 days after hearing", []),
        # the first lawful day
        ("at least 10 days after hearing", "at least 11 days after hearing", ["AG310"]),
        ("at least 11 days after hearing", "at least 10 days after hearing", []),
        ("at most 30 days before hearing", "at most 20 days before hearing", ["AG310"]),
        ("at most 20 days before hearing", "at most 30 days before hearing", []),
        # both sides: nobody can meet them
        ("at most 10 days before hearing", "at least 11 days before hearing", ["AG311"]),
        ("at most 11 days before hearing", "at least 11 days before hearing", []),
        ("at least 11 days before hearing", "at most 10 days before hearing", ["AG311"]),
        ("within 10 days after hearing", "at least 11 days after hearing", ["AG311"]),
        ("no later than hearing", "at least 1 days after hearing", ["AG311"]),
        ("no earlier than hearing", "at least 1 days before hearing", ["AG311"]),
        # units that differ: only what holds in every year
        ("at least 3 weeks before hearing", "at least 22 days before hearing", ["AG310"]),
        ("at least 1 month before hearing", "at least 31 days before hearing", []),
        ("at least 1 month before hearing", "at least 32 days before hearing", ["AG310"]),
        ("at least 1 year before hearing", "at least 367 days before hearing", ["AG310"]),
        ("at least 10 working days before hearing", "at least 11 working days before hearing", ["AG310"]),
        ("at least 20 working days before hearing", "at least 1 month before hearing", []),
        ("at least 10 working days before hearing", "at least 60 days before hearing", ["AG310"]),
        ("at least 10 days before hearing", "at least 48 hours before hearing", []),
        # other anchors, and no bound
        ("at least 20 days before hearing", "at least 21 days before decision", []),
        ("after hearing", "at least 21 days after hearing", []),
    ],
)
def test_bounds(clause, law, expected):
    assert codes(clause, word(law)) == expected


@pytest.mark.parametrize(("level", "expected"), [("R", ["AG310"]), ("O", ["AG310"]), ("P", [])])
def test_only_what_was_read_controls(level, expected):
    assert codes("at least 20 days before hearing", word("at least 21 days before hearing"), level=level) == expected


@pytest.mark.parametrize(
    ("force", "expected"), [("in force from 2015-01-01", ["AG310"]), ("in force until 2015-01-01", [])]
)
def test_only_the_newest_text_controls(force, expected):
    assert codes("at least 20 days before hearing", word("at least 21 days before hearing"), force=force) == expected


@pytest.mark.parametrize(
    ("passes", "law", "expected"),
    [
        ("at least 2/3 of present", "at least 2/3 of seats", ["AG310"]),
        ("more than 1/2 of seats", "at least 2/3 of seats", ["AG310"]),
        ("at least 2/3 of seats", "more than 2/3 of seats", ["AG310"]),
        ("at least 2/3 of seats", "at least 2/3 of seats", []),
        ("at least 3/4 of seats", "at least 2/3 of seats", []),
        ("at least 3/4 of present", "at least 2/3 of seats", []),
        ("at least 2/3 of seats", "at least 2/3 of present", []),
        ("at least 2 of seats", "at least 2/3 of seats", []),
    ],
)
def test_thresholds(passes, law, expected):
    parts = f"vote decision by board passes with {law}"
    assert codes(parts=parts, passes=f"passes with {passes}") == expected


@pytest.mark.parametrize(
    ("carries", "law", "expected"),
    [
        ("at least 1 of member_district approve", "more than 1/2 of member approve", ["AG310"]),
        ("at least 1/2 of member_district approve", "more than 1/2 of member approve", ["AG310"]),
        ("all member_district approve", "more than 1/2 of member approve", []),
        ("more than 1/2 of member_district approve", "all member approve", []),  # both of two, either way
        ("elm approves and at least 1 of member_district approve", "all member approve", ["AG310"]),
        ("at least 1 of member_district approve and all member_district approve", "all member approve", []),
        ("elm approves", "all member approve", []),
        ("more than 1/2 of present_and_voting together approve", "all member approve", []),
    ],
)
def test_who_must_approve(carries, law, expected):
    more = f"vote consent cites V.D by each member_district carries when {carries}"
    assert codes(SOME + "\n  " + more, f"given vote consent by each member carries when {law}") == expected


def test_an_order_that_turns_back():
    (loop,) = found("after hearing\n    before early_look", "reading hearing by unstated after early_look")
    assert (loop.code, loop.severity.value) == ("AG311", "warning")
    assert loop.clauses[0] != "By-law 7" or len(loop.clauses) > 1


def test_the_finding_names_both():
    (finding,) = found("at least 20 days before hearing", word("at least 21 days before hearing"))
    assert finding.clauses == ("V.B", "By-law 7")
    assert [label.text for label in finding.labels] == ["", "By-law 7 asks this"]


def test_it_can_be_acknowledged():
    more = 'acknowledge AG310 cites V.B because "counsel knows"'
    (finding,) = found("at least 20 days before hearing", word("at least 21 days before hearing"), more=more)
    assert finding.acknowledged == "counsel knows"
    assert codes("at least 21 days before hearing", word("at least 21 days before hearing"), more=more) == ["AG110"]


CONTENT = """
pack contents "Contents" {
  provision two "two" cites "By-law 8" fact BY-8 level R {
    FORCE
    asks purpose "why"
    asks powers "what"
  }
}
"""


@pytest.mark.parametrize(
    ("stated", "missing"),
    [("", "`purpose`, `powers`"), ("states purpose cites I", "`powers`"), ("states powers, purpose cites I", None)],
)
def test_contents(stated, missing):
    told = found(more=CONTENT.replace("FORCE", "") + stated)
    assert [(d.code, d.severity.value) for d in told] == ([("AG520", "info")] if missing else [])
    assert all(d.message.endswith(f"asks of its text: {missing}") for d in told)


def test_a_text_that_has_ended_asks_for_nothing():
    assert codes(more=CONTENT.replace("FORCE", "in force until 2015-01-01")) == []
    assert codes(more=CONTENT.replace("FORCE", "in force from 2012-01-01 until 2015-01-01")) == []
    assert codes(more=CONTENT.replace("FORCE", "in force from no later than 2012-01-01")) == ["AG520"]


def test_what_cannot_be_read_is_not_compared():
    read = opened(AGREEMENT)
    assert beside_law(read) is read
