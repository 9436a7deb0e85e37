"""What is out of scope, and findings that are acknowledged: stored, shown, and counted against nothing."""

import json

from click.testing import CliRunner
from stock import model_of, opened, with_steps

from agreelint.cli import cli
from agreelint.model.excluded import Excluded

UNUSED = 'figure idle in pupils cites "Appendix I"\n'
KNOWN = 'acknowledge AG404 cites "Appendix I" because "the source never uses it"\n'


def test_out_of_scope_is_kept_with_its_reason():
    model = model_of(with_steps("step hello by chair", 'out of scope IX sentence 2, X because "a recital"'))
    assert model.out_of_scope == (Excluded("IX sentence 2", "a recital"), Excluded("X", "a recital"))


def test_a_sentence_of_an_encoded_clause_can_be_out_of_scope():
    model_of(with_steps("step hello by chair cites III.A", 'out of scope III.A sentence 2 because "a recital"'))


def test_an_acknowledged_finding_stays_and_no_longer_counts():
    (found,) = opened(with_steps("step hello by chair", UNUSED + KNOWN)).diagnostics
    assert (found.code, found.acknowledged) == ("AG404", "the source never uses it")
    (plain,) = opened(with_steps("step hello by chair", UNUSED)).diagnostics
    assert plain.acknowledged is None


def test_an_acknowledged_error_lets_the_agreement_be_used():
    seats = "body panel {q} cites IX {{ seats 7, 4 from adams, 2 from becket }}\n".format(q='"Panel"')
    refused = opened(with_steps("step hello by chair", seats))
    assert [d.code for d in refused.diagnostics] == ["AG202"]
    assert not refused.ok
    known = 'acknowledge AG202 cites IX because "the source adds up wrongly"\n'
    assert opened(with_steps("step hello by chair", seats + known)).ok


def test_check_shows_the_reason_and_ends_well(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample.agree").write_text(with_steps("step hello by chair", UNUSED + KNOWN), encoding="utf-8")
    told = CliRunner().invoke(cli, ["check", "sample.agree"])
    assert told.exit_code == 0
    assert "= acknowledged: the source never uses it" in told.output
    assert told.output.endswith("1 file checked: 0 errors, 0 warnings, 1 acknowledged\n")
    document = json.loads(CliRunner().invoke(cli, ["check", "sample.agree", "--format", "json"]).output)
    own = [one for one in document["findings"] if one["code"] != "AG520"]  # what the law asks every text to say
    assert [one["acknowledged"] for one in own] == ["the source never uses it"]
    assert document["summary"]["acknowledged"] == 1
    assert (document["summary"]["errors"], document["summary"]["warnings"]) == (0, 0)
