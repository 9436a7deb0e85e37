"""Syntax nodes: events and bounds."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.dates import DateExpr, Period


@frozen(eq=False, repr=False, slots=False)
class Event(Node):
    """A step as an anchor."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class EventWith(Node):
    """`board_vote passed`."""

    step: Name
    state: Word


@frozen(eq=False, repr=False, slots=False)
class EventOfThat(Node):
    """`town_meeting_vote of that town`: the same member's."""

    step: Name
    member: Name


@frozen(eq=False, repr=False, slots=False)
class EveryEvent(Node):
    """`every town_meeting_vote`."""

    step: Name


EventRef: TypeAlias = Event | EventWith | EventOfThat | EveryEvent


@frozen(eq=False, repr=False, slots=False)
class AtLeastBefore(Node):
    """`at least N before X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class AtLeastAfter(Node):
    """`at least N after X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class AtMostBefore(Node):
    """`within N before X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class AtMostAfter(Node):
    """`within N after X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class NoLaterThan(Node):
    """`no later than D`."""

    limit: DateExpr


@frozen(eq=False, repr=False, slots=False)
class NoEarlierThan(Node):
    """`no earlier than D`."""

    limit: DateExpr


Bound: TypeAlias = AtLeastBefore | AtLeastAfter | AtMostBefore | AtMostAfter | NoLaterThan | NoEarlierThan
