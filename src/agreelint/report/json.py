"""`agreelint.audit/1`: an audit as JSON, for programs."""

import json
from collections.abc import Iterator
from typing import Any

from agreelint.audit.verdicts import RANK, Finding, Verdict, in_order
from agreelint.model.rules import Size
from agreelint.report.document import Report, arithmetic
from agreelint.report.shown import values

SCHEMA = "agreelint.audit/1"


def render(report: Report) -> Iterator[str]:
    """Yield the document piece by piece, verdicts worst first."""
    head = _dumps(_head(report))
    yield head[:-1] + ', "verdicts": ['
    origins: dict[int, str] = {}
    findings: dict[int, str] = {}  # members of whom the log says the same share one finding
    ordered = sorted(report.verdicts, key=lambda v: (RANK[v.state], *in_order(v)))
    for number, verdict in enumerate(ordered):
        source, place = id(verdict.origin), id(verdict.finding)
        if source not in origins:
            origins[source] = _dumps(_origin(report, verdict))[1:-1]
        if place not in findings:
            findings[place] = _dumps(_finding(report, verdict.finding))[1:-1]
        yield ",\n{" if number else "\n{"
        yield f"{_dumps(_case(verdict))[1:-1]}, {origins[source]}, {findings[place]}}}"
    yield "]}\n"


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _head(report: Report) -> dict[str, Any]:
    audit = report.audit
    streams = [e for e in audit.settings.completeness.entries if e.activity is None and e.body is None]
    return {
        "schema": SCHEMA,
        "tool": {"name": "agreelint", "version": report.version},
        "agreement": {
            "id": audit.model.agreement.id,
            "title": audit.model.agreement.title,
            "sha256": report.sha256,
        },
        "as_of": audit.settings.as_of.isoformat(),
        "complete_from": _iso(streams[-1].start) if streams else None,
        "complete_through": _iso(streams[-1].through) if streams else None,
        "calendar": audit.model.agreement.counting.calendar.name,
        "packs": list(audit.model.law.packs),
        "log": {
            "files": list(audit.log.files),
            "events": len(audit.log.events),
            "cases": audit.cases,
            "sha256": audit.log.sha256,
        },
        "summary": {state.value: count for state, count in audit.summary.items()},
        "not_checked": [*audit.not_checked, *audit.notes],
    }


def _case(verdict: Verdict) -> dict[str, Any]:
    where = verdict.instance
    return {
        "case_id": verdict.case_id,
        "procedure": verdict.procedure,
        "instance": {
            "for": where.member,
            "recipient": where.recipient,
            "period": where.period,
            "round": where.round,
        },
        "text_in_force": verdict.text_in_force,
        "read_against_later_text": verdict.read_against_later_text,
        "doubtful_because": [
            {"step": d.step, "clause": d.clause, "state": d.state.value, "path": list(d.path)} for d in verdict.doubts
        ],
    }


def _origin(report: Report, verdict: Verdict) -> dict[str, Any]:
    origin = verdict.origin
    return {
        "constraint": origin.name,
        "clause": origin.clause,
        "clauses": list(origin.clauses),
        "step": origin.step,
        "kind": origin.kind.value,
        "level": origin.level,
        "origin": origin.origin,
        **(values(report.shows, verdict) if report.shows else {}),
    }


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    return {
        "state": finding.state.value,
        "due": _iso(finding.due),
        "actual": _iso(finding.actual),
        "margin": {"count": finding.margin.count, "unit": finding.margin.unit} if finding.margin else None,
        "evidence": finding.evidence.value,
        "missing_record": finding.missing_record,
        "vote": _vote(finding),
        "relied_on": list(finding.relied_on),
        "cured_under": finding.cured_under,
        "message": finding.message,
        "arithmetic": list(arithmetic(finding, report.explain)),
        "events": [{"file": event.file, "line": event.line} for event in finding.events],
        "readings": {name: {o: state.value for o, state in options} for name, options in finding.readings},
    }


def _vote(finding: Finding) -> dict[str, Any] | None:
    tally = finding.tally
    if tally is None:
        return None
    return {
        "for": _number(tally.votes_for),
        "base": tally.base,
        "base_count": _number(tally.size),
        "needed": _number(tally.needed),
        "other_bases": {
            b.name: {"base_count": _number(b.size), "needed": _number(b.needed), "passes": b.passes}
            for b in tally.others
        },
    }


def _number(size: Size | None) -> int | str | None:
    """Return a count as a number, and a sum of weights that is no whole number as the exact fraction."""
    return None if size is None else int(size) if size == int(size) else str(size)


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
