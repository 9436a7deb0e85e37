"""What is attached to a step and changes other results, as plain values, and how the language of agreements says it."""

from dataclasses import dataclass
from typing import TypeAlias

from .conditions_said import Condition
from .days_said import Away, Date, Event, Fixed, Of, told


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


@dataclass(frozen=True)
class Waives:
    """Where this is done lawfully, another step is not asked for, or one clause of it is not."""

    step: str
    clause: str = ""
    name = "waives"

    def __str__(self):
        return f"waives {self.step}{'.' * bool(self.clause)}{self.clause}"


@dataclass(frozen=True)
class Adds:
    """Where this is done in time, the last day of another step is so much later."""

    count: int
    unit: str
    step: str
    name = "adds"

    def __str__(self):
        return f"adds {told(self.count, self.unit)} to {self.step}"


@dataclass(frozen=True)
class ExtendsTo:
    """Where this is done in time, the last day of another step is a later one."""

    step: str
    day: Fixed
    name = "extends"

    def __str__(self):
        return f"extends {self.step} to {self.day}"


@dataclass(frozen=True)
class Deemed:
    """It comes of itself on a day, unless something has come before."""

    day: Date
    unless: Condition
    name = "deemed"

    def __str__(self):
        return f"deemed done on {self.day} unless {self.unless}"


@dataclass(frozen=True)
class Repeats:
    """Where something failed, the procedure begins again from an earlier step, so often and so soon."""

    start: str
    condition: Condition
    times: int | None = None
    count: int | None = None
    unit: str = "days"
    name = "repeats"

    def __str__(self):
        often = f" at most {self.times} times" if self.times is not None else ""
        soon = f" within {told(self.count, self.unit)}" if self.count is not None else ""
        return f"repeats{often}{soon} from {self.start} when {self.condition}"


Proviso: TypeAlias = Repeats | Silence | Lapses | Appeals | Waives | Adds | ExtendsTo | Deemed
