"""The syntax tree: one frozen class per grammar rule of the same name, span first, equal by meaning."""

from datetime import date
from fractions import Fraction
from typing import TypeAlias

from attrs import field, fields, frozen

from agreelint.source import Span


@frozen(eq=False, repr=False, slots=False)
class Node:
    """Anything that stands somewhere in a text.

    Equality and printing are written once here, not generated for each class, and there are no slots: that takes
    less than half the time to import, and every start of the program waits for it.
    """

    span: Span

    def _meaning(self) -> tuple[object, ...]:
        return tuple(getattr(self, a.name) for a in fields(type(self)) if a.name != "span")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._meaning() == other._meaning()

    def __hash__(self) -> int:
        return hash((type(self), self._meaning()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._meaning()))})"


@frozen(eq=False, repr=False, slots=False)
class Name(Node):
    """An identifier as written."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class Word(Node):
    """A fixed word of the language, named by its grammar alias (`working_days`, `ordinal_2`)."""

    text: str


# ---- citations ----------------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class ClauseCite(Node):
    """A clause of the agreement in its own lettering; `sentence` narrows it."""

    label: str
    sentence: int | None


@frozen(eq=False, repr=False, slots=False)
class TextCite(Node):
    """Another text, such as a statute, cited in words."""

    label: str


Cite: TypeAlias = ClauseCite | TextCite


@frozen(eq=False, repr=False, slots=False)
class Citation(Node):
    """`cites …`."""

    cites: tuple[Cite, ...]


@frozen(eq=False, repr=False, slots=False)
class Because(Node):
    """`because …`: a reason, never a citation."""

    cites: tuple[Cite, ...]


# ---- periods and dates --------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class Hours(Node):
    """`hours`, with the days whose hours are not counted."""

    uncounted: "Uncounted | None"


@frozen(eq=False, repr=False, slots=False)
class Uncounted(Node):
    """`not counting saturdays, sundays and legal holidays`."""

    days: tuple[Word, ...]


@frozen(eq=False, repr=False, slots=False)
class Period(Node):
    """`20 working days`."""

    count: int
    unit: Word | Hours


@frozen(eq=False, repr=False, slots=False)
class FixedDate(Node):
    """`2017-05-11`."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class FixedInstant(Node):
    """`2017-05-11T18:00`."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class PartialDate(Node):
    """`2017-05`: some day of the month."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class DateInterval(Node):
    """`2021-06-01/2021-06-14`: some day of the interval."""

    first: date
    last: date


@frozen(eq=False, repr=False, slots=False)
class FiscalYear(Node):
    """`FY2018`, named by the calendar year in which it ends."""

    year: int


@frozen(eq=False, repr=False, slots=False)
class MonthDay(Node):
    """`May 14, 2021`."""

    month: int
    day: int
    year: int


@frozen(eq=False, repr=False, slots=False)
class MonthDayIn(Node):
    """`April 30 in FY2018`."""

    month: int
    day: int
    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class MonthDayPreceding(Node):
    """`April 30 preceding FY2018`: the last one before the fiscal year starts."""

    month: int
    day: int
    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class NextMonthDay(Node):
    """`next December 1 after X`."""

    month: int
    day: int
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class NextBusinessDay(Node):
    """`next business day after X`."""

    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class FiscalYearEnd(Node):
    """`end of FY2018`: its last day."""

    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class FiscalYearStart(Node):
    """`start of FY2018`: its first day."""

    fiscal_year: FiscalYear


@frozen(eq=False, repr=False, slots=False)
class NthWeekday(Node):
    """`second Tuesday of November 2017`."""

    ordinal: Word
    weekday: str
    month: int
    year: int


@frozen(eq=False, repr=False, slots=False)
class PeriodBefore(Node):
    """`20 working days before X`."""

    period: Period
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class PeriodAfter(Node):
    """`30 days after X`."""

    period: Period
    anchor: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class DeadlineOf(Node):
    """`the deadline of X`: the due date that binds X, rather than the day on which X was done."""

    of: "DateExpr"


