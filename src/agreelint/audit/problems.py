"""What is wrong with a row that only the agreement shows."""

from collections.abc import Mapping

from attrs import frozen

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.logs.events import Event
from agreelint.source import Source, Span


@frozen(eq=False, repr=False, slots=False)
class Problem:
    """Something wrong with a row that only the agreement shows."""

    event: Event
    code: str
    name: str
    message: str
    hint: str

    def diagnostic(self, sources: Mapping[str, Source]) -> Diagnostic:
        """Return the diagnostic, at the start of the row."""
        start = sources[self.event.file].start_of_line(self.event.line)
        place = Span(self.event.file, start, start)
        return Diagnostic(self.code, self.name, Severity.ERROR, self.message, (Label(place),), self.hint)
