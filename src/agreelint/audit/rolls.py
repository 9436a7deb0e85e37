"""How many can vote: for each base the sizes that a record allows, in a body or among the voters of a member."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from attrs import frozen

from agreelint.logs.events import Event, Outcome
from agreelint.model.entities import Agreement, VotingMembers
from agreelint.model.rules import Size

Bounds = Mapping[str, tuple[Size, Size | None]]
"""For each base the least and the greatest size that the record allows; the greatest is None if open."""


@frozen(eq=False, repr=False, slots=False)
class Roll:
    """Who votes on a day: a body as the agreement makes it up, or (no body) those whom one member asks.

    How many voters or seats a member has, its own row alone can say (`members_total`).
    """

    agreement: Agreement
    body: str | None
    day: date | None
    filled: int | None = None
    """How many seats are filled by the record of who takes and leaves them, where that is complete."""
    voteless: tuple[int, int] = (0, 0)
    """How many members at least, and at most, a status leaves without a vote."""

    @property
    def seats(self) -> int | None:
        """The seats of the body; None where the agreement does not say."""
        return self.agreement.seats_of(self.body, self.day) if self.body else None

    @property
    def weights(self) -> Mapping[str, Fraction] | None:
        """What one vote of each member weighs; None where votes are counted."""
        group = self.agreement.bodies[self.body].weighed_by if self.body else None
        return self.agreement.weights(group, self.day) if group else None

    def chairs_from_outside(self, event: Event) -> bool:
        """Say whether a vote may be that of a chair who has no seat."""
        outside = self.body is not None and self.agreement.bodies[self.body].chair.office is not None
        return outside and event.chair_voted is not False

    def bounds(self, event: Event) -> Bounds:
        """Return the sizes of every base at a vote."""
        voters = (event.votes_for or 0) + (event.votes_against or 0)
        cast = voters + (event.votes_abstain or 0) - (1 if self.chairs_from_outside(event) and voters else 0)
        present, total, seats = present_at(event), event.members_total, self.seats
        voting = None if event.votes_for is None or event.votes_against is None else voters
        away = self._recused(event)
        there = present or seats
        most = None if there is None else max(voters, there - (event.votes_abstain or 0))
        found: dict[str, tuple[Size, Size | None]] = {
            "present": (cast, seats) if present is None else (present - away, present - away),
            "present_and_voting": (voters, most) if voting is None else (voting, voting),
        }
        if self.body is None:
            own = (
                {} if total is None else dict.fromkeys(("registered_voters", "seats", "voting_members"), (total, total))
            )
            return found | own
        least = max(cast, present or 0)
        every = seats if seats is not None else total
        whole = (least, None) if every is None else (every - away, every - away)
        return found | {"seats": whole, "voting_members": self._voting(event, least, every, away)}

    def _voting(self, event: Event, least: int, every: int | None, away: int) -> tuple[Size, Size | None]:
        """Return how many are voting members: the seats, those filled, or what the row says, as declared.

        Those whom a status leaves without a vote are none, except where the row itself says how many there are.
        """
        low, high = self._in_office(event, least, every, away)
        if event.members_total is not None:
            return low, high
        fewest, most = self.voteless
        return max(low - most, 0), None if high is None else high - fewest

    def _in_office(self, event: Event, least: int, every: int | None, away: int) -> tuple[Size, Size | None]:
        assert self.body is not None
        declared, total = self.agreement.bodies[self.body].voting_members, event.members_total
        if declared is VotingMembers.FILLED_SEATS and total is None and self.filled is not None:
            return max(self.filled, least) - away, max(self.filled, least) - away
        if declared is VotingMembers.FILLED_SEATS and total is None:
            return least - away, None if every is None else every - away
        exact = every if declared is VotingMembers.ALL_SEATS or total is None else total
        return (least, None) if exact is None else (exact - away, exact - away)

    def _recused(self, event: Event) -> int:
        """Return how many members the text takes out of every base because they were recused."""
        apart = self.body is not None and self.agreement.bodies[self.body].recused_apart
        return (event.recused or 0) if apart else 0

    def of_member(self, event: Event, member: str) -> tuple[int | None, Bounds]:
        """Return the votes in favor of those who sit for one member, and the sizes of every base among them."""
        votes, against = votes_by(event).get(member), dict(event.against_by or ()).get(member)
        seats = self.agreement.seats_by(self.body, self.day).get(member) if self.body else None
        present = dict(event.present_by).get(member, 0) if event.present_by is not None else None
        known = (votes or 0) + (against or 0)
        voting = None if votes is None or against is None else known
        whole: tuple[Size, Size | None] = (known, None) if seats is None else (seats, seats)
        bounds: Bounds = {
            "present": (known, seats) if present is None else (present, present),
            "present_and_voting": (known, present or seats) if voting is None else (voting, voting),
            "seats": whole,
            "voting_members": whole,
        }
        return votes, bounds

    def weighed(self, event: Event, weights: Mapping[str, Fraction]) -> tuple[Size | None, Bounds]:
        """Return the weight of the votes in favor, and of every base."""

        def sum_of(counts: Iterable[tuple[str, int]] | None) -> Fraction | None:
            """Return the weight of so many votes; None where it is not recorded whose they are."""
            weighed = [(weights.get(member), count) for member, count in counts or ()]
            known = [weight * count for weight, count in weighed if weight is not None]
            return sum(known, Fraction(0)) if counts is not None and len(known) == len(weighed) else None

        by = votes_by(event)
        votes, against = sum_of(by.items()) if by else None, sum_of(event.against_by)
        voting = None if votes is None or against is None else votes + against
        present = sum_of(event.present_by)
        whole = sum_of(self.agreement.seats_by(self.body, self.day).items()) if self.body else None
        least = votes or Fraction(0)
        bounds: Bounds = {
            "present": (least, whole or None) if present is None else (present, present),
            "present_and_voting": (least, present or whole or None) if voting is None else (voting, voting),
            "seats": (whole, whole) if whole else (least, None),
            "voting_members": (whole, whole) if whole else (least, None),
        }
        return votes, bounds


def present_at(event: Event) -> int | None:
    """Return how many were present at a vote, None if that is not recorded."""
    if event.members_present is not None:
        return event.members_present
    return len(event.attendees) if event.attendees is not None else None


def unanimous(event: Event) -> bool:
    """Say whether everyone present voted in favor, as the record has it."""
    approved = Outcome.of(event.outcome) is Outcome.APPROVED
    return approved and event.votes_against == 0 and event.votes_abstain == 0


def votes_by(event: Event) -> Mapping[str, int]:
    """Return the votes in favor by member: as recorded, or all who were present where all voted in favor."""
    everyone = event.votes_for is not None and event.votes_for == present_at(event)
    if event.for_by is None and event.present_by is not None and (everyone or unanimous(event)):
        return dict(event.present_by)
    found = dict(event.for_by or ())
    return found | {member: 0 for member, _ in event.against_by or () if member not in found} if found else found
