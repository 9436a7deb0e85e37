"""Conditions that cannot hold together, as far as their words show."""

from agreelint.model.conditions import leaves
from agreelint.syntax import nodes

_AGAINST = (
    frozenset({"passed", "failed"}),
    frozenset({"carried", "failed"}),
    frozenset({"granted", "refused"}),
    frozenset({"in_time", "late"}),
)


def exclude_each_other(one: nodes.Condition, other: nodes.Condition) -> bool:
    """Say whether two conditions can never both hold: one part of each contradicts the other."""
    if isinstance(one, nodes.AnyCondition) or isinstance(other, nodes.AnyCondition):
        return False
    return any(_opposite(a, b) for a in leaves(one) for b in leaves(other))


def _opposite(one: nodes.Condition, other: nodes.Condition) -> bool:
    match one, other:
        case nodes.Negated(), _ if one.condition == other:
            return True
        case _, nodes.Negated() if other.condition == one:
            return True
        case nodes.RowSays(), nodes.RowSays():
            return (one.column, one.step) == (other.column, other.step) and one.value != other.value
        case nodes.StateIs(), nodes.StateIs():
            return one.step == other.step and frozenset({one.state.text, other.state.text}) in _AGAINST
        case _:
            return False
