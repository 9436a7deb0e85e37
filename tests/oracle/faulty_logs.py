"""Seeded logs of both amendment procedures: lawful cases and cases with one injected fault (sometimes two).

The timelines are drawn with the oracle's own calendar. Nothing here decides a verdict.
"""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from .days import eastern_offset, holidays, working_days_after, working_days_before
from .evaluate import DISTRICTS, TOWNS

COLUMNS = [
    "case_id",
    "procedure",
    "activity",
    "timestamp",
    "actor",
    "recipient",
    "body",
    "votes_for",
    "votes_against",
    "votes_abstain",
    "members_present",
    "members_total",
    "members_present_by",
    "outcome",
    "meeting_kind",
    "note",
]
DAY = timedelta(days=1)
Rows = dict[str, list[dict]]
Fault = Callable[[Rows, random.Random], None]


@dataclass(frozen=True)
class Case:
    case_id: str
    fault: str
    rows: list[dict]


class UnsuitableError(LookupError):
    """The fault has nothing to change in this case."""


# ---- helpers on a draft: step -> rows, each with a `day` (a date) and perhaps a ready `timestamp`


def row(day: date, actor: str = "", **cells: object) -> dict:
    return {"day": day, "actor": actor, **cells}


def day_of(draft: Rows, step: str) -> date:
    if not draft.get(step):
        raise UnsuitableError(step)
    return min(r["day"] for r in draft[step])


def last_day_of(draft: Rows, step: str) -> date:
    if not draft.get(step):
        raise UnsuitableError(step)
    return max(r["day"] for r in draft[step])


def move(draft: Rows, step: str, day: date) -> None:
    day_of(draft, step)
    for r in draft[step]:
        r["day"] = day
        r.pop("timestamp", None)
        r.pop("hour", None)


def shift_from(draft: Rows, steps: list[str], days: int) -> None:
    for step in steps:
        for r in draft.get(step, []):
            r["day"] += days * DAY


def drop(*steps: str) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        for step in steps:
            day_of(draft, step)
            del draft[step]

    return fault


def edit(step: str, **cells: object) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        day_of(draft, step)
        for r in draft[step]:
            r.update(cells)

    return fault


def both(*faults: Fault) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        for one in faults:
            one(draft, rng)

    return fault


def same_day(step: str, anchor: str) -> Fault:
    """A tie: two days without clock times."""

    def fault(draft: Rows, rng: random.Random) -> None:
        day = last_day_of(draft, anchor)
        for r in draft[anchor]:
            r.pop("hour", None)
        move(draft, step, day)

    return fault


def clock(step: str, anchor: str, *, lawful: bool, offsets: bool = False) -> Fault:
    """Both on one day with clock times."""

    def fault(draft: Rows, rng: random.Random) -> None:
        day = last_day_of(draft, anchor)
        move(draft, step, day)
        early, late = rng.randint(8, 13), rng.randint(14, 22)
        for r in draft[step]:
            r["hour"] = late if lawful else early
            r["style"] = rng.choice(["utc", "offset"]) if offsets else "naive"
        for r in draft[anchor]:
            if r["day"] == day:
                r["hour"] = early if lawful else late
                r["style"] = rng.choice(["utc", "offset"]) if offsets else "naive"

    return fault


def ahead(step: str, anchor: str) -> Fault:
    """The step comes one to six days before the thing that it should follow."""

    def fault(draft: Rows, rng: random.Random) -> None:
        move(draft, step, day_of(draft, anchor) - rng.randint(1, 6) * DAY)

    return fault


def vague(step: str) -> Fault:
    """A month, an interval, or no date at all."""

    def fault(draft: Rows, rng: random.Random) -> None:
        day_of(draft, step)
        kind = rng.choice(["month", "interval", "empty"])
        for r in draft[step]:
            day = r["day"]
            start, end = day - rng.randint(0, 20) * DAY, day + rng.randint(0, 20) * DAY
            r["timestamp"] = {
                "month": f"{day:%Y-%m}",
                "interval": f"{start.isoformat()}/{end.isoformat()}",
                "empty": "",
            }[kind]

    return fault


def stamp(r: dict) -> str:
    if "timestamp" in r:
        return r["timestamp"]
    if "hour" not in r:
        return r["day"].isoformat()
    local = datetime(r["day"].year, r["day"].month, r["day"].day, r["hour"], 30)  # noqa: DTZ001 - local clock
    style = r.get("style", "naive")
    if style == "naive":
        return local.isoformat(timespec="minutes")
    offset = eastern_offset(local + timedelta(hours=5))
    if style == "utc":
        return (local - offset).isoformat() + "Z"
    return f"{local.isoformat()}-{-offset.total_seconds() / 3600:02.0f}:00"


# ---- Bi-County


def to_members(rng: random.Random, day: date, actor: str, group: str) -> list[dict]:
    """One row to all, or several rows that name everybody between them."""
    style = rng.choice(["blank", "group", "list", "two rows", "each"])
    if style == "blank":
        return [row(day, actor)]
    if style == "group":
        return [row(day, actor, recipient=group)]
    names = DISTRICTS[:]
    rng.shuffle(names)
    if style == "list":
        return [row(day, actor, recipient=";".join(names))]
    if style == "two rows":
        cut = rng.randint(1, 18)
        return [row(day, actor, recipient=";".join(part)) for part in (names[:cut], names[cut:])]
    return [row(day, actor, recipient=name) for name in names]


