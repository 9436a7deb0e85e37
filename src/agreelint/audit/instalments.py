"""Instalments, one instance for each payer and each fiscal year of which a payment or the amount is recorded."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from math import floor

from attrs import evolve, frozen

from agreelint.amounts.evaluate import Evaluator, Place
from agreelint.audit.amount_readings import Amounts
from agreelint.audit.facts import Settings
from agreelint.audit.figures import Figures
from agreelint.audit.payments import Payment, Payments
from agreelint.audit.rolling import by_readings
from agreelint.audit.verdicts import Evidence, Finding, Instance, Margin, State, Verdict
from agreelint.audit.words import plural, said
from agreelint.dating import Anchors, Stretch, reckon
from agreelint.dating.years import number_of, numbered
from agreelint.model.amount_rules import PAYMENT
from agreelint.model.constraints import InstalmentPaid, Model
from agreelint.model.schedules import Instalment
from agreelint.model.units import Unit
from agreelint.model.wordings import ROLL
from agreelint.moments import Moment
from agreelint.periods import fiscal_year_start
from agreelint.reckoning import Reckoning

_DOLLARS = Unit((("dollars", 1),))


@frozen(eq=False, repr=False, slots=False)
class _Account:
    """What was to be paid by when, and what was; `limit` is the last day on which a payment is in time."""

    needed: Fraction
    words: str
    due: Reckoning
    limit: date
    payments: tuple[Payment, ...]

    def paid(self, payments: Iterable[Payment]) -> Fraction:
        """Add payments up."""
        return sum((payment.amount for payment in payments), Fraction(0))

    @property
    def in_time(self) -> Fraction:
        """What was certainly paid by the last day."""
        return self.paid(p for p in self.payments if p.event.when.last and p.event.when.last <= self.limit)

    @property
    def perhaps(self) -> Fraction:
        """What was possibly paid by the last day."""
        return self.paid(p for p in self.payments if p.event.when.first is None or p.event.when.first <= self.limit)

    def reached(self) -> date | None:
        """Return the day by which enough had certainly been paid; None if no recorded day is that."""
        total = Fraction(0)
        for payment in self.payments:
            total += payment.amount
            if total >= self.needed:
                return payment.event.when.last
        return None


def instalments(model: Model, settings: Settings, figures: Figures, payments: Payments) -> Iterator[Verdict]:
    """Judge every instalment wherever the log speaks of the amount or of a payment; none of them gives no verdict."""
    amounts = Amounts(model, settings, figures)
    evaluator = amounts.chosen()
    for paid in model.instalments:
        one = paid.instalment
        for year in years_of(model, one, figures, payments):
            made = payments.of(one.schedule, one.payer, year)
            judge = partial(_finding, model, settings, paid, made, year)
            finding = judge(evaluator)
            part = model.amounts.quantities.as_part(one.amount, one.span)
            readings = (*finding.readings, *amounts.differing(part, judge, finding.state))
            finding = evolve(finding, readings=readings)
            start = fiscal_year_start(year, model.agreement.counting)
            yield Verdict(None, None, paid.origin, Instance(one.payer, period=f"FY{year}"), finding, Moment.on(start))


def years_of(model: Model, one: Instalment, figures: Figures, payments: Payments) -> list[int]:
    """Return the fiscal years of which the log has a payment, or a figure of its own from which the amount comes."""
    years = {payment.year for payment in payments.found if payment.schedule == one.schedule}
    quantities = model.amounts.quantities
    names = quantities.figures_of_the_year(quantities.as_part(one.amount, one.span))
    return sorted(years | {key.year for key in figures.rows if key.name in names and key.year is not None})


def _finding(
    model: Model, settings: Settings, paid: InstalmentPaid, made: tuple[Payment, ...], year: int, amounts: Evaluator
) -> Finding:
    one, counting = paid.instalment, model.agreement.counting
    whole = amounts.amount(one.amount, Place(one.payer, year))
    stretch: Stretch = numbered("fiscal_year", year, counting)
    dated = reckon(one.limit, Anchors(stretch_of=lambda _: stretch), counting)
    assert dated is not None  # a schedule names no step
    due = dated.first
    events = tuple(payment.event for payment in made)
    if whole.number is None:
        why = "; ".join(amounts.lacking(whole))
        missing = "; ".join(map(str, whole.missing)) or why
        message = f"what {model.agreement.title_of(one.payer)} owes for FY{year} cannot be told: {why}"
        return Finding(
            State.UNKNOWN, message, due=due.day, evidence=Evidence.MISSING, missing_record=missing, events=events
        )
    exact = one.share.value * whole.number
    needed = Fraction(floor(exact * 100), 100)
    share = f"{one.share.part}/{one.share.whole} of {_DOLLARS.write(whole.number)} is {_DOLLARS.write(exact)}"
    share += "; nobody can pay less than a cent, and none is asked for" if needed != exact else ""
    account = _Account(needed, share, due, due.rolled or due.day, made)
    base = Finding(State.SATISFIED, "", due=due.day, reckonings=(due,), remarks=(*whole.steps, share), events=events)
    begins = numbered("fiscal_year", number_of("fiscal_year", min(stretch.first, due.day), counting), counting).first
    return by_readings(settings, due, lambda day: _judged(settings, paid, base, evolve(account, limit=day), begins))


def _judged(settings: Settings, paid: InstalmentPaid, base: Finding, account: _Account, first: date) -> Finding:
    """Judge what was paid; in a log that is complete from `first` on nothing was paid that is not there."""
    reached, limit, needed = account.reached(), account.limit, account.needed
    wanted = f"{_DOLLARS.write(needed)} had to be paid by {said(account.due.day)}"
    if account.in_time >= needed:
        words = f"{_DOLLARS.write(account.in_time)} paid by {said(limit)}; {wanted}"
        rolled = reached is not None and reached > account.due.day
        backward = "" if account.due.rolled else f", if it applies to counting backward ({ROLL})"
        relied = (f"relies on {account.due.counting.roll_authority}{backward}",) if rolled else ()
        return evolve(base, message=words, actual=reached, remarks=(*base.remarks, *relied))
    short = _DOLLARS.write(needed - account.in_time)
    told = f"{_DOLLARS.write(account.in_time)} paid by {said(limit)}, {short} short; {wanted}"
    if account.perhaps >= needed:
        message = f"{told}; payments of which the day is not certain may have been in time"
        return evolve(base, state=State.UNKNOWN, message=message, missing_record="the days of these payments")
    if settings.as_of <= limit:
        message = f"{_DOLLARS.write(account.in_time)} paid so far; {wanted}"
        return evolve(base, state=State.PENDING, message=message, evidence=Evidence.MISSING)
    if reached is not None:
        late = (reached - account.due.day).days
        message = f"{told}; paid in full on {said(reached)}, late by {plural(late, 'days')}"
        return evolve(base, state=State.VIOLATED, message=message, actual=reached, margin=Margin(-late, "days"))
    if account.paid(account.payments) >= needed:
        return evolve(base, state=State.VIOLATED, message=f"{told}; paid in full later, on a day that is not recorded")
    if settings.completeness.covers(PAYMENT, None, first, limit):
        return evolve(base, state=State.VIOLATED, message=f"{told}; the log is declared complete", fix=f"{short} more")
    payer = paid.instalment.payer
    missing = f"the payments of {payer} by {limit}"
    return evolve(base, state=State.UNKNOWN, message=told, evidence=Evidence.MISSING, missing_record=missing)
