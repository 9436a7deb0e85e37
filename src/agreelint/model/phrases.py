"""Phrases that return: each gets the readings that are written down where it is met first."""

from typing import Any

from attrs import evolve

from agreelint.model.notes import Notes
from agreelint.model.subjects import replaced
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside


def spelt_out(file: nodes.File, notes: Notes) -> nodes.File:
    """Return a file in which `ambiguous NAME` alone says what that phrase says elsewhere; mistakes go to `notes`."""
    found: list[nodes.SaidElsewhere] = []
    phrases: dict[str, nodes.Ambiguous] = {}
    for node in inside(file):
        if isinstance(node, nodes.SaidElsewhere):
            found.append(node)
        elif isinstance(node, nodes.Ambiguous) and not isinstance(node.readings[0].value, nodes.Carrying):
            phrases.setdefault(node.name.text, node)
    if not found:
        return file
    unknown = [node for node in found if not notes.known(node.name, "phrase with several readings for a vote", phrases)]
    if unknown:
        return file

    def spelt(node: Any) -> Any:
        if not isinstance(node, nodes.SaidElsewhere):
            return node
        return evolve(phrases[node.name.text], span=node.span, citation=None)

    whole: nodes.File = replaced(file, spelt)
    return whole
