"""The step graph: one networkx graph of all steps of a procedure, with the constraint behind each edge."""

import networkx as nx

from agreelint.model.constraints import Procedure
from agreelint.model.order import edges


def build(procedure: Procedure) -> "nx.DiGraph[str]":
    """Return the graph; nodes are step ids (and groups of routes), `edge` on an edge is the `Edge` behind it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(procedure.steps)
    graph.add_nodes_from(procedure.eithers)
    for edge in edges(procedure):
        if not graph.has_edge(edge.first, edge.then):
            graph.add_edge(edge.first, edge.then, edge=edge)
    return graph
