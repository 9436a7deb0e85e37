"""A procedure that begins again from an earlier step where a decision failed: each turn is a round of its own."""

from .conditions import holds
from .counting import away
from .needs import Needs
from .procedures import Procedure, Step
from .provisos_said import Repeats
from .records import Act
from .verdicts import NO_EFFECT, NOT_APPLICABLE, PENDING, SATISFIED, UNKNOWN, VIOLATED, Verdict

Acts = tuple[Act, ...]


def loop_of(procedure: Procedure) -> tuple[Step, Repeats] | None:
    """The step that may begin the procedure again, and how."""
    return next(((step, said) for step in procedure.steps for said in step.said(Repeats)), None)


def inside(needs: Needs, start: str) -> set[str]:
    """The steps of which each round has its own: the one from which it begins again, and all that comes after it."""
    return {start, *(name for name, _ in needs.later(start, None))}


def split(needs: Needs, acts: Acts) -> list[Acts]:
    """The acts of each round: one begins with the next record of its first step, once the last has come to its end."""
    if not (found := loop_of(needs.procedure)):
        return [acts]
    step, repeats = found
    ends = [act for act in acts if act.row.activity == step.name]
    openings: list[Act] = []
    for act in (act for act in acts if act.row.activity == repeats.start):
        since = [end for end in ends if not openings or end.earlier(openings[-1]) is not True]
        if not openings or any(act.earlier(end) is not True for end in since):
            openings.append(act)
    again = inside(needs, repeats.start)
    rounds: list[list[Act]] = [[] for _ in openings or [None]]
    for act in acts:
        rounds[round_of(act, openings, ends) if act.row.activity in again else 0].append(act)
    apart = [act for act in rounds[0] if act.row.activity not in again]
    return [tuple(rounds[0]), *(tuple(act for act in acts if act in apart or act in own) for own in rounds[1:])]


def round_of(act: Act, openings: list[Act], ends: list[Act]) -> int:
    """The last round that has begun by an act; but the end of the round before, if it came on the day of the next."""
    number = max((n for n, opening in enumerate(openings) if act.earlier(opening) is not True), default=0)
    if act in ends and number and openings[number].earlier(act) is None:
        since = [end for end in ends if end.earlier(openings[number]) and not end.earlier(openings[number - 1])]
        return number if since else number - 1
    return number


def begins_again(step: Step, clause: Repeats, member, speaks: bool, now) -> Verdict:
    """What a failure calls for: the first step of the next round."""
    failed = holds(now, clause.condition)
    if failed is False:
        return Verdict(NOT_APPLICABLE)
    if failed is None:
        waits = now.full() and not any(now.happened(name) for name in clause.condition.names)
        return Verdict(PENDING if waits else UNKNOWN)
    if clause.times is not None and now.number >= clause.times:
        return Verdict(NO_EFFECT if now.following else NOT_APPLICABLE)
    if clause.count is None:
        return Verdict(SATISFIED if now.following else PENDING if now.full() else UNKNOWN)
    since = max(act.day for name in clause.condition.names for act in now.acts(name))
    limit = away(since, clause.count, clause.unit, 1, now.procedure.week)
    last = now.last_chance(step, limit, limit)
    if now.following:
        return Verdict(SATISFIED if now.following.day <= last else VIOLATED, limit)
    if now.today <= last:
        return Verdict(PENDING, limit)
    return Verdict(VIOLATED if now.full(last) else UNKNOWN, limit)
