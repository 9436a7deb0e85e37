"""Loops in the order of steps: no record could ever meet them."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from attrs import evolve

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.model.constraints import Procedure
from agreelint.model.force import combinations
from agreelint.model.guards import ON
from agreelint.model.order import Edge, edges


def check_order(procedure: Procedure) -> tuple[Diagnostic, ...]:
    """Report a shortest loop of order edges, clause by clause; nothing if there is none.

    The default readings come first, then every other reading, exception and text, one at a time.
    """
    default = procedure.default
    others = [{phrase.name: name} for phrase in procedure.phrases for name, _ in phrase.readings[1:]]
    others += [{exemption.id: ON} for exemption in procedure.exemptions]
    others += [dict(passed) for passed in combinations(procedure.turns)] if procedure.turns else []
    for other in ({}, *others):
        variant = procedure.under(default | other)
        if _circular(variant):
            return (_diagnostic(shortest_loop(variant)),)
    return ()


def check_outside(procedures: Iterable[Procedure]) -> tuple[Diagnostic, ...]:
    """Report a loop among steps outside procedures, which count from each other as the steps of one procedure do."""
    found = tuple(procedures)
    if not found:
        return ()
    steps = {name: step for procedure in found for name, step in procedure.steps.items()}
    together = evolve(
        found[0],
        steps=steps,
        constraints=tuple(c for procedure in found for c in procedure.constraints),
        every=tuple(c for procedure in found for c in procedure.every),
        altered=tuple(one for procedure in found for one in procedure.altered),
        phrases=tuple(phrase for procedure in found for phrase in procedure.phrases),
        exemptions=tuple(one for procedure in found for one in procedure.exemptions),
    )
    return check_order(together)


def _circular(procedure: Procedure) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for edge in edges(procedure):
        sorter.add(edge.then, edge.first)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


def shortest_loop(procedure: Procedure) -> tuple[Edge, ...]:
    """Return the edges of a shortest loop, so that none of them can be left out; empty if there is none."""
    import networkx as nx  # costs 0.2 s, and loops are rare: the check above does without it

    from agreelint.graph.build import build

    graph = build(procedure)
    place = {name: number for number, name in enumerate((*procedure.steps, *procedure.eithers))}
    turned = [_from_first(loop, place) for loop in nx.simple_cycles(graph)]
    loop = min(turned, key=lambda names: (len(names), [place[name] for name in names]), default=[])
    pairs = zip(loop, [*loop[1:], *loop[:1]], strict=True)
    return tuple(graph.edges[first, then]["edge"] for first, then in pairs)


def _from_first(loop: list[str], place: dict[str, int]) -> list[str]:
    """Turn a loop so that it starts with the step that comes first in the source."""
    start = min(range(len(loop)), key=lambda number: place[loop[number]])
    return [*loop[start:], *loop[:start]]


def _diagnostic(loop: tuple[Edge, ...]) -> Diagnostic:
    told = "; ".join(f"`{e.first}` comes before `{e.then}` ({e.constraint.origin.clause})" for e in loop)
    return Diagnostic(
        "AG301",
        "loop",
        Severity.ERROR,
        f"the order of steps runs in a circle: {told}",
        tuple(Label(e.constraint.origin.span, f"{e.first} before {e.then}") for e in loop),
        "no record can meet all of these; one of the clauses must say something else",
        tuple(dict.fromkeys(e.constraint.origin.clause for e in loop)),
    )
