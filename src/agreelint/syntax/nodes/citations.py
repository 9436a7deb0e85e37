"""Syntax nodes: `cites` and `because`."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Node


@frozen(eq=False, repr=False, slots=False)
class ClauseCite(Node):
    """A clause of the agreement in its own lettering; `sentence` narrows it."""

    label: str
    sentence: int | None


@frozen(eq=False, repr=False, slots=False)
class TextCite(Node):
    """Another text, such as a statute, cited in words."""

    label: str


@frozen(eq=False, repr=False, slots=False)
class LawCite(Node):
    """A statute or regulation, with the fact of the law digest that it is, and how well that is known.

    R: the text itself was read; O: an official explanation was; P: a secondary source, which gives warnings alone.
    """

    label: str
    fact: str
    level: str


Cite: TypeAlias = ClauseCite | TextCite | LawCite


@frozen(eq=False, repr=False, slots=False)
class Citation(Node):
    """`cites …`."""

    cites: tuple[Cite, ...]


@frozen(eq=False, repr=False, slots=False)
class Because(Node):
    """`because …`: a reason, never a citation."""

    cites: tuple[Cite, ...]
