"""Steps outside procedures: what the model makes of them, their checklist, and what a log may say of them."""

import pytest
from stock import document_of, model_of, opened, run

from agreelint.graph.export import dot
from agreelint.model.recurrence import Every, ForEach
from agreelint.report.checklist import render
from agreelint.session import DUTIES, make_checklist, part
from agreelint.skeletons.log_columns import columns_of
from agreelint.skeletons.log_rows import log_template

HILLS = """
agreement hills "Hills" { jurisdiction massachusetts  school_year starts September 1 }
group town "town" cites I { adams "Adams"  becket "Becket" }
body board "Board" cites II { seats 3 decides with more than 1/2 of present
  meets at least once from July 1 to September 30 every fiscal_year }
office chair "Chair" cites II
"""
DUTIES_OF_HILLS = """
step invoice "invoice" optional cites VI
duty payment "payment" cites VI.A by chair for each invoice within 30 days after invoice
duty report "report" cites V by chair to board every fiscal_year as FY no later than March 1 preceding FY
duty review_of_text "review" cites V by chair every 4 years from 2018-07-01
duty handbook "handbook" cites IV by chair no later than 2019-06-30
procedure budget "Budget" cites VII every school_year as SY { step proposed by chair no later than April 30 in SY }
procedure leaving of leaver in town "Leaving" cites X {
  notice word by chair to every other town no later than 2020-06-30
}
"""
VOTE_AND_DUTY = """
procedure p cites V { vote a by each town carries when all town approve }
duty b cites V by chair for each a after a
"""


def errors(text):
    return [(d.code, d.message, d.hint) for d in opened(HILLS + text).diagnostics]


def test_each_step_outside_stands_alone_in_a_procedure():
    model = model_of(HILLS + DUTIES_OF_HILLS)
    assert list(model.procedures) == ["budget", "leaving"]
    assert {name: p.recurs and str(p.recurs) for name, p in model.outside.items()} == {
        "invoice": "for each invoice",
        "payment": "for each invoice",
        "report": "every fiscal year",
        "review_of_text": "every 4 years from 2018-07-01",
        "handbook": None,
    }
    payment = model.outside["payment"]
    assert [step.id for step in payment.own] == ["payment"]
    assert payment.given == {"invoice"}
    assert [c.origin.name for c in payment.constraints] == ["payment.within", "payment.by"]
    assert isinstance(payment.recurs, ForEach)
    assert isinstance(model.outside["report"].recurs, Every)


def test_a_duty_without_a_last_day_is_due_by_the_end_of_its_period():
    review = model_of(HILLS + DUTIES_OF_HILLS).outside["review_of_text"]
    assert [c.origin.name for c in review.constraints] == ["review_of_text.every", "review_of_text.by"]


def test_checklist_of_what_stands_outside():
    model = model_of(HILLS + DUTIES_OF_HILLS)
    items = make_checklist(model, None, ()).items
    assert [(item.number, item.step, item.when) for item in items] == [
        (1, "handbook", ("once", "no later than 2019-06-30")),
        (2, "review_of_text", ("every 4 years from 2018-07-01", "no later than the end of that period")),
        (3, "report", ("every fiscal year, called FY here", "no later than March 1 preceding FY")),
        (4, "invoice", ("each time that it is done", "optional: it may be left out")),
        (5, "payment", ("for each invoice", "within 30 days after the invoice")),
        (6, "meeting", ("at least once from July 1 to September 30 every fiscal year",)),
    ]
    assert make_checklist(model, DUTIES, ()).items == items
    assert "Duties outside procedures — Hills" in render(make_checklist(model, None, ()), "text")


def test_checklists_say_how_often_and_about_whom():
    model = model_of(HILLS + DUTIES_OF_HILLS)
    assert make_checklist(model, "budget", ()).warnings == ("this is done every school year, called SY here",)
    leaving = make_checklist(model, "leaving", ())
    assert leaving.warnings == ("each case is about one town, called leaver here",)
    assert leaving.items[0].recipients == "each other town (1)"


