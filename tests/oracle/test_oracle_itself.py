"""The oracle against cases worked out by hand."""

import csv
import random
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from .days import (
    calendar_days_before,
    eastern,
    holidays,
    is_working_day,
    working_days_after,
    working_days_before,
)
from .evaluate import DISTRICTS, Expected, evaluate
from .faulty_logs import FAULTS, Case, generate, make, rows_seen_by, write_csv

END = date(2040, 1, 1)
D = date.fromisoformat


# ---- days


def test_figures_of_section_one():
    assert working_days_before(D("2017-05-11"), 20) == D("2017-04-12")
    assert working_days_before(D("2017-10-12"), 10) == D("2017-09-27")
    assert working_days_before(D("2017-05-11"), 10) == D("2017-04-27")
    assert calendar_days_before(D("2023-05-14"), 45) == D("2023-03-30")
    assert calendar_days_before(D("2018-07-01"), 180) == D("2018-01-02")
    assert calendar_days_before(D("2018-06-30"), 180) == D("2018-01-01")


def test_holidays_typed_by_hand():
    assert holidays(2017) == {
        D("2017-01-02"),
        D("2017-01-16"),
        D("2017-02-20"),
        D("2017-04-17"),
        D("2017-05-29"),
        D("2017-07-04"),
        D("2017-09-04"),
        D("2017-10-09"),
        D("2017-11-11"),
        D("2017-11-23"),
        D("2017-12-25"),
    }
    assert D("2022-06-20") in holidays(2022)
    assert D("2022-06-19") not in holidays(2022)
    assert not any(day.month == 6 for day in holidays(2020))
    assert is_working_day(D("2021-06-18"))
    assert is_working_day(D("2021-06-21"))


@pytest.mark.parametrize("count", [1, 5, 10, 20])
def test_counting_there_and_back(count):
    day = D("2019-01-02")
    for _ in range(400):
        if is_working_day(day):
            assert working_days_before(working_days_after(day, count), count) == day
        day += timedelta(days=1)


def test_clock_in_new_york():
    read = datetime.fromisoformat
    assert eastern(read("2017-05-12T01:00:00+00:00")) == read("2017-05-11T21:00:00")
    assert eastern(read("2017-01-12T04:30:00Z")) == read("2017-01-11T23:30:00")
    assert eastern(read("2017-03-12T06:59:00Z")) == read("2017-03-12T01:59:00")
    assert eastern(read("2017-03-12T07:00:00Z")) == read("2017-03-12T03:00:00")
    assert eastern(read("2017-11-05T06:00:00Z")) == read("2017-11-05T01:00:00")


# ---- small logs by hand


def log(*lines: str) -> list[dict]:
    """Lines of `day activity actor column=value ...`; a dash is an empty cell."""
    rows = []
    for line in lines:
        stamp, activity, actor, *cells = line.split()
        row = {"timestamp": stamp.strip("-"), "activity": activity, "actor": actor.strip("-")}
        row.update(cell.split("=", 1) for cell in cells)
        rows.append(row)
    return rows


def verdicts(agreement: str, rows: list[dict], as_of=END, through: date | None = END) -> dict:
    found = evaluate(agreement, rows, as_of, through)
    keyed = {(e.step, e.aspect, e.member, e.round): e for e in found}
    assert len(keyed) == len(found)
    return keyed


def state(found: dict, step: str, aspect: str, member: str | None = None, round_: int = 1) -> str:
    return found[step, aspect, member, round_].state


RECORD_2017 = log(
    "2017-05-11 first_reading board",
    "2017-10-12 second_reading board",
    "2017-10-12 board_vote board outcome=approved members_total=19",
)


def test_record_of_2017():
    found = verdicts("bi_county", RECORD_2017, D("2026-01-01"), None)
    assert state(found, "second_reading", "order:first_reading") == "satisfied"
    assert state(found, "board_vote", "meeting") == "satisfied"
    assert state(found, "board_vote", "threshold") == "satisfied"
    assert state(found, "board_vote", "quorum") == "unknown"
    for step, member, due in (
        ("written_proposal", None, "2017-04-12"),
        ("first_notice", "easton", "2017-04-27"),
        ("second_notice", "walpole", "2017-09-27"),
    ):
        assert state(found, step, "lead", member) == "unknown"
        assert found[step, "lead", member, 1].due == due
    for step, aspect in (
        ("dese_submission", "order:first_reading"),
        ("dese_review", "order:dese_submission"),
        ("district_vote", "carries"),
        ("bese_approval", "order:commissioner_submission"),
    ):
        assert state(found, step, aspect) in {"unknown", "pending"}


