"""Terms and their extensions: which recorded extension counts, until when, and why another does not."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from agreelint.audit.extensions import GRANTED_TO
from agreelint.dating import Dated
from agreelint.days import long_date
from agreelint.logs.events import Event
from agreelint.model.entities import StepKind
from agreelint.moments import Moment
from agreelint.periods import fixed
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


@frozen(eq=False, repr=False, slots=False)
class Extension:
    """A recorded extension: whether it counts (None: cannot be told), why, and until when it then runs."""

    event: Event
    counts: bool | None
    why: str
    until: Moment | None
    lawful: bool = False
    """Whether it was approved, in time and not too long, whatever day the term would have ended on without it."""


def moved_end(facts: "Facts", term: nodes.Term, end: Dated, cap: Dated, member: str | None, by: date | None) -> Dated:
    """Return the end of a term as it stood on a day (now, if None); an extension that may count leaves it open."""
    for one in extensions(facts, term, end, cap, member, by):
        end = _after(facts, end, cap, one)
    return end


def extensions(
    facts: "Facts", term: nodes.Term, end: Dated, cap: Dated, member: str | None, by: date | None = None
) -> tuple[Extension, ...]:
    """Judge each recorded extension of a term, that of one member if there is one for each, in the order of time.

    For what counts back from the end it must have been made by a day.
    """
    assert term.extendable is not None
    found: list[Extension] = []
    for event in facts.so_far(term.extendable.step.text, member):
        one = _extension(facts, term, end, cap, event, by)
        found.append(one)
        end = _after(facts, end, cap, one)
    return tuple(found)


def _after(facts: "Facts", end: Dated, cap: Dated, one: Extension) -> Dated:
    """Return the end of a term after one more extension."""
    counting = facts.agreement.counting
    if one.counts is False:
        told = f"an extension{_on(one)} does not count: {one.why}"
        return Dated(end.first, end.last, end.steps, (*end.told, told), end.assumed)
    until = one.until or Moment(end.first.day, cap.last.day)
    first, last = until.first or end.first.day, until.last or cap.last.day
    if one.counts is None:
        told = f"an extension{_on(one)} may count or not: {one.why}"
        first = max(first, end.first.day) if one.lawful else end.first.day
        last = max(min(last, cap.last.day), end.last.day)
    else:
        told = f"extended{_on(one)} to {long_date(last)}"
    limits = [evolve(fixed(day, counting), rolled=None, rolls=False) for day in (first, last)]  # an end never rolls
    return Dated(limits[0], limits[1], end.steps, (*end.told, told), end.assumed)


def _extension(facts: "Facts", term: nodes.Term, end: Dated, cap: Dated, event: Event, by: date | None) -> Extension:
    assert term.extendable is not None
    when, until = event.when, _until(facts, event)
    approved = _approved(facts, term.extendable.step.text)
    over = long_date(end.last.day)
    if approved is False:
        return Extension(event, False, "it was not approved", until)
    if when.first is not None and when.first > end.last.day:
        return Extension(event, False, f"the term was over on {over}", until)
    if by is not None and when.first is not None and when.first > by:
        return Extension(event, False, f"it was made after {long_date(by)}, the day that counts here", until)
    if until is not None and until.first is not None and until.first > cap.last.day:
        return Extension(event, False, f"it goes beyond the longest extension, to {long_date(cap.last.day)}", until)
    if until is not None and until.last is not None and until.last <= end.first.day:
        return Extension(event, False, f"it ends no later than the term itself, on {over}", until)
    if until is not None and until.last is not None and when.first is not None and until.last <= when.first:
        return Extension(event, False, f"it ends on {long_date(until.last)}, no later than it was made", until)
    if until is None or until.last is None:
        return Extension(event, None, f"the record does not say until when (column `{GRANTED_TO}`)", None)
    timely = when.last is not None and when.last <= min(end.first.day, by or end.first.day)
    lawful = approved is True and timely and until.last <= cap.first.day
    longer = until.first is not None and end.last.day < until.first
    if not lawful or not longer:
        why = "the record leaves open whether it was approved, in time, short enough and longer than the term itself"
        return Extension(event, None, why, until, lawful)
    return Extension(event, True, f"until {long_date(until.last)}, before the term was over on {over}", until)


def _approved(facts: "Facts", step: str) -> bool | None:
    match facts.procedure.steps[step].kind:
        case StepKind.VOTE:
            return facts.passed(step) if facts.procedure.steps[step].each is None else facts.carried(step)
        case StepKind.APPROVAL:
            return facts.granted(step)
        case _:
            return True


def _until(facts: "Facts", event: Event) -> Moment | None:
    text = event.attribute(GRANTED_TO)
    if not text:
        return None
    try:
        return Moment.parse(text, facts.agreement.counting.zone)
    except ValueError:
        return None  # what is no day says nothing


def _on(one: Extension) -> str:
    day = one.event.when.civil
    return f" on {long_date(day)}" if day else ""
