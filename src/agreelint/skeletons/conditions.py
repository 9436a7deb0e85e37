"""What the conditions of a procedure ask of a log: columns with the words they look for, and open standards."""

from agreelint.model.asked import asked
from agreelint.model.constraints import Procedure
from agreelint.syntax import nodes


def words_sought(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Return the columns that conditions read, each with the words that they look for."""
    found: dict[str, tuple[str, ...]] = {}
    for leaf in asked(procedure, procedure.constraints):
        if isinstance(leaf, nodes.RowSays):
            known = found.get(leaf.column.text, ())
            found[leaf.column.text] = tuple(dict.fromkeys((*known, leaf.value.text)))
    return found


def standards(procedure: Procedure) -> dict[str, str]:
    """Return the open standards on which something depends, each with who must judge, if the text says so."""
    judged = (leaf for leaf in asked(procedure, procedure.constraints) if isinstance(leaf, nodes.Judged))
    return {leaf.standard: leaf.judge.text if leaf.judge else "" for leaf in judged}
