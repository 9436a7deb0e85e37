"""The occurrences of each step in one round of one case, for each member that they concern."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from agreelint.audit.cases import Case
from agreelint.audit.concerned import Concerned
from agreelint.audit.rounds import Rounds
from agreelint.logs.events import Event
from agreelint.model.constraints import Procedure
from agreelint.model.entities import Agreement, Step, StepKind
from agreelint.model.order import needing, needing_all
from agreelint.moments import UNKNOWN, Moment

ANY_LAWFUL = frozenset({StepKind.NOTICE, StepKind.FILING})
"""Kinds of step that any lawful occurrence meets; every other is judged by its first."""

Members = Mapping[str, tuple[Event, ...]]


class Occurrences:
    """What is recorded of each step; events after as-of are already left out."""

    def __init__(
        self,
        agreement: Agreement,
        case: Case,
        dependents: Mapping[str, tuple[str, ...]],
        rounds: Rounds,
        number: int,
    ) -> None:
        """Look at round `number` (from 0) of `rounds`."""
        self.agreement = agreement
        self.procedure: Procedure = case.procedure
        self.case = case
        self.dependents = dependents
        self.rounds = rounds
        self.number = number
        self._members: dict[tuple[int, str], Members] = {}
        self._later: dict[tuple[str, str | None], tuple[Event, ...]] = {}

    def own(self, step: str, member: str | None = None) -> tuple[Event, ...]:
        """Return the occurrences of a step in this round, for one member if given, in order of time.

        A notice or filing is met by any lawful occurrence, so one of an earlier round counts as well, unless it
        followed the vote of that round.
        """
        vote = self.rounds.vote
        follows = vote is not None and (step in self.dependents[vote] or (self.rounds.loop and step == vote))
        if self.number and not follows and self.procedure.steps[step].kind in ANY_LAWFUL:
            return tuple(event for number in range(self.number + 1) for event in self._in(number, step, member))
        return self._in(self.number, step, member)

    def so_far(self, step: str, member: str | None = None) -> tuple[Event, ...]:
        """Return the occurrences of a step in this round, or in the latest earlier one that has any."""
        within = self.rounds.loop and self.rounds.vote is not None
        if within and (step == self.rounds.vote or step in self.dependents[self.rounds.vote or ""]):
            return self._in(self.number, step, member)  # each round of a declared loop stands for itself
        for number in range(self.number, -1, -1):
            if found := self._in(number, step, member):
                return found
        return ()

    def _in(self, number: int, step: str, member: str | None) -> tuple[Event, ...]:
        events = self.rounds.events[number].get(step, ())
        if member is None or not events:
            return events
        key = (number, step)
        if key not in self._members:
            self._members[key] = self._by_member(self.procedure.steps[step], events)
        return self._members[key].get(member, ())

    def _by_member(self, step: Step, events: tuple[Event, ...]) -> Members:
        found: dict[str, tuple[Event, ...]] = {}
        for event in events:
            for member in self._who.by(step, event):
                found[member] = (*found.get(member, ()), event)
        return found

    @cached_property
    def _who(self) -> Concerned:
        """The members at the first act of the case, or the one for whom alone it stands."""
        return Concerned(self.agreement, self.first_day, self.case.member)

    def members(self, step: Step) -> tuple[str, ...]:
        """Return those for each of whom a step is done: present members, former ones if meant, and others named."""
        return self._who.members(step)

    def meant_by(self, recipient: str) -> tuple[str, ...]:
        """Return everyone for whom service on a recipient counts: a body or group means all its members."""
        return self._who.meant_by(recipient)

    def roster(self, group: str) -> tuple[str, ...]:
        """Return the members of a group at the first act of the case."""
        return self._who.roster(group)

    @cached_property
    def first_day(self) -> date | None:
        """The day of the first act of the case that has a day."""
        every = (event.when.first for found in self.rounds.events for events in found.values() for event in events)
        return min((day for day in every if day), default=None)

    @cached_property
    def first_act(self) -> Moment:
        """When the first act of the case was done; unknown if nothing is recorded."""
        every = [event.when for found in self.rounds.events for events in found.values() for event in events]
        return earliest(every) if every else UNKNOWN

    def recorded(self, step: str, member: str | None = None) -> bool:
        """Say whether a step, or any step of a group of routes, is recorded in this round or before."""
        either = self.procedure.eithers.get(step)
        names = [s for route in either.routes for s in route] if either else [step]
        return any(self.so_far(name, self.same(name, member)) for name in names)

    def same(self, step: str, member: str | None) -> str | None:
        """Return the member itself if the step has an instance for it, else None for the step as a whole."""
        entry = self.procedure.steps[step]
        concerned = member is not None and entry.each is not None and member in self.members(entry)
        return member if concerned else None

    def later(self, step: str, member: str | None = None) -> tuple[Event, ...]:
        """Return the recorded occurrences of steps that need this one, directly or through others."""
        key = (step, member)
        if key not in self._later:
            names = [name for name in needing(self.procedure)[step] if name in self.procedure.steps]
            every = needing_all(self.procedure)[step] if member else ()
            self._later[key] = tuple(
                event for name in names for event in self.own(name, None if name in every else self.same(name, member))
            )
        return self._later[key]


def earliest(moments: list[Moment]) -> Moment:
    """Return the first of several moments: exact if it can be told, else the days on which it can have been."""
    if len(moments) == 1:
        return moments[0]
    if all(m.exact for m in moments):
        return min(moments, key=lambda m: (m.first or date.max, m.instant.timestamp() if m.instant else float("inf")))
    firsts = [m.first for m in moments if m.first is not None]
    lasts = [m.last for m in moments if m.last is not None]
    return Moment(min(firsts) if len(firsts) == len(moments) else None, min(lasts, default=None))


def any_of(moments: list[Moment]) -> Moment:
    """Return the days on which something was that was at one of several moments."""
    if all(moment == moments[0] for moment in moments):
        return moments[0]
    firsts = [m.first for m in moments if m.first is not None]
    lasts = [m.last for m in moments if m.last is not None]
    first = min(firsts) if len(firsts) == len(moments) else None
    return Moment(first, max(lasts) if len(lasts) == len(moments) else None)


def latest(moments: list[Moment]) -> Moment:
    """Return the last of several moments: exact if it can be told, else the days on which it can have been."""
    if len(moments) == 1:
        return moments[0]
    if all(m.exact for m in moments):
        return max(moments, key=lambda m: (m.first or date.min, m.instant.timestamp() if m.instant else float("inf")))
    firsts = [m.first for m in moments if m.first is not None]
    lasts = [m.last for m in moments if m.last is not None]
    return Moment(max(firsts, default=None), max(lasts) if len(lasts) == len(moments) else None)
