"""The ambiguous phrases of an agreement, and the readings that somebody chose."""

from functools import lru_cache

from agreelint.diagnostics import AgreelintError
from agreelint.model.constraints import Carried, Constraint, Model, Procedure, QuorumMet, ThresholdMet
from agreelint.model.rules import Choice
from agreelint.model.tenure import StatusOf

ROLL = "last_day_roll"
ROLL_READINGS = ("applies", "does_not_apply")


@lru_cache(maxsize=64)
def ambiguities(procedure: Procedure) -> tuple[tuple[Choice[object], Constraint], ...]:
    """Return every ambiguous phrase of a procedure with the constraint that holds it."""
    found: list[tuple[Choice[object], Constraint]] = []
    for constraint in procedure.constraints:
        found += [(choice, constraint) for choice in _choices(constraint) if choice.ambiguity]
    return tuple(found)


def _choices(constraint: Constraint) -> tuple[Choice[object], ...]:
    match constraint:
        case ThresholdMet():
            return (constraint.choice,)
        case QuorumMet():
            return (constraint.quorum.choice,)
        case Carried():
            return (constraint.choice, constraint.own)
        case _:
            return ()


def known_readings(model: Model) -> dict[str, tuple[str, ...]]:
    """Return the names of all readings that `--reading` can choose, by ambiguity."""
    found: dict[str, tuple[str, ...]] = {ROLL: ROLL_READINGS}
    for procedure in (*model.procedures.values(), *model.outside.values()):
        for choice, _ in ambiguities(procedure):
            found[choice.ambiguity or ""] = tuple(option.name for option in choice.options)
        for phrase in procedure.phrases:
            found[phrase.name] = tuple(name for name, _ in phrase.readings)
    for kept in model.kept:
        for phrase in kept.rule.phrases if isinstance(kept.rule, StatusOf) else ():
            found[phrase.name] = tuple(name for name, _ in phrase.readings)
    for duty in model.standing:
        if duty.often.ambiguity:
            found[duty.often.ambiguity] = tuple(option.name for option in duty.often.options)
    for formula in model.amounts.quantities.formulas.values():
        if formula.ambiguity:
            found[formula.ambiguity] = tuple(option.name for option in formula.options)
    return found


def chosen(pairs: tuple[str, ...], model: Model) -> dict[str, str]:
    """Return the readings chosen as NAME=VALUE; raises AgreelintError that says what is known."""
    known = known_readings(model)
    readings: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if name not in known:
            raise AgreelintError(f"--reading: `{name}` is no ambiguity here: {', '.join(sorted(known))}")
        if not equals:
            raise AgreelintError(f"--reading: say which, as in {name}={known[name][0]}: {', '.join(known[name])}")
        if value not in known[name]:
            raise AgreelintError(f"--reading: `{value}` is no reading of {name}: {', '.join(known[name])}")
        readings[name] = value
    return readings
