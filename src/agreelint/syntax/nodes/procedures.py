"""Syntax nodes: procedures and their steps."""

from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Citation
from agreelint.syntax.nodes.clauses import By, Clause
from agreelint.syntax.nodes.conditions import Condition
from agreelint.syntax.nodes.definitions import Definition, Term
from agreelint.syntax.nodes.events import EventRef
from agreelint.syntax.nodes.exceptions import ExceptionTo
from agreelint.syntax.nodes.force import Force
from agreelint.syntax.nodes.recurrence import Recurrence


@frozen(eq=False, repr=False, slots=False)
class Step(Node):
    """A step of a procedure."""

    kind: Word
    name: Name
    title: str | None
    optional: bool = field(converter=bool)
    citation: Citation | None
    force: Force | None
    by: By | None
    clauses: tuple[Clause, ...]


@frozen(eq=False, repr=False, slots=False)
class Route(Node):
    """One of several ways; with `if`, open only on that condition."""

    condition: Condition | None
    steps: tuple[Step, ...]


@frozen(eq=False, repr=False, slots=False)
class Either(Node):
    """`either NAME { … } or { … }`."""

    name: Name
    citation: Citation | None
    routes: tuple[Route, ...]


@frozen(eq=False, repr=False, slots=False)
class Continues(Node):
    """`continues as amendment after termination_vote passed`: the steps of another follow, or some."""

    procedure: Name
    first: Name | None
    last: Name | None
    event: EventRef | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class IfBlock(Node):
    """`if CONDITION { … }`: steps that are called for only then."""

    condition: Condition
    items: tuple["Item", ...]


@frozen(eq=False, repr=False, slots=False)
class UnlessBlock(Node):
    """`unless CONDITION { … }`: steps that are called for only otherwise."""

    condition: Condition
    items: tuple["Item", ...]


Item: TypeAlias = Step | Either | IfBlock | UnlessBlock | Continues | ExceptionTo
Part: TypeAlias = Item | Definition | Term


@frozen(eq=False, repr=False, slots=False)
class About(Node):
    """`of district in member_district`: the member whom a case is about, and what the text calls it."""

    name: Name
    group: Name


@frozen(eq=False, repr=False, slots=False)
class Procedure(Node):
    """A named set of steps."""

    name: Name
    amends: bool = field(converter=bool)
    about: About | None
    title: str | None
    citation: Citation | None
    recurrence: Recurrence | None
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The steps and what holds steps, without the dates that are only given a name here."""
        return tuple(part for part in self.parts if not isinstance(part, Definition | Term))
