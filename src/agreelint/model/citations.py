"""Clause labels from `cites`, inherited from what encloses a rule; a rule without any is an error."""

from agreelint.model.entities import Clauses
from agreelint.model.notes import Notes
from agreelint.source import Span
from agreelint.syntax import nodes


def cite_text(cite: nodes.Cite) -> str:
    """Return a citation in full: `VIII.B sentence 2`."""
    if isinstance(cite, nodes.ClauseCite) and cite.sentence is not None:
        return f"{cite.label} sentence {cite.sentence}"
    return cite.label


def clauses_of(citation: nodes.Citation) -> Clauses:
    """Return the label of the first clause cited and every citation in full."""
    first = citation.cites[0]
    full = tuple(cite_text(cite) for cite in citation.cites)
    if isinstance(first, nodes.LawCite):
        return Clauses(first.label, full, first.level, first.fact)
    return Clauses(first.label, full)


def lawful(part: nodes.Clause | nodes.Step) -> bool:
    """Say whether the law asks for a clause or a step, and not the agreement."""
    return part.citation is not None and isinstance(part.citation.cites[0], nodes.LawCite)


def optional_clauses(citation: nodes.Citation | None) -> Clauses | None:
    """Return the clauses of a citation that may be absent."""
    return clauses_of(citation) if citation else None


def inherited(notes: Notes, span: Span, what: str, citation: nodes.Citation | None, *outer: Clauses | None) -> Clauses:
    """Return the clauses of the nearest citation; without any, an error and an empty label."""
    if citation:
        return clauses_of(citation)
    for clauses in outer:
        if clauses:
            return clauses
    notes.error(
        "AG104",
        "uncited",
        f"{what} cites no clause",
        span,
        "add `cites` with the label of the clause that it encodes",
    )
    return Clauses("", ())
