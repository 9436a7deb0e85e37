"""Warnings of rows that say that their act is still to come, although their day has passed."""

from collections.abc import Iterable
from datetime import date

from agreelint.audit.cases import Case
from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.logs.events import Event
from agreelint.source import Source, Span

_MOST = 25
_CALLED_OFF = "no_vote"


def overtaken(cases: Iterable[Case], as_of: date, sources: dict[str, Source]) -> tuple[Diagnostic, ...]:
    """Return one warning for each such row of which no later row says that it was done; of very many the first."""
    found = [
        event
        for case in cases
        for event in case.events
        if _waits(event)
        and event.when.last is not None
        and event.when.last <= as_of
        and not any(_tells(other, event) for other in case.events)
    ]
    return tuple(_warning(event, sources) for event in sorted(found, key=lambda e: (e.file, e.line))[:_MOST])


def _waits(event: Event) -> bool:
    return not event.held and (event.outcome or "").strip().casefold() != _CALLED_OFF


def _tells(other: Event, event: Event) -> bool:
    """Say whether a row tells what became of an act that another one announces."""
    same = other.activity == event.activity and (not event.actor or other.actor in {None, event.actor})
    return same and not _waits(other)


def _warning(event: Event, sources: dict[str, Source]) -> Diagnostic:
    start = sources[event.file].start_of_line(event.line)
    return Diagnostic(
        "AG076",
        "overtaken-row",
        Severity.WARNING,
        f"this `{event.activity}` counts as not done, because its outcome is `{event.outcome}`, but its day has passed",
        (Label(Span(event.file, start, start)),),
        f"if it was done, write `done`, `approved` or `rejected` over `{event.outcome}`",
    )
