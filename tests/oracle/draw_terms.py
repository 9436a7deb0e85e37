"""Draws terms with an option to extend them, what counts from their ends, and records of extensions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from .clauses import Bound
from .counting import away
from .days import ONE
from .days_said import Away, EndOf, Event, Fixed, Of, Term
from .procedures import Procedure, Step
from .records import Row

LENGTHS = (("days", 12), ("working days", 7), ("weeks", 2))


def with_term(rng: Random, procedure: Procedure, start: date, refused: Callable[[Procedure], bool]) -> Procedure:
    """Add a term from the first step on, extended through the second; of the others some count from its end."""
    begun, renewal, *others = procedure.steps
    unit, most = rng.choice(LENGTHS)
    lasts = Fixed(start + rng.randint(5, 30) * ONE)
    if rng.random() < 0.8:
        lasts = Away(rng.randint(2, 30), rng.choice(("days", "business days")), False, Of(Event(begun.name)))
    term = Term("lease", lasts, rng.randint(1, most), unit, renewal.name)
    procedure = replace(procedure, terms=(term,))
    for step in others:
        steps = tuple(counted(rng, one, term) if one.name == step.name else one for one in procedure.steps)
        procedure = procedure if refused(Procedure(steps)) else replace(procedure, steps=steps)
    return procedure


def counted(rng: Random, step: Step, term: Term) -> Step:
    words = rng.choice(("wait", "within_after", "deadline", "deadline", "not_before", "lead", "lead", "within_before"))
    number, unit = rng.randint(1, 8), rng.choice(("days", "working days"))
    day = EndOf(term)
    if words in {"deadline", "not_before"} and rng.random() < 0.3:
        day = Away(number, unit, True, day)
    bound = Bound(words, day, number, unit)
    if bound.name in {clause.name for clause in step.clauses} or rng.random() < 0.2:
        return step
    return replace(step, clauses=(*step.clauses, bound))


def draw_renewal(rng: Random, now, row: Row) -> list[Row]:
    """Records of an extension, about as long as the text allows; sometimes of two."""
    [term] = now.procedure.terms
    end = now.day_of(term.lasts, None) or row.first
    longest = away(end, term.count, term.unit, 1, now.procedure.week)
    rows = []
    once = now.procedure[row.activity].kind == "vote"  # a second one would be another round
    for _ in range(1 if once else rng.choice((1, 1, 2))):
        day = end + rng.choice((-9, -6, -4, -3, -1, 0, 0, 1)) * ONE
        to = rng.choice((longest, longest, end + ONE, end, longest + ONE, end + rng.randint(1, 5) * ONE))
        told = rng.choice((str(to), str(to), str(to), str(to), "", "someday"))
        rows.append(replace(row, first=day, last=day, cells=row.cells | {"extended_to": told}))
        end = max(end, min(to, longest))
    return rows
