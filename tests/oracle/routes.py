"""A group of routes, of which one is enough: when it was taken, and whether it led anywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from .absence import missing
from .conditions import holds
from .procedures import Either, Procedure, Step
from .records import Act, Log
from .verdicts import SATISFIED, Verdict
from .votes import result_of


def routes_taken(now, either: Either, until: date | None = None, assumed: bool = True) -> list[tuple[bool | None, Act]]:
    """How each route came out that was taken to its end, by the end of a day or by now, and its last act.

    In a world all of them are settled; without what it assumes they are as they are recorded.
    """
    found = []
    for names, condition in zip(either.routes, either.open_when, strict=True):
        firsts = [now.acts(name)[0] for name in names if now.happened(name)]
        acts = [act for act in firsts if until is None or act.day <= until]
        if len(acts) == len(names):
            results = [result_of(step, act) for step, act in steps_of(now, names, acts) if step.kind == "vote"]
            guesses = [act.settled for act in acts if now.procedure[act.row.activity].kind == "vote"]
            if condition:
                results, guesses = [*results, holds(now, condition, acts[0].day)], [*guesses, now.opened]
            if assumed:
                results = [guess if result is None else result for result, guess in zip(results, guesses, strict=True)]
            last = max(acts, key=lambda act: (act.day, act.clock))
            found.append((False if False in results else None if None in results else True, last))
    return found


def steps_of(now, names, acts):
    return zip([now.procedure[name] for name in names], acts, strict=True)


def outcomes(procedure: Procedure, acts: tuple[Act, ...]) -> Iterator[tuple[tuple[Act, ...], bool | None]]:
    """Yield every way in which votes on routes can have come out, and routes can have been open, where nobody knows."""
    either = procedure.either
    votes = [name for name in either.steps if procedure[name].kind == "vote"] if either else []
    choices = [
        [replace(act, settled=result) for result in (True, False)]
        if act.row.activity in votes and result_of(procedure[act.row.activity], act) is None
        else [act]
        for act in acts
    ]
    conditions = any(either.open_when) if either else False
    for settled in product(*choices):
        yield from ((settled, opened) for opened in ((True, False) if conditions else (None,)))


def count_outcomes(procedure: Procedure, log: Log) -> int:
    return sum(1 for _ in outcomes(procedure, tuple(Act(row, log.as_of) for row in log.seen)))


def route_of(found: list[tuple[bool | None, Act]]) -> tuple[bool | None, Act] | None:
    """The first route that led somewhere, else the first that may have, else the first that was taken."""
    for wanted in (True, None, False):
        if acts := [act for result, act in found if result is wanted]:
            return wanted, min(acts, key=lambda act: (act.day, act.clock))
    return None


def route_taken(group: Step, either: Either, now) -> Verdict:
    """Judge the group once, like a step: any record of any route will do."""
    if any(now.happened(name) for name in either.steps):
        return Verdict(SATISFIED)
    return missing(now, group, None)
