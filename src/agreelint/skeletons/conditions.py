"""What the conditions of a procedure ask of a log: columns with the words they look for, and open standards."""

from collections.abc import Iterator

from agreelint.model.conditions import bare
from agreelint.model.constraints import CalledFor, Procedure, Valid
from agreelint.syntax import nodes


def words_sought(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Return the columns that conditions read, each with the words that they look for."""
    found: dict[str, tuple[str, ...]] = {}
    for leaf in _leaves(procedure):
        if isinstance(leaf, nodes.RowSays):
            known = found.get(leaf.column.text, ())
            found[leaf.column.text] = tuple(dict.fromkeys((*known, leaf.value.text)))
    return found


def standards(procedure: Procedure) -> dict[str, str]:
    """Return the open standards on which something depends, each with who must judge, if the text says so."""
    judged = (leaf for leaf in _leaves(procedure) if isinstance(leaf, nodes.Judged))
    return {leaf.standard: leaf.judge.text if leaf.judge else "" for leaf in judged}


def _leaves(procedure: Procedure) -> Iterator[nodes.Condition]:
    own = (rule.condition for rule in procedure.constraints if isinstance(rule, CalledFor | Valid))
    steps = (step.when for step in procedure.steps.values())
    routes = (when for either in procedure.eithers.values() for when in (either.when, *either.open_when))
    for condition in (*own, *steps, *routes):
        if condition:
            yield from bare(condition)
