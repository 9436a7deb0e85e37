"""A scenario to others like it: rows moved, dropped, counted otherwise; and a scenario with what it is to show."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from attrs import evolve

from agreelint.audit.verdicts import State
from agreelint.model.subjects import replaced
from agreelint.syntax import nodes
from agreelint.syntax.printer import print_tree

Named = tuple[str, str | None, str | None]
"""What an expectation is about: a constraint, whose, and in which period."""


def varied(scenario: nodes.Scenario, days: Sequence[date], rng: Random) -> nodes.Scenario:
    """Return a scenario with one to three changes in its rows; `days` are those on which something is decided."""
    items = list(scenario.items)
    for _ in range(rng.randint(1, 3)):
        rows = [number for number, item in enumerate(items) if isinstance(item, nodes.LogRow)]
        if not rows:
            break
        place = rng.choice(rows)
        row = items[place]
        assert isinstance(row, nodes.LogRow)
        match rng.choice(("moved", "moved", "dropped", "counted", "bare")):
            case "moved":
                items[place] = _moved(row, days, rng)
            case "dropped":
                del items[place]
            case "counted":
                items[place] = _counted(row, rng.choice((-2, -1, 1, 2)))
            case _ if row.parts:
                left = rng.randrange(len(row.parts))
                items[place] = evolve(row, parts=tuple(p for n, p in enumerate(row.parts) if n != left))
    return evolve(scenario, items=tuple(items))


def around(scenario: nodes.Scenario, step: str | None, days: Sequence[date]) -> Iterator[nodes.Scenario]:
    """Yield a scenario with a step around days on which something is decided, counted otherwise, and telling less."""
    rows = [n for n, item in enumerate(scenario.items) if isinstance(item, nodes.LogRow) and item.activity.text == step]
    for place in rows[:1]:
        row = scenario.items[place]
        assert isinstance(row, nodes.LogRow)
        changed = [*(_counted(row, more) for more in (-1, 1)), _tied(row), _abstained(row)]
        if isinstance(row.day, nodes.FixedDate):
            nearby = sorted({day + timedelta(days=by) for day in dict.fromkeys(days[:2]) for by in (-1, 0, 1, 2)})
            changed += [evolve(row, day=evolve(row.day, day=day)) for day in nearby]
        if isinstance(row.day, nodes.FixedInstant):
            changed += [_hours_later(row, row.day, hours) for hours in _HOURS]
        changed += _with_less(row)
        for one in (one for one in changed if one != row):
            yield evolve(scenario, items=(*scenario.items[:place], one, *scenario.items[place + 1 :]))


def about(scenario: nodes.Scenario, day: date) -> Iterator[nodes.Scenario]:
    """Yield a whole scenario at other times: its first row, and its last, on a day, the day before and some days on."""
    found = [_day(item) for item in scenario.items if isinstance(item, nodes.LogRow)]
    rows = [one for one in found if one is not None]
    for row in dict.fromkeys((min(rows), max(rows)) if rows else ()):
        for more in (0, -1, 14):
            yield replaced(scenario, partial(_later, day - row + timedelta(days=more)))


def _with_less(row: nodes.LogRow) -> Iterator[nodes.LogRow]:
    """Yield a row without one of the things that it tells, or without one of those that a column lists."""
    for number, part in enumerate(row.parts):
        before, after = row.parts[:number], row.parts[number + 1 :]
        yield evolve(row, parts=(*before, *after))
        if isinstance(part, nodes.RowColumn) and isinstance(part.value, str):
            listed = part.value.split(";")
            for left in range(len(listed) if len(listed) > 1 else 0):
                value = ";".join(one for place, one in enumerate(listed) if place != left).strip()
                yield evolve(row, parts=(*before, evolve(part, value=value), *after))


def _hours_later(row: nodes.LogRow, at: nodes.FixedInstant, hours: int) -> nodes.LogRow:
    if "T" not in at.text:
        return row
    moved = datetime.fromisoformat(at.text) + timedelta(hours=hours)
    return evolve(row, day=evolve(at, text=moved.isoformat(timespec="minutes")))


_HOURS = (-25, -24, -23, -1, 1, 23, 24, 25)


def _day(row: nodes.LogRow) -> date | None:
    match row.day:
        case nodes.FixedDate(day=day):
            return day
        case nodes.FixedInstant(text=text):
            return date.fromisoformat(text[:_DAY])
        case _:
            return None


_DAY = len("2017-05-11")


def _later(by: timedelta, node: nodes.Node) -> nodes.Node:
    match node:
        case nodes.FixedDate(day=day):
            return evolve(node, day=day + by)
        case nodes.AsOf(day=day, complete=complete):
            return evolve(node, day=day + by, complete=replaced(complete, partial(_later, by)))
        case nodes.Complete(start=start, through=through):
            return evolve(node, start=start and start + by, through=through and through + by)
        case nodes.FixedInstant(text=text):
            return evolve(node, text=f"{date.fromisoformat(text[:_DAY]) + by}{text[_DAY:]}")
        case _:
            return node


def _moved(row: nodes.LogRow, days: Sequence[date], rng: Random) -> nodes.LogRow:
    """Return a row on another day: near one on which something is decided, or near its own."""
    if not isinstance(row.day, nodes.FixedDate):
        return row
    near = rng.choice(days) if days and rng.random() < _DECIDED else None
    day = near + timedelta(days=rng.choice((-1, 0, 1, 2))) if near else row.day.day + timedelta(days=rng.choice(_AWAY))
    return evolve(row, day=evolve(row.day, day=day))


_DECIDED = 0.7
_AWAY = (-31, -7, -2, -1, 1, 2, 7, 31, 200)


def _tied(row: nodes.LogRow) -> nodes.LogRow:
    """Return a row with as many votes against as in favor."""
    votes = {part.column.text: part.count for part in row.parts if isinstance(part, nodes.RowCount)}
    tied = votes.get("votes_for", 0)
    parts = tuple(
        evolve(part, count=tied) if isinstance(part, nodes.RowCount) and part.column.text == "votes_against" else part
        for part in row.parts
    )
    return evolve(row, parts=parts)


def _abstained(row: nodes.LogRow) -> nodes.LogRow:
    """Return a row in which one of those in favor did not vote, and was there all the same."""
    parts = tuple(
        evolve(part, count=max(0, part.count - 1))
        if isinstance(part, nodes.RowCount) and part.column.text == "votes_for"
        else part
        for part in row.parts
    )
    return evolve(row, parts=parts)


def _counted(row: nodes.LogRow, more: int) -> nodes.LogRow:
    parts = tuple(
        evolve(part, count=max(0, part.count + more)) if isinstance(part, nodes.RowCount | nodes.RowPresent) else part
        for part in row.parts
    )
    return evolve(row, parts=parts)


def with_expectation(scenario: nodes.Scenario, name: Named, state: State) -> str:
    """Return the text of a scenario that expects one verdict and nothing else."""
    constraint, member, period = name
    words = [".".join(constraint.split(".")[-2:])]
    words += [f"of {member}"] if member else []
    words += [f"in {period}"] if period else []
    return _expecting(scenario, f"{' '.join(words)} {state.value}")


def with_nothing(scenario: nodes.Scenario, state: State) -> str:
    """Return the text of a scenario that expects no verdict of this state, and nothing else."""
    return _expecting(scenario, f"nothing {state.value}")


def _expecting(scenario: nodes.Scenario, expected: str) -> str:
    expectations = nodes.ExpectVerdict | nodes.ExpectNothing | nodes.ExpectAmount
    kept = tuple(item for item in scenario.items if not isinstance(item, expectations))
    text = print_tree(nodes.File(scenario.span, (evolve(scenario, items=kept),))).rstrip()
    return f"{text.removesuffix('}').rstrip()}\n  expect {expected}\n}}\n"
