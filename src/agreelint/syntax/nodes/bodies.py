"""Syntax nodes: groups, bodies and offices."""

from datetime import date
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Because, Citation
from agreelint.syntax.nodes.force import Force
from agreelint.syntax.nodes.tenure import Appointed, Eligible, FirstTerms, Terms
from agreelint.syntax.nodes.votes import Ambiguous, SaidElsewhere, Share, Threshold, Thresholds


@frozen(eq=False, repr=False, slots=False)
class WholeWeight(Node):
    """`3`."""

    number: int

    @property
    def value(self) -> Fraction:
        """Return the exact fraction."""
        return Fraction(self.number)


@frozen(eq=False, repr=False, slots=False)
class DecimalWeight(Node):
    """`0.3`, as it is written."""

    number: str

    @property
    def value(self) -> Fraction:
        """Return the exact fraction."""
        return Fraction(self.number)


WeightValue: TypeAlias = Share | WholeWeight | DecimalWeight


@frozen(eq=False, repr=False, slots=False)
class WeightFrom(Node):
    """`4/10 from 2020-07-01`: another weight since then."""

    weight: WeightValue
    since: date


@frozen(eq=False, repr=False, slots=False)
class Weight(Node):
    """`weight 3/10 then 4/10 from 2020-07-01`."""

    parts: tuple[WeightValue | WeightFrom, ...]


@frozen(eq=False, repr=False, slots=False)
class Member(Node):
    """A member of a group, with the dates of its membership where stated."""

    name: Name
    title: str
    weight: Weight | None
    since: date | None
    until: date | None


@frozen(eq=False, repr=False, slots=False)
class MembersOf(Node):
    """`each member_town`: all members of another group."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class Group(Node):
    """The members of an agreement, or of another named set."""

    name: Name
    title: str | None
    citation: Citation | None
    members: tuple[Member | MembersOf, ...]


@frozen(eq=False, repr=False, slots=False)
class SeatsForEach(Node):
    """`seats one for each member_district, appointed every fiscal_year`."""

    group: Name
    appointed: Appointed | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class SeatsFrom(Node):
    """`4 from williamstown`."""

    count: int
    member: Name


@frozen(eq=False, repr=False, slots=False)
class Seats(Node):
    """`seats 7, 4 from williamstown, 3 from lanesborough`."""

    count: int
    parts: tuple[SeatsFrom | Citation | None, ...]


@frozen(eq=False, repr=False, slots=False)
class EachPresent(Node):
    """`with at least 1 from each member_town`."""

    count: int
    group: Name


@frozen(eq=False, repr=False, slots=False)
class Quorum(Node):
    """`quorum more than 1/2 of voting_members`, or the readings of an ambiguous phrase."""

    rule: Threshold | Ambiguous
    each: EachPresent | None
    citation: Citation | None
    force: Force | None


@frozen(eq=False, repr=False, slots=False)
class Decides(Node):
    """`decides with …`: the threshold of votes that name none."""

    rule: Thresholds | Ambiguous | SaidElsewhere
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class VotingMembers(Node):
    """`voting_members are filled seats`."""

    who: Word
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class VotesWeigh(Node):
    """`votes have the weight of member_town`: each vote weighs what its member weighs."""

    group: Name
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class ChairedBy(Node):
    """`chaired by moderator`: the chair is not one of the seats."""

    office: Name
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class ChairOnTies(Node):
    """`chair votes only on ties`."""

    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class ChairWithoutVote(Node):
    """`chair has no vote`."""

    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class RecusedApart(Node):
    """`recused members do not count`."""

    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Times(Node):
    """`6 times`."""

    count: int


@frozen(eq=False, repr=False, slots=False)
class WithinYear(Node):
    """`from July 1 to September 30`."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int


@frozen(eq=False, repr=False, slots=False)
class EachMonth(Node):
    """`in each month`: of the year, or of the part of it that is named."""


@frozen(eq=False, repr=False, slots=False)
class Frequency(Node):
    """`regularly at least 6 times every fiscal_year`; `regularly` counts regular meetings alone."""

    regularly: bool = field(converter=bool)
    times: Times | Word
    monthly: EachMonth | None
    window: WithinYear | None
    period: Name


@frozen(eq=False, repr=False, slots=False)
class FrequencyReading(Node):
    """One meaning of a phrase that says how often a body meets."""

    name: Name
    value: Frequency
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class AmbiguousFrequency(Node):
    """How often a body meets, as competent readers take it in several ways."""

    name: Name
    phrase: str
    citation: Citation | None
    readings: tuple[FrequencyReading, ...]


@frozen(eq=False, repr=False, slots=False)
class Meets(Node):
    """`meets at least 6 times every fiscal_year`, or the readings of an ambiguous phrase."""

    rule: Frequency | AmbiguousFrequency
    citation: Citation | None
    force: Force | None


@frozen(eq=False, repr=False, slots=False)
class AttendedBy(Node):
    """`attended by executive_director`: somebody who is at every meeting."""

    office: Name
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class PartOfEach(Node):
    """`selectmen of each member_town`."""

    part: Name
    group: Name


@frozen(eq=False, repr=False, slots=False)
class Joins(Node):
    """`joins committee, selectmen of each member_town`."""

    parts: tuple[Name | PartOfEach, ...]


BodyItem: TypeAlias = (
    SeatsForEach
    | Seats
    | Quorum
    | Decides
    | VotingMembers
    | VotesWeigh
    | ChairedBy
    | ChairOnTies
    | ChairWithoutVote
    | RecusedApart
    | Meets
    | AttendedBy
    | Eligible
    | Terms
    | FirstTerms
)


@frozen(eq=False, repr=False, slots=False)
class Succeeds(Node):
    """`succeeds selectmen from 2018-05-01`: takes the place of another."""

    predecessor: Name
    since: date


@frozen(eq=False, repr=False, slots=False)
class Body(Node):
    """An organ that decides."""

    name: Name
    title: str
    succeeds: Succeeds | None
    citation: Citation | None
    joins: Joins | None
    items: tuple[BodyItem, ...]


@frozen(eq=False, repr=False, slots=False)
class Holders(Node):
    """Who may hold an office."""

    items: tuple[Eligible, ...]


@frozen(eq=False, repr=False, slots=False)
class Office(Node):
    """A role that acts."""

    name: Name
    title: str
    succeeds: Succeeds | None
    citation: Citation | None
    holders: Holders | None


@frozen(eq=False, repr=False, slots=False)
class Outsider(Node):
    """Somebody who acts and is bound by nothing here: an applicant, a district that is no member."""

    name: Name
    title: str
    citation: Citation | None
