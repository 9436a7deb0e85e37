"""The shipped agreements: clean, audited on their real records, and what these must come to.

`agreements/<slug>/expected/` holds the checklists, the graph, and for each record every verdict and the report as they
are printed; `--update-golden` writes them anew. The assertions in words are those of `../shared/histories/README.md`.
"""

import csv
import io
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from stock import AGREEMENTS, REGISTERS, csv_of, document_of, opened_once, rendered, run

from agreelint import auditing, proving, session
from agreelint.audit.verdicts import State
from agreelint.deadlines import work_out
from agreelint.diagnostics import Severity
from agreelint.explain.phrases import ambiguities
from agreelint.graph.export import dot, mermaid
from agreelint.model.wordings import ROLL, known_readings
from agreelint.prove.expectations import check
from agreelint.prove.proofs import audit_under
from agreelint.report import checks, dates, proofs
from agreelint.report.checklist import render
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax.parser import parse
from agreelint.syntax.walk import inside

pytestmark = pytest.mark.usefixtures(opened_once.__name__)
AS_OF = {
    ("bi_county", "history"): date(2017, 12, 31),
    ("mount_greylock", "history"): date(2018, 12, 31),
    ("mount_greylock", "history-2016-debt"): date(2016, 12, 31),
    ("mount_greylock", "history-2022-budget"): date(2021, 6, 30),
}
RECORDS = tuple(AS_OF)
NAMES = AGREEMENTS
SCENARIOS = [(name, file) for name in NAMES for file in sorted((share("agreements") / name).glob("scenarios/*.agree"))]
DAMAGED = "AG407"
"""What is wrong with a source itself, and stays a warning as long as the source is as it is."""
CLAUSES = {
    "bi_county": {
        "proposal": "VIII.A",
        "written_proposal": "VIII.B",
        "first_notice": "VIII.B",
        "first_reading": "VIII.C",
        "dese_submission": "VIII.C",
        "dese_review": "VIII.D",
        "dese_changes": "VIII.D",
        "second_notice": "VIII.E",
        "second_reading": "VIII.F",
        "board_vote": "VIII.F",
        "district_submission": "VIII.F",
        "district_vote": "VIII.G",
        "commissioner_submission": "VIII.G",
        "bese_approval": "VIII.G",
        "effective": "VIII.H",
    },
    "mount_greylock": dict.fromkeys(
        (
            "committee_initiation",
            "voter_petition",
            "selectmen_notice",
            "warrant_article",
            "next_annual_meeting",
            "commissioner_presentation",
            "town_meeting_vote",
            "commissioner_approval",
            "effective",
        ),
        "XII.B",
    ),
}
DISTRICTS = {
    "attleboro",
    "bellingham",
    "blackstone_millville",
    "easton",
    "foxborough",
    "franklin",
    "hopedale",
    "king_philip",
    "mansfield",
    "milford",
    "norfolk",
    "norton",
    "north_attleborough",
    "plainville",
    "swansea",
    "tri_county",
    "uxbridge",
    "walpole",
    "wrentham",
}


@pytest.fixture
def expected(update_golden):
    """Return a check of a text against `agreements/<slug>/expected/<file>`."""

    def check(name, file, text):
        path = share("agreements") / name / "expected" / file
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        assert path.is_file(), f"no {path.name}; run `make golden` and read what it writes"
        assert text == path.read_bytes().decode("utf-8"), "if rightly so, run `make golden`"

    return check


def audited(name, record="history", **options):
    """Audit a record that ships with an agreement, as from the checkout."""
    folder = share("agreements") / name
    mapping = folder / f"{record.replace('history', 'mapping')}.toml"
    request = auditing.Request(
        name,
        (folder / f"{record}.csv",),
        AS_OF[name, record],
        mapping=mapping if mapping.is_file() else None,
        packs=options.pop("packs", False),
        **options,
    )
    return auditing.run_audit(request)


@pytest.fixture
def in_checkout(root, monkeypatch):
    """Make the checkout the current folder, so that printed paths do not depend on where tests run."""
    monkeypatch.chdir(root)


def of_record(record, file):
    """Return where the golden text of a record lies: that of the first beside the checklists."""
    return file if record == "history" else f"{record}/{file}"


