"""Draws records of amounts: figures of a few years, payments around their last days, and what is wrong with some."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from .amounts_drawing import YEARS
from .amounts_said import TAKEOVER, TOWNS, Amounts, Figure
from .amounts_worked import Where, Worked
from .counting import rolled
from .days import ONE
from .formulas_drawing import WORDS
from .records import Log, Row, count_worlds
from .years import day_in

VALUES = ("0", "1", "2", "3", "4", "5", "10", "1.5", "2.50", "100", "0.01", "7")
REPAIRS = ("roof", "boiler")
MOST_WORLDS = 100


def draw_log(rng: Random, amounts: Amounts) -> Log:
    rows = [row for figure in amounts.figures for row in figure_rows(rng, figure, rng.choice((0, 0, 0, 0.1, 0.5)))]
    rows = rows or list(figure_rows(rng, amounts.figures[0], 0))
    if amounts.takeover and rng.random() < 0.7:
        day = date(rng.choice((2016, 2017, 2018)), *rng.choice(((7, 1), (6, 30), (1, 1), (3, 5))))
        rows.append(Row(TAKEOVER, day, day, "", {"actor": "director"}))
    rows += payment_rows(rng, amounts, rows)
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        damage(rng, rows)
    days = [row.first for row in rows if row.first] or [date(2018, 6, 30)]
    days += [day for row in rows if row.activity == "payment" for day in last_days(amounts, row)]
    as_of = rng.choice((max(days) + 40 * ONE, max(days), rng.choice(days) + rng.randint(-1, 2) * ONE))
    through = rng.choice((as_of, as_of, None, rng.choice(days) + rng.randint(-1, 2) * ONE))
    since = rng.choice((None, None, None, *days[:1], *(amounts.years.first(year) for year in YEARS)))
    through = through and min(through, as_of)
    log = Log(tuple(rows), as_of, through, since=since if through and since and since <= through else None)
    known = {
        place for place, row in enumerate(rows) if row.activity == "figure" or (row.first and row.first == row.last)
    }
    open_days = sorted(set(range(len(rows))) - known)
    while count_worlds(replace(log, rows=tuple(rows[place] for place in open_days))) > MOST_WORLDS:
        place = open_days.pop()
        rows[place] = replace(rows[place], first=days[0], last=days[0])
    return replace(log, rows=tuple(rows))


def figure_rows(rng: Random, figure: Figure, gone: float):
    """Yield what was brought of one figure, but for a share that is gone."""
    same = rng.choice(VALUES)
    for year in YEARS if figure.yearly else [None]:
        for who in {"": [""], "town": TOWNS, "repair": REPAIRS}[figure.each]:
            if rng.random() < gone:
                continue
            value = rng.choice(WORDS) if figure.words else rng.choice((same, rng.choice(VALUES)))
            if figure.unit in {"dollars", "ratio"} and rng.random() < 0.05:
                value = f"-{value}"
            cells = {"subject": figure.name, "value": value}
            if figure.unit in {"dollars", "pupils", "hours"} and rng.random() < 0.2:
                cells["unit"] = figure.unit
            if who:
                cells["actor" if figure.each == "town" else "occurrence"] = who
            if year:
                cells["fiscal_year"] = rng.choice((f"FY{year}", str(year)))
            yield Row("figure", None, None, "", cells)


def last_days(amounts: Amounts, row: Row) -> list[date]:
    year = int(row.cell("fiscal_year").removeprefix("FY"))
    parts = [part for schedule in amounts.schedules for _, some in schedule.lines for part in some]
    return [rolled(day_in(part.day, amounts.years, year, amounts.week), amounts.saturdays) for part in parts]


def payment_rows(rng: Random, amounts: Amounts, rows: list[Row]):
    """Yield payments by which each instalment is paid on its last day, or on a day near it."""
    worked = Worked(amounts, rows, {})
    for schedule in amounts.schedules:
        for who, parts in schedule.lines:
            for town in TOWNS if who == "town" else [who]:
                for year in rng.sample(YEARS, rng.choice((0, 1, 1, 2))):
                    amount = worked.of(schedule.of, Where(year, town)) or Fraction(rng.randint(0, 9))
                    yield from by_instalments(rng, amounts, schedule.name, town, year, amount, parts)


def by_instalments(rng: Random, amounts: Amounts, name: str, town: str, year: int, amount: Fraction, parts):
    so_far = Fraction(0)
    for part in parts:
        due = day_in(part.day, amounts.years, year, amounts.week)
        day = rng.choice((due, rolled(due, amounts.saturdays), due, due + ONE, due - rng.randint(1, 9) * ONE))
        needed = part.share * amount - so_far
        value = Fraction(max(0, -(-needed * 100 // 1)), 100)  # a whole number of cents
        so_far += value
        short = rng.choice((0, 0, 0, 0, Fraction(1, 100), -1))
        cells = {"subject": name, "actor": town, "fiscal_year": f"FY{year}"}
        told = float(max(value - short, Fraction(0)))
        if rng.random() < 0.9:
            yield Row("payment", day, day, "", {**cells, "value": f"{told:.2f}"})


def damage(rng: Random, rows: list[Row]) -> None:
    """Leave out, repeat, date or change one row."""
    place = rng.randrange(len(rows))
    row = rows[place]
    kind = rng.choice(("drop", "repeat", "other", "dated", "partial", "undated", "pending", "move", "correct"))
    match kind:
        case "drop" if len(rows) > 1 and not row.cell("event_id"):
            del rows[place]
        case "repeat":
            rows.append(replace(row, cells={**row.cells, "event_id": ""}))
        case "other" if "value" in row.cells:
            rows.append(replace(row, cells={**row.cells, "event_id": "", "value": other_value(rng, row)}))
        case "correct" if "value" in row.cells and not row.cell("event_id"):
            told = f"e{rng.randrange(10**6)}"
            rows[place] = replace(row, cells={**row.cells, "event_id": told})
            rows.append(
                replace(row, cells={**row.cells, "event_id": "", "corrects": told, "value": other_value(rng, row)})
            )
        case "dated" if row.activity == "figure":
            day = date(rng.choice((2017, 2018)), rng.randint(1, 12), 1)
            rows[place] = replace(row, first=day, last=day)
        case "partial" if row.first and row.last:
            before, later = rng.choice(((0, 1), (1, 1), (2, 0), (0, 5)))
            rows[place] = replace(row, first=row.first - before * ONE, last=row.last + later * ONE)
        case "undated":
            rows[place] = replace(row, first=None, last=None)
        case "pending":
            rows[place] = replace(row, cells={**row.cells, "outcome": rng.choice(("pending", "scheduled", "done"))})
        case "move" if row.first and row.last:
            by = rng.choice((-30, -2, -1, 1, 2, 30)) * ONE
            rows[place] = replace(row, first=row.first + by, last=row.last + by)


def other_value(rng: Random, row: Row) -> str:
    return rng.choice(WORDS if row.cell("value") in WORDS else VALUES)
