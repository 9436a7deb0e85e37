"""Phrases that return: each gets the readings that are written down where it is met first."""

from typing import Any, TypeVar

from attrs import evolve, fields

from agreelint.model.notes import Notes
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside

_Node = TypeVar("_Node", bound=nodes.Node)


def spelt_out(file: nodes.File, notes: Notes) -> nodes.File:
    """Return a file in which `ambiguous NAME` alone says what that phrase says elsewhere; mistakes go to `notes`."""
    found = [node for node in inside(file) if isinstance(node, nodes.SaidElsewhere)]
    if not found:
        return file
    phrases: dict[str, nodes.Ambiguous] = {}
    for node in inside(file):
        if isinstance(node, nodes.Ambiguous) and not isinstance(node.readings[0].value, nodes.Carrying):
            phrases.setdefault(node.name.text, node)
    unknown = [node for node in found if not notes.known(node.name, "phrase with several readings for a vote", phrases)]
    return file if unknown else _replaced(file, phrases)


def _replaced(node: _Node, phrases: dict[str, nodes.Ambiguous]) -> _Node:
    changed: dict[str, Any] = {}
    for attribute in fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, nodes.SaidElsewhere):
            changed[attribute.name] = evolve(phrases[value.name.text], span=value.span, citation=None)
        elif isinstance(value, nodes.Node):
            changed[attribute.name] = _replaced(value, phrases)
        elif isinstance(value, tuple):
            changed[attribute.name] = tuple(
                _replaced(one, phrases) if isinstance(one, nodes.Node) else one for one in value
            )
    return evolve(node, **changed) if any(getattr(node, name) is not new for name, new in changed.items()) else node
