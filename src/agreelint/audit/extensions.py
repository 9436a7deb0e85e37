"""A last day that another step has moved: by a period, or to a date."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from agreelint.audit.conditions import by_day, in_time
from agreelint.dating import Dated, Unknowable, period_of
from agreelint.days import long_date
from agreelint.diagnostics import AgreelintError
from agreelint.logs.events import Event
from agreelint.model.constraints import Proviso
from agreelint.moments import Moment
from agreelint.periods import after
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts

GRANTED_TO = "extended_to"
"""The column that says to which day an extension of at most so long was granted."""


@frozen(eq=False, repr=False, slots=False)
class Extended:
    """A last day, and in words what moved it."""

    dated: Dated
    words: tuple[str, ...] = ()


def extended(facts: "Facts", step: str, member: str | None, dated: Dated) -> Extended:
    """Move the last day of a step by every extension that was made on or before it; the furthest one counts."""
    result = Extended(dated)
    for proviso in facts.provisos:
        says = proviso.says
        if not isinstance(says, nodes.Adds | nodes.ExtendsTo) or says.step.text != step:
            continue
        source = proviso.origin.step
        for event in facts.so_far(source, facts.same(source, member)):
            moved = _moved(facts, proviso, says, event, member, dated)
            if moved and moved.dated.last.day > result.dated.last.day:
                result = moved
    return result


def _moved(
    facts: "Facts",
    proviso: Proviso,
    says: nodes.Adds | nodes.ExtendsTo,
    event: Event,
    member: str | None,
    dated: Dated,
) -> Extended | None:
    timely = by_day(event.when, dated.last.day)
    if timely is False or in_time(facts, proviso.origin.step, None, member) is False:
        return None  # once the last day has gone by there is nothing left to extend
    steps = (*dated.steps, dated.first)
    title = facts.procedure.steps[proviso.origin.step].title
    told = f"the last day was {long_date(dated.last.day)}; the {title} (`{proviso.origin.step}`)"
    clause = proviso.origin.clause
    match says:
        case nodes.ExtendsTo():
            try:
                to = facts.reckoned(says.limit, member, rolls=True)
            except Unknowable:
                return None
            if to is None:
                return None
            first, last = to.first, to.last
        case nodes.Adds():
            first = last = after(period_of(says.period), dated.last.day, facts.agreement.counting)
            granted = _granted_to(event, last.day)
            if says.at_most and granted:
                first = last = _on(last, granted)
            elif says.at_most:
                first = dated.first
                words = f"{told} moves it to {long_date(last.day)} at most ({clause}); fill `{GRANTED_TO}` with the day"
                return Extended(evolve(dated, last=last, steps=steps), (words,))
    words = f"{told} moves it to {long_date(last.day)} ({clause})"
    if timely is None:
        first = dated.first
        words = f"{told}, if it was made by then, moves it to {long_date(last.day)} ({clause})"
    return Extended(Dated(first, last, steps), (words,))


def _granted_to(event: Event, most: date) -> date | None:
    try:
        day = Moment.parse(event.attribute(GRANTED_TO) or "", "UTC").civil
    except (ValueError, AgreelintError):
        return None
    return min(day, most) if day else None


def _on(reckoning: Reckoning, day: date) -> Reckoning:
    """Return the same count cut short on an earlier day."""
    return reckoning if reckoning.day == day else evolve(reckoning, day=day, rolled=None)
