"""What comes of itself on a day unless something has been done: an act that no row records, and nobody owes."""

from datetime import timedelta

from attrs import evolve

from agreelint.audit.facts import Facts
from agreelint.audit.silence import warned
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import condition_words, on, title, undecided
from agreelint.dating import Dated, Unknowable
from agreelint.days import long_date
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import Proviso
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes


def of_itself(facts: Facts, constraint: Proviso, member: str | None) -> Finding | None:
    """Judge what comes without an act; other provisos only change what else is judged."""
    if isinstance(constraint.says, nodes.DeemedDone):
        return _deemed(facts, constraint, constraint.says, member)
    return warned(facts, constraint, member)


def _deemed(facts: Facts, constraint: Proviso, says: nodes.DeemedDone, member: str | None) -> Finding | None:
    """Say whether a step has come of itself; nothing where what it counts from is not recorded.

    Nothing else is judged by it. Where its day is one of several, it must be the same on all of them.
    """
    step = title(facts, constraint.origin.step)
    recorded = facts.so_far(constraint.origin.step, member)
    told, missing = f"the day on which {step} comes of itself cannot be told", "the day from which it counts"
    open_day = Finding(State.UNKNOWN, told, evidence=Evidence.MISSING, missing_record=missing)
    if recorded:
        open_day = Finding(State.SATISFIED, f"recorded{on(recorded[0].when)}", events=recorded[:1])
    try:
        dated = facts.reckoned(says.day, member)
    except Unknowable:
        return open_day
    if dated is None:
        return None
    found = [_on_a_day(facts, constraint, says, member, dated, one) for one in (dated.first, dated.last)]
    if dated.exact or found[0].state is found[1].state:
        return found[0] if dated.exact else evolve(found[0], due=None)
    return evolve(open_day, reckonings=(*dated.steps, dated.first, dated.last))


def _on_a_day(
    facts: Facts,
    constraint: Proviso,
    says: nodes.DeemedDone,
    member: str | None,
    dated: Dated,
    reckoned: Reckoning,
) -> Finding:
    step, day = title(facts, constraint.origin.step), reckoned.day
    unless = condition_words(facts, says.unless)
    base = Finding(
        State.PENDING,
        f"{step} comes of itself on {long_date(day)}, unless {unless} before that",
        due=day,
        evidence=Evidence.ASSUMED,
        reckonings=(*dated.steps, reckoned),
    )
    recorded = facts.so_far(constraint.origin.step, member)
    if recorded:
        return evolve(base, state=State.SATISFIED, message=f"recorded{on(recorded[0].when)}", events=recorded[:1])
    before = day - timedelta(days=1)
    held = facts.holds(says.unless, min(before, facts.settings.as_of), member)
    if held:
        return evolve(base, state=State.NOT_APPLICABLE, message=f"not called for: {unless}")
    settled = held is None and all(facts.recorded(name.text, member) for name in condition_names(says.unless))
    if facts.settings.as_of < day and not settled:  # what is recorded, on some day, is not still to come
        return base
    if held is None:
        missing = undecided(facts, says.unless, before, member) or unless
        return evolve(
            base,
            state=State.UNKNOWN,
            message=f"whether {step} came of itself on {long_date(day)} depends on what is not recorded: {unless}",
            evidence=Evidence.MISSING,
            missing_record=missing,
        )
    came = f"deemed to have come of itself on {long_date(day)}, which no row records"
    told = f"{came}: before that it was not so that {unless}"
    return evolve(base, state=State.SATISFIED, message=told)
