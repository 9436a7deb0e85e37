"""Tallies and attendance that meet, or just miss, what a vote needs under every reading of its rule."""

from collections.abc import Mapping

from attrs import frozen

from agreelint.diagnostics import AgreelintError
from agreelint.model.constraints import Carried, ChairVoted, QuorumMet, ThresholdMet
from agreelint.model.entities import Step
from agreelint.model.rules import Approver, Approvers, Choice, Threshold, Thresholds, Together
from agreelint.simulate.draft import Setting

_UNSAID = 15
"""How many sit in a body of which the text does not say it."""
_VOTERS = (40, 400)
"""How many come to a town meeting, or vote in a district, as far as that matters."""
_TOTALS = frozenset({"registered_voters", "seats", "voting_members"})


@frozen(eq=False, repr=False, slots=False)
class Ballot:
    """What a body's vote must meet."""

    setting: Setting
    threshold: ThresholdMet
    quorum: QuorumMet | None
    chair: ChairVoted | None

    @staticmethod
    def of(setting: Setting, step: Step) -> "Ballot | None":
        """Return the ballot of a step, None if nobody votes on it together."""
        mine = [c for c in setting.procedure.constraints if c.origin.step == step.id]
        rule = next((c for c in mine if isinstance(c, ThresholdMet)), None)
        if rule is None:
            return None
        quorum = next((c for c in mine if isinstance(c, QuorumMet)), None)
        return Ballot(setting, rule, quorum, next((c for c in mine if isinstance(c, ChairVoted)), None))

    @property
    def seats(self) -> int:
        """How many sit in the body."""
        return self.setting.agreement.seats_of(self.threshold.body or "", self.setting.begin) or _UNSAID

    def cast(self) -> dict[str, str]:
        """Return the cells of a vote that passes, with enough present."""
        if self.threshold.body is None:
            return own_vote(self.setting, self.threshold.choice, approves=True)
        rng, seats = self.setting.rng, self.seats
        if self.by_member:
            return self._told(seats, seats, 0, 0)
        fewest = self.needed_present(seats)
        for _ in range(3):  # with few present a vote of all the seats cannot pass
            present = rng.randint(fewest, seats)
            needed = self.needed(present, present)
            if needed <= present:
                votes = rng.randint(needed, present)
                against = rng.randint(0, present - votes)
                return self._told(present, votes, against, present - votes - against)
        return self._told(seats, seats, 0, 0)

    def one_short(self) -> dict[str, str] | None:
        """Return the cells of a vote that misses its threshold by one; None if the text leaves no room for that."""
        if self.threshold.body is None:
            return own_vote(self.setting, self.threshold.choice, approves=False)
        if self.by_member:
            return None
        present = self.seats
        for votes in range(present, 0, -1):
            if not self._passes(votes, present, present, every=False):
                return self._told(present, votes, present - votes, 0)
        return None

    def too_few(self) -> dict[str, str] | None:
        """Return the cells of a vote with one too few present, all in favor."""
        if self.quorum is None:
            return None
        present = self.needed_present(self.seats) - 1
        return self._told(present, present, 0, 0) if present > 0 else None

    def passes(self, votes: int) -> bool:
        """Say whether so many votes are enough where nobody else is present."""
        return self._passes(votes, votes, votes, every=False)

    @property
    def by_member(self) -> bool:
        """Whether votes are told for each member."""
        return "votes_for_by" in self.threshold.columns

    def needed_present(self, seats: int) -> int:
        """Return how many must be present, and be able to come from each member."""
        if self.quorum is None:
            return 1
        rules = [rule for option in self.quorum.quorum.choice.options for rule in option.rule]
        each = self.quorum.quorum.each_group
        members = len(self.setting.agreement.members_of(each, self.setting.begin)) if each else 0
        return max((*(rule.needed(seats) for rule in rules), members * self.quorum.quorum.each))

    def needed(self, present: int, voting: int) -> int:
        """Return the votes with which the vote passes under every reading."""
        return next(
            (votes for votes in range(1, self.seats + 1) if self._passes(votes, present, voting)), self.seats + 1
        )

    def _passes(self, votes: int, present: int, voting: int, *, every: bool = True) -> bool:
        sizes = {"present": present, "present_and_voting": voting}
        options = self.threshold.choice.options if every else self.threshold.choice.options[:1]
        rules = [rule for option in options for rule in option.rule]
        return all(rule.met(votes, sizes.get(rule.base, self.seats)) for rule in rules)

    def _told(self, present: int, votes: int, against: int, abstain: int) -> dict[str, str]:
        cells = {
            "votes_for": str(votes),
            "votes_against": str(against),
            "votes_abstain": str(abstain),
            "members_present": str(present),
            "members_total": str(self.seats),
        }
        body = self.threshold.body or ""
        if by := self._by_member(body, present):
            told = ";".join(f"{member}={number}" for member, number in by.items())
            cells["members_present_by"] = told
            if self.by_member:
                cells |= {"votes_for_by": told, "votes_against_by": ";".join(f"{member}=0" for member in by)}
        return cells | ({"chair_voted": "no"} if self.chair else {})

    def _by_member(self, body: str, present: int) -> Mapping[str, int]:
        """Return from which members those present come: from each at least one, as far as there are enough."""
        agreement, begin = self.setting.agreement, self.setting.begin
        seats = dict(agreement.seats_by(body, begin))
        each = self.quorum.quorum.each_group if self.quorum else None
        for member in agreement.members_of(each, begin) if each else ():
            if member not in seats:
                raise AgreelintError(
                    f"`{body}` has no quorum without somebody from `{member}`, which has no seat in it"
                )
        if not (self.by_member or (self.quorum and self.quorum.quorum.each_group)):
            return {}
        found = dict.fromkeys(seats, 0)
        while sum(found.values()) < min(present, sum(seats.values())):
            free = [member for member in found if found[member] < seats[member]]
            found[min(free, key=lambda member: found[member])] += 1
        return found


