"""Syntax nodes: how often a duty or a procedure returns."""

from datetime import date
from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node
from agreelint.syntax.nodes.dates import Period


@frozen(eq=False, repr=False, slots=False)
class EveryPeriod(Node):
    """`every fiscal_year as FY`."""

    period: Name
    variable: str | None


@frozen(eq=False, repr=False, slots=False)
class EverySoOften(Node):
    """`every 4 years from 2018-07-01`."""

    period: Period
    start: date
    variable: str | None


@frozen(eq=False, repr=False, slots=False)
class EachEvent(Node):
    """`for each debt_vote`: one instance for each time that it happens."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class EachMeeting(Node):
    """`for each meeting of board`."""

    body: Name


@frozen(eq=False, repr=False, slots=False)
class EachVacancy(Node):
    """`for each vacant seat of board`."""

    body: Name


Recurrence: TypeAlias = EveryPeriod | EverySoOften | EachEvent | EachMeeting | EachVacancy
