"""Other readings of ambiguous phrases: under which of them would a verdict differ, one ambiguity at a time."""

from typing import TYPE_CHECKING

from attrs import evolve

from agreelint.audit.facts import Facts
from agreelint.audit.verdicts import State, Verdict
from agreelint.model.constraints import Constraint
from agreelint.model.rules import Choice
from agreelint.model.wordings import ambiguities

if TYPE_CHECKING:
    from agreelint.audit.replay import Replayer


def with_readings(replayer: "Replayer", facts: Facts, constraint: Constraint, verdict: Verdict) -> Verdict:
    """Add to a verdict every other reading under which its state would differ, if that is asked."""
    if not facts.settings.other_readings:
        return verdict
    found = list(verdict.finding.readings)
    for choice, holder in ambiguities(replayer.procedure):
        step, name = holder.origin.step, constraint.origin.step
        if name != step and name not in replayer.dependents[step]:
            continue
        if not facts.so_far(step):
            continue
        chosen = choice.under(facts.settings.readings.get(choice.ambiguity or "")).name
        differing: list[tuple[str, State]] = []
        for option in choice.options:
            if option.name != chosen:
                state = _state_under(replayer, facts, constraint, verdict, choice, option.name, holder)
                if state is not None and state is not verdict.state:
                    differing.append((option.name, state))
        told = (choice.ambiguity or "", tuple(differing))
        if differing and told not in found:  # two rules may hold one phrase
            found.append(told)
    return evolve(verdict, finding=evolve(verdict.finding, readings=tuple(found))) if found else verdict


def _state_under(
    replayer: "Replayer",
    facts: Facts,
    constraint: Constraint,
    verdict: Verdict,
    choice: Choice[object],
    option: str,
    holder: Constraint,
) -> State | None:
    other = facts.under({**facts.settings.readings, choice.ambiguity or "": option})
    if constraint is not holder and other.result(holder.origin.step) == facts.result(holder.origin.step):
        return None  # the phrase decides nothing here, so nothing that follows can differ
    findings = replayer.judge(other, constraint, verdict.instance.member)
    place = verdict.instance.round - facts.number - 1
    return findings[place].state if place < len(findings) else None
