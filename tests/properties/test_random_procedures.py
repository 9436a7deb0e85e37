"""The reference engine against a slow simulator that goes from day to day, on random procedures and random records.

`ORACLE_EXAMPLES=5000 pytest tests/properties/test_random_procedures.py` looks for that many procedures of each theme
on which the two differ, and shrinks what it finds. Without it the same few are tried, whatever changed elsewhere.
"""

from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from chance import tried
from compared import Judged, model_of, same_states
from oracle.amounts_drawing import draw_amounts
from oracle.case_files import as_case_file
from oracle.drawing import THEMES, draw_procedure
from oracle.procedures import Procedure
from oracle.recording import draw_log
from oracle.records import Log, csv_of
from oracle.simulator import simulate
from oracle.standing_drawing import THEMES as STANDING
from oracle.standing_drawing import draw_standing
from oracle.verdicts import Key

from agreelint.audit.cases import assemble
from agreelint.audit.engine import audit
from agreelint.audit.facts import Settings
from agreelint.logs.events import Completeness, Stream
from agreelint.logs.readers import read_log
from agreelint.model.constraints import Constraint, Model

TIMES = 30
LOGS = 3  # of each procedure


def judged(model: Model, log: Log) -> dict[Key, Judged]:
    """Audit a record as a file of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text(csv_of(log), encoding="utf-8")
        result = read_log([(path, path.name)], "America/New_York", None)
    assert not result.diagnostics, [d.message for d in result.diagnostics]
    events = result.value.log
    completeness = Completeness((Stream(through=log.through),)) if log.through else Completeness()
    cases = assemble(model, events, "change", log.as_of)
    assert not cases.problems, cases.problems
    found = audit(model, events, cases, Settings(log.as_of, completeness, events.columns, {}), "change")
    return {
        Key(v.origin.name, v.instance.member, v.instance.round): Judged(v.state.value, v.finding.due, v.finding.message)
        for v in found.verdicts
    }


def compare(model: Model, procedure: Procedure, log: Log) -> Counter[str]:
    """Judge a record twice; return how many verdicts of each state are the same."""
    found = judged(model, log)
    if not found:
        begun = [row for row in log.seen if row.activity not in {"finding", "meeting"}]
        assert not begun, f"a case that has begun has verdicts: {begun}"
        return Counter()
    return same_states(found, simulate(procedure, log), partial(as_case_file, procedure, log))


@pytest.mark.parametrize("theme", THEMES)
def test_engine_and_simulator_agree(theme):
    same: Counter[str] = Counter()

    def draw_and_compare(rng):
        procedure = draw_procedure(rng, theme)
        model = model_of(procedure)
        for _ in range(LOGS):
            same.update(compare(model, procedure, draw_log(rng, procedure)))

    tried(theme, TIMES, draw_and_compare)
    assert same.total() > 10 * TIMES
    assert min(same[state] for state in ("satisfied", "violated", "unknown", "pending", "not_applicable")) > 0, same


def test_every_kind_of_constraint_is_drawn():
    drawn = set()
    for theme in THEMES:
        for seed in range(40):
            model = model_of(draw_procedure(Random(f"{theme} {seed}"), theme))  # noqa: S311 - test data
            drawn |= {type(c).__name__ for c in model.procedures["change"].every}
    for seed in range(40):
        model = model_of(draw_amounts(Random(seed)))  # noqa: S311 - test data
        drawn |= {type(c).__name__ for c in (*model.limits, *model.instalments)}
    for theme in STANDING:
        model = model_of(draw_standing(Random(theme), theme))  # noqa: S311 - test data
        drawn |= {type(c).__name__ for c in (*model.standing, *model.kept)}
    assert drawn == {kind.__name__ for kind in Constraint.__args__}
