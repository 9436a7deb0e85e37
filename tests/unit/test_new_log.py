"""`agreelint new log`: what stands in the template, and that nothing in it counts until it is filled in."""

import csv
import io
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from stock import AGREEMENTS, opened_once, with_steps

from agreelint import session
from agreelint.auditing import Request, run_audit
from agreelint.diagnostics import AgreelintError
from agreelint.logs.events import COLUMNS, NOT_HELD, Outcome
from agreelint.logs.sheet_text import HELP, LISTS, SHEET
from agreelint.skeletons.log_columns import MEANINGS, REMINDER
from agreelint.skeletons.log_csv import log_csv
from agreelint.skeletons.log_rows import PENDING, log_template
from agreelint.skeletons.log_workbook import OUTCOMES, log_workbook
from agreelint.skeletons.placing import place

pytestmark = pytest.mark.usefixtures(opened_once.__name__)
SHIPPED = [(name, procedure) for name in AGREEMENTS for procedure in session.open_agreement(name).model.procedures]


def made(agreement: str, procedure: str, case: str = "c1"):
    _, model = session.open_procedure(agreement, procedure)
    checklist = session.make_checklist(model, procedure, ())
    return log_template(model, model.procedures[procedure], checklist, case), model, checklist


def template(tmp_path: Path, steps: str, more: str = ""):
    (tmp_path / "a.agree").write_text(with_steps(steps, more), encoding="utf-8")
    return made(str(tmp_path / "a.agree"), "change")[0]


def records(log) -> list[dict[str, str]]:
    return [{k: v for k, v in zip(log.columns, row, strict=True) if v} for row in log.rows]


def sheet_of(agreement: str, procedure: str):
    log, model, checklist = made(agreement, procedure)
    data = log_workbook(log, model.procedures[procedure], checklist, "agreelint audit A LOG")
    return load_workbook(io.BytesIO(data))


def audit(agreement: str, path: Path, **options):
    options.setdefault("as_of", date(2026, 11, 29))
    return run_audit(Request(agreement, (path,), **options))


# ---- rows --------------------------------------------------------------------------------------------------


def test_one_row_for_each_step_with_what_the_agreement_leaves_no_choice_in(tmp_path):
    log = template(
        tmp_path,
        """
        step proposal by any of director, chair
        notice letter "letter" by director to chair and town_clerk at least 20 days before hearing
        reading hearing at meeting of board
        """,
    )
    assert records(log) == [
        {"case_id": "c1", "activity": "proposal", "outcome": "pending", "reminder": "proposal (III)"},
        {
            "case_id": "c1",
            "activity": "letter",
            "reminder": "letter (III): at least 20 days before the hearing",
            "outcome": "pending",
            "actor": "director",
            "recipient": "chair;town_clerk",
        },
        {
            "case_id": "c1",
            "activity": "hearing",
            "reminder": "hearing (III): at a meeting of the Board",
            "outcome": "pending",
            "body": "board",
        },
    ]


def test_one_row_for_each_member_who_acts_or_receives():
    rows = records(made("bi_county", "amendment")[0])
    notices = [row for row in rows if row["activity"] == "second_notice"]
    votes = [row for row in rows if row["activity"] == "district_vote"]
    assert len(notices) == len(votes) == 19
    assert notices[0]["actor"] == "executive_director"
    assert notices[0]["recipient"] == votes[0]["actor"] == "attleboro"
    assert "to Attleboro Public Schools (VIII.E)" in notices[0]["reminder"]
    assert "by Attleboro Public Schools (VIII.G)" in votes[0]["reminder"]


def test_an_office_of_each_member_is_told_by_its_body_and_findings_have_rows():
    rows = records(made("mount_greylock", "amendment")[0])
    assert [(row["actor"], row["body"]) for row in rows if row["activity"] == "warrant_article"] == [
        ("selectmen", "lanesborough"),
        ("selectmen", "williamstown"),
    ]
    found = [row for row in rows if row["activity"] == "finding"]
    assert [row["subject"] for row in found] == ["commissioner_presentation", "effective"]
    assert "“in a timely manner” (XII.B): write “approved” or “rejected”" in found[0]["reminder"]


