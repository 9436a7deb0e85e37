"""What of the source is meant to stay outside the encoding: its clauses, each with the reason."""

from collections.abc import Iterator

from attrs import frozen

from agreelint.model.citations import cite_text
from agreelint.model.notes import Notes
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside


@frozen
class Excluded:
    """A clause, or a sentence of one, that nothing encodes, and why."""

    clause: str
    reason: str


def out_of_scope(file: nodes.File, notes: Notes) -> tuple[Excluded, ...]:
    """Return every clause that is declared out of scope; what is encoded all the same is an error."""
    found: dict[str, nodes.Cite] = {}
    excluded: list[Excluded] = []
    encoded = {cite_text(cite) for cite in _encoded(file)}
    for declaration in file.declarations:
        if not isinstance(declaration, nodes.OutOfScope):
            continue
        for cite in declaration.cites.cites:
            clause = cite_text(cite)
            if clause in found:
                notes.error(
                    "AG102", "declared-twice", f"{clause} is out of scope twice", cite.span, "keep one of the two"
                )
                continue
            found[clause] = cite
            excluded.append(Excluded(clause, declaration.reason))
            clash = next((label for label in sorted(encoded) if _covers(clause, label)), None)
            if clash:
                what = f"{clause} is out of scope, and something here encodes {clash}"
                hint = "leave out the one or the other, or exclude single sentences: `II sentence 1`"
                notes.error("AG109", "scope-contradicted", what, cite.span, hint)
    return tuple(excluded)


def _encoded(file: nodes.File) -> Iterator[nodes.Cite]:
    """Yield every citation of what is encoded; scenarios, acknowledgements and `states` encode nothing."""
    for declaration in file.declarations:
        if isinstance(declaration, nodes.OutOfScope | nodes.Acknowledge | nodes.Scenario | nodes.States):
            continue
        for node in inside(declaration):
            if isinstance(node, nodes.Citation):
                yield from node.cites


def _covers(clause: str, label: str) -> bool:
    """Say whether a clause that is out of scope is, or holds, one that is encoded: `II` holds `II.A sentence 2`."""
    return label == clause or label.startswith((f"{clause}.", f"{clause} sentence "))
