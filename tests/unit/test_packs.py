"""What a jurisdiction brings."""

import pytest

from agreelint import packs
from agreelint.diagnostics import AgreelintError


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
