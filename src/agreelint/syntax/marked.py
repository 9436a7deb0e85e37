"""The words of a text or of a tree, with marks that say where its nodes stand among them."""

from collections.abc import Iterator
from typing import NamedTuple

from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.build import rule_of
from agreelint.syntax.engine import Engine, tokens

OWN = frozenset({"NAME", "STRING"})
"""Terminals whose words belong to the writer of a text; all others belong to the language."""


class Word(NamedTuple):
    """A word or sign, where it starts, and whether it belongs to the language rather than to its writer."""

    text: str
    place: int
    fixed: bool


class Mark(NamedTuple):
    """A node: its rule, where it starts and ends, and the same of the node that it is a part of."""

    rule: str
    start: int
    end: int
    parent: str
    since: int


def words(source: Source) -> list[Word]:
    """Return the words of a text that parses without a mistake."""
    read = tokens(source.text, Engine("file", None))
    return [Word(token.text, token.start, token.kind not in OWN) for token in read]


def marks(tree: nodes.Node) -> Iterator[Mark]:
    """Yield a mark for every node of a tree that came from a text, but for names."""
    todo = [tree]
    while todo:
        node = todo.pop()
        parent, since = rule_of(node), node.span.start
        for value in vars(node).values():
            for child in value if type(value) is tuple else (value,):
                if isinstance(child, nodes.Node) and not isinstance(child, nodes.Name):
                    yield Mark(rule_of(child), child.span.start, child.span.end, parent, since)
                    todo.append(child)