@pytest.mark.parametrize(
    ("steps", "columns"),
    [
        ("step proposal by director", set()),
        ("vote tally by board passes with more than 1/2 of seats", {"votes_for", "votes_against", "votes_abstain",
                                                                    "members_present"}),
        ("vote tally by board passes with all present from each town",
         {"votes_for", "votes_against", "votes_abstain", "members_present", "votes_for_by", "votes_against_by",
          "members_present_by"}),
        ("vote one by each town passes with more than 1/2 of registered_voters carries when all town approve and sign",
         {"votes_for", "votes_against", "votes_abstain", "members_total", "signed"}),
        ("notice letter by director via mail or delivery enclosing text", {"medium", "enclosures"}),
        ("filing paper by director signed by at least 1/10 of registered_voters with certificate of town_clerk",
         {"signatures", "registered_voters", "certificate"}),
        ('step proposal by director judged "promptly"', {"subject"}),
        ("notice bill by director to chair\nstep answer by chair after the receipt of bill", {"received"}),
        ("notice bill by director to chair\nstep reply by chair within 9 days after the receipt of bill", {"received"}),
        ("duty letter no later than 2017-06-30\nstep more by chair adds at most 30 days to letter", {"extended_to"}),
        ("step proposal\nreading hearing at next regular meeting of board after proposal", {"meeting_kind"}),
    ],
)  # fmt: skip
def test_the_columns_that_the_constraints_ask_for(tmp_path, steps, columns):
    always = {"case_id", "activity", "reminder", "timestamp", "outcome", "actor", "recipient", "body", "note"}
    log = template(tmp_path, steps)
    assert set(log.columns) == always | columns
    assert log.columns == tuple(name for name, _ in MEANINGS if name in log.columns)


def test_a_chair_and_recusals_have_columns(tmp_path):
    more = """
    body senate "Senate" cites V { seats 5  chair votes only on ties  recused members do not count
      decides with all present }
    """
    log = template(tmp_path, "vote tally by senate", more)
    assert {"chair_voted", "recused", "members_present"} <= set(log.columns)


def test_what_conditions_ask_of_a_log_has_columns_words_and_rows(tmp_path):
    steps = """
    reading hearing at meeting of board
    notice letter by director when meeting_kind of hearing is emergency or not weather of hearing is stormy
    step appeal by chair when judged "in good faith" by board and weather of hearing is hot
    """
    log = template(tmp_path, steps)
    assert log.columns[-3:] == ("subject", "weather", "note")
    assert records(log)[-1] == {
        "case_id": "c1",
        "activity": "finding",
        "subject": "in good faith",
        "actor": "board",
        "reminder": "whether it was found “in good faith”: write “approved” or “rejected”",
        "outcome": "pending",
    }
    book = sheet_of(str(tmp_path / "a.agree"), "change")
    words = {sheet_words[0]: sheet_words for sheet_words in book[LISTS].iter_cols(values_only=True)}
    assert words["stormy"][:3] == ("stormy", "hot", None)
    assert words["regular"][:3] == ("regular", "special", "emergency")
    assert any("in good faith" in column for column in words.values())


def test_rows_say_for_which_period_and_of_which_procedure_they_are_where_that_is_not_plain(tmp_path):
    more = """
    duty invoice cites IV by director every fiscal_year as FY no later than March 1 in FY
    procedure budget "budget" cites VI every fiscal_year as FY {
      step proposed by director no later than April 30 preceding FY
    }
    procedure again "again" cites VII every fiscal_year as FY {
      step asked by director within 30 days after invoice
      continues as budget after asked
    }
    procedure months "months" cites VIII every 3 months from 2020-07-01 {
      step report by director
    }
    """
    (tmp_path / "a.agree").write_text(with_steps("step proposal by director", more), encoding="utf-8")
    path = str(tmp_path / "a.agree")
    assert {"procedure", "fiscal_year", "period"}.isdisjoint(made(path, "change")[0].columns)
    assert {"period"} == {"procedure", "fiscal_year", "period"} & set(made(path, "months")[0].columns)
    log = made(path, "again")[0]
    assert {"procedure", "fiscal_year"} == {"procedure", "fiscal_year", "period"} & set(log.columns)
    assert {(row["activity"], row.get("procedure"), row.get("fiscal_year")) for row in records(log)} == {
        ("invoice", None, None),
        ("asked", "again", None),
        ("proposed", "again", None),
    }


def test_the_words_of_the_template_are_those_of_the_log():
    assert PENDING in NOT_HELD
    assert [word for word in OUTCOMES if Outcome.of(word) is Outcome.APPROVED] == ["approved"]
    assert [word for word in OUTCOMES if Outcome.of(word) is Outcome.REFUSED] == ["rejected"]
    periods = {"calendar_year", "school_year", "month", "period"}
    of_the_clauses = {REMINDER, *periods, "enclosures", "signatures", "registered_voters", "certificate", "extended_to"}
    of_the_clauses |= {"authorization", "contents", "posted", "session", "designee_of", "unavailable"}
    assert {name for name, _ in MEANINGS} - of_the_clauses <= COLUMNS


