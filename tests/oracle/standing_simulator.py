"""Says of every rule that holds at all times how it stands at the end of the day as-of."""

from .posts import posts_kept
from .seats import seats_kept
from .standing_meetings import meets_often
from .standing_records import Record
from .standing_said import Standing
from .verdicts import Key, Verdict


def simulate_standing(agreement: Standing, log: Record) -> dict[Key, Verdict]:
    return dict([*meets_often(agreement, log), *posts_kept(agreement, log), *seats_kept(agreement, log)])
