"""Names and places of constraints: each step's are numbered where a word occurs twice, under one guard at a time."""

from agreelint.model.constraints import Origin
from agreelint.model.entities import Clauses, Either, Kind, Step
from agreelint.model.guards import Guard
from agreelint.source import Span

RULE, WARNING = "rule", "warning"
STATUTE = "statute"
SECONDARY = "P"
"""The evidence level of what only a secondary source says: it warns, and decides nothing."""


class Origins:
    """Makes the origins of one procedure."""

    def __init__(self, prefix: str) -> None:
        """Start names with `prefix`."""
        self._prefix = prefix
        self._guard: Guard = ()
        self._names: set[str] = set()
        self._lawful: dict[tuple[str, Span], str] = {}
        """What the constraints of the law are called: the same whichever text of the law is in force beside them."""

    def begin(self, guard: Guard) -> None:
        """Begin with the next variant of a step: names are the same in each, since only one of them is chosen."""
        self._guard = guard
        self._names = set()

    def of(self, step: Step | Either, word: str, kind: Kind, clauses: Clauses, span: Span) -> Origin:
        """Return the origin of a constraint."""
        base = f"{self._prefix}{step.id}.{word}"
        name, number = self._lawful.get((base, span), base) if clauses.law else base, 1
        while name in self._names or (name in self._lawful.values() and self._lawful.get((base, span)) != name):
            number += 1
            name = f"{base}_{number}"
        self._names.add(name)
        if clauses.law is None:
            return Origin(name, step.id, kind, clauses.label, clauses.full, span, guard=self._guard)
        self._lawful[base, span] = name
        level = WARNING if clauses.law == SECONDARY else RULE
        return Origin(name, step.id, kind, clauses.label, clauses.full, span, STATUTE, level, self._guard)
