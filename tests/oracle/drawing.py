"""Draws small procedures and records around them from any source of random numbers, so that failures can shrink."""

from dataclasses import replace
from datetime import date
from random import Random

from .days import ONE
from .needs import Needs, anchors
from .procedures import TOWNS, UNITS, Away, Bound, DueOf, Event, Extreme, Fixed, Of, Order, Procedure, Step
from .records import Act, Log, Row, count_worlds
from .simulator import Simulation

NAMES = ("alpha", "bravo", "carol", "delta", "echo", "fox")
OFFICES = ("director", "chair", "clerk")
STARTS = (date(2017, 4, 10), date(2018, 2, 12), date(2019, 11, 4), date(2020, 6, 22), date(2022, 12, 15))
MOST_WORLDS = 80
THEMES = ("time",)


# ---- procedures ---------------------------------------------------------------------------------------


def draw_procedure(rng: Random, theme: str) -> Procedure:
    start = rng.choice(STARTS)
    steps: list[Step] = []
    for name in NAMES[: rng.randint(2, 5)]:
        steps.append(draw_step(rng, name, steps, start))
    return Procedure(
        tuple(steps),
        week=rng.choice((5, 5, 5, 4)),
        rolls=rng.choice((True, True, False)),
        saturdays=rng.choice((False, False, True)),
    )


def draw_step(rng: Random, name: str, earlier: list[Step], start: date) -> Step:
    kind = rng.choice(("step", "notice", "filing", "reading", "duty"))
    step = Step(name, kind, optional=rng.random() < 0.1)
    if kind != "reading":
        who = rng.sample(OFFICES, rng.choice((1, 1, 2)))
        step = replace(step, by=tuple(who), each=kind == "duty" and rng.random() < 0.4)
    if kind in {"notice", "filing"}:
        step = replace(step, to=("chair",), to_each=rng.random() < 0.3)
    clauses: list = []
    for _ in range(rng.choice((0, 1, 1, 2))):
        clause = draw_clause(rng, step, earlier, start)
        taken = {c.name for c in clauses} | ({"before_" + c.name[6:] for c in clauses if c.name.startswith("after_")})
        if clause and clause.name not in taken and "before_" + clause.name[6:] not in taken:
            clauses.append(clause)
    step = replace(step, clauses=tuple(clauses))
    while circular(Procedure((*earlier, step))):
        step = replace(step, clauses=step.clauses[:-1])
    return step


def circular(procedure: Procedure) -> bool:
    """Whether orders and bounds together ask for a circle, which the language refuses."""
    after: dict[str, set[str]] = {step.name: set() for step in procedure.steps}
    for step in procedure.steps:
        for clause in step.clauses:
            match clause:
                case Order(before=True):
                    after[clause.event.step].add(step.name)
                case Order():
                    after[step.name].add(clause.event.step)
                case Bound(words="lead" | "within_before") | Bound(day=Away(before=True)):
                    for name in anchors(procedure, clause.limit):
                        after[name].add(step.name)
                case Bound():
                    after[step.name] |= anchors(procedure, clause.limit) | due_of(clause.limit)
    while loose := [name for name, others in after.items() if not others & after.keys()]:
        for name in loose:
            del after[name]
    return bool(after)


def draw_clause(rng: Random, step: Step, earlier: list[Step], start: date):
    single = [other for other in earlier if other.members == (None,)]
    if earlier and rng.random() < 0.45:
        other = rng.choice(earlier)
        return Order(draw_event(rng, step, other), before=rng.random() < 0.25)
    words = rng.choice(("lead", "wait", "within_before", "within_after", "deadline", "not_before"))
    if words in {"deadline", "not_before"}:
        return Bound(words, draw_day(rng, single, start))
    base = Of(Event(rng.choice(single).name)) if single and rng.random() < 0.9 else draw_fixed(rng, start)
    return Bound(words, base, *draw_period(rng))


def draw_event(rng: Random, step: Step, other: Step) -> Event:
    if other.members == (None,):
        return Event(other.name)
    if step.members != (None,) and rng.random() < 0.6:
        return Event(other.name, own=True)
    return Event(other.name, every=True)


def draw_period(rng: Random) -> tuple[int, str]:
    unit = rng.choice(UNITS)
    most = {"weeks": 3, "months": 2, "years": 1}.get(unit, 12)
    return rng.randint(1, most), unit


def draw_fixed(rng: Random, start: date) -> Fixed:
    return Fixed(start + rng.randint(0, 40) * ONE)


def draw_day(rng: Random, single: list[Step], start: date):
    choice = rng.random()
    if not single or choice < 0.3:
        return draw_fixed(rng, start)
    due = [step for step in single if any(b.is_last for b in step.said(Bound))]
    if due and choice < 0.5:
        return Away(*draw_period(rng), False, DueOf(rng.choice(due).name))
    if choice < 0.7:
        parts = [Away(*draw_period(rng), False, Of(Event(rng.choice(single).name))) for _ in range(2)]
        return Extreme(rng.random() < 0.5, tuple(parts))
    return Away(*draw_period(rng), rng.random() < 0.2, Of(Event(rng.choice(single).name)))


def due_of(day) -> set[str]:
    match day:
        case DueOf():
            return {day.step}
        case Away():
            return due_of(day.start)
    return set()


