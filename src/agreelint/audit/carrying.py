"""How far a vote by each member of a group has come, and when it carried."""

from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen

from agreelint.audit.approvals import Demand, Vote, Votes
from agreelint.audit.rounds import chronological
from agreelint.logs.events import Event
from agreelint.moments import Moment, precedes


@frozen(eq=False, repr=False, slots=False)
class Carrying:
    """Who approved, who refused, whose result is open, who is still to vote or to sign, and when it carried."""

    approvals: tuple[tuple[str, Event], ...]
    refusals: tuple[tuple[str, Event], ...]
    open: tuple[tuple[str, Event], ...]
    missing: tuple[str, ...]
    """Members who have not voted, or have approved and not signed where a signature is asked for."""

    demands: tuple[Demand, ...]
    votes: Votes
    when: Moment | None
    strays: tuple[Event, ...] = ()
    """Votes of nobody that the agreement knows: any member who has not voted may have cast one of them."""

    unclear: bool = False
    """Whether the days on record leave open if enough members approved at one time."""

    unsigned: tuple[str, ...] = ()
    """Those of the missing who have approved."""

    @property
    def possible(self) -> bool:
        """Say whether it can still carry on the votes so far."""
        return all(demand.met(self.votes) is not False for demand in self.demands)

    @property
    def binding(self) -> Demand:
        """The part of the rule that decides: one that cannot be met, or is not met yet, else the first."""
        stands = {demand: demand.met(self.votes) for demand in self.demands}
        return min(self.demands, key=lambda demand: (False, None, True).index(stands[demand]))


def carrying(
    ballots: Mapping[str, tuple[Event, ...]],
    demands: tuple[Demand, ...],
    vote_of: Callable[[Event], Vote],
    strays: tuple[Event, ...] = (),
) -> Carrying:
    """Count a vote by each member; a member's last vote before carrying governs.

    `ballots` holds every member, in order of time, and `strays` the votes of nobody known; `vote_of` says whether
    one member's vote approves, and since when.
    """
    votes = {member: [vote_of(event) for event in events] for member, events in ballots.items() if events}
    when, unclear = _when_carried(votes, demands)
    last = {member: _governing(cast, when) for member, cast in votes.items()}
    unsigned = tuple(member for member, vote in last.items() if vote.awaited)
    settled = {member: vote for member, vote in last.items() if not vote.awaited}
    return Carrying(
        tuple((m, v.event) for m, v in settled.items() if v.approves is True),
        tuple((m, v.event) for m, v in settled.items() if v.approves is False),
        tuple((m, v.event) for m, v in settled.items() if v.approves is None),
        tuple(m for m, events in ballots.items() if not events or m in unsigned),
        demands,
        last,
        when,
        strays,
        unclear,
        unsigned,
    )


def _when_carried(votes: Mapping[str, list[Vote]], demands: tuple[Demand, ...]) -> tuple[Moment | None, bool]:
    """Return when enough members approved for the first time, and whether the days on record leave that open.

    Later changes of mind do not undo it. Where days are not exact, the votes are counted twice: as early as they can
    have approved and as late as they can have refused, and the other way round.
    """
    ballots = [(vote, member) for member, cast in votes.items() for vote in cast]
    if all(vote.when.exact for vote, _ in ballots):
        ordered = sorted(ballots, key=lambda ballot: (_instant(ballot[0].when), chronological(ballot[0].event)))
        vote = _first_enough(ordered, demands)
        return (vote.when if vote else None), False
    early = _first_enough(sorted(ballots, key=lambda b: _first(b[0]) if b[0].approves else _last(b[0])), demands)
    late = _first_enough(sorted(ballots, key=lambda b: _last(b[0]) if b[0].approves else _first(b[0])), demands)
    if early is None or late is None:
        return None, early is not None
    first, last = _first(early), _last(late)
    return Moment(None if first == date.min else first, None if last == date.max else last), False


def _instant(when: Moment) -> tuple[date, float]:
    return when.first or date.min, when.instant.timestamp() if when.instant else 0.0


def _first(vote: Vote) -> date:
    return vote.when.first or date.min


def _last(vote: Vote) -> date:
    return vote.when.last or date.max


def _first_enough(ballots: list[tuple[Vote, str]], demands: tuple[Demand, ...]) -> Vote | None:
    governing: dict[str, Vote] = {}
    approving: set[str] = set()
    fewest = max(demand.fewest for demand in demands)
    for vote, member in ballots:
        governing[member] = vote
        (approving.add if vote.approves else approving.discard)(member)
        if len(approving) >= fewest and all(demand.met(governing) is True for demand in demands):
            return vote
    return None


def _governing(cast: list[Vote], carried: Moment | None) -> Vote:
    if carried is None:
        return cast[-1]
    before = [vote for vote in cast if precedes(carried, vote.when) is not True]
    return before[-1] if before else cast[-1]
