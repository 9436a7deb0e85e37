"""Source texts and half-open spans in them; line and column are computed at the edges only."""

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen
class Span:
    """Code points `start` (included) to `end` (excluded) of the text known as `path`."""

    path: str
    start: int
    end: int


@frozen(slots=False)
class Source:
    """A text and the name under which messages speak of it (relative or shipped, never absolute)."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, char in enumerate(self.text) if char == "\n")]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of a code point offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def place(self, offset: int) -> str:
        """Return line and column of a code point offset as messages show them."""
        line, column = self.position(offset)
        return f"{line}:{column}"

    def start_of_line(self, number: int) -> int:
        """Return the offset at which line `number` (from 1) starts."""
        return self._line_starts[number - 1]

    def line_of(self, span: Span) -> Span:
        """Return the whole line on which a span starts, without its line end."""
        number, _ = self.position(span.start)
        start = self._line_starts[number - 1]
        return Span(self.path, start, start + len(self.line(number)))

    def line(self, number: int) -> str:
        """Return the text of line `number` (from 1) without its line end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")
