"""Findings about statuses: whether each member is in one, since when, and how the meetings were counted."""

from collections.abc import Iterator

from agreelint.audit.record import Record, Turn
from agreelint.audit.verdicts import Evidence, Finding, Instance, State
from agreelint.audit.words import said
from agreelint.model.conditions import leaves, standing_words
from agreelint.model.tenure import StatusOf
from agreelint.syntax import nodes


def statuses(rule: StatusOf, record: Record) -> Iterator[tuple[Instance, Finding]]:
    """Tell of each member how a status stands at as-of: `holding` while it is on, `satisfied` once it has ended."""
    for member in record.model.agreement.members_of(rule.group, record.register.as_of):
        yield Instance(member), _status(rule, record, member)


def _status(rule: StatusOf, record: Record, member: str) -> Finding:
    who, turns = record.model.agreement.title_of(member), record.turns(rule, member)
    last = turns[-1] if turns else None
    shown = _counts(rule, record, member, last)
    if last is None:
        return Finding(State.NOT_APPLICABLE, f"{who} was never {rule.title}{shown}")
    if last.on is None:
        message = f"whether {who} is {rule.title} cannot be told since {said(last.day)}{shown}"
        missing = f"who attended each meeting, and whether all are recorded, by {last.day}"
        return Finding(State.UNKNOWN, message, evidence=Evidence.MISSING, missing_record=missing)
    began = [turn for turn in turns if turn.on][-1:]
    if not began:
        message = f"{who} is not {rule.title}; whether it was before {said(last.day)} cannot be told{shown}"
        return Finding(State.NOT_APPLICABLE, message)
    since = said(began[0].day)
    effects = (
        ["counts in no quorum"] * rule.out_of_quorum
        + ["has no vote"] * rule.voteless
        + [f"loses “{what}”" for what in rule.loses]
    )
    follows = f"; {', '.join(effects)}" if effects else ""
    if last.on:
        message = f"{who} is {rule.title} since {since}{follows}{shown}"
        return Finding(State.HOLDING, message, actual=last.day)
    message = f"{who} was {rule.title} from {since} until {said(last.day)}{shown}"
    return Finding(State.SATISFIED, message, actual=last.day)


def _counts(rule: StatusOf, record: Record, member: str, turn: Turn | None) -> str:
    """Say how the meetings were counted on the day on which the status last changed, or at as-of."""
    day = turn.day if turn else record.register.as_of
    told = ""
    for part in leaves(rule.begins):
        if isinstance(part, nodes.Attendance):
            found = record.counted(part, member, day)
            unclear = f", {found.unclear} unclear" if found.unclear else ""
            words = standing_words(part, record.model.agreement.title_of)
            told += (
                f"; from {said(found.first)} to {said(found.last)} {found.held} meetings are recorded, of which "
                f"{found.attended} were attended and {found.missed} missed{unclear} ({words})"
            )
    return told
