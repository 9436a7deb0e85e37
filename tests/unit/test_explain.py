"""The verb `explain`: phrases with their readings, what is encoded of a clause, the entry of a message."""

import json

import pytest
from stock import with_steps

from agreelint import cli
from agreelint.diagnostics import AgreelintError
from agreelint.explain.manual import entry

STEPS = """
notice letter "letter" cites III.A by director to chair
  at least 20 working days before hearing  # twenty, not thirty
reading hearing cites III.B at meeting of board
vote tally "vote" cites III.C by board at hearing passes with ambiguous majority "a majority" {
  of_those_present   more than 1/2 of present  because II.C  default
  of_the_whole_board more than 1/2 of seats
}
filing result cites III.D by chair to director after tally passed
  ambiguous promptly "promptly" cites III.E {
    ten_days  within 10 days after tally default
    a_month   within 1 month after tally because "custom since 1998"
  }
"""
PROOF = """
scenario "twenty days" for change {
  as of 2018-12-31, complete
  2017-04-12  letter
  2017-05-11  hearing
  expect III.A letter satisfied
}
"""


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Return a function that runs the verb and gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.agree").write_text(with_steps(STEPS, PROOF), encoding="utf-8")

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["agreelint", "explain", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_ambiguities(call, golden, form):
    code, out, err = call("a.agree", "--ambiguities", "--format", form)
    assert (code, err) == (0, "")
    golden(f"explain-ambiguities.{form}", out)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_clause(call, golden, form):
    code, out, err = call("a.agree", "III.A", "--format", form)
    assert (code, err) == (0, "")
    golden(f"explain-clause.{form}", out)


def test_a_phrase_says_what_it_decides_and_what_follows(call):
    _, out, _ = call("a.agree", "--ambiguities", "--format", "json")
    majority, promptly = json.loads(out)["ambiguities"]
    assert majority["decides"] == ["change.tally.threshold"]
    assert majority["followed_by"] == ["change.result"]
    assert [(r["name"], r["text"], r["reasons"]) for r in promptly["readings"]] == [
        ("ten_days", "within 10 days after tally", []),
        ("a_month", "within 1 month after tally", ["custom since 1998"]),
    ]
    assert promptly["clauses"] == ["III.E"]


def test_a_clause_holds_all_that_stands_within_it(call):
    code, out, _ = call("a.agree", "III")
    assert code == 0
    assert [step in out for step in ("letter.lead", "tally.threshold", "result.within")] == [True, True, True]


def test_what_nothing_cites(call):
    code, out, err = call("a.agree", "III.F")
    assert (code, out) == (2, "")
    assert err == "agreelint: nothing in sample cites III.F; near it: III.E, III.D, III.C\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("AG999",), "the code of no message"),
        (("CMR50-03-4a", "III.A"), "no shipped agreement"),
        (("a.agree",), "say what to explain"),
        (("a.agree", "III.A", "--ambiguities"), "say what to explain"),
        (("AG105", "III.A"), "has one entry"),
    ],
)
def test_refused(call, arguments, told):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_entry_of_a_message(call):
    code, out, _ = call("AG105")
    assert code == 0
    assert out.startswith("## AG105 misplaced\n")
    assert out.count("\n## ") == 0
    with pytest.raises(AgreelintError, match="AG105"):
        entry("AG10X5")


def test_shipped_agreements_say_what_is_assumed(call):
    code, out, _ = call("bi_county", "--ambiguities")
    assert code == 0
    assert "board_majority" in out
    assert "working days Monday to Friday except legal holidays: assumed" in out


def test_scenarios_of_a_shipped_agreement_are_called_by_its_name(call):
    code, out, _ = call("bi_county", "VIII.B")
    assert code == 0
    assert "(bi_county/scenarios/08-amendment.agree:" in out


def test_a_phrase_decides_what_counts_from_a_date_that_counts_from_it(call):
    code, out, _ = call("mount_greylock", "--ambiguities", "--format", "json")
    found = {one["name"]: one["decides"] for one in json.loads(out)["ambiguities"]}
    assert code == 0
    assert "budget.adopted.lead" in found["annual_town_meeting"]
    assert "budget.adopted.lead" in found["late_meeting"]
