"""Faults that are put into encodings: which there are, which scenarios notice, and what a survivor is told with."""

import json
from difflib import SequenceMatcher

import pytest
from stock import with_steps

from agreelint import cli
from agreelint.diagnostics import AgreelintError
from agreelint.mutating import KEPT, run_mutation
from agreelint.prove.faults import fault
from agreelint.prove.mutants import mutants, mutated
from agreelint.prove.mutation import Fate, Judged
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax.parser import parse
from agreelint.syntax.printer import print_tree

STEPS = """
notice letter "letter" cites III.A by director to chair
  via mail
  at least 20 working days before hearing
reading hearing cites III.B at meeting of board
vote tally "vote" cites III.C by board at hearing passes with more than 1/2 of present
"""
SCENARIOS = """
scenario "on the last day" for change {
  as of 2018-12-31, complete
  2017-04-12  letter by director to chair with medium mail
  2017-05-11  hearing
  2017-05-11  tally by board 2 for 1 against 3 present
  expect III.A letter.lead satisfied
  expect III.A letter.contents satisfied
  expect letter.by satisfied
  expect III.C tally.threshold satisfied
}

scenario "a day late" for change {
  as of 2018-12-31, complete
  2017-04-13  letter by director to chair with medium phone
  2017-05-11  hearing
  2017-05-11  tally by board 2 for 2 against 4 present
  expect III.A letter.lead violated
  expect III.A letter.contents violated
  expect III.C tally.threshold no_effect
}
"""


def edits(text):
    """Return the faults of a text, each by its name, as the text reads with it."""
    tree = parse(Source("a.agree", text)).value
    return {mutant.name: print_tree(mutated(tree, mutant)) for mutant in mutants(tree)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Make an empty folder the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def faults_of(folder, scenarios=SCENARIOS, steps=STEPS):
    """Return what becomes of the faults in the steps of an encoding, by name."""
    (folder / "a.agree").write_text(with_steps(steps, scenarios), encoding="utf-8")
    (found,) = run_mutation(["a.agree"])
    return {fault.name: fault for fault in found.faults}


def test_each_fault_is_one_change():
    whole = print_tree(parse(Source("a.agree", with_steps(STEPS, ""))).value).split()
    found = edits(with_steps(STEPS, ""))
    assert len(found) > 15
    for name, text in found.items():
        changes = [
            c for c in SequenceMatcher(None, whole, text.split(), autojunk=False).get_opcodes() if c[0] != "equal"
        ]
        assert changes, name
        assert sum(max(c[2] - c[1], c[4] - c[3]) for c in changes) <= (20 if "left_out" in name else 6), name


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("change.letter.one_more.1", "at least 21 working days before hearing"),
        ("change.letter.one_less.1", "at least 19 working days before hearing"),
        ("change.letter.other_days.1", "at least 20 days before hearing"),
        ("change.tally.at_least.1", "passes with at least 1/2 of present"),
        ("change.tally.other_base.1", "passes with more than 1/2 of present_and_voting"),
    ],
)
def test_faults(name, line):
    found = edits(with_steps(STEPS, ""))
    assert line in [one.strip() for one in found[name].splitlines()]


def test_what_only_says_what_a_step_is_stays():
    assert not [name for name in edits(with_steps(STEPS, "")) if "hearing.left_out.2" in name]


def test_scenarios_on_both_sides_kill(folder):
    found = [fault for fault in faults_of(folder).values() if fault.name.startswith("change.letter.")]
    killed = [fault for fault in found if fault.fate is Fate.KILLED]
    assert len(killed) == 6
    assert all(fault.by.startswith("a.agree:") for fault in killed)
    assert [(f.name, f.fate) for f in found if f not in killed] == [("change.letter.chained.1", Fate.UNREADABLE)]


def test_a_survivor_comes_with_a_scenario_that_would_notice(folder, capsys, monkeypatch):
    without_late = SCENARIOS.split('scenario "a day late"', maxsplit=1)[0]
    found = faults_of(folder, without_late)
    fault = found["change.letter.one_less.1"]
    assert fault.fate is Fate.SURVIVED
    assert (fault.clauses, fault.edit) == (("III.A",), "20 working days → 19 working days")
    (folder / "a.agree").write_text(
        with_steps(STEPS, without_late + fault.by.replace('"on', '"pasted, on')), encoding="utf-8"
    )
    (again,) = run_mutation(["a.agree"])
    assert {one.name: one.fate for one in again.faults}["change.letter.one_less.1"] is Fate.KILLED


def test_results_are_kept_until_something_changes(folder):
    before = faults_of(folder)
    (kept,) = (folder / KEPT).glob("mutation-*.json")
    told = kept.read_text(encoding="utf-8")
    kept.write_text(told.replace('"killed"', '"survived"'), encoding="utf-8")
    assert Fate.KILLED not in {fault.fate for fault in faults_of(folder).values()}  # as they were kept
    kept.write_text("{ damaged", encoding="utf-8")
    assert faults_of(folder) == before


