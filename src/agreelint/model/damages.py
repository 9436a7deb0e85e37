"""What is wrong with a source itself: each damage a finding, and remembered of the amounts whose source it is in."""

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.model.citations import cite_text
from agreelint.model.notes import Notes
from agreelint.syntax import nodes


def damages_of(file: nodes.File, known: set[str], notes: Notes) -> dict[str, tuple[str, ...]]:
    """Return by the name of each amount what is wrong with its source; every damage is told as a warning."""
    found: dict[str, tuple[str, ...]] = {}
    for node in file.declarations:
        if isinstance(node, nodes.DamagedSource):
            clauses = tuple(cite_text(cite) for cite in node.citation.cites)
            names = node.amounts.names if node.amounts else ()
            if not all(notes.known(name, "figure, formula, limit or schedule", known) for name in names):
                continue
            for name in names:
                damage = f"the source is damaged ({', '.join(clauses)}): {node.reason}"
                found[name.text] = (*found.get(name.text, ()), damage)
            notes.diagnostics.append(_told(node, clauses))
    return found


def _told(node: nodes.DamagedSource, clauses: tuple[str, ...]) -> Diagnostic:
    names = ", ".join(f"`{name.text}`" for name in node.amounts.names) if node.amounts else ""
    rests = f"; {names} rest{'' if ',' in names else 's'} on it" if names else ""
    return Diagnostic(
        "AG407",
        "damaged-source",
        Severity.WARNING,
        f"the source is damaged in {', '.join(clauses)}: {node.reason}{rests}",
        (Label(node.span),),
        "only those who made the agreement can mend its text; nothing is mended here in silence",
        clauses=clauses,
    )
