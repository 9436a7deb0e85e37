"""When what was sent was received: as recorded, else as the text deems it, else only not before the sending."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from agreelint.audit.occurrences import earliest
from agreelint.counting import Counting
from agreelint.dating import Dated, Unknowable, period_of
from agreelint.days import long_date
from agreelint.logs.events import Event
from agreelint.model.entities import Step
from agreelint.moments import Moment
from agreelint.periods import after, fixed
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


@frozen(eq=False, repr=False, slots=False)
class Received:
    """When something was received; `told` says what was deemed. Without a last day it may be still on its way."""

    when: Moment
    told: tuple[str, ...] = ()


def receipt(facts: "Facts", step: str, member: str | None) -> Received | None:
    """Return the first receipt of a step, by a member if one is given; None if no sending is recorded."""
    events = facts.so_far(step, member)
    if not events:
        return None
    found = [_received(facts.procedure.steps[step], event, facts.agreement.counting) for event in events]
    told = dict.fromkeys(line for one in found for line in one.told)
    return Received(earliest([one.when for one in found]), tuple(told))


def receipt_day(facts: "Facts", step: str, member: str | None) -> Dated | None:
    """Return the day of a receipt; one that is not recorded lies between the sending and as-of, or still ahead."""
    received = receipt(facts, step, member)
    if received is None:
        return None
    first, counting = received.when.first, facts.agreement.counting
    if first is None:
        raise Unknowable("neither its sending nor its receipt has a day on record")
    last = received.when.last or max(first, facts.settings.as_of)
    return Dated(fixed(first, counting), fixed(last, counting), (), received.told, bool(received.told))


def _received(step: Step, event: Event, counting: Counting) -> Received:
    if event.received is not None and event.received.known:
        return Received(event.received)
    sent = event.when
    match step.deemed:
        case None:
            return Received(Moment(sent.first, None))
        case nodes.DeemedWhenSent():
            return Received(sent, (f"no receipt recorded: {step.title} is deemed received when sent (assumed)",))
        case nodes.DeemedAfter():
            period = period_of(step.deemed.period)
            days = [after(period, day, counting, rolls=False).day if day else None for day in (sent.first, sent.last)]
            told = f"no receipt recorded: {step.title} is deemed received {period} after sending{_on(days)} (assumed)"
            return Received(Moment(days[0], days[1]), (told,))


def _on(days: list[date | None]) -> str:
    return f", on {long_date(days[0])}" if days[0] is not None and days[0] == days[1] else ""
