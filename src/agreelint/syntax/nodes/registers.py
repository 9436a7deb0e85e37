"""Syntax nodes: registers of what is shared between whom."""

from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Citation
from agreelint.syntax.nodes.header import Under


@frozen(eq=False, repr=False, slots=False)
class Number(Node):
    """`number 5`, `number unstated`: the number that the source gives it."""

    number: int | Word


@frozen(eq=False, repr=False, slots=False)
class Heading(Node):
    """`heading "Purchasing"`, `heading unstated`: under which heading the source has it."""

    said: str | Word


@frozen(eq=False, repr=False, slots=False)
class Subject(Node):
    """`subject "field trips"`: what is shared."""

    said: str | Word


@frozen(eq=False, repr=False, slots=False)
class Between(Node):
    """`between lee, lenox`: who takes part."""

    parties: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class BetweenUnstated(Node):
    """`between unstated`: the source does not say who takes part."""


@frozen(eq=False, repr=False, slots=False)
class Served(Node):
    """`for taconic`: whom it serves, beside those who take part."""

    parties: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Participants(Node):
    """`participants 5 unnamed`: how many take part, as far as the source counts them."""

    count: int
    unnamed: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class ParticipantsAtLeast(Node):
    """`participants at least 2`: the source sets no more than a least number."""

    count: int


@frozen(eq=False, repr=False, slots=False)
class AndUnnamed(Node):
    """`and 1 unnamed`: so many more whom the source does not name."""

    count: int


@frozen(eq=False, repr=False, slots=False)
class Provider(Node):
    """`provider berkshire_health_group`, `provider umms and 1 unnamed`."""

    whom: Name | Word
    others: AndUnnamed | None


@frozen(eq=False, repr=False, slots=False)
class Overseer(Node):
    """`overseer bhrsd`."""

    whom: Name | Word


@frozen(eq=False, repr=False, slots=False)
class FiscalAgent(Node):
    """`fiscal_agent unstated`."""

    whom: Name | Word


@frozen(eq=False, repr=False, slots=False)
class WrittenAgreement(Node):
    """`written agreement unstated`."""

    said: str | Word


@frozen(eq=False, repr=False, slots=False)
class CostBasis(Node):
    """`cost basis "by use"`."""

    said: str | Word


@frozen(eq=False, repr=False, slots=False)
class MaximumLiability(Node):
    """`maximum liability "5000 dollars a year"`: how much a party may come to owe at most."""

    said: str | Word


@frozen(eq=False, repr=False, slots=False)
class FromUntil(Node):
    """`from 2015-07-01 until 2016-06-30`."""

    since: date
    until: date | None


@frozen(eq=False, repr=False, slots=False)
class TermOf(Node):
    """`term from 2015-07-01`, `term unstated`."""

    said: str | FromUntil | Word


ArrangementItem: TypeAlias = (
    Heading
    | Number
    | Subject
    | Between
    | BetweenUnstated
    | Served
    | Participants
    | ParticipantsAtLeast
    | Provider
    | Overseer
    | FiscalAgent
    | WrittenAgreement
    | CostBasis
    | MaximumLiability
    | TermOf
)


@frozen(eq=False, repr=False, slots=False)
class Arrangement(Node):
    """Something that is shared."""

    name: Name
    title: str | None
    citation: Citation | None
    items: tuple[ArrangementItem, ...]


@frozen(eq=False, repr=False, slots=False)
class MembersNamed(Node):
    """`of lee, lenox`: the members of a collaborative, as far as the source names them."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class KindOfParty(Node):
    """`is a town`, `is a collaborative of lee, lenox`: what the source says somebody is."""

    kind: Name
    members: MembersNamed | None


@frozen(eq=False, repr=False, slots=False)
class Party(Node):
    """Somebody who takes part in arrangements, or provides them."""

    name: Name
    title: str
    kind: KindOfParty | None


@frozen(eq=False, repr=False, slots=False)
class Register(Node):
    """A list of arrangements and of those who take part in them."""

    name: Name
    title: str
    items: tuple[Under | Party | Arrangement, ...]
