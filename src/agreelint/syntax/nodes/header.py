"""Syntax nodes: the header of an agreement, and the offices of a jurisdiction."""

from datetime import date
from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.bodies import Office
from agreelint.syntax.nodes.citations import Citation
from agreelint.syntax.nodes.dates import FixedDate


@frozen(eq=False, repr=False, slots=False)
class Kind(Node):
    """`kind collaborative`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class Under(Node):
    """`jurisdiction massachusetts`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class Adopted(Node):
    """`adopted 2017-10-12`."""

    day: date
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class InForce(Node):
    """`in force from … until …`."""

    commencement: FixedDate | Word
    until: date | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Replaces(Node):
    """`replaces "…"`."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class Zone(Node):
    """`zone America/New_York`."""

    name: str


@frozen(eq=False, repr=False, slots=False)
class FiscalYearStarts(Node):
    """`fiscal_year starts July 1`."""

    month: int
    day: int
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class SchoolYearStarts(Node):
    """`school_year starts September 1`."""

    month: int
    day: int
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class WorkingWeek(Node):
    """`working days Monday to Friday except legal holidays`."""

    first: str
    last: str
    basis: Citation | Word


@frozen(eq=False, repr=False, slots=False)
class RollRule(Node):
    """`roll next business day`."""

    rule: Word
    basis: Citation | Word


@frozen(eq=False, repr=False, slots=False)
class SaturdaysClosed(Node):
    """`saturdays closed`: Saturdays roll too."""

    basis: Citation | Word


@frozen(eq=False, repr=False, slots=False)
class CountingBlock(Node):
    """`counting { … }`."""

    items: tuple[WorkingWeek | RollRule | SaturdaysClosed, ...]


Header: TypeAlias = (
    Kind | Under | Adopted | InForce | Replaces | Zone | FiscalYearStarts | SchoolYearStarts | CountingBlock
)


@frozen(eq=False, repr=False, slots=False)
class Agreement(Node):
    """The header of an agreement."""

    name: Name
    title: str
    headers: tuple[Header, ...]


@frozen(eq=False, repr=False, slots=False)
class Jurisdiction(Node):
    """The offices that a state brings."""

    name: Name
    title: str
    offices: tuple[Office, ...]
