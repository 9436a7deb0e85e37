"""What must hold of every audit, whatever the log: order of rows, the future, time going by, and files."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, fields, has
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from judging import PROCEDURE, days_of, judge, judge_cases, model_of, read_rows
from oracle.faulty_logs import FAULTS, Case, UnsuitableError, make

from agreelint.audit.cases import assemble
from agreelint.audit.engine import Audit
from agreelint.audit.verdicts import State, Verdict
from agreelint.logs.events import Event, EventLog

LASTING = {State.SATISFIED, State.VIOLATED, State.NO_EFFECT}
# Failures are told by fault and seed, and not made smaller: that takes minutes with logs of this size.
PHASES = (Phase.explicit, Phase.generate)
MANY = settings(derandomize=True, deadline=None, max_examples=30, phases=PHASES)
FEW = settings(MANY, max_examples=20)


@st.composite
def drafted(draw: Callable, agreement: str) -> Case:
    """One case with one fault or two."""
    faults = draw(st.lists(st.sampled_from(sorted(FAULTS[agreement])), min_size=1, max_size=2, unique=True))
    rng = random.Random(draw(st.integers(0, 10_000)))  # noqa: S311 - test data
    try:
        return make(agreement, "+".join(faults), f"case-{rng.randint(1, 99)}", rng)
    except UnsuitableError:
        assume(False)
        raise


AGREEMENT = st.sampled_from(sorted(FAULTS))
ANY = AGREEMENT.flatmap(lambda name: st.tuples(st.just(name), drafted(name)))


def logged(*parts: list[dict]) -> EventLog:
    """Read rows, one file for each part."""
    with TemporaryDirectory() as folder:
        return read_rows(Path(folder), *parts)


def said(audit: Audit) -> list[tuple]:
    """Return the verdicts with everything that they say, but not where the rows stand."""
    return [(v.case_id, *plain(v)) for v in audit.verdicts]


def plain(value: object) -> object:
    """Return a record as a tuple of its fields; of an event all but its file and line."""
    if isinstance(value, tuple):
        parts = [plain(part) for part in value]
        return tuple(sorted(parts, key=repr) if any(isinstance(part, Event) for part in value) else parts)
    if isinstance(value, Event):
        value = evolve(value, line=0, file="")
    if has(type(value)):
        return tuple((field.name, plain(getattr(value, field.name))) for field in fields(type(value)))
    return value


def declared(draw: Callable, as_of: date, days: list[date]) -> date | None:
    """Choose the day through which the log is declared complete, if it is."""
    return draw(st.sampled_from((None, as_of, days[len(days) // 2])))


@MANY
@given(ANY, st.randoms(use_true_random=False), st.data())
def test_the_order_of_rows_means_nothing(drawn, rng, data):
    agreement, case = drawn
    shuffled = case.rows[:]
    rng.shuffle(shuffled)
    log, other = logged(case.rows), logged(shuffled)
    days = days_of(log)
    through = declared(data.draw, days[-1], days)
    assert said(judge(agreement, log, days[-1], through)) == said(judge(agreement, other, days[-1], through))


@MANY
@given(ANY, st.data())
def test_the_future_means_nothing(drawn, data):
    """Rows dated after as-of: the rest of the case, more of the same, and cases that have not begun."""
    agreement, case = drawn
    assume(all(row["timestamp"] for row in case.rows))
    days = days_of(logged(case.rows))
    as_of = data.draw(st.sampled_from(days))
    through = declared(data.draw, as_of, days)
    past = [row for row in case.rows if logged([row]).events[0].when.first <= as_of]
    late = (as_of + timedelta(days=data.draw(st.integers(1, 400)))).isoformat()
    again = [{**row, "timestamp": late} for row in data.draw(st.lists(st.sampled_from(case.rows), max_size=4))]
    begun_later = [{**row, "case_id": "not-yet-begun"} for row in again if row["case_id"]]
    future = [row for row in case.rows if row not in past] + again + begun_later
    now = judge(agreement, logged(past), as_of, through)
    then = judge(agreement, logged(past + future), as_of, through)
    assert said(now) == said(then)


@MANY
@given(ANY, st.randoms(use_true_random=False), st.data())
def test_one_log_or_two_files(drawn, rng, data):
    agreement, case = drawn
    parts = ([], [])
    for row in case.rows:
        parts[rng.randint(0, 1)].append(row)
    assume(all(parts))
    log, other = logged(case.rows), logged(*parts)
    days = days_of(log)
    through = declared(data.draw, days[-1], days)
    assert said(judge(agreement, log, days[-1], through)) == said(judge(agreement, other, days[-1], through))


# ---- time going by -------------------------------------------------------------------------------


def single_and_dated(case: Case) -> bool:
    """Say whether nobody votes twice, and every row has a day."""
    votes = Counter(
        (row["activity"], row["actor"] if row["activity"] in {"district_vote", "town_meeting_vote"} else "")
        for row in case.rows
        if row["activity"].endswith("_vote") or row["activity"] == "committee_initiation"
    )
    dated = all(len(row["timestamp"]) >= len("2017-04-12") and "/" not in row["timestamp"] for row in case.rows)
    return dated and max(votes.values(), default=0) < 2


def day_by_day(agreement: str, case: Case, *, complete: bool) -> Iterator[tuple[date, tuple[Verdict, ...]]]:
    """Judge a case on each day on which something happened, with what had happened by then."""
    log = logged(case.rows)
    cases = assemble(model_of(agreement), log, PROCEDURE)
    for day in sorted({event.when.first for event in log.events}):

        def cut(events: tuple[Event, ...], day: date = day) -> tuple[Event, ...]:
            return tuple(event for event in events if event.when.first <= day)

        so_far = tuple(evolve(one, events=cut(one.events), meetings=cut(one.meetings)) for one in cases.cases)
        known = evolve(log, events=cut(log.events))
        through = day if complete else None
        yield (
            day,
            judge_cases(agreement, known, evolve(cases, cases=so_far, acts=cut(cases.acts)), day, through).verdicts,
        )


# The one state that does not stay: a vote that is missing has no effect, and once it is taken it is judged on its
# merits, as the vote of a new round would be.
TAKEN_AFTER_ALL = ("board_vote.meeting", State.NO_EFFECT, State.SATISFIED)


def check_that_verdicts_stay(agreement: str, case: Case, *, complete: bool) -> None:
    """Check that `satisfied`, `violated` and `no_effect` stay from day to day."""
    assume(single_and_dated(case))
    lasting: dict[tuple, tuple[date, Verdict]] = {}
    for day, verdicts in day_by_day(agreement, case, complete=complete):
        now = {(v.origin.name, v.instance.member, v.instance.round): v for v in verdicts}
        for key, (since, before) in lasting.items():
            after = now.get(key)
            assert after is not None, f"{key} of {since} is gone on {day}: {before.finding.message}"
            bug = (
                before.origin.name.removeprefix(f"{PROCEDURE}."),
                before.state,
                after.state,
            ) == TAKEN_AFTER_ALL
            if after.state is not before.state and not bug:
                told = f"{since}: {before.state.value}: {before.finding.message}"
                raise AssertionError(f"{key}: {told}\n{day}: {after.state.value}: {after.finding.message}\n{case}")
        lasting |= {key: (day, v) for key, v in now.items() if v.state in LASTING}


@FEW
@given(drafted("bi_county"), st.booleans())
def test_verdicts_stay_as_time_goes_by(case, complete):
    check_that_verdicts_stay("bi_county", case, complete=complete)


@settings(MANY, max_examples=80)
@given(drafted("mount_greylock"), st.booleans())
def test_verdicts_stay_as_time_goes_by_in_the_small(case, complete):
    check_that_verdicts_stay("mount_greylock", case, complete=complete)
