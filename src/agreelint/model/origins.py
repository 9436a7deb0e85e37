"""Names and places of constraints: each step's are numbered where a word occurs twice, under one guard at a time."""

from agreelint.model.constraints import Origin
from agreelint.model.entities import Clauses, Either, Kind, Step
from agreelint.model.force import Text
from agreelint.model.guards import Guard
from agreelint.source import Span

RULE, WARNING = "rule", "warning"
STATUTE = "statute"
SECONDARY = "P"
"""The evidence level of what only a secondary source says: it warns, and decides nothing."""


def origin_of(
    name: str, step: str, kind: Kind, clauses: Clauses, span: Span, guard: Guard = (), text: Text | None = None
) -> Origin:
    """Return where a constraint comes from: the agreement, or the law, if that is what it cites."""
    if clauses.law is None:
        return Origin(name, step, kind, clauses.label, clauses.full, span, guard=guard, text=text)
    level = WARNING if clauses.law == SECONDARY else RULE
    return Origin(
        name, step, kind, clauses.label, clauses.full, span, STATUTE, level, guard, text=text, fact=clauses.fact
    )


class Origins:
    """Makes the origins of one procedure."""

    def __init__(self, prefix: str) -> None:
        """Start names with `prefix`."""
        self._prefix = prefix
        self._guard: Guard = ()
        self._names: set[str] = set()

    def begin(self, guard: Guard) -> None:
        """Begin with the next variant of a step: names are the same in each, since only one of them is chosen."""
        self._guard = guard
        self._names = set()

    def of(self, step: Step | Either, word: str, kind: Kind, clauses: Clauses, span: Span) -> Origin:
        """Return the origin of a constraint."""
        base = f"{self._prefix}{step.id}.{word}"
        name, number = base, 1
        while name in self._names:
            number += 1
            name = f"{base}_{number}"
        self._names.add(name)
        return origin_of(name, step.id, kind, clauses, span, self._guard)
