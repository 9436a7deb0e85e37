"""The words of findings: days, steps and counts as a clerk would say them."""

from datetime import date

from agreelint.audit.facts import Facts
from agreelint.audit.verdicts import Finding, State
from agreelint.counting import Unit
from agreelint.days import long_date
from agreelint.model.entities import Kind
from agreelint.moments import Moment
from agreelint.reckoning import Reckoning


def said(day: date) -> str:
    """Return a civil day in words."""
    return long_date(day)


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Return `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def title(facts: Facts, step: str) -> str:
    """Return what people call a step or a group of routes, with its name in the log."""
    entry = facts.procedure.steps.get(step)
    return f"{entry.title} (`{step}`)" if entry else f"`{step}`"


def on(moment: Moment | None) -> str:
    """Return ` on Thursday, May 11, 2017`, or what is known of the day."""
    if moment is None or not moment.known:
        return ", day not recorded"
    return f" on {moment}" if moment.exact else f", {moment}"


def plural(count: int, unit: str) -> str:
    """Return `1 working day`, `2 working days`."""
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def not_met(kind: Kind) -> State:
    """Return what it means that a clause of this kind is not met."""
    return State.VIOLATED if kind is Kind.DUTY else State.NO_EFFECT


def not_applicable(message: str) -> Finding:
    """Return the finding that a constraint was never triggered."""
    return Finding(State.NOT_APPLICABLE, message)


def assumed_days(facts: Facts, due: Reckoning) -> tuple[str, ...]:
    """Name the assumption about working days beside each verdict that was counted with it."""
    counted = due.period is not None and due.period.unit is Unit.WORKING_DAYS
    if counted and facts.agreement.working_days_assumed:
        return ("rests on an assumption: working days are Monday to Friday except legal holidays",)
    return ()
