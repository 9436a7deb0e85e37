"""What an order, a bound or a condition looks at: whether something happened, and when."""

from enum import Enum

from attrs import frozen

from agreelint.logs.events import Event
from agreelint.moments import Moment


class Happened(Enum):
    """Whether an anchor has happened."""

    YES = "yes"
    UNSETTLED = "unsettled"
    FAILED = "failed"
    ABSENT = "absent"


@frozen(eq=False, repr=False, slots=False)
class Anchor:
    """What an order or bound counts from: whether it happened, and when."""

    happened: Happened
    when: Moment | None = None
    events: tuple[Event, ...] = ()
    told: tuple[str, ...] = ()
    """What was deemed rather than recorded."""
