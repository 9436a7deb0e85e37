"""Syntax nodes: groups, bodies and offices."""

from datetime import date

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Citation
from agreelint.syntax.nodes.conditions import Threshold


@frozen(eq=False, repr=False, slots=False)
class Member(Node):
    """A member of a group, with the dates of its membership where stated."""

    name: Name
    title: str
    since: date | None
    until: date | None


@frozen(eq=False, repr=False, slots=False)
class Group(Node):
    """The members of an agreement, or of another named set."""

    name: Name
    title: str | None
    citation: Citation | None
    members: tuple[Member, ...]


@frozen(eq=False, repr=False, slots=False)
class SeatsForEach(Node):
    """`seats one for each member_district`."""

    group: Name
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
    """`quorum more than 1/2 of voting_members`."""

    threshold: Threshold
    each: EachPresent | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Decides(Node):
    """`decides with …`: the threshold of votes that name none."""

    threshold: Threshold
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
class Meets(Node):
    """`meets at least 6 times every fiscal_year`."""

    times: Times | Word
    window: WithinYear | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Body(Node):
    """An organ that decides."""

    name: Name
    title: str
    citation: Citation | None
    items: tuple[SeatsForEach | Seats | Quorum | Decides | Meets, ...]


@frozen(eq=False, repr=False, slots=False)
class Office(Node):
    """A role that acts."""

    name: Name
    title: str
    citation: Citation | None
