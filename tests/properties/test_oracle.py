"""Every verdict of the reference engine against the oracle, an independent opinion on both amendments.

Verdicts are compared without their rounds: the worst state for each step, aspect and member. Where the two
differ by decision, `DELIBERATE` says so, with the sentence of the semantics that decides it; all else fails.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from judging import days_of, judge, read
from oracle.evaluate import WORST_FIRST, Book, Event, When, comes_after, evaluate, first_of
from oracle.faulty_logs import FAULTS, Case, UnsuitableError, make, rows_seen_by, write_csv

from agreelint.audit.verdicts import Verdict

PAIRS = {"bi_county": 8, "mount_greylock": 30}  # cases with two faults, in each part
EXTRA = {  # what the deliberate differences need, and chance seldom brings
    "bi_county": (
        *["present_blank"] * 5,
        "districts_refuse_continued",
        "missing_district_vote+missing_commissioner_submission",
        "too_few_approve_stop+only_some_district_submission",
        "vote_undeclared+missing_district_submission",
    ),
    "mount_greylock": (
        "initiation_declared+missing_selectmen_notice",
        "lanesborough_silent_continued+missing_effective",
        "lanesborough_undeclared+missing_effective",
        "lanesborough_undeclared+approval_scheduled",
    ),
}
PARTS = (0, 1, 2)  # of the faults; the first part leaves out the column `members_present_by`
MODES = ("complete", "nothing declared", "complete through an earlier day", "as of an earlier day")
# Matters on which the oracle has no opinion (its README, and the names of bare occurrences in contract.md).
UNJUDGED = {"judged", "contents"}
UNJUDGED_STEPS = {"next_annual_meeting"}  # it only counts under another reading
ROUTES = {"committee_initiation", "voter_petition", "initiation"}
BY_ACTOR = {"district_vote", "town_meeting_vote"}
APPROVALS = {
    "bese_approval": "order:commissioner_submission",
    "commissioner_approval": "order:town_meeting_vote",
}
VOTED_BY = {"board_vote": "board", "committee_initiation": "committee"}
QUORUM = {"board_vote": 10, "committee_initiation": 4}
RELYING = {
    "district_vote": ("commissioner_submission", "effective"),
    "town_meeting_vote": ("commissioner_approval", "effective"),
}


@dataclass(frozen=True)
class Worst:
    """The worst state among the rounds, the due dates that go with it, and what a reader may want to know."""

    state: str
    dues: frozenset[str | None]
    actual: str | None = None
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        dues = " or ".join(sorted(str(due) for due in self.dues))
        return "; ".join((f"{self.state}, due {dues}", *self.told))


@dataclass(frozen=True)
class Compared:
    """Two verdicts on one matter; None where one side says nothing."""

    case: Case
    book: Book
    step: str
    aspect: str
    member: str | None
    expected: Worst | None
    got: Worst | None

    @property
    def agree(self) -> bool:
        """Say whether both give one state, and a due date in common."""
        if self.expected is None or self.got is None:
            return False
        return self.expected.state == self.got.state and bool(self.expected.dues & self.got.dues)

    def turns(self, expected: str | None, got: str | None) -> bool:
        """Say whether the oracle has the one state and the engine the other; None is no verdict."""
        return (self.expected and self.expected.state) == expected and (self.got and self.got.state) == got

    def records(self, step: str) -> list[Event]:
        """Return the records of a step, of this member alone where they can be told apart."""
        events = self.book.of(step)
        if self.member is None:
            return events
        if step in BY_ACTOR:
            return self.book.by_actor(step, self.member)
        return [e for e in events if Book(self.book.agreement, [e.row], date.max, None).served(step, self.member)]

    @property
    def own(self) -> list[Event]:
        """Return the records of the step that is judged."""
        return self.records(self.step)

    @property
    def later(self) -> list[When]:
        """Return when steps that need this one were done; acts of other members need nothing of this one."""
        steps = self.book.dependents(self.step)
        return [e.when for s in steps for e in (self.records(s) if s in BY_ACTOR else self.book.of(s))]

    def __str__(self) -> str:
        rows = sorted(self.case.rows, key=lambda r: (r["timestamp"], r["activity"], r["actor"]))
        name = f"{self.step} {self.aspect}" + (f" for {self.member}" if self.member else "")
        through = f"complete through {self.book.through}" if self.book.through else "not declared complete"
        told = [f"{self.case.case_id} ({self.case.fault}), as of {self.book.as_of}, {through}: {name}",
                f"    oracle: {self.expected}", f"    engine: {self.got}"]  # fmt: skip
        for row in rows:
            cells = (f"{k}={v}" for k, v in row.items() if v and k not in {"case_id", "procedure"})
            told.append("      | " + "  ".join(cells))
        return "\n".join(told)


# ---- differences by decision ---------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One way in which engine and oracle differ: where it applies, why, and the sentence that decides it."""

    applies: Callable[[Compared], bool]
    reason: str
    sentence: str
    rare: bool = False  # needs a coincidence that the cases below do not always have