@pytest.mark.parametrize("form", ["text", "json"])
def test_at_the_command_line(folder, capsys, monkeypatch, form):
    faults_of(folder, SCENARIOS.split('scenario "a day late"', maxsplit=1)[0])
    monkeypatch.setattr("sys.argv", ["agreelint", "test", "a.agree", "--mutate", "--format", form])
    with pytest.raises(SystemExit) as end:
        cli.main()
    out = capsys.readouterr().out
    assert end.value.code == 1
    if form == "text":
        assert "SURVIVED a.agree:" in out
        assert "20 working days → 19 working days" in out
        return
    document = json.loads(out)
    assert document["schema"] == "agreelint.mutation/1"
    counts = document["summary"]
    assert counts["mutants"] == counts["killed"] + counts["survived"] + counts["equivalent"]
    assert "change.letter.one_less.1" in [one["mutant"] for one in document["survivors"]]


def test_a_register_has_nothing_to_mutate(folder):
    with pytest.raises(AgreelintError, match="is a register"):
        run_mutation(["berkshire"])


def test_without_scenarios_nothing_is_equivalent(folder):
    found = faults_of(folder, "")
    assert {fault.fate for fault in found.values()} == {Fate.SURVIVED, Fate.UNREADABLE}
    assert {fault.by for fault in found.values()} == {None}


def test_a_step_that_no_scenario_records_is_not_shown(folder):
    rows = "2017-04-12  letter by director to chair with medium mail\n  2017-05-11  hearing"
    expected = "expect letter.lead satisfied"
    found = faults_of(folder, f'scenario "no vote" for change {{\n  as of 2018-12-31\n  {rows}\n  {expected}\n}}\n')
    (threshold,) = (f for name, f in found.items() if name == "change.tally.at_least.1")
    assert (threshold.fate, threshold.by) == (Fate.SURVIVED, None)


def test_a_change_is_told_in_whole_words():
    whole = with_steps(STEPS, "")
    tree = parse(Source("a.agree", whole)).value
    sources = {"a.agree": Source("a.agree", whole)}
    told = {m.name: fault(m, Judged(m.name, Fate.KILLED), tree, sources).edit for m in mutants(tree)}
    assert told["change.letter.other_days.1"] == "20 working days → 20 days"
    assert told["change.tally.other_base.1"].endswith("more than 1/2 of present_and_voting")
    assert told["change.tally.at_least.1"].endswith("at least 1/2 of present")
    assert told["change.letter.left_out.2"] == "left out: via mail"


def test_scenarios_that_are_not_met_would_notice_everything(folder):
    with pytest.raises(AgreelintError, match=r"1 of the scenarios are not met \(a\.agree:\d+\)"):
        faults_of(folder, SCENARIOS.replace("letter.by satisfied", "letter.by violated"))


@pytest.mark.parametrize("name", ["town_meetings", "regional_districts"])
def test_faults_in_a_pack_are_noticed_by_the_scenarios_beside_it(folder, name):
    (found,) = run_mutation([name])
    assert len(found.of(Fate.KILLED)) >= 7
    assert not found.of(Fate.SURVIVED)
    fault = found.of(Fate.KILLED)[0]
    assert fault.place.startswith(f"rules/massachusetts/{name}.agree:")
    assert f"scenarios/{name}.agree:" in fault.by
    assert fault.clauses


def test_a_pack_by_its_file(folder):
    (by_name,) = run_mutation(["town_meetings"])
    (by_path,) = run_mutation([str(share("rules") / "massachusetts" / "town_meetings.agree")])
    assert by_path.faults == by_name.faults


def test_a_pack_that_nothing_shows_is_no_agreement(folder):
    with pytest.raises(AgreelintError, match="no shipped agreement"):
        run_mutation(["intermunicipal"])


def test_a_scenario_with_an_error_is_not_left_out_in_silence(folder):
    wrong = SCENARIOS.replace("expect letter.by satisfied", "expect leter.by satisfied")
    with pytest.raises(AgreelintError, match=r"a scenario of a\.agree has errors"):
        faults_of(folder, wrong)


def test_whole_records_are_tried_at_other_times(folder):
    dated = STEPS.replace("cites III.A by", "cites III.A in force from 2017-04-01 by")
    in_2018 = SCENARIOS.replace("2017-", "2018-")
    found = faults_of(folder, in_2018, dated)
    fault = found["change.letter.other_date.1"]
    assert fault.fate is Fate.SURVIVED
    assert "2017-04-01  letter" in fault.by


def test_scenarios_beside_a_file_judge_it_as_well(folder):
    (folder / "scenarios").mkdir()
    (folder / "agreement.agree").write_text(with_steps(STEPS, ""), encoding="utf-8")
    (folder / "scenarios" / "all.agree").write_text(SCENARIOS, encoding="utf-8")
    (by_file,) = run_mutation(["agreement.agree"])
    (by_folder,) = run_mutation(["."])
    assert [f.fate for f in by_file.faults] == [f.fate for f in by_folder.faults]
    assert len(by_file.of(Fate.KILLED)) > 5


def test_those_who_abstain_are_tried(folder):
    full = SCENARIOS.split('scenario "a day late"', maxsplit=1)[0].replace("2 for 1 against 3", "3 for 2 against 5")
    four = full.replace("on the last day", "four").replace("3 for 2 against 5 present", "3 for 1 against 4 present")
    found = faults_of(folder, full + four)["change.tally.other_base.1"]
    assert found.fate is Fate.SURVIVED


def test_a_pack_file_that_nothing_shows(folder):
    with pytest.raises(AgreelintError, match="no scenarios lie beside it"):
        run_mutation([str(share("rules") / "massachusetts" / "intermunicipal.agree")])
