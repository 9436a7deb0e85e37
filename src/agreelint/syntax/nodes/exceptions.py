"""Syntax nodes: exceptions to steps, to clauses, and to other exceptions."""

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node
from agreelint.syntax.nodes.citations import Citation
from agreelint.syntax.nodes.clauses import By, Clause
from agreelint.syntax.nodes.conditions import Condition
from agreelint.syntax.nodes.provisos import Target


@frozen(eq=False, repr=False, slots=False)
class EveryClause(Node):
    """A clause of the agreement, as the target of an exception."""

    label: str


@frozen(eq=False, repr=False, slots=False)
class Despite(Node):
    """`despite holiday_rule`: this exception comes before those."""

    exceptions: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class SubjectTo(Node):
    """`subject to holiday_rule`: those exceptions come before this one."""

    exceptions: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Instead(Node):
    """`{ at least 2 hours before hearing }`: the clauses that take the place of others."""

    by: By | None
    clauses: tuple[Clause, ...]


@frozen(eq=False, repr=False, slots=False)
class DoesNotApply(Node):
    """`does not apply`: what the target says is lifted."""


@frozen(eq=False, repr=False, slots=False)
class ExceptionTo(Node):
    """`exception emergency "…" to posting when … { … }`."""

    name: Name
    title: str | None
    target: Target | EveryClause
    citation: Citation | None
    rank: Despite | SubjectTo | None
    condition: Condition
    outcome: Instead | DoesNotApply
