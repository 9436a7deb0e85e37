"""What ends a yes: a lapse on its day, or an appeal that was granted; from then on it counts no longer."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from agreelint.audit.anchors import Happened
from agreelint.audit.conditions import by_day
from agreelint.dating import Unknowable
from agreelint.days import long_date
from agreelint.model.constraints import Proviso
from agreelint.model.entities import StepKind
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


@frozen(eq=False, repr=False, slots=False)
class Ending:
    """Whether a yes had ended by a day (None if that is open), why, and how the day was counted."""

    ended: bool | None
    words: str = ""
    reckonings: tuple[Reckoning, ...] = ()


def ending(facts: "Facts", step: str, by: date | None, but: str | None = None) -> Ending:
    """Say whether a yes had ended by the end of a day (as-of, if None); an appeal comes before a lapse.

    What ends it is not looked for in the step `but`: an appeal follows the very decision that it sets aside.
    """
    own = [(p, p.says) for p in facts.provisos if p.origin.step == step]
    lapses = [_lapse(facts, p, says, by) for p, says in own if isinstance(says, nodes.Lapses)]
    return _first([set_aside(facts, step, by, but), *lapses])


def set_aside(facts: "Facts", step: str, by: date | None, but: str | None = None) -> Ending:
    """Say whether an appeal (but for `but`) had succeeded against a yes by the end of a day (as-of, if None)."""
    appeals = [p for p in facts.provisos if isinstance(p.says, nodes.Appeals) and p.says.step.text == step]
    return _first([_appeal(facts, proviso, by) for proviso in appeals if proviso.origin.step != but])


def _first(found: list[Ending]) -> Ending:
    """Return what ended it, else what may have."""
    certain = [one for one in found if one.ended]
    return next(iter(certain), None) or next((one for one in found if one.ended is None), Ending(False))


def _lapse(facts: "Facts", proviso: Proviso, says: nodes.Lapses, by: date | None) -> Ending:
    try:
        dated = facts.reckoned(nodes.PeriodAfter(says.span, says.period, says.anchor), None)
    except Unknowable as error:
        return Ending(None, f"whether it has lapsed cannot be told: {error}")
    if dated is None:
        return Ending(False)
    first, last, end = dated.first.day, dated.last.day, by or facts.settings.as_of
    if end <= first:
        return Ending(False)
    clause = proviso.origin.clause
    kept = {facts.holds(says.unless, day) for day in (first, last)}
    if kept == {True}:
        return Ending(False)
    if kept == {False} and end > last:
        words = f"lapsed after {long_date(last)} under clause {clause}"
        return Ending(True, words, (dated.first,))
    words = f"whether it lapsed after {long_date(last)} under clause {clause} is not known"
    return Ending(None, words, (dated.first,))


def _appeal(facts: "Facts", proviso: Proviso, by: date | None) -> Ending:
    """No record of an appeal counts as none, and that is said; one whose outcome is not clear leaves it open."""
    step = proviso.origin.step
    word = "granted" if facts.procedure.steps[step].kind is StepKind.APPROVAL else "passed"
    anchor = facts.state(step, word)
    if anchor.happened in {Happened.ABSENT, Happened.FAILED}:
        return Ending(False)
    timely = by_day(anchor.when, by)
    if timely is False:
        return Ending(False)
    title, clause = facts.procedure.steps[step].title, proviso.origin.clause
    if timely and anchor.happened is Happened.YES:
        return Ending(True, f"set aside by the {title} (`{step}`) under clause {clause}")
    return Ending(None, f"whether the {title} (`{step}`) set it aside is not known")
