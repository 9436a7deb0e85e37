"""What a missing record means while it is not settled whether a step is called for, or silence will answer."""

from attrs import evolve

from agreelint.audit.facts import Facts
from agreelint.audit.silence import Quiet
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import condition_words, listed, not_applicable, said, told, undecided
from agreelint.model.conditions import condition_names, leaves
from agreelint.model.entities import Step
from agreelint.moments import UNKNOWN
from agreelint.syntax import nodes


def silent(name: str, silence: Quiet) -> Finding:
    """Judge an answer that is not recorded, where silence will count as one or may have done so."""
    base = Finding(
        State.PENDING,
        f"no answer yet; {silence.words}",
        evidence=Evidence.MISSING,
        reckonings=silence.reckonings,
    )
    if silence.over is False:
        return base
    if silence.dated is None or silence.over is None:
        unsure = f"no record of {name}; {silence.words}; whether that day has gone by cannot be told"
        missing = f"{name}, and the day from which silence counts"
        return evolve(base, state=State.UNKNOWN, message=unsure, missing_record=missing)
    day = silence.dated.last.day
    unsure = f"no record of {name}; {silence.words}, but the log is not declared complete through that day"
    return evolve(base, state=State.UNKNOWN, message=unsure, missing_record=f"{name}, by {said(day)}")


def uncalled(facts: Facts, step: Step, name: str, member: str | None) -> Finding | None:
    """Return a finding if the condition of a step does not hold, or is not settled."""
    assert step.when is not None
    holds = facts.holds(step.when, None, member)
    if holds is True:
        return None
    if holds is False or not step.owed:
        return not_applicable(f"not called for, as far as recorded; {told(facts, step.when, UNKNOWN, member)}")
    settles = undecided(facts, step.when, None, member)
    if all(facts.complete(other.text) for other in condition_names(step.when)) and _ahead(facts, step.when, member):
        open_yet = f"not settled yet whether it is called for: {condition_words(facts, step.when)}"
        return Finding(State.PENDING, open_yet, evidence=Evidence.MISSING)
    return Finding(
        State.UNKNOWN,
        f"no record of {name}; whether it was called for is not recorded either",
        evidence=Evidence.MISSING,
        missing_record=listed([name, settles]) if settles else name,
    )


def _ahead(facts: Facts, condition: nodes.Condition, member: str | None) -> bool:
    """Say whether what leaves a condition open is only that time has not run out."""
    open_parts = [part for part in leaves(condition) if facts.holds(part, None, member) is None]
    return all(not facts.recorded(name.text, member) for part in open_parts for name in condition_names(part))
