"""A vote by each town for itself: when enough had approved, and how it stands while they have not."""

from .clauses import CarriesWhen, Order
from .days_said import Event
from .procedures import TOWNS, Step
from .records import Act
from .verdicts import NO_EFFECT, NOT_APPLICABLE, PENDING, SATISFIED, UNKNOWN, Verdict
from .votes import outcome_of


def enough(clause: CarriesWhen, approving: set[str]) -> bool:
    if clause.named:
        return clause.named in approving
    if clause.strict:
        return len(approving) > clause.much * len(TOWNS)
    return len(approving) >= clause.much * len(TOWNS)


def rule_of(step: Step) -> CarriesWhen:
    [clause] = step.said(CarriesWhen)
    return clause


def carried_by(step: Step, acts: list[Act]) -> Act | None:
    """The vote by which enough had approved for the first time; the last vote of each governs until then."""
    approving: set[str] = set()
    for act in acts:
        (approving.add if outcome_of(act) else approving.discard)(act.cell("actor"))
        if enough(rule_of(step), approving):
            return act
    return None


def last_votes(acts: list[Act]) -> dict[str, bool | None]:
    return {act.cell("actor"): outcome_of(act) for act in acts}


def is_open(step: Step, acts: list[Act]) -> bool:
    """Whether a vote of which nobody knows the result may decide."""
    last = last_votes(acts)
    against = {town for town, result in last.items() if result is False}
    return not carried_by(step, acts) and None in last.values() and enough(rule_of(step), set(TOWNS) - against)


def may_have_carried(step: Step, acts: list[Act]) -> bool:
    """Whether enough have approved, if all did of whose vote nobody knows the result."""
    return enough(rule_of(step), {town for town, result in last_votes(acts).items() if result is not False})


def has_carried(step: Step, acts: list[Act]) -> bool | None:
    """Whether it carried, or all have voted and it has not; None while that is open."""
    if carried_by(step, acts):
        return True
    return False if len(last_votes(acts)) == len(TOWNS) and not is_open(step, acts) else None


def carries(step: Step, clause: CarriesWhen, member, speaks: bool, now) -> Verdict:
    acts = now.acts(step.name)
    carried = has_carried(step, acts)
    if carried is not None:
        return Verdict(SATISFIED if carried else NO_EFFECT)
    relied, end = relied_on(now, step), now.today == now.log.as_of
    if None in last_votes(acts).values() and (end or not relied or may_have_carried(step, acts)):
        return Verdict(UNKNOWN, reopened=True)  # until it has carried, what is open leaves it open
    if relied:
        return Verdict(NO_EFFECT, missed=True) if now.full() else Verdict(UNKNOWN)
    if not acts and now.full() and not now.owed(step, None):
        return Verdict(NOT_APPLICABLE)
    return Verdict(PENDING if now.full() else UNKNOWN)


def relied_on(now, step: Step) -> bool:
    """Whether something was done that follows from its having carried."""
    return any(
        now.happened(one.name)
        for one in now.procedure.steps
        for order in one.said(Order)
        if order.event == Event(step.name, "carried")
    )
