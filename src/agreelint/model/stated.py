"""The days that clauses take from a column of a step's row, such as the day on which a notice asks to leave."""

from functools import lru_cache

from agreelint.model.constraints import Procedure
from agreelint.model.subjects import replaced
from agreelint.syntax import nodes


@lru_cache(maxsize=256)
def days_stated(procedure: Procedure) -> frozenset[tuple[str, str]]:
    """Return each step of which a clause names such a day, with the column in which its row says it."""
    found: set[tuple[str, str]] = set()

    def look(part: object) -> object:
        if isinstance(part, nodes.StatedDay):
            found.add((part.step.text, part.column.text))
        return part

    replaced((procedure.every, tuple(procedure.definitions.values())), look)
    return frozenset(found)