def verdicts(outcome, constraint, procedure="amendment"):
    """Return the verdicts of a constraint, by the member that they concern."""
    found = [v for v in document_of(outcome)["verdicts"] if v["constraint"] == f"{procedure}.{constraint}"]
    assert found, f"no verdict {constraint}"
    return {v["instance"]["for"]: v for v in found}


def only(outcome, constraint, procedure="amendment"):
    """Return the single verdict of a constraint."""
    (verdict,) = verdicts(outcome, constraint, procedure).values()
    return verdict


# ---- all of them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_it_is_clean(name):
    opened = session.open_agreement(name)
    told = [d.message for d in opened.diagnostics if d.code != DAMAGED]
    assert told == []
    assert opened.model.agreement.id == name


@pytest.mark.parametrize("name", NAMES)
def test_its_scenarios_stand_in_files_of_their_own(name):
    found = {Path(scenario.span.path).name for one in session.open_all(name) for scenario in one.scenarios}
    assert found == {file.name for of, file in SCENARIOS if of == name}


@pytest.mark.parametrize(("name", "file"), SCENARIOS, ids=lambda value: getattr(value, "stem", value))
def test_its_scenarios_are_met_and_what_they_expect_can_fail(name, file, monkeypatch):
    """A good state that is expected leaves no room for another one; a bad one is never taken for a good one."""
    audited = cache(audit_under)  # what was audited to meet expectations is asked again for others
    monkeypatch.setattr("agreelint.prove.proofs.audit_under", audited)
    found = proving.run_scenarios([str(file)])
    assert found.exit_code == 0, "".join(proofs.text(found))
    good = {State.SATISFIED, State.HOLDING, State.NOT_APPLICABLE}
    for proof in found.proofs:
        for expectation in (checked.expectation for checked in proof.checks if checked.expectation.state):
            audit = audited(proof.scenario, expectation.readings)
            others = set(State) - {expectation.state} - (set() if expectation.state in good else set(State) - good)
            for state in others:
                assert not check(evolve(expectation, state=state), audit).met or "nothing" in expectation.text


@pytest.mark.parametrize("name", NAMES)
def test_its_steps_have_the_names_and_clauses_of_the_contract(name):
    steps = session.open_agreement(name).model.procedures["amendment"].steps
    assert {step.id: step.clauses.label for step in steps.values()} == CLAUSES[name]


@pytest.mark.parametrize("name", NAMES)
def test_its_offices_and_members_have_the_names_of_the_contract(name):
    known = session.open_agreement(name).model.agreement.known_ids
    members = {
        "bi_county": DISTRICTS | {"executive_director", "board_chair", "board"},
        "mount_greylock": {"committee", "secretary", "selectmen", "lanesborough", "williamstown"},
    }
    assert members[name] | {"dese", "bese", "commissioner"} <= known


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_every_verdict_on_its_records(name, record, expected, in_checkout):
    expected(name, of_record(record, "verdicts.csv"), rendered(audited(name, record), "csv"))


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_report_on_its_records(name, record, expected, in_checkout):
    text = rendered(audited(name, record), "text")
    assert "NOT PROVED" in text
    assert f"Record: agreements/{name}/{record}.csv" in text
    expected(name, of_record(record, "report.txt"), text)


@pytest.mark.parametrize("name", NAMES)
def test_every_record_that_ships_is_audited(name):
    shipped = {(name, path.stem) for path in (share("agreements") / name).glob("history*.csv")}
    assert shipped == {record for record in RECORDS if record[0] == name}


@pytest.mark.parametrize("name", REGISTERS)
def test_findings_in_a_register(name, expected, in_checkout):
    opened = tuple(map(session.across, session.open_all(name)))
    found = checks.Checked(
        tuple(one.sources[0].path for one in opened),
        tuple(d for one in opened for d in one.diagnostics),
        tuple(source for one in opened for source in one.sources),
    )
    assert not found.count(Severity.ERROR)
    assert not found.count(Severity.WARNING)
    expected(name, "findings.txt", checks.text(found))


@pytest.mark.parametrize(("form", "suffix"), [("text", "txt"), ("markdown", "md")])
@pytest.mark.parametrize("name", NAMES)
def test_checklist(name, form, suffix, expected):
    made = session.make_checklist(session.open_agreement(name).model, "amendment", ())
    expected(name, f"checklist.{suffix}", render(made, form))


