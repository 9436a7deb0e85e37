"""Other readings of ambiguous phrases: under which of them would a verdict differ, one ambiguity at a time."""

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from agreelint.audit.facts import Facts, Settings
from agreelint.audit.verdicts import State, Verdict
from agreelint.model.constraints import Carried, Constraint, Model, Procedure, ThresholdMet
from agreelint.model.entities import Choice

if TYPE_CHECKING:
    from agreelint.audit.replay import Replayer

ROLL = "last_day_roll"
ROLL_READINGS = ("applies", "does_not_apply")


@lru_cache(maxsize=64)
def ambiguities(procedure: Procedure) -> tuple[tuple[Choice, Constraint], ...]:
    """Return every ambiguous phrase of a procedure with the constraint that holds it."""
    found: list[tuple[Choice, Constraint]] = []
    for constraint in procedure.constraints:
        if isinstance(constraint, ThresholdMet | Carried):
            own = (constraint.own,) if isinstance(constraint, Carried) else ()
            found += [(choice, constraint) for choice in (constraint.choice, *own) if choice.ambiguity]
    return tuple(found)


def known_readings(model: Model) -> dict[str, tuple[str, ...]]:
    """Return the names of all readings that `--reading` can choose, by ambiguity."""
    found: dict[str, tuple[str, ...]] = {ROLL: ROLL_READINGS}
    for procedure in model.procedures.values():
        for choice, _ in ambiguities(procedure):
            found[choice.ambiguity or ""] = tuple(option.name for option in choice.options)
    return found


def with_readings(replayer: "Replayer", facts: Facts, constraint: Constraint, verdict: Verdict) -> Verdict:
    """Add to a verdict every other reading under which its state would differ."""
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
        if differing:
            found.append((choice.ambiguity or "", tuple(differing)))
    return evolve(verdict, finding=evolve(verdict.finding, readings=tuple(found))) if found else verdict


def _state_under(
    replayer: "Replayer",
    facts: Facts,
    constraint: Constraint,
    verdict: Verdict,
    choice: Choice,
    option: str,
    holder: Constraint,
) -> State | None:
    other = facts.under({**facts.settings.readings, choice.ambiguity or "": option})
    if constraint is not holder and other.result(holder.origin.step) == facts.result(holder.origin.step):
        return None  # the phrase decides nothing here, so nothing that follows can differ
    findings = replayer.judge(other, constraint, verdict.instance.member)
    place = verdict.instance.round - facts.number - 1
    return findings[place].state if place < len(findings) else None


def chosen(settings: Settings, pairs: tuple[str, ...], model: Model) -> Settings:
    """Take the readings chosen as NAME=VALUE; raises ValueError that names what is known."""
    known = known_readings(model)
    readings = dict(settings.readings)
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in known:
            raise ValueError(f"`{name}` is no ambiguity here: {', '.join(sorted(known))}")
        if value not in known[name]:
            raise ValueError(f"`{value}` is no reading of {name}: {', '.join(known[name])}")
        readings[name] = value
    return evolve(settings, readings=readings)