def test_record_of_2017_declared_complete():
    found = verdicts("bi_county", RECORD_2017)
    assert state(found, "written_proposal", "lead") == "violated"
    assert state(found, "dese_submission", "order:first_reading") == "violated"
    assert state(found, "dese_review", "order:dese_submission") == "unknown"
    assert state(found, "second_notice", "order:dese_review", "norton") == "not_applicable"
    assert state(found, "district_submission", "order:board_vote", "norton") == "pending"


def test_complete_through_an_earlier_day():
    found = verdicts("bi_county", RECORD_2017, END, D("2017-06-01"))
    assert state(found, "first_notice", "lead", "easton") == "violated"
    assert state(found, "second_notice", "lead", "easton") == "unknown"
    assert state(found, "first_notice", "by") == "unknown"


def test_specimen_scenario():
    rows = log(
        "2017-04-14 written_proposal executive_director",
        "2017-04-27 first_notice executive_director",
        "2017-05-11 first_reading board",
        "2017-10-12 board_vote board votes_for=10 votes_against=5 members_present=15",
    )
    found = verdicts("bi_county", rows, D("2017-12-31"), D("2017-12-31"))
    late = found["written_proposal", "lead", None, 1]
    assert late == Expected("written_proposal", "lead", None, "violated", "2017-04-12", "2017-04-14", "VIII.B")
    assert state(found, "first_notice", "lead", "easton") == "satisfied"
    assert state(found, "board_vote", "threshold") == "satisfied"
    assert state(found, "second_reading", "order:first_reading") == "violated"
    assert state(found, "board_vote", "meeting") == "not_applicable"


def test_partial_dates():
    reading = "2017-05-11 first_reading board"
    for stamp, expected in (
        ("2017-04", "unknown"),
        ("2017-03", "satisfied"),
        ("2017-04-01/2017-04-12", "satisfied"),
        ("2017-04-13/2017-04-20", "violated"),
        ("-", "unknown"),
    ):
        found = verdicts("bi_county", log(reading, f"{stamp} written_proposal board_chair"), through=None)
        assert state(found, "written_proposal", "lead") == expected
        assert found["written_proposal", "lead", None, 1].due == "2017-04-12"
    found = verdicts("bi_county", log("2017-05 first_reading board"))
    assert found["written_proposal", "lead", None, 1].due is None
    assert state(found, "written_proposal", "lead") == "violated"


def test_events_after_as_of_do_not_exist():
    found = verdicts("bi_county", RECORD_2017, D("2017-10-11"), None)
    assert state(found, "board_vote", "meeting") == "pending"
    assert state(found, "second_reading", "order:first_reading") == "unknown"


def test_the_record_of_the_towns():
    rows = log(
        "2017-10-25 committee_initiation committee outcome=approved members_total=7 members_present_by=",
        "2017-11-14 town_meeting_vote lanesborough outcome=approved members_present=131",
        "2017-11-14 town_meeting_vote williamstown outcome=approved members_present=303",
    )
    found = verdicts("mount_greylock", rows, D("2026-01-01"), None)
    assert state(found, "committee_initiation", "threshold") == "unknown"
    assert state(found, "committee_initiation", "quorum") == "unknown"
    assert state(found, "voter_petition", "done") == "not_applicable"
    assert state(found, "town_meeting_vote", "carries") == "satisfied"
    assert found["town_meeting_vote", "carries", None, 1].actual == "2017-11-14"
    assert state(found, "commissioner_approval", "granted") == "unknown"
    assert state(found, "selectmen_notice", "order:initiation", "lanesborough") == "unknown"


def test_majority_is_strict():
    def result(cells: str) -> tuple[str, str]:
        found = verdicts("bi_county", log("2017-10-12 second_reading board", f"2017-10-12 board_vote board {cells}"))
        return state(found, "board_vote", "threshold"), state(found, "board_vote", "quorum")

    assert result("votes_for=8 members_present=15") == ("satisfied", "satisfied")
    assert result("votes_for=7 members_present=14") == ("no_effect", "satisfied")
    assert result("votes_for=5 members_present=9") == ("satisfied", "no_effect")
    assert result("votes_for=10 members_present=") == ("satisfied", "unknown")
    assert result("votes_for=7 votes_against=2") == ("unknown", "unknown")
    assert result("votes_for=9 votes_against=9 members_present=15") == ("unknown", "satisfied")


