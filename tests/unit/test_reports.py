"""Reports of an audit, of a check and of a date: the keys and columns that the contract names, and the words."""

import csv
import io
import json
import re
from datetime import date

import pytest
from attrs import evolve
from stock import document_of, opened, rendered, report_of, run, under, with_steps

from agreelint import __version__
from agreelint.audit.verdicts import RANK, State
from agreelint.deadlines import work_out
from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.report import checks, dates, text
from agreelint.report.formats import FORMATS, renderer
from agreelint.report.places import all_told, told
from agreelint.report.unchecked import folded
from agreelint.source import Source, Span

STEPS = """
notice letter "The letter" by director to chair at least 20 working days before hearing
reading hearing at meeting of board
vote tally by board at hearing passes with ambiguous majority "a majority" {
  of_those_present   more than 1/2 of present  default
  of_the_whole_board more than 1/2 of seats
}
vote town_vote by each town after tally passed carries when all town approve
approval nod by bese after town_vote carried
effect force valid only if nod granted
"""
ROWS = """
letter    2017-04-14 actor=director
hearing   2017-05-11
tally     2017-05-11 actor=board votes_for=4 votes_against=3 members_present=7
town_vote 2017-05-20 actor=adams outcome=approved
picnic    2017-05-21
"""


@pytest.fixture
def audited(tmp_path, monkeypatch):
    """Return a function that audits rows against steps."""
    monkeypatch.chdir(tmp_path)

    def make(rows=ROWS, steps=STEPS, **options):
        return run(tmp_path, steps if "agreement" in steps else with_steps(steps), rows, **options)

    return make


# ---- JSON ------------------------------------------------------------------------------------------------


def test_json_has_exactly_the_keys_of_the_contract(audited):
    document = document_of(audited())
    assert list(document) == [
        "schema",
        "tool",
        "agreement",
        "as_of",
        "complete_from",
        "complete_through",
        "calendar",
        "packs",
        "log",
        "summary",
        "not_checked",
        "verdicts",
    ]
    assert document["schema"] == "agreelint.audit/1"
    assert document["tool"] == {"name": "agreelint", "version": __version__}
    assert set(document["agreement"]) == {"id", "title", "sha256"}
    assert set(document["log"]) == {"files", "events", "cases", "sha256"}
    assert list(document["summary"]) == [state.value for state in State]
    keys = {
        "case_id",
        "procedure",
        "constraint",
        "clause",
        "clauses",
        "step",
        "kind",
        "level",
        "origin",
        "instance",
        "state",
        "due",
        "actual",
        "margin",
        "evidence",
        "missing_record",
        "vote",
        "relied_on",
        "cured_under",
        "text_in_force",
        "read_against_later_text",
        "message",
        "arithmetic",
        "events",
        "doubtful_because",
        "readings",
    }
    for verdict in document["verdicts"]:
        assert set(verdict) == keys
        assert set(verdict["instance"]) == {"for", "recipient", "period", "round"}
        assert all(set(event) == {"file", "line"} for event in verdict["events"])
        assert verdict["level"] == "rule"
        assert verdict["origin"] == "agreement"
        assert verdict["cured_under"] is None
        for doubt in verdict["doubtful_because"]:
            assert {"step", "clause", "state"} <= set(doubt)


def test_json_values(audited):
    document = document_of(audited(as_of=date(2017, 12, 31), complete_from=date(2017, 1, 1)))
    assert (document["as_of"], document["complete_from"], document["complete_through"]) == (
        "2017-12-31",
        "2017-01-01",
        None,
    )
    assert (document["calendar"], document["packs"]) == ("massachusetts", [])
    assert document["agreement"]["id"] == "sample"
    assert len(document["agreement"]["sha256"]) == 64
    assert document["log"] | {"sha256": None} == {"files": ["log.csv"], "events": 5, "cases": 1, "sha256": None}
    assert sum(document["summary"].values()) == len(document["verdicts"])
    assert any("`picnic`" in line for line in document["not_checked"])
    (lead,) = [v for v in document["verdicts"] if v["constraint"] == "change.letter.lead"]
    assert (lead["case_id"], lead["procedure"], lead["step"], lead["kind"]) == ("c1", "change", "letter", "duty")
    assert lead["margin"] == {"count": -2, "unit": "working days"}
    assert lead["events"] == [{"file": "log.csv", "line": 2}, {"file": "log.csv", "line": 3}]
    assert lead["instance"] == {"for": None, "recipient": None, "period": None, "round": 1}
    (passed,) = [v for v in document["verdicts"] if v["constraint"] == "change.tally.threshold"]
    assert passed["vote"]["other_bases"]["seats"] == {"base_count": 9, "needed": 5, "passes": False}
    assert passed["readings"] == {"majority": {"of_the_whole_board": "no_effect"}}


