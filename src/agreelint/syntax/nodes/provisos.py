"""Syntax nodes: what the text attaches to a step and what changes other results: silence, lapse, cure and the like."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.conditions import Condition
from agreelint.syntax.nodes.dates import DateExpr, Period


@frozen(eq=False, repr=False, slots=False)
class Silence(Node):
    """`silence for 45 days after submission counts as approval`."""

    period: Period
    anchor: DateExpr
    answer: Word


@frozen(eq=False, repr=False, slots=False)
class Lapses(Node):
    """`lapses 90 days after state_approval unless effective done`."""

    period: Period
    anchor: DateExpr
    unless: Condition


@frozen(eq=False, repr=False, slots=False)
class Target(Node):
    """A step, or one of its clauses by its name: `posting.lead`."""

    step: Name
    word: Name | None


@frozen(eq=False, repr=False, slots=False)
class Cures(Node):
    """`cures payment`: done in time, it makes good what was missed."""

    target: Target


@frozen(eq=False, repr=False, slots=False)
class Waives(Node):
    """`waives second_notice`: where it is done, the other is not owed."""

    target: Target


@frozen(eq=False, repr=False, slots=False)
class Adds(Node):
    """`adds at most 30 days to payment`: the last day of the other moves."""

    at_most: Word | None
    period: Period
    step: Name


@frozen(eq=False, repr=False, slots=False)
class ExtendsTo(Node):
    """`extends payment to December 1, 2017`."""

    step: Name
    limit: DateExpr


@frozen(eq=False, repr=False, slots=False)
class Appeals(Node):
    """`appeals termination_vote`: where it is granted, the vote counts as failed from then on."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class DeemedDone(Node):
    """`deemed done on next July 1 after adopted unless budget_vote carried`: it comes of itself, and nobody does it."""

    day: DateExpr
    unless: Condition


Proviso: TypeAlias = Silence | DeemedDone | Lapses | Cures | Waives | Adds | ExtendsTo | Appeals