def test_ten_of_nineteen_carry():
    votes = [f"2018-01-{n + 1:02d} district_vote {name} outcome=approved" for n, name in enumerate(DISTRICTS)]
    assert state(verdicts("bi_county", log(*votes[:9])), "district_vote", "carries") == "pending"
    nine = log(*votes[:9], "2018-02-01 commissioner_submission -")
    assert state(verdicts("bi_county", nine), "district_vote", "carries") == "no_effect"
    assert state(verdicts("bi_county", nine, through=None), "district_vote", "carries") == "unknown"
    found = verdicts("bi_county", log(*votes[:12], "2018-01-10 commissioner_submission -"), through=None)
    assert found["district_vote", "carries", None, 1].actual == "2018-01-10"
    assert state(found, "commissioner_submission", "order:district_vote") == "unknown"
    assert state(found, "district_vote", "order:district_submission", "wrentham") == "not_applicable"


# ---- the generator, and one verdict for each kind of fault

LEAD, CARRIES = "lead", "carries"
BI_COUNTY = {
    "late_written_proposal": "written_proposal lead violated",
    "late_written_proposal_to_one": "written_proposal lead violated",
    "late_first_notice": "first_notice lead violated",
    "late_first_notice_some": "first_notice lead violated, first_notice lead satisfied",
    "late_second_notice": "second_notice lead violated",
    "late_second_notice_some": "second_notice lead violated, second_notice lead satisfied",
    "holiday_exact": "written_proposal lead satisfied",
    "holiday_late": "written_proposal lead violated",
    "only_some_written_proposal": "written_proposal lead violated",
    "only_some_first_notice": "first_notice lead violated, first_notice lead satisfied",
    "only_some_second_notice": "second_notice lead violated, second_notice order:dese_review not_applicable",
    "only_some_district_submission": "district_submission order:board_vote violated",
    "again_first_notice": "first_notice lead satisfied",
    "again_second_notice": "second_notice lead satisfied",
    "again_dese_submission": "dese_submission order:first_reading satisfied",
    "again_district_submission": "district_submission order:board_vote satisfied",
    "missing_proposal": "proposal done not_applicable, written_proposal by not_applicable",
    "missing_written_proposal": "written_proposal lead violated, first_reading order:written_proposal not_applicable",
    "missing_first_notice": "first_notice lead violated, first_notice by not_applicable",
    "missing_first_reading": "first_reading order:written_proposal violated, first_notice lead not_applicable",
    "missing_dese_submission": "dese_submission order:first_reading violated",
    "missing_dese_review": "dese_review order:dese_submission unknown",
    "missing_second_notice": "second_notice lead violated, second_notice order:dese_review not_applicable",
    "missing_second_reading": "second_reading order:first_reading violated, board_vote meeting not_applicable",
    "missing_board_vote": "board_vote meeting no_effect, board_vote threshold not_applicable",
    "missing_district_submission": "district_submission order:board_vote violated",
    "missing_district_vote": "district_vote carries no_effect, district_vote order:district_submission unknown",
    "missing_commissioner_submission": "commissioner_submission order:district_vote violated",
    "missing_bese_approval": "bese_approval order:commissioner_submission unknown, effective validity no_effect",
    "missing_effective": "effective validity pending",
    "missing_review_and_submission": "dese_submission order:first_reading violated,"
    " dese_review order:dese_submission unknown",
    "missing_both_notices": "first_notice lead violated, second_notice lead violated",
    "written_after_first_reading": "written_proposal lead violated, first_reading order:written_proposal violated",
    "submission_before_first_reading": "dese_submission order:first_reading violated",
    "review_before_submission": "dese_review order:dese_submission no_effect",
    "second_notice_before_review": "second_notice order:dese_review violated",
    "second_reading_before_review": "second_reading order:dese_review violated",
    "second_reading_before_first": "second_reading order:first_reading violated, board_vote meeting no_effect",
    "vote_before_second_reading": "board_vote meeting no_effect",
    "vote_after_second_reading": "board_vote meeting no_effect",
    "district_submission_before_vote": "district_submission order:board_vote violated",
    "district_votes_before_submission": "district_vote order:district_submission no_effect",
    "filed_before_carrying": "commissioner_submission order:district_vote violated",
    "approval_before_filing": "bese_approval order:commissioner_submission no_effect",
    "effective_before_approval": "effective validity no_effect",
    "effective_before_carrying": "effective validity no_effect",
    "tie_district_vote": "district_vote order:district_submission unknown",
    "tie_commissioner_submission": "commissioner_submission order:district_vote unknown",
    "effective_same_day": "effective validity satisfied",
    "vote_failed_stop": "board_vote threshold no_effect, district_submission order:board_vote not_applicable",
    "vote_failed_continued": "board_vote threshold no_effect, district_submission order:board_vote satisfied",
    "vote_exactly_half": "board_vote threshold no_effect",
    "vote_half_continued": "board_vote threshold no_effect",
    "vote_just_enough": "board_vote threshold satisfied",
    "vote_of_few_present": "board_vote threshold satisfied, board_vote quorum satisfied",
    "quorum_missed": "board_vote quorum no_effect, board_vote threshold satisfied",
    "vote_declared": "board_vote threshold satisfied, board_vote quorum unknown",
    "vote_undeclared": "board_vote threshold unknown",
    "vote_unknown": "board_vote threshold unknown",
    "vote_declared_refused": "board_vote threshold no_effect",
    "vote_scheduled": "board_vote meeting pending",
    "present_blank": "board_vote threshold satisfied, board_vote quorum unknown",
    "votes_above_attendance": "board_vote threshold unknown",
    "second_vote_passes": "board_vote threshold no_effect, board_vote threshold satisfied,"
    " board_vote meeting no_effect",
    "second_vote_at_new_reading": "board_vote threshold no_effect, board_vote threshold satisfied",
    "second_vote_fails": "board_vote threshold no_effect",
    "too_few_approve_stop": "district_vote carries pending",
    "too_few_approve_continued": "district_vote carries no_effect, effective validity no_effect",
    "districts_refuse_stop": "district_vote carries no_effect,"
    " commissioner_submission order:district_vote not_applicable",
    "districts_refuse_continued": "district_vote carries no_effect, effective validity no_effect",
    "district_votes_again": "district_vote carries satisfied",
    "district_changes_mind": "district_vote carries satisfied",
    "no_filing_no_approval": "effective validity no_effect, commissioner_submission order:district_vote violated",
    "meeting_between": "second_reading next_meeting violated",
    "meeting_between_unlabelled": "second_reading next_meeting violated",
    "special_meeting_between": "second_reading next_meeting satisfied",
    "meeting_on_review_day": "second_reading next_meeting satisfied",
    "other_body_between": "second_reading next_meeting satisfied",
    "special_second_reading": "second_reading next_meeting violated",
    "tie_first_reading": "first_reading order:written_proposal unknown, written_proposal lead violated",
}
MOUNT_GREYLOCK = {
    "missing_selectmen_notice": "selectmen_notice order:initiation violated,"
    " selectmen_notice order:town_meeting_vote not_applicable",
    "missing_commissioner_presentation": "commissioner_presentation order:town_meeting_vote violated",
    "missing_town_meeting_vote": "town_meeting_vote done unknown, town_meeting_vote carries no_effect",
    "missing_commissioner_approval": "commissioner_approval order:town_meeting_vote unknown,"
    " effective validity no_effect",
    "missing_effective": "effective validity pending",
    "no_initiation": "initiation route violated, selectmen_notice order:initiation not_applicable",
    "both_routes": "committee_initiation done satisfied, voter_petition done satisfied",
    "initiation_below_stop": "committee_initiation threshold no_effect,"
    " selectmen_notice order:initiation not_applicable",
    "initiation_below_continued": "committee_initiation threshold no_effect,"
    " selectmen_notice order:initiation satisfied",
    "initiation_exact": "committee_initiation threshold satisfied, committee_initiation quorum satisfied",
    "initiation_declared": "committee_initiation threshold unknown, committee_initiation quorum unknown",
    "initiation_quorum_missed": "committee_initiation quorum no_effect",
    "initiation_one_town": "committee_initiation quorum no_effect",
    "initiation_one_town_named": "committee_initiation quorum no_effect",
    "initiation_towns_blank": "committee_initiation quorum unknown",
    "initiation_again": "committee_initiation threshold no_effect, committee_initiation threshold satisfied",
    "notice_to_one": "selectmen_notice order:initiation violated, selectmen_notice order:initiation satisfied",
    "notice_late_to_one": "selectmen_notice order:town_meeting_vote violated,"
    " selectmen_notice order:town_meeting_vote satisfied",
    "notice_on_vote_day": "selectmen_notice order:town_meeting_vote unknown",
    "notice_before_initiation": "selectmen_notice order:initiation violated",
    "tie_notice_initiation": "selectmen_notice order:initiation unknown",
    "presented_between_votes": "commissioner_presentation order:town_meeting_vote violated",
    "presented_after_votes": "commissioner_presentation order:town_meeting_vote violated",
    "presented_on_first_vote": "commissioner_presentation order:town_meeting_vote unknown",
    "refusal_and_silence": "town_meeting_vote carries pending, town_meeting_vote done pending",
    "town_votes_again": "town_meeting_vote carries satisfied",
    "approval_before_votes": "commissioner_approval order:town_meeting_vote no_effect",
    "tie_approval": "commissioner_approval order:town_meeting_vote unknown",
    "effective_before_approval": "effective validity no_effect",
    "effective_before_votes": "effective validity no_effect",
    "effective_same_day": "effective validity satisfied",
}


