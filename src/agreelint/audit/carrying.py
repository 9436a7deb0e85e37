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

    unclear: bool = False
    """Whether the days on record leave open if enough members approved at one time."""

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
    when, unclear = _when_carried(votes, needed)
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
        unclear,
    )


def _when_carried(votes: Mapping[str, Ballots], needed: int) -> tuple[Moment | None, bool]:
    """Return when enough members approved for the first time, and whether the days on record leave that open.

    Later changes of mind do not undo it. Where days are not exact, the votes are counted twice: as early as they can
    have approved and as late as they can have refused, and the other way round.
    """
    ballots = [(e, m, bool(passed)) for m, cast in votes.items() for e, passed in cast]
    if all(e.when.exact for e, _, _ in ballots):
        ordered = sorted(ballots, key=lambda ballot: chronological(ballot[0]))
        event = _first_enough(ordered, needed)
        return (event.when if event else None), False
    early = _first_enough(sorted(ballots, key=lambda b: _first(b[0]) if b[2] else _last(b[0])), needed)
    late = _first_enough(sorted(ballots, key=lambda b: _last(b[0]) if b[2] else _first(b[0])), needed)
    if early is None or late is None:
        return None, early is not None
    first, last = _first(early), _last(late)
    return Moment(None if first == date.min else first, None if last == date.max else last), False


def _first(event: Event) -> date:
    return event.when.first or date.min


def _last(event: Event) -> date:
    return event.when.last or date.max


def _first_enough(ballots: list[tuple[Event, str, bool]], needed: int) -> Event | None:
    approving: set[str] = set()
    for event, member, passed in ballots:
        approving.discard(member)
        if passed:
            approving.add(member)
        if len(approving) >= needed:
            return event
    return None


def _governing(cast: Ballots, carried: Moment | None) -> tuple[Event, bool | None]:
    if carried is None:
        return cast[-1]
    before = [one for one in cast if precedes(carried, one[0].when) is not True]
    return before[-1] if before else cast[-1]
