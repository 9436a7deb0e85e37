"""The command line: every verb, its formats, options and exit codes; never a traceback, never an absolute path."""

import csv
import gc
import io
import json
import os
import runpy
import subprocess
import sys

import pytest
from stock import csv_of, with_steps

from agreelint import __version__, cli

VERBS = (
    "check",
    "audit",
    "checklist",
    "compute",
    "coverage",
    "explain",
    "graph",
    "date",
    "outline",
    "rules",
    "simulate",
    "test",
    "fmt",
)
STEPS = """
notice letter by director to chair at least 20 working days before hearing
reading hearing at meeting of board
vote tally by board at hearing passes with ambiguous majority "a majority" {
  of_those_present   more than 1/2 of present  default
  of_the_whole_board more than 1/2 of seats
}
"""
GOOD = "letter 2017-04-10\nhearing 2017-05-11\ntally 2017-05-11 votes_for=4 votes_against=3 members_present=7"
LATE = GOOD.replace("04-10", "04-14")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a current folder with an agreement and four logs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "a.agree").write_text(with_steps(STEPS), encoding="utf-8")
    (tmp_path / "good.csv").write_text(csv_of(GOOD), encoding="utf-8")
    (tmp_path / "open.csv").write_text(csv_of("hearing 2017-05-11"), encoding="utf-8")
    (tmp_path / "late.csv").write_text(csv_of(LATE), encoding="utf-8")
    (tmp_path / "bad.csv").write_text(csv_of(GOOD + "\nletter 2017-02-30\nletter 2017-13-01 case=c2"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(folder, monkeypatch, capsys):
    """Return a function that runs the program and gives exit code, output and errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["agreelint", *arguments])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        finally:
            gc.enable()
        out, err = capsys.readouterr()
        for text in (out, err):
            assert "Traceback" not in text
            assert str(folder) not in text, "an absolute path"
        return code, out, err

    return run


AUDIT = ("audit", "a.agree", "good.csv", "--as-of", "2017-12-31")


# ---- help ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_shows_an_example(call, verb, option):
    code, out, _ = call(verb, option)
    assert code == 0
    assert "Example" in out
    assert f"agreelint {verb} " in out
    assert "--output" in out


def test_help_lists_every_verb(call):
    code, out, _ = call("--help")
    assert code == 0
    assert all(f"  {verb} " in out for verb in VERBS)
    assert set(cli.cli.commands) == {*VERBS, "new"}


def test_version(call):
    assert call("--version") == (0, f"agreelint, version {__version__}\n", "")


def test_the_module_runs_the_program(call, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["agreelint", "--version"])
    runpy.run_module("agreelint", run_name="__main__")
    assert capsys.readouterr().out == f"agreelint, version {__version__}\n"


def test_run_as_a_module(folder):
    done = subprocess.run([sys.executable, "-m", "agreelint", *AUDIT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Audit of Sample Regional School District (sample)")


# ---- exit codes of an audit --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("good.csv",), 0),
        (("late.csv",), 1),
        (("bad.csv",), 2),
        (("good.csv", "--reading", "majority=of_the_whole_board"), 0),
        (("good.csv", "--fail-on", "satisfied"), 1),
        (("open.csv",), 0),
        (("open.csv", "--fail-on", "violated,unknown"), 1),
        (("good.csv", "--fail-on", "pending,holding"), 0),
        (("late.csv", "--only", "satisfied"), 1),
        (("good.csv", "--procedure", "change"), 0),
        (("good.csv", "--no-packs", "--engine", "reference"), 0),
    ],
)
def test_exit_codes_of_an_audit(call, arguments, code):
    assert call("audit", "a.agree", *arguments, "--as-of", "2017-12-31")[0] == code


def test_a_log_in_which_no_rule_applies(call, folder):
    (folder / "other.csv").write_text(csv_of("picnic 2017-05-11"), encoding="utf-8")
    code, out, _ = call("audit", "a.agree", "other.csv", "--as-of", "2017-12-31")
    assert code == 3
    assert "Nothing was checked." in out
    assert "activity `picnic` is no step of the agreement: 1 row" in out


def test_a_no_on_which_something_relied(call, folder):
    (folder / "a.agree").write_text(
        with_steps("vote tally by board\neffect force valid only if tally passed"), encoding="utf-8"
    )
    lost = "tally 2017-05-11 votes_for=1 votes_against=6 members_present=7"
    (folder / "lost.csv").write_text(csv_of(lost), encoding="utf-8")
    assert call("audit", "a.agree", "lost.csv")[0] == 0
    (folder / "lost.csv").write_text(csv_of(f"{lost}\nforce 2017-06-01"), encoding="utf-8")
    assert call("audit", "a.agree", "lost.csv")[0] == 1


# ---- wrong usage -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ""),
        (("nonsense",), "No such command"),
        (("audit",), "Missing argument"),
        (("audit", "a.agree"), "Missing argument"),
        (("audit", "nowhere", "good.csv"), "`nowhere` is no file, and no shipped agreement: "),
        (("audit", "a.agree", "missing.csv"), "missing.csv"),
        (
            (*AUDIT, "--reading", "majority"),
            "say which, as in majority=of_those_present: of_those_present, of_the_whole_board",
        ),
        ((*AUDIT, "--reading", "x=y"), "`x` is no ambiguity here: last_day_roll, majority"),
        ((*AUDIT, "--reading", "majority=x"), "`x` is no reading of majority"),
        ((*AUDIT, "--only", "violatd"), "`violatd` is no state: violated, no_effect"),
        ((*AUDIT, "--fail-on", "x"), "`x` is no state"),
        ((*AUDIT, "--procedure", "chang"), "`chang` is no procedure of sample: change"),
        ((*AUDIT, "--format", "pdf"), "'pdf' is not one of"),
        ((*AUDIT, "--engine", "spark"), "'spark' is not one of"),
        (("audit", "a.agree", "good.csv", "--as-of", "31.12.2017"), "`31.12.2017` has the day first; write 2017-12-31"),
        (("audit", "a.agree", "good.csv", "--as-of", "2017-12"), "`2017-12` is no single day; write it as YYYY-MM-DD"),
        (
            (*AUDIT, "--complete-from", "2017-06-01", "--complete-through", "2017-05-31"),
            "--complete-from lies after --complete-through",
        ),
        ((*AUDIT, "--mapping", "none.toml"), "none.toml"),
        ((*AUDIT, "--output", "no/such/folder/x.txt"), "cannot be written: No such file or directory"),
        (("checklist",), "Missing argument"),
        (("checklist", "a.agree", "chang"), "`chang` is no procedure of sample: change"),
        (("checklist", "a.agree", "change", "--reading", "x=y"), "is no ambiguity here"),
        (("graph", "a.agree", "chang"), "`chang` is no procedure"),
        (("date",), "Missing argument"),
        (("date", "hearing"), "`hearing` has no date here"),
        (("date", "1 day after 2017-05-11", "--county", "x"), "knows no county `x`"),
        (("date", "end of FY18"), "no year is called `FY18` here: write it in four figures, such as FY2018"),
        (("date", "March 1 preceding FY"), "no year is called `FY` here: write it in four figures, such as FY2018"),
        (("check",), "Missing argument"),
        (("check", "nowhere"), "`nowhere` is no file"),
    ],
)
def test_wrong_usage(call, arguments, words):
    code, out, err = call(*arguments)
    assert code == 2
    assert words in err + (out if not arguments else "")


@pytest.mark.parametrize("text", ["", "nonsense", "step", with_steps("stp one"), "\x00\x01", "}{"])
@pytest.mark.parametrize(
    "verb", [("audit", "b.agree", "good.csv"), ("checklist", "b.agree", "change"), ("graph", "b.agree")]
)
def test_an_encoding_that_cannot_be_read(call, folder, verb, text):
    (folder / "b.agree").write_text(text, encoding="utf-8")
    code, out, _ = call(*verb)
    assert (code, out) == (2, "")


@pytest.mark.parametrize(
    "verb", [("audit", "b.agree", "good.csv"), ("checklist", "b.agree", "change"), ("graph", "b.agree")]
)
def test_why_an_encoding_cannot_be_read(call, folder, verb):
    (folder / "b.agree").write_text(with_steps("stp one by chair"), encoding="utf-8")
    _, _, err = call(*verb)
    assert "b.agree:31:1: error AG001 syntax: `stp` cannot stand here" in err
    assert "\n  | stp one by chair\n  | ^^^\n" in err
    assert "  = did you mean `step`?" in err


def test_why_an_empty_encoding_cannot_be_used(call, folder):
    (folder / "b.agree").write_text("", encoding="utf-8")
    assert "one agreement" in call("audit", "b.agree", "good.csv")[2]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"\xff\xfe\x00", b"case_id,activity\n", b"case_id,activity,timestamp\n", b"nonsense\n\n\n",
        b"case_id,activity,timestamp\nc1,letter,11.5.2017\n", b'case_id,activity,timestamp\nc1,"letter,2017-05-11\n',
        b"case_id,activity,timestamp\nc1,,2017-05-11\n", b"\x00" * 50,
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["log.csv", "log.jsonl"])
def test_a_log_that_cannot_be_read(call, folder, name, content):
    (folder / name).write_bytes(content)
    code, out, err = call("audit", "a.agree", name)
    assert (code, out) == (2, "")
    assert name in err


# ---- rows that cannot be read --------------------------------------------------------------------------------


def test_every_bad_row_is_told_in_one_run(call):
    code, out, err = call("audit", "a.agree", "bad.csv", "--as-of", "2017-12-31")
    assert (code, out) == (2, "")
    assert "bad.csv:5:11: error AG052" in err
    assert "bad.csv:6:11: error AG052" in err
    assert "February 2017 has 28 days" in err


def test_bad_rows_are_written_and_the_rest_is_audited(call, folder):
    arguments = ("audit", "a.agree", "bad.csv", "--as-of", "2017-12-31")
    code, out, err = call(*arguments, "--skip-bad-rows", "refused.csv", "--format", "json")
    assert code == 2
    assert "AG052" in err
    document = json.loads(out)
    assert document["log"]["events"] == 3
    assert document["not_checked"][0].startswith("2 rows refused as unreadable")
    (lead,) = [v for v in document["verdicts"] if v["constraint"] == "change.letter.lead"]
    assert lead["state"] == "satisfied"
    refused = list(csv.DictReader(io.StringIO((folder / "refused.csv").read_text(encoding="utf-8"))))
    assert [(row["case_id"], row["activity"], row["timestamp"]) for row in refused] == [
        ("c1", "letter", "2017-02-30"),
        ("c2", "letter", "2017-13-01"),
    ]


def test_rows_that_only_the_agreement_refuses(call, folder):
    (folder / "x.csv").write_text(
        csv_of(GOOD.replace("members_present=7", "members_present=10") + "\nletter 2017-04-10 case=c2 procedure=x"),
        encoding="utf-8",
    )
    code, out, err = call("audit", "a.agree", "x.csv")
    assert (code, out) == (2, "")
    assert "AG063 above-roster: 10 members present are recorded, but board has 9 seats" in err
    assert "AG060 unknown-procedure: `x` is no procedure of sample" in err
    code, out, err = call("audit", "a.agree", "x.csv", "--skip-bad-rows", "refused.csv", "--format", "csv")
    assert code == 2
    assert "letter.lead" in out
    assert len((folder / "refused.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_an_outcome_that_contradicts_its_tally(call, folder):
    lost = GOOD.replace("members_present=7", "members_present=7 outcome=rejected").replace("votes_for=4", "votes_for=6")
    (folder / "x.csv").write_text(csv_of(lost.replace("votes_against=3", "votes_against=1")), encoding="utf-8")
    code, out, err = call("audit", "a.agree", "x.csv")
    assert (code, out) == (2, "")
    assert "AG064 contradicting-outcome: the outcome `rejected` contradicts the tally, which passes" in err


def test_a_row_without_a_case(call, folder):
    (folder / "x.csv").write_text(csv_of("letter 2017-04-10 case="), encoding="utf-8")
    code, _, err = call("audit", "a.agree", "x.csv")
    assert code == 2
    assert "AG061 no-case: this `letter` belongs to no case" in err


def test_a_step_of_two_procedures(call, folder):
    text = with_steps("step one by chair", "procedure other cites IV { step one by chair }")
    (folder / "a.agree").write_text(text, encoding="utf-8")
    (folder / "x.csv").write_text(csv_of("one 2017-04-10"), encoding="utf-8")
    code, _, err = call("audit", "a.agree", "x.csv")
    assert code == 2
    assert "AG062 which-procedure: `one` is a step of change and other" in err
    code, out, _ = call("audit", "a.agree", "x.csv", "--procedure", "other", "--format", "csv")
    assert code == 0
    assert "c1,other,other.one.done,IV,one," in out
    (folder / "x.csv").write_text(csv_of("one 2017-04-10 procedure=change"), encoding="utf-8")
    assert "c1,change,change.one.done" in call("audit", "a.agree", "x.csv", "--format", "csv")[1]


def test_nothing_is_audited_where_a_whole_file_cannot_be_read(call, folder):
    code, out, _ = call("audit", "a.agree", "missing.csv", "good.csv", "--skip-bad-rows", "refused.csv")
    assert (code, out) == (2, "")
    assert not (folder / "refused.csv").exists()


def test_refused_rows_that_cannot_be_written(call):
    code, _, err = call("audit", "a.agree", "bad.csv", "--skip-bad-rows", "no/such/folder/x.csv")
    assert code == 2
    assert "cannot be written" in err


def test_a_damaged_mapping(call, folder):
    (folder / "m.toml").write_text("[log.activities\n", encoding="utf-8")
    code, out, err = call(*AUDIT, "--mapping", "m.toml")
    assert (code, out) == (2, "")
    assert "m.toml:1" in err


# ---- what is printed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [AUDIT, (*AUDIT, "--format", "json"), (*AUDIT, "--format", "csv"), ("check", "a.agree"), ("graph", "a.agree"),
     ("checklist", "a.agree", "change"), ("date", "2017-05-11")],
)  # fmt: skip
def test_output_goes_to_a_file(call, folder, arguments):
    code, out, _ = call(*arguments)
    assert out
    assert call(*arguments, "--output", "x.txt") == (code, "", "")
    assert (folder / "x.txt").read_text(encoding="utf-8") == out
    assert call(*arguments, "-o", "y.txt")[0] == code


def test_the_clock_is_asked_at_the_edge_alone(call):
    from datetime import date

    document = json.loads(call("audit", "a.agree", "good.csv", "--format", "json")[1])
    assert date.fromisoformat(document["as_of"]) >= date(2026, 1, 1)
    assert json.loads(call(*AUDIT, "--format", "json")[1])["as_of"] == "2017-12-31"


def test_completeness_is_printed(call):
    document = json.loads(
        call(*AUDIT, "--complete-from", "2017-01-01", "--complete-through", "2017-12-01", "--format", "json")[1]
    )
    assert (document["complete_from"], document["complete_through"]) == ("2017-01-01", "2017-12-01")
    text = call(*AUDIT, "--complete-through", "2017-12-01")[1]
    assert "declared complete from the beginning through 2017-12-01" in text
    assert "is not declared complete" in call(*AUDIT)[1]


def test_only_limits_what_is_shown_never_the_counts(call):
    arguments = ("audit", "a.agree", "open.csv", "--as-of", "2017-12-31", "--only")
    document = json.loads(call(*arguments, "satisfied", "--format", "json")[1])
    assert {v["state"] for v in document["verdicts"]} == {"satisfied"}
    assert document["summary"]["unknown"] > 0
    _, out, _ = call(*arguments, "violated, satisfied")
    assert "SATISFIED" in out
    assert "UNKNOWN: the record" not in out
    assert "NOT PROVED" in out


def test_explain_shows_every_day(call):
    assert "day 20: Wednesday, April 12, 2017" in call(*AUDIT, "--explain")[1]
    assert "day 20: Wednesday" not in call(*AUDIT)[1]


def test_a_terminal_gets_a_table_and_colours(call, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    out = call(*AUDIT)[1]
    assert "\x1b[" in out
    assert "┃" in out


def test_no_color(call, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = call(*AUDIT)[1]
    assert "┃" in out
    assert "\x1b[3" not in out


def test_a_file_gets_no_colours(call, monkeypatch, folder):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    call(*AUDIT, "--output", "x.txt")
    assert "\x1b" not in (folder / "x.txt").read_text(encoding="utf-8")


def test_a_reader_that_goes_away(folder):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "agreelint", *AUDIT], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert "Traceback" not in done.stderr


def test_an_interrupt(call, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("agreelint.session.find", interrupted)
    assert call("check", "a.agree")[0] == 130


def test_a_pipe_that_breaks(call, monkeypatch):
    def broken(*_, **__):
        raise BrokenPipeError

    errors = io.StringIO()
    monkeypatch.setattr("agreelint.session.find", broken)
    monkeypatch.setattr(sys, "stderr", errors)
    assert call("check", "a.agree")[0] == 0
    assert errors.closed


def test_who_reads_a_pipe_may_stop(folder):
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "agreelint", "audit", "a.agree", "late.csv", "--as-of", "2018-12-31"]
    with os.fdopen(writer, "wb") as pipe:
        ended = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False, cwd=folder)
    assert (ended.returncode, ended.stderr) == (1, b"")  # as without the pipe: something is violated


# ---- check -------------------------------------------------------------------------------------------------------


def test_check(call, folder):
    code, out, err = call("check", "a.agree", "--ignore", "AG520")
    assert (code, out, err) == (0, "1 file checked: 0 errors, 0 warnings\n", "")
    assert call("check", "a.agree", "bi_county")[1].endswith(" files checked: 0 errors, 0 warnings\n")
    (folder / "b.agree").write_text(
        with_steps("step one by chairs\nstep two by chair after one after on"), encoding="utf-8"
    )
    code, out, _ = call("check", ".")
    assert code == 1
    assert out.endswith("\n\n2 files checked: 2 errors, 0 warnings\n")
    assert "b.agree:31:13: error AG101 unknown-name: no office or body is called `chairs`" in out
    (folder / "c.agree").write_text("nonsense", encoding="utf-8")
    assert call("check", "c.agree")[0] == 2


def test_check_selects_and_ignores(call, folder):
    (folder / "b.agree").write_text(
        with_steps("step one by chairs\nvote two by board passes with more than 1/1 of seats"), encoding="utf-8"
    )

    def codes(*options):
        code, out, _ = call("check", "b.agree", "--format", "json", *options)
        return code, [f["code"] for f in json.loads(out)["findings"]]

    assert codes() == (1, ["AG101", "AG203"])
    assert codes("--select", "AG2") == (1, ["AG203"])
    assert codes("--select", "AG2, AG101") == (1, ["AG101", "AG203"])
    assert codes("--ignore", "AG101") == (1, ["AG203"])
    assert codes("--ignore", "AG1,AG2") == (0, [])
    assert codes("--select", "AG1", "--ignore", "AG101") == (0, [])


def test_what_is_not_read_cannot_be_ignored(call, folder):
    (folder / "b.agree").write_text("nonsense", encoding="utf-8")
    assert call("check", "b.agree", "--ignore", "AG001")[0] == 2


# ---- checklist, graph, date ----------------------------------------------------------------------------------------


def test_checklist(call):
    code, out, _ = call("checklist", "a.agree", "change")
    assert code == 0
    assert out.startswith("Changing the agreement — Sample Regional School District\n")
    code, out, _ = call(
        "checklist", "a.agree", "change", "--format", "markdown", "--reading", "majority=of_those_present"
    )
    assert code == 0
    assert out.startswith("# Changing the agreement\n")
    assert "as chosen" in out


def test_graph(call, folder):
    assert call("graph", "a.agree")[1].startswith("digraph sample {")
    assert "flowchart" in call("graph", "a.agree", "change", "--format", "mermaid")[1]
    (folder / "b.agree").write_text('agreement b "B" { jurisdiction massachusetts }', encoding="utf-8")
    assert call("graph", "b.agree")[0] == 3


def test_date(call):
    code, out, _ = call("date", "20", "working", "days", "before", "2017-05-11")
    assert code == 0
    assert out.startswith("Wednesday, April 12, 2017 (2017-04-12)\n")
    document = json.loads(call("date", "20 working days before 2017-05-11", "--format", "json")[1])
    assert document["date"] == "2017-04-12"
    assert call("date", "1 working day after 2017-03-16", "--county", "suffolk")[1].startswith("Monday, March 20, 2017")


def test_date_that_cannot_be_read(call):
    code, out, err = call("date", "20 workin days before 2017-05-11")
    assert (code, out) == (2, "")
    assert err.startswith("expression:1:4: error AG001 syntax: `workin` cannot stand here")
    assert "did you mean `working`?" in err
    assert (
        "write 2017-05-11"
        in call("date", "20 working days before 5/11/2017")[2] + call("date", "30 days after 11.5.2017")[2]
    )
    assert "has the month first; write 2017-05-31" in call("date", "20 working days before 5/31/2017")[2]
    code, _, err = call("date", "2017-02-30")
    assert code == 2
    assert "AG002" in err


# ---- scenarios -----------------------------------------------------------------------------------------------


SCENARIO = """
scenario "a letter on time" for change {
  as of 2017-12-31, complete
  2017-04-12 letter by director to chair
  2017-05-11 hearing
  expect letter.lead satisfied
}
"""


def with_scenarios(folder, text=SCENARIO):
    (folder / "s.agree").write_text(with_steps(STEPS, text), encoding="utf-8")


def test_scenarios_that_are_met(call, folder):
    with_scenarios(folder)
    assert call("test", "s.agree") == (0, "s.agree: 1 scenario, 1 expectation: all met\n", "")


def test_a_scenario_that_fails(call, folder):
    with_scenarios(folder, SCENARIO.replace("04-12", "04-13"))
    code, out, err = call("test", "s.agree")
    assert (code, err) == (1, "")
    assert "FAILED s.agree:" in out
    assert "state: expected satisfied\n           found    violated\n" in out
    assert call("test", "s.agree", "--only", "other words")[0] == 3


def test_a_scenario_that_cannot_be_read(call, folder):
    with_scenarios(folder, SCENARIO.replace("letter.lead", "leter.lead"))
    code, out, err = call("test", "s.agree")
    assert (code, out) == (2, "s.agree: 1 error, so nothing was run\n")
    assert "error AG101 unknown-name: no step is called `leter`" in err
    assert call("check", "s.agree")[0] == 1
    assert call("audit", "s.agree", "good.csv", "--as-of", "2017-12-31")[0] == 0


def test_scenarios_of_all_shipped_agreements(call):
    """Which they are; that all are met is seen in `tests/test_agreements.py`."""
    code, out, _ = call("test", "--only", "too late")
    assert code == 0
    assert all(f"{name}/scenarios/" in out for name in ("bi_county", "mount_greylock"))


def test_scenarios_in_other_formats(call, folder):
    with_scenarios(folder)
    assert json.loads(call("test", "s.agree", "--format", "json")[1])["schema"] == "agreelint.test/1"
    assert call("test", "s.agree", "--format", "junit")[1].startswith("<?xml")
    assert call("test", "s.agree", "--format", "junit", "--output", "junit.xml")[1] == ""
    assert 'tests="1" failures="0"' in (folder / "junit.xml").read_text(encoding="utf-8")


def test_progress_of_scenarios_on_a_terminal_only(call, folder, monkeypatch):
    with_scenarios(folder)
    monkeypatch.setattr(sys.stderr.__class__, "isatty", lambda self: True)
    _, out, err = call("test", "s.agree")
    assert out == "s.agree: 1 scenario, 1 expectation: all met\n"
    assert "s.agree: a letter on time" in err
    assert err.endswith("\r\x1b[2K")


def test_files_of_scenarios_are_no_agreement(call, folder):
    (folder / "only.agree").write_text(SCENARIO, encoding="utf-8")
    code, _, err = call("audit", "only.agree", "good.csv", "--as-of", "2017-12-31")
    assert (code, err) == (
        2,
        "agreelint: only.agree holds scenarios only; name the agreement that they are of\n",
    )
    assert "AG122" in call("check", "only.agree")[1]


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        (("audit", "a.agree", "late.csv", "-o", "./late.csv"), "late.csv"),
        (("audit", "a.agree", "bad.csv", "--skip-bad-rows", "bad.csv"), "bad.csv"),
        (("audit", "a.agree", "late.csv", "--mapping", "m.toml", "-o", "m.toml"), "m.toml"),
        (("checklist", "a.agree", "change", "-o", "a.agree"), "a.agree"),
        (("check", ".", "-o", "a.agree"), "a.agree"),
    ],
)
def test_a_report_never_takes_the_place_of_what_it_is_made_from(call, folder, arguments, kept):
    (folder / "m.toml").write_text("[log.activities]\nletter_sent = 'letter'\n", encoding="utf-8")
    before = (folder / kept).read_bytes()
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert "is not written over: it is no report; choose another name" in err
    assert (folder / kept).read_bytes() == before


def test_an_earlier_report_is_written_over(call, folder):
    (folder / "report.txt").write_text("old", encoding="utf-8")
    assert call("checklist", "a.agree", "change", "-o", "report.txt")[0] == 0
    assert (folder / "report.txt").read_text(encoding="utf-8").startswith("Changing the agreement")


@pytest.mark.parametrize("arguments", [("audit", "good.csv", "a.agree"), ("check", "good.csv"), ("fmt", "Log.XLSX")])
def test_a_log_in_the_place_of_an_agreement(call, arguments):
    code, _, err = call(*arguments)
    assert code == 2
    assert err.endswith(" is a log by its name, and no encoding; `audit` takes the agreement first\n")


def test_a_folder_without_an_agreement(call, folder):
    (folder / "empty").mkdir()
    code, _, err = call("check", "empty")
    assert (code, err) == (
        2,
        "agreelint: the folder `empty` holds no `agreement.agree`; name the folder or file of one agreement\n",
    )


def test_a_reading_without_its_value(call):
    code, _, err = call("audit", "a.agree", "good.csv", "--reading", "majority")
    assert (code, err) == (
        2,
        "agreelint: --reading: say which, as in majority=of_those_present: of_those_present, of_the_whole_board\n",
    )


def test_nothing_outside_procedures(call):
    code, out, _ = call("checklist", "a.agree")
    assert code == 0
    assert "Note: nothing is owed outside procedures.\n\nNote: procedures have lists of their own: change.\n" in out
    assert "IN ORDER" not in out
    assert "## In order" not in call("checklist", "a.agree", "--format", "markdown")[1]
    assert call("graph", "a.agree", "duties")[::2] == (3, "agreelint: sample has no steps outside procedures\n")


def test_a_log_of_which_everything_is_still_to_come(call, folder):
    call("new", "log", "a.agree", "change", "-o", "new.csv")
    code, out, _ = call("audit", "a.agree", "new.csv")
    assert code == 3
    assert "every row says that its act is still to come: 3 rows" in out