def effect_still_possible(it: Compared) -> bool:
    """The votes have no effect only because an approval relied on them; some are still to come."""
    open_ = "pending" if it.book.full else "unknown"
    return it.step == "effective" and it.turns("not_applicable", open_) and not it.own


def done_too_late(it: Compared) -> bool:
    """All records of the step are after an act that needs it, in a log complete through that act."""
    if not (it.aspect.startswith("order:") or it.aspect == "route") or it.got is None or not it.own:
        return False
    passed_over = [w for w in it.later if all(comes_after(e.when, w) is True for e in it.own)]
    return it.got.state == "violated" and bool(passed_over) and it.book.covers(passed_over)


def relied_on_before_carrying(it: Compared) -> bool:
    if it.aspect != "carries" or not it.turns("satisfied", "no_effect"):
        return False
    assert it.expected is not None
    day = date.fromisoformat(it.expected.actual) if it.expected.actual else None
    acts = [e.when for step in RELYING[it.step] for e in it.book.of(step)]
    # on the day itself clock times decide, which the oracle's answer does not tell
    early = [w for w in acts if day is None or w.hi < day or (w.exact and w.lo == day and w.moment)]
    return bool(early) and it.book.covers(early)


def body_stands_for_actor(it: Compared) -> bool:
    return (
        it.aspect == "by"
        and it.turns("unknown", "satisfied")
        and any(not e.cell("actor") and e.cell("body") == VOTED_BY.get(it.step) for e in it.own)
    )


def votes_alone_reach_quorum(it: Compared) -> bool:
    if it.aspect != "quorum" or not it.turns("unknown", "satisfied"):
        return False
    blank = [e for e in it.own if not e.cell("members_present")]
    cast = [sum(e.number(c) or 0 for c in ("votes_for", "votes_against", "votes_abstain")) for e in blank]
    return bool(cast) and min(cast) >= QUORUM[it.step]


def vote_on_own_submission(it: Compared) -> bool:
    """District by district: judged by the oracle's own rule on the submission to this district alone."""
    if (it.step, it.aspect) != ("district_vote", "order:district_submission") or it.got is None:
        return False
    book, submitted = it.book, first_of([e.when for e in it.records("district_submission")])
    if it.own:
        orders = [book.order([e.when], "district_submission", submitted, "no_effect")[0] for e in it.own]
        return it.got.state == min(orders, key=WORST_FIRST.index)
    return submitted is None and not it.later and it.turns("pending", "not_applicable") and book.full


def submission_for_own_vote(it: Compared) -> bool:
    """A district that was not served and did not vote: that others voted is no sign that it had to be."""
    if (it.step, it.aspect) != ("district_submission", "order:board_vote") or it.got is None or it.own:
        return False
    owed = "pending" if it.book.of("board_vote") else "not_applicable"
    silent = it.turns("violated", owed if it.book.full else "unknown")
    return silent and (not it.later or not it.book.covers(it.later))


def read_again(it: Compared) -> bool:
    """The reading before a repeated vote, against a meeting after the first one."""
    if it.aspect != "next_meeting" or len(it.own) < 2 or len(it.book.of("board_vote")) < 2:
        return False
    first, last = it.own[0].when, it.own[-1].when
    between = any(m.when.lo > first.hi and m.when.hi < last.lo for m in it.book.of("meeting"))
    return between and it.got is not None and it.got.state == "violated"


