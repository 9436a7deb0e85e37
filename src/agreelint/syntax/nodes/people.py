"""Syntax nodes: who acts, who receives."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node
from agreelint.syntax.nodes.votes import Threshold


@frozen(eq=False, repr=False, slots=False)
class ActorIs(Node):
    """`by board`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class Delegate(Node):
    """`as delegate`: the last named acts for the first."""


@frozen(eq=False, repr=False, slots=False)
class ActorEither(Node):
    """`by bese or commissioner as delegate`."""

    names: tuple[Name | Delegate | None, ...]


@frozen(eq=False, repr=False, slots=False)
class ActorAny(Node):
    """`by any of …`: open to each of them, owed by none."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Former(Node):
    """`present or former`: those who have left are meant as well."""


@frozen(eq=False, repr=False, slots=False)
class ActorEach(Node):
    """`by each member_district`: one instance for each."""

    former: Former | None
    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOfEach(Node):
    """`by selectmen of each member_town`."""

    office: Name
    former: Former | None
    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOf(Node):
    """`by town_clerk of leaving`: that office of one member."""

    office: Name
    member: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOfAny(Node):
    """`by voters of any one member_town`."""

    office: Name
    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOfStep(Node):
    """`by the actor of proposal`."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOthers(Node):
    """`by every other member_district`: one instance for each, but for the one whom the case is about."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorThat(Node):
    """`by that member_district`: the one whom the event concerned to which this is the answer."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOrDesignee(Node):
    """`by executive_director or designee`: who acts may send somebody."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class ActorSeveral(Node):
    """`by at least 2 of member_town`: one act, in which so many join."""

    threshold: Threshold


@frozen(eq=False, repr=False, slots=False)
class ActorUnstated(Node):
    """`by unstated`: the text does not say who."""


Actor: TypeAlias = (
    ActorIs
    | ActorEither
    | ActorOrDesignee
    | ActorSeveral
    | ActorAny
    | ActorEach
    | ActorOfEach
    | ActorOf
    | ActorOfAny
    | ActorOfStep
    | ActorUnstated
    | ActorOthers
    | ActorThat
)


@frozen(eq=False, repr=False, slots=False)
class OfficeOf(Node):
    """`chair of leaving`: that office of one member, as a recipient."""

    office: Name
    member: Name


@frozen(eq=False, repr=False, slots=False)
class Named(Node):
    """`to executive_director and chair of leaving`: all of them."""

    names: tuple[Name | OfficeOf, ...]


@frozen(eq=False, repr=False, slots=False)
class EachOf(Node):
    """`to each member_town and executive_director`: every member, and those others."""

    former: Former | None
    group: Name
    also: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class EachMemberOf(Node):
    """`to each board.member`."""

    body: Name


@frozen(eq=False, repr=False, slots=False)
class OthersOf(Node):
    """`to every other member_district and board`: each, but for the one whom the case is about, and those others."""

    group: Name
    also: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class RecipientsThat(Node):
    """`to that member_district`: the one that acts, or whom the event concerned to which this is the answer."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class OrElse(Node):
    """`to secretary or else committee`: the second where the first cannot be reached."""

    first: Name
    second: Name


@frozen(eq=False, repr=False, slots=False)
class OfficeOfEach(Node):
    """`to superintendent of each member_district`."""

    office: Name
    former: Former | None
    group: Name


@frozen(eq=False, repr=False, slots=False)
class RecipientsUnstated(Node):
    """`to unstated`: the text does not say to whom."""


Recipients: TypeAlias = (
    Named | OrElse | EachOf | EachMemberOf | OfficeOfEach | RecipientsUnstated | OthersOf | RecipientsThat
)
