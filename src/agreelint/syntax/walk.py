"""The nodes inside a node, and the citations that hold where one stands."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import fields

from agreelint.source import Span
from agreelint.syntax import nodes


def inside(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all nodes inside it, each before what is inside it."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += reversed(parts(here))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Return the names of what a node of a kind holds, its span left out."""
    return tuple(attribute.name for attribute in fields(kind) if attribute.name != "span")


def parts(node: nodes.Node) -> list[nodes.Node]:
    """Return the nodes right inside a node."""
    found: list[nodes.Node] = []
    kind: Any = type(node)
    for name in _names(kind):
        value = getattr(node, name)
        values = value if isinstance(value, tuple) else (value,)
        found += [part for part in values if isinstance(part, nodes.Node)]
    return found


def citations_at(file: nodes.File, span: Span) -> tuple[nodes.Cite, ...]:
    """Return what the innermost node around a place cites that cites anything; nothing if none does."""
    found: tuple[nodes.Cite, ...] = ()
    here: nodes.Node | None = file
    while here is not None:
        near = parts(here)
        for part in near:
            if isinstance(part, nodes.Citation):
                found = part.cites
            elif isinstance(part, nodes.LawCite) and not isinstance(here, nodes.Citation):
                found = (part,)
        around = (p for p in near if p.span.path == span.path and p.span.start <= span.start < p.span.end)
        here = next(around, None)
    return found
