"""Rounds of a case: a body's repeated vote opens a new one."""

from collections.abc import Mapping

from attrs import frozen

from agreelint.logs.events import Event
from agreelint.model.constraints import Procedure, Repeats
from agreelint.model.entities import StepKind
from agreelint.moments import Moment, precedes

Events = Mapping[str, tuple[Event, ...]]


def chronological(event: Event) -> tuple[object, ...]:
    """Sort key by what a row says, never by where it stands: shuffling lines must change nothing."""
    when = event.when
    clock = when.instant.timestamp() if when.instant else 0.0
    known = (
        when.first is None,
        when.first.toordinal() if when.first else 0,
        when.last.toordinal() if when.last else 0,
    )
    numbers = (
        event.votes_for,
        event.votes_against,
        event.votes_abstain,
        event.members_present,
        event.members_total,
        event.recused,
        event.chair_voted,
    )
    words = (
        *(event.actor, event.body, event.outcome, event.meeting_kind, event.medium, event.subject, event.procedure),
        *(event.case_id, event.event_id, event.corrects, event.continues_case, event.fiscal_year, event.proof),
    )
    return (
        *known,
        clock,
        event.recipients,
        tuple(-1 if number is None else number for number in numbers),
        tuple(word or "" for word in words),
        event.present_by or (),
        event.for_by or (),
        event.against_by or (),
        *(str(one) for one in (event.signed, event.received, event.recorded)),
        event.attendees or (),
        event.attributes,
    )


@frozen(eq=False, repr=False, slots=False)
class Rounds:
    """The events of each round, and the repeated vote that divides them, if there is one.

    In a declared loop it is the step from which the procedure begins again.
    """

    events: tuple[Events, ...]
    vote: str | None = None
    loop: bool = False


def split(procedure: Procedure, events: Events, dependents: Mapping[str, tuple[str, ...]]) -> Rounds:
    """Sort the events of one case into rounds; one round, unless some body voted more than once.

    What a vote needs belongs to the round of the first vote not before it; anything else to the round of the last
    vote not after it.
    """
    loop = next((c for c in procedure.constraints if isinstance(c, Repeats)), None)
    if loop is not None:
        return _split_by_loop(loop, events, frozenset((loop.start, *dependents[loop.start])))
    votes = [
        step.id
        for step in procedure.own
        if step.kind is StepKind.VOTE and step.each is None and len({e.when for e in events.get(step.id, ())}) > 1
    ]
    if not votes:
        return Rounds((events,))
    vote = votes[-1]  # the last of the votes that were repeated: the earlier ones lead up to it
    times = list(dict.fromkeys(event.when for event in events[vote]))
    rounds: list[dict[str, tuple[Event, ...]]] = [{} for _ in times]
    for step, found in events.items():
        for event in found:
            number = _round(step, event.when, times, vote, dependents)
            rounds[number][step] = (*rounds[number].get(step, ()), event)
    return Rounds(tuple(rounds), vote)


def _round(
    step: str,
    when: Moment,
    times: list[Moment],
    vote: str,
    dependents: Mapping[str, tuple[str, ...]],
) -> int:
    if step == vote:
        return times.index(when)
    if vote in dependents[step]:
        return next((n for n, time in enumerate(times) if precedes(time, when) is not True), len(times) - 1)
    return max((n for n, time in enumerate(times) if precedes(when, time) is not True), default=0)


def _split_by_loop(loop: Repeats, events: Events, again: frozenset[str]) -> Rounds:
    """Open a round with a new occurrence of the first step, once the step that may fail was done since the last.

    `again` are the steps that a round has of its own; what is recorded of others belongs to the first one.
    """
    ends = [event.when for event in events.get(loop.origin.step, ())]
    times: list[Moment] = []
    for event in events.get(loop.start, ()):
        since = [end for end in ends if not times or precedes(end, times[-1]) is not True]
        if not times or any(precedes(event.when, end) is not True for end in since):
            times.append(event.when)
    rounds: list[dict[str, tuple[Event, ...]]] = [{} for _ in range(max(1, len(times)))]
    for step, found in events.items():
        for event in found:
            number = max((n for n, time in enumerate(times) if precedes(event.when, time) is not True), default=0)
            if step not in again:
                number = 0
            elif number and step == loop.origin.step and _ended(event.when, times[number - 1 : number + 1], ends):
                number -= 1
            rounds[number][step] = (*rounds[number].get(step, ()), event)
    return Rounds(tuple(rounds), loop.start, loop=True)


def _ended(when: Moment, times: list[Moment], ends: list[Moment]) -> bool:
    """Say whether an act on the day on which a round began is what it took for that: the end of the round before."""
    last, this = times
    others = [end for end in ends if precedes(end, this) is True and precedes(end, last) is not True]
    return precedes(this, when) is None and not others
