"""`compute` and `new inputs`: every step of an amount, what is missing, and what cannot be true."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from stock import with_steps

from agreelint.cli import cli
from agreelint.computing import Request, compute
from agreelint.report import computed

CASES = Path(__file__).parents[1] / "cases" / "inputs"
BILLIONS = "unit_of_valuations=billions"
SAMPLE = with_steps(
    "step hello by chair",
    """
figure cost in dollars every fiscal_year cites VIII
figure heads of each town in pupils every fiscal_year cites VIII
figure repair for each job in dollars cites III
figure agreed of each town in dollars every fiscal_year cites VIII
figure dues in percent cites VIII
formula half in percent cites VIII
  = dues / 2
  not rounded
formula share of each town in dollars every fiscal_year cites VIII
  = agreed when agreed is recorded, otherwise cost * heads / total heads
  rounded to cents
formula ours for each job in dollars cites III
  = the lesser of repair and 5000 dollars
  not rounded
limit cap of each town every fiscal_year cites VIII.B requires share is at most 600 dollars
limit small for each job cites III requires ours is at most 4000 dollars
""",
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Make a folder with the sample agreement and the shipped cases the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample.agree").write_text(SAMPLE, encoding="utf-8")
    for path in CASES.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def called(*arguments):
    return CliRunner().invoke(cli, arguments)


def worked(folder, what, rows, year=None, readings=()):
    """Work out an amount of the sample from rows below the usual header."""
    (folder / "in.csv").write_text(f"subject,member,occurrence,fiscal_year,value\n{rows}", encoding="utf-8")
    return compute(Request("sample.agree", what, (Path("in.csv"),), year, readings))


ROWS = """cost,,,FY2018,1000
heads,adams,,FY2018,1
heads,becket,,FY2018,2
heads,colrain,,FY2018,3
"""


# ---- the shipped agreement, worked out by hand in agreements/mount_greylock/scenarios/08-costs.agree -------


def test_assessments_step_by_step(here, golden):
    shown = called("compute", "mount_greylock", "assessments", "-i", "fy2019.csv", "--reading", BILLIONS)
    assert shown.exit_code == 0
    golden("compute.txt", shown.stdout)
    assert "assessment of lanesborough in FY2019 = 5,936,000 dollars\n" in shown.stdout
    assert "assessment of williamstown in FY2019 = 12,164,000 dollars\n" in shown.stdout


def test_assessments_as_json(here):
    arguments = ("compute", "mount_greylock", "assessments", "-i", "fy2019.csv", "--fiscal-year", "2019")
    document = json.loads(called(*arguments, "--reading", BILLIONS, "--format", "json").stdout)
    assert document["schema"] == "agreelint.compute/1"
    assert [(one["of"], one["fiscal_year"], one["value"], one["unit"]) for one in document["results"]] == [
        ("lanesborough", "FY2019", "5936000", "dollars"),
        ("williamstown", "FY2019", "12164000", "dollars"),
    ]
    assert document["results"][0]["instalments"][0] == {
        "share": "25/100",
        "due": "2018-07-15",
        "rolled": "2018-07-16",
        "clause": "VIII.H",
        "value": "1484000",
        "written": "1,484,000 dollars",
        "unit": "dollars",
    }
    assert document["missing"] == []
    assert {one["state"] for one in document["limits"]} == {"satisfied"}
    readings = {one["ambiguity"]: one for one in document["readings"]}
    assert readings["unit_of_valuations"]["chosen"] is True
    # 24.769 - 4.04428 - ... : 2 times 4.04428 percent of 1,000,000 less aid for Williamstown's own school
    other = readings["brackets_of_wes"]["others"]["last_two_together"]
    assert Fraction(other[1]["value"]) == 12164000 + Fraction("80885.60")
    assert len(document["damaged_source"]) == 5


def test_without_a_unit_nothing_is_worked_out_and_every_reading_is_shown(here):
    shown = called("compute", "mount_greylock", "assessments", "-i", "fy2019.csv")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("NOT KNOWN")
    assert "assessment of lanesborough in FY2019 = not known" in shown.stdout
    assert "Appendix I leaves open “EQV without a unit”, and no reading is chosen" in shown.stdout
    assert "under billions: assessment of lanesborough in FY2019 = 5,936,000 dollars" in shown.stdout


def test_shares_of_aid_that_cannot_be_are_told(here):
    arguments = ("compute", "mount_greylock", "assessments", "-i", "fy2019.csv", "--reading")
    shown = called(*arguments, "unit_of_valuations=millions")
    assert shown.exit_code == 1
    assert "VIOLATED: a share is neither negative nor above the whole (Appendix I)" in shown.stdout
    shown = called(*arguments, BILLIONS, "--reading", "brackets_of_wes=last_two_together")
    assert shown.exit_code == 1
    assert "VIOLATED: the three shares make a whole (Appendix I)" in shown.stdout


def test_a_certified_share_takes_the_place_of_what_is_worked_out(here):
    rows = (here / "fy2019.csv").read_text(encoding="utf-8")
    rows = rows.replace("certified_share,lanesborough,FY2019,,", "certified_share,lanesborough,FY2019,5936000.02,")
    (here / "certified.csv").write_text(rows, encoding="utf-8")
    shown = called("compute", "mount_greylock", "assessments", "-i", "certified.csv", "--reading", BILLIONS)
    assert shown.exit_code == 1
    assert "assessment of lanesborough in FY2019 = 5,936,000.02 dollars" in shown.stdout
    assert "VIOLATED: the share is certified as it was apportioned, to the cent (VIII.H)" in shown.stdout


# ---- inputs that cannot be true, and those that are not there ----------------------------------------------


def test_everything_wrong_with_inputs_is_told_in_one_run_with_its_place(here):
    shown = called("compute", "mount_greylock", "assessments", "-i", "wrong.csv", "--fiscal-year", "FY2019")
    assert shown.exit_code == 2
    assert shown.stdout == ""
    told = [line.partition(": error ") for line in shown.stderr.splitlines() if ": error " in line]
    assert [(place, message.partition(": ")[2]) for place, _, message in told] == [
        ("wrong.csv:2:34", "`upper_pupils` is -34, and pupils are never below zero"),
        ("wrong.csv:3:34", "the amount of `upper_pupils` is `sixty`, which is no number"),
        ("wrong.csv:4:11", "`valuation` is counted for each member_town, and `lanesboro` is none"),
        ("wrong.csv:5:24", "`valuation` is counted each fiscal year, and `fiscal_year` is `FY18`"),
        ("wrong.csv:6:30", "`debt_service` is recorded in pupils; the agreement counts it in dollars"),
        ("wrong.csv:7:14", "there is one `debt_service` for all, and this row gives it for `lanesborough`"),
        ("wrong.csv:9:24", "capital_outlay in FY2019 is given twice: on line 8 of wrong.csv as well"),
        ("wrong.csv:11:20", "chapter_70 in FY2019 is 1000001 here, and 1000000 on line 10 of wrong.csv"),
        ("wrong.csv:12:28", "`october_enrollment` is `yes`, which it cannot be"),
        ("wrong.csv:13:1", "`valuations` is no figure of the agreement"),
        ("wrong.csv:14:8", "`pupils` is counted for each member_town, and `boston` is none"),
        ("wrong.csv:14:20", "the amount of `pupils` is `1e3`, which is no number"),
        ("wrong.csv:14:24", "`pupils` is recorded in dollars; the agreement counts it in pupils"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("member,value\nadams,3\n", "lacks `subject` among its columns"),
        ("subject;value\ncost;3\n", "are not separated by commas"),
        ("subject,value\n", "holds no events"),
    ],
)
def test_a_file_that_cannot_be_read_ends_it(here, text, message):
    (here / "bad.csv").write_text(text, encoding="utf-8")
    shown = called("compute", "sample.agree", "share", "-i", "bad.csv", "--fiscal-year", "FY2018")
    assert shown.exit_code == 2
    assert message in shown.stderr


@pytest.mark.parametrize(("value", "half"), [("100", Fraction(1, 2)), ("100.1", None), ("-0.1", None)])
def test_a_share_lies_between_nothing_and_everything(here, value, half):
    outcome = worked(here, "half", f"dues,,,,{value}\n")
    assert outcome.exit_code == (0 if half else 2)
    if half:
        assert outcome.computed.worked[0].value.number == half
    else:
        assert [d.code for d in outcome.diagnostics] == ["AG067"]


def test_what_is_missing_is_named_and_nothing_is_guessed(here):
    outcome = worked(here, "share", ROWS.replace("heads,colrain,,FY2018,3\n", "heads,colrain,,FY2018,\n"))
    assert outcome.exit_code == 0
    assert [one.value.number for one in outcome.computed.worked] == [None, None, None]
    assert [str(one.key) for one in outcome.computed.missing] == ["heads of colrain in FY2018"]
    text = computed.text(outcome.computed)
    assert text.startswith("NOT KNOWN")
    assert "  heads of colrain in FY2018: heads, in pupils (VIII)\n" in text


def test_rows_of_a_log_that_bring_no_figure_are_left_out(here):
    rows = "activity,subject,actor,fiscal_year,value\nhello,,chair,,\nfigure,cost,,FY2018,5\n"
    (here / "log.csv").write_text(rows, encoding="utf-8")
    outcome = compute(Request("sample.agree", "share", (Path("log.csv"),), 2018))
    assert outcome.computed.inputs.left_out == 1
    assert [str(key) for key in outcome.computed.inputs.given] == ["cost in FY2018"]
    assert "1 rows of the inputs bring no figure" in computed.text(outcome.computed)


# ---- what is worked out ------------------------------------------------------------------------------------


def test_an_amount_of_each_member_and_the_limits_on_it(here):
    outcome = worked(here, "share", ROWS)
    assert [one.value.number for one in outcome.computed.worked] == [Fraction("166.67"), Fraction("333.33"), 500]
    assert [(one.limit.id, one.place.index, one.held.answer) for one in outcome.computed.kept] == [
        ("cap", "adams", True),
        ("cap", "becket", True),
        ("cap", "colrain", True),
    ]
    outcome = worked(here, "share", f"{ROWS}agreed,colrain,,FY2018,600.01\n")
    assert outcome.exit_code == 1
    assert outcome.computed.worked[2].value.number == Fraction("600.01")


def test_an_amount_of_each_occurrence_and_a_limit_by_its_name(here):
    rows = "repair,,roof,,5000.01\nrepair,,boiler,,3999\n"
    outcome = worked(here, "ours", rows)
    found = {one.key.whose: one.value.number for one in outcome.computed.worked}
    assert found == {"boiler": 3999, "roof": 5000}
    outcome = worked(here, "small", rows)
    assert outcome.exit_code == 1
    assert [(one.place.index, one.held.answer) for one in outcome.computed.kept] == [("boiler", True), ("roof", False)]
    assert outcome.computed.worked == ()


def test_each_year_of_which_the_inputs_speak(here):
    outcome = worked(here, "share", ROWS + ROWS.replace("FY2018", "FY2019").replace("1000", "600"))
    assert [(one.key.year, one.value.number) for one in outcome.computed.worked if one.key.whose == "colrain"] == [
        (2018, 500),
        (2019, 300),
    ]
    outcome = worked(here, "share", ROWS, 2020)
    assert all(one.value.number is None for one in outcome.computed.worked)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sample.agree", "shares"), "`shares` is nothing that can be worked out here: half, share, ours, cap, small"),
        (("sample.agree", "share"), "say --fiscal-year FY2019"),
        (("sample.agree", "share", "--fiscal-year", "CY2019"), "`CY2019` is no fiscal year"),
        (("sample.agree", "share", "--reading", "odd=x"), "`odd` is no ambiguity here"),
        (("nowhere", "share"), "`nowhere` is no file"),
    ],
)
def test_what_cannot_be_asked(here, arguments, message):
    shown = CliRunner().invoke(cli, ("compute", *arguments), standalone_mode=False)
    assert message in f"{shown.exception}"


def test_without_a_name_it_lists_what_can_be_worked_out(here):
    shown = called("compute", "sample.agree")
    assert shown.exit_code == 0
    assert "  formula   share: share (VIII)\n" in shown.stdout
    assert "  limit     cap: cap (VIII.B)\n" in shown.stdout
    document = json.loads(called("compute", "sample.agree", "--format", "json").stdout)
    assert document["computable"] == ["half", "share", "ours", "cap", "small"]
    assert "  schedule  assessments: " in called("compute", "mount_greylock").stdout


# ---- a file to type into -----------------------------------------------------------------------------------


def rows_of(shown):
    assert shown.exit_code == 0, shown.stderr
    return list(csv.DictReader(io.StringIO(shown.stdout)))


def test_a_template_names_every_figure_of_five_years(here):
    rows = rows_of(called("new", "inputs", "mount_greylock", "assessments", "--fiscal-year", "FY2019"))
    found = {(row["subject"], row["member"], row["fiscal_year"]): row for row in rows}
    assert len(found) == len(rows)
    years = {year for name, _, year in found if name == "valuation"}
    assert years == {"FY2014", "FY2015", "FY2016", "FY2017", "FY2018"}
    assert ("upper_pupils", "williamstown", "FY2014") in found
    assert not any(name == "cost" for name, _, _ in found)
    assert found["required_contribution", "lanesborough", "FY2019"] == {
        "subject": "required_contribution",
        "member": "lanesborough",
        "fiscal_year": "FY2019",
        "value": "",
        "unit": "dollars",
        "note": "minimum required local contribution (VIII.E.1), fixed by Department of Elementary "
        "and Secondary Education",
    }
    assert found["certified_share", "lanesborough", "FY2019"]["note"].endswith(", may be left empty")
    assert "one of accomplished, not_accomplished" in found["october_enrollment", "", "FY2014"]["note"]


def test_a_reading_changes_what_is_needed(here):
    arguments = ("new", "inputs", "mount_greylock", "average_ratio", "--fiscal-year", "FY2019", "--reading")
    rows = rows_of(called(*arguments, "preceding_years=without_the_october_of_the_budget"))
    assert {row["fiscal_year"] for row in rows} == {"FY2013", "FY2014", "FY2015", "FY2016", "FY2017"}


def test_a_template_is_read_as_it_stands(here):
    arguments = ("mount_greylock", "assessments", "--fiscal-year", "FY2019")
    assert called("new", "inputs", *arguments, "--output", "new.csv").exit_code == 0
    shown = called("compute", *arguments, "--inputs", "new.csv")
    assert shown.exit_code == 0
    assert "Missing\n  debt_service in FY2019: principal and interest" in shown.stdout
    again = CliRunner().invoke(cli, ("new", "inputs", *arguments, "--output", "new.csv"), standalone_mode=False)
    assert "is there already" in f"{again.exception}"


def test_a_template_of_everything_and_of_occurrences(here):
    rows = rows_of(called("new", "inputs", "sample.agree", "--fiscal-year", "FY2018"))
    assert [(row["subject"], row["member"], row["occurrence"]) for row in rows if row["subject"] == "repair"] == [
        ("repair", "", "job-1")
    ]
    assert {row["subject"] for row in rows} == {"cost", "heads", "repair", "agreed", "dues"}
    rows = rows_of(called("new", "inputs", "sample.agree", "ours"))
    assert [row["subject"] for row in rows] == ["repair"]


def test_a_template_is_csv_and_says_its_year(here):
    shown = called("new", "inputs", "sample.agree", "share", "--fiscal-year", "FY2018", "--output", "new.xlsx")
    assert shown.exit_code == 2
    assert "is no .csv file" in shown.stderr
    shown = CliRunner().invoke(cli, ("new", "inputs", "sample.agree", "share"), standalone_mode=False)
    assert "say --fiscal-year FY2019" in f"{shown.exception}"