def test_json_comes_worst_first_and_in_pieces(audited):
    outcome = audited()
    states = [v["state"] for v in document_of(outcome)["verdicts"]]
    assert [RANK[State(s)] for s in states] == sorted(RANK[State(s)] for s in states)
    pieces = list(renderer("json")(report_of(outcome)))
    assert len(pieces) > len(states)


def test_json_without_verdicts(audited):
    assert document_of(audited("picnic 2017-05-11"))["verdicts"] == []


def test_json_of_standing_duties_belongs_to_no_case(audited):
    text = """agreement a "A" { jurisdiction massachusetts }
    body board "Board" cites II { meets at least once every fiscal_year }
    """
    document = document_of(audited("meeting 2017-07-01 body=board case=", text, as_of=date(2018, 7, 1)))
    (verdict,) = [v for v in document["verdicts"] if v["instance"]["period"] == "FY2018"]
    assert (verdict["case_id"], verdict["procedure"], verdict["step"]) == (None, None, "board")


# ---- CSV --------------------------------------------------------------------------------------------------


def test_csv(audited):
    outcome = audited(ROWS.replace("letter    2017-04-14", '"letter"  2017-04-14'))
    table = list(csv.reader(io.StringIO(rendered(outcome, "csv"))))
    assert ",".join(table[0]) == (
        "case_id,procedure,constraint,clause,step,for,period,state,kind,due,actual,margin_count,margin_unit"
    )
    assert table[1:] == sorted(table[1:])
    assert len(table) - 1 == len(document_of(outcome)["verdicts"])
    assert [
        "c1",
        "change",
        "change.letter.lead",
        "III",
        "letter",
        "",
        "",
        "violated",
        "duty",
        "2017-04-12",
        "2017-04-14",
        "-2",
        "working days",
    ] in table
    assert ["c1", "change", "change.town_vote.after_tally", "III", "town_vote", "adams"] in [row[:6] for row in table]


def test_only_limits_every_format(audited):
    outcome = audited()
    only = frozenset({State.VIOLATED})
    assert {row["state"] for row in csv.DictReader(io.StringIO(rendered(outcome, "csv", only=only)))} == {"violated"}
    assert {v["state"] for v in document_of(outcome, only=only)["verdicts"]} == {"violated"}
    assert document_of(outcome, only=only)["summary"] == document_of(outcome)["summary"]


# ---- text -------------------------------------------------------------------------------------------------


def test_text_says_not_proved_first(audited):
    lines = rendered(audited(ROWS.replace("04-14", "04-10")), "text").splitlines()
    assert lines[0] == "Audit of Sample Regional School District (sample)"
    (result,) = [line for line in lines if line.startswith("NOT PROVED")]
    assert result.startswith("NOT PROVED: ")
    assert "cannot be decided from this record" in result
    assert lines.index(result) < next(n for n, line in enumerate(lines) if line.startswith("== "))


def test_text_says_what_is_wrong_and_what_is_not_known(audited):
    report = rendered(audited(), "text")
    assert "NOT PROVED, AND 1 VIOLATED: " in report
    headings = [line for line in report.splitlines() if line in text.HEADINGS.values()]
    order = [heading for heading in text.HEADINGS.values() if heading in headings]
    assert headings == order
    assert headings[0] == "VIOLATED: a duty was not kept"
    assert "  III  The letter (`letter`)\n" in report
    assert "would have passed: in by Wednesday, April 12, 2017" in report
    assert "in doubt because letter (III) is violated: letter → hearing" in report
    assert "record: log.csv:2, log.csv:3" in report
    assert "depends on majority: no effect if of_the_whole_board" in report
    assert "by other bases: " in report
    assert "Not checked\n  - activity `picnic` is no step of the agreement: 1 row" in report