def test_graph_of_what_stands_outside():
    model = model_of(HILLS + DUTIES_OF_HILLS)
    assert [p.id for p in part(model, "budget")] == ["budget"]
    assert list(part(model, DUTIES)) == list(model.outside.values())
    drawn = dot(model.agreement, part(model, None))
    assert '"payment.invoice" [label="invoice\\nVI", shape=box, style=dashed];' in drawn
    assert '"payment.invoice" -> "payment.payment"' in drawn


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("duty a cites V by chair", "`a` is owed once, but by what day is not said", None),
        ("duty a cites V by chair every week", "no period is called `week`", None),
        ("duty a cites V by chair every 3 hours from 2018-07-01", "nothing returns every 3 hours", None),
        ("duty a cites V by chair for each b", "no step is called `b`", None),
        ("step b optional cites V duty a cites V by chair for each b", "nothing says when `a` is due for a b", None),
        (
            "duty a cites V by chair for each meeting of bord before meeting",
            "no body is called `bord`",
            "did you mean `board`?",
        ),
        (
            "step b optional cites V duty a cites V by chair every month within 5 days after b",
            "`b` happens again and again and `a` returns every month: which one is meant cannot be told",
            "say `for each b` here too",
        ),
        (
            "vote a cites V by each town carries when all town approve",
            "`a` is done by or for each town, but when is not said",
            "say `every …`",
        ),
        ("duty a cites V by chair every fiscal_year no later than end of FY", "no year is called `FY` here", None),
        (
            "duty a cites V by chair every fiscal_year no later than end of FY18",
            "no year is called `FY18` here",
            "write the year in four figures: FY2018",
        ),
        ("duty a cites V by chair every month every month", "this is said twice for one step", None),
        (
            VOTE_AND_DUTY,
            "`a` is done for each town",
            None,
        ),
    ],
)
def test_what_is_refused(text, message, hint):
    (found,) = {one for one in errors(text) if one[1] == message} or [None]
    assert found is not None, errors(text)
    assert hint in {None, found[2]}


def test_school_years_need_a_first_day():
    head = 'agreement h "H" { jurisdiction massachusetts } office chair "C" cites I'
    text = f"{head} duty a cites V by chair every school_year"
    assert [d.message for d in opened(text).diagnostics] == ["nothing says when a school year starts"]


@pytest.mark.parametrize(
    ("rows", "code", "message"),
    [
        ("report 2018-02-01 case= actor=chair fiscal_year=last", "AG070", "`last` is no fiscal year"),
        ("proposed 2018-02-01 actor=chair school_year=18", "AG070", "`18` is no school year"),
        ("word 2018-02-01 actor=chair subject=athol", "AG071", "no town is called `athol`"),
        (
            "word 2018-02-01 actor=chair subject=adams\nword 2018-02-02 actor=chair subject=becket",
            "AG072",
            "`adams` and `becket`",
        ),
    ],
)
def test_rows_that_cannot_be_meant(tmp_path, monkeypatch, rows, code, message):
    monkeypatch.chdir(tmp_path)
    outcome = run(tmp_path, HILLS + DUTIES_OF_HILLS, rows)
    assert outcome.exit_code == 2
    (found,) = [d for d in outcome.diagnostics if d.code == code]
    assert message in found.message


def test_a_finding_on_a_step_outside_needs_no_case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = HILLS + 'duty report cites V by chair every fiscal_year judged "complete"'
    rows = "report 2018-02-01 case= actor=chair\nfinding 2018-03-01 case= subject=report outcome=approved"
    verdicts = document_of(run(tmp_path, text, rows))["verdicts"]
    assert {v["constraint"]: v["state"] for v in verdicts if v["instance"]["period"] == "FY2018"} == {
        "report.every": "satisfied",
        "report.by": "satisfied",
        "report.judged": "satisfied",
    }


def test_a_log_to_type_into_asks_whom_the_case_is_about():
    steps = "notice word by leaver to board after hearing reading hearing at meeting of board"
    model = model_of(f"{HILLS} procedure leaving of leaver in town cites X {{ {steps} }}")
    leaving = model.procedures["leaving"]
    log = log_template(model, leaving, make_checklist(model, "leaving", ()), "first")
    rows = [dict(zip(log.columns, row, strict=True)) for row in log.rows]
    assert "subject" in log.columns
    assert {row["activity"]: row["actor"] for row in rows} == {"word": "", "hearing": ""}


WORD = """
procedure leaving cites X {
  notice word by chair to board at least 12 months before the requested_date of word
  step gone by chair no earlier than the requested_date of word
}
"""


def test_a_day_that_a_clause_takes_from_a_row_must_be_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = run(tmp_path, HILLS + WORD, "word 2020-05-01 'requested_date=next July'")
    assert [d.code for d in outcome.diagnostics] == ["AG052"]
    assert "`requested_date` cannot be read: `next July`" in outcome.diagnostics[0].message


def test_a_log_to_type_into_has_a_column_for_such_a_day():
    model = model_of(HILLS + WORD)
    procedure = model.procedures["leaving"]
    assert "requested_date" in columns_of(procedure, shared=False)
