"""An act near a last day that was a Sunday or legal holiday, to what the roll rule makes of it."""

from collections.abc import Callable
from datetime import date

from attrs import evolve

from agreelint.audit.facts import Facts, Settings
from agreelint.audit.verdicts import Finding, Margin, State
from agreelint.audit.words import not_met, on, said
from agreelint.dating import Dated
from agreelint.model.constraints import Deadline
from agreelint.model.wordings import ROLL
from agreelint.moments import Moment
from agreelint.reckoning import Reckoning


def rolled_over(facts: Facts, constraint: Deadline, base: Finding, due: Reckoning, when: Moment) -> Finding:
    """An act on the business day after a last day that was a Sunday or legal holiday."""
    authority = facts.agreement.counting.roll_authority
    relied = f"done{on(when)}, the next business day after the last day, {said(due.day)}: allowed by {authority}"
    if due.rolled is not None:
        return evolve(base, message=relied, remarks=(*base.remarks, f"relies on {authority}"))
    against = not_met(constraint.origin.kind)
    if facts.settings.readings.get(ROLL) == "does_not_apply":
        return evolve(
            base,
            state=against,
            margin=Margin(-1, base.margin.unit if base.margin else "days"),
            message=f"done{on(when)}, after the last day, {said(due.day)}, which does not roll under this reading",
            fix=f"in by {said(due.safe)}",
            readings=(*base.readings, (ROLL, (("applies", State.SATISFIED),))),
        )
    readings = (*base.readings, (ROLL, (("does_not_apply", against),)))
    return evolve(base, message=f"{relied} if it applies to counting backward ({ROLL})", readings=readings)


def by_readings(settings: Settings, due: Reckoning, judge: Callable[[date], Finding]) -> Finding:
    """Judge by the last day on which it may be done; where a reading moves one counted backward, by both."""
    later = due.next_business
    if later is None or due.rolled:
        return judge(later or due.day)
    limits = {"applies": later, "does_not_apply": due.day}
    chosen = "does_not_apply" if settings.readings.get(ROLL) == "does_not_apply" else "applies"
    other = next(reading for reading in limits if reading != chosen)
    found, differs = judge(limits[chosen]), judge(limits[other])
    if differs.state is found.state:
        return found
    return evolve(found, readings=(*found.readings, (ROLL, ((other, differs.state),))))


def roll_on_some_day(
    facts: Facts, constraint: Deadline, dated: Dated, base: Finding, when: Moment, strict: tuple[bool, bool]
) -> tuple[bool, bool, Finding]:
    """Let the roll rule help where the day of the act is not exact: no possible lawful day is left out."""
    if dated.first.instant is not None:
        return *strict, base
    limits = [one.next_business or one.day for one in (dated.first, dated.last)]
    assert when.first is not None
    assert when.last is not None
    rolled = when.last <= limits[0], when.first <= limits[1]
    if rolled == strict:
        return *strict, base
    relies = f"relies on {facts.agreement.counting.roll_authority}"
    if dated.first.rolled is not None:
        return *rolled, evolve(base, remarks=(*base.remarks, relies))
    answers = {"applies": rolled, "does_not_apply": strict}
    chosen = "does_not_apply" if facts.settings.readings.get(ROLL) == "does_not_apply" else "applies"
    other = next(reading for reading in answers if reading != chosen)
    readings = (*base.readings, (ROLL, ((other, _state(constraint, *answers[other])),)))
    relied = (f"{relies}, if it applies to counting backward ({ROLL})",) if chosen == "applies" else ()
    return *answers[chosen], evolve(base, readings=readings, remarks=(*base.remarks, *relied))


def _state(constraint: Deadline, certain: bool, possible: bool) -> State:
    """Return the state of an act that is certainly, or possibly, in time."""
    return State.SATISFIED if certain else State.UNKNOWN if possible else not_met(constraint.origin.kind)