def bi_county(rng: random.Random, first_reading: date | None = None) -> Rows:
    reading = first_reading or date(2013, 2, 1) + rng.randint(0, 3400) * DAY
    proposer = rng.choice(["executive_director", "appointed_representative", *DISTRICTS])
    written = working_days_before(reading, 20 + rng.choice([0, 0, 1, 2, 5, 15]))
    draft: Rows = {}
    if rng.random() < 0.7:
        draft["proposal"] = [row(written - rng.randint(0, 30) * DAY, proposer)]
    offices = rng.choice([["executive_director;board_chair"], [""], ["executive_director", "board_chair"]])
    draft["written_proposal"] = [row(written, proposer, recipient=who) for who in offices]
    notice = working_days_before(reading, 10 + rng.choice([0, 0, 1, 3]))
    draft["first_notice"] = to_members(rng, notice, "executive_director", "board")
    draft["first_reading"] = [row(reading, "board", body="board")]
    submitted = reading + rng.randint(1, 25) * DAY
    target = rng.choice(["dese", ""])
    draft["dese_submission"] = [row(submitted, "executive_director", recipient=target)]
    review = submitted + rng.randint(1, 70) * DAY
    draft["dese_review"] = [row(review, "dese")]
    second_notice = review + rng.randint(1, 6) * DAY
    if rng.random() < 0.2:
        draft["dese_review"] = [row(review, "dese", outcome="changes_required")]
        draft["dese_changes"] = [row(second_notice, "executive_director")]
    second = working_days_after(second_notice, 10) + rng.choice([0, 0, 1, 4]) * DAY
    while working_days_before(second, 10) < second_notice:
        second += DAY
    draft["second_notice"] = to_members(rng, second_notice, "executive_director", "board")
    draft["second_reading"] = [row(second, "board", body="board")]
    present = rng.randint(10, 19)
    ayes = rng.randint(present // 2 + 1, present)
    noes = rng.randint(0, present - ayes)
    abstain = rng.choice(["", 0, present - ayes - noes])
    draft["board_vote"] = [
        row(
            second,
            "board",
            body="board",
            votes_for=ayes,
            votes_against=noes,
            votes_abstain=abstain,
            members_present=present,
            members_total=19,
            outcome="approved",
        )
    ]
    sent = second + rng.randint(1, 15) * DAY
    draft["district_submission"] = to_members(rng, sent, "board_chair", "member_district")
    voters = rng.sample(DISTRICTS, rng.randint(10, 19))
    yes = rng.randint(10, len(voters))
    draft["district_vote"] = []
    for number, name in enumerate(voters):
        word = rng.choice(["approved", "accepted", "adopted"]) if number < yes else "rejected"
        draft["district_vote"].append(row(sent + rng.randint(1, 80) * DAY, name, outcome=word))
    filed = carrying_day(draft) + rng.randint(1, 30) * DAY
    draft["commissioner_submission"] = [row(filed, "executive_director", recipient=rng.choice(["commissioner", ""]))]
    granted = filed + rng.randint(1, 60) * DAY
    by = rng.choice(["bese", "commissioner"])
    draft["bese_approval"] = [row(granted, by, outcome=rng.choice(["approved", "granted"]))]
    draft["effective"] = [row(granted + rng.choice([0, 0, 1, 40]) * DAY)]
    if rng.random() < 0.1:
        draft["meeting"] = [row(reading - 20 * DAY, "board", body="board", meeting_kind=rng.choice(["", "regular"]))]
    for step, rows in draft.items():
        if step not in ("district_vote", "meeting") and rng.random() < 0.12:
            hour, style = rng.randint(8, 22), rng.choice(["naive", "utc", "offset"])
            for r in rows:
                r.update(hour=hour, style=style)
    return draft


def approvals(draft: Rows) -> list[dict]:
    rows = [r for r in draft.get("district_vote", []) if r["outcome"] != "rejected"]
    return sorted(rows, key=lambda r: r["day"])


def carrying_day(draft: Rows) -> date:
    rows = approvals(draft)
    if len(rows) < 10:
        raise UnsuitableError("district_vote")
    return rows[9]["day"]


AFTER_VOTE = ["district_submission", "district_vote", "commissioner_submission", "bese_approval", "effective"]
BI_COUNTY_STEPS = [
    "written_proposal",
    "first_notice",
    "first_reading",
    "dese_submission",
    "dese_review",
    "second_notice",
    "second_reading",
    "board_vote",
    "district_submission",
    "district_vote",
    "commissioner_submission",
    "bese_approval",
    "effective",
]
BI_COUNTY_FAULTS: dict[str, Fault] = {"lawful": lambda draft, rng: None}


def running(draft: Rows, rng: random.Random) -> None:
    """Everything after some day has not happened yet."""
    days = sorted(r["day"] for rows in draft.values() for r in rows)
    cut = rng.choice(days)
    for step in list(draft):
        draft[step] = [r for r in draft[step] if r["day"] <= cut]
        if not draft[step]:
            del draft[step]


def late(step: str, anchor: str, count: int, some: bool = False) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        due = working_days_before(day_of(draft, anchor), count)
        day = working_days_after(due, rng.choice([1, 1, 2, 3, count - 1, count]))
        day_of(draft, step)
        if not some:
            move(draft, step, day)
            return
        names = DISTRICTS[:]
        rng.shuffle(names)
        cut, old = rng.randint(1, 18), draft[step][0]
        draft[step] = [
            {**old, "recipient": ";".join(names[:cut])},
            {**old, "recipient": ";".join(names[cut:])},
        ]
        draft[step][1]["day"] = day

    return fault


def only_some(step: str) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        day_of(draft, step)
        names = ["executive_director", "board_chair"] if step == "written_proposal" else DISTRICTS
        kept = rng.sample(names, rng.randint(1, len(names) - 1))
        draft[step] = [{**draft[step][0], "recipient": ";".join(kept)}]

    return fault


def proposal_late_twice(draft: Rows, rng: random.Random) -> None:
    """Late to one office, in time to the other."""
    day_of(draft, "written_proposal")
    old = draft["written_proposal"][0]
    due = working_days_before(day_of(draft, "first_reading"), 20)
    draft["written_proposal"] = [
        {**old, "day": due, "recipient": "board_chair"},
        {**old, "day": working_days_after(due, rng.randint(1, 4)), "recipient": "executive_director"},
    ]


def in_time_and_again(step: str) -> Fault:
    """A second, later record changes nothing."""

    def fault(draft: Rows, rng: random.Random) -> None:
        day_of(draft, step)
        again = {**draft[step][0], "day": draft[step][0]["day"] + rng.randint(5, 12) * DAY}
        draft[step].append(again)

    return fault


def reading_after_due(offset: int) -> Fault:
    """A holiday lies inside the twenty days; the proposal is `offset` working days late."""

    def fault(draft: Rows, rng: random.Random) -> None:
        holiday = rng.choice(sorted(holidays(rng.randint(2014, 2024))))
        fresh = bi_county(rng, holiday + rng.randint(1, 27) * DAY)
        draft.clear()
        draft.update(fresh)
        due = working_days_before(day_of(draft, "first_reading"), 20)
        day = working_days_after(due, offset) if offset else due
        move(draft, "written_proposal", day)
        move(draft, "first_notice", working_days_before(day_of(draft, "first_reading"), 10))
        if "proposal" in draft:
            move(draft, "proposal", day - 3 * DAY)

    return fault


def written_after_reading(draft: Rows, rng: random.Random) -> None:
    move(draft, "written_proposal", day_of(draft, "first_reading") + rng.randint(1, 9) * DAY)


def vote_days_later(draft: Rows, rng: random.Random) -> None:
    days = rng.randint(1, 30)
    move(draft, "board_vote", day_of(draft, "second_reading") + days * DAY)
    shift_from(draft, AFTER_VOTE, days)


def tally(ayes: int, noes: int, present: int, outcome: str) -> Fault:
    cells = {"votes_for": ayes, "votes_against": noes, "votes_abstain": "", "members_present": present}
    return edit("board_vote", **cells, outcome=outcome)


def no_tally(outcome: str) -> Fault:
    cells = {"votes_for": "", "votes_against": "", "votes_abstain": "", "members_present": ""}
    return edit("board_vote", **cells, outcome=outcome)


def small_meeting(draft: Rows, rng: random.Random) -> None:
    present = rng.randint(3, 9)
    ayes = rng.randint(present // 2 + 1, present)
    tally(ayes, present - ayes, present, "approved")(draft, rng)


def second_vote(*, with_reading: bool, passes: bool) -> Fault:
    """A failed vote, then another one."""

    def fault(draft: Rows, rng: random.Random) -> None:
        day_of(draft, "board_vote")
        again = dict(draft["board_vote"][0])
        tally(5, 9, 15, "rejected")(draft, rng)
        if not passes:
            again.update(votes_for=7, votes_against=7, votes_abstain="", members_present=14, outcome="failed")
        days = rng.randint(14, 60)
        again["day"] += days * DAY
        draft["board_vote"].append(again)
        if with_reading:
            draft["second_reading"].append({**draft["second_reading"][0], "day": again["day"]})
        shift_from(draft, AFTER_VOTE, days)
        if not passes:
            drop_present(draft, AFTER_VOTE)

    return fault


def drop_present(draft: Rows, steps: list[str]) -> None:
    for step in steps:
        draft.pop(step, None)


def stop_after_vote(draft: Rows, rng: random.Random) -> None:
    drop_present(draft, AFTER_VOTE)


def some_before_submission(draft: Rows, rng: random.Random) -> None:
    sent = day_of(draft, "district_submission")
    for r in rng.sample(draft["district_vote"], rng.randint(1, 5)):
        r["day"] = sent - rng.randint(1, 5) * DAY


def some_on_submission_day(draft: Rows, rng: random.Random) -> None:
    sent = day_of(draft, "district_submission")
    for r in rng.sample(draft["district_vote"], rng.randint(1, 5)):
        r["day"] = sent


def too_few(*, refused: bool, stop: bool) -> Fault:
    """At most nine districts approve; the others refuse, or stay silent."""

    def fault(draft: Rows, rng: random.Random) -> None:
        sent = day_of(draft, "district_submission")
        names = DISTRICTS[:]
        rng.shuffle(names)
        yes = rng.randint(0, 9)
        draft["district_vote"] = [
            row(sent + rng.randint(1, 60) * DAY, name, outcome="approved" if i < yes else "rejected")
            for i, name in enumerate(names)
            if refused or i < yes
        ]
        if not draft["district_vote"]:
            del draft["district_vote"]
        if stop:
            drop_present(draft, AFTER_VOTE[2:])

    return fault


def votes_again(draft: Rows, rng: random.Random) -> None:
    """Some districts refuse first and approve later."""
    day_of(draft, "district_vote")
    for r in rng.sample(approvals(draft), rng.randint(1, 6)):
        draft["district_vote"].append({**r, "day": r["day"] - rng.randint(1, 3) * DAY, "outcome": "rejected"})


def change_of_mind_too_late(draft: Rows, rng: random.Random) -> None:
    day = carrying_day(draft)
    voter = rng.choice(approvals(draft)[:10])
    draft["district_vote"].append({**voter, "day": day + rng.randint(1, 20) * DAY, "outcome": "rejected"})


def blank_results(draft: Rows, rng: random.Random) -> None:
    day_of(draft, "district_vote")
    for r in rng.sample(draft["district_vote"], rng.randint(3, len(draft["district_vote"]))):
        r["outcome"] = rng.choice(["", "unknown"])


def filed_too_early(draft: Rows, rng: random.Random) -> None:
    carrying = carrying_day(draft)
    move(
        draft,
        "commissioner_submission",
        min(carrying, day_of(draft, "bese_approval")) - rng.randint(1, 10) * DAY,
    )


def filed_on_carrying_day(draft: Rows, rng: random.Random) -> None:
    move(draft, "commissioner_submission", carrying_day(draft))


def effective_before(step: str) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        move(draft, "effective", day_of(draft, step) - rng.randint(1, 20) * DAY)

    return fault


def effective_before_carrying(draft: Rows, rng: random.Random) -> None:
    move(draft, "effective", carrying_day(draft) - rng.randint(1, 10) * DAY)


def effective_same_day(draft: Rows, rng: random.Random) -> None:
    move(draft, "effective", day_of(draft, "bese_approval"))


def meeting_between(kind: str) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        span = (day_of(draft, "second_reading") - day_of(draft, "dese_review")).days
        day = day_of(draft, "dese_review") + rng.randint(1, span - 1) * DAY
        draft.setdefault("meeting", []).append(row(day, "board", body="board", meeting_kind=kind))

    return fault


def meeting_on_review_day(draft: Rows, rng: random.Random) -> None:
    day = day_of(draft, "dese_review")
    draft.setdefault("meeting", []).append(row(day, "board", body="board", meeting_kind="regular"))


def other_body_between(draft: Rows, rng: random.Random) -> None:
    day = day_of(draft, "dese_review") + DAY
    draft.setdefault("meeting", []).append(row(day, "commissioner", body="bese", meeting_kind="regular"))


def add_special_reading(draft: Rows, rng: random.Random) -> None:
    edit("second_reading", meeting_kind="special")(draft, rng)


def register_bi_county() -> None:
    f = BI_COUNTY_FAULTS
    f["running"] = running
    f["late_written_proposal"] = late("written_proposal", "first_reading", 20)
    f["late_written_proposal_to_one"] = proposal_late_twice
    f["late_first_notice"] = late("first_notice", "first_reading", 10)
    f["late_first_notice_some"] = late("first_notice", "first_reading", 10, some=True)
    f["late_second_notice"] = late("second_notice", "second_reading", 10)
    f["late_second_notice_some"] = late("second_notice", "second_reading", 10, some=True)
    f["holiday_exact"] = reading_after_due(0)
    f["holiday_late"] = reading_after_due(1)
    for step in ("written_proposal", "first_notice", "second_notice", "district_submission"):
        f[f"only_some_{step}"] = only_some(step)
    for step in ("first_notice", "second_notice", "dese_submission", "district_submission"):
        f[f"again_{step}"] = in_time_and_again(step)
    for step in [*BI_COUNTY_STEPS, "proposal"]:
        f[f"missing_{step}"] = drop(step)
        f[f"vague_{step}"] = vague(step)
    f["missing_review_and_submission"] = drop("dese_submission", "dese_review")
    f["missing_both_notices"] = drop("first_notice", "second_notice")
    # orders
    f["written_after_first_reading"] = written_after_reading
    f["submission_before_first_reading"] = ahead("dese_submission", "first_reading")
    f["review_before_submission"] = ahead("dese_review", "dese_submission")
    f["second_notice_before_review"] = ahead("second_notice", "dese_review")
    f["second_reading_before_review"] = both(ahead("second_reading", "dese_review"), ahead("board_vote", "dese_review"))
    f["second_reading_before_first"] = ahead("second_reading", "first_reading")
    f["vote_before_second_reading"] = ahead("board_vote", "second_reading")
    f["vote_after_second_reading"] = vote_days_later
    f["district_submission_before_vote"] = ahead("district_submission", "board_vote")
    f["district_votes_before_submission"] = some_before_submission
    f["filed_before_carrying"] = filed_too_early
    f["approval_before_filing"] = ahead("bese_approval", "commissioner_submission")
    f["effective_before_approval"] = effective_before("bese_approval")
    f["effective_before_carrying"] = effective_before_carrying
    # ties
    pairs = [
        ("first_reading", "written_proposal"),
        ("dese_submission", "first_reading"),
        ("dese_review", "dese_submission"),
        ("second_notice", "dese_review"),
        ("second_reading", "dese_review"),
        ("district_submission", "board_vote"),
        ("bese_approval", "commissioner_submission"),
    ]
    for step, anchor in pairs:
        f[f"tie_{step}"] = same_day(step, anchor)
        f[f"clock_right_{step}"] = clock(step, anchor, lawful=True)
        f[f"clock_wrong_{step}"] = clock(step, anchor, lawful=False)
        f[f"offsets_right_{step}"] = clock(step, anchor, lawful=True, offsets=True)
        f[f"offsets_wrong_{step}"] = clock(step, anchor, lawful=False, offsets=True)
    f["tie_district_vote"] = some_on_submission_day
    f["tie_commissioner_submission"] = filed_on_carrying_day
    f["effective_same_day"] = effective_same_day
    # the Board's vote
    f["vote_failed_stop"] = both(tally(5, 9, 15, "rejected"), stop_after_vote)
    f["vote_failed_continued"] = tally(5, 9, 15, "rejected")
    f["vote_exactly_half"] = both(tally(7, 6, 14, "failed"), stop_after_vote)
    f["vote_half_continued"] = tally(7, 7, 14, "failed")
    f["vote_just_enough"] = tally(8, 6, 14, "approved")
    f["vote_of_few_present"] = tally(6, 3, 11, "approved")
    f["quorum_missed"] = small_meeting
    f["vote_declared"] = no_tally("approved")
    f["vote_undeclared"] = no_tally("")
    f["vote_unknown"] = no_tally("unknown")
    f["vote_declared_refused"] = both(no_tally("rejected"), stop_after_vote)
    f["vote_scheduled"] = both(no_tally("scheduled"), stop_after_vote)
    f["present_blank"] = edit("board_vote", members_present="")
    f["votes_above_attendance"] = edit(
        "board_vote", votes_for=12, votes_against=4, votes_abstain=1, members_present=13, outcome="approved"
    )
    f["second_vote_passes"] = second_vote(with_reading=False, passes=True)
    f["second_vote_at_new_reading"] = second_vote(with_reading=True, passes=True)
    f["second_vote_fails"] = second_vote(with_reading=True, passes=False)
    # the member districts
    f["too_few_approve_stop"] = too_few(refused=False, stop=True)
    f["too_few_approve_continued"] = too_few(refused=False, stop=False)
    f["districts_refuse_stop"] = too_few(refused=True, stop=True)
    f["districts_refuse_continued"] = too_few(refused=True, stop=False)
    f["district_votes_again"] = votes_again
    f["district_changes_mind"] = change_of_mind_too_late
    f["district_results_blank"] = blank_results
    register_approval(f, "bese_approval")
    f["no_filing_no_approval"] = drop("commissioner_submission", "bese_approval")
    # meetings
    f["meeting_between"] = meeting_between("regular")
    f["meeting_between_unlabelled"] = meeting_between("")
    f["special_meeting_between"] = meeting_between("special")
    f["meeting_on_review_day"] = meeting_on_review_day
    f["other_body_between"] = other_body_between
    f["special_second_reading"] = add_special_reading
    # actors
    wrong = {
        "proposal": "dese",
        "written_proposal": "dese",
        "first_notice": "board_chair",
        "dese_submission": "board_chair",
        "dese_review": "bese",
        "second_notice": "board_chair",
        "board_vote": "executive_director",
        "district_submission": "executive_director",
        "bese_approval": "dese",
    }
    register_actors(f, wrong)


def register_approval(f: dict[str, Fault], step: str) -> None:
    f["approval_refused"] = both(edit(step, outcome="denied"), drop("effective"))
    f["effective_despite_refusal"] = edit(step, outcome="denied")
    f["approval_outcome_empty"] = edit(step, outcome="")
    f["approval_outcome_unknown"] = edit(step, outcome="unknown")
    f["approval_scheduled"] = both(edit(step, outcome="scheduled"), drop("effective"))
    f["effective_approval_scheduled"] = edit(step, outcome="scheduled")
    f["approval_pending"] = both(edit(step, outcome="pending"), drop("effective"))
    f["nothing_from_the_state"] = drop(step, "effective")


def register_actors(f: dict[str, Fault], wrong: dict[str, str]) -> None:
    for step, actor in wrong.items():
        f[f"wrong_actor_{step}"] = edit(step, actor=actor)
        f[f"blank_actor_{step}"] = edit(step, actor="")
        f[f"strange_actor_{step}"] = edit(step, actor="somebody_else")


register_bi_county()


# ---- Mount Greylock


def mount_greylock(rng: random.Random) -> Rows:
    start = date(2018, 2, 1) + rng.randint(0, 2500) * DAY
    draft: Rows = {}
    route = rng.choice(["committee", "committee", "petition"])
    if route == "committee":
        draft["committee_initiation"] = [initiation_row(rng, start)]
    else:
        target = rng.choice(["secretary", ""])
        draft["voter_petition"] = [row(start, rng.choice(TOWNS), recipient=target)]
    notice = start + rng.randint(1, 20) * DAY
    draft["selectmen_notice"] = notices(rng, notice)
    presented = notice + rng.randint(0, 10) * DAY
    target = rng.choice(["commissioner", ""])
    draft["commissioner_presentation"] = [row(presented, "secretary", recipient=target)]
    base = presented + rng.randint(10, 60) * DAY
    draft["town_meeting_vote"] = [town_row(rng, base + rng.choice([0, 0, 1, 30]) * DAY, town) for town in TOWNS]
    granted = last_day_of(draft, "town_meeting_vote") + rng.randint(1, 60) * DAY
    draft["commissioner_approval"] = [row(granted, "commissioner", outcome=rng.choice(["approved", "granted"]))]
    draft["effective"] = [row(granted + rng.choice([0, 0, 1, 40]) * DAY)]
    for rows in draft.values():
        if rng.random() < 0.12:
            hour, style = rng.randint(8, 22), rng.choice(["naive", "utc", "offset"])
            for r in rows:
                r.update(hour=hour, style=style)
    return draft


def initiation_row(rng: random.Random, day: date) -> dict:
    present = rng.randint(5, 7)
    ayes = rng.randint(5, present)
    williamstown = rng.randint(max(2, present - 3), min(4, present - 1))
    return row(
        day,
        "committee",
        body="committee",
        votes_for=ayes,
        votes_against=present - ayes,
        members_present=present,
        members_total=7,
        members_present_by=f"lanesborough={present - williamstown};williamstown={williamstown}",
        outcome="approved",
    )


def notices(rng: random.Random, day: date) -> list[dict]:
    style = rng.choice(["blank", "list", "each", "group"])
    if style == "each":
        return [row(day + rng.choice([0, 0, 2]) * DAY, "secretary", recipient=town) for town in TOWNS]
    who = {"blank": "", "list": ";".join(TOWNS), "group": "member_town"}[style]
    return [row(day, "secretary", recipient=who)]


def town_row(rng: random.Random, day: date, town: str) -> dict:
    ayes = rng.randint(30, 400)
    noes = rng.randint(0, ayes - 1)
    abstain = rng.choice(["", 0, 5])
    present = rng.choice(["", ayes + noes + 20])
    return row(
        day,
        town,
        votes_for=ayes,
        votes_against=noes,
        votes_abstain=abstain,
        members_present=present,
        outcome="approved",
    )


def town(name: str, **cells: object) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        rows = [r for r in draft.get("town_meeting_vote", []) if r["actor"] == name]
        if not rows:
            raise UnsuitableError(name)
        for r in rows:
            r.update(cells)

    return fault


NO_COUNT = {"votes_for": "", "votes_against": "", "votes_abstain": "", "members_present": ""}
REFUSED = {
    "votes_for": 40,
    "votes_against": 90,
    "votes_abstain": "",
    "members_present": "",
    "outcome": "rejected",
}
TIED = {"votes_for": 77, "votes_against": 77, "votes_abstain": 3, "members_present": "", "outcome": "failed"}
END = ["commissioner_approval", "effective"]
MOUNT_GREYLOCK_FAULTS: dict[str, Fault] = {"lawful": lambda draft, rng: None, "running": running}


def stop_after_towns(draft: Rows, rng: random.Random) -> None:
    drop_present(draft, END)


def without_town(name: str) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        rows = [r for r in draft.get("town_meeting_vote", []) if r["actor"] != name]
        if not rows:
            raise UnsuitableError(name)
        draft["town_meeting_vote"] = rows

    return fault


def initiation(**cells: object) -> Fault:
    """Whatever the route was, the committee votes like this."""

    def fault(draft: Rows, rng: random.Random) -> None:
        day = day_of(draft, "committee_initiation" if "committee_initiation" in draft else "voter_petition")
        draft.pop("voter_petition", None)
        draft["committee_initiation"] = [{**initiation_row(rng, day), **cells}]

    return fault


def stop_after_initiation(draft: Rows, rng: random.Random) -> None:
    drop_present(draft, ["selectmen_notice", "commissioner_presentation", "town_meeting_vote", *END])


def no_initiation(draft: Rows, rng: random.Random) -> None:
    drop_present(draft, ["committee_initiation", "voter_petition"])


def both_routes(draft: Rows, rng: random.Random) -> None:
    initiation()(draft, rng)
    day = day_of(draft, "committee_initiation") - rng.randint(0, 9) * DAY
    draft["voter_petition"] = [row(day, rng.choice(TOWNS), recipient="secretary")]


def initiation_again(draft: Rows, rng: random.Random) -> None:
    initiation()(draft, rng)
    first = dict(draft["committee_initiation"][0])
    first.update(day=first["day"] - rng.randint(7, 40) * DAY, votes_for=3, votes_against=2, outcome="rejected")
    draft["committee_initiation"].append(first)


def notice_to_one(draft: Rows, rng: random.Random) -> None:
    day_of(draft, "selectmen_notice")
    draft["selectmen_notice"] = [{**draft["selectmen_notice"][0], "recipient": rng.choice(TOWNS)}]


def town_day(draft: Rows, name: str) -> date:
    days = [r["day"] for r in draft.get("town_meeting_vote", []) if r["actor"] == name]
    if not days:
        raise UnsuitableError(name)
    return min(days)


def notice_late_to_one(draft: Rows, rng: random.Random) -> None:
    day_of(draft, "selectmen_notice")
    one, other = rng.sample(TOWNS, 2)
    old = draft["selectmen_notice"][0]
    late_day = town_day(draft, one) + rng.randint(1, 9) * DAY
    draft["selectmen_notice"] = [{**old, "recipient": other}, {**old, "recipient": one, "day": late_day}]


def notice_on_vote_day(draft: Rows, rng: random.Random) -> None:
    move(draft, "selectmen_notice", day_of(draft, "town_meeting_vote"))
    for r in draft["town_meeting_vote"]:
        r.pop("hour", None)


def split_towns(draft: Rows, rng: random.Random) -> tuple[date, date]:
    """One town votes at least ten days after the other."""
    rows = draft.get("town_meeting_vote", [])
    if len(rows) != 2:
        raise UnsuitableError("town_meeting_vote")
    first = min(r["day"] for r in rows)
    late_one = rng.randint(0, 1)
    gap = rng.randint(10, 30)
    rows[late_one]["day"], rows[1 - late_one]["day"] = first + gap * DAY, first
    shift_from(draft, END, gap)
    return first, first + gap * DAY


def presented_between(draft: Rows, rng: random.Random) -> None:
    first, _ = split_towns(draft, rng)
    move(draft, "commissioner_presentation", first + rng.randint(1, 9) * DAY)


def presented_after(draft: Rows, rng: random.Random) -> None:
    _, last = split_towns(draft, rng)
    move(draft, "commissioner_presentation", last + rng.randint(1, 9) * DAY)


def presented_on_first_vote(draft: Rows, rng: random.Random) -> None:
    first, _ = split_towns(draft, rng)
    for r in draft["town_meeting_vote"]:
        r.pop("hour", None)
    move(draft, "commissioner_presentation", first)


def presented_by_clock(*, lawful: bool, offsets: bool) -> Fault:
    def fault(draft: Rows, rng: random.Random) -> None:
        first, _ = split_towns(draft, rng)
        move(draft, "commissioner_presentation", first)
        for r in draft["commissioner_presentation"]:
            r.update(hour=9 if lawful else 22, style=rng.choice(["utc", "offset"]) if offsets else "naive")
        for r in draft["town_meeting_vote"]:
            r.update(hour=19, style=rng.choice(["utc", "offset"]) if offsets else "naive")

    return fault


def town_votes_again(draft: Rows, rng: random.Random) -> None:
    """One town refuses first and approves later."""
    rows = draft.get("town_meeting_vote", [])
    if not rows:
        raise UnsuitableError("town_meeting_vote")
    one = rng.choice(rows)
    rows.append({**one, **REFUSED})
    gap = rng.randint(14, 90)
    one["day"] += gap * DAY
    shift_from(draft, END, gap)


def approval_before_votes(draft: Rows, rng: random.Random) -> None:
    move(draft, "commissioner_approval", last_day_of(draft, "town_meeting_vote") - rng.randint(1, 20) * DAY)


def effective_before_votes(draft: Rows, rng: random.Random) -> None:
    move(draft, "effective", last_day_of(draft, "town_meeting_vote") - rng.randint(1, 20) * DAY)


def effective_on_approval(draft: Rows, rng: random.Random) -> None:
    move(draft, "effective", day_of(draft, "commissioner_approval"))


def register_mount_greylock() -> None:
    f = MOUNT_GREYLOCK_FAULTS
    steps = ["selectmen_notice", "commissioner_presentation", "town_meeting_vote", *END]
    for step in steps:
        f[f"missing_{step}"] = drop(step)
        f[f"vague_{step}"] = vague(step)
    f["vague_committee_initiation"] = both(initiation(), vague("committee_initiation"))
    f["no_initiation"] = no_initiation
    f["both_routes"] = both_routes
    below = {"votes_for": 4, "votes_against": 3, "members_present": 7, "outcome": "rejected"}
    few = {"votes_for": 3, "votes_against": 0, "members_present": 3, "outcome": "approved"}
    one_town = {"votes_for": 4, "votes_against": 0, "members_present": 4, "outcome": ""}
    f["initiation_below_stop"] = both(initiation(**below, members_present_by=""), stop_after_initiation)
    f["initiation_below_continued"] = initiation(**below, members_present_by="lanesborough=3;williamstown=4")
    exact = {"votes_for": 5, "votes_against": 0, "members_present": 5}
    f["initiation_exact"] = initiation(**exact, members_present_by="lanesborough=1;williamstown=4")
    f["initiation_declared"] = initiation(**NO_COUNT, members_present_by="")
    f["initiation_quorum_missed"] = initiation(**few, members_present_by="lanesborough=1;williamstown=2")
    f["initiation_one_town"] = initiation(**one_town, members_present_by="lanesborough=0;williamstown=4")
    f["initiation_one_town_named"] = initiation(**one_town, members_present_by="williamstown=4")
    f["initiation_towns_blank"] = initiation(members_present_by="")
    f["initiation_again"] = initiation_again
    f["notice_to_one"] = notice_to_one
    f["notice_late_to_one"] = notice_late_to_one
    f["notice_on_vote_day"] = notice_on_vote_day
    f["notice_before_initiation"] = both(initiation(), ahead("selectmen_notice", "committee_initiation"))
    f["tie_notice_initiation"] = both(initiation(), same_day("selectmen_notice", "committee_initiation"))
    for right in (True, False):
        for offsets in (True, False):
            name = f"{'offsets' if offsets else 'clock'}_{'right' if right else 'wrong'}"
            f[f"{name}_notice"] = both(
                initiation(), clock("selectmen_notice", "committee_initiation", lawful=right, offsets=offsets)
            )
            f[f"{name}_presentation"] = presented_by_clock(lawful=right, offsets=offsets)
            f[f"{name}_approval"] = clock("commissioner_approval", "town_meeting_vote", lawful=right, offsets=offsets)
    f["presented_between_votes"] = presented_between
    f["presented_after_votes"] = presented_after
    f["presented_on_first_vote"] = presented_on_first_vote
    for name in TOWNS:
        f[f"{name}_refuses_stop"] = both(town(name, **REFUSED), stop_after_towns)
        f[f"{name}_refuses_continued"] = town(name, **REFUSED)
        f[f"{name}_silent_stop"] = both(without_town(name), stop_after_towns)
        f[f"{name}_silent_continued"] = without_town(name)
        f[f"{name}_tied"] = both(town(name, **TIED), stop_after_towns)
        f[f"{name}_declared"] = town(name, **NO_COUNT)
        f[f"{name}_undeclared"] = town(name, **NO_COUNT, outcome="")
        f[f"{name}_unknown"] = town(name, **NO_COUNT, outcome="unknown")
        f[f"{name}_no_vote"] = both(town(name, **NO_COUNT, outcome="no_vote"), stop_after_towns)
    f["refusal_and_silence"] = both(town("lanesborough", **REFUSED), without_town("williamstown"), stop_after_towns)
    f["town_votes_again"] = town_votes_again
    f["approval_before_votes"] = approval_before_votes
    f["tie_approval"] = same_day("commissioner_approval", "town_meeting_vote")
    register_approval(f, "commissioner_approval")
    f["effective_before_approval"] = effective_before("commissioner_approval")
    f["effective_before_votes"] = effective_before_votes
    f["effective_same_day"] = effective_on_approval
    wrong = {
        "committee_initiation": "secretary",
        "selectmen_notice": "committee",
        "commissioner_approval": "dese",
    }
    register_actors(f, wrong)


register_mount_greylock()


# ---- cases

BASES = {"bi_county": bi_county, "mount_greylock": mount_greylock}
FAULTS = {"bi_county": BI_COUNTY_FAULTS, "mount_greylock": MOUNT_GREYLOCK_FAULTS}


def make(agreement: str, fault: str, case_id: str, rng: random.Random, *, by_town: bool = True) -> Case:
    """One case with the named fault; several are joined by `+`."""
    for _ in range(200):
        draft = BASES[agreement](rng)
        try:
            for name in fault.split("+"):
                FAULTS[agreement][name](draft, rng)
        except LookupError:
            continue  # this draft has nothing for the fault to change: draw another one
        return Case(case_id, fault, render(agreement, case_id, draft, by_town))
    raise UnsuitableError(fault)


def render(agreement: str, case_id: str, draft: Rows, by_town: bool) -> list[dict]:
    columns = [c for c in COLUMNS if c != "members_present_by" or (by_town and agreement == "mount_greylock")]
    rows = []
    for step, drafted in draft.items():
        for r in drafted:
            cells = {c: str(r.get(c, "")) for c in columns}
            cells.update(activity=step, timestamp=stamp(r))
            if step != "meeting":  # meetings belong to no case: every case of a log sees them
                cells.update(case_id=case_id, procedure="amendment")
            rows.append(cells)
    return rows


def generate(agreement: str, cases: int, seed: int) -> list[Case]:
    """About a quarter lawful, then every kind of fault in turn, sometimes two together.

    Every third seed leaves out the column `members_present_by`.
    """
    rng = random.Random(f"{agreement} {seed}")  # noqa: S311 - test data
    names = [name for name in FAULTS[agreement] if name != "lawful"]
    queue: list[str] = []
    made: list[Case] = []
    while len(made) < cases:
        if not queue:
            queue = names[:]
            rng.shuffle(queue)
        fault = "lawful" if rng.random() < 0.25 else queue.pop()
        if fault != "lawful" and rng.random() < 0.15:
            fault = f"{fault}+{rng.choice(names)}"
        case_id = f"{agreement}-{seed}-{len(made):05d}"
        try:
            made.append(make(agreement, fault, case_id, rng, by_town=seed % 3 != 0))
        except UnsuitableError:
            continue  # two faults that exclude each other
    return made


def rows_seen_by(case: Case, cases: list[Case]) -> list[dict]:
    """In one log of all these cases: the case's own rows and the meetings of every case."""
    return case.rows + [r for c in cases if c is not case for r in c.rows if r["activity"] == "meeting"]


def write_csv(path: Path, cases: list[Case], seed: int) -> None:
    """One log of all cases, rows in random order."""
    rows = [r for case in cases for r in case.rows]
    random.Random(seed).shuffle(rows)  # noqa: S311 - test data
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
