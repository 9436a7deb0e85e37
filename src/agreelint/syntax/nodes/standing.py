"""Syntax nodes: rules that are kept at all times: who must be there, what nobody may hold together, or do."""

from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node
from agreelint.syntax.nodes.citations import Because, Citation
from agreelint.syntax.nodes.conditions import Condition
from agreelint.syntax.nodes.force import Force


@frozen(eq=False, repr=False, slots=False)
class Posts(Node):
    """`executive_director, treasurer`."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Incompatible(Node):
    """`incompatible executive_director, treasurer`: nobody holds two of them at one time."""

    posts: Posts
    citation: Citation | None
    force: Force | None


@frozen(eq=False, repr=False, slots=False)
class Several(Node):
    """`at least 2 school_nurse`."""

    count: int
    name: Name


RequiredPost: TypeAlias = Name | Several


@frozen(eq=False, repr=False, slots=False)
class RequiredPosts(Node):
    """`treasurer, at least 2 school_nurse`."""

    posts: tuple[RequiredPost, ...]


@frozen(eq=False, repr=False, slots=False)
class FilledBy(Node):
    """`by board`: who has to see to it."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class Required(Node):
    """`required treasurer by board`: somebody holds the post at any time."""

    posts: RequiredPosts
    by: FilledBy | None
    citation: Citation | None
    force: Force | None


@frozen(eq=False, repr=False, slots=False)
class BarredBy(Node):
    """`by board or director`."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class BarredTo(Node):
    """`to board or director`."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class BarredWhen(Node):
    """`when …`."""

    condition: Condition


@frozen(eq=False, repr=False, slots=False)
class BarredUnless(Node):
    """`unless …`."""

    condition: Condition


@frozen(eq=False, repr=False, slots=False)
class Prohibition(Node):
    """`prohibition no_pay "members serve without pay" cites V.C  no stipend to board`."""

    name: Name
    title: str | None
    citation: Citation | None
    force: Force | None
    activity: Name
    by: BarredBy | None
    to: BarredTo | None
    when: BarredWhen | None
    unless: BarredUnless | None


@frozen(eq=False, repr=False, slots=False)
class Begins(Node):
    """`begins when …`."""

    condition: Condition
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Ends(Node):
    """`ends when …`."""

    condition: Condition
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class OutOfQuorum(Node):
    """`counts in no quorum`: the base of a quorum is smaller by this member."""

    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Loses(Node):
    """`loses "member tuition rates"`: only told."""

    what: str
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class WithoutVote(Node):
    """`has no vote`: this member is no voting member."""

    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class WithVote(Node):
    """`keeps its vote`: said where another reading takes it away."""

    citation: Citation | None


StatusPart: TypeAlias = Begins | Ends | OutOfQuorum | WithoutVote | WithVote | Loses


@frozen(eq=False, repr=False, slots=False)
class StatusReading(Node):
    """`seat_vacant has no vote because V.D`: one reading of what is said of a status."""

    name: Name
    value: StatusPart
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class AmbiguousStatus(Node):
    """`ambiguous inactive_vote "…" { … }` in a status."""

    name: Name
    phrase: str
    citation: Citation | None
    readings: tuple[StatusReading, ...]


StatusItem: TypeAlias = StatusPart | AmbiguousStatus


@frozen(eq=False, repr=False, slots=False)
class Status(Node):
    """`status inactive of member_district`: a state that each of them can be in for a time."""

    name: Name
    title: str | None
    group: Name
    citation: Citation | None
    items: tuple[StatusItem, ...]
