"""How far a vote by each member of a group has come, and when it carried."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from agreelint.audit.events import Event
from agreelint.audit.rounds import chronological
from agreelint.audit.votes import count
from agreelint.model.entities import Threshold
from agreelint.moments import Moment, precedes

Ballots = list[tuple[Event, bool | None]]


@frozen(eq=False, repr=False, slots=False)
class Carrying:
    """Who approved, who refused, whose result is open, who has not voted, and when enough had approved."""

    approvals: tuple[tuple[str, Event], ...]
    refusals: tuple[tuple[str, Event], ...]
    open: tuple[tuple[str, Event], ...]
    missing: tuple[str, ...]
    needed: int
    size: int
    when: Moment | None
    strays: tuple[Event, ...] = ()
    """Votes of nobody that the agreement knows: any member who has not voted may have cast one of them."""

    @property
    def possible(self) -> int:
        """The most approvals that the votes so far still allow."""
        return len(self.approvals) + len(self.open) + len(self.missing)


def carrying(
    ballots: Mapping[str, tuple[Event, ...]], needed: int, own: Threshold, strays: tuple[Event, ...] = ()
) -> Carrying:
    """Count a vote by each member; a member's last vote before carrying governs.

    `ballots` holds every member, in order of time, and `strays` the votes of nobody known; `own` says when one
    member's vote approves.
    """
    votes = {m: [(e, count(e, own, None).passed) for e in events] for m, events in ballots.items() if events}
    when = _when_carried(votes, needed)
    last = {m: _governing(cast, when) for m, cast in votes.items()}
    return Carrying(
        tuple((m, e) for m, (e, passed) in last.items() if passed is True),
        tuple((m, e) for m, (e, passed) in last.items() if passed is False),
        tuple((m, e) for m, (e, passed) in last.items() if passed is None),
        tuple(m for m, events in ballots.items() if not events),
        needed,
        len(ballots),
        when,
        strays,
    )


def _when_carried(votes: Mapping[str, Ballots], needed: int) -> Moment | None:
    """Return when enough members approved for the first time; later changes of mind do not undo it."""
    ballots = [(e, m, passed) for m, cast in votes.items() for e, passed in cast]
    if all(e.when.exact for e, _, _ in ballots):
        approving: set[str] = set()
        for event, member, passed in sorted(ballots, key=lambda ballot: chronological(ballot[0])):
            approving.discard(member)
            if passed:
                approving.add(member)
            if len(approving) >= needed:
                return event.when
        return None
    approvals = [cast[-1][0].when for cast in votes.values() if cast[-1][1]]
    if len(approvals) < needed:
        return None
    first = sorted(m.first or date.min for m in approvals)[needed - 1]
    last = sorted(m.last or date.max for m in approvals)[needed - 1]
    return Moment(None if first == date.min else first, None if last == date.max else last)


def _governing(cast: Ballots, carried: Moment | None) -> tuple[Event, bool | None]:
    if carried is None:
        return cast[-1]
    before = [one for one in cast if precedes(carried, one[0].when) is not True]
    return before[-1] if before else cast[-1]
