"""Draws what changes other results: silence, lapses and appeals."""

from dataclasses import replace
from datetime import date
from random import Random

from .clauses import Bound, Order
from .conditions_said import Is
from .days import ONE
from .days_said import Away, Event, Fixed, Of
from .needs import due_in, last_days
from .procedures import Procedure, Step
from .provisos_said import Adds, Appeals, Deemed, ExtendsTo, Lapses, Proviso, Silence, Waives

STARTS = (date(2017, 4, 10), date(2018, 2, 12), date(2019, 11, 4), date(2020, 6, 22), date(2022, 12, 15))
UNITS = ("days", "days", "working days", "weeks")


def with_proviso(rng: Random, draw, step: Step, steps: list[Step], circular) -> Step:
    """The step with one more thing said of it, where there is something to say."""
    if not (found := draw(rng, step, steps)):
        return step
    changed = replace(step, clauses=(*step.clauses, found))
    return step if circular(Procedure(tuple(changed if one is step else one for one in steps))) else changed


def draw_answer(rng: Random, step: Step, steps: list[Step]) -> Proviso | None:
    if step.kind not in {"vote", "approval"}:
        return None
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


def draw_remedy(rng: Random, step: Step, steps: list[Step]) -> Proviso | None:
    others = [one for one in steps if one is not step]
    dated = [one for one in others if last_days(one) and not (one.said(Adds) or one.said(ExtendsTo))]
    asked = [(one.name, said.name) for one in others for said in (*one.said(Order), *one.said(Bound))]
    choice = rng.random()
    if step.kind != "step":
        return None
    extended = any(step.name == said.step for one in others for said in (*one.said(Adds), *one.said(ExtendsTo)))
    resting = any(due_in(bound.limit) for bound in last_days(step))  # perhaps on what it would move
    dated = [] if extended or resting else dated
    if choice < 0.3 and asked:
        name, clause = rng.choice(asked)
        return Waives(name, rng.choice(("", clause)))
    if choice < 0.5 and dated:
        return Adds(rng.randint(1, 12), rng.choice(UNITS), rng.choice(dated).name)
    if choice < 0.65 and dated:
        return ExtendsTo(rng.choice(dated).name, Fixed(rng.choice(STARTS) + rng.randint(0, 60) * ONE))
    if choice < 0.85 and steps[0] is not step:
        start = Away(
            rng.randint(1, 12), rng.choice(UNITS), False, Of(Event(rng.choice(steps[: steps.index(step)]).name))
        )
        return Deemed(start, Is(rng.choice(others).name, "done"))
    return None


PROVISOS = {"answers": draw_answer, "remedies": draw_remedy}
"""What more is said of the steps of some themes."""
