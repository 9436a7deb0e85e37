"""Where constraints are encoded and which scenarios show them, in words and as values."""

from collections.abc import Iterable, Iterator
from typing import Any

from agreelint.audit.verdicts import Verdict
from agreelint.prove.shown import Shown, Shows

_MANY = 3


def shown_by(shown: tuple[Shown, ...]) -> str:
    """Return scenarios with their places: the first few, and how many more there are."""
    told = [f"“{one.title}” ({one.place})" for one in shown[:_MANY]]
    more = f" and {len(shown) - _MANY} more" if len(shown) > _MANY else ""
    return ", ".join(told) + more


def links(shows: Shows, verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yield where the constraints of verdicts are encoded, and the scenarios that show them."""
    places: dict[str, None] = {}
    shown: dict[Shown, None] = {}
    for verdict in verdicts:
        if (where := shows.where(verdict.origin)) is not None:
            places[where] = None
        shown |= dict.fromkeys(shows.of_constraint(verdict.origin, verdict.procedure))
    if places:
        yield f"encoded at: {', '.join(places)}"
    yield f"shown by: {shown_by(tuple(shown))}" if shown else "shown by: no scenario"


def values(shows: Shows, verdict: Verdict) -> dict[str, Any]:
    """Return the same of one verdict as plain values."""
    shown = shows.of_constraint(verdict.origin, verdict.procedure)
    return {"encoding": shows.where(verdict.origin), "scenarios": scenarios(shown)}


def scenarios(shown: Iterable[Shown]) -> list[dict[str, str]]:
    """Return scenarios as plain values."""
    return [{"title": one.title, "place": one.place} for one in shown]
