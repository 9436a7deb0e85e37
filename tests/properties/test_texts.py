"""An amendment changes nothing that an earlier day governs; a later day is judged as if it had always been so."""

import os
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from stock import run, with_steps

TURN = date(2015, 3, 3)
STEPS = """
notice posting by director
  {posting}
meeting hearing at meeting of board after posting
filing report by director to chair
  {report}
vote board_vote by board after hearing
  {vote}
vote town_vote by each town after board_vote passed
  {towns}
effect effective valid only if board_vote passed and town_vote carried
"""
OLD = {
    "posting": "at least 15 working days before hearing",
    "report": "within 10 days after hearing",
    "vote": "passes with more than 1/2 of present",
    "towns": "carries when more than 1/2 of town approve",
}
NEW = {
    "posting": "at least 20 working days before hearing",
    "report": "within 5 days after hearing",
    "vote": "passes with at least 2/3 of seats",
    "towns": "carries when all town approve",
}
BOTH = {key: f"{OLD[key]} in force until {TURN}\n  {NEW[key]} in force from {TURN}" for key in OLD}

DAYS = st.integers(min_value=-40, max_value=40).map(lambda n: (TURN + timedelta(days=n)).isoformat())
WHEN = DAYS | st.tuples(DAYS, DAYS).map(lambda pair: "/".join(sorted(pair)) if pair[0] != pair[1] else pair[0])


@st.composite
def records(draw):
    """A record of one case around the day on which the text changes."""
    rows = [f"posting {draw(WHEN)} actor=director", f"hearing {draw(WHEN)}"]
    if draw(st.booleans()):
        rows.append(f"report {draw(WHEN)} actor=director recipient=chair")
    rows.append(f"board_vote {draw(DAYS)} votes_for={draw(st.integers(3, 7))} votes_against=2 members_present=9")
    towns = sorted(draw(st.sets(st.sampled_from(("adams", "becket", "colrain")))))
    outcomes = st.sampled_from(("approved", "rejected"))
    rows += [f"town_vote {draw(WHEN)} actor={town} outcome={draw(outcomes)}" for town in towns]
    if draw(st.booleans()):
        rows.append(f"effective {draw(DAYS)}")
    return "\n".join(rows)


def verdicts(folder, text, rows, complete):
    outcome = run(Path(folder), with_steps(STEPS.format(**text)), rows, complete=complete)
    return {(v.origin.name, v.instance): v for v in outcome.audit.verdicts}


def told(verdict):
    found = verdict.finding
    return found.state, found.message, found.due, found.margin, found.relied_on


@settings(derandomize=True, deadline=None, max_examples=60)
@given(records(), st.booleans())
def test_each_verdict_is_that_of_the_text_that_governs(rows, complete):
    here = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            old, new, both = (verdicts(folder, text, rows, complete) for text in (OLD, NEW, BOTH))
        finally:
            os.chdir(here)
    assert both.keys() == old.keys() == new.keys()
    dated = [key for key, verdict in both.items() if verdict.origin.text]
    assert dated
    for key in dated:
        day = both[key].governing
        if day.last is not None and day.last < TURN:
            assert told(both[key]) == told(old[key]), key
        elif day.first is not None and day.first >= TURN:
            assert told(both[key]) == told(new[key]), key
        else:
            assert both[key].state.value in {"unknown", old[key].state.value, new[key].state.value}, key
