"""`agreelint.test/1`: what came of scenarios as JSON, for programs."""

import json
from typing import Any

from agreelint.audit.verdicts import Verdict
from agreelint.diagnostics import Diagnostic
from agreelint.prove.expectations import Check
from agreelint.prove.proofs import Proof
from agreelint.prove.suites import Suite, Suites
from agreelint.report.document import arithmetic

SCHEMA = "agreelint.test/1"


def render(suites: Suites) -> str:
    """Return the document; verdicts stand only where something differs."""
    proofs = suites.proofs
    document = {
        "schema": SCHEMA,
        "summary": {
            "files": len(suites.suites),
            "scenarios": len(proofs),
            "expectations": sum(len(proof.checks) for proof in proofs),
            "met": len(proofs) - len(suites.failed),
            "failed": len(suites.failed),
            "errors": sum(len(suite.errors) for suite in suites.suites),
        },
        "errors": [_error(suite, error) for suite in suites.suites for error in suite.errors],
        "scenarios": [_scenario(proof) for proof in proofs],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _error(suite: Suite, error: Diagnostic) -> dict[str, Any]:
    span = error.labels[0].span
    source = next(source for source in suite.sources if source.path == span.path)
    return {
        "path": span.path,
        "line": source.position(span.start)[0],
        "code": error.code,
        "name": error.name,
        "message": error.message,
    }


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
