"""Verdicts: the state of one constraint in one case, the evidence for it, and everything that explains it."""

from datetime import date
from enum import Enum

from attrs import frozen

from agreelint.logs.events import Event
from agreelint.model.constraints import Origin
from agreelint.model.rules import Size
from agreelint.moments import Moment
from agreelint.reckoning import Reckoning


class State(Enum):
    """How a constraint stands, worst first."""

    VIOLATED = "violated"
    NO_EFFECT = "no_effect"
    UNKNOWN = "unknown"
    PENDING = "pending"
    HOLDING = "holding"
    SATISFIED = "satisfied"
    NOT_APPLICABLE = "not_applicable"


RANK = {state: rank for rank, state in enumerate(State)}


class Evidence(Enum):
    """What a verdict rests on."""

    DIRECT = "direct"
    DECLARED = "declared"
    ASSUMED = "assumed"
    MISSING = "missing"


@frozen(repr=False)
class Instance:
    """Which instance of a constraint a verdict is about; `member` is the `for` of the report."""

    member: str | None = None
    recipient: str | None = None
    period: str | None = None
    round: int = 1


@frozen(repr=False)
class Margin:
    """Units to spare; negative outside the bound, and then at least 1 in size."""

    count: int
    unit: str


@frozen(repr=False)
class Base:
    """What a vote would need of one base: the size of the base, the votes needed, and whether it passes."""

    name: str
    size: Size
    needed: Size
    passes: bool


@frozen(repr=False)
class Tally:
    """A vote as it was counted: votes for, the base of the text, and what other bases would give."""

    votes_for: Size | None
    base: str
    size: Size | None
    needed: Size | None
    others: tuple[Base, ...] = ()


@frozen(repr=False)
class Doubt:
    """An earlier step on which doubt rests, and the path of steps along which it comes."""

    step: str
    clause: str
    state: State
    path: tuple[str, ...]
    cause: str | None = None
    """What of that step it is, if not the step as a whole: its quorum."""


@frozen(eq=False, repr=False)
class Finding:
    """What the evaluation of one constraint finds, before it is tied to its case and instance."""

    state: State
    message: str
    due: date | None = None
    actual: date | None = None
    margin: Margin | None = None
    evidence: Evidence = Evidence.DIRECT
    missing_record: str | None = None
    tally: Tally | None = None
    relied_on: tuple[str, ...] = ()
    reckonings: tuple[Reckoning, ...] = ()
    remarks: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    readings: tuple[tuple[str, tuple[tuple[str, State], ...]], ...] = ()
    fix: str | None = None
    cured_under: str | None = None
    echo: bool = False
    """Whether this only repeats that a step is not recorded, which another check of the step says in full."""


@frozen(eq=False, repr=False)
class Verdict:
    """A finding about one instance of a constraint in one case."""

    case_id: str | None
    procedure: str | None
    origin: Origin
    instance: Instance
    finding: Finding
    governing: Moment | None = None
    """The days on which the event can have been by whose day its text is chosen."""
    read_against_later_text: bool = False
    text_in_force: str | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def state(self) -> State:
        """The state of the constraint."""
        return self.finding.state


def in_order(verdict: Verdict) -> tuple[str, str, str, str, str, int]:
    """Sort key without the state: case, procedure, constraint, member or recipient, period, round."""
    where = verdict.instance
    return (
        verdict.case_id or "",
        verdict.procedure or "",
        verdict.origin.name,
        where.member or where.recipient or "",
        where.period or "",
        where.round,
    )
