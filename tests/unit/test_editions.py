"""Several dated texts of one agreement in one folder: which governs, and whether they fit together."""

from datetime import date
from pathlib import Path

import pytest
from stock import csv_of, document_of

from agreelint.auditing import Request, run_audit
from agreelint.session import open_agreement, open_all

TEXT = """agreement hills "Hills" {{ kind collaborative jurisdiction massachusetts in force from {force} }}
office director "Director" cites I
procedure change cites II {{
  step proposal by director
  step report by director within {days} days after proposal cites {clause}
{more}}}
"""
OLD = TEXT.format(force="2015-03-03 until 2017-10-12", days=10, clause="II.A", more="")
NEW = TEXT.format(
    force="2017-10-12", days=5, clause="II.B", more="  step survey by director after proposal cites II.C\n"
)
ROWS = """
proposal 2017-10-11 case=old actor=director
report   2017-10-19 case=old actor=director
proposal 2017-10-12 case=new actor=director
report   2017-10-19 case=new actor=director
proposal 1999-10-12 case=older actor=director
report   1999-10-19 case=older actor=director
proposal 2017-10    case=open actor=director
report   -          case=open actor=director
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("agreement.agree").write_text(NEW, encoding="utf-8")
    Path("text-2015.agree").write_text(OLD, encoding="utf-8")
    return tmp_path


def judged(rows, name="."):
    Path("log.csv").write_text(csv_of(rows), encoding="utf-8")
    outcome = run_audit(Request(name, (Path("log.csv"),), date(2018, 12, 31), complete_through=date(2018, 12, 31)))
    return {(v["case_id"], v["constraint"].removeprefix("change.")): v for v in document_of(outcome)["verdicts"]}


def test_the_day_of_the_trigger_chooses_the_text(folder):
    found = judged(ROWS)
    told = {
        case: (v["state"], v["clause"], v["due"], v["text_in_force"], v["read_against_later_text"])
        for (case, constraint), v in found.items()
        if constraint == "report.within" and case != "open"
    }
    assert told == {
        "old": ("satisfied", "II.A", "2017-10-21", "the text in force from 2015-03-03 until 2017-10-12", False),
        "new": ("violated", "II.B", "2017-10-17", "the text in force from 2017-10-12", False),
        "older": ("satisfied", "II.A", "1999-10-22", "in force from 2015-03-03", True),
    }


def test_where_the_day_is_not_known_the_texts_must_agree(folder):
    found = judged(ROWS)
    assert found["open", "report.within"]["state"] == "unknown"
    assert found["open", "proposal.by"]["state"] == "satisfied"


def test_what_only_another_text_asks_for_gives_no_verdict(folder):
    found = judged(ROWS)
    assert ("old", "survey.after_proposal") not in found
    assert found["new", "survey.after_proposal"]["state"] == "pending"


def test_a_newer_text_changes_no_verdict_of_an_earlier_day(folder):
    rows = "\n".join(line for line in ROWS.splitlines() if "case=old" in line)
    both = judged(rows)
    alone = judged(rows, "text-2015.agree")
    keys = ("state", "clause", "due", "message", "margin")
    assert {k: [v[key] for key in keys] for k, v in both.items()} == {
        k: [v[key] for key in keys] for k, v in alone.items()
    }


def test_scenarios_see_every_text(folder):
    scenario = """
scenario "under the older text" for change {
  as of 2018-12-31, complete
  2016-03-01 proposal by director
  2016-03-09 report by director
  expect II.A report.within satisfied
}
"""
    Path("agreement.agree").write_text(NEW + scenario, encoding="utf-8")
    (opened,) = [one for one in open_all(".") if one.scenarios]
    assert [d.message for d in opened.diagnostics] == []
    assert len(opened.model.other_texts) == 1


def test_a_reading_that_an_older_text_does_not_know_is_no_mistake(folder):
    ambiguous = NEW.replace(
        "within 5 days after proposal cites II.B",
        'ambiguous counted "five days" { calendar within 5 days after proposal default '
        "working within 5 working days after proposal } cites II.B",
    )
    Path("agreement.agree").write_text(ambiguous, encoding="utf-8")
    Path("log.csv").write_text(csv_of(ROWS), encoding="utf-8")
    request = Request(".", (Path("log.csv"),), date(2018, 12, 31), readings=("counted=working",))
    states = {v.case_id: v.state.value for v in run_audit(request).audit.verdicts if v.origin.name.endswith("within")}
    assert states == {"old": "satisfied", "new": "satisfied", "older": "satisfied", "open": "unknown"}


@pytest.mark.parametrize(
    ("old", "code", "message"),
    [
        (("until 2017-10-12", "until 2017-10-11"), "AG307", "two texts leave a gap between them: text-2015.agree and"),
        (("until 2017-10-12", "until 2017-10-13"), "AG308", "two texts are in force at once: text-2015.agree and"),
        (("2015-03-03 until 2017-10-12", "2017-10-12"), "AG308", "two texts are in force at once"),
        (("hills", "dales"), "AG309", "this is a text of `dales`, and stands beside one of `hills`"),
        ((" in force from 2015-03-03 until 2017-10-12", ""), "AG309", "does not say since when it is in force"),
    ],
)
def test_texts_that_do_not_fit_together_are_refused(folder, old, code, message):
    Path("text-2015.agree").write_text(OLD.replace(*old), encoding="utf-8")
    for opened in (open_agreement("."), open_all(".")[0]):
        (found,) = opened.diagnostics
        assert found.code == code
        assert message in found.message
        assert not opened.ok


def test_mistakes_within_another_text_are_told_once(folder):
    Path("text-2015.agree").write_text(OLD.replace("after proposal", "after proposl"), encoding="utf-8")
    assert [d.code for d in open_agreement(".").diagnostics] == ["AG101"]
    assert [d.code for one in open_all(".") for d in one.diagnostics] == ["AG101"]
    assert not open_agreement(".").ok


def test_a_text_without_end_ends_when_the_next_begins(folder):
    Path("text-2015.agree").write_text(OLD.replace(" until 2017-10-12", ""), encoding="utf-8")
    assert judged(ROWS)["old", "report.within"]["clause"] == "II.A"


LAW = """
pack by_law "By-law" {
  provision copy "copy of the report" cites "By-law 3" fact BY-3 level R {
    says "a copy of each report goes to the state"
    procedures change {
      filing state_copy "copy to the state" by unstated to dese after report
      given notice report by director
    }
  }
}
"""


@pytest.mark.parametrize("apart", [False, True])
def test_the_law_binds_a_case_under_an_older_text_as_well(folder, apart):
    for name, text in (("agreement.agree", NEW), ("text-2015.agree", OLD)):
        if not (apart and name == "text-2015.agree"):
            Path(name).write_text(text + LAW, encoding="utf-8")
    rows = """
    proposal 2017-09-01 case=old
    report   2017-09-05 case=old
    proposal 2017-11-01 case=new
    report   2017-11-02 case=new
    """
    found = judged(rows)
    cases = {case for case, constraint in found if constraint == "state_copy.after_report"}
    assert ("new" in cases, "old" in cases) == (True, not apart)
