"""Instants from counts of hours, walked one civil day at a time, leaving out the days that do not count.

Hours are those of the clock on the wall: every civil day has 24, also the two on which the clocks change, so
that "48 hours" means the same in March as in June. No text that was read says otherwise.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from attrs import frozen

from agreelint.days import ONE_DAY


@frozen
class Stretch:
    """The part of one day that a count ran over: from `start` to `end`, which lies earlier if it ran back."""

    start: datetime
    end: datetime
    counted: bool

    @property
    def day(self) -> date:
        """The civil day on which it lies; a midnight belongs to the day that it ends or begins."""
        return min(self.start, self.end).date()

    @property
    def length(self) -> timedelta:
        """How long it is by the clock."""
        return abs(self.end - self.start)


def walk(
    anchor: datetime, hours: int, forward: bool, counts: Callable[[date], bool]
) -> tuple[datetime, tuple[Stretch, ...]]:
    """Go `hours` forward or backward from a civil instant, spending them only on days that count (OML-02).

    The instant returned is the first at which all are spent: where they are used up exactly at midnight, it
    is that midnight, not the far end of the days left out beyond it. `counts` may raise to stop a long
    count.
    """
    now, left, stretches = anchor, timedelta(hours=hours), []
    while left:
        # Backwards from midnight come the hours of the day before.
        day = now.date() if forward else (now - now.resolution).date()
        end = datetime.combine(day + ONE_DAY if forward else day, time())
        counted = counts(day)
        if counted:
            used = min(left, abs(end - now))
            end = now + used if forward else now - used
            left -= used
        stretches.append(Stretch(now, end, counted))
        now = end
    return now, tuple(stretches)
