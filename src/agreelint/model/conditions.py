"""The parts of conditions: what they name, and which columns of a log they read."""

from collections.abc import Iterator
from typing import assert_never

from agreelint.syntax import nodes

RESULTS = frozenset({"passed", "carried", "granted", "failed", "refused"})
"""States that say which way a decision went; the others say whether and when a step was done."""
SUCCESS = frozenset({"passed", "carried", "granted"})


def leaves(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    """Yield the single conditions of which a condition consists; a negated one counts as one."""
    match condition:
        case nodes.EveryCondition() | nodes.AnyCondition():
            for part in condition.conditions:
                yield from leaves(part)
        case _:
            yield condition


def columns_of(condition: nodes.Condition) -> tuple[str, ...]:
    """Return the columns of a log that a condition reads."""
    bare = (part.condition if isinstance(part, nodes.Negated) else part for part in leaves(condition))
    return tuple(dict.fromkeys(part.column.text for part in bare if isinstance(part, nodes.RowSays)))


def condition_names(condition: nodes.Condition) -> Iterator[nodes.Name]:
    """Yield the steps that a condition names."""
    match condition:
        case nodes.StateIs() | nodes.RequiresChanges() | nodes.DoneBy() | nodes.RowSays():
            yield condition.step
        case nodes.Judged():
            return
        case nodes.Negated():
            yield from condition_names(condition.condition)
        case nodes.EveryCondition() | nodes.AnyCondition():
            for part in condition.conditions:
                yield from condition_names(part)
        case _:
            assert_never(condition)
