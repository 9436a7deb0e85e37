"""Windows to the two bounds that they stand for: the first lawful day and the last."""

from typing import assert_never

from agreelint.syntax import nodes

LAST_DAY_BOUNDS = (nodes.AtLeastBefore, nodes.AtMostAfter, nodes.NoLaterThan)
"""Bounds that set a last lawful day, rather than a first."""


def halves(window: nodes.Window) -> tuple[nodes.OneSided, nodes.OneSided]:
    """Return the bound that opens a window and the one that closes it."""
    span = window.span
    match window:
        case nodes.WindowAfter():
            least = nodes.Period(window.most.span, window.least, window.most.unit)
            return nodes.AtLeastAfter(span, least, window.anchor), nodes.AtMostAfter(span, window.most, window.anchor)
        case nodes.WindowBefore():
            least = nodes.Period(window.most.span, window.least, window.most.unit)
            opens = nodes.AtMostBefore(span, window.most, window.anchor)
            return opens, nodes.AtLeastBefore(span, least, window.anchor)
        case nodes.BetweenDays():
            return nodes.NoEarlierThan(span, window.first), nodes.NoLaterThan(span, window.last)
        case nodes.BetweenIn() | nodes.BetweenPreceding():
            cls = nodes.DayIn if isinstance(window, nodes.BetweenIn) else nodes.DayPreceding
            first, last = (cls(span, day, window.year) for day in (window.first, window.last))
            return nodes.NoEarlierThan(span, first), nodes.NoLaterThan(span, last)
        case nodes.OnDay():
            return nodes.NoEarlierThan(span, window.day), nodes.NoLaterThan(span, window.day)
        case _:
            assert_never(window)


def one_sided(bound: nodes.Bound) -> tuple[nodes.OneSided, ...]:
    """Return the bounds that set a first or a last lawful day; none for what is lawful on a day of any year."""
    match bound:
        case nodes.OnYearly() | nodes.OnFirstDay() | nodes.OnLastDay():
            return ()
        case (
            nodes.AtLeastBefore()
            | nodes.AtLeastAfter()
            | nodes.AtMostBefore()
            | nodes.AtMostAfter()
            | nodes.NoLaterThan()
            | nodes.NoEarlierThan()
        ):
            return (bound,)
        case _:
            return halves(bound)


def limit_of(bound: nodes.OneSided) -> nodes.DateExpr:
    """Return the date expression on which a bound rests."""
    match bound:
        case nodes.NoLaterThan() | nodes.NoEarlierThan():
            return bound.limit
        case _:
            return bound.anchor


def order_word(clause: nodes.After | nodes.Before) -> str:
    """Return the last part of the name of the constraint that an order becomes."""
    receipt = "receipt_of_" if isinstance(clause.event, nodes.ReceiptEvent) else ""
    return f"{'before' if isinstance(clause, nodes.Before) else 'after'}_{receipt}{clause.event.step.text}"


def bound_words(bound: nodes.Bound) -> tuple[str, ...]:
    """Return the last parts of the names of the constraints that a bound becomes."""
    return tuple(bound_word(side) for side in one_sided(bound)) or ("on",)


def bound_word(bound: nodes.OneSided) -> str:
    """Return the last part of the name of the constraint that a bound becomes."""
    match bound:
        case nodes.AtLeastBefore():
            return "lead"
        case nodes.AtLeastAfter():
            return "wait"
        case nodes.AtMostAfter() | nodes.AtMostBefore():
            return "within"
        case nodes.NoLaterThan():
            return "deadline"
        case nodes.NoEarlierThan():
            return "not_before"
