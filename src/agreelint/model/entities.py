"""The resolved agreement: who there is, how they decide, and the steps of every procedure."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from agreelint.counting import Counting
from agreelint.cycles import Cycle
from agreelint.model.force import Text
from agreelint.model.rules import Choice, Thresholds
from agreelint.source import Span
from agreelint.syntax import nodes


class Kind(Enum):
    """The four kinds of clause, which differ in what it means when they are not met."""

    DUTY = "duty"
    VALIDITY = "validity"
    POWER = "power"
    DEFINITION = "definition"


class StepKind(Enum):
    """What sort of act a step is."""

    STEP = "step"
    NOTICE = "notice"
    FILING = "filing"
    READING = "reading"
    MEETING = "meeting"
    DUTY = "duty"
    VOTE = "vote"
    REVIEW = "review"
    APPROVAL = "approval"
    EFFECT = "effect"


@frozen
class Clauses:
    """What a rule cites: the label of its clause, and every citation in full."""

    label: str
    full: tuple[str, ...]
    law: str | None = None
    """How well the law that is cited is known (R, O, P); None for a clause of the agreement."""
    fact: str | None = None
    """Which fact of the law it is, as `agreelint explain` takes it."""


@frozen(eq=False, repr=False, slots=False)
class Office:
    """A role that acts; `outside` is somebody whom the agreement does not bind."""

    id: str
    title: str
    clauses: Clauses | None
    outside: bool = False


@frozen
class Succession:
    """Who takes whose place, and from which day on."""

    predecessor: str
    successor: str
    since: date


@frozen(eq=False, repr=False, slots=False)
class Member:
    """A member of a group; without dates it is a member throughout. `weights` are each with its first day."""

    id: str
    title: str
    since: date | None
    until: date | None
    weights: tuple[tuple[date | None, Fraction], ...] = ()

    def weight(self, day: date | None) -> Fraction | None:
        """Return the weight on a civil day, the first if the day is not known; None if the text gives none."""
        begun = [weight for since, weight in self.weights if since is None or (day is not None and since <= day)]
        return begun[-1] if begun else None


@frozen(eq=False, repr=False, slots=False)
class Group:
    """A named set of members."""

    id: str
    title: str
    clauses: Clauses | None
    members: tuple[Member, ...]

    def roster(self, day: date | None, *, former: bool = False) -> tuple[Member, ...]:
        """Return the members on a civil day; everyone ever named if the day is not known."""
        if day is None:
            return self.members
        return tuple(m for m in self.members if (m.since or day) <= day and (former or day <= (m.until or day)))


@frozen(eq=False, repr=False, slots=False)
class Quorum:
    """How many must be present for a body to act, and how many from each member of a group."""

    choice: Choice[Thresholds]
    """One threshold, or one for each reading of an ambiguous phrase."""
    each: int
    each_group: str | None
    clauses: Clauses
    text: Text | None = None
    """When it is in force, if not at all times."""


@frozen(eq=False, repr=False, slots=False)
class Frequency:
    """How often a body meets in each stretch of a cycle, or in each month of it, or of a part of it.

    With `regularly`, only regular meetings count.
    """

    times: int
    cycle: Cycle
    window: tuple[tuple[int, int], tuple[int, int]] | None
    monthly: bool
    regularly: bool


class VotingMembers(Enum):
    """Whom the word `voting_members` means."""

    ALL_SEATS = "all_seats"
    FILLED_SEATS = "filled_seats"
    AS_RECORDED = "as_recorded"
    """The text does not say: those in office as recorded, else every seat."""


@frozen(eq=False, repr=False, slots=False)
class Chair:
    """Who is in the chair, if that is somebody outside the body, and when the chair votes."""

    office: str | None = None
    only_on_ties: bool = False
    clauses: Clauses | None = None
    """What says that the chair votes only on ties, or has no vote; None if nothing does."""


@frozen(eq=False, repr=False, slots=False)
class Body:
    """An organ that decides."""

    id: str
    title: str
    clauses: Clauses | None
    joins: tuple[tuple[str, str | None], ...]
    """The bodies that meet jointly in this one, with the group for whose each member there is one."""
    seats: int | None
    seats_for: str | None
    seats_from: tuple[tuple[str, int], ...]
    quorum: Quorum | None
    decides: tuple[Choice[Thresholds], Clauses] | None
    voting_members: VotingMembers
    weighed_by: str | None
    chair: Chair
    recused_apart: bool
    meets: tuple[tuple[Choice[Frequency], Clauses, Text | None], ...]


@frozen(eq=False, repr=False, slots=False)
class Step:
    """One step of a procedure; `each` names the group for whose every member it has an instance."""

    id: str
    title: str
    kind: StepKind
    clauses: Clauses
    optional: bool
    actor: nodes.Actor | None
    recipients: nodes.Recipients | None
    each: str | None
    controlled: bool
    shown_by: str | None
    meeting_of: str | None
    route_of: str | None
    when: nodes.Condition | None
    span: Span
    deemed: nodes.DeemedAfter | nodes.DeemedWhenSent | None = None
    former: bool = False
    """Whether those who have left the group are meant as well."""
    outside: bool = False
    """Whether somebody acts whom the agreement does not bind."""
    text: Text | None = None
    """When it is in force, if the text does not say that of it at all times."""

    @property
    def owed(self) -> bool:
        """Say whether somebody owes this step once what it follows has happened."""
        open_to_any = isinstance(self.actor, nodes.ActorAny)
        return self.duty and not (self.optional or open_to_any or self.route_of or self.outside)

    @property
    def duty(self) -> bool:
        """Say whether acts of this kind are duties by default."""
        return self.kind not in {StepKind.VOTE, StepKind.REVIEW, StepKind.APPROVAL, StepKind.EFFECT}


@frozen(eq=False, repr=False, slots=False)
class Either:
    """A group of routes of which one is enough."""

    id: str
    clauses: Clauses
    routes: tuple[tuple[str, ...], ...]
    open_when: tuple[nodes.Condition | None, ...]
    """For each route the condition on which it is open, if it has one."""
    when: nodes.Condition | None
    span: Span


@frozen(eq=False, repr=False, slots=False)
class Commencement:
    """Since when a text is in force, as far as it is recorded, and until when, if it says so."""

    adopted: date | None
    in_force: date | None
    awaited: str | None
    until: date | None = None
    """The day on which it is in force no more."""


@frozen(eq=False, repr=False, slots=False)
class Agreement:
    """An agreement with all names resolved, but its procedures not yet lowered to constraints."""

    id: str
    title: str
    kind: str | None
    jurisdiction: str | None
    commencement: Commencement
    counting: Counting
    working_days_assumed: bool
    groups: dict[str, Group]
    bodies: dict[str, Body]
    offices: dict[str, Office]
    successions: tuple[Succession, ...] = ()
    about: str | None = None
    """What the procedure that is looked at calls the member whom each case is about."""
    statuses: Mapping[str, str] = field(factory=dict)
    """Each status in which members can be, with their group."""

    def title_of(self, name: str) -> str:
        """Return how people call an id of this agreement: the title of a member, body or office."""
        for entry in (self.bodies.get(name), self.offices.get(name)):
            if entry:
                return entry.title
        for group in self.groups.values():
            for member in group.members:
                if member.id == name:
                    return member.title
        return name.replace("_", " ")

    def members_of(self, group: str, day: date | None, *, former: bool = False) -> tuple[str, ...]:
        """Return the ids of a group's members on a civil day; with `former` of those who have left by then as well."""
        return tuple(m.id for m in self.groups[group].roster(day, former=former))

    def knows(self, name: str) -> bool:
        """Say whether a name in a log is an id, or an office of a member such as `superintendent.franklin`."""
        return all(part in self.known_ids for part in name.split(".", 1))

    def seats_by(self, body: str, day: date | None) -> dict[str, int]:
        """Return the seats of each member in a body, as far as the text divides them."""
        entry = self.bodies[body]
        if entry.seats_for:
            return dict.fromkeys(self.members_of(entry.seats_for, day), 1)
        return dict(entry.seats_from)

    def seats_of(self, body: str, day: date | None) -> int | None:
        """Return how many seats a body has on a civil day, those of all its parts if it is joint; None if unsaid."""
        entry = self.bodies.get(body)
        if entry is None:
            return None
        if entry.joins:
            parts = [(self.seats_of(name, day), group) for name, group in entry.joins]
            found = [n * (len(self.members_of(group, day)) if group else 1) for n, group in parts if n is not None]
            return sum(found) if len(found) == len(parts) else None
        return entry.seats if entry.seats is not None else (len(self.seats_by(body, day)) if entry.seats_for else None)

    def weights(self, group: str, day: date | None) -> dict[str, Fraction]:
        """Return what the vote of each member of a group weighs on a civil day; one where the text does not say."""
        return {m.id: m.weight(day) or Fraction(1) for m in self.groups[group].roster(day)}

    def holders(self, name: str, day: date | None) -> frozenset[str]:
        """Return who holds the place of an office or body on a civil day; everybody who ever did if it is not known.

        A successor takes the place: what a text says of the one is meant of the other, each in its time.
        """
        line = [name]
        while before := next((s for s in self.successions if s.successor == line[0]), None):
            line.insert(0, before.predecessor)
        while after := next((s for s in self.successions if s.predecessor == line[-1]), None):
            line.append(after.successor)
        if day is None:
            return frozenset(line)
        since = {s.successor: s.since for s in self.successions}
        return frozenset([one for one in line if since.get(one, day) <= day][-1:])

    @property
    def known_ids(self) -> frozenset[str]:
        """Return every id that may stand in a log as actor, recipient or body."""
        members = (m.id for group in self.groups.values() for m in group.members)
        return frozenset((*self.groups, *self.bodies, *self.offices, *members, "voters", "designee"))
