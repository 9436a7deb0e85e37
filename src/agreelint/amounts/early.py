"""Amounts that rest on themselves in the year before: where going back ends, since no figure is recorded."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from agreelint.amounts.values import Key


class Early:
    """The years before the first of which a figure is recorded: all alike, so that none ends what another begins."""

    def __init__(self, given: Iterable[Key]) -> None:
        """Take the figures that are recorded."""
        self._first = min((key.year for key in given if key.year is not None), default=None)
        self._asked: set[tuple[str, str | None]] = set()

    @contextmanager
    def asked(self, key: Key) -> Iterator[bool]:
        """Say whether an amount of such a year is asked for while that of a later one is worked out."""
        one = (key.name, key.whose)
        if key.year is None or (self._first is not None and key.year >= self._first):
            yield False
        elif one in self._asked:
            yield True
        else:
            self._asked.add(one)
            try:
                yield False
            finally:
                self._asked.remove(one)
