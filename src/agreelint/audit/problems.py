"""What is wrong with a row that only the agreement shows."""

from collections.abc import Callable, Mapping

from attrs import frozen

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.logs.events import Event
from agreelint.source import Source, Span

Places = Mapping[str, Callable[[int, str], Span | None]]
"""By the name of each file: the start of a row and a column to the place of that cell."""


@frozen(eq=False, repr=False, slots=False)
class Problem:
    """Something wrong with a row that only the agreement shows, and in which column, if in one."""

    event: Event
    code: str
    name: str
    message: str
    hint: str
    column: str | None = None

    def diagnostic(self, sources: Mapping[str, Source], places: Places) -> Diagnostic:
        """Return the diagnostic, at the cell, else at the start of the row."""
        file = self.event.file
        start = sources[file].start_of_line(self.event.line)
        cell = places[file](start, self.column) if self.column and file in places else None
        label = Label(cell or Span(file, start, start))
        return Diagnostic(self.code, self.name, Severity.ERROR, self.message, (label,), self.hint)
