"""Who must approve where each member votes: whether the votes so far are enough, and in which words."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, assert_never

from attrs import frozen

from agreelint.audit.verdicts import Tally
from agreelint.logs.events import Event
from agreelint.model.entities import Agreement
from agreelint.model.rules import Approval, Approver, Approvers, Size, Threshold, Together
from agreelint.moments import Moment, precedes


@frozen(eq=False, repr=False, slots=False)
class Vote:
    """The vote of one member: whether it approves (None: not known), and since when.

    `unsigned` approvals lack the signature that they need; `awaited`, it is known to be still to come.
    """

    event: Event
    approves: bool | None
    when: Moment
    unsigned: bool = False
    awaited: bool = False


def signing(event: Event, *, complete: bool, as_of: date) -> Vote:
    """Return an approval that counts only with its signature: from the later of the two days.

    Where none is recorded, a complete log says that it is still to come, and any other log nothing.
    """
    match event.signed:
        case Moment():
            if event.signed.first is not None and event.signed.first > as_of:
                return Vote(event, None, event.when, unsigned=True, awaited=True)
            return Vote(event, True, event.signed if precedes(event.when, event.signed) else event.when)
        case None:
            return Vote(event, None, event.when, unsigned=True, awaited=complete)
        case _:
            return Vote(event, event.signed, event.when, unsigned=not event.signed)


Votes: TypeAlias = Mapping[str, Vote]
"""The vote that governs for each member who has voted."""


@frozen(eq=False, repr=False, slots=False)
class Weighed:
    """Enough of certain members approve, each with its weight (one, where votes are counted)."""

    threshold: Threshold
    weights: Mapping[str, Size]
    words: str

    @property
    def fewest(self) -> int:
        """The fewest approvals with which this can be met."""
        return 1 if self.threshold.weighted else self.threshold.needed(self._whole)

    def met(self, votes: Votes) -> bool | None:
        """Say whether the approvals are enough; None while votes that are not known could make them so."""
        if self._enough(self._sum(votes, certain=True)):
            return True
        return None if self._enough(self._sum(votes, certain=False)) else False

    def told(self, votes: Votes) -> str:
        """Return how far the approvals have come, and what is needed."""
        approved, whole = self._sum(votes, certain=True), self._whole
        return f"{approved} of {whole}{self._unit} approved; {self.words} needs {self._need}"

    def tally(self, votes: Votes) -> Tally:
        """Return the approvals as a report shows them."""
        needed = self.threshold.limit(self._whole) if self.threshold.weighted else self.threshold.needed(self._whole)
        return Tally(self._sum(votes, certain=True), self.threshold.base, self._whole, needed)

    @property
    def wanted(self) -> str:
        """What would be enough."""
        return f"approvals with a weight of {self._need}" if self.threshold.weighted else f"{self._need} approvals"

    @property
    def _whole(self) -> Size:
        return sum(self.weights.values())

    @property
    def _unit(self) -> str:
        return " by weight" if self.threshold.weighted else ""

    @property
    def _need(self) -> str:
        if not self.threshold.weighted:
            return str(self.threshold.needed(self._whole))
        return f"{'more than' if self.threshold.strict else 'at least'} {self.threshold.limit(self._whole)}"

    def _enough(self, approved: Size) -> bool:
        return self.threshold.met(approved, self._whole)

    def _sum(self, votes: Votes, *, certain: bool) -> Size:
        if certain:
            return sum(w for m, w in self.weights.items() if (vote := votes.get(m)) and vote.approves)
        return sum(w for m, w in self.weights.items() if not (vote := votes.get(m)) or vote.approves is not False)


@frozen(eq=False, repr=False, slots=False)
class Single:
    """One member approves."""

    member: str
    words: str

    @property
    def fewest(self) -> int:
        """The fewest approvals with which this can be met."""
        return 1

    def met(self, votes: Votes) -> bool | None:
        """Say whether the member has approved; None while it can still."""
        vote = votes.get(self.member)
        return vote.approves if vote else None

    def told(self, votes: Votes) -> str:
        """Return how the member has voted."""
        vote = votes.get(self.member)
        if vote is None:
            return f"{self.words} has not voted"
        if vote.unsigned:
            open_ = vote.approves is None and not vote.awaited
            return f"{self.words} has approved, but {'no signature is recorded' if open_ else 'not signed'}"
        words = {True: "has approved", False: "has not approved", None: "has not clearly approved"}
        return f"{self.words} {words[vote.approves]}"

    def tally(self, votes: Votes) -> Tally:
        """Return the one approval as a report shows it."""
        return Tally(1 if self.met(votes) else 0, self.member, 1, 1)

    @property
    def wanted(self) -> str:
        """What would be enough."""
        return f"the approval of {self.words}"


@frozen(eq=False, repr=False, slots=False)
class Pooled:
    """The votes of all members, added up as on one ballot, meet a threshold."""

    threshold: Threshold
    members: Mapping[str, str]
    """Every member, with its title."""

    words: str

    @property
    def fewest(self) -> int:
        """The fewest approvals with which this can be met: votes count here, not members."""
        return 0

    def met(self, votes: Votes) -> bool | None:
        """Say whether the ballot is won; None while a tally that is missing could change that."""
        sums = [self._of(votes.get(member)) for member in self.members]
        yes, most_yes = sum(s[0] for s in sums), _total([s[1] for s in sums])
        base, most = sum(s[2] for s in sums), _total([s[3] for s in sums])
        # Whatever is not known counts against: no vote more in favor, as large a base as can be.
        if (most is not None or not self.threshold.share) and self.threshold.met(yes, most or 0):
            return True
        if most_yes is None:
            return None
        return None if self.threshold.met(most_yes, base + (most_yes - yes if self._grows else 0)) else False

    def told(self, votes: Votes) -> str:
        """Return the sums, and what is needed."""
        sums = [self._of(votes.get(member)) for member in self.members]
        yes = sum(s[0] for s in sums)
        titles = self.members.values()
        lacking = [title for title, s in zip(titles, sums, strict=True) if s[0] != s[1] or s[2] != s[3]]
        if lacking:
            return f"{yes} in favor together so far; {self.words}: the tally of {', '.join(lacking)} is missing"
        base = sum(s[2] for s in sums)
        return (
            f"{' + '.join(str(s[0]) for s in sums)} = {yes} in favor; {self.words} needs {self._needed(base)} of {base}"
        )

    def tally(self, votes: Votes) -> Tally:
        """Return the sums as a report shows them."""
        sums = [self._of(votes.get(member)) for member in self.members]
        known = all(s[2] == s[3] for s in sums)
        base = sum(s[2] for s in sums)
        yes = sum(s[0] for s in sums)
        return Tally(yes, self.threshold.base, base if known else None, self._needed(base) if known else None)

    @property
    def wanted(self) -> str:
        """What would be enough."""
        return self.words

    @property
    def _grows(self) -> bool:
        """Whether every vote in favor is one more in the base as well."""
        return self.threshold.base == "present_and_voting"

    def _needed(self, base: int) -> int:
        return self.threshold.needed(base)

    def _of(self, vote: Vote | None) -> tuple[int, int | None, int, int | None]:
        """Return the least and most votes in favor of one member, and the least and greatest size of its base."""
        if vote is None:
            return 0, None, 0, None
        event, total = vote.event, vote.event.members_total
        yes, no = event.votes_for, event.votes_against
        cast = (yes or 0) + (no or 0)
        match self.threshold.base:
            case "registered_voters":
                base: tuple[int, int | None] = (cast, None) if total is None else (total, total)
            case "present":
                present = event.members_present
                base = (cast + (event.votes_abstain or 0), total) if present is None else (present, present)
            case _:
                base = (cast, total) if yes is None or no is None else (cast, cast)
        return (yes or 0), (total if yes is None else yes), *base


Demand: TypeAlias = Weighed | Single | Pooled


def demand(approval: Approval, agreement: Agreement, members: tuple[str, ...], day: date | None) -> Demand:
    """Return what a part of a rule demands of those `members` who vote, on the day that fixes who they are."""
    match approval:
        case Approvers():
            group = approval.threshold.base
            weights = agreement.weights(group, day) if approval.threshold.weighted else None
            return Weighed(
                approval.threshold, weights or dict.fromkeys(agreement.members_of(group, day), 1), str(approval)
            )
        case Approver():
            return Single(approval.member, str(approval))
        case Together():
            return Pooled(approval.threshold, {m: agreement.title_of(m) for m in members}, str(approval))
        case _:
            assert_never(approval)


def _total(most: list[int | None]) -> int | None:
    known = [n for n in most if n is not None]
    return sum(known) if len(known) == len(most) else None
