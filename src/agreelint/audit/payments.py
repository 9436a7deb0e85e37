"""Payments from a log: rows of activity `payment`, each with its amount, or what is wrong with it."""

import re
from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from agreelint.audit.figures import fiscal_year_in
from agreelint.audit.problems import Problem
from agreelint.logs.events import Event
from agreelint.model.amount_rules import PAYMENT, activities
from agreelint.model.constraints import Model

_AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)?")


@frozen(eq=False, repr=False, slots=False)
class Payment:
    """One payment: under which schedule, by whom, for which fiscal year, and how much."""

    schedule: str
    payer: str
    year: int
    amount: Fraction
    event: Event


@frozen(eq=False, repr=False, slots=False)
class Payments:
    """The payments of a log, and what is wrong with rows."""

    found: tuple[Payment, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, schedule: str, payer: str, year: int) -> tuple[Payment, ...]:
        """Return what somebody paid under a schedule for a fiscal year, in order of time."""
        paid = (p for p in self.found if (p.schedule, p.payer, p.year) == (schedule, payer, year))
        return tuple(sorted(paid, key=lambda p: (p.event.when.last is None, p.event.when.last or 0, p.event.line)))


def payments_of(model: Model, events: Iterable[Event]) -> Payments:
    """Read every row of activity `payment`."""
    ours = PAYMENT if PAYMENT in activities(model.amounts) else None  # elsewhere a step may be called `payment`
    read = [_read(model, event) for event in events if event.activity == ours]
    return Payments(
        tuple(one for one in read if isinstance(one, Payment)),
        tuple(one for one in read if isinstance(one, Problem)),
    )


def _read(model: Model, event: Event) -> Payment | Problem:
    schedules = list(dict.fromkeys(paid.instalment.schedule for paid in model.instalments))
    if event.subject not in schedules:
        hint = f"write one of these in `subject`: {', '.join(schedules) or 'none'}"
        return _problem(event, f"`{event.subject or ''}` is no schedule of the agreement", hint)
    payers = list(
        dict.fromkeys(p.instalment.payer for p in model.instalments if p.instalment.schedule == event.subject)
    )
    if event.actor not in payers:
        return _problem(
            event, f"`{event.actor or ''}` pays nothing under `{event.subject}`", f"payers: {', '.join(payers)}"
        )
    year = fiscal_year_in(event)
    if year is None:
        return _problem(
            event, "a payment belongs to a fiscal year, and `fiscal_year` does not name one", "write FY2018"
        )
    text = event.attribute("value") or ""
    if not _AMOUNT.fullmatch(text):
        hint = "write a plain number in the column `value`, such as 1250000.50"
        return _problem(event, f"the amount of this payment is `{text}`, which is no number", hint)
    return Payment(event.subject or "", event.actor or "", year, Fraction(text), event)


def _problem(event: Event, message: str, hint: str) -> Problem:
    return Problem(event, "AG068", "bad-payment", message, hint)
