"""Syntax nodes: who may sit in a body, for how long, and how often seats are filled."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Citation
from agreelint.syntax.nodes.dates import Period, YearlyDay


@frozen(eq=False, repr=False, slots=False)
class Appointed(Node):
    """`appointed every fiscal_year`."""

    period: Name


@frozen(eq=False, repr=False, slots=False)
class Residents(Node):
    """`residents of the member`: who sits for a member lives there."""


@frozen(eq=False, repr=False, slots=False)
class MembersThere(Node):
    """`members of school_committee`: who sits here sits there as well."""

    body: Name


@frozen(eq=False, repr=False, slots=False)
class HoldersOf(Node):
    """`holders of superintendent or committee_member`: who sits here holds one of these posts as well."""

    posts: tuple[Name, ...]


Eligibility: TypeAlias = Residents | MembersThere | HoldersOf


@frozen(eq=False, repr=False, slots=False)
class Eligible(Node):
    """`eligible residents of the member`."""

    who: Eligibility
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class HoldsOver(Node):
    """`until the successor qualifies`: nobody's term ends before."""


@frozen(eq=False, repr=False, slots=False)
class TenureFor(Node):
    """`of 4 years`, `of 4 years ending on a Tuesday after the first Monday of November of an even year`."""

    period: Period
    day: YearlyDay | None
    parity: Word | None


@frozen(eq=False, repr=False, slots=False)
class TenureUntil(Node):
    """`until the next Tuesday after the first Monday of November of an even year`."""

    day: YearlyDay
    parity: Word | None


Tenure: TypeAlias = TenureFor | TenureUntil


@frozen(eq=False, repr=False, slots=False)
class Terms(Node):
    """`terms of 4 years until the successor qualifies`."""

    length: Tenure
    holds_over: HoldsOver | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class FirstLength(Node):
    """`of 4 years for 2 from williamstown`: so many of the first terms (of one member) are so long."""

    period: Period
    count: int
    member: Name | None


@frozen(eq=False, repr=False, slots=False)
class FirstLengths(Node):
    """`of 4 years for 2, of 2 years for 1`."""

    parts: tuple[FirstLength, ...]


@frozen(eq=False, repr=False, slots=False)
class FirstTerms(Node):
    """`first terms of 4 years for 2, of 2 years for 1`."""

    lengths: FirstLengths
    citation: Citation | None