@frozen(eq=False, repr=False, slots=False)
class EventDate(Node):
    """The day on which a step was done."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class EarliestOf(Node):
    """`earliest of A, B`."""

    dates: tuple["DateExpr", ...]


@frozen(eq=False, repr=False, slots=False)
class LatestOf(Node):
    """`latest of A, B`."""

    dates: tuple["DateExpr", ...]


DateExpr: TypeAlias = (
    FixedDate
    | FixedInstant
    | PartialDate
    | DateInterval
    | MonthDay
    | MonthDayIn
    | MonthDayPreceding
    | NextMonthDay
    | NextBusinessDay
    | FiscalYearEnd
    | FiscalYearStart
    | NthWeekday
    | PeriodBefore
    | PeriodAfter
    | DeadlineOf
    | EventDate
    | EarliestOf
    | LatestOf
)


@frozen(eq=False, repr=False, slots=False)
class DateQuery(Node):
    """What `agreelint date` reads."""

    words: Word | None
    expression: DateExpr


# ---- thresholds and conditions ------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class MoreThan(Node):
    """`more than 1/2 of present`."""

    share: Fraction
    base: Name


@frozen(eq=False, repr=False, slots=False)
class AtLeastShare(Node):
    """`at least 2/3 of seats`."""

    share: Fraction
    base: Name


@frozen(eq=False, repr=False, slots=False)
class AllOf(Node):
    """`all member_town`."""

    base: Name


Threshold: TypeAlias = MoreThan | AtLeastShare | AllOf


@frozen(eq=False, repr=False, slots=False)
class Reading(Node):
    """One meaning of an ambiguous phrase."""

    name: Name
    value: Threshold
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class Ambiguous(Node):
    """A phrase that competent readers take in several ways, each written down."""

    name: Name
    phrase: str
    citation: Citation | None
    readings: tuple[Reading, ...]


@frozen(eq=False, repr=False, slots=False)
class StateIs(Node):
    """`district_vote carried`."""

    step: Name
    state: Word


@frozen(eq=False, repr=False, slots=False)
class RequiresChanges(Node):
    """`dese_review requires changes`."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class Negated(Node):
    """`not …`."""

    condition: "Condition"


@frozen(eq=False, repr=False, slots=False)
class EveryCondition(Node):
    """`… and …`."""

    conditions: tuple["Condition", ...]


@frozen(eq=False, repr=False, slots=False)
class AnyCondition(Node):
    """`… or …`."""

    conditions: tuple["Condition", ...]


Condition: TypeAlias = StateIs | RequiresChanges | Negated | EveryCondition | AnyCondition


# ---- who ----------------------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class ActorIs(Node):
    """`by board`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class Delegate(Node):
    """`as delegate`: the last named acts for the first."""


@frozen(eq=False, repr=False, slots=False)
class ActorEither(Node):
    """`by bese or commissioner as delegate`."""

    names: tuple[Name | Delegate | None, ...]


@frozen(eq=False, repr=False, slots=False)
class ActorAny(Node):
    """`by any of …`: open to each of them, owed by none."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class ActorEach(Node):
    """`by each member_district`: one instance for each."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOfEach(Node):
    """`by selectmen of each member_town`."""

    office: Name
    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOfAny(Node):
    """`by voters of any one member_town`."""

    office: Name
    group: Name


@frozen(eq=False, repr=False, slots=False)
class ActorOfStep(Node):
    """`by the actor of proposal`."""

    step: Name


Actor: TypeAlias = ActorIs | ActorEither | ActorAny | ActorEach | ActorOfEach | ActorOfAny | ActorOfStep


@frozen(eq=False, repr=False, slots=False)
class Named(Node):
    """`to executive_director and board_chair`: all of them."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class EachOf(Node):
    """`to each member_town`."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class EachMemberOf(Node):
    """`to each board.member`."""

    body: Name


Recipients: TypeAlias = Named | EachOf | EachMemberOf


# ---- events and bounds --------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class Event(Node):
    """A step as an anchor."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class EventWith(Node):
    """`board_vote passed`."""

    step: Name
    state: Word


@frozen(eq=False, repr=False, slots=False)
class EventOfThat(Node):
    """`town_meeting_vote of that town`: the same member's."""

    step: Name
    member: Name


@frozen(eq=False, repr=False, slots=False)
class EveryEvent(Node):
    """`every town_meeting_vote`."""

    step: Name


EventRef: TypeAlias = Event | EventWith | EventOfThat | EveryEvent


@frozen(eq=False, repr=False, slots=False)
class AtLeastBefore(Node):
    """`at least N before X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class AtLeastAfter(Node):
    """`at least N after X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class AtMostBefore(Node):
    """`within N before X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class AtMostAfter(Node):
    """`within N after X`."""

    period: Period
    anchor: DateExpr


@frozen(eq=False, repr=False, slots=False)
class NoLaterThan(Node):
    """`no later than D`."""

    limit: DateExpr


@frozen(eq=False, repr=False, slots=False)
class NoEarlierThan(Node):
    """`no earlier than D`."""

    limit: DateExpr


Bound: TypeAlias = AtLeastBefore | AtLeastAfter | AtMostBefore | AtMostAfter | NoLaterThan | NoEarlierThan


# ---- clauses of a step --------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class By(Node):
    """`by …`: who acts."""

    actor: Actor
    citation: Citation | None


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
class Judged(Node):
    """`judged "in a timely manner"`: an open standard."""

    standard: str
    judge: Name | None


@frozen(eq=False, repr=False, slots=False)
class When(Node):
    """`when …`: the step is owed only then."""

    condition: Condition


@frozen(eq=False, repr=False, slots=False)
class Passes(Node):
    """`passes with …`."""

    rule: Threshold | Ambiguous


@frozen(eq=False, repr=False, slots=False)
class Carries(Node):
    """`carries when … approve`."""

    rule: Threshold | Ambiguous


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


ClauseBody: TypeAlias = (
    To
    | Via
    | Enclosing
    | Signed
    | Certificate
    | After
    | Before
    | Bounds
    | AtStep
    | AtMeeting
    | AtNextMeeting
    | Judged
    | When
    | Passes
    | Carries
    | ValidOnly
    | NotControlled
    | ShownBy
)