def never_pending_unless_complete(it: Compared) -> bool:
    return it.turns("pending", "unknown") and not it.book.full and not it.own and it.got.dues == {None}


def never_called_for(it: Compared) -> bool:
    return it.aspect == "carries" and it.turns("pending", "not_applicable") and not it.own and it.book.full


def meeting_went_by(it: Compared) -> bool:
    return it.aspect == "next_meeting" and it.turns("not_applicable", "pending") and not it.own


def followed_a_failed_vote(it: Compared) -> bool:
    """Judged by the oracle's own rule, from the first instead of the last of the members' votes."""
    votes = next((s for s in RELYING if it.aspect == f"order:{s}"), None)
    if votes is None or it.got is None or not it.own or not it.book.of(votes):
        return False
    kind = "violated" if it.step == "commissioner_submission" else "no_effect"
    own, first = [e.when for e in it.own], it.book.first(votes)
    return it.got.state == it.book.order(own, votes, first, kind)[0] and it.expected is not None


def relied_before_all_voted(it: Compared) -> bool:
    """An act relied on members' votes of which some are missing: they may still carry, so they have not failed."""
    votes = next((s for s in RELYING if it.aspect == f"order:{s}"), None)
    some = votes is not None and bool(it.book.of(votes)) and bool(it.own)
    return some and (it.turns("satisfied", "not_applicable") or it.turns("satisfied", "unknown"))


def waits_for_what_it_precedes(it: Compared) -> bool:
    """A step that comes before another proves nothing of the other, which is still awaited."""
    return it.aspect == "order:town_meeting_vote" and it.turns("unknown", "pending") and bool(it.own)


def voted_by_nobody(it: Compared) -> bool:
    """No member's vote is recorded at all, though an act that relies on the votes is."""
    votes = next((s for s in RELYING if it.aspect == f"order:{s}" or it.step in RELYING[s]), None)
    if votes is None or it.own or it.book.of(votes) or it.expected is None or it.got is None:
        return False
    return it.expected.state == "not_applicable" and it.got.state in {"violated", "unknown"} and bool(it.later)


def undated_anchor(it: Compared) -> bool:
    anchors = it.book.first("second_reading" if it.step == "second_notice" else "first_reading")
    undated = anchors is not None and anchors.hi == date.max
    return it.aspect == "lead" and it.turns("violated", "unknown") and undated and not it.own


def relied_on_some_day(it: Compared) -> bool:
    """The act that relied on the votes has no day by as-of: it may lie after votes that are still to come."""
    undated = any(when.hi > it.book.as_of for when in it.later)
    return it.aspect == "carries" and it.turns("no_effect", "pending") and undated


def silent_among_others(it: Compared) -> bool:
    return it.step == "district_vote" and it.turns("pending", "unknown") and not it.own and bool(it.later)


def waits_for_unclear(it: Compared) -> bool:
    """Not recorded, in a complete log, after a vote or approval whose result nobody can tell."""
    steps = {"effective", "warrant_article", "selectmen_notice", "district_submission"}
    return (
        it.step in steps
        and not it.own
        and it.book.full
        and (it.turns("unknown", "pending") or (it.step == "effective" and it.turns("unknown", "not_applicable")))
    )


