"""How often a duty or a procedure returns, from syntax: once a period, or once for each event."""

from typing import TypeAlias, assert_never

from attrs import frozen

from agreelint.counting import Counting
from agreelint.cycles import Cycle, Kind, measures
from agreelint.dating import period_of
from agreelint.model.entities import Agreement
from agreelint.model.notes import Notes
from agreelint.syntax import nodes

PERIODS = {kind.value: kind for kind in Kind} | {"year": Kind.CALENDAR_YEAR}
"""The words after `every`; a plain `year` is one of the calendar."""
MEETING = "meeting"
"""The name of the event in `for each meeting of BODY`, and the activity of its rows."""
VACANCY = "vacancy"
"""The name of the event in `for each vacant seat of BODY`: somebody leaves a seat before the term is over."""


@frozen
class Every:
    """Once in each stretch of a cycle; `variable` is the text's name for the stretch."""

    cycle: Cycle
    variable: str | None

    def __str__(self) -> str:
        return f"every {self.cycle.words}"


@frozen
class ForEach:
    """Once for each time that a step is done, or a body meets."""

    step: str
    body: str | None = None

    def __str__(self) -> str:
        return f"for each {self.step.replace('_', ' ')}"


Recurrence: TypeAlias = Every | ForEach


def recurrence_of(node: nodes.Recurrence, agreement: Agreement, notes: Notes) -> Recurrence | None:
    """Return how often something returns; None, and an error, if that has no meaning. Steps are checked later."""
    match node:
        case nodes.EveryPeriod():
            cycle = cycle_of(node.period, agreement.counting, notes)
            return Every(cycle, node.variable) if cycle else None
        case nodes.EverySoOften():
            period = period_of(node.period)
            if not measures(period):
                notes.misplaced(
                    node.period.span, f"nothing returns every {period}", "count days, weeks, months or years"
                )
                return None
            return Every(Cycle(period, node.start), node.variable)
        case nodes.EachEvent():
            return ForEach(node.step.text)
        case nodes.EachMeeting():
            return ForEach(MEETING, node.body.text) if notes.known(node.body, "body", agreement.bodies) else None
        case nodes.EachVacancy():
            return ForEach(VACANCY, node.body.text) if notes.known(node.body, "body", agreement.bodies) else None
        case _:
            assert_never(node)


def cycle_of(name: nodes.Name, counting: Counting, notes: Notes) -> Cycle | None:
    """Return the cycle of a word such as `fiscal_year`."""
    if not notes.known(name, "period", PERIODS):
        return None
    if PERIODS[name.text] is Kind.SCHOOL_YEAR and counting.school_year_start is None:
        message = "nothing says when a school year starts"
        notes.misplaced(name.span, message, "add `school_year starts …` to the agreement")
        return None
    return Cycle(PERIODS[name.text])
