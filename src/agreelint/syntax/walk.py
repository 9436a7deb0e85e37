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
        waiting += reversed(_parts(here))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Return the names of what a node of a kind holds, its span left out."""
    return tuple(attribute.name for attribute in fields(kind) if attribute.name != "span")


def _parts(node: nodes.Node) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    kind: Any = type(node)
    for name in _names(kind):
        value = getattr(node, name)
        parts = value if isinstance(value, tuple) else (value,)
        found += [part for part in parts if isinstance(part, nodes.Node)]
    return found


def citations_at(file: nodes.File, span: Span) -> tuple[nodes.Cite, ...]:
    """Return what the innermost node around a place cites that cites anything; nothing if none does."""
    found: tuple[nodes.Cite, ...] = ()
    here: nodes.Node | None = file
    while here is not None:
        parts = _parts(here)
        for part in parts:
            if isinstance(part, nodes.Citation):
                found = part.cites
        around = (p for p in parts if p.span.path == span.path and p.span.start <= span.start < p.span.end)
        here = next(around, None)
    return found
