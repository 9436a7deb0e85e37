"""What is wrong with a faulty case: the one constraint that was broken, for whom, and the state that it must have."""

from collections.abc import Callable
from typing import TypeVar

from attrs import evolve, frozen

from agreelint.audit.verdicts import State
from agreelint.audit.words import not_met
from agreelint.model.constraints import Constraint, Origin
from agreelint.simulate.draft import points_of
from agreelint.simulate.drawing import Drawn
from agreelint.simulate.expected import told_of

Rule = TypeVar("Rule", bound=object)

Attempt = Callable[[Drawn], "Faulty | None"]
"""Puts a fault of one kind into a lawful case, None where it has no place for it."""


@frozen(eq=False, repr=False, slots=False)
class Fault:
    """A fault as it was put in."""

    kind: str
    origin: Origin
    members: tuple[str | None, ...]
    """For whom the constraint is broken; nobody in particular if it is not judged for each."""
    state: State
    told: str
    """What was done, in words."""
    touched: frozenset[str] = frozenset()
    """Other steps whose rows were changed."""


@frozen(eq=False, repr=False, slots=False)
class Faulty:
    """A case with its fault."""

    drawn: Drawn
    fault: Fault


def shuffled(drawn: Drawn, kind: type[Rule]) -> list[Rule]:
    """Return the constraints of a kind that speak of what is done in a case, in random order."""
    setting = drawn.setting
    speaking = [
        c
        for c in setting.procedure.constraints
        if points_of(drawn.days, c.origin.step) and told_of(setting, drawn.days, c)
    ]
    found: list[Rule] = []
    for constraint in speaking:
        if isinstance(constraint, kind):
            found.append(constraint)  # noqa: PERF401 - a comprehension loses the kind
    setting.rng.shuffle(found)
    return found


def fault(
    kind: str, constraint: Constraint, told: str, *members: str | None, touched: frozenset[str] = frozenset()
) -> Fault:
    """Return a fault in the state that it means for the kind of clause."""
    origin = constraint.origin
    return Fault(kind, origin, members or (None,), not_met(origin.kind), told, touched)


def without_effect(kind: str, constraint: Constraint, told: str) -> Fault:
    """Return a fault that takes the effect of an act."""
    return evolve(fault(kind, constraint, told), state=State.NO_EFFECT)
