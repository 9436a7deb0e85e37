"""The names that the clauses of one procedure can use, from its steps as they were declared."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from agreelint.dating.names import NONE, Definitions
from agreelint.model.entities import Either, Step
from agreelint.model.steps import Declared
from agreelint.model.windows import LAST_DAY_BOUNDS, one_sided
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Scope:
    """Steps and groups of routes, the steps with a first or a last lawful day, names of years and defined dates."""

    steps: Mapping[str, Step]
    eithers: frozenset[str]
    opened: frozenset[str] = frozenset()
    bounded: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    definitions: Definitions = NONE

    @staticmethod
    def of(declared: Iterable[Declared], eithers: Iterable[Either], definitions: Definitions = NONE) -> "Scope":
        """Gather the names of one procedure."""
        steps = tuple(declared)
        opened = {one.step.id for one in steps if any(not isinstance(b, LAST_DAY_BOUNDS) for b in _bounds(one))}
        bounded = {one.step.id for one in steps if any(isinstance(b, LAST_DAY_BOUNDS) for b in _bounds(one))}
        return Scope(
            {one.step.id: one.step for one in steps},
            frozenset(either.id for either in eithers),
            frozenset(opened),
            frozenset(bounded),
            definitions=definitions,
        )


def _bounds(declared: Declared) -> tuple[nodes.OneSided, ...]:
    return tuple(
        side
        for clause in declared.node.clauses
        if isinstance(clause.body, nodes.Bounds)
        for bound in clause.body.bounds
        for side in one_sided(bound)
    )