@pytest.mark.parametrize("name", NAMES)
def test_checklist_of_every_procedure(name, expected, update_golden):
    opened = session.open_agreement(name)
    lists = {
        f"{one}.txt": session.make_checklist(opened.model, one, ()) for one in (*opened.model.procedures, "duties")
    }
    folder = share("agreements") / name / "expected" / "checklists"
    folder.mkdir(exist_ok=True)
    for file, made in lists.items():
        expected(name, f"checklists/{file}", render(made, "text"))
    for stale in {path.name for path in folder.iterdir()} - set(lists):
        if update_golden:
            (folder / stale).unlink()
        else:
            pytest.fail(f"{stale} is the checklist of no procedure")


@pytest.mark.parametrize("name", NAMES)
def test_every_phrase_with_several_readings_can_be_chosen_and_is_explained(name):
    opened = session.open_agreement(name)
    declared = {
        node.name.text
        for node in inside(opened.tree)
        if type(node).__name__.startswith("Ambiguous") and hasattr(node, "readings")
    }
    sources = {source.path: source for source in opened.sources}
    explained = {one.name for one in ambiguities(opened.tree, opened.model, sources)}
    assert explained == declared == set(known_readings(opened.model)) - {ROLL}


@pytest.mark.parametrize("name", NAMES)
def test_every_default_has_a_reason(name):
    """Who reads a phrase in one of several ways says why, unless no way is the default."""
    without = [
        f"{path.name}: {reading.name.text}"
        for path in sorted((share("agreements") / name).glob("*.agree"))
        for reading in inside(parse(Source(path.name, path.read_text(encoding="utf-8"))).value)
        if getattr(reading, "default", None) is True and not reading.because
    ]
    assert without == []


@pytest.mark.parametrize("name", NAMES)
def test_graph(name, expected):
    model = session.open_agreement(name).model
    expected(name, "graph.mmd", mermaid(model.agreement, model.procedures.values()))


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_nothing_is_wrong_on_its_records(name, record):
    outcome = audited(name, record)
    states = Counter(v["state"] for v in document_of(outcome)["verdicts"])
    assert not states["violated"]
    assert not states["no_effect"]
    assert outcome.exit_code == 0


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_the_law_accuses_nobody_on_its_records(name, record):
    """And what the agreement itself asks comes out as it does without the law, but where the law adds evidence."""
    found = document_of(audited(name, record, packs=True))
    alone = document_of(audited(name, record))
    assert found["packs"]
    assert alone["packs"] == []
    by_law = [v for v in found["verdicts"] if v["origin"] == "statute"]
    assert by_law
    assert not [v for v in found["verdicts"] if v["state"] in {"violated", "no_effect"}]
    before = {(v["constraint"], v["instance"]["for"]): v["state"] for v in alone["verdicts"]}
    own = {(v["constraint"], v["instance"]["for"]): v["state"] for v in found["verdicts"] if v["origin"] == "agreement"}
    changed = {key: (state, own[key]) for key, state in before.items() if own.get(key) not in {state, None}}
    assert not {key: pair for key, pair in changed.items() if pair[0] == "satisfied" or pair[1] == "satisfied"}


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_every_verdict_is_read_against_a_later_text(name, record):
    """Since when each text is in force is not recorded."""
    assert all(
        v["read_against_later_text"] and v["text_in_force"] for v in document_of(audited(name, record))["verdicts"]
    )


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_csv_agrees_with_json(name, record):
    outcome = audited(name, record)
    table = Counter(row["state"] for row in csv.DictReader(io.StringIO(rendered(outcome, "csv"))))
    summary = document_of(outcome)["summary"]
    assert {state: count for state, count in summary.items() if count} == table


# ---- Bi-County, 2017 ----------------------------------------------------------------------------------------


def test_bi_county_notices_are_not_proved():
    outcome = audited("bi_county")
    written = only(outcome, "written_proposal.lead")
    assert (written["state"], written["due"], written["clause"]) == ("unknown", "2017-04-12", "VIII.B")
    assert "written_proposal" in written["missing_record"]
    for constraint, due, clause in (
        ("first_notice.lead", "2017-04-27", "VIII.B"),
        ("second_notice.lead", "2017-09-27", "VIII.E"),
    ):
        found = verdicts(outcome, constraint)
        assert set(found) == DISTRICTS
        assert {(v["state"], v["due"], v["clause"]) for v in found.values()} == {("unknown", due, clause)}


