"""Syntax nodes: the clauses of a step."""

from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.bodies import Times
from agreelint.syntax.nodes.citations import Because, Citation
from agreelint.syntax.nodes.conditions import Condition, Judged
from agreelint.syntax.nodes.dates import DateExpr, Period
from agreelint.syntax.nodes.events import Bound, EventRef
from agreelint.syntax.nodes.force import Force
from agreelint.syntax.nodes.people import Actor, Recipients
from agreelint.syntax.nodes.provisos import Proviso
from agreelint.syntax.nodes.recurrence import Recurrence
from agreelint.syntax.nodes.votes import Ambiguous, Carrying, SaidElsewhere, Threshold, Thresholds


@frozen(eq=False, repr=False, slots=False)
class InPerson(Node):
    """`in person`: nobody else may act instead."""


@frozen(eq=False, repr=False, slots=False)
class By(Node):
    """`by …`: who acts."""

    actor: Actor
    in_person: InPerson | None
    citation: Citation | None
    force: Force | None


@frozen(eq=False, repr=False, slots=False)
class To(Node):
    """`to …`: who receives."""

    recipients: Recipients


@frozen(eq=False, repr=False, slots=False)
class Via(Node):
    """`via mail or delivery`."""

    media: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Enclosing(Node):
    """`enclosing proposal`."""

    things: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Signed(Node):
    """`signed by at least 1/10 of registered_voters`."""

    threshold: Threshold


@frozen(eq=False, repr=False, slots=False)
class Certificate(Node):
    """`with certificate of town_clerk`."""

    office: Name


@frozen(eq=False, repr=False, slots=False)
class Authorization(Node):
    """`with authorization of board_chair`."""

    office: Name


@frozen(eq=False, repr=False, slots=False)
class Proof(Node):
    """`with proof of receipt`."""


@frozen(eq=False, repr=False, slots=False)
class Stating(Node):
    """`stating facts and reasons`: what it must contain."""

    things: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Posted(Node):
    """`posted at town_hall and website`."""

    places: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class OpenToThePublic(Node):
    """`open to the public`: in open session."""


@frozen(eq=False, repr=False, slots=False)
class After(Node):
    """`after X`."""

    event: EventRef


@frozen(eq=False, repr=False, slots=False)
class Before(Node):
    """`before X`."""

    event: EventRef


@frozen(eq=False, repr=False, slots=False)
class Bounds(Node):
    """Counted bounds and fixed dates, joined by `and`."""

    bounds: tuple[Bound, ...]


@frozen(eq=False, repr=False, slots=False)
class AtStep(Node):
    """`at second_reading`: at the same meeting."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class AtMeeting(Node):
    """`at meeting of board`."""

    body: Name


@frozen(eq=False, repr=False, slots=False)
class AtNextMeeting(Node):
    """`at next regular meeting of board after X`."""

    regular: bool = field(converter=bool)
    body: Name
    event: EventRef


@frozen(eq=False, repr=False, slots=False)
class AtFirstMeeting(Node):
    """`at first meeting of board on or after D`."""

    regular: bool = field(converter=bool)
    body: Name
    since: DateExpr


@frozen(eq=False, repr=False, slots=False)
class When(Node):
    """`when …`: the step is owed only then."""

    condition: Condition


@frozen(eq=False, repr=False, slots=False)
class Passes(Node):
    """`passes with …`."""

    rule: Thresholds | Ambiguous | SaidElsewhere


@frozen(eq=False, repr=False, slots=False)
class Carries(Node):
    """`carries when … approve`."""

    rule: Carrying | Ambiguous


@frozen(eq=False, repr=False, slots=False)
class WithoutQuorum(Node):
    """`without quorum`: the body's quorum is not needed for this vote."""


@frozen(eq=False, repr=False, slots=False)
class ValidOnly(Node):
    """`valid only if …`."""

    condition: Condition


@frozen(eq=False, repr=False, slots=False)
class NotControlled(Node):
    """`not controlled`: no party decides when."""


@frozen(eq=False, repr=False, slots=False)
class ShownBy(Node):
    """`shown by X`: a record of X is evidence that the step was done in time."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class DeemedAfter(Node):
    """`deemed received 3 days after sending`."""

    period: Period


@frozen(eq=False, repr=False, slots=False)
class DeemedWhenSent(Node):
    """`deemed received when sent`."""


@frozen(eq=False, repr=False, slots=False)
class Recurs(Node):
    """`every fiscal_year as FY`, `for each invoice`: of a step that stands outside procedures."""

    recurrence: Recurrence


@frozen(eq=False, repr=False, slots=False)
class Repeats(Node):
    """`repeats at most 3 times within 45 days from proposed when town_vote failed`."""

    times: Times | None
    period: Period | None
    step: Name
    condition: Condition


PlainClause: TypeAlias = (
    To
    | Via
    | Enclosing
    | Signed
    | Certificate
    | Authorization
    | Proof
    | Stating
    | Posted
    | OpenToThePublic
    | After
    | Before
    | Bounds
    | AtStep
    | AtMeeting
    | AtNextMeeting
    | AtFirstMeeting
    | Judged
    | When
    | Passes
    | Carries
    | WithoutQuorum
    | ValidOnly
    | NotControlled
    | ShownBy
    | DeemedAfter
    | DeemedWhenSent
    | Proviso
    | Recurs
    | Repeats
)


@frozen(eq=False, repr=False, slots=False)
class ConsequenceReading(Node):
    """One meaning of a text that leaves the consequence open."""

    name: Name
    value: Word
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class AmbiguousConsequence(Node):
    """`ambiguous late_notice "…" { directory violated  mandatory no effect }`."""

    name: Name
    phrase: str
    citation: Citation | None
    readings: tuple[ConsequenceReading, ...]


Consequence: TypeAlias = Word | AmbiguousConsequence


@frozen(eq=False, repr=False, slots=False)
class Otherwise(Node):
    """`otherwise no effect`: what it means that a clause is not met."""

    consequence: Consequence


@frozen(eq=False, repr=False, slots=False)
class MissedMeans(Node):
    """`missed means no effect`: what it means that a step is missed, or done against its clauses."""

    consequence: Consequence


@frozen(eq=False, repr=False, slots=False)
class JoinedClauses(Node):
    """`before hearing and within 30 days after proposal`: an order first, with others or with bounds."""

    parts: tuple[After | Before | Bound, ...]


@frozen(eq=False, repr=False, slots=False)
class ClauseReading(Node):
    """One meaning of a clause that can be read in several ways."""

    name: Name
    value: PlainClause | JoinedClauses
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class AmbiguousClause(Node):
    """`ambiguous such_year "such fiscal year" { … }`: a clause that can be read in several ways."""

    name: Name
    phrase: str
    citation: Citation | None
    readings: tuple[ClauseReading, ...]


ClauseBody: TypeAlias = PlainClause | AmbiguousClause | MissedMeans


@frozen(eq=False, repr=False, slots=False)
class Clause(Node):
    """A clause of a step: what it means that it is not met, its own citation, when it is in force, if it says so."""

    body: ClauseBody
    otherwise: Otherwise | None
    citation: Citation | None
    force: Force | None
