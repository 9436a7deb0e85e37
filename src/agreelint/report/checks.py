"""`agreelint.check/1` and its text: what `check` found in encodings."""

import json
from typing import Any

from attrs import frozen

from agreelint.diagnostics import Diagnostic, Severity
from agreelint.report.places import all_told
from agreelint.source import Source


@frozen(eq=False, repr=False, slots=False)
class Checked:
    """The files that were checked and everything found in them."""

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(d.severity is severity and d.acknowledged is None for d in self.diagnostics)

    @property
    def acknowledged(self) -> int:
        """How many findings the encodings acknowledge."""
        return sum(d.acknowledged is not None for d in self.diagnostics)


def text(checked: Checked) -> str:
    """Return findings with their lines, and a summary."""
    errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
    files = f"{len(checked.files)} file{'s' * (len(checked.files) != 1)}"
    summary = f"{files} checked: {errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    if checked.acknowledged:
        summary += f", {checked.acknowledged} acknowledged"
    found = all_told(checked.diagnostics, checked.sources)
    return f"{found}\n\n{summary}\n" if found else f"{summary}\n"


def as_json(checked: Checked) -> str:
    """Return the document that the contract describes."""
    sources = {source.path: source for source in checked.sources}
    document = {
        "schema": "agreelint.check/1",
        "findings": [_finding(d, sources) for d in checked.diagnostics],
        "summary": {
            "files": len(checked.files),
            "errors": checked.count(Severity.ERROR),
            "warnings": checked.count(Severity.WARNING),
            "infos": checked.count(Severity.INFO),
            "acknowledged": checked.acknowledged,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(diagnostic: Diagnostic, sources: dict[str, Source]) -> dict[str, Any]:
    label, *related = diagnostic.labels
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": label.span.path,
        "start": _position(sources[label.span.path], label.span.start),
        "end": _position(sources[label.span.path], label.span.end),
        "clauses": list(diagnostic.clauses),
        "related": [
            {"path": r.span.path, "start": _position(sources[r.span.path], r.span.start), "message": r.text}
            for r in related
            if r.text
        ],
        "fix": diagnostic.hint,
        "acknowledged": diagnostic.acknowledged,
    }


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(min(offset, len(source.text)))
    return {"line": line, "column": column}