def fill_families() -> None:
    """The kinds of fault that exist for many steps."""
    for step, anchor, broken in (
        ("dese_submission", "first_reading", "violated"),
        ("dese_review", "dese_submission", "no_effect"),
        ("second_notice", "dese_review", "violated"),
        ("second_reading", "dese_review", "violated"),
        ("district_submission", "board_vote", "violated"),
        ("bese_approval", "commissioner_submission", "no_effect"),
        ("first_reading", "written_proposal", "violated"),
    ):
        BI_COUNTY.setdefault(f"tie_{step}", f"{step} order:{anchor} unknown")
        for clocks in ("clock", "offsets"):
            BI_COUNTY[f"{clocks}_right_{step}"] = f"{step} order:{anchor} satisfied"
            BI_COUNTY[f"{clocks}_wrong_{step}"] = f"{step} order:{anchor} {broken}"
    for clocks in ("clock", "offsets"):
        for name, step, aspect, broken in (
            ("notice", "selectmen_notice", "order:initiation", "violated"),
            ("presentation", "commissioner_presentation", "order:town_meeting_vote", "violated"),
            ("approval", "commissioner_approval", "order:town_meeting_vote", "no_effect"),
        ):
            MOUNT_GREYLOCK[f"{clocks}_right_{name}"] = f"{step} {aspect} satisfied"
            MOUNT_GREYLOCK[f"{clocks}_wrong_{name}"] = f"{step} {aspect} {broken}"
    for town in ("lanesborough", "williamstown"):
        MOUNT_GREYLOCK[f"{town}_refuses_stop"] = "town_meeting_vote carries no_effect"
        MOUNT_GREYLOCK[f"{town}_refuses_continued"] = "effective validity no_effect"
        MOUNT_GREYLOCK[f"{town}_silent_stop"] = "town_meeting_vote carries pending"
        MOUNT_GREYLOCK[f"{town}_silent_continued"] = "town_meeting_vote carries no_effect"
        MOUNT_GREYLOCK[f"{town}_tied"] = "town_meeting_vote carries no_effect"
        MOUNT_GREYLOCK[f"{town}_declared"] = "town_meeting_vote carries satisfied"
        MOUNT_GREYLOCK[f"{town}_undeclared"] = "town_meeting_vote carries unknown"
        MOUNT_GREYLOCK[f"{town}_unknown"] = "town_meeting_vote carries unknown"
        MOUNT_GREYLOCK[f"{town}_no_vote"] = "town_meeting_vote done pending"
    for table, step in ((BI_COUNTY, "bese_approval"), (MOUNT_GREYLOCK, "commissioner_approval")):
        table["approval_refused"] = f"{step} granted no_effect, effective validity not_applicable"
        table["effective_despite_refusal"] = f"{step} granted no_effect, effective validity no_effect"
        table["approval_outcome_empty"] = f"{step} granted unknown, effective validity unknown"
        table["approval_outcome_unknown"] = f"{step} granted unknown, effective validity unknown"
        table["effective_approval_scheduled"] = "effective validity no_effect"
        anchor = "commissioner_submission" if step == "bese_approval" else "town_meeting_vote"
        for name in ("approval_scheduled", "approval_pending", "nothing_from_the_state"):
            table[name] = f"{step} order:{anchor} pending, effective validity not_applicable"
    for agreement, table in (("bi_county", BI_COUNTY), ("mount_greylock", MOUNT_GREYLOCK)):
        for name in FAULTS[agreement]:
            kind, _, step = name.partition("_actor_")
            if step:
                rests = {"proposal", "dese_review", "board_vote", "bese_approval", "committee_initiation"}
                broken = "no_effect" if step in rests | {"commissioner_approval"} else "violated"
                table[name] = f"{step} by {broken if kind == 'wrong' else 'unknown'}"


