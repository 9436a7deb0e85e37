"""A scenario to others like it: rows moved, dropped, counted otherwise; and a scenario with what it is to show."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from attrs import evolve

from agreelint.audit.verdicts import State
from agreelint.syntax import nodes
from agreelint.syntax.printer import print_tree


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
    """Yield a scenario with a step around days on which something is decided, and counted otherwise."""
    rows = [n for n, item in enumerate(scenario.items) if isinstance(item, nodes.LogRow) and item.activity.text == step]
    for place in rows[:1]:
        row = scenario.items[place]
        assert isinstance(row, nodes.LogRow)
        changed = [_counted(row, more) for more in (-1, 1)]
        if isinstance(row.day, nodes.FixedDate):
            nearby = sorted({day + timedelta(days=by) for day in dict.fromkeys(days[:2]) for by in (-1, 0, 1, 2)})
            changed += [evolve(row, day=evolve(row.day, day=day)) for day in nearby]
        for one in (one for one in changed if one != row):
            yield evolve(scenario, items=(*scenario.items[:place], one, *scenario.items[place + 1 :]))


def _moved(row: nodes.LogRow, days: Sequence[date], rng: Random) -> nodes.LogRow:
    """Return a row on another day: near one on which something is decided, or near its own."""
    if not isinstance(row.day, nodes.FixedDate):
        return row
    near = rng.choice(days) if days and rng.random() < _DECIDED else None
    day = near + timedelta(days=rng.choice((-1, 0, 1, 2))) if near else row.day.day + timedelta(days=rng.choice(_AWAY))
    return evolve(row, day=evolve(row.day, day=day))


_DECIDED = 0.7
_AWAY = (-31, -7, -2, -1, 1, 2, 7, 31, 200)


def _counted(row: nodes.LogRow, more: int) -> nodes.LogRow:
    parts = tuple(
        evolve(part, count=max(0, part.count + more)) if isinstance(part, nodes.RowCount | nodes.RowPresent) else part
        for part in row.parts
    )
    return evolve(row, parts=parts)


def with_expectation(scenario: nodes.Scenario, name: tuple[str, str | None, str | None], state: State) -> str:
    """Return the text of a scenario that expects one verdict and nothing else."""
    constraint, member, period = name
    kept = (
        i for i in scenario.items if not isinstance(i, nodes.ExpectVerdict | nodes.ExpectNothing | nodes.ExpectAmount)
    )
    bare = evolve(scenario, items=tuple(kept))
    text = print_tree(nodes.File(scenario.span, (bare,))).rstrip()
    words = [".".join(constraint.split(".")[-2:])]
    words += [f"of {member}"] if member else []
    words += [f"in {period}"] if period else []
    return f"{text.removesuffix('}').rstrip()}\n  expect {' '.join(words)} {state.value}\n}}\n"
