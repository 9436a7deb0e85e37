"""Syntax nodes: events and bounds."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.dates import DateExpr, Period, YearlyDay, YearRef


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


@frozen(eq=False, repr=False, slots=False)
class ReceiptEvent(Node):
    """`the receipt of notice`: that it was received, rather than sent."""

    step: Name


EventRef: TypeAlias = Event | EventWith | EventOfThat | EveryEvent | ReceiptEvent


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


OneSided: TypeAlias = AtLeastBefore | AtLeastAfter | AtMostBefore | AtMostAfter | NoLaterThan | NoEarlierThan


@frozen(eq=False, repr=False, slots=False)
class WindowAfter(Node):
    """`14 to 21 days after X`."""

    least: int
    most: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class WindowBefore(Node):
    """`14 to 21 days before X`."""

    least: int
    most: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class BetweenDays(Node):
    """`between D and D`, both included."""

    first: DateExpr
    last: DateExpr


@frozen(eq=False, repr=False, slots=False)
class BetweenIn(Node):
    """`between February 1 and March 31 in FY2018`."""

    first: YearlyDay
    last: YearlyDay
    year: YearRef


@frozen(eq=False, repr=False, slots=False)
class BetweenPreceding(Node):
    """`between February 1 and March 31 preceding FY2018`."""

    first: YearlyDay
    last: YearlyDay
    year: YearRef


@frozen(eq=False, repr=False, slots=False)
class OnDay(Node):
    """`on D`: on that very day."""

    day: DateExpr


Window: TypeAlias = WindowAfter | WindowBefore | BetweenDays | BetweenIn | BetweenPreceding | OnDay


@frozen(eq=False, repr=False, slots=False)
class OnYearly(Node):
    """`on a July 1`, of whatever year."""

    day: YearlyDay
    parity: Word | None


@frozen(eq=False, repr=False, slots=False)
class OnFirstDay(Node):
    """`on the first day of a fiscal_year`, whichever."""

    kind: Word


@frozen(eq=False, repr=False, slots=False)
class OnLastDay(Node):
    """`on the last day of a fiscal_year`, whichever."""

    kind: Word


AnyYear: TypeAlias = OnYearly | OnFirstDay | OnLastDay
Bound: TypeAlias = OneSided | Window | AnyYear