fill_families()
LOOSE = {"lawful", "running", "district_results_blank"}  # what they give depends on the draw


@pytest.mark.parametrize(
    ("agreement", "fault"),
    [(agreement, fault) for agreement in FAULTS for fault in FAULTS[agreement]],
)
def test_the_fault_shows_where_it_was_put(agreement, fault):
    table = {"bi_county": BI_COUNTY, "mount_greylock": MOUNT_GREYLOCK}[agreement]
    for seed in range(4):
        case = make(agreement, fault, "x", random.Random(seed))  # noqa: S311 - test data
        for through in (END, date(2018, 6, 1), None):
            found = evaluate(agreement, case.rows, END, through)
            keys = Counter((e.step, e.aspect, e.member, e.round) for e in found)
            assert set(keys.values()) == {1}
            if through is None:
                assert_absence_accuses_nobody(case, found)
        shown = {f"{e.step} {e.aspect} {e.state}" for e in evaluate(agreement, case.rows, END, END)}
        if fault not in LOOSE and not fault.startswith("vague_"):
            assert set(table[fault].split(", ")) <= shown


def assert_absence_accuses_nobody(case: Case, found: list[Expected]) -> None:
    recorded = {row["activity"] for row in case.rows}
    for e in found:
        if e.state in {"violated", "no_effect"} and e.step not in recorded:
            pytest.fail(f"{case.fault}: {e}")


