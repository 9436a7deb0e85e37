"""Limits and instalments by the reference engine against a second opinion, on random figures and payments.

`ORACLE_EXAMPLES=5000 pytest tests/properties/test_random_amounts.py` tries that many agreements more.
"""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from chance import tried
from compared import model_of
from judging import read
from oracle.amounts_drawing import draw_amounts
from oracle.amounts_recording import draw_log
from oracle.amounts_said import TAKEOVER, Amounts
from oracle.amounts_simulator import Key, differing, simulate
from oracle.records import Log, csv_of
from oracle.verdicts import Verdict

from agreelint.audit.cases import assemble
from agreelint.audit.engine import Audit, audit
from agreelint.audit.facts import Settings
from agreelint.logs.events import Completeness, Stream
from agreelint.model.constraints import Model

TIMES = 60
LOGS = 3  # of each agreement


def audited(model: Model, log: Log) -> Audit:
    """Audit a record as a file of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_text(csv_of(log, case=""), encoding="utf-8")
        events = read(path)
    cases = assemble(model, events, None, log.as_of)
    assert not cases.problems, cases.problems
    complete = Completeness((Stream(start=log.since, through=log.through),)) if log.through else Completeness()
    return audit(model, events, cases, Settings(log.as_of, complete, events.columns), None)


def judged(found: Audit) -> dict[Key, Verdict]:
    """Return what the engine says of limits and instalments."""
    return {key_of(v): Verdict(v.state.value, v.finding.due) for v in found.verdicts if v.origin.step != TAKEOVER}


def key_of(verdict) -> Key:
    return Key(verdict.origin.name, verdict.instance.member, verdict.instance.period)


def other_readings(found: Audit) -> dict[Key, set[tuple[str, str, str]]]:
    """Return under which other readings the engine says that something would stand otherwise, and how."""
    return {
        key_of(v): {(phrase, name, state.value) for phrase, others in v.finding.readings for name, state in others}
        for v in found.verdicts
        if v.finding.readings and v.origin.step != TAKEOVER
    }


def compare(model: Model, amounts: Amounts, log: Log) -> Counter[str]:
    """Judge a record twice; return how many verdicts of each kind and state are the same."""
    audit = audited(model, log)
    found, expected = judged(audit), simulate(amounts, log)
    for key in sorted(found.keys() | expected.keys(), key=str):
        one, other = found.get(key), expected.get(key)
        said = f"{amounts}\n{csv_of(log, case='')}as of {log.as_of}, complete {log.since} to {log.through}"
        assert one == other, f"{key}\nengine: {one}\noracle: {other}\n\n{said}"
    assert other_readings(audit) == differing(amounts, log), said
    silent = {kept.origin.name for kept in (*model.limits, *model.instalments)} - {key.constraint for key in found}
    assert silent <= {line.split()[0] for line in audit.not_checked}
    return Counter(f"{key.constraint.split('.')[1].split('_')[0]} {one.state}" for key, one in found.items())


def test_engine_and_second_opinion_agree():
    same: Counter[str] = Counter()

    def draw_and_compare(rng):
        amounts = draw_amounts(rng)
        model = model_of(amounts)
        for _ in range(LOGS):
            same.update(compare(model, amounts, draw_log(rng, amounts)))

    tried("amounts", TIMES, draw_and_compare)
    assert same.total() > 10 * TIMES
    assert min(same[f"kept {state}"] for state in ("satisfied", "violated", "unknown", "not_applicable")) > 0, same
    assert min(same[f"instalment {state}"] for state in ("satisfied", "violated", "unknown", "pending")) > 0, same
