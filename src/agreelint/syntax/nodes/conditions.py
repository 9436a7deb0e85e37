"""Syntax nodes: thresholds, readings and conditions."""

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
class MoreThan(Node):
    """`more than 1/2 of present`."""

    share: Share
    base: Name


@frozen(eq=False, repr=False, slots=False)
class AtLeastShare(Node):
    """`at least 2/3 of seats`."""

    share: Share
    base: Name


@frozen(eq=False, repr=False, slots=False)
class AllOf(Node):
    """`all member_town`."""

    base: Name


Threshold: TypeAlias = MoreThan | AtLeastShare | AllOf


@frozen(eq=False, repr=False, slots=False)
class Reading(Node):
    """One meaning of an ambiguous phrase."""

    name: Name
    value: Threshold
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
class StateIs(Node):
    """`district_vote carried`."""

    step: Name
    state: Word


@frozen(eq=False, repr=False, slots=False)
class RequiresChanges(Node):
    """`dese_review requires changes`."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class DoneBy(Node):
    """`signature done by more than 1/2 of member_district`."""

    step: Name
    threshold: Threshold


@frozen(eq=False, repr=False, slots=False)
class RowSays(Node):
    """`meeting_kind of hearing is emergency`: what a column of the log says of a step."""

    column: Name
    step: Name
    value: Name


@frozen(eq=False, repr=False, slots=False)
class Judged(Node):
    """`judged "in a timely manner" by board`: an open standard, as a clause or as a condition."""

    standard: str
    judge: Name | None


@frozen(eq=False, repr=False, slots=False)
class Negated(Node):
    """`not …`."""

    condition: "Condition"


@frozen(eq=False, repr=False, slots=False)
class EveryCondition(Node):
    """`… and …`."""

    conditions: tuple["Condition", ...]


@frozen(eq=False, repr=False, slots=False)
class AnyCondition(Node):
    """`… or …`."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = StateIs | RequiresChanges | DoneBy | RowSays | Judged | Negated | EveryCondition | AnyCondition
