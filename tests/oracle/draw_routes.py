"""Draws groups of routes, of which one is enough, for the start of a procedure."""

from dataclasses import replace
from datetime import date
from random import Random

from .clauses import When
from .conditions_said import Is, Not
from .procedures import Either, Step

GROUP = "opening"
KINDS = ("step", "notice", "filing", "vote", "vote")


def draw_group(rng: Random, earlier: list[Step], start: date, draw_step) -> tuple[list[Step], Either]:
    """Two or three routes, of one step or two, of which the later ones may be open only after the first."""
    routes: list[list[Step]] = []
    names = iter(("motion", "petition", "order", "appeal", "letter", "plan"))
    for _ in range(rng.choice((2, 2, 3))):
        route: list[Step] = []
        for _ in range(rng.choice((1, 1, 1, 2))):
            step = draw_step(rng, rng.choice(KINDS), next(names), [*earlier, *route], start)
            route.append(replace(step, route=True, optional=False))
        routes.append(route)
    conditions = [None, *(draw_opening(rng, routes[0][0], route) for route in routes[1:])]
    either = Either(GROUP, tuple(tuple(step.name for step in route) for route in routes), tuple(conditions))
    return [step for route in routes for step in route], either


def draw_opening(rng: Random, first: Step, route: list[Step]):
    if len(route) > 1 or route[0].said(When) or rng.random() < 0.75:
        return None
    return Is(first.name, "failed") if first.kind == "vote" else Not(Is(first.name, "done"))
