"""The law as it is told: `rules`, `explain FACT`, and a second jurisdiction that is a folder and nothing else."""

import json
from datetime import date

import pytest
from fenland import settle
from stock import csv_of

from agreelint import applying, cli, packs, session
from agreelint.explain.provisions import PackTold
from agreelint.report.rules import render
from agreelint.share import share


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Return a function that runs the program where Fenland is the only jurisdiction."""
    settle(tmp_path)
    there = {"rules", "agreements"}
    for module in (packs, session, applying):
        monkeypatch.setattr(module, "share", lambda name: tmp_path / name if name in there else share(name))
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["agreelint", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return run


def listed(call, *arguments):
    code, out, err = call("rules", "--jurisdiction", "fenland", "--format", "json", *arguments)
    assert (code, err) == (0, "")
    return json.loads(out)


# ---- rules ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_rules(call, golden, form):
    code, out, err = call("rules", "--jurisdiction", "fenland", "--format", form)
    assert (code, err) == (0, "")
    golden(f"rules.{form}", out)


def test_the_document_has_what_the_contract_says(call):
    found = listed(call)
    (word,) = [one for one in found["provisions"] if one["id"] == "early_word"]
    assert found["schema"] == "agreelint.rules/1"
    assert {key: word[key] for key in ("pack", "citation", "fact", "level", "from", "until")} == {
        "pack": "fen_schools",
        "citation": "Fen Code 7",
        "fact": "FEN-07",
        "level": "R",
        "from": "2011-01-01",
        "until": "2020-01-01",
    }
    assert [gap["id"] for gap in found["gaps"]] == ["appeals", "fees"]


@pytest.mark.parametrize(
    ("day", "there", "unsure"),
    [
        ("2009-12-31", set(), {"custom", "harvest_day"}),
        ("2010-01-01", {"flood_day"}, {"custom", "harvest_day"}),
        ("2011-01-01", {"early_word", "flood_day"}, {"custom", "harvest_day"}),
        ("2014-12-31", {"early_word", "flood_day", "harvest_day"}, {"custom"}),
        ("2015-01-01", {"early_word", "custom", "flood_day", "harvest_day"}, set()),
        ("2019-12-31", {"early_word", "custom", "flood_day", "harvest_day"}, set()),
        ("2020-01-01", {"custom", "flood_day", "harvest_day"}, set()),
        ("2030-12-31", {"custom", "flood_day", "harvest_day"}, set()),
        ("2031-01-01", {"custom", "flood_day"}, set()),
    ],
)
def test_what_is_in_force_on_a_day(call, day, there, unsure):
    always = {"contents", "weekdays", "courtesy"}
    found = {one["id"]: one["in_force"] for one in listed(call, "--as-of", day)["provisions"]}
    assert {name for name, state in found.items() if state} - always == there
    assert {name for name, state in found.items() if state is None} == unsure


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_is_not_known_of_a_day_is_said(call, form):
    _, out, _ = call("rules", "fen_schools", "--jurisdiction", "fenland", "--as-of", "2012-05-01", "--format", form)
    assert out.startswith("What is in force on 2012-05-01.")
    assert out.count("is not known") == 1


@pytest.mark.parametrize(
    ("day", "said"), [(date(2000, 1, 1), "nothing of it is in force on that day"), (None, "no provisions")]
)
def test_an_empty_pack(day, said):
    assert said in render((PackTold("bare", "Bare Code", "fenland", (), (), ()),), "text", day)


def test_one_pack(call):
    found = listed(call, "calendar")
    assert [one["id"] for one in found["packs"]] == ["calendar"]
    assert [(one["id"], one["fact"], one["level"]) for one in found["provisions"]] == [
        ("flood_day", "FEN-01", "O"),
        ("harvest_day", "FEN-02", "P"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "--jurisdiction", "fenland"], "`nowhere` is no pack of fenland: fen_schools, calendar"),
        (["--jurisdiction", "atlantis"], "`atlantis` is no jurisdiction: fenland"),
    ],
)
def test_what_does_not_exist(call, arguments, message):
    assert call("rules", *arguments) == (2, "", f"agreelint: {message}\n")


# ---- explain ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_provision(call, golden, form):
    code, out, err = call("explain", "fen-07", "--format", form)
    assert (code, err) == (0, "")
    golden(f"explain-provision.{form}", out)


def test_by_id_and_by_citation(call):
    assert call("explain", "early_word") == call("explain", "Fen Code 7") == call("explain", "FEN-07")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("FEN-02", "1st Monday in September, in Marsh County alone."),
        ("FEN-04", "- polder: nothing that a record could keep or break"),
        ("FEN-09", "asks the text for `dikes`: who keeps the dikes"),
        ("FEN-03", "in force through 2034-12-31; since when was not read"),
    ],
)
def test_what_no_record_can_keep_or_break(call, fact, said):
    assert said in call("explain", fact)[1]
    assert call("explain", fact, "--format", "markdown")[0] == 0


def test_a_fact_that_no_provision_has(call):
    assert call("explain", "FEN-99") == (
        2,
        "",
        "agreelint: `FEN-99` is the fact of no provision; near it: FEN-09\n",
    )


# ---- a second jurisdiction --------------------------------------------------------------------------------


def test_an_audit_cites_its_law_and_counts_by_its_calendar(call, tmp_path):
    rows = (
        "hearing 2018-04-03\nword_to_warden 2018-04-13\n"
        "school_vote 2018-05-11 actor=east outcome=approved\nschool_vote 2018-05-12 actor=west outcome=approved"
    )
    (tmp_path / "log.csv").write_text(csv_of(rows), encoding="utf-8")
    code, out, _ = call("audit", "polder", "log.csv", "--as-of", "2018-12-31", "--format", "json")
    document = json.loads(out)
    (late,) = [v for v in document["verdicts"] if v["constraint"] == "change.word_to_warden.lead"]
    assert code == 1
    assert (document["calendar"], document["packs"]) == ("fenland", ["fen_schools"])
    assert (late["clause"], late["origin"], late["due"]) == ("Fen Code 7", "statute", "2018-04-12")


BEFORE_THE_HEARING = """
word_to_warden 2018-04-02
hearing 2018-04-03
school_vote 2018-05-11 actor=east outcome=approved
school_vote 2018-05-12 actor=west outcome=approved
"""


def test_a_report_names_the_packs_and_marks_warnings(call, tmp_path, golden):
    (tmp_path / "log.csv").write_text(csv_of(BEFORE_THE_HEARING), encoding="utf-8")
    code, out, _ = call("audit", "polder", "log.csv", "--as-of", "2018-12-31")
    assert code == 0, "a warning changes no exit code"
    golden("audit-law.txt", out)


def test_without_the_law_nothing_of_it_is_said(call, tmp_path):
    (tmp_path / "log.csv").write_text(csv_of(BEFORE_THE_HEARING), encoding="utf-8")
    _, out, _ = call("audit", "polder", "log.csv", "--as-of", "2018-12-31", "--no-packs")
    assert "Fen Code" not in out
    assert "Law:" not in out


def test_its_scenarios_are_met(call):
    code, out, _ = call("test", "polder")
    assert code == 0, out
