"""An agreement beside the law: what it does not say and should, and where the law controls."""

from collections.abc import Iterator

from attrs import evolve

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.graph.loops import check_order
from agreelint.lawful import binding, under_law
from agreelint.model.acknowledgements import acknowledged_beside_law
from agreelint.model.origins import STATUTE
from agreelint.model.overruled import Overruled, overruled
from agreelint.model.required import not_stated
from agreelint.session import Opened
from agreelint.source import Span


def beside_law(opened: Opened) -> Opened:
    """Add to an agreement without errors what the law of its jurisdiction has to say of its text."""
    if opened.model is None or opened.tree is None or not opened.ok or opened.alone:
        return opened
    lawful = under_law(opened)
    told = [*not_stated(opened.tree, binding(opened)), *_controlled(lawful)]
    found = (*opened.diagnostics, *acknowledged_beside_law(opened.tree, told))
    order = {source.path: number for number, source in enumerate(lawful.sources)}
    ordered = sorted(found, key=lambda d: (order[d.labels[0].span.path], d.labels[0].span.start))
    return evolve(opened, diagnostics=tuple(ordered), sources=lawful.sources)


def _controlled(lawful: Opened) -> Iterator[Diagnostic]:
    assert lawful.model is not None
    seen: set[tuple[str, str]] = set()
    clauses: set[Span] = set()
    for found in overruled(lawful.model):
        if (found.clause.name, found.law.name) not in seen:
            seen.add((found.clause.name, found.law.name))
            clauses.add(found.clause.span)
            yield _diagnostic(found)
    for procedure in lawful.model.procedures.values():
        law = {c.origin.span for c in procedure.every if c.origin.origin == STATUTE}
        loops = (one for one in check_order(procedure) if not clauses & {label.span for label in one.labels})
        for loop in loops:
            own = sorted(loop.labels, key=lambda label: label.span in law)  # the clause first, then the law
            yield evolve(loop, code="AG311", name="against-the-law", severity=Severity.WARNING, labels=tuple(own))


def _diagnostic(found: Overruled) -> Diagnostic:
    clause, law = found.clause, found.law
    if found.impossible:
        message = f"{clause.clause} and {law.clause} cannot both be met at `{clause.step}`; the statute controls"
        code, name = "AG311", "against-the-law"
    else:
        message = f"{clause.clause} asks for less than {law.clause} does of `{clause.step}`; the statute controls"
        code, name = "AG310", "below-the-law"
    return Diagnostic(
        code,
        name,
        Severity.WARNING,
        message,
        (Label(clause.span), Label(law.span, f"{law.clause} asks this")),
        "records are judged by both; ask counsel about the clause, or acknowledge it",
        (clause.clause, law.clause),
    )
