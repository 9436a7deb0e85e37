"""The reference engine against a slow simulator, on random rules that hold at all times and random records.

`ORACLE_EXAMPLES=5000 pytest tests/properties/test_random_standing.py` tries that many agreements of each theme more.
"""

from collections import Counter
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from chance import tried
from compared import Judged, model_of, same_states
from oracle.case_files import as_case_file
from oracle.records import csv_of
from oracle.standing_drawing import THEMES, draw_record, draw_standing
from oracle.standing_records import Record
from oracle.standing_said import Standing
from oracle.standing_simulator import simulate_standing
from oracle.verdicts import Key

from agreelint.audit.cases import assemble
from agreelint.audit.engine import audit
from agreelint.audit.facts import Settings
from agreelint.logs.events import Completeness, Stream
from agreelint.logs.readers import read_log
from agreelint.model.constraints import Model
from agreelint.model.tenure import StandingRule

TIMES = 45
LOGS = 4  # of each agreement
STATES = {
    "meetings": ("satisfied", "violated", "unknown", "pending"),
    "posts": ("satisfied", "violated", "unknown", "holding"),
    "seats": ("satisfied", "violated", "unknown", "holding"),
}
"""Those that must come up in each theme."""
NOT_DRAWN = {
    "AppointedOften": "tests/cases/audit/kept.toml, grammar/seats.md",
    "Attended": "tests/cases/audit/kept.toml, grammar/body.md",
    "Barred": "tests/cases/audit/kept.toml, grammar/prohibition.md",
    "FirstTermsKept": "tests/cases/audit/kept.toml, grammar/seats.md",
    "StatusOf": "tests/cases/audit/kept.toml, grammar/status.md",
}
"""Kinds of rules that are kept at all times and not drawn yet, and where they are tested instead."""


def judged(model: Model, log: Record) -> dict[Key, Judged]:
    """Audit a record as a file of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text(csv_of(log), encoding="utf-8")
        result = read_log([(path, path.name)], "America/New_York", None)
    assert not result.diagnostics, [d.message for d in result.diagnostics]
    events = result.value.log
    streams = [Stream(one.activity or None, one.body or None, one.start, one.through) for one in log.declared]
    cases = assemble(model, events, None, log.as_of)
    assert not cases.problems, cases.problems
    found = audit(model, events, cases, Settings(log.as_of, Completeness(tuple(streams)), events.columns, {}), None)
    return {
        Key(v.origin.name, person(v.instance.member), v.instance.round, v.instance.period): Judged(
            v.state.value, v.finding.due, v.finding.message
        )
        for v in found.verdicts
        if v.case_id is None
    }


def person(name: str | None) -> str | None:
    return name and " ".join(name.split()).casefold()


def compare(model: Model, agreement: Standing, log: Record) -> Counter[str]:
    """Judge a record twice; return how many verdicts of each state are the same."""
    expected = simulate_standing(agreement, log)
    return same_states(judged(model, log), expected, partial(as_case_file, agreement, log))


@pytest.mark.parametrize("theme", THEMES)
def test_engine_and_simulator_agree(theme):
    same: Counter[str] = Counter()

    def draw_and_compare(rng):
        agreement = draw_standing(rng, theme)
        model = model_of(agreement)
        for _ in range(LOGS):
            same.update(compare(model, agreement, draw_record(rng, theme, agreement)))

    tried(theme, TIMES, draw_and_compare)
    assert same.total() > TIMES
    assert min(same[state] for state in STATES[theme]) > 0, same


def test_every_kind_of_rule_is_drawn():
    drawn = set()
    for theme, seed in product(THEMES, range(10)):
        model = model_of(draw_standing(Random(f"{theme} {seed}"), theme))  # noqa: S311 - test data
        drawn |= {type(one.rule).__name__ for one in model.kept}
    assert drawn | NOT_DRAWN.keys() == {kind.__name__ for kind in StandingRule.__args__}
    assert not drawn & NOT_DRAWN.keys()
