"""What is said of a step, as plain values, and how the language of agreements says it."""

from calendar import month_name
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from .conditions_said import Condition
from .days_said import Away, Date, Event, Extreme, bracketed, told
from .provisos_said import Proviso


@dataclass(frozen=True)
class Order:
    event: Event
    before: bool = False

    @property
    def name(self):
        return f"{'before' if self.before else 'after'}_{self.event.step}"

    def __str__(self):
        return f"{'before' if self.before else 'after'} {self.event}"


@dataclass(frozen=True)
class Bound:
    """A last day, or a first day; `words` are how it is said, and `start` what it counts from."""

    words: str  # lead, wait, within_before, within_after, deadline, not_before
    day: Date
    count: int = 0
    unit: str = "days"

    @property
    def name(self):
        return self.words.split("_", maxsplit=1)[0] if self.words.startswith("within") else self.words

    @property
    def is_last(self):
        return self.words in {"lead", "within_after", "deadline"}

    @property
    def backward(self):
        return self.words in {"lead", "within_before"}

    @property
    def limit(self) -> Date:
        """The last or the first lawful day."""
        if self.words in {"deadline", "not_before"}:
            return self.day
        return Away(self.count, self.unit, self.backward, self.day)

    def __str__(self):
        if self.words in {"deadline", "not_before"}:
            day = f"({self.day})" if isinstance(self.day, Extreme) else self.day
            return f"no {'later' if self.is_last else 'earlier'} than {day}"
        most = "within" if self.words.startswith("within") else "at least"
        side = "before" if self.words in {"lead", "within_before"} else "after"
        return f"{most} {told(self.count, self.unit)} {side} {bracketed(self.day)}"


@dataclass(frozen=True)
class Threshold:
    """`more than 1/2 of present`, `at least 4 of seats`, `all present`, `more than 1/2 of seats plus 1`."""

    strict: bool
    much: Fraction
    base: str
    counts: bool = False  # so many votes, rather than a share
    plus: int = 0

    def __str__(self):
        if self.much == 1 and not self.counts:
            return f"all {self.base}"
        much = f"{self.much.numerator}" if self.counts else f"{self.much.numerator}/{self.much.denominator}"
        plus = f" plus {self.plus}" if self.plus else ""
        return f"{'more than' if self.strict else 'at least'} {much} of {self.base}{plus}"


@dataclass(frozen=True)
class Passes:
    thresholds: tuple[Threshold, ...]
    name = "passes"

    def __str__(self):
        return f"passes with {' and '.join(map(str, self.thresholds))}"


@dataclass(frozen=True)
class ValidOnlyIf:
    condition: Condition
    name = "validity"

    def __str__(self):
        return f"valid only if {self.condition}"


@dataclass(frozen=True)
class When:
    condition: Condition
    name = "when"

    def __str__(self):
        return f"when {self.condition}"


@dataclass(frozen=True)
class At:
    """At the meeting of another step."""

    step: str
    name = "meeting"

    def __str__(self):
        return f"at {self.step}"


@dataclass(frozen=True)
class AtNext:
    """At the next meeting of the board after an event."""

    event: Event
    regular: bool = False
    name = "next_meeting"

    def __str__(self):
        return f"at next {'regular ' * self.regular}meeting of board after {self.event}"


@dataclass(frozen=True)
class AtFirst:
    """At the first meeting of the board on or after a day."""

    day: Date
    regular: bool = False
    name = "first_meeting"

    def __str__(self):
        return f"at first {'regular ' * self.regular}meeting of board on or after {self.day}"


@dataclass(frozen=True)
class OnYearly:
    """On a day that every year has: a month and a day, or the first or last day of a kind of year."""

    month: int
    number: int
    name = "on"

    def __str__(self):
        return f"on a {month_name[self.month]} {self.number}"


@dataclass(frozen=True)
class Carries:
    """What a notice or filing must have: one of these media, and all of these enclosures."""

    media: tuple[str, ...]
    enclosures: tuple[str, ...]
    name = "contents"

    def __str__(self):
        via = f"via {' or '.join(self.media)}" if self.media else ""
        return f"{via} {'enclosing ' + ' and '.join(self.enclosures) if self.enclosures else ''}".strip()


@dataclass(frozen=True)
class JudgedBy:
    """An open standard: a person must judge."""

    name = "judged"

    def __str__(self):
        return 'judged "in good time"'


@dataclass(frozen=True)
class CarriesWhen:
    """Who of the towns must approve: so large a share, or one of them."""

    strict: bool = False
    much: Fraction = Fraction(1)
    named: str = ""
    name = "carries"

    def __str__(self):
        if self.named:
            return f"carries when {self.named} approves"
        share = f"{'more than' if self.strict else 'at least'} {self.much.numerator}/{self.much.denominator} of"
        return f"carries when {'all' if self.much == 1 else share} town approve"


Clause: TypeAlias = (
    Proviso
    | CarriesWhen
    | Order
    | Bound
    | Passes
    | ValidOnlyIf
    | When
    | At
    | AtNext
    | AtFirst
    | OnYearly
    | Carries
    | JudgedBy
)
