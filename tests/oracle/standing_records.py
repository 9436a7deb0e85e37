"""Records of what holds at all times: for which days, and of what, they are declared complete."""

from dataclasses import dataclass
from datetime import date

from .days import ONE
from .records import Log


@dataclass(frozen=True)
class Declared:
    """Every row of an activity, of a body, or of anything is in the log: from a day, or the beginning, to another."""

    through: date
    start: date | None = None
    activity: str = ""
    body: str = ""

    def speaks_of(self, activity: str, body: str) -> bool:
        return self.activity in {"", activity} and self.body in {"", body}

    def holds_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and day <= self.through


@dataclass(frozen=True)
class Record(Log):
    declared: tuple[Declared, ...] = ()

    def speaking(self, activity: str, body: str) -> list[Declared]:
        return [one for one in self.declared if one.speaks_of(activity, body)]

    def full(self, activity: str, body: str, first: date | None, last: date) -> bool:
        """Whether every such row of the days from one to another, or from the beginning, is in the log."""
        speaking = self.speaking(activity, body)
        doubtful = [first or date.min, *(one.through + ONE for one in speaking)]
        asked = [day for day in doubtful if (first or date.min) <= day <= last]
        return all(any(one.holds_on(day) for one in speaking) for day in asked)