def test_the_page_on_logs_names_every_column(root):
    page = (root / "docs" / "logs.md").read_text(encoding="utf-8")
    table = {word for line in page.splitlines() if line.startswith("| `") for word in re.findall(r"`(\w+)`", line)}
    assert COLUMNS | {name for name, _ in MEANINGS} - {REMINDER} <= table


# ---- untouched, and filled in --------------------------------------------------------------------------------


@pytest.mark.parametrize(("agreement", "procedure"), SHIPPED)
@pytest.mark.parametrize(("suffix", "through"), [("xlsx", None), ("csv", date(2026, 11, 29))])
def test_a_template_as_it_is_says_that_nothing_happened(tmp_path, agreement, procedure, suffix, through):
    log, model, checklist = made(agreement, procedure)
    data = log_csv(log).encode() if suffix == "csv" else log_workbook(log, model.procedures[procedure], checklist, "")
    (tmp_path / f"log.{suffix}").write_bytes(data)
    outcome = audit(agreement, tmp_path / f"log.{suffix}", procedure=procedure, complete_through=through)
    assert outcome.diagnostics == ()
    if through and model.procedures[procedure].recurs:  # what returns is missing in each of its periods
        assert not any(verdict.finding.events for verdict in outcome.audit.verdicts)
        return
    assert outcome.audit.verdicts == ()
    assert outcome.exit_code == 3


def filled(book, **days):
    """Write days and `done` into the rows of some activities."""
    sheet = book[SHEET]
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(names, row, strict=True))
        if cells["activity"].value in days:
            day, outcome = days[cells["activity"].value]
            cells["timestamp"].value, cells["outcome"].value = day, outcome
    return book


def test_rows_that_are_filled_in_are_judged(tmp_path):
    book = filled(
        sheet_of("bi_county", "amendment"),
        written_proposal=(date(2017, 4, 14), "done"),
        first_notice=("2017-04-26", "done"),
        first_reading=(datetime(2017, 5, 11, 19, 0), "done"),  # noqa: DTZ001 - a workbook knows no zone
    )
    book.save(tmp_path / "log.xlsx")
    outcome = audit("bi_county", tmp_path / "log.xlsx", complete_through=date(2017, 5, 31), as_of=date(2017, 5, 31))
    assert outcome.exit_code == 1
    states = {}
    for verdict in outcome.audit.verdicts:
        states.setdefault(verdict.state.value, set()).add(verdict.origin.name)
    assert states["violated"] == {"amendment.written_proposal.lead", "amendment.first_notice.contents"}
    assert {"amendment.first_notice.lead", "amendment.first_reading.after_written_proposal"} <= states["satisfied"]


def test_a_row_without_a_day_that_no_longer_says_pending_was_done_some_day(tmp_path):
    book = filled(
        sheet_of("bi_county", "amendment"), first_reading=(None, "done"), written_proposal=(date(2017, 4, 10), "done")
    )
    book.save(tmp_path / "log.xlsx")
    verdicts = audit("bi_county", tmp_path / "log.xlsx").audit.verdicts
    (reading,) = [v for v in verdicts if v.origin.step == "first_reading" and v.finding.events]
    assert reading.state.value == "unknown"
    assert "day not recorded" in reading.finding.message


def test_a_day_that_has_passed_in_a_row_that_says_pending_is_remarked(tmp_path):
    book = filled(sheet_of("mount_greylock", "amendment"), effective=(date(2018, 1, 1), PENDING))
    book.save(tmp_path / "log.xlsx")
    outcome = audit("mount_greylock", tmp_path / "log.xlsx", as_of=date(2018, 1, 1))
    (remark,) = outcome.diagnostics
    assert (remark.code, remark.severity.value, outcome.exit_code) == ("AG076", "warning", 3)
    assert remark.message == (
        "this `effective` counts as not done, because its outcome is `pending`, but its day has passed"
    )
    assert remark.hint == "if it was done, write `done`, `approved` or `rejected` over `pending`"
    assert audit("mount_greylock", tmp_path / "log.xlsx", as_of=date(2017, 12, 31)).diagnostics == ()


