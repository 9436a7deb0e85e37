"""A simulation: a summary for people, and the expected verdicts as JSON."""

import hashlib
import json
import shlex
from collections import Counter
from typing import Any

from agreelint import __version__
from agreelint.audit.words import plural
from agreelint.simulate.simulation import Case, Simulation

SCHEMA = "agreelint.simulation/1"


def command(simulation: Simulation, agreement: str, log: str) -> str:
    """Return the audit that must find what is expected."""
    words = ["agreelint", "audit", agreement, log, "--procedure", simulation.procedure.id]
    words += ["--as-of", f"{simulation.as_of}"]
    if simulation.complete_from:
        words += ["--complete-from", f"{simulation.complete_from}"]
    words += ["--complete-through", f"{simulation.as_of}", "--no-packs"]
    return shlex.join(words)


def text(simulation: Simulation, agreement: str, log: str, expected: str) -> str:
    """Return what was drawn, in words, and what to do next."""
    faulty = [case for case in simulation.cases if case.fault]
    lawful = len(simulation.cases) - len(faulty)
    rows = sum(len(case.drawn.rows) for case in simulation.cases)
    what = f"{plural(len(simulation.cases), 'cases')} of {simulation.procedure.title} (`{simulation.procedure.id}`)"
    head = f"{what}, seed {simulation.seed}: {lawful} lawful, {len(faulty)} with a fault"
    lines = [head, *(f"  {_told(case)}" for case in faulty)]
    if simulation.without_place:
        names = ", ".join(kind.name for kind in simulation.without_place)
        lines.append(f"no place here for: {names}")
    lines += [
        f"written: {log} ({plural(rows, 'rows')}), {expected} (the verdicts that are expected)",
        "",
        "To audit it:",
        f"  {command(simulation, agreement, log)}",
    ]
    return "\n".join(lines) + "\n"


def _told(case: Case) -> str:
    fault = case.fault
    assert fault is not None
    where = f"{fault.origin.name} ({fault.origin.clause})"
    return f"{case.id}  {fault.kind}: {fault.told}; expected: {where} {fault.state.value}"


def as_json(simulation: Simulation, agreement: dict[str, str], log: dict[str, str], call: str) -> str:
    """Return the expected verdicts, with all that is needed to compare them with those of an audit."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "agreelint", "version": __version__},
        "agreement": agreement,
        "procedure": simulation.procedure.id,
        "seed": simulation.seed,
        "log": log,
        "audit": {
            "procedure": simulation.procedure.id,
            "as_of": f"{simulation.as_of}",
            "complete_from": f"{simulation.complete_from}" if simulation.complete_from else None,
            "complete_through": f"{simulation.as_of}",
            "packs": False,
            "command": call,
        },
        "summary": _summary(simulation),
        "cases": [_case(case) for case in simulation.cases],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _summary(simulation: Simulation) -> dict[str, Any]:
    kinds = Counter(case.fault.kind for case in simulation.cases if case.fault)
    faulty = sum(kinds.values())
    lawful = len(simulation.cases) - faulty
    return {"cases": len(simulation.cases), "lawful": lawful, "faulty": faulty, "faults": dict(sorted(kinds.items()))}


def _case(case: Case) -> dict[str, Any]:
    setting, fault = case.drawn.setting, case.fault
    told = None
    if fault:
        told = {
            "kind": fault.kind,
            "constraint": fault.origin.name,
            "clause": fault.origin.clause,
            "step": fault.origin.step,
            "for": list(fault.members),
            "state": fault.state.value,
            "told": fault.told,
        }
    return {
        "case_id": case.id,
        "subject": setting.member,
        "period": setting.label,
        "fault": told,
        "verdicts": [
            {"constraint": one.constraint, "for": one.member, "state": one.state.value} for one in case.expected
        ],
    }


def describes(document: str, log: bytes | None) -> bool:
    """Say whether a document is one of these, and its log as it was written then; a log that is gone is no matter."""
    try:
        told = json.loads(document)
        known: bool = told["schema"] == SCHEMA
        return known and (log is None or told["log"]["sha256"] == hashlib.sha256(log).hexdigest())
    except (ValueError, KeyError, TypeError):
        return False
