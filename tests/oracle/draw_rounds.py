"""Draws loops, and the records of more than one round."""

from dataclasses import replace
from random import Random

from .clauses import Order
from .conditions_said import Is
from .days_said import Event
from .needs import Needs
from .procedures import Procedure
from .provisos_said import Repeats

UNITS = ("days", "days", "working days", "weeks", "months")


def with_loop(rng: Random, procedure: Procedure, circular) -> Procedure:
    """The procedure, in which one of its votes begins it again from a step before it, if it has such a vote."""
    needs = Needs(procedure)
    places = [place for place, step in enumerate(procedure.steps) if step.kind == "vote" and place]
    if not places:
        return procedure
    vote = procedure.steps[rng.choice(places)]
    before = procedure.steps[: procedure.steps.index(vote)]
    starts = [step for step in before if step.kind not in {"vote", "effect"} and not step.optional]
    leading = [step for step in starts if (vote.name, None) in needs.later(step.name, None)]
    if not starts:
        return procedure
    start = rng.choice(leading or starts)
    more = () if leading else (Order(Event(start.name)),)
    count = rng.choice((None, rng.randint(1, 30)))
    unit = rng.choice(UNITS)
    period = count if count is None or unit in {"days", "working days"} else 1 + count % 3
    repeats = Repeats(start.name, Is(vote.name, "failed"), rng.choice((None, 1, 2)), period, unit)
    looped = replace(vote, clauses=(*vote.clauses, *more, repeats))
    found = replace(procedure, steps=tuple(looped if step is vote else step for step in procedure.steps))
    return procedure if circular(found) else found
