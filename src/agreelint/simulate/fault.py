"""What is wrong with a faulty case: the one constraint that was broken, for whom, and the state that it must have."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from attrs import evolve, frozen

from agreelint.audit.verdicts import State
from agreelint.audit.words import not_met
from agreelint.dating.names import limit_names
from agreelint.model.constraints import Constraint, Deadline, Origin, Proviso
from agreelint.model.origins import WARNING
from agreelint.model.windows import limit_of
from agreelint.simulate.draft import points_of
from agreelint.simulate.drawing import Drawn
from agreelint.simulate.expected import told_of
from agreelint.syntax import nodes

Rule = TypeVar("Rule", bound=object)

Attempt = Callable[[Drawn], "Faulty | None"]
"""Puts a fault of one kind into a lawful case, None where it has no place for it."""


class Spread(Enum):
    """How far from its own constraint a fault can be felt: what lies there is not foretold."""

    ALONE = "alone"
    """Who acted, what was carried, who judged: nothing else rests on it."""
    ONWARD = "onward"
    """A decision that failed, a step that is missing: whatever needs it."""
    BOTH_WAYS = "both ways"
    """A day: what needs the step, and what leads up to it and may come too late for it now."""


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
    spread: Spread


@frozen(eq=False, repr=False, slots=False)
class Faulty:
    """A case with its fault."""

    drawn: Drawn
    fault: Fault


def shuffled(drawn: Drawn, kind: type[Rule]) -> list[Rule]:
    """Return the constraints of a kind that speak of what is done in a case, in random order."""
    setting = drawn.setting
    apart = moved(drawn)
    speaking = [
        c
        for c in setting.procedure.constraints
        if c.origin.level != WARNING
        and c.origin.step not in apart
        and points_of(drawn.days, c.origin.step)
        and told_of(setting, drawn.days, c)
    ]
    found: list[Rule] = []
    for constraint in speaking:
        if isinstance(constraint, kind):
            found.append(constraint)  # noqa: PERF401 - a comprehension loses the kind
    setting.rng.shuffle(found)
    return found


def moved(drawn: Drawn) -> frozenset[str]:
    """Return the steps whose last days others move, with those that count from them, and those that are waived."""
    procedure = drawn.setting.procedure
    says = (c.says for c in procedure.constraints if isinstance(c, Proviso) and points_of(drawn.days, c.origin.step))
    found = set()
    for one in says:
        match one:
            case nodes.Adds() | nodes.ExtendsTo():
                found.add(one.step.text)
            case nodes.Cures() | nodes.Waives():
                found.add(one.target.step.text)
            case _:
                continue
    limits = ((c.origin.step, limit_of(c.bound)) for c in procedure.constraints if isinstance(c, Deadline))
    return frozenset(found | {step for step, limit in limits if found & {n.text for n in limit_names(limit)}})


def fault(kind: str, spread: Spread, constraint: Constraint, told: str, *members: str | None) -> Fault:
    """Return a fault in the state that it means for the kind of clause."""
    origin = constraint.origin
    return Fault(kind, origin, members or (None,), not_met(origin.kind), told, spread)


def without_effect(kind: str, spread: Spread, constraint: Constraint, told: str) -> Fault:
    """Return a fault that takes the effect of an act."""
    return evolve(fault(kind, spread, constraint, told), state=State.NO_EFFECT)
