"""Cure and waiver: what a later step makes of the verdicts on another, and appeals that are still open."""

from collections.abc import Iterator
from functools import reduce

from attrs import evolve

from agreelint.audit.anchors import Happened
from agreelint.audit.facts import Facts
from agreelint.audit.reliance import trigger_of
from agreelint.audit.verdicts import State, Verdict
from agreelint.audit.words import on, title
from agreelint.model.constraints import Proviso
from agreelint.syntax import nodes

_AGAINST = frozenset({State.VIOLATED, State.NO_EFFECT})
_WAIVED = frozenset({*_AGAINST, State.UNKNOWN, State.PENDING})


def remedied(facts: Facts, verdicts: tuple[Verdict, ...]) -> Iterator[Verdict]:
    """Yield the verdicts of one round, each with what was done about it.

    A cure or waiver counts if it was lawful itself: if none of its own verdicts is against it.
    """
    remedies = [p for p in facts.provisos if isinstance(p.says, nodes.Cures | nodes.Waives)]
    for verdict in verdicts:
        yield reduce(lambda found, remedy: _with(facts, remedy, found, verdicts), remedies, verdict)


def _with(facts: Facts, remedy: Proviso, verdict: Verdict, verdicts: tuple[Verdict, ...]) -> Verdict:
    says = remedy.says
    assert isinstance(says, nodes.Cures | nodes.Waives)
    cures = isinstance(says, nodes.Cures)
    if not _aims_at(says.target, verdict) or verdict.state not in ({State.VIOLATED} if cures else _WAIVED):
        return verdict
    step = remedy.origin.step
    member = facts.same(step, verdict.instance.member)
    done = facts.own(step, member)
    if not done:
        return verdict
    finding, clause = verdict.finding, remedy.origin.clause
    told = f"{title(facts, step)}{on(done[0].when)}"
    lawful = _lawful(step, member, verdicts)
    if lawful is False:
        word = "cure" if cures else "waive"
        message = f"{finding.message}; {told} does not {word} it: that was not lawful itself"
        return evolve(verdict, finding=evolve(finding, message=message))
    events = tuple(dict.fromkeys((*finding.events, done[0])))
    if cures:
        how = "cured" if lawful else "cured, if that was lawful,"
        message = finding.message.replace("; no waiver recorded", "")
        message = f"{message}; {how} under clause {clause} by {told}"
        cured = clause if lawful else None
        return evolve(verdict, finding=evolve(finding, message=message, cured_under=cured, events=events))
    message = f"waived under clause {clause} by {told}"
    if lawful:
        waived = evolve(finding, state=State.NOT_APPLICABLE, message=message, events=events, readings=())
        return evolve(verdict, finding=evolve(waived, missing_record=None, fix=None))
    state = State.UNKNOWN if verdict.state in _AGAINST else verdict.state
    message = f"{finding.message}; {message}, if that was lawful"
    missing = finding.missing_record or f"whether {title(facts, step)} was lawful"
    return evolve(verdict, finding=evolve(finding, state=state, message=message, missing_record=missing, events=events))


def _aims_at(target: nodes.Target, verdict: Verdict) -> bool:
    word = target.word.text if target.word else None
    return verdict.origin.step == target.step.text and word in {None, verdict.origin.name.rpartition(".")[2]}


def _lawful(step: str, member: str | None, verdicts: tuple[Verdict, ...]) -> bool | None:
    """Say whether a remedy was lawful itself: True if nothing speaks against it, None if that is open."""
    own = [v for v in verdicts if v.origin.step == step and member in {None, v.instance.member, v.instance.recipient}]
    states = {v.state for v in own}
    return False if states & _AGAINST else None if State.UNKNOWN in states else True


def open_appeals(facts: Facts) -> dict[str, str]:
    """Return for each decision whose appeal has begun and is not decided the step that will decide it."""
    found = {}
    for proviso in facts.provisos:
        if isinstance(proviso.says, nodes.Appeals):
            step = proviso.origin.step
            begun = trigger_of(facts, step)
            decided = facts.state(step, "failed").happened
            if begun and begun.happened is Happened.YES and decided in {Happened.ABSENT, Happened.UNSETTLED}:
                found[proviso.says.step.text] = step
    return found
