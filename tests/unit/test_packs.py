"""What a jurisdiction brings."""

import pytest
from stock import opened, rendered, run

from agreelint import packs, session
from agreelint.diagnostics import AgreelintError
from agreelint.lawful import under_law
from agreelint.model.constraints import Carried


def test_massachusetts():
    assert "massachusetts" in packs.jurisdictions()
    state = packs.jurisdiction("massachusetts")
    assert (state.id, state.calendar.name) == ("massachusetts", "massachusetts")
    assert [name for name, _ in state.offices] == ["dese", "bese", "commissioner"]
    assert packs.calendar_of("massachusetts") is state.calendar


@pytest.mark.parametrize(
    "text", ["", "nonsense", 'jurisdiction a "A" { }\njurisdiction b "B" { }', 'jurisdiction a "A" { office }']
)
def test_damaged_offices(tmp_path, monkeypatch, text):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "offices.agree").write_text(text, encoding="utf-8")
    monkeypatch.setattr(packs, "share", lambda _: tmp_path)
    with pytest.raises(AgreelintError, match=r"rules/here/offices.agree cannot be read: it must hold one jurisdiction"):
        packs.jurisdiction("here")


def test_law_that_gives_way_is_told_and_the_rest_of_it_joined():
    opened = under_law(session.open_agreement("bi_county"))
    law = opened.model.law
    assert [(one.citation, one.what) for one in law.given_way] == [
        ("603 CMR 50.08(1)", "who gets `annual_report`"),
        ("603 CMR 50.08(2)", "who gets `annual_audit`"),
    ]
    assert {one.citation for one in law.given_way}.isdisjoint(one.citation for one in law.apart)
    clauses = {c.origin.clause for p in opened.model.outside.values() for c in p.constraints}
    assert "603 CMR 50.08(1)" in clauses


APPROVED = """
agreement ridge "Ridge Regional School District" {
  jurisdiction  massachusetts
}
group member_town "member town" cites I {
  elm  "Elm"
  oak  "Oak"
}
group village "village" cites I {
  fir  "Fir"
}
procedure fund "Fund" cites III {
  vote consent
    by each VOTERS
    carries when all VOTERS approve
}
pack by_law "By-law" {
  provision one "one" cites "By-law 7" fact BY-7 level R {
    in force from 2015-01-01
    procedures fund {
      given vote consent
        by each member
        carries when more than 1/2 of member approve
    }
  }
}
"""


def _who_approves(voters):
    read = under_law(opened(APPROVED.replace("VOTERS", voters)))
    assert [d.message for d in read.diagnostics] == []
    rules = (c for c in read.model.procedures["fund"].every if isinstance(c, Carried) and c.origin.guard)
    told = {(c.origin.name, c.origin.clause, str(c.origin.text)) for c in rules}
    return told, [one.what for one in read.model.law.given_way if one.pack == "by_law"]


def test_who_must_approve_is_asked_by_both_each_in_its_own_text():
    told, given_way = _who_approves("member_town")
    assert told == {
        ("fund.consent.carries", "III", "None"),
        ("fund.consent.carries_2", "By-law 7", "in force from 2015-01-01"),
    }
    assert given_way == []


def test_the_law_on_a_vote_of_others_gives_way():
    told, given_way = _who_approves("village")
    assert told == set()
    assert given_way == ["what carries `consent`"]


READ_TWICE = """carries when at least 1 of member_town approve
    passes with ambiguous most "a majority" {
      of_voters   more than 1/2 of present_and_voting  because I  default
      of_present  more than 1/2 of present             because I
    }"""


def test_a_phrase_on_which_both_rules_rest_is_told_once_in_each_verdict(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = APPROVED.replace("carries when all VOTERS approve", READ_TWICE).replace("VOTERS", "member_town")
    rows = """
    consent 2017-05-01 actor=elm votes_for=4 votes_against=3 members_present=9
    consent 2017-05-02 actor=oak votes_for=4 votes_against=3 members_present=9
    """
    text = rendered(run(tmp_path, text, rows, packs=True, complete=True), "text")
    assert text.count("depends on most: no effect if of_present") == 2
    assert text.count(" carried on ") == 2
