"""Simulated logs: a lawful case audits clean, and a fault is found at the constraint where it was put, as expected."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from stock import AGREEMENTS, opened_once  # noqa: F401 - a fixture
from test_pages import GOOD

from agreelint import auditing, session
from agreelint.audit.verdicts import State
from agreelint.simulate.faults import KINDS
from agreelint.simulate.records import Record, log_of
from agreelint.simulate.simulation import Wish, simulate

START = date(2025, 1, 1)
PROCEDURES = [(name, one) for name in AGREEMENTS for one in session.open_agreement(name).model.procedures]
ACCUSED = {State.VIOLATED, State.NO_EFFECT}
LAWFUL = 2
WITHOUT_PLACE = {
    ("bi_county", "accounting"): {"actor"},  # nobody is named who acts
    ("bi_county", "admission"): {"effect"},  # approvals are due in the year before, so no effect precedes them in time
    ("bi_county", "withdrawal"): {"effect"},
    ("bi_county", "termination"): {"effect"},
    ("mount_greylock", "leases"): {"actor"},  # extensions are not drawn
    ("mount_greylock", "vacancy"): {"order"},  # it would change on which election day the successor is due
    ("mount_greylock", "admission"): {"effect", "power"},
    ("mount_greylock", "withdrawal"): {"effect", "early", "power"},
}
"""Kinds that fit a procedure, and for which it has no place all the same."""


@cache
def model_of(name):
    return session.open_agreement(name).model


@cache
def simulated(name, procedure):
    """Draw a case with a fault of each kind that fits, and some lawful ones."""
    one = model_of(name).procedures[procedure]
    apart = WITHOUT_PLACE.get((name, procedure), set())
    kinds = tuple(kind for kind in KINDS if kind.fits(one) and kind.name not in apart)
    cases = len(kinds) + LAWFUL
    return simulate(model_of(name), one, Wish(cases, kinds, len(kinds) / cases, "1", START))


def log_file(folder: Path, simulation) -> Path:
    records = [Record(case.id, case.drawn.setting, case.drawn.rows, case.drawn.columns) for case in simulation.cases]
    (folder / "log.csv").write_text(log_of(records), encoding="utf-8")
    return Path("log.csv")


def audited(folder, name, simulation):
    """Audit a simulated log: the states by case, constraint and member."""
    request = auditing.Request(
        name,
        (log_file(folder, simulation),),
        simulation.as_of,
        simulation.procedure.id,
        simulation.complete_from,
        simulation.as_of,
        packs=False,
    )
    outcome = auditing.run_audit(request)
    assert outcome.audit is not None, [d.message for d in outcome.diagnostics]
    assert [d.message for d in outcome.diagnostics] == []
    found: dict[tuple[str | None, str, str | None], list[State]] = {}
    for verdict in outcome.audit.verdicts:
        key = (verdict.case_id, verdict.origin.name, verdict.instance.member)
        found.setdefault(key, []).append(verdict.state)
    return found


@pytest.mark.parametrize(("name", "procedure"), PROCEDURES, ids=[f"{a}-{p}" for a, p in PROCEDURES])
def test_every_verdict_is_as_expected(name, procedure, tmp_path, monkeypatch, opened_once):  # noqa: F811
    monkeypatch.chdir(tmp_path)
    simulation = simulated(name, procedure)
    assert [kind.name for kind in simulation.without_place] == []
    assert len({case.fault.kind for case in simulation.cases if case.fault}) == len(simulation.cases) - LAWFUL
    compared(simulation, audited(tmp_path, name, simulation))


def test_what_is_said_to_have_no_place_has_none():
    by_name = {kind.name: kind for kind in KINDS}
    for (name, procedure), kinds in WITHOUT_PLACE.items():
        one = model_of(name).procedures[procedure]
        for kind in kinds:
            found = simulate(model_of(name), one, Wish(1, (by_name[kind],), 1.0, "1", START))
            assert found.without_place == (by_name[kind],), (name, procedure, kind)


def compared(simulation, found):
    """Compare what was found with what is expected: everything, and of a lawful case no accusation beside it."""
    expected = {(case.id, one.constraint, one.member): one.state for case in simulation.cases for one in case.expected}
    differing = {key: (state, found.get(key)) for key, state in expected.items() if found.get(key) != [state]}
    assert differing == {}
    lawful = {case.id for case in simulation.cases if case.fault is None}
    assert {key[0] for key in found} >= lawful
    wrong = {
        key: states
        for key, states in found.items()
        if key[0] in {*lawful, None} and (ACCUSED & {*states} or (State.UNKNOWN in states and key not in expected))
    }
    assert wrong == {}


# ---- what grammar pages show ----------------------------------------------------------------------------

SHOWN = ("bounds", "consequences", "force", "group", "joint", "lapses", "office", "remedies", "repeats")
SHOWN += ("shown_by", "silence", "valid_only_if", "votes", "weights", "when")
FIRST = {page: next(block for block in GOOD if block.page.stem == page and "date" not in block.marks) for page in SHOWN}


@pytest.mark.parametrize("page", SHOWN)
def test_what_a_page_shows_can_be_simulated(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    opened = FIRST[page].opened()
    monkeypatch.setattr(auditing, "open_agreement", lambda _: opened)
    for procedure in opened.model.procedures.values():
        kinds = tuple(kind for kind in KINDS if kind.fits(procedure))
        simulation = simulate(opened.model, procedure, Wish(len(kinds) + 1, kinds, 0.9, "1", START))
        compared(simulation, audited(tmp_path, page, simulation))
