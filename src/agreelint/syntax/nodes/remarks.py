"""Syntax nodes: other files, what of the source is not encoded, and findings that are known and accepted."""

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node
from agreelint.syntax.nodes.citations import Citation, Cite


@frozen(eq=False, repr=False, slots=False)
class Include(Node):
    """`include "members.agree"`: the declarations of another file stand here."""

    path: str


@frozen(eq=False, repr=False, slots=False)
class Cites(Node):
    """Clauses one after the other: `II sentence 1, III`."""

    cites: tuple[Cite, ...]


@frozen(eq=False, repr=False, slots=False)
class OutOfScope(Node):
    """`out of scope II because "statement of mission"`: nothing here encodes it, and that is meant."""

    cites: Cites
    reason: str


@frozen(eq=False, repr=False, slots=False)
class Acknowledge(Node):
    """`acknowledge AG304 cites VII.A because "…"`: the finding is right, and it stays."""

    code: str
    citation: Citation
    reason: str


@frozen(eq=False, repr=False, slots=False)
class OfAmounts(Node):
    """`of les_share, wes_share`: the amounts whose source is damaged."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class DamagedSource(Node):
    """`damaged source of eqv cites I because "no unit is printed"`: what is wrong with the source itself."""

    amounts: OfAmounts | None
    citation: Citation
    reason: str
