"""Syntax nodes: dates that have a name of their own, and terms."""

from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Because, Citation
from agreelint.syntax.nodes.dates import DateExpr, Period


@frozen(eq=False, repr=False, slots=False)
class ForEach(Node):
    """`for each member_town`: the date has an instance for each of them."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class DateTest(Node):
    """`town_meeting is after May 15, 2021`."""

    left: DateExpr
    relation: Word
    right: DateExpr


@frozen(eq=False, repr=False, slots=False)
class DateWhen(Node):
    """`D when TEST, else E`."""

    then: DateExpr
    test: DateTest
    otherwise: "DefinedDate"


DefinedDate: TypeAlias = DateExpr | DateWhen


@frozen(eq=False, repr=False, slots=False)
class DateReading(Node):
    """One meaning of a date that can be read in several ways."""

    name: Name
    value: DefinedDate
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class AmbiguousDate(Node):
    """`ambiguous late_meeting "said meeting" { … }`: what is defined can be read in several ways."""

    name: Name
    phrase: str
    citation: Citation | None
    readings: tuple[DateReading, ...]


@frozen(eq=False, repr=False, slots=False)
class Definition(Node):
    """`define NAME = D`: a date that has a name of its own."""

    name: Name
    title: str | None
    each: ForEach | None
    citation: Citation | None
    date: DefinedDate | AmbiguousDate


@frozen(eq=False, repr=False, slots=False)
class Extendable(Node):
    """`extendable for at most 20 years through X before its end`."""

    most: Period
    step: Name


@frozen(eq=False, repr=False, slots=False)
class Term(Node):
    """`term lease for each town lasts 20 years after assumption`."""

    name: Name
    title: str | None
    each: ForEach | None
    citation: Citation | None
    until: DateExpr
    extendable: Extendable | None


NamedDate: TypeAlias = Definition | Term
