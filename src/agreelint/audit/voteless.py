"""A vote without the votes of members who have none, because of a status."""

from collections.abc import Callable, Mapping

from attrs import evolve

from agreelint.audit.votes import Counted
from agreelint.logs.events import Event


def counted_without(
    event: Event,
    apart: Mapping[str, bool | None],
    counted: Callable[[Event], Counted],
    title_of: Callable[[str], str],
) -> Counted:
    """Count a vote whose row says who voted, without those who have no vote (None: for whom that cannot be told)."""
    voted = {member for votes in (event.for_by, event.against_by) for member, number in votes or () if number}
    sure = [member for member in sorted(voted & apart.keys()) if apart[member]]
    maybe = [member for member in sorted(voted & apart.keys()) if not apart[member]]
    found = counted(_without(event, sure))
    if sure:
        names = " and ".join(title_of(member) for member in sure)
        found = evolve(found, words=f"{found.words}; not counted: {names}, without a vote")
    if maybe and counted(_without(event, [*sure, *maybe])).passed is not found.passed:
        names = " and ".join(title_of(member) for member in maybe)
        return evolve(found, passed=None, words=f"{found.words}; whether {names} had a vote cannot be told")
    return found


def _without(event: Event, members: list[str]) -> Event:
    if not members:
        return event
    for_by = tuple(one for one in event.for_by or () if one[0] not in members)
    against_by = tuple(one for one in event.against_by or () if one[0] not in members)
    return evolve(
        event,
        for_by=for_by if event.for_by is not None else None,
        against_by=against_by if event.against_by is not None else None,
        votes_for=_less(event.votes_for, event.for_by, members),
        votes_against=_less(event.votes_against, event.against_by, members),
    )


def _less(votes: int | None, by: tuple[tuple[str, int], ...] | None, members: list[str]) -> int | None:
    return None if votes is None else votes - sum(number for member, number in by or () if member in members)