@frozen(eq=False, repr=False, slots=False)
class Clause(Node):
    """A clause of a step with its own citation, if it has one."""

    body: ClauseBody
    citation: Citation | None


# ---- declarations -------------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class Step(Node):
    """A step of a procedure."""

    kind: Word
    name: Name
    title: str | None
    optional: bool = field(converter=bool)
    citation: Citation | None
    by: By | None
    clauses: tuple[Clause, ...]


@frozen(eq=False, repr=False, slots=False)
class Route(Node):
    """One of several ways."""

    steps: tuple[Step, ...]


@frozen(eq=False, repr=False, slots=False)
class Either(Node):
    """`either NAME { … } or { … }`."""

    name: Name
    citation: Citation | None
    routes: tuple[Route, ...]


@frozen(eq=False, repr=False, slots=False)
class Procedure(Node):
    """A named set of steps."""

    name: Name
    amends: bool = field(converter=bool)
    title: str | None
    citation: Citation | None
    items: tuple[Step | Either, ...]


@frozen(eq=False, repr=False, slots=False)
class Member(Node):
    """A member of a group, with the dates of its membership where stated."""

    name: Name
    title: str
    since: date | None
    until: date | None


@frozen(eq=False, repr=False, slots=False)
class Group(Node):
    """The members of an agreement, or of another named set."""

    name: Name
    title: str | None
    citation: Citation | None
    members: tuple[Member, ...]


@frozen(eq=False, repr=False, slots=False)
class SeatsForEach(Node):
    """`seats one for each member_district`."""

    group: Name
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class SeatsFrom(Node):
    """`4 from williamstown`."""

    count: int
    member: Name


@frozen(eq=False, repr=False, slots=False)
class Seats(Node):
    """`seats 7, 4 from williamstown, 3 from lanesborough`."""

    count: int
    parts: tuple[SeatsFrom | Citation | None, ...]


@frozen(eq=False, repr=False, slots=False)
class EachPresent(Node):
    """`with at least 1 from each member_town`."""

    count: int
    group: Name


@frozen(eq=False, repr=False, slots=False)
class Quorum(Node):
    """`quorum more than 1/2 of voting_members`."""

    threshold: Threshold
    each: EachPresent | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Decides(Node):
    """`decides with …`: the threshold of votes that name none."""

    threshold: Threshold
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Times(Node):
    """`6 times`."""

    count: int


@frozen(eq=False, repr=False, slots=False)
class WithinYear(Node):
    """`from July 1 to September 30`."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int


@frozen(eq=False, repr=False, slots=False)
class Meets(Node):
    """`meets at least 6 times every fiscal_year`."""

    times: Times | Word
    window: WithinYear | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Body(Node):
    """An organ that decides."""

    name: Name
    title: str
    citation: Citation | None
    items: tuple[SeatsForEach | Seats | Quorum | Decides | Meets, ...]


@frozen(eq=False, repr=False, slots=False)
class Office(Node):
    """A role that acts."""

    name: Name
    title: str
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Kind(Node):
    """`kind collaborative`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class Under(Node):
    """`jurisdiction massachusetts`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class Adopted(Node):
    """`adopted 2017-10-12`."""

    day: date
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class InForce(Node):
    """`in force from …`."""

    commencement: FixedDate | Word
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Replaces(Node):
    """`replaces "…"`."""

    text: str


@frozen(eq=False, repr=False, slots=False)
class Zone(Node):
    """`zone America/New_York`."""

    name: str


@frozen(eq=False, repr=False, slots=False)
class FiscalYearStarts(Node):
    """`fiscal_year starts July 1`."""

    month: int
    day: int
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class WorkingWeek(Node):
    """`working days Monday to Friday except legal holidays`."""

    first: str
    last: str
    basis: Citation | Word


@frozen(eq=False, repr=False, slots=False)
class RollRule(Node):
    """`roll next business day`."""

    rule: Word
    basis: Citation | Word


@frozen(eq=False, repr=False, slots=False)
class SaturdaysClosed(Node):
    """`saturdays closed`: Saturdays roll too."""

    basis: Citation | Word


@frozen(eq=False, repr=False, slots=False)
class CountingBlock(Node):
    """`counting { … }`."""

    items: tuple[WorkingWeek | RollRule | SaturdaysClosed, ...]


Header: TypeAlias = Kind | Under | Adopted | InForce | Replaces | Zone | FiscalYearStarts | CountingBlock


@frozen(eq=False, repr=False, slots=False)
class Agreement(Node):
    """The header of an agreement."""

    name: Name
    title: str
    headers: tuple[Header, ...]


@frozen(eq=False, repr=False, slots=False)
class Jurisdiction(Node):
    """The offices that a state brings."""

    name: Name
    title: str
    offices: tuple[Office, ...]


Declaration: TypeAlias = Agreement | Jurisdiction | Group | Body | Office | Procedure


@frozen(eq=False, repr=False, slots=False)
class File(Node):
    """Everything in one text, in its order."""

    declarations: tuple[Declaration, ...]
