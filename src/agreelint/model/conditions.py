"""The parts of conditions: what they name, and which columns of a log they read."""

from collections.abc import Callable, Iterator
from typing import assert_never

from agreelint.dating import period_of
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


def bare(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    """Yield the single conditions of which a condition consists, whether it asks for them or for their opposite."""
    for part in leaves(condition):
        if isinstance(part, nodes.Negated):
            yield from bare(part.condition)
        else:
            yield part


def columns_of(condition: nodes.Condition) -> tuple[str, ...]:
    """Return the columns of a log that a condition reads."""
    return tuple(dict.fromkeys(part.column.text for part in bare(condition) if isinstance(part, nodes.RowSays)))


def condition_names(condition: nodes.Condition) -> Iterator[nodes.Name]:
    """Yield the steps that a condition names."""
    match condition:
        case nodes.StateIs() | nodes.RequiresChanges() | nodes.DoneBy() | nodes.InTimeBy() | nodes.RowSays():
            yield condition.step
        case nodes.Judged() | nodes.Attendance() | nodes.MissesInARow() | nodes.AttendsOne() | nodes.HasStatus():
            return
        case nodes.Negated():
            yield from condition_names(condition.condition)
        case nodes.EveryCondition() | nodes.AnyCondition():
            for part in condition.conditions:
                yield from condition_names(part)
        case _:
            assert_never(condition)


_COMPARED = {
    "less_than": "less than",
    "no_more_than": "at most",
    "no_less_than": "at least",
    "greater_than": "more than",
}


def standing_words(condition: nodes.Standing, title: Callable[[str], str]) -> str:
    """Say in words what holds of a member on a day."""
    who = title(condition.name.text)
    match condition:
        case nodes.Attendance():
            number = condition.number if isinstance(condition.number, int) else condition.number.value
            of = f"{number} meetings" if isinstance(condition.number, int) else f"{number} of the meetings"
            where = f"of the {title(condition.body.text)} {_within(condition.within)}"
            return f"{who} {condition.attending.text} {_COMPARED[condition.compared.text]} {of} {where}"
        case nodes.MissesInARow():
            return f"{who} misses {condition.count} meetings of the {title(condition.body.text)} in a row"
        case nodes.AttendsOne():
            return f"{who} attends a meeting of the {title(condition.body.text)} again"
        case nodes.HasStatus():
            return f"{who} is {condition.status.text.replace('_', ' ')}"
        case _:
            assert_never(condition)


def _within(within: nodes.ThisYear | nodes.PreviousYear | nodes.LastStretch) -> str:
    match within:
        case nodes.ThisYear():
            return f"so far in the {within.kind.text.replace('_', ' ')}"
        case nodes.PreviousYear():
            return f"in the previous {within.kind.text.replace('_', ' ')}"
        case nodes.LastStretch():
            return f"in the last {period_of(within.period)}"
        case _:
            assert_never(within)
