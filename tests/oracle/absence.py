"""What it means that a step is not recorded, where it has no last day."""

from .answers import unanswered
from .clauses import When
from .decisions import not_called_for, nothing_to_follow, unsettled
from .members import has_carried
from .procedures import Step
from .verdicts import NO_EFFECT, NOT_APPLICABLE, PENDING, UNKNOWN, VIOLATED, Verdict


def broken(step: Step) -> str:
    return NO_EFFECT if step.power or step.outside or step.kind == "effect" else VIOLATED


def missing(now, step: Step, member) -> Verdict:
    """A step without a last day is not recorded, and this is what says so."""
    if step.free:
        return Verdict(NOT_APPLICABLE)
    if needing := now.needing(step.name, member):
        proven = any(now.full(act.day if act.row.first else None) for act in needing)
        if step.said(When):
            proven = now.full()  # called for now, perhaps not then
        if step.outside or (step.each and step.kind == "vote") or not proven:
            return Verdict(UNKNOWN)
        return Verdict(broken(step), missed=True)
    return Verdict(PENDING if now.full() else UNKNOWN)


def silent(now, step: Step) -> Verdict:
    """Something else speaks for the missing step, or nobody owes it."""
    if step.free:
        return Verdict(NOT_APPLICABLE)
    return Verdict(NOT_APPLICABLE if now.full() else UNKNOWN)


def unrecorded(now, step: Step, member, speaks: bool) -> Verdict:
    """How something stands of a step that is not recorded and has no last day."""
    if (verdict := not_called_for(now, step)) is not None:
        return verdict
    if speaks and (verdict := unanswered(now, step)) is not None:
        return verdict
    if (verdict := nothing_to_follow(now, step, member)) is not None:
        return verdict
    if step.kind == "vote" and step.each and has_carried(step, now.acts(step.name)):
        return Verdict(NOT_APPLICABLE)  # it carried without this one
    if not speaks or step.free:
        return silent(now, step)
    if unsettled(now, step, member):
        return Verdict(UNKNOWN)
    if now.full() and not now.owed(step, member) and not now.needed(step.name, member):
        return Verdict(NOT_APPLICABLE)
    return missing(now, step, member)
