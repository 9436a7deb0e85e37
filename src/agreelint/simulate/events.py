"""The events for each of which there is a case: a seat that falls vacant, a meeting, a step outside procedures."""

from collections.abc import Iterator
from datetime import timedelta

from agreelint.audit.answers import ABOUT
from agreelint.audit.cases import MEETING
from agreelint.model.recurrence import VACANCY, ForEach
from agreelint.model.tenure import LEAVES_OFFICE, TAKES_OFFICE
from agreelint.simulate.draft import Days, Row, Setting, points_of
from agreelint.simulate.people import actors_of, recipients_of

_YEARS = (200, 900)
"""For how many days somebody has sat, and how many of the term are left."""


def event_rows(setting: Setting, days: Days) -> Iterator[Row]:
    """Yield the rows of what a case answers; they belong to no case."""
    recurs, rng = setting.procedure.recurs, setting.rng
    for step in setting.procedure.given:
        for point in points_of(days, step):
            day = days[point]
            if step == VACANCY and isinstance(recurs, ForEach) and recurs.body:
                who = {"actor": event_name(setting), "body": recurs.body}
                seats = setting.agreement.seats_by(recurs.body, day)
                whose = {"subject": setting.member or rng.choice(sorted(seats))} if seats else {}
                took, ends = (timedelta(days=rng.randint(*_YEARS)) for _ in range(2))
                yield Row(TAKES_OFFICE, day - took, {**who, **whose, "until": f"{day + ends}"}, of_case=False)
                yield Row(LEAVES_OFFICE, day, who, of_case=False)
                continue
            entry = setting.procedure.steps[step]
            body = recurs.body if isinstance(recurs, ForEach) and step == MEETING else entry.meeting_of
            for actor in actors_of(setting, entry, point.member, {}, day):
                cells = {"actor": actor, "recipient": recipients_of(setting, entry, point.member), "body": body or ""}
                told = {name: text for name, text in cells.items() if text}
                yield Row(step, day, {**told, "event_id": event_name(setting)}, of_case=False)


def answering(setting: Setting) -> dict[str, str]:
    """Return the cells by which all rows of a case say which event they answer."""
    recurs = setting.procedure.recurs
    return {ABOUT: event_name(setting)} if isinstance(recurs, ForEach) else {}


def event_name(setting: Setting) -> str:
    """Return what the event is called: a member who leaves a seat, or the word of a row."""
    recurs = setting.procedure.recurs
    step = recurs.step if isinstance(recurs, ForEach) else "event"
    return f"{'member' if step == VACANCY else step}_{setting.number}"
