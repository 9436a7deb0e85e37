"""Syntax nodes: conditions."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.votes import Threshold


@frozen(eq=False, repr=False, slots=False)
class StateIs(Node):
    """`district_vote carried`."""

    step: Name
    state: Word


@frozen(eq=False, repr=False, slots=False)
class RequiresChanges(Node):
    """`dese_review requires changes`."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class DoneBy(Node):
    """`signature done by more than 1/2 of member_district`."""

    step: Name
    threshold: Threshold


@frozen(eq=False, repr=False, slots=False)
class RowSays(Node):
    """`meeting_kind of hearing is emergency`: what a column of the log says of a step."""

    column: Name
    step: Name
    value: Name


@frozen(eq=False, repr=False, slots=False)
class Judged(Node):
    """`judged "in a timely manner" by board`: an open standard, as a clause or as a condition."""

    standard: str
    judge: Name | None


@frozen(eq=False, repr=False, slots=False)
class Negated(Node):
    """`not …`."""

    condition: "Condition"


@frozen(eq=False, repr=False, slots=False)
class EveryCondition(Node):
    """`… and …`."""

    conditions: tuple["Condition", ...]


@frozen(eq=False, repr=False, slots=False)
class AnyCondition(Node):
    """`… or …`."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = StateIs | RequiresChanges | DoneBy | RowSays | Judged | Negated | EveryCondition | AnyCondition
