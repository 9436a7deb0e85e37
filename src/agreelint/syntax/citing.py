"""What an encoding cites: each named part of it with the clauses that it encodes, inherited ones included."""

from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

from agreelint.source import Span
from agreelint.syntax import nodes
from agreelint.syntax.walk import parts

_Named: TypeAlias = nodes.Step | nodes.Definition | nodes.Term | nodes.Continues | nodes.ExceptionTo | nodes.Either
_Nothing: TypeAlias = (
    nodes.OutOfScope | nodes.Acknowledge | nodes.Scenario | nodes.DamagedSource | nodes.Pack | nodes.Include
)
"""Declarations that encode nothing, though they may cite."""


@frozen
class Citing:
    """A part of an encoding: its name (`amendment.first_notice`), its span, what it encodes, and where it says so."""

    name: str
    span: Span
    cites: tuple[nodes.Cite, ...]
    place: Span


def citing(file: nodes.File) -> Iterator[Citing]:
    """Yield every part that encodes a clause, in source order; one that cites in several places comes several times."""
    for declaration in file.declarations:
        if isinstance(declaration, _Nothing):
            continue
        name = _called(declaration)
        yield from _within(declaration, name, declaration.span, ())


def _within(node: nodes.Node, name: str, span: Span, outer: tuple[nodes.Cite, ...]) -> Iterator[Citing]:
    found = parts(node)
    own = tuple(cite for part in found if isinstance(part, nodes.Citation) for cite in part.cites)
    cites = own or outer
    if own or (isinstance(node, _Named) and cites):
        yield Citing(name, span, cites, node.span)
    for part in found:
        if isinstance(part, _Named):
            yield from _within(part, f"{name}.{_called(part)}", part.span, cites)
        else:
            yield from _within(part, name, span, cites)


def _called(node: nodes.Node) -> str:
    name = getattr(node, "name", None)
    return name.text if isinstance(name, nodes.Name) else type(node).__name__.lower()