def test_bi_county_order_of_readings_and_vote():
    outcome = audited("bi_county")
    order = only(outcome, "second_reading.after_first_reading")
    assert (order["state"], order["actual"], order["evidence"]) == ("satisfied", "2017-10-12", "direct")
    assert only(outcome, "board_vote.meeting")["state"] == "satisfied"


def test_bi_county_vote_is_declared_and_depends_on_the_reading():
    outcome = audited("bi_county")
    vote = only(outcome, "board_vote.threshold")
    assert (vote["state"], vote["evidence"]) == ("satisfied", "declared")
    assert vote["readings"] == {"board_majority": {"of_the_whole_board": "unknown"}}
    other = only(audited("bi_county", readings=("board_majority=of_the_whole_board",)), "board_vote.threshold")
    assert other["state"] == "unknown"
    assert other["readings"] == {"board_majority": {"of_those_present": "satisfied"}}


@pytest.mark.parametrize(
    "constraint",
    [
        "dese_submission.after_first_reading",
        "dese_review.after_dese_submission",
        "district_submission.after_board_vote",
        "district_vote.carries",
        "commissioner_submission.after_district_vote",
        "bese_approval.granted",
        "effective.validity",
    ],
)
def test_bi_county_what_is_not_seen_is_unknown(constraint):
    assert {v["state"] for v in verdicts(audited("bi_county"), constraint).values()} == {"unknown"}


def test_bi_county_proposal_two_working_days_late(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = """
    written_proposal 2017-04-14
    first_notice     2017-04-27
    first_reading    2017-05-11
    board_vote       2017-10-12 votes_for=10 votes_against=5 members_present=15
    """
    outcome = run(tmp_path, "bi_county", rows, as_of=date(2017, 12, 31), complete=True)
    late = only(outcome, "written_proposal.lead")
    assert (late["state"], late["due"], late["margin"]) == (
        "violated",
        "2017-04-12",
        {"count": -2, "unit": "working days"},
    )
    notices = verdicts(outcome, "first_notice.lead").values()
    assert {(v["state"], v["due"], v["margin"]["count"]) for v in notices} == {("satisfied", "2017-04-27", 0)}
    vote = only(outcome, "board_vote.threshold")
    assert (vote["state"], vote["vote"]["needed"], vote["vote"]["base_count"]) == ("satisfied", 8, 15)
    assert only(outcome, "board_vote.quorum")["state"] == "satisfied"
    assert outcome.exit_code == 1


# ---- Mount Greylock, 2017 --------------------------------------------------------------------------------------


def with_present(present, folder):
    """Return the shipped record of Mount Greylock with the number present at the initiation filled in."""
    source = share("agreements") / "mount_greylock" / "history.csv"
    rows = list(csv.DictReader(io.StringIO(source.read_text(encoding="utf-8"))))
    for row in rows:
        if row["activity"] == "committee_vote" and row["timestamp"] == "2017-10-25":
            row["members_present"] = str(present)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "log.csv").write_text(out.getvalue(), encoding="utf-8")
    request = auditing.Request(
        "mount_greylock",
        (folder / "log.csv",),
        AS_OF["mount_greylock", "history"],
        mapping=share("agreements") / "mount_greylock" / "mapping.toml",
        packs=False,
    )
    return auditing.run_audit(request)


def test_mount_greylock_initiation_is_unknown_without_the_number_present():
    found = only(audited("mount_greylock"), "committee_initiation.threshold")
    assert (found["state"], found["clause"]) == ("unknown", "XII.B")
    assert "the number present is not recorded" in found["message"]
    assert found["missing_record"]
    assert (found["vote"]["needed"], found["vote"]["base_count"]) == (5, 7)


def test_mount_greylock_initiation_by_five_of_seven(tmp_path):
    outcome = with_present(5, tmp_path)
    assert only(outcome, "committee_initiation.threshold")["state"] == "satisfied"
    assert outcome.exit_code == 0


