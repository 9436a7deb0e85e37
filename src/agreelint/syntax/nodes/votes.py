"""Syntax nodes: thresholds, who must approve, and readings of either."""

from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Because, Citation


@frozen(eq=False, repr=False, slots=False)
class Share(Node):
    """`2/3`, as it is written: `50/100` stays what it is."""

    part: int
    whole: int

    @property
    def value(self) -> Fraction:
        """Return the exact fraction, one for a share of nothing (which is an error of its own)."""
        return Fraction(self.part, self.whole) if self.whole else Fraction(1)


@frozen(eq=False, repr=False, slots=False)
class WeightOf(Node):
    """`the weight of member_town`: its members, each with its weight."""

    group: Name


Base: TypeAlias = Name | WeightOf


@frozen(eq=False, repr=False, slots=False)
class MoreThan(Node):
    """`more than 1/2 of present`."""

    share: Share
    base: Base


@frozen(eq=False, repr=False, slots=False)
class AtLeastShare(Node):
    """`at least 2/3 of seats`."""

    share: Share
    base: Base


@frozen(eq=False, repr=False, slots=False)
class MoreThanCount(Node):
    """`more than 3 of seats`."""

    count: int
    base: Base


@frozen(eq=False, repr=False, slots=False)
class AtLeastCount(Node):
    """`at least 2 of member_town`."""

    count: int
    base: Base


@frozen(eq=False, repr=False, slots=False)
class AllOf(Node):
    """`all member_town`."""

    base: Name


PlainThreshold: TypeAlias = MoreThan | AtLeastShare | MoreThanCount | AtLeastCount | AllOf


@frozen(eq=False, repr=False, slots=False)
class PlusMore(Node):
    """`more than 1/2 of seats plus 1`."""

    threshold: PlainThreshold
    count: int


Threshold: TypeAlias = PlainThreshold | PlusMore


@frozen(eq=False, repr=False, slots=False)
class FromEach(Node):
    """`more than 1/2 of present from each member_town`: for the votes of each member by themselves."""

    threshold: Threshold
    group: Name


@frozen(eq=False, repr=False, slots=False)
class AllThresholds(Node):
    """`more than 1/2 of present and at least 1/3 of seats`: all of them."""

    thresholds: tuple[Threshold | FromEach, ...]


Thresholds: TypeAlias = Threshold | FromEach | AllThresholds


@frozen(eq=False, repr=False, slots=False)
class Approvers(Node):
    """`more than 1/2 of member_town approve`."""

    threshold: Threshold


@frozen(eq=False, repr=False, slots=False)
class Together(Node):
    """`more than 1/2 of present_and_voting together approve`: one ballot of all members."""

    threshold: Threshold


@frozen(eq=False, repr=False, slots=False)
class Approver(Node):
    """`williamstown approves`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class OthersApprove(Node):
    """`every other member_district approves`: all but the one whom the case is about."""

    group: Name


Approval: TypeAlias = Approvers | Together | Approver | OthersApprove


@frozen(eq=False, repr=False, slots=False)
class Carrying(Node):
    """Who must approve, and whether approvals must be signed."""

    parts: tuple[Approval | Word | None, ...]


@frozen(eq=False, repr=False, slots=False)
class Reading(Node):
    """One meaning of an ambiguous phrase."""

    name: Name
    value: Thresholds | Carrying
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class Ambiguous(Node):
    """A phrase that competent readers take in several ways, each written down."""

    name: Name
    phrase: str
    citation: Citation | None
    readings: tuple[Reading, ...]


@frozen(eq=False, repr=False, slots=False)
class SaidElsewhere(Node):
    """A phrase that returns: its readings are written down where it is met first."""

    name: Name