@pytest.mark.parametrize("agreement", FAULTS)
def test_lawful_cases_are_lawful(agreement):
    for seed in range(60):
        case = make(agreement, "lawful", "x", random.Random(seed))  # noqa: S311 - test data
        found = evaluate(agreement, case.rows, END, END)
        assert {e.state for e in found} <= {"satisfied", "not_applicable"}


@pytest.mark.parametrize("agreement", FAULTS)
def test_vague_dates_of_the_state_are_unknown(agreement):
    for seed in range(30):
        case = make(agreement, "vague_effective", "x", random.Random(seed))  # noqa: S311 - test data
        rows = [r for r in case.rows if r["activity"] == "effective"]
        found = evaluate(agreement, case.rows, END, END)
        if rows[0]["timestamp"] == "":
            assert [e.state for e in found if e.step == "effective"] == ["unknown"]


@pytest.mark.parametrize("agreement", FAULTS)
def test_row_order_and_later_rows_change_nothing(agreement):
    for case in generate(agreement, 40, 5):
        rows = case.rows[:]
        expected = evaluate(agreement, rows, END, None)
        random.Random(1).shuffle(rows)  # noqa: S311 - test data
        assert evaluate(agreement, rows, END, None) == expected
        early = date(2019, 6, 1)
        if all(len(r["timestamp"]) == 10 for r in rows):
            kept = [r for r in rows if r["timestamp"] <= early.isoformat()]
            assert evaluate(agreement, kept, early, early) == evaluate(agreement, rows, early, early)


def test_generator_is_seeded_and_writes_csv(tmp_path: Path):
    for agreement in FAULTS:
        cases = generate(agreement, 60, 3)
        assert cases == generate(agreement, 60, 3)
        assert cases != generate(agreement, 60, 4)
        path = tmp_path / f"{agreement}.csv"
        write_csv(path, cases, 3)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == sum(len(c.rows) for c in cases)
        own = [r for r in rows if r["case_id"] == cases[0].case_id]
        assert {tuple(r.items()) for r in own} <= {tuple(r.items()) for r in cases[0].rows}
        assert len(rows_seen_by(cases[0], cases)) >= len(cases[0].rows)


def test_every_fault_kind_is_generated():
    for agreement in FAULTS:
        names = {part for case in generate(agreement, 900, 8) for part in case.fault.split("+")}
        assert names == set(FAULTS[agreement])
