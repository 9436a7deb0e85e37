"""Compares events that carry an id or correct one another: which are repeats, and which contradict."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve, frozen

from agreelint.logs.events import Event
from agreelint.logs.rows import said


@frozen
class Clash:
    """What events say of each other that cannot be: which ones (by number), in which column, and why."""

    events: tuple[int, ...]
    column: str
    message: str


def identities(events: Sequence[Event], ids: AbstractSet[str]) -> tuple[set[int], tuple[Clash, ...]]:
    """Compare events that carry an `event_id` or `corrects`; `ids` are those of rows refused before.

    Returns the numbers of events that repeat another one word for word, and what clashes: events of one id
    that differ (all of them, since the order of lines decides nothing), and corrections of nothing.
    """
    first: dict[str, int] = {}
    groups: dict[str, list[int]] = {}
    corrections: list[int] = []
    for number, event in enumerate(events):
        if event.event_id is not None:
            known = first.setdefault(event.event_id, number)
            if known != number:
                groups.setdefault(event.event_id, [known]).append(number)
        if event.corrects is not None:
            corrections.append(number)
    repeats: set[int] = set()
    clashes: list[Clash] = []
    for event_id, group in groups.items():
        if len({evolve(events[number], file="", line=0) for number in group}) == 1:
            repeats.update(group[1:])
            continue
        lines = " and ".join(f"line {events[number].line} of {events[number].file}" for number in group)
        message = (
            f"the rows with the `event_id` `{said(event_id, 60)}` differ ({lines}); give each event an id of "
            "its own, and name in `corrects` what a correction corrects"
        )
        clashes.append(Clash((group[-1], *group[:-1]), "event_id", message))
    circles = _circles({events[n].event_id or "": events[n].corrects or "" for n in corrections})
    for number in corrections:
        event_id, corrects = events[number].event_id or "", events[number].corrects or ""
        where = f"`corrects` on line {events[number].line}"
        if corrects not in first and corrects not in ids:
            message = f"{where} names `{said(corrects, 60)}`, which no row has as `event_id`; mend the id"
            clashes.append(Clash((number,), "corrects", message))
        elif event_id in circles:
            message = f"{where} leads back to its own row `{said(event_id, 60)}`; mend the id"
            clashes.append(Clash((number,), "corrects", message))
    return repeats, tuple(clashes)


def _circles(corrections: dict[str, str]) -> set[str]:
    """Return the ids from which following corrections comes back to the same id."""
    done: set[str] = set()
    circles: set[str] = set()
    for start in corrections:
        path: dict[str, int] = {}
        at = start
        while at in corrections and at not in done and at not in path:
            path[at] = len(path)
            at = corrections[at]
        if at in path:
            circles.update(list(path)[path[at] :])
        done.update(path)
    return circles