STAYS = "As as-of grows and the log grows only by later-dated events …, … `violated` and `no_effect` stay."
STILL_OPEN = "nothing, no due date, no such later step | - | yes / no | pending / unknown"
DELIBERATE = (
    Difference(
        done_too_late,
        "missing when a step that needs it was taken, it stays missing; the oracle judges the order alone",
        STAYS,
    ),
    Difference(
        relied_on_before_carrying,
        "an act relied on the votes before they carried, in a log complete through that act",
        STAYS,
    ),
    Difference(
        body_stands_for_actor,
        "a vote whose row names the body is the vote of that body, though the actor is blank",
        "actor, recipient, body: ids of the encoding (contract.md)",
    ),
    Difference(
        votes_alone_reach_quorum,
        "whoever voted was there: enough votes are enough attendance",
        "Votes below the attendance are normal (late arrivals, recusals); above it the records conflict.",
    ),
    Difference(
        vote_on_own_submission,
        "`after district_submission` between two steps of each district means the district's own",
        "A per-member or per-recipient constraint gives one verdict for each (contract.md).",
    ),
    Difference(
        submission_for_own_vote,
        "a district's submission is needed by its own vote, not by the votes of others",
        "A per-member or per-recipient constraint gives one verdict for each (contract.md).",
    ),
    Difference(
        never_pending_unless_complete,
        "with no record and no due date, only a complete log proves that a step is still to come",
        STILL_OPEN,
    ),
    Difference(
        never_called_for,
        "members are not called to vote before the step that their votes follow",
        "anchor not recorded | - | yes / no | not_applicable / pending",
    ),
    Difference(
        meeting_went_by,
        "the meeting at which it belonged was held without it, which is told although nothing is late",
        "`at next meeting of B after X` is a constraint of its own, apart from the order",
        rare=True,
    ),
    Difference(
        read_again,
        "a further reading is judged in the round of its vote; the oracle judges the first reading",
        "A repeated vote opens a new round with its own verdicts.",
        rare=True,
    ),
    Difference(
        followed_a_failed_vote,
        "what follows failed votes of members counts from the first of these; the oracle takes the last",
        "X's failure shows as X's own `no_effect` …, and as doubt, never as a violation of what followed.",
    ),
    Difference(
        relied_before_all_voted,
        "the order is not judged from votes that may still carry: the early act would be in order, and then not",
        "as as-of grows …, `satisfied`, `violated` and `no_effect` stay",
    ),
    Difference(
        waits_for_what_it_precedes,
        "the notice does not show that the town voted; the oracle takes the step's own record for that",
        "anchor not recorded | - | yes / no | not_applicable / pending with due null",
    ),
    Difference(
        voted_by_nobody,
        "votes of which none is recorded have not failed: they are missing, and so is what follows them",
        "nothing, no due date …, a later step that needs it has happened | yes / no | violated / unknown",
    ),
    Difference(
        undated_anchor,
        "a reading without any day may lie after as-of; the oracle takes it to have been held by then",
        "happened, day unknown or partial across the bound | any | any | unknown: names the ambiguity",
        rare=True,
    ),
    Difference(
        relied_on_some_day,
        "an act of which the day is not known by as-of proves no reliance",
        "happened, day unknown or partial across the bound | any | any | unknown: names the ambiguity",
        rare=True,
    ),
    Difference(
        silent_among_others,
        "both are allowed; the engine names the record that is wanting",
        "nothing from an outside authority (… town vote) | - | any | pending or unknown, never violated",
    ),
    Difference(
        effect_still_possible,
        "votes that did not carry when an act relied on them may still carry, and the effect may follow",
        STILL_OPEN,
    ),
    Difference(
        waits_for_unclear,
        "not recorded, no due date, complete: still to come, whatever the votes before it were",
        STILL_OPEN,
    ),
)  # fmt: skip


# ---- the comparison ------------------------------------------------------------------------------


def aspect_of(verdict: Verdict) -> str:
    """Return the oracle's name of what a constraint judges: `order:STEP`, or the last part of its name."""
    last = verdict.origin.name.split(".")[2]
    for relation in ("after_", "before_"):
        if last.startswith(relation):
            return f"order:{last.removeprefix(relation)}"
    return last


def worst_of(found: Iterable[tuple[str, str | None, str | None, str]]) -> Worst:
    """Join the verdicts of all rounds on one matter."""
    found = list(found)
    state = min((one[0] for one in found), key=WORST_FIRST.index)
    here = [one for one in found if one[0] == state]
    told = tuple(dict.fromkeys(one[3] for one in here if one[3]))
    return Worst(state, frozenset(one[1] for one in here), here[0][2], told)


def name_in_engine(book: Book, step: str, aspect: str) -> str:
    """An approval without record: `granted` speaks for its absence in the engine, the order in the oracle."""
    if step in APPROVALS and not book.of(step):
        return {"granted": APPROVALS[step], APPROVALS[step]: "granted"}.get(aspect, aspect)
    return aspect


