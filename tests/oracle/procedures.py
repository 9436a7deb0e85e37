"""Small procedures as plain values, and the text that says the same in the language of agreements."""

from calendar import month_name
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

TOWNS = ("adams", "becket", "colrain")
SEATS = 9
DUTIES = {"step", "notice", "filing", "reading", "meeting", "duty"}
AUTHORITIES = {"review": "dese", "approval": "bese"}
CHAIR = {"": "", "none": "  chair has no vote", "ties": "  chair votes only on ties"}
COUNCIL = 'body council "Council" cites II { }'
UNITS = ("days", "calendar days", "working days", "business days", "weeks", "months", "years")


# ---- events and days --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """`hearing`, `tally passed`, `every letter`, `letter of that town`."""

    step: str
    state: str = ""
    every: bool = False
    own: bool = False

    def __str__(self):
        words = ["every"] if self.every else []
        return " ".join([*words, self.step, *([self.state] if self.state else []), *(["of that town"] * self.own)])


@dataclass(frozen=True)
class Fixed:
    day: date

    def __str__(self):
        return self.day.isoformat()


@dataclass(frozen=True)
class Of:
    event: Event

    def __str__(self):
        return str(self.event)


@dataclass(frozen=True)
class Away:
    """So many units before or after a day, which is not counted itself."""

    count: int
    unit: str
    before: bool
    start: "Date"

    def __str__(self):
        return f"{told(self.count, self.unit)} {'before' if self.before else 'after'} {bracketed(self.start)}"


@dataclass(frozen=True)
class DueOf:
    """The deadline of another step, done or not."""

    step: str

    def __str__(self):
        return f"the deadline of {self.step}"


@dataclass(frozen=True)
class Extreme:
    latest: bool
    parts: tuple["Date", ...]

    def __str__(self):
        return f"{'latest' if self.latest else 'earliest'} of {', '.join(bracketed(part) for part in self.parts)}"


Date: TypeAlias = Fixed | Of | Away | DueOf | Extreme


def told(count, unit):
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def bracketed(day):
    return f"({day})" if isinstance(day, Away | Extreme) else str(day)


# ---- what is said of a step --------------------------------------------------------------------------


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
class Is:
    """`tally passed`, `letter done`, `state_review requires changes`."""

    step: str
    state: str

    @property
    def names(self):
        return (self.step,)

    def __str__(self):
        return f"{self.step} {self.state}"


@dataclass(frozen=True)
class Not:
    of: "Condition"

    @property
    def names(self):
        return self.of.names

    def __str__(self):
        return f"not {self.of}" if isinstance(self.of, Is) else f"not ({self.of})"


@dataclass(frozen=True)
class Both:
    parts: tuple["Condition", ...]

    @property
    def names(self):
        return tuple(name for part in self.parts for name in part.names)

    def __str__(self):
        return " and ".join(f"({part})" if isinstance(part, EitherOf) else str(part) for part in self.parts)


@dataclass(frozen=True)
class EitherOf:
    parts: tuple["Condition", ...]

    @property
    def names(self):
        return tuple(name for part in self.parts for name in part.names)

    def __str__(self):
        return " or ".join(str(part) for part in self.parts)


Condition: TypeAlias = Is | Not | Both | EitherOf


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
    CarriesWhen | Order | Bound | Passes | ValidOnlyIf | When | At | AtNext | OnYearly | Carries | JudgedBy
)


@dataclass(frozen=True)
class Step:
    name: str
    kind: str
    by: tuple[str, ...] = ()
    each: bool = False  # by each town
    to: tuple[str, ...] = ()
    to_each: bool = False  # to each town
    optional: bool = False
    clauses: tuple[Clause, ...] = ()

    @property
    def power(self):
        return self.optional or self.kind == "vote"

    @property
    def outside(self):
        return self.kind in AUTHORITIES

    @property
    def members(self):
        return TOWNS if self.each or self.to_each else (None,)

    @property
    def held(self):
        """Whether it is itself a meeting of the board."""
        return self.kind == "reading" or bool(self.said(AtNext))

    def said(self, kind):
        return [clause for clause in self.clauses if isinstance(clause, kind)]

    def __str__(self):
        words = [f"  {self.kind} {self.name}{' optional' * self.optional}"]
        if self.each:
            words.append("    by each town")
        elif self.by:
            words.append(f"    by {' or '.join(self.by)}")
        if self.to_each:
            words.append("    to each town")
        elif self.to:
            words.append(f"    to {' and '.join(self.to)}")
        if self.kind == "reading" and not self.said(AtNext):
            words.append("    at meeting of board")
        words += [f"    {clause}" for clause in self.clauses]
        return "\n".join(words)


@dataclass(frozen=True)
class Procedure:
    steps: tuple[Step, ...]
    week: int = 5  # how many days of the week, from Monday, are working days
    rolls: bool = True
    saturdays: bool = False  # a last day on a Saturday rolls as well
    quorum: bool = True
    chair: str = ""  # "none": has no vote; "ties": votes only on ties
    council: bool = False  # there is another body

    def __getitem__(self, name):
        return next(step for step in self.steps if step.name == name)

    def __str__(self):
        last = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[self.week - 1]
        roll = "next business day" if self.rolls else "none"
        steps = "\n".join(str(step) for step in self.steps)
        return f"""\
agreement sample "Sample" {{
  jurisdiction massachusetts
  fiscal_year starts July 1
  counting {{
    working days Monday to {last} except legal holidays cites II
    roll {roll} cites II
{"    saturdays closed cites II" * self.saturdays}
  }}
}}
group town "town" cites I {{
  adams "Adams"
  becket "Becket"
  colrain "Colrain"
}}
body board "Board" cites II {{
  seats {SEATS}
{"  quorum more than 1/2 of seats cites II.B" * self.quorum}
{CHAIR[self.chair]}
  decides with more than 1/2 of present cites II.C
}}
{COUNCIL * self.council}
office director "Director" cites II
office chair "Chair" cites II
office clerk "Clerk" cites II
procedure change "Change" cites III {{
{steps}
}}
"""
