"""What a procedure asks of its record: the single conditions of its effects, steps and routes."""

from collections.abc import Iterable, Iterator

from agreelint.model.conditions import bare
from agreelint.model.constraints import CalledFor, Constraint, Procedure, Valid
from agreelint.syntax import nodes


def asked(procedure: Procedure, rules: Iterable[Constraint]) -> Iterator[nodes.Condition]:
    """Yield the single conditions of some of a procedure's rules, and of all its steps and routes."""
    own = (rule.condition for rule in rules if isinstance(rule, CalledFor | Valid))
    steps = (step.when for step in procedure.steps.values())
    routes = (when for either in procedure.eithers.values() for when in (either.when, *either.open_when))
    for condition in (*own, *steps, *routes):
        if condition:
            yield from bare(condition)
