"""Registers: what they hold, what the law and other agreements say of them, and that there is nothing to audit."""

import json

import pytest
from click.testing import CliRunner
from stock import opened

from agreelint import packs, session
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


# ---- what the law says ---------------------------------------------------------------------------------------

TOWNS = """
register landfill "Landfill" {
  jurisdiction massachusetts
  party adams "Town of Adams" is a town
  party valley "Valley Collaborative" is a collaborative
  party windsor "Windsor"
  arrangement tip "landfill" cites "item 1" {
    subject "landfill" between adams, windsor provider valley overseer adams fiscal_agent adams
    written agreement "of 2000" cost basis "by ton" maximum liability "9 dollars" term from 2000-07-01 until 2025-06-30
  }
}
"""


def codes(text):
    return [d.code for d in opened(text).diagnostics]


def test_twenty_five_years_are_not_too_long():
    assert codes(TOWNS) == ["AG509"]


def test_a_day_more_is():
    found = opened(TOWNS.replace("until 2025-06-30", "until 2025-07-01")).diagnostics
    (long,) = (d for d in found if d.code == "AG510")
    assert "longer than 25 years (G.L. c.40 s.4A, IMA-02)" in long.message
    assert long.clauses == ("item 1", "G.L. c.40 s.4A")


def test_a_statute_that_speaks_of_towns_says_nothing_of_others():
    assert codes(TOWNS.replace(" is a town", "").replace("2025-06-30", "2060-06-30")) == ["AG509"]


@pytest.mark.parametrize(("old", "new"), [('maximum liability "9 dollars" ', ""), ('"9 dollars"', "unstated")])
def test_a_liability_that_is_not_stated(old, new):
    assert "AG511" in codes(TOWNS.replace(old, new))


def test_without_a_state_no_law_is_applied():
    text = TOWNS.replace("jurisdiction massachusetts", "").replace("2025-06-30", "2060-06-30")
    assert codes(text) == []


@pytest.mark.parametrize(("members", "said"), [("adams, windsor", None), ("adams", "to who is no member: `windsor`")])
def test_members_of_a_collaborative(members, said):
    found = opened(TOWNS.replace("is a collaborative", f"is a collaborative of {members}")).diagnostics
    assert [said in d.message for d in found] == ([True] if said else [])


def test_every_provision_restates_a_fact_of_the_digest(shared):
    digest = (shared / "law" / "massachusetts.md").read_text(encoding="utf-8")
    for one in packs.sharing("massachusetts").values():
        assert f"`{one.fact}`" in digest
        assert one.level in {"R", "O"}


# ---- other agreements ------------------------------------------------------------------------------------------


UNSTATED = ("provider", "overseer", "fiscal_agent", "written agreement", "cost basis", "term")


def across(folder, *parties):
    named = "\n".join(f'  party {name} "{title}"' for name, title in parties)
    between = ", ".join(name for name, _ in parties)
    silent = "\n".join(f"    {word} unstated" for word in UNSTATED)
    said = f'  arrangement trips {{\n    subject "trips"\n    between {between}\n{silent}\n  }}'
    (folder / "r.agree").write_text(f'register r "R" {{\n{named}\n{said}\n}}\n', encoding="utf-8")
    (found,) = map(session.across, session.open_all(str(folder / "r.agree")))
    return [(d.code, d.message) for d in found.diagnostics if d.code in {"AG507", "AG508"}]


def test_a_member_under_another_name(tmp_path):
    ((code, message),) = across(tmp_path, ("wtown", "Williamstown Public Schools"), ("lee", "Lee"))
    assert code == "AG507"
    assert message == (
        "`wtown`, “Williamstown Public Schools”, seems to be `williamstown` of mount_greylock, “Town of Williamstown”"
    )


def test_a_member_under_its_own_name(tmp_path):
    assert across(tmp_path, ("williamstown", "Town of Williamstown"), ("lee", "Lee")) == []


def test_no_member_at_all(tmp_path):
    ((code, message),) = across(tmp_path, ("lee", "Lee"), ("becket", "Town of Becket"))
    assert code == "AG508"
    assert "bi_county or mount_greylock" in message


# ---- the shipped one ---------------------------------------------------------------------------------------------


def test_berkshire_lists_every_arrangement():
    (found,) = map(session.across, session.open_all("berkshire"))
    assert len(found.register.arrangements) == 27
    assert {one.number for one in found.register.arrangements} == {None, 5, 7}
    told = [d.code for d in found.diagnostics]
    assert {code: told.count(code) for code in told} == {"AG503": 1, "AG504": 27, "AG508": 1, "AG509": 2, "AG511": 1}
    assert not [d for d in found.diagnostics if d.severity.value == "error"]


def test_berkshire_as_json_names_clause_and_fact():
    found = CliRunner().invoke(cli, ["check", "berkshire", "--format", "json"])
    assert found.exit_code == 0
    bought = [one for one in json.loads(found.stdout)["findings"] if one["code"] == "AG509"]
    assert {clause for one in bought for clause in one["clauses"]} >= {"OT/PT services", "603 CMR 50.03(4)(b)"}
    assert all("CMR50-03-4b" in one["message"] for one in bought)


@pytest.mark.parametrize(
    "words",
    [
        ["audit", "berkshire", "log.csv"],
        ["checklist", "berkshire"],
        ["checklist", "berkshire", "amendment"],
        ["graph", "berkshire"],
        ["test", "berkshire"],
        ["new", "log", "berkshire", "amendment"],
    ],
)
def test_other_verbs_say_that_there_is_nothing_for_them(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text("case_id,activity,timestamp\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["agreelint", *words])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 3
    assert "berkshire/agreement.agree is a register" in capsys.readouterr().err
