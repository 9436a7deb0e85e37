"""Findings that the encoding acknowledges: they stay, with the reason, and no longer count against it."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.model.citations import cite_text
from agreelint.syntax import nodes
from agreelint.syntax.walk import citations_at

_STAGES = ("AG0", "AG1")
"""Codes of what could not be read or resolved: nothing is known of such a text, so nothing can be accepted in it."""
BESIDE_LAW = frozenset({"AG310", "AG311", "AG520"})
"""Codes of what is found only where an agreement is held against the law."""


def acknowledged(file: nodes.File, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield all findings, those that are acknowledged with the reason, and a warning for each idle acknowledgement.

    An acknowledgement names the code and a clause: one that the finding names, or else that the declaration cites in
    which the finding lies.
    """
    return _acknowledged(file, found, (one for one in _remarks(file) if one.code not in BESIDE_LAW))


def acknowledged_beside_law(file: nodes.File, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Do the same for findings that come of holding the agreement against the law, and for their acknowledgements."""
    return _acknowledged(file, found, (one for one in _remarks(file) if one.code in BESIDE_LAW))


def _remarks(file: nodes.File) -> Iterator[nodes.Acknowledge]:
    return (d for d in file.declarations if isinstance(d, nodes.Acknowledge))


def _acknowledged(
    file: nodes.File, found: Iterable[Diagnostic], of_these: Iterable[nodes.Acknowledge]
) -> Iterator[Diagnostic]:
    remarks = tuple(of_these)
    used: set[nodes.Acknowledge] = set()
    for diagnostic in found:
        remark = next((one for one in remarks if _meant(one, diagnostic, file)), None)
        if remark is None:
            yield diagnostic
        else:
            used.add(remark)
            yield evolve(diagnostic, acknowledged=remark.reason)
    for remark in remarks:
        if remark not in used:
            yield _idle(remark)


def _meant(remark: nodes.Acknowledge, diagnostic: Diagnostic, file: nodes.File) -> bool:
    if remark.code != diagnostic.code or _refused(remark.code) or not diagnostic.labels:
        return False
    named = {cite_text(cite) for cite in remark.citation.cites}
    place = {cite_text(cite) for cite in citations_at(file, diagnostic.labels[0].span)}
    return bool(named & (set(diagnostic.clauses) or place))


def _refused(code: str) -> bool:
    return code.startswith(_STAGES)


def _idle(remark: nodes.Acknowledge) -> Diagnostic:
    clauses = ", ".join(cite_text(cite) for cite in remark.citation.cites)
    message = f"nothing here is found as {remark.code} under {clauses}"
    hint = "take the acknowledgement out, or correct its code or clause"
    if _refused(remark.code):
        message = f"{remark.code} says that part of the text cannot be understood, which nobody can acknowledge"
        hint = "mend the text"
    label = Label(remark.span)
    return Diagnostic("AG110", "idle-acknowledgement", Severity.WARNING, message, (label,), hint)
