"""Draws records around a procedure: lawful ones, with votes of all sorts, and with one or a few things wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from .clauses import At, AtFirst, Bound, Carries, JudgedBy, OnYearly, Order
from .days import ONE
from .draw_terms import draw_renewal
from .drawing import STARTS
from .needs import Needs, anchors
from .procedures import SEATS, TOWNS, Procedure, Step
from .records import Act, Log, Row, count_worlds, in_order
from .rounds import inside, loop_of, split
from .routes import count_outcomes
from .simulator import Simulation
from .terms import count_guesses, is_open, out_of_order

MOST_WORLDS, MOST_DAYS = 80, 8000
COLUMNS = ("actor", "recipient", "outcome")
NO_STEPS = {"finding", "meeting"}
TALLY = ("votes_for", "votes_against", "votes_abstain", "members_present")


def draw_log(rng: Random, procedure: Procedure) -> Log:
    rows = lawful_rows(rng, procedure)
    if loop := loop_of(procedure):
        rows += later_rounds(rng, procedure, loop[1].start, rows)
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        damage(rng, procedure, rows)
    rows = rows or [row_of(rng, procedure.steps[0], TOWNS[0] if procedure.steps[0].each else None, STARTS[0])]
    days = sorted({day for row in rows for day in (row.first, row.last) if day}) or [STARTS[0]]
    end = days[-1] + rng.choice((0, 1, 3, 10, 40)) * ONE
    as_of = rng.choice((end, end, end, rng.choice(days), rng.choice(days) + rng.randint(-2, 10) * ONE))
    through = rng.choice((as_of, as_of, None, as_of - rng.randint(0, 20) * ONE))
    more = (*TALLY, "chair_voted") if any(step.kind == "vote" and not step.each for step in procedure.steps) else ()
    until = ("extended_to",) if procedure.terms else ()
    log = Log(tuple(rows), as_of, through, (*COLUMNS, *until, *more[: rng.choice((5, 5, 4))]))
    if "chair_voted" not in log.columns:
        log = replace(log, rows=tuple(without(row, "chair_voted") for row in log.rows))
    log = replace(log, rows=tuple(in_some_order(procedure, log.rows)))
    while len(kept := tuple(one_vote_each(procedure, log))) < len(log.rows):
        log = replace(log, rows=kept)
    tries = count_guesses(procedure, log) * count_outcomes(procedure, log)
    most = min(MOST_WORLDS, MOST_DAYS // max(1, (as_of - days[0]).days))  # each is gone through day by day
    while (worlds := count_worlds(log)) > 1 and worlds * tries > most:
        widest = max(log.rows, key=lambda row: (row.first is None, row.last - row.first if row.first else ONE))
        log = replace(log, rows=tuple(exact(row, days[0]) if row is widest else row for row in log.rows))
    return log


def in_some_order(procedure: Procedure, rows: tuple[Row, ...]) -> Iterator[Row]:
    """Leave out extensions of which nobody knows which came first, or when the term was over, but for one."""
    kept: list[Row] = []
    begun = {name for term in procedure.terms for name in anchors(procedure, term.lasts)}
    unsure = any(row.first is None or row.first != row.last for row in rows if row.activity in begun)
    for row in rows:
        if any(row.activity == term.through for term in procedure.terms):
            several_open = unsure or (is_open(procedure, row) and any(is_open(procedure, one) for one in kept))
            if kept and (several_open or any(out_of_order(row, one) for one in kept)):
                continue
            kept.append(row)
        yield row


def one_vote_each(procedure: Procedure, log: Log) -> Iterator[Row]:
    """Leave out what would be a second vote in one round, which has verdicts of its own."""
    seen = set()
    acts = tuple(sorted((Act(row, row.first) for row in log.seen if row.first), key=in_order))
    rounds = split(Needs(procedure), acts) if loop_of(procedure) else []
    for row in log.rows:
        number = next((n for n, own in enumerate(rounds) if any(act.row is row for act in own)), 0)
        if rounds and once(procedure, row):
            if (number, row.activity) in seen:
                continue
            seen.add((number, row.activity))
        yield row


def exact(row: Row, day: date) -> Row:
    return replace(row, first=row.first or day, last=row.first or day)


def later_rounds(rng: Random, procedure: Procedure, start: str, rows: list[Row]) -> list[Row]:
    """Rows of one round more, or of two, each begun some days after the last row."""
    again, found = inside(Needs(procedure), start), []
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        last = max(row.first for row in (*rows, *found) if row.first)
        fresh = [row for row in rows if row.activity not in again]
        day = last
        for step in (step for step in procedure.steps if step.name in again):
            day = lawful_day(rng, procedure, step, None, fresh, day)
            day = max(day, last + rng.choice((1, 1, 5, 20)) * ONE) if step.name == start else day
            fresh.append(row_of(rng, step, None, day))
        found += [row for row in fresh if row.activity in again]
    return found


def lawful_rows(rng: Random, procedure: Procedure) -> list[Row]:
    """Rows of a record in which every step is done on a lawful day, as far as there is one."""
    rows: list[Row] = []
    day = rng.choice(STARTS) + rng.randint(0, 10) * ONE
    for step in procedure.steps:
        towns = step.members if step.each or (step.to_each and rng.random() < 0.5) else (None,)
        for town in towns:
            day = lawful_day(rng, procedure, step, town, rows, day)
            row = row_of(rng, step, town, day)
            renews = any(term.through == step.name for term in procedure.terms)
            rows += draw_renewal(rng, recorded(procedure, rows), row) if renews else [row]
        if step.said(JudgedBy):
            rows += [finding(rng, step, day) for _ in range(rng.choice((0, 1, 1, 2)))]
    if any(step.at_some_meeting for step in procedure.steps):
        rows += [meeting(rng, rng.choice(rows).first, procedure.council) for _ in range(rng.choice((0, 1, 1, 2)))]
    return rows


def finding(rng: Random, step: Step, day: date) -> Row:
    outcome = rng.choice(("approved", "approved", "rejected", "pending", "discussed"))
    found = day + rng.randint(0, 9) * ONE
    return Row("finding", found, found, "", {"subject": step.name, "outcome": outcome})


def meeting(rng: Random, day: date, council: bool) -> Row:
    held = day + rng.choice((-9, -4, -2, -1, 0, 1, 2, 4, 9)) * ONE
    body = rng.choice(("board", "board", "board", "", "council")) if council else rng.choice(("board", ""))
    kind = rng.choice(("", "", "regular", "special"))
    return Row("meeting", held, held, "", {"body": body, "meeting_kind": kind})


def row_of(rng: Random, step: Step, town, day: date) -> Row:
    cells = {}
    if step.each:
        cells["actor"] = town
    elif step.by:
        cells["actor"] = rng.choice(step.by)
    if step.kind == "vote" and step.each:
        cells["outcome"] = rng.choice(("approved", "approved", "approved", "rejected", ""))
    elif step.kind == "vote":
        cells |= draw_tally(rng)
        if rng.random() < 0.3:
            del cells["actor"]
    if step.kind == "approval":
        cells["outcome"] = rng.choice(("approved", "approved", "rejected", ""))
    if step.kind == "review":
        cells["outcome"] = rng.choice(("approved", "changes_required", ""))
    if step.at_some_meeting:
        cells["meeting_kind"] = rng.choice(("", "", "regular", "special"))
    for clause in step.said(Carries):
        cells["medium"] = rng.choice((*clause.media, *clause.media, "delivery", "posting", "", "unknown"))
        cells["enclosures"] = rng.choice(("budget", "budget; agenda", "budget; agenda", "agenda", "", "unknown"))
    if step.to_each:
        cells["recipient"] = town or rng.choice(("", "town", ";".join(TOWNS)))
    return Row(step.name, day, day, rng.choice(("", "", "", "10:00", "18:00")), cells)


def draw_tally(rng: Random) -> dict[str, str]:
    """A vote, most of them counted; blanks, results alone, and more votes than members present are among them."""
    present = rng.randint(3, SEATS)
    yes = rng.randint(0, present)
    no = rng.choice((present - yes, rng.randint(0, present - yes)))
    abstaining = rng.choice((0, present - yes - no))
    told = [yes, no, abstaining, present]
    cells = {column: str(count) for column, count in zip(TALLY, told, strict=True)}
    cells["chair_voted"] = rng.choice(("", "", "yes", "no"))
    for column in rng.choice(((), (), (), (3,), (2,), (1,), (0,), (2, 3), (1, 2, 3), (0, 1, 2), (0, 3), (0, 1, 2, 3))):
        cells[TALLY[column]] = ""
    cells["outcome"] = ""
    if not cells["votes_for"]:
        cells["outcome"] = rng.choice(("approved", "rejected", "passed", "failed", ""))
    if rng.random() < 0.05:
        cells["members_present"] = str(rng.randint(1, present))
    return cells


def recorded(procedure: Procedure, rows: list[Row]) -> Simulation:
    """What is recorded already."""
    acts = tuple(sorted((Act(row, row.first) for row in rows if row.first), key=lambda act: act.day))
    now = Simulation(Needs(procedure), Log(tuple(rows), date(2030, 1, 1)), acts)
    now.today = date(2030, 1, 1)
    return now


def lawful_day(rng: Random, procedure: Procedure, step: Step, town, rows: list[Row], after: date) -> date:
    """A day on which the step keeps what is said of it, given what is recorded already; often the first or the last."""
    now = recorded(procedure, rows)
    low: list[date] = []
    high: list[date] = []
    for clause in step.clauses:
        if isinstance(clause, Order) and (other := now.first(clause.event, town, clause.before)):
            high += [other.day - ONE] * clause.before
            low += [other.day + ONE] * (not clause.before)
        elif isinstance(clause, At) and (held := now.acts(clause.step)):
            high, low = [*high, held[0].day], [*low, held[0].day]
        elif isinstance(clause, AtFirst) and (opens := now.day_of(clause.day, town)):
            low.append(opens)
        elif isinstance(clause, OnYearly):
            near = after.replace(month=clause.month, day=clause.number)
            high, low = [*high, near], [*low, near]
        elif isinstance(clause, Bound) and (limit := now.day_of(clause.limit, town)):
            if clause.is_last:
                high.append(rng.choice((limit, limit, now.last_chance(step, limit, clause.limit))))
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


def once(procedure: Procedure, row: Row) -> bool:
    """Whether a second record of it would be a second decision, with verdicts of its own."""
    return (
        row.activity not in NO_STEPS
        and procedure[row.activity].kind in {"vote", "approval"}
        and not procedure[row.activity].each
    )


def divides(procedure: Procedure, row: Row) -> bool:
    """Whether a row belongs to one of several rounds."""
    loop = loop_of(procedure)
    return loop is not None and row.activity in inside(Needs(procedure), loop[1].start)


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
        case "repeat" if row.first and row.last and not once(procedure, row):
            rows.append(replace(row, first=row.first + by, last=row.last + by))
        case "partial" | "undated" | "repeat" if divides(procedure, row):
            pass  # of which round a row is would not be known
        case "partial" if row.first and row.last:
            before, later = rng.choice(((0, 1), (1, 1), (2, 0), (0, 5), (6, 3)))
            rows[place] = replace(row, first=row.first - before * ONE, last=row.last + later * ONE, clock="")
        case "undated":
            rows[place] = replace(row, first=None, last=None, clock="")
        case "actor" if row.activity not in NO_STEPS and procedure[row.activity].kind != "vote":
            rows[place] = with_cell(row, "actor", rng.choice(("", "chair", "clerk", "adams")))
        case "to" if row.cells.get("recipient") is not None:
            rows[place] = with_cell(row, "recipient", rng.choice(("", "adams", "becket;colrain", "chair")))
        case "clock" if row.first == row.last and row.first:
            rows[place] = replace(row, clock=rng.choice(("", "09:00", "18:00")))
        case "outcome" if (
            row.activity not in NO_STEPS and once(procedure, row) and procedure[row.activity].kind == "vote"
        ):
            rows[place] = replace(row, cells=row.cells | draw_tally(rng))
        case "outcome":
            rows[place] = with_cell(row, "outcome", rng.choice(("scheduled", "pending", "unknown", "approved")))


def without(row: Row, column: str) -> Row:
    return replace(row, cells={name: cell for name, cell in row.cells.items() if name != column})


def with_cell(row: Row, column: str, value: str) -> Row:
    return replace(row, cells={**row.cells, column: value})
