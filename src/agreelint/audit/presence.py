"""Findings about an office whose holder is to be at every meeting of a body."""

from collections.abc import Iterator

from agreelint.audit.record import Record
from agreelint.audit.verdicts import Evidence, Finding, Instance, State
from agreelint.audit.words import listed, plural, said
from agreelint.model.tenure import Attended


def attended(rule: Attended, record: Record) -> Iterator[tuple[Instance, Finding]]:
    """Judge all meetings on record together: `holding` as long as the holder of the office was at each of them."""
    who, meetings = record.model.agreement.title_of(rule.office), record.meetings(rule.body)
    told = {day: meetings.holder_attended(rule.office, who, day) for day in meetings.days}
    missed = [day for day, there in told.items() if there is False]
    if missed:
        events = tuple(event for day in missed for event in meetings.days[day])
        message = f"{who} was not at the meeting on {listed([said(day) for day in missed])}"
        yield Instance(), Finding(State.VIOLATED, message, actual=missed[0], events=events)
        return
    unclear = [day for day, there in told.items() if there is None]
    if unclear:
        message = f"whether {who} was at the meeting on {said(unclear[0])} cannot be told"
        missing = f"everybody who was at the meeting on {listed([said(day) for day in unclear])}"
        events = tuple(event for day in unclear for event in meetings.days[day])
        finding = Finding(State.UNKNOWN, message, evidence=Evidence.MISSING, missing_record=missing, events=events)
        yield Instance(), finding
        return
    yield Instance(), Finding(State.HOLDING, f"{who} was at {plural(len(told), 'meetings')} on record")
