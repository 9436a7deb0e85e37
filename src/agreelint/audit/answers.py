"""Which rows answer which of several events alike: which payment is for which invoice."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import accumulate, takewhile

from attrs import frozen

from agreelint.audit.rounds import chronological
from agreelint.audit.triggers import Trigger
from agreelint.logs.events import Event

ABOUT = "about"
"""The column in which a row names what it answers, by its `event_id` or as reports call it; `;` separates several."""


@frozen(eq=False, repr=False, slots=False)
class Answered:
    """An event with the rows that answer it, and those that may answer it or another.

    `assumed` says that a row might have answered another event just as well.
    """

    trigger: Trigger
    rows: tuple[Event, ...]
    doubtful: tuple[Event, ...]
    assumed: bool


def answered(found: tuple[Trigger, ...], rows: tuple[Event, ...], back: bool) -> Iterator[Answered]:
    """Yield every event with its answers.

    A row that names no event answers, looking back, the first event on or after its day; looking forward, the
    oldest event before it that nothing has answered yet, and the others that wait then stay in doubt.
    """
    own: list[list[Event]] = [[] for _ in found]
    doubtful: list[list[Event]] = [[] for _ in found]
    assumed: set[int] = set()
    by_id, by_case = _names(found)
    left = []
    for row in sorted(rows, key=chronological):
        ids = [word.strip() for word in (row.attribute(ABOUT) or "").split(";")]
        named = {n for word in ids for n in by_id.get(word, ())} if any(ids) else by_case.get(row.case_id or "", set())
        for number in named:
            own[number].append(row)
        if not named and not any(ids):
            left.append(row)
    waiting = [number for number, answers in enumerate(own) if not answers]
    fitting = _Fitting(found)
    for row in left:
        may = fitting.looking_back(row) if back else fitting.looking_forward(row)
        open_ones = waiting[bisect_left(waiting, may.start) : bisect_left(waiting, may.stop)]
        if not may:
            continue
        chosen = open_ones[0] if open_ones else may[-1]
        own[chosen].append(row)
        for number in open_ones[1:]:
            assumed.add(chosen)
            doubtful[number].append(row)
        if open_ones:
            waiting.remove(chosen)
    for number, trigger in enumerate(found):
        answers = tuple(own[number])
        yield Answered(trigger, answers, () if answers else tuple(doubtful[number]), number in assumed)


class _Fitting:
    """The events that a row can answer; they stand in order of time, those without a day at the end."""

    def __init__(self, found: tuple[Trigger, ...]) -> None:
        dated = list(takewhile(lambda trigger: trigger.first is not None, found))
        self._all = range(len(found))
        self._firsts = [trigger.first or date.max for trigger in dated]
        self._latest = list(accumulate((trigger.last or date.max for trigger in dated), max))

    def looking_forward(self, row: Event) -> range:
        """Return those that happened, or may have happened, by the day of a row."""
        last = row.when.last
        if last is None:
            return self._all
        by_then = bisect_right(self._firsts, last)
        return self._all[:by_then] if by_then else self._all[len(self._firsts) :]

    def looking_back(self, row: Event) -> range:
        """Return those of the first day on or after that of a row; after the last of all, that one."""
        first = row.when.first
        if first is None or row.when.last is None:
            return self._all
        start = bisect_left(self._latest, first)
        if start == len(self._firsts):
            return self._all[-1:]
        return range(start, bisect_right(self._firsts, self._firsts[start]))


def _names(found: tuple[Trigger, ...]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Return the events by the words of their rows, and by the cases to which these belong."""
    by_id: dict[str, set[int]] = {}
    by_case: dict[str, set[int]] = {}
    for number, trigger in enumerate(found):
        by_id.setdefault(trigger.label, set()).add(number)
        for event in trigger.events:
            if event.event_id:
                by_id.setdefault(event.event_id, set()).add(number)
            if event.case_id:
                by_case.setdefault(event.case_id, set()).add(number)
    return by_id, by_case
