"""The step graph: constraints to networkx, its loops, its order, its drawings."""
