"""The steps of a procedure in an order in which they can be done, as near to the source's as that allows."""

import networkx as nx

from agreelint.graph.build import build
from agreelint.model.constraints import Procedure
from agreelint.model.entities import Step


def in_sequence(procedure: Procedure) -> tuple[Step, ...]:
    """Return all steps so that each comes after what it needs; ties in the order of the source."""
    place = {name: number for number, name in enumerate(procedure.steps)}
    place |= {either.id: place[either.routes[-1][-1]] for either in procedure.eithers.values()}
    ordered = nx.lexicographical_topological_sort(build(procedure), key=lambda name: place[name])
    return tuple(procedure.steps[name] for name in ordered if name in procedure.steps)