def test_mount_greylock_initiation_by_four_of_seven(tmp_path):
    outcome = with_present(4, tmp_path)
    found = only(outcome, "committee_initiation.threshold")
    assert found["state"] == "no_effect"
    assert "unanimous with 4 present; at least 2/3 of seats needs 5 of 7" in found["message"]
    assert found["relied_on"] == ["town_meeting_vote"]  # it shows that the article was in the warrants
    assert outcome.exit_code == 1
    carries = only(outcome, "town_meeting_vote.carries")
    assert [(d["step"], d["state"]) for d in carries["doubtful_because"]] == [("committee_initiation", "no_effect")]


def test_mount_greylock_presentation_came_before_both_votes():
    outcome = audited("mount_greylock")
    order = only(outcome, "commissioner_presentation.before_town_meeting_vote")
    assert order["state"] == "satisfied"
    assert "October 17, 2017, before acceptance by a town meeting" in order["message"]
    assert only(outcome, "commissioner_presentation.judged")["state"] == "unknown"


def test_mount_greylock_towns_accepted_as_declared():
    carries = only(audited("mount_greylock"), "town_meeting_vote.carries")
    assert (carries["state"], carries["evidence"], carries["actual"]) == ("satisfied", "declared", "2017-11-14")
    assert (carries["vote"]["for"], carries["vote"]["needed"]) == (2, 2)


def test_mount_greylock_approval_and_effect_are_unknown():
    outcome = audited("mount_greylock")
    assert only(outcome, "commissioner_approval.granted")["state"] == "unknown"
    effect = only(outcome, "effective.validity")
    assert (effect["state"], effect["actual"]) == ("unknown", "2018-01-01")
    assert "commissioner_approval" in effect["missing_record"]


def test_mount_greylock_articles_are_shown_by_the_votes():
    found = verdicts(audited("mount_greylock"), "warrant_article.after_initiation")
    assert {(town, v["state"], v["evidence"]) for town, v in found.items()} == {
        ("lanesborough", "satisfied", "assumed"),
        ("williamstown", "satisfied", "assumed"),
    }


# ---- Mount Greylock, the debt of 2016 ------------------------------------------------------------------------


def test_mount_greylock_notice_of_the_debt_is_unknown():
    outcome = audited("mount_greylock", "history-2016-debt")
    found = verdicts(outcome, "debt_notice.within", "debt")
    assert set(found) == {"lanesborough", "williamstown"}
    for notice in found.values():
        assert (notice["state"], notice["clause"], notice["due"]) == ("unknown", "IX", None)
        assert "from Friday, January 8, 2016 to Tuesday, February 2, 2016" in notice["message"]


def test_mount_greylock_debt_was_authorized_as_declared():
    vote = only(audited("mount_greylock", "history-2016-debt"), "debt_authorized.threshold", "debt")
    assert (vote["state"], vote["evidence"]) == ("satisfied", "declared")
    assert vote["readings"] == {"committee_majority": {"of_the_whole": "unknown"}}


def test_mount_greylock_ballots_on_tax_limits_approve_no_debt():
    document = document_of(audited("mount_greylock", "history-2016-debt"))
    assert any("`ballot_vote` is no step" in text for text in document["not_checked"])
    ballots = {2226, 351, 633, 499}
    assert not ballots & {v["vote"]["for"] for v in document["verdicts"] if v["vote"]}
    assert {line["line"] for v in document["verdicts"] for line in v["events"]} <= {2}


# ---- Mount Greylock, the budget for fiscal year 2022 ------------------------------------------------------------


def test_mount_greylock_budget_counts_from_the_deemed_meeting():
    outcome = audited("mount_greylock", "history-2022-budget")
    adopted = only(outcome, "adopted.lead", "budget")
    assert (adopted["state"], adopted["clause"], adopted["due"]) == ("unknown", "VII.B", "2021-03-30")
    assert any("Friday, May 14, 2021" in line for line in adopted["arithmetic"])
    assert adopted["instance"]["period"] == "FY2022"
    tentative = verdicts(outcome, "tentative_budget.lead", "budget")
    assert {(v["state"], v["due"]) for v in tentative.values()} == {("unknown", "2021-02-13")}


