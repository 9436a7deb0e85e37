"""Draws small agreements of standing rules, and records around them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from .days import ONE
from .force_said import Force
from .posts_drawing import draw_office_rows, draw_posts, in_order
from .posts_held import COMES, GOES
from .records import Row
from .seats_drawing import draw_seated, draw_seats
from .standing_records import Declared, Record
from .standing_said import Meets, Standing
from .stretches import stretch_of

FIRST = date(2015, 1, 1)
EVERY = ("fiscal_year", "fiscal_year", "calendar_year", "school_year", "month")
PARTS = (((7, 1), (9, 30)), ((10, 15), (12, 31)), ((1, 1), (3, 31)), ((9, 10), (11, 15)))
COLUMNS = ("actor", "body", "outcome", "subject", "until", "residence")
WHOLE = (("", ""),)
OF_MEETINGS = (WHOLE, WHOLE, (("meeting", ""),), (("", "board"),), (("meeting", "board"),), (("proposal", ""),))
OF_POSTS = (WHOLE, WHOLE, ((COMES, ""), (GOES, "")), ((COMES, ""), (GOES, "")), (("", "board"),), (("", "director"),))
"""Of which activities and bodies a record is declared complete."""


def draw_standing(rng: Random, theme: str) -> Standing:
    drawn = Standing((), adopted=rng.choice((None, None, FIRST, draw_day(rng))), fiscal=rng.choice((7, 7, 1, 9)))
    return THEMES[theme][0](rng, drawn)


def draw_record(rng: Random, theme: str, agreement: Standing) -> Record:
    rows = THEMES[theme][1](rng, agreement)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        damage(rng, rows)
    if theme == "seats":
        rows = [row for row in rows if row.first and row.first == row.last]
    return judged_as_of(rng, agreement, rows)


def draw_day(rng: Random) -> date:
    return FIRST + rng.randint(0, 500) * ONE


# ---- how often the board meets ------------------------------------------------------------------------


def draw_meetings(rng: Random, drawn: Standing) -> Standing:
    rules = tuple(draw_often(rng, drawn.fiscal) for _ in range(rng.choice((1, 1, 2))))
    return replace(drawn, rules=rules, council=rng.random() < 0.4)


def draw_often(rng: Random, fiscal: int) -> Meets:
    every = rng.choice(EVERY)
    monthly = every != "month" and rng.random() < 0.3
    part = None
    if every != "month" and rng.random() < 0.5:
        fits = [part for part in PARTS if within_year(part, every, fiscal)]
        part = rng.choice(fits or [None])
    most = 2 if monthly or every == "month" else 3 if part else 6
    return Meets(rng.randint(1, most), every, rng.random() < 0.3, monthly, part, draw_force(rng))


def within_year(part, every: str, fiscal: int) -> bool:
    """Whether a part of the year begins and ends in the same year of a kind."""
    [start, end] = (date(2015, *day) for day in part)
    return stretch_of(start, every, fiscal) == stretch_of(end, every, fiscal)


def draw_force(rng: Random) -> Force:
    if rng.random() < 0.85:
        return Force()
    start = rng.choice((None, date(2015, 7, 1), draw_day(rng)))
    return Force(start, draw_day(rng) + 300 * ONE if start is None or rng.random() < 0.5 else None)


def draw_held(rng: Random, agreement: Standing) -> list[Row]:
    """Rows of meetings: some in each month, more or less often."""
    rows = [Row("proposal", day, day) for day in (draw_day(rng),) if rng.random() < 0.5]
    often, day, end = rng.choice((0.05, 0.3, 0.7, 0.95)), draw_day(rng), draw_day(rng) + rng.randint(30, 500) * ONE
    while day < end:
        if rng.random() < often:
            rows.append(draw_meeting(rng, agreement, day))
        day += rng.choice((10, 20, 30, 31)) * ONE
    return rows


def draw_meeting(rng: Random, agreement: Standing, day: date) -> Row:
    if rng.random() < 0.1:
        return Row("hearing", day, day)
    body = rng.choice(("board", "board", "board", "board", "council")) if agreement.council else "board"
    kind = rng.choice(("", "", "", "regular", "special", "emergency"))
    return Row("meeting", day, day, "", {"body": "" if rng.random() < 0.05 else body, "meeting_kind": kind})


# ---- records ------------------------------------------------------------------------------------------


def damage(rng: Random, rows: list[Row]) -> None:
    if not rows:
        return
    place = rng.randrange(len(rows))
    row = rows[place]
    if row.first is None or row.last != row.first:
        return
    by = rng.choice((-1, 1, -2, 2, 7, -7, 30)) * ONE
    match rng.choice(("drop", "move", "repeat", "partial", "undated", "outcome")):
        case "drop":
            del rows[place]
        case "move":
            rows[place] = replace(row, first=row.first + by, last=row.last + by)
        case "repeat":
            rows.append(replace(row, first=row.first + max(by, 0 * ONE), last=row.last + max(by, 0 * ONE)))
        case "partial":
            before, later = rng.choice(((0, 1), (1, 1), (2, 0), (0, 5), (6, 3)))
            rows[place] = replace(row, first=row.first - before * ONE, last=row.last + later * ONE)
        case "undated":
            rows[place] = replace(row, first=None, last=None)
        case "outcome":
            rows[place] = replace(row, cells={**row.cells, "outcome": rng.choice(("scheduled", "pending", "done"))})


def judged_as_of(rng: Random, agreement: Standing, rows: list[Row]) -> Record:
    rows = in_order(certain(rows)) or [Row("proposal", FIRST, FIRST)]
    days = sorted({day for row in rows for day in (row.first, row.last) if day}) or [FIRST]
    ends = [stretch_of(day, "fiscal_year", agreement.fiscal).last for day in days]
    end = rng.choice((days[-1], days[-1] + rng.randint(0, 400) * ONE, rng.choice(days), rng.choice(ends)))
    as_of = end + rng.choice((0, 0, 0, 1, -1, 2, 30)) * ONE
    what = OF_POSTS if any(row.activity == COMES for row in rows) else OF_MEETINGS
    declared = [one for _ in range(rng.choice((0, 1, 1, 1, 2))) for one in draw_declared(rng, what, days, as_of)]
    return Record(tuple(rows), as_of, columns=COLUMNS, declared=tuple(declared))


def certain(rows: list[Row]) -> list[Row]:
    """Leave three rows uncertain at most: every way in which they can be meant is tried."""
    unclear = [row for row in rows if row.first != row.last or row.first is None or row.cells.get("body") == ""]
    return [row for row in rows if row not in unclear[3:]]


def draw_declared(rng: Random, what, days: list[date], as_of: date) -> list[Declared]:
    through = rng.choice((as_of, as_of, as_of, as_of - rng.randint(0, 60) * ONE))
    start = rng.choice((None, None, days[0], rng.choice(days), stretch_of(days[0], "fiscal_year", 7).first))
    start = min(start, through) if start else None
    return [Declared(through, start, activity, body) for activity, body in rng.choice(what)]


Drawing = tuple[Callable[[Random, Standing], Standing], Callable[[Random, Standing], list[Row]]]
THEMES: dict[str, Drawing] = {
    "meetings": (draw_meetings, draw_held),
    "posts": (draw_posts, draw_office_rows),
    "seats": (draw_seats, draw_seated),
}
"""How the agreements of a theme are drawn, and the rows around them."""
