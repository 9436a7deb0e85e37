"""Offices, outsiders and successions from syntax."""

from collections.abc import Collection

from agreelint.model.citations import optional_clauses
from agreelint.model.entities import Office, Succession
from agreelint.model.notes import Notes, Seen
from agreelint.packs import Jurisdiction
from agreelint.syntax import nodes


def offices_of(file: nodes.File, state: Jurisdiction | None, seen: Seen) -> dict[str, Office]:
    """Return the offices that the state brings, those that are declared, and outsiders."""
    offices = {name: Office(name, title, None) for name, title in (state.offices if state else ())}
    for d in file.declarations:
        if isinstance(d, nodes.Office | nodes.Outsider) and seen.add(d.name, "office"):
            outside = isinstance(d, nodes.Outsider)
            offices[d.name.text] = Office(d.name.text, d.title, optional_clauses(d.citation), outside)
    return offices


def successions(file: nodes.File, names: Collection[str], notes: Notes) -> tuple[Succession, ...]:
    """Return who takes whose place; nobody takes two places, and no place is taken by two or by its own holder."""
    found: list[Succession] = []
    for d in file.declarations:
        if not isinstance(d, nodes.Office | nodes.Body) or d.succeeds is None:
            continue
        before = d.succeeds.predecessor
        if not notes.known(before, "office or body", names):
            continue
        one = Succession(before.text, d.name.text, d.succeeds.since)
        if any(other.predecessor == one.predecessor for other in found):
            notes.misplaced(before.span, f"`{before.text}` has a successor already", "name the one before this one")
        elif one.predecessor == one.successor or _leads(found, one.successor, one.predecessor):
            notes.misplaced(before.span, f"`{d.name.text}` cannot succeed itself", "name the one before this one")
        else:
            found.append(one)
    return tuple(found)


def _leads(found: list[Succession], start: str, end: str) -> bool:
    """Say whether `end` is a successor of `start`, however far on."""
    here: str | None = start
    while here is not None:
        here = next((one.successor for one in found if one.predecessor == here), None)
        if here == end:
            return True
    return False