def test_mount_greylock_budget_of_section_viii_is_unknown_too():
    outcome = audited("mount_greylock", "history-2022-budget")
    for constraint, due in (("adopted.deadline", "2021-04-01"), ("tentative_budget_2.deadline", "2021-03-01")):
        found = only(outcome, constraint, "budget")
        assert (found["state"], found["due"]) == ("unknown", due)


def test_mount_greylock_a_scheduled_vote_is_no_vote():
    outcome = audited("mount_greylock", "history-2022-budget")
    assert only(outcome, "adopted.lead", "budget")["actual"] is None
    assert any(told.code == "AG076" for told in outcome.diagnostics)


def test_mount_greylock_no_town_is_seen_to_appropriate():
    carries = only(audited("mount_greylock", "history-2022-budget"), "appropriation.carries", "budget")
    assert (carries["state"], carries["vote"]["for"]) == ("unknown", 0)


# ---- the shared records ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "record", "file"),
    [
        ("bi_county", "history", "bi_county_2017_amended_agreement.csv"),
        ("mount_greylock", "history", "mount_greylock_2017_prek12_regionalization.csv"),
        ("mount_greylock", "history-2016-debt", "mount_greylock_2016_building_debt.csv"),
        ("mount_greylock", "history-2022-budget", "mount_greylock_fy2022_budget.csv"),
    ],
)
def test_shipped_record_is_the_shared_one(name, record, file, shared):
    """What ships leaves out columns, and adds nothing."""
    shipped = share("agreements") / name / f"{record}.csv"
    ours = list(csv.DictReader(io.StringIO(shipped.read_text(encoding="utf-8"))))
    theirs = list(csv.DictReader(io.StringIO((shared / "histories" / file).read_text(encoding="utf-8"))))
    known = {(row["activity"], row["timestamp"], row.get("body", "")): row for row in theirs}
    for row in ours:
        source = known[row["activity"], row["timestamp"], row.get("body", "")]
        assert {key: value for key, value in row.items() if key in source} == {
            key: source[key] for key in row if key in source
        }


def test_shared_record_of_bi_county_gives_the_same_verdicts(shared, tmp_path):
    path = shared / "histories" / "bi_county_2017_amended_agreement.csv"
    outcome = auditing.run_audit(auditing.Request("bi_county", (path,), AS_OF["bi_county", "history"], packs=False))

    def states(found):
        return {(v["constraint"], v["instance"]["for"]): v["state"] for v in document_of(found)["verdicts"]}

    shipped = states(audited("bi_county"))
    assert {key: state for key, state in states(outcome).items() if key in shipped} == shipped
    assert not Path(document_of(outcome)["log"]["files"][0]).is_absolute()


# ---- one rendering of each other format ---------------------------------------------------------------------------


def test_graph_in_dot(golden):
    model = session.open_agreement("mount_greylock").model
    golden("mount_greylock.dot", dot(model.agreement, model.procedures.values()))


@pytest.mark.parametrize(
    ("file", "expression"),
    [
        ("date_backward", "20 working days before 2017-05-11"),
        ("date_forward", "30 days after 2017-05-12"),
        ("date_hours", "48 hours not counting saturdays, sundays and legal holidays before 2026-06-23T18:00"),
    ],
)
def test_date(golden, file, expression):
    answer = work_out(expression, None)[0]
    golden(f"{file}.txt", dates.text(answer, every_day=False))
    golden(f"{file}.json", dates.as_json(answer))


def test_check_json(golden):
    from stock import opened, with_steps

    text = with_steps(
        "step one by chairs\nvote two by board passes with more than 1/1 of present\nstep three by chair after 5"
    )
    found = opened(text)
    golden("check.json", checks.as_json(checks.Checked(("sample.agree",), found.diagnostics, found.sources)))


def test_audit_json(golden, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "first_reading 2017-05-11\nwritten_proposal 2017-04-14 actor=franklin\nproposal 2017-04-10 actor=franklin"
    outcome = run(tmp_path, "bi_county", rows, as_of=date(2017, 5, 31))
    document = document_of(outcome)
    document["tool"]["version"] = document["agreement"]["sha256"] = "-"
    document["verdicts"] = [v for v in document["verdicts"] if v["instance"]["for"] is None]
    assert len(csv_of(rows).splitlines()) == 4
    golden("audit.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")
