"""Names in a log: those that the agreement knows, however they are written, and those that it does not."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from attrs import evolve

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.logs.events import Event
from agreelint.model.constraints import Procedure
from agreelint.model.entities import Agreement, Step
from agreelint.source import Source, Span

_MOST = 25


class Names:
    """The ids of an agreement, found by id or title, in capitals or not."""

    def __init__(self, agreement: Agreement, people: frozenset[str] = frozenset()) -> None:
        """Take every id that may stand in a log; `people` are those of whom it says itself which post they hold."""
        self._people = people
        self.ids = agreement.known_ids
        self._plain = {_plain(agreement.title_of(name)): name for name in sorted(self.ids)}
        self._plain |= {_plain(name): name for name in self.ids}
        self._near = lru_cache(maxsize=1024)(self._nearest)

    def known(self, event: Event) -> Event:
        """Return a row with the names that are known by another spelling turned into ids."""
        actor, body = self._id(event.actor), self._id(event.body)
        recipients = tuple(self._id(name) or name for name in event.recipients)
        if event.present_by or event.for_by or event.against_by:
            event = evolve(
                event,
                present_by=self._counts(event.present_by),
                for_by=self._counts(event.for_by),
                against_by=self._counts(event.against_by),
            )
        if (actor, body, recipients) == (event.actor, event.body, event.recipients):
            return event
        return evolve(event, actor=actor, body=body, recipients=recipients)

    def _counts(self, by: tuple[tuple[str, int], ...] | None) -> tuple[tuple[str, int], ...] | None:
        return None if by is None else tuple((self._id(name) or name, count) for name, count in by)

    def _id(self, name: str | None) -> str | None:
        return name if name is None or name in self.ids else self._plain.get(_plain(name), name)

    def id_of(self, name: str) -> str:
        """Return the id that a name means, or the name itself."""
        return self._id(name) or name

    def strange(self, event: Event, step: Step) -> Iterator[str]:
        """Yield whom a row names and the agreement does not know: its actor and recipients, where it speaks of them."""
        actor = (event.actor,) if step.actor else ()
        recipients = event.recipients if step.recipients else ()
        counted = (name for by in (event.present_by, event.for_by, event.against_by) for name, _ in by or ())
        for name in (*actor, *recipients, *counted):
            if name is None or name in self._people:
                continue
            if not all(part in self.ids for part in name.split(".", 1)):
                yield name

    def nearest(self, name: str) -> str | None:
        """Return the known id that a name may mean."""
        return self._near(name)

    def _nearest(self, name: str) -> str | None:
        near = get_close_matches(_plain(name), self._plain, n=1, cutoff=0.75)
        return self._plain[near[0]] if near else None


def warnings(
    names: Names, rows: Iterable[tuple[Event, Step]], meetings: Iterable[Event], sources: dict[str, Source]
) -> tuple[Diagnostic, ...]:
    """Return one warning for each strange name, at the first row that has it; of very many only the first.

    Bodies of which an agreement knows nothing meet as well: only what looks like one of its names is strange there.
    """
    first: dict[str, Event] = {}
    for event, step in rows:
        for name in names.strange(event, step):
            first.setdefault(name, event)
    for event in meetings:
        if event.body and event.body not in names.ids and names.nearest(event.body):
            first.setdefault(event.body, event)
    found = sorted(first.items(), key=lambda item: (item[1].file, item[1].line))
    return tuple(_warning(names, name, event, sources) for name, event in found[:_MOST])


def _warning(names: Names, name: str, event: Event, sources: dict[str, Source]) -> Diagnostic:
    start = sources[event.file].start_of_line(event.line)
    near = names.nearest(name)
    return Diagnostic(
        "AG065",
        "unknown-name",
        Severity.WARNING,
        f"the agreement knows nobody called `{name}`",
        (Label(Span(event.file, start, start)),),
        f"did you mean `{near}`?" if near else "known names stand at the end of the checklist; a mapping can translate",
    )


def meant_steps(activity: str, procedure: Procedure) -> str | None:
    """Return the step that an activity may mean that is none."""
    near = get_close_matches(_plain(activity), [step.id for step in procedure.own], n=1, cutoff=0.8)
    return near[0] if near else None


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").split())