@pytest.mark.parametrize(
    ("rows", "steps", "options", "result"),
    [
        ("one 2017-05-11", "step one by chair", {}, "All 1 check met or not called for."),
        (
            "one 2017-05-11",
            "step one by chair\nstep two by chair",
            {"complete": True},
            "Nothing is wrong so far; 1 of 2 checks still pending.",
        ),
        (
            "two 2017-05-11",
            "step one by chair\nstep two by chair after one",
            {"complete": True},
            "1 VIOLATED, out of 2 checks.",
        ),
        ("picnic 2017-05-11", "step one by chair", {}, "Nothing was checked."),
        (
            "one 2017-05-11",
            "step one by chair\nstep two by chair",
            {},
            "NOT PROVED: 1 of 2 checks cannot be decided from this record.",
        ),
        (
            "tally 2017-05-11 votes_for=1 votes_against=4 members_present=5",
            "vote tally by board",
            {},
            "1 NO EFFECT, out of 2 checks.",
        ),
    ],
)
def test_the_result_in_one_sentence(audited, rows, steps, options, result):
    report = report_of(audited(rows, steps, **options))
    assert text.result(report) == result
    assert report.not_proved is ("NOT PROVED" in result)
    assert result in rendered(audited(rows, steps, **options), "text").splitlines()


def test_text_joins_members_of_whom_the_same_is_said(audited):
    steps = "reading hearing at meeting of board\nnotice letter by chair to each town at least 10 days before hearing"
    report = rendered(audited("hearing 2017-05-11", steps), "text")
    assert "III  letter (`letter`): each of the 3 member towns\n" in report
    report = rendered(audited("hearing 2017-05-11\nletter 2017-05-02 recipient=adams", steps), "text")
    assert "(`letter`): Town of Adams\n" in report
    assert "(`letter`): Town of Becket, Town of Colrain\n" in report


def test_text_of_rounds_periods_and_explanations(audited):
    vote = "tally {} votes_for={} votes_against=3 members_present=7"
    report = rendered(
        audited(f"{vote.format('2017-05-11', 2)}\n{vote.format('2017-06-11', 4)}", "vote tally by board"), "text"
    )
    assert "(`tally`), round 2\n" in report
    explained = rendered(audited(), "text", explain=True)
    assert "· day 20: Wednesday, April 12, 2017" in explained
    assert "checks: change.letter.lead" in explained


def test_text_names_the_text_in_force(audited):
    agreement = """agreement a "A" { jurisdiction massachusetts adopted 2018-01-01
      in force from state approval, date not recorded }
    office chair "Chair" cites I
    procedure p cites II { step one by chair }
    """
    report = rendered(audited("one 2017-05-11", agreement), "text")
    assert "Text:   in force from state approval, date not recorded; adopted 2018-01-01." in report


def test_text_of_standing_duties(audited):
    agreement = """agreement a "A" { jurisdiction massachusetts }
    body board "Board" cites II { meets at least once every fiscal_year }
    """
    report = rendered(audited("meeting 2017-07-01 body=board case=", agreement, as_of=date(2018, 7, 1)), "text")
    assert "== Standing duties of A\n" in report
    assert "  II  `board`, FY2018\n" in report


def test_text_says_what_is_declared(audited):
    mapping = (
        '[[complete]]\nactivity = "letter"\nfrom = 2017-01-01\n[[complete]]\nbody = "board"\nthrough = 2017-12-31\n'
    )
    head = rendered(audited(mapping=mapping), "text")
    assert "letter declared complete from 2017-01-01 through as-of; board declared complete" in head
    assert "board declared complete from the beginning through 2017-12-31" in head
    assert "not declared complete, so absence alone proves nothing" in rendered(audited(), "text")


