"""What is attached to a step and changes other results, as plain values, and how the language of agreements says it."""

from dataclasses import dataclass
from typing import TypeAlias

from .conditions_said import Condition
from .days_said import Away, Date, Event, Of, told


@dataclass(frozen=True)
class Silence:
    """No answer for so long after a step counts as one."""

    count: int
    unit: str
    after: str
    approves: bool
    name = "silence"

    @property
    def limit(self) -> Date:
        return Away(self.count, self.unit, False, Of(Event(self.after)))

    def __str__(self):
        answer = "approval" if self.approves else "refusal"
        return f"silence for {told(self.count, self.unit)} after {self.after} counts as {answer}"


@dataclass(frozen=True)
class Lapses:
    """A yes holds so long after a step, unless something holds by then."""

    count: int
    unit: str
    after: str
    unless: Condition
    name = "lapses"

    @property
    def limit(self) -> Date:
        return Away(self.count, self.unit, False, Of(Event(self.after)))

    def __str__(self):
        return f"lapses {told(self.count, self.unit)} after {self.after} unless {self.unless}"


@dataclass(frozen=True)
class Appeals:
    """Where this is granted, the other counts as decided against from then on."""

    step: str
    name = "appeals"

    def __str__(self):
        return f"appeals {self.step}"


Proviso: TypeAlias = Silence | Lapses | Appeals
