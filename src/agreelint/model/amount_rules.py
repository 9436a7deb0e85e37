"""Limits and schedules to constraints, and the rows of a log that bring amounts kept apart from steps."""

from collections.abc import Iterable, Iterator

from agreelint.model.amounts import Amounts
from agreelint.model.constraints import InstalmentPaid, LimitKept, Origin, Procedure
from agreelint.model.entities import Kind
from agreelint.model.notes import Notes

FIGURE = "figure"
"""The activity of rows that bring an amount: `subject` names the figure, `value` is the amount."""
PAYMENT = "payment"
"""The activity of rows that pay: `subject` names the schedule, `actor` the payer, `value` the amount."""


def limits(amounts: Amounts) -> Iterator[LimitKept]:
    """Yield the constraint of each limit."""
    for limit in amounts.limits:
        clauses = limit.clauses
        yield LimitKept(Origin(f"{limit.id}.kept", limit.id, Kind.DUTY, clauses.label, clauses.full, limit.span), limit)


def instalments(amounts: Amounts) -> Iterator[InstalmentPaid]:
    """Yield the constraint of each instalment of each payer; those of one day bear one name."""
    for one in amounts.instalments:
        name = f"{one.schedule}.instalment" if one.number == 1 else f"{one.schedule}.instalment_{one.number}"
        clauses = one.clauses
        yield InstalmentPaid(Origin(name, one.schedule, Kind.DUTY, clauses.label, clauses.full, one.span), one)


def activities(amounts: Amounts) -> frozenset[str]:
    """Return the activities of rows that bring amounts; an agreement without such amounts has none of them."""
    return frozenset(
        name for name, there in ((FIGURE, amounts.quantities.figures), (PAYMENT, amounts.instalments)) if there
    )


def apart_from_rows(procedures: Iterable[Procedure], amounts: Amounts, notes: Notes) -> None:
    """Report steps that are called like the rows that bring amounts: a log could not tell them apart."""
    for procedure in procedures:
        for name in sorted(activities(amounts) & set(procedure.steps)):
            span = procedure.steps[name].span
            notes.misplaced(span, f"rows called `{name}` bring amounts in this agreement", "give the step another name")