@pytest.mark.parametrize(
    ("rows", "remarks"),
    [
        ("hearing,2017-05-11,,scheduled", 1),
        ("hearing,2017-05-11,,no_vote", 0),
        ("hearing,2017-05,,scheduled", 1),
        ("hearing,,,scheduled", 0),
        ("hearing,2019-05-11,,scheduled", 0),
        ("hearing,2017-05-11,,scheduled\nhearing,2017-05-18,,", 0),
        ("hearing,2017-05-11,,scheduled\nhearing,2017-05-11,,no_vote", 0),
        ("hearing,2017-05-11,board,scheduled\nhearing,2017-05-18,director,", 1),
        ("hearing,2017-05-11,board,scheduled\nhearing,2017-05-18,,", 0),
        ("other,2017-05-11,,scheduled", 0),
    ],
)
def test_which_rows_are_overtaken(tmp_path, rows, remarks):
    (tmp_path / "a.agree").write_text(with_steps("reading hearing at meeting of board"), encoding="utf-8")
    text = "".join(f"c1,{row}\n" for row in rows.split("\n"))
    (tmp_path / "log.csv").write_text(f"case_id,activity,timestamp,actor,outcome\n{text}", encoding="utf-8")
    outcome = audit(str(tmp_path / "a.agree"), tmp_path / "log.csv", as_of=date(2018, 12, 31))
    assert [d.code for d in outcome.diagnostics] == ["AG076"] * remarks


# ---- the workbook ------------------------------------------------------------------------------------------


def test_the_workbook_is_ready_to_type_into():
    book = sheet_of("mount_greylock", "amendment")
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        (SHEET, "visible"),
        (HELP, "visible"),
        (LISTS, "hidden"),
    ]
    sheet = book[SHEET]
    names = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "C2"
    assert all(cell.comment for cell in sheet[1])
    stamp = names.index("timestamp")
    assert {row[stamp].number_format for row in sheet.iter_rows(min_row=2)} == {"yyyy-mm-dd"}
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        column = sheet[str(rule.sqref).split(":")[0]].column
        area = rule.formula1.split("!")[1].replace("$", "")
        offered[names[column - 1]] = [row[0].value for row in book[LISTS][area]]
    assert offered["outcome"] == list(OUTCOMES)
    assert {"lanesborough", "committee", "commissioner"} <= set(offered["actor"])
    assert offered["actor"] == offered["recipient"] == offered["body"]
    assert offered["medium"] == ["mail", "delivery"]
    assert offered["activity"][-2:] == ["meeting", "finding"]


def test_the_second_sheet_explains_every_column_and_every_step():
    book = sheet_of("bi_county", "amendment")
    first = {row[0]: row for row in book[HELP].iter_rows(values_only=True) if row[0]}
    _, model, checklist = made("bi_county", "amendment")
    meanings = dict(MEANINGS)
    for cell in book[SHEET][1]:
        assert first[cell.value][1] == meanings[cell.value]
    for item in checklist.items:
        _, title, clause, who, *_, rest = first[item.step]
        assert (title, clause, who) == (item.title, item.clause, "; ".join(item.who))
        assert (rest or "") == "\n".join((*item.when, *item.votes, *item.notes))
    assert first["attleboro"][1] == "Attleboro Public Schools"
    assert "To judge the log: agreelint audit A LOG" in first


def test_a_title_that_starts_like_a_formula_is_text(tmp_path):
    (tmp_path / "a.agree").write_text(with_steps('step proposal "=1+1" by director'), encoding="utf-8")
    book = sheet_of(str(tmp_path / "a.agree"), "change")
    about = book[SHEET]["C2"]
    assert (about.value, about.data_type) == ("=1+1 (III)", "s")


def test_the_csv_is_the_same_log():
    log = made("mount_greylock", "amendment")[0]
    assert [tuple(row) for row in csv.reader(io.StringIO(log_csv(log)))] == [log.columns, *log.rows]
    book = sheet_of("mount_greylock", "amendment")
    rows = [tuple(value or "" for value in row) for row in book[SHEET].iter_rows(values_only=True)]
    assert rows == [log.columns, *log.rows]


# ---- placing -----------------------------------------------------------------------------------------------


def test_all_files_or_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place({Path("a/b.txt"): b"one"})
    with pytest.raises(AgreelintError, match=r"a/b\.txt is there already; nothing was written"):
        place({Path("a/c.txt"): b"two", Path("a/b.txt"): b"two"})
    assert sorted(path.name for path in Path("a").iterdir()) == ["b.txt"]
    with pytest.raises(AgreelintError, match=r"a/b\.txt/c\.txt cannot be written: "):
        place({Path("a/b.txt/c.txt"): b"three"})


def test_a_vacant_seat_begins_with_who_leaves_it():
    first = records(made("mount_greylock", "vacancy")[0])[0]
    assert (first["activity"], first["body"]) == ("leaves_office", "committee")
    assert "procedure" not in first