def test_text_of_many_cases_shows_what_is_wrong(audited):
    steps = "step one by chair\nstep two by chair after one"
    rows = "\n".join(
        f"one 2017-05-{n:02} case=c{n:02}\ntwo 2017-05-{n + (n % 2 or -1):02} case=c{n:02}" for n in range(2, 30)
    )
    report = rendered(audited(rows, steps), "text")
    assert "14 cases with something violated or without effect; --only or --format csv shows the rest" in report
    assert report.count("== c") == 14
    assert "SATISFIED" not in report
    shown = rendered(audited(rows, steps), "text", only=frozenset({State.SATISFIED}))
    assert shown.count("== c") == 28


def test_text_of_very_many_cases_ends(audited):
    rows = "\n".join(f"two 2017-05-01 case=c{n:03}" for n in range(203))
    report = rendered(audited(rows, "step one by chair\nstep two by chair after one", complete=True), "text")
    assert report.count("== c") == 200
    assert "… and 3 more cases: see --format csv or json" in report


# ---- terminal ---------------------------------------------------------------------------------------------


def test_terminal_renders_a_table(audited, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = rendered(audited(), "text", colours=True)
    assert "\x1b[1;31m" in shown
    assert "not applicable" in shown
    counts = next(line for line in shown.splitlines() if line.startswith("│"))
    assert [int(cell) for cell in counts.strip("│").split("│")] == list(document_of(audited())["summary"].values())
    assert "NOT PROVED, AND 1 VIOLATED" in shown


def test_terminal_wraps_at_its_width(audited, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = rendered(audited(), "text", colours=True)
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
    told = [line for line in lines if " " in line.strip() and not line.startswith(("┃", "│"))]
    assert max(map(len, told)) <= 60
    assert len(told) > 20


def test_formats():
    assert FORMATS == ("text", "json", "csv")
    assert len({renderer(name) for name in FORMATS}) == 3
    assert renderer("text", colours=True) is not renderer("text")
    assert renderer("json", colours=True) is renderer("json")


# ---- checks and places --------------------------------------------------------------------------------------


def checked_of(text):
    found = opened(text)
    return checks.Checked(("sample.agree",), found.diagnostics, found.sources)


def test_check_json():
    document = json.loads(checks.as_json(checked_of(with_steps("step one by chairs"))))
    (finding,) = document["findings"]
    assert set(finding) == {
        "code",
        "name",
        "severity",
        "message",
        "path",
        "start",
        "end",
        "clauses",
        "related",
        "fix",
        "acknowledged",
    }
    assert (finding["code"], finding["name"], finding["severity"]) == ("AG101", "unknown-name", "error")
    assert (finding["path"], finding["start"], finding["end"]) == (
        "sample.agree",
        {"line": 31, "column": 13},
        {"line": 31, "column": 19},
    )
    assert (finding["clauses"], finding["related"], finding["acknowledged"]) == ([], [], None)
    assert finding["fix"] == "did you mean `chair`?"
    assert document["summary"] == {"files": 1, "errors": 1, "warnings": 0, "infos": 0, "acknowledged": 0}


def test_check_json_of_a_loop():
    document = json.loads(checks.as_json(checked_of(with_steps("step a by chair after b\nstep b by chair after a"))))
    (finding,) = document["findings"]
    assert finding["code"] == "AG301"
    assert finding["clauses"] == ["III"]
    assert [(r["path"], r["message"]) for r in finding["related"]] in (
        [("sample.agree", "a before b")],
        [("sample.agree", "b before a")],
    )


def test_check_json_of_a_syntax_error_has_nothing_related():
    document = json.loads(checks.as_json(checked_of(with_steps("stp one"))))
    assert document["findings"][0]["related"] == []


def test_check_text():
    shown = checks.text(checked_of(with_steps("step one by chairs\nstep two by bord")))
    assert shown.endswith("\n\n1 file checked: 2 errors, 0 warnings\n")
    assert "sample.agree:31:13: error AG101" in shown
    assert checks.text(checked_of(with_steps("step one by chair"))) == "1 file checked: 0 errors, 0 warnings\n"


def test_places():
    source = Source("a.agree", "one two\r\nthree\n\n" + "x" * 300 + "!\n\ttab \x1b[31m\n")

    def diagnostic(start, end, path="a.agree", hint=None, *more):
        labels = (Label(Span(path, start, end)), *more)
        return Diagnostic("AG999", "name", Severity.WARNING, "message", labels, hint)

    assert told(diagnostic(4, 7, hint="mend it"), {"a.agree": source}) == (
        "a.agree:1:5: warning AG999 name: message\n  | one two\n  |     ^^^\n  = mend it"
    )
    assert told(diagnostic(9, 400), {"a.agree": source}).endswith("\n  | three\n  | ^^^^^")
    assert told(diagnostic(15, 15), {"a.agree": source}) == "a.agree:3:1: warning AG999 name: message"
    long = told(diagnostic(316, 317), {"a.agree": source}).splitlines()
    assert long[1] == f"  | {'x' * 50}!"
    assert long[2] == f"  | {' ' * 50}^"
    assert "\x1b" not in told(diagnostic(324, 325), {"a.agree": source})
    assert told(diagnostic(9999, 9999), {"a.agree": source}).startswith("a.agree:6:1: ")
    assert told(diagnostic(0, 1, "other.csv"), {"a.agree": source}) == "other.csv: warning AG999 name: message"
    nowhere = evolve(diagnostic(0, 1), labels=())
    assert told(nowhere, {}) == "warning AG999 name: message"
    two = diagnostic(0, 3, "a.agree", None, Label(Span("a.agree", 9, 14), "see here"), Label(Span("a.agree", 0, 1)))
    assert told(two, {"a.agree": source}).splitlines()[-1] == "  a.agree:2:1: see here"
    assert all_told((diagnostic(4, 7), nowhere), (source,)).count("\n\n") == 1


def test_words_under_a_diagnostic():
    text = with_steps("step one by chairs")
    assert under(text, opened(text).diagnostics[0]) == "chairs"


# ---- dates -----------------------------------------------------------------------------------------------------


def answer(expression):
    return work_out(expression, None)[0]


def test_date_json():
    document = json.loads(dates.as_json(answer("20 working days before 2017-05-11")))
    assert {"date", "skipped", "authority"} <= set(document)
    assert (document["schema"], document["date"], document["rolled"]) == ("agreelint.date/1", "2017-04-12", None)
    assert (document["earliest"], document["latest"]) == (None, None)
    assert len(document["counted"]) == 20
    assert (document["counted"][0], document["counted"][-1]) == ("2017-05-10", "2017-04-12")
    patriots = [s for s in document["skipped"] if s["date"] == "2017-04-17"]
    assert [(s["reason"], bool(s["authority"])) for s in patriots] == [("Patriots' Day", True)]
    assert any("TIME-10" in line for line in document["authority"])
    assert any("TIME-11" in line for line in document["authority"])


def test_date_json_that_rolls():
    document = json.loads(dates.as_json(answer("30 days after 2017-05-12")))
    assert (document["date"], document["rolled"]) == ("2017-06-11", "2017-06-12")


def test_date_json_of_hours():
    document = json.loads(
        dates.as_json(answer("48 hours not counting saturdays, sundays and legal holidays before 2026-06-23T18:00"))
    )
    assert document["date"] == "2026-06-18T18:00"
    assert [s["date"] for s in document["skipped"]] == ["2026-06-21", "2026-06-20", "2026-06-19"]


def test_date_json_of_some_day():
    document = json.loads(dates.as_json(answer("10 days after 2017-05")))
    assert (document["date"], document["rolled"]) == (None, None)
    assert (document["earliest"], document["latest"]) == ("2017-05-11", "2017-06-10")


def test_date_text():
    shown = dates.text(answer("20 working days before 2017-05-11"), every_day=False)
    assert shown.startswith("Wednesday, April 12, 2017 (2017-04-12)\n")
    assert "day 20: Wednesday, April 12, 2017" in shown
    assert "Patriots' Day" in shown
    assert shown.endswith("\ncalendar: massachusetts\n")
    assert "; as a last day it may be kept on Monday, June 12, 2017" in dates.text(
        answer("30 days after 2017-05-12"), every_day=False
    )
    assert dates.text(answer("48 hours before 2017-05-11T18:00"), every_day=False).startswith(
        "Tuesday, May 9, 2017 at 18:00\n"
    )
    some = dates.text(answer("10 days after 2017-05"), every_day=False)
    assert some.startswith("some day from Thursday, May 11, 2017 to Saturday, June 10, 2017\n")


def test_date_text_of_a_long_count():
    short = dates.text(answer("180 days before 2018-07-01"), every_day=False)
    assert "(180 days counted; --explain lists each)" in short
    assert "day 100:" not in short
    assert "day 100:" in dates.text(answer("180 days before 2018-07-01"), every_day=True)


def test_date_text_of_a_chain_shows_each_count():
    shown = dates.text(answer("60 days after the deadline of (30 days after 2017-05-12)"), every_day=True)
    assert shown.index("30 days after Friday, May 12, 2017") < shown.index("60 days after Sunday, June 11, 2017")


MEETS = """agreement a "A" { jurisdiction massachusetts adopted 2018-01-15 }
body board "Board" cites II { meets at least once every fiscal_year }
body council "Council" cites III { seats 3 }
"""


def test_a_year_that_began_before_the_text_is_named_as_not_checked(audited):
    report = rendered(audited("meeting 2018-03-01 body=board case=", MEETS, as_of=date(2018, 6, 30)), "text")
    assert "board.meets (clause II): no fiscal year begins within the record and after this text was adopted" in report
    report = rendered(audited("meeting 2018-03-01 body=board case=", MEETS, as_of=date(2018, 7, 1)), "text")
    assert "begins within the record" not in report


@pytest.mark.parametrize(("body", "hint"), [("bord", "did you mean `board`?"), ("finance_committee", None)])
def test_the_body_of_a_meeting_misspelt(audited, body, hint):
    found = [d for d in audited(f"meeting 2018-03-01 body={body} case=", MEETS).diagnostics if d.code == "AG065"]
    assert [d.hint for d in found] == ([hint] if hint else [])


def test_all_others_of_a_case_and_further_recipients_are_told_together(audited):
    agreement = """
    agreement s "Sample" { jurisdiction massachusetts }
    group town "member town" cites I { adams "Adams"  becket "Becket"  cheshire "Cheshire"  dalton "Dalton" }
    procedure exit of leaver in town cites X {
      notice letter by leaver to every other town and dese
    }
    """
    rows = "letter 2017-05-11 actor=adams subject=adams"
    report = rendered(audited(rows, agreement), "text")
    told = "each of the 3 other member towns, Department of Elementary and Secondary Education"
    assert f"X  letter (`letter`): {told}\n" in report
    report = rendered(audited(f"{rows} recipient=becket", agreement), "text")
    assert "X  letter (`letter`): Becket\n" in report


def test_a_period_without_a_case_is_told_as_one(audited):
    agreement = """
    agreement s "Sample" { jurisdiction massachusetts }
    office clerk "Clerk" cites I
    procedure budget "Annual budget" cites VI every fiscal_year as FY {
      step draft by clerk no later than April 30 preceding FY
    }
    """
    text = rendered(audited("draft 2017-04-20 fiscal_year=FY2018", agreement, complete=True), "text")
    assert "== No case recorded: Annual budget\n" in text
    assert "None" not in text


def test_what_was_not_checked_is_told_in_short():
    no_rows = [
        f"{name} (clause {clause}): no rows of activity `{name}`" for name, clause in zip("abcd", "1234", strict=True)
    ]
    column = "e.by (clause 603 CMR 50.06(2)): the log has no column `actor`"
    told = "4 rules on acts of which the record has no row: a (1), b (2), c (3), d (4)"
    assert list(folded([column, *no_rows])) == [column, told]
    assert list(folded(no_rows[:3])) == no_rows[:3]
