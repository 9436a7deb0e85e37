"""Registers: what they hold, and that there is nothing in them to audit."""

import pytest
from click.testing import CliRunner
from stock import opened

from agreelint.cli import cli, main

REGISTER = """
register services "Services" {
  party ashdale "Ashdale"
  party insurer "Insurer"
  arrangement insurance "health insurance" cites "item 2" {
    number 1
    subject "insurance" between ashdale participants 3 unnamed provider insurer overseer unstated
    fiscal_agent unstated written agreement "none" cost basis "by head" term from 2015-07-01 until 2018-06-30
  }
}
"""


def test_a_register_keeps_what_is_said_and_what_is_not():
    found = opened(REGISTER)
    (arrangement,) = found.register.arrangements
    assert (arrangement.parties, arrangement.participants, arrangement.number) == (("ashdale",), 3, 1)
    assert dict(arrangement.said)["term"] == "from 2015-07-01 until 2018-06-30"
    assert arrangement.unstated == ("overseer", "fiscal_agent")
    assert [d.code for d in found.diagnostics] == ["AG504"]


def test_a_count_of_the_source_that_is_wrong_can_be_acknowledged():
    wrong = REGISTER.replace("participants 3 unnamed", "participants 3")
    assert [d.code for d in opened(wrong).diagnostics if d.fatal] == ["AG501"]
    known = wrong + 'acknowledge AG501 cites "item 2" because "the source says three"\n'
    assert [d.code for d in opened(known).diagnostics if d.fatal] == []


def test_a_register_is_checked_and_cannot_be_audited(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "services.agree").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "log.csv").write_text("case_id,activity,timestamp\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["check", "services.agree"]).exit_code == 0
    monkeypatch.setattr("sys.argv", ["agreelint", "audit", "services.agree", "log.csv"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 3
