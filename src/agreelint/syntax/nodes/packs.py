"""Syntax nodes: packs of provisions, which say what statutes and regulations ask of agreements."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node
from agreelint.syntax.nodes.bodies import Meets, Quorum
from agreelint.syntax.nodes.citations import Citation, LawCite
from agreelint.syntax.nodes.exceptions import ExceptionTo
from agreelint.syntax.nodes.force import Force
from agreelint.syntax.nodes.procedures import Step
from agreelint.syntax.nodes.standing import Incompatible, Prohibition, Required


@frozen(eq=False, repr=False, slots=False)
class AppliesTo(Node):
    """`applies to collaborative`: the kinds of agreements that the pack binds; without it, all."""

    kinds: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Says(Node):
    """`says "…"`: the provision in our own words."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class Counted(Node):
    """`counted by the calendar`: the provision is followed wherever something is counted; there is nothing to join."""


@frozen(eq=False, repr=False, slots=False)
class SourceLink(Node):
    """`source "…"`: where the text was read."""

    address: str


@frozen(eq=False, repr=False, slots=False)
class GivenStep(Node):
    """`given vote local_vote by each member`: what a procedure must have for the provision to bind it."""

    step: Step


@frozen(eq=False, repr=False, slots=False)
class GivenBody(Node):
    """`given body board { meets at least 6 times every fiscal_year }`: what binds a body that the agreement has."""

    name: Name
    items: tuple[Quorum | Meets, ...]


JoinedPart: TypeAlias = GivenStep | Step | ExceptionTo


@frozen(eq=False, repr=False, slots=False)
class InAmendments(Node):
    """`procedures that amend { … }`."""

    parts: tuple[JoinedPart, ...]


@frozen(eq=False, repr=False, slots=False)
class ProcedureNames(Node):
    """`admission or withdrawal`: procedures by the names that agreements give them."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class InProcedure(Node):
    """`procedures admission or withdrawal { … }`: in those of these names that an agreement has."""

    procedures: ProcedureNames
    parts: tuple[JoinedPart, ...]


@frozen(eq=False, repr=False, slots=False)
class RequiredContent(Node):
    """`asks surplus_limit "a limit on the surplus"`: what an agreement has to say something about."""

    name: Name
    title: str


ProvisionItem: TypeAlias = (
    Says
    | Counted
    | SourceLink
    | InAmendments
    | InProcedure
    | RequiredContent
    | Step
    | GivenBody
    | ExceptionTo
    | Incompatible
    | Required
    | Prohibition
)


@frozen(eq=False, repr=False, slots=False)
class Provision(Node):
    """A binding sentence of a statute or regulation, with how well it is known and since when it was in force."""

    name: Name
    title: str
    cite: LawCite
    force: Force | None
    items: tuple[ProvisionItem, ...]


@frozen(eq=False, repr=False, slots=False)
class Gap(Node):
    """`gap NAME "what" for budget because "…"`: what could not be read; audits of these procedures are partial."""

    name: Name
    title: str
    procedures: ProcedureNames | None
    reason: str


@frozen(eq=False, repr=False, slots=False)
class Pack(Node):
    """The provisions of one statute or regulation."""

    name: Name
    title: str
    items: tuple["PackItem", ...]


@frozen(eq=False, repr=False, slots=False)
class ContentNames(Node):
    """`surplus_limit, surplus_return`: what a provision asks of the text of an agreement."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class States(Node):
    """`states surplus_limit cites VII.G.2`: where an agreement says what the law asks it to say."""

    contents: ContentNames
    citation: Citation


PackItem: TypeAlias = AppliesTo | Provision | Gap
