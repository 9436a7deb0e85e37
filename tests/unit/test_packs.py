"""What a jurisdiction brings."""

import pytest

from agreelint import packs, session
from agreelint.diagnostics import AgreelintError
from agreelint.lawful import under_law


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
