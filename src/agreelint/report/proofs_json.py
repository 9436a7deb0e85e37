"""`agreelint.test/1`: what came of scenarios as JSON, for programs."""

import json
from collections.abc import Sequence
from typing import Any

from agreelint.audit.verdicts import Verdict
from agreelint.prove.expectations import Check
from agreelint.prove.proofs import Proof
from agreelint.report.document import arithmetic

SCHEMA = "agreelint.test/1"


def render(proofs: Sequence[Proof]) -> str:
    """Return the document; verdicts stand only where something differs."""
    failed = sum(not proof.met for proof in proofs)
    document = {
        "schema": SCHEMA,
        "summary": {
            "files": len({proof.scenario.source.path for proof in proofs}),
            "scenarios": len(proofs),
            "expectations": sum(len(proof.checks) for proof in proofs),
            "met": len(proofs) - failed,
            "failed": failed,
        },
        "scenarios": [_scenario(proof) for proof in proofs],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _scenario(proof: Proof) -> dict[str, Any]:
    scenario = proof.scenario
    return {
        "path": scenario.source.path,
        "line": scenario.line,
        "title": scenario.title,
        "procedure": scenario.procedure,
        "as_of": scenario.as_of.isoformat(),
        "met": proof.met,
        "expectations": [_check(check) for check in proof.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "line": check.expectation.line,
        "text": check.expectation.text,
        "met": check.met,
        "differences": [{"what": d.what, "expected": d.expected, "found": d.found} for d in check.differences],
        "near": list(check.near),
        "verdicts": [] if check.met else [_verdict(verdict) for verdict in check.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    where, finding = verdict.instance, verdict.finding
    return {
        "constraint": verdict.origin.name,
        "clause": verdict.origin.clause,
        "instance": {
            "for": where.member,
            "recipient": where.recipient,
            "period": where.period,
            "round": where.round,
        },
        "state": verdict.state.value,
        "due": finding.due.isoformat() if finding.due else None,
        "actual": finding.actual.isoformat() if finding.actual else None,
        "margin": {"count": finding.margin.count, "unit": finding.margin.unit} if finding.margin else None,
        "message": finding.message,
        "arithmetic": list(arithmetic(finding, day_by_day=True)),
        "lines": sorted({event.line for event in finding.events}),
    }