def unnamed(it: Compared) -> bool:
    """Bare occurrences, and the group of routes, go by other names or have no verdict on one side."""
    if it.step not in ROUTES or (it.expected is not None and it.got is not None):
        return False
    if it.expected is not None:
        return it.aspect == "done"
    assert it.got is not None
    if it.step == "initiation":
        return it.got.state == "satisfied"
    no_route = not it.book.of("initiation") and it.got.state == "not_applicable"
    return no_route or (it.step, it.aspect) == ("voter_petition", "by")


def cases_of(agreement: str, part: int) -> list[Case]:
    """Return lawful cases, every fault of one part, and some faults two by two."""
    rng = random.Random(f"{agreement} {part} against the engine")  # noqa: S311 - test data
    faults = list(FAULTS[agreement])
    wanted = ["lawful"] * 3 + faults[part :: len(PARTS)]
    wanted += ["+".join(rng.sample(faults[1:], 2)) for _ in range(PAIRS[agreement])]
    wanted += EXTRA[agreement] if part == PARTS[-1] else ()
    cases = []
    for number, fault in enumerate(wanted):
        with suppress(UnsuitableError):  # two faults that exclude each other
            cases.append(make(agreement, fault, f"{part}-{number:03d}", rng, by_town=part != 0))
    return cases


def compared(agreement: str, part: int, mode: str) -> Iterator[Compared]:
    """Judge one log of many cases twice, and put the verdicts side by side."""
    cases = cases_of(agreement, part)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        write_csv(path, cases, part)
        log = read(path)
    days = days_of(log)
    middle = days[len(days) // 2]
    as_of = middle if mode == "as of an earlier day" else days[-1]
    through = {"complete": as_of, "nothing declared": None}.get(mode, middle)
    engine: dict[str | None, dict[tuple, list]] = defaultdict(lambda: defaultdict(list))
    for v in judge(agreement, log, as_of, through).verdicts:
        due = v.finding.due.isoformat() if v.finding.due else None
        key = (v.origin.step, aspect_of(v), v.instance.member)
        engine[v.case_id][key].append((v.state.value, due, None, v.finding.message))
    for case in cases:
        if case.case_id not in engine:
            first = min(row["timestamp"][:10] for row in case.rows)
            assert first > as_of.isoformat(), f"{case.case_id} had begun and has no verdict"
            continue  # events after as-of change nothing: a case that has not begun has no verdicts
        rows = rows_seen_by(case, cases)
        book = Book(agreement, rows, as_of, through)
        oracle: dict[tuple, list] = defaultdict(list)
        for e in evaluate(agreement, rows, as_of, through):
            oracle[e.step, name_in_engine(book, e.step, e.aspect), e.member].append((e.state, e.due, e.actual, ""))
        got = {
            key: found
            for key, found in engine[case.case_id].items()
            if key[0] not in UNJUDGED_STEPS and key[1] not in UNJUDGED
        }
        for key in sorted(oracle.keys() | got.keys(), key=str):
            expected = worst_of(oracle[key]) if key in oracle else None
            yield Compared(case, book, *key, expected, worst_of(got[key]) if key in got else None)


@cache
def differing(agreement: str, part: int, mode: str) -> tuple[int, tuple[Compared, ...]]:
    """Return how many verdicts were compared, and those that differ."""
    total, found = 0, []
    for it in compared(agreement, part, mode):
        total += 1
        if not it.agree and not unnamed(it):
            found.append(it)
    return total, tuple(found)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("agreement", sorted(FAULTS))
def test_engine_and_oracle_agree(agreement, part, mode):
    total, found = differing(agreement, part, mode)
    assert total > 700
    known = [d.applies for d in DELIBERATE]
    strange = [it for it in found if not any(applies(it) for applies in known)]
    kinds = Counter((it.step, it.aspect) for it in strange)
    dump = "\n".join(str(it) for it in strange[:5])
    assert not strange, f"{len(strange)} of {total} verdicts differ: {dict(kinds)}\n{dump}"


def test_no_difference_is_listed_in_vain():
    found = [it for a in FAULTS for part in PARTS for mode in MODES for it in differing(a, part, mode)[1]]
    assert [d.applies.__name__ for d in DELIBERATE if not d.rare and not any(d.applies(it) for it in found)] == []