def own_vote(setting: Setting, choice: Choice[Thresholds], *, approves: bool) -> dict[str, str]:
    """Return the cells of the vote of one member, by those whom it asks."""
    rng = setting.rng
    voting = rng.randint(*_VOTERS)
    rules = [rule for option in choice.options for rule in option.rule]
    total = voting + rng.randint(0, voting) if any(rule.base in _TOTALS for rule in rules) else None
    sizes = {rule.base: (total or voting) if rule.base in _TOTALS else voting for rule in rules}
    needed = max((rule.needed(sizes[rule.base]) for rule in rules), default=voting // 2 + 1)
    fewest = min((rule.needed(sizes[rule.base]) for rule in rules), default=voting // 2 + 1)
    votes = rng.randint(needed, max(needed, voting)) if approves else rng.randint(0, fewest - 1)
    cells = {"votes_for": str(votes), "votes_against": str(max(0, voting - votes))}
    if total is not None:
        cells["members_total"] = str(max(total, votes))
    return cells


def who_approves(setting: Setting, rule: Carried) -> frozenset[str]:
    """Return the members who approve a vote that carries under every reading."""
    members = setting.agreement.members_of(rule.group, setting.begin)
    rng = setting.rng
    found: set[str] = set()
    for part in (part for option in rule.choice.options for part in option.rule.parts):
        match part:
            case Approver():
                found.add(part.member)
            case Approvers(threshold=threshold):
                base = [one for one in setting.agreement.members_of(threshold.base, setting.begin) if one in members]
                rng.shuffle(base)
                found |= {*base[: len(base) if threshold.weighted else threshold.needed(_size(setting, threshold))]}
            case Together():
                found |= {*members}
    rest = [member for member in members if member not in found]
    rng.shuffle(rest)
    return frozenset((*found, *rest[: rng.randint(0, len(rest))]))


def _size(setting: Setting, threshold: Threshold) -> int:
    return len(setting.agreement.members_of(threshold.base, setting.begin))