# ---- records ------------------------------------------------------------------------------------------


def draw_log(rng: Random, procedure: Procedure) -> Log:
    rows = lawful_rows(rng, procedure)
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        damage(rng, procedure, rows)
    rows = rows or [row_of(rng, procedure.steps[0], TOWNS[0] if procedure.steps[0].each else None, STARTS[0])]
    days = sorted({day for row in rows for day in (row.first, row.last) if day}) or [STARTS[0]]
    end = days[-1] + rng.choice((0, 1, 3, 10, 40)) * ONE
    as_of = rng.choice((end, end, end, rng.choice(days), rng.choice(days) + rng.randint(-2, 10) * ONE))
    through = rng.choice((as_of, as_of, None, as_of - rng.randint(0, 20) * ONE))
    log = Log(tuple(rows), as_of, through, ("actor", "recipient", "outcome"))
    while count_worlds(log) > MOST_WORLDS:
        widest = max(log.rows, key=lambda row: (row.first is None, row.last - row.first if row.first else ONE))
        log = replace(log, rows=tuple(exact(row, days[0]) if row is widest else row for row in log.rows))
    return log


def exact(row: Row, day: date) -> Row:
    return replace(row, first=row.first or day, last=row.first or day)


def lawful_rows(rng: Random, procedure: Procedure) -> list[Row]:
    """Rows of a record in which every step is done on a lawful day, as far as there is one."""
    rows: list[Row] = []
    day = rng.choice(STARTS) + rng.randint(0, 10) * ONE
    for step in procedure.steps:
        towns = step.members if step.each or (step.to_each and rng.random() < 0.5) else (None,)
        for town in towns:
            day = lawful_day(rng, procedure, step, town, rows, day)
            rows.append(row_of(rng, step, town, day))
    return rows


def row_of(rng: Random, step: Step, town, day: date) -> Row:
    cells = {}
    if step.each:
        cells["actor"] = town
    elif step.by:
        cells["actor"] = rng.choice(step.by)
    if step.to_each:
        cells["recipient"] = town or rng.choice(("", "town", ";".join(TOWNS)))
    return Row(step.name, day, day, rng.choice(("", "", "", "10:00", "18:00")), cells)


def lawful_day(rng: Random, procedure: Procedure, step: Step, town, rows: list[Row], after: date) -> date:
    """A day on which the step keeps what is said of it, given what is recorded already; often the first or the last."""
    acts = tuple(sorted((Act(row, row.first) for row in rows if row.first), key=lambda act: act.day))
    now = Simulation(Needs(procedure), Log(tuple(rows), date(2030, 1, 1)), acts)
    now.today = date(2030, 1, 1)
    low: list[date] = []
    high: list[date] = []
    for clause in step.clauses:
        if isinstance(clause, Order) and (other := now.first(clause.event, town, clause.before)):
            high += [other.day - ONE] * clause.before
            low += [other.day + ONE] * (not clause.before)
        elif isinstance(clause, Bound) and (limit := now.day_of(clause.limit, town)):
            if clause.is_last:
                high.append(rng.choice((limit, limit, now.last_chance(step, limit))))
            else:
                low.append(limit)
    if low and high and max(low) <= min(high):
        first, last = max(low), min(high)
        return rng.choice((first, last, last, first + rng.randint(0, (last - first).days) * ONE))
    if high:
        return min(high) - rng.choice((0, 0, 1, 5)) * ONE
    if low:
        return max(low) + rng.choice((0, 0, 1, 5)) * ONE
    return after + rng.randint(-3, 8) * ONE


def damage(rng: Random, procedure: Procedure, rows: list[Row]) -> None:
    """Leave out, move, repeat or change one row."""
    if not rows:
        return
    place = rng.randrange(len(rows))
    row = rows[place]
    kind = rng.choice(
        ("drop", "drop", "move", "move", "move", "repeat", "partial", "undated", "actor", "to", "clock", "outcome")
    )
    by = rng.choice((-1, 1, -1, 1, -2, 2, 7, -7, 30)) * ONE
    match kind:
        case "drop":
            del rows[place]
        case "move" if row.first and row.last:
            rows[place] = replace(row, first=row.first + by, last=row.last + by)
        case "repeat" if row.first and row.last:
            rows.append(replace(row, first=row.first + by, last=row.last + by))
        case "partial" if row.first and row.last:
            before, later = rng.choice(((0, 1), (1, 1), (2, 0), (0, 5), (6, 3)))
            rows[place] = replace(row, first=row.first - before * ONE, last=row.last + later * ONE, clock="")
        case "undated":
            rows[place] = replace(row, first=None, last=None, clock="")
        case "actor":
            rows[place] = with_cell(row, "actor", rng.choice(("", "chair", "clerk", "adams")))
        case "to" if row.cells.get("recipient") is not None:
            rows[place] = with_cell(row, "recipient", rng.choice(("", "adams", "becket;colrain", "chair")))
        case "clock" if row.first == row.last and row.first:
            rows[place] = replace(row, clock=rng.choice(("", "09:00", "18:00")))
        case "outcome":
            rows[place] = with_cell(row, "outcome", rng.choice(("scheduled", "pending", "unknown", "approved")))


def with_cell(row: Row, column: str, value: str) -> Row:
    return replace(row, cells={**row.cells, column: value})
