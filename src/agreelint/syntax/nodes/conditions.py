"""Syntax nodes: conditions."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.dates import Period
from agreelint.syntax.nodes.votes import Share, Threshold


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
class InTimeBy(Node):
    """`signature in time by all member_district`."""

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


@frozen(eq=False, repr=False, slots=False)
class ThisYear(Node):
    """`in the fiscal_year`: that of the day, so far."""

    kind: Word


@frozen(eq=False, repr=False, slots=False)
class PreviousYear(Node):
    """`in the previous fiscal_year`: the whole of the one before."""

    kind: Word


@frozen(eq=False, repr=False, slots=False)
class LastStretch(Node):
    """`in the last 12 months`."""

    count: int
    unit: Word

    @property
    def period(self) -> Period:
        """How long it is."""
        return Period(self.span, self.count, self.unit)


@frozen(eq=False, repr=False, slots=False)
class Attendance(Node):
    """`district misses at least 3/10 of meetings of board in the fiscal_year`."""

    name: Name
    attending: Word
    compared: Word
    number: Share | int
    body: Name
    within: ThisYear | PreviousYear | LastStretch


@frozen(eq=False, repr=False, slots=False)
class MissesInARow(Node):
    """`district misses 3 meetings of board in a row`."""

    name: Name
    count: int
    body: Name


@frozen(eq=False, repr=False, slots=False)
class AttendsOne(Node):
    """`district attends a meeting of board`: again, since a status began."""

    name: Name
    body: Name


@frozen(eq=False, repr=False, slots=False)
class HasStatus(Node):
    """`district is inactive`."""

    name: Name
    status: Name


Standing: TypeAlias = Attendance | MissesInARow | AttendsOne | HasStatus
"""What holds of a member of a group on a day."""
Condition: TypeAlias = (
    StateIs
    | RequiresChanges
    | DoneBy
    | InTimeBy
    | RowSays
    | Judged
    | Negated
    | EveryCondition
    | AnyCondition
    | Standing
)
