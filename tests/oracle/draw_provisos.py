"""Draws what changes other results: silence, lapses and appeals."""

from dataclasses import replace
from random import Random

from .conditions_said import Is
from .procedures import Procedure, Step
from .provisos_said import Appeals, Lapses, Proviso, Silence

UNITS = ("days", "days", "working days", "weeks")


def with_proviso(rng: Random, step: Step, steps: list[Step], circular) -> Step:
    """The step with one more thing said of it, where there is something to say."""
    if step.kind not in {"vote", "approval"} or not (found := draw_proviso(rng, step, steps)):
        return step
    changed = replace(step, clauses=(*step.clauses, found))
    return step if circular(Procedure(tuple(changed if one is step else one for one in steps))) else changed


def draw_proviso(rng: Random, step: Step, steps: list[Step]) -> Proviso | None:
    earlier, others = steps[: steps.index(step)], [one for one in steps if one is not step]
    votes = [one for one in earlier if one.kind in {"vote", "approval"}]
    choice = rng.random()
    if choice < 0.4 and earlier:
        return Silence(rng.randint(1, 12), rng.choice(UNITS), rng.choice(earlier).name, rng.random() < 0.7)
    if choice < 0.6:
        keeping = [one for one in others if one.kind not in {"vote", "approval"}]
        return (
            Lapses(rng.randint(1, 12), rng.choice(UNITS), step.name, Is(rng.choice(keeping).name, "done"))
            if keeping
            else None
        )
    if choice < 0.85 and step.kind == "approval" and votes:
        return Appeals(rng.choice(votes).name)
    return None
