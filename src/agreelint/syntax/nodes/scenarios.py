"""Syntax nodes: scenarios, the rows of their record and what they expect."""

from datetime import date
from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.amounts import UnitPer
from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Cite
from agreelint.syntax.nodes.dates import DateInterval, FixedDate, FixedInstant, NamedYear, PartialDate

# `undated` is a fixed word: it happened, the day is not known.
RowDay: TypeAlias = FixedDate | FixedInstant | PartialDate | DateInterval | Word


@frozen(eq=False, repr=False, slots=False)
class CompleteStreams(Node):
    """`for board_vote, board`: the steps and bodies whose records are complete."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Complete(Node):
    """`complete for board from 2017-01-01 through 2017-12-31`."""

    streams: CompleteStreams | None
    start: date | None
    through: date | None


@frozen(eq=False, repr=False, slots=False)
class AsOf(Node):
    """`as of 2017-12-31, complete`."""

    day: date
    complete: Complete | None


@frozen(eq=False, repr=False, slots=False)
class ChosenReading(Node):
    """`reading board_majority = of_the_whole_board`: for all that the scenario expects."""

    ambiguity: Name
    choice: Name


@frozen(eq=False, repr=False, slots=False)
class LawApplies(Node):
    """`law applies`: the law of the jurisdiction is joined to the agreement, as it is in an audit."""


# ---- rows ------------------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class RowActor(Node):
    """`by franklin`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class RowRecipients(Node):
    """`to executive_director and board_chair`."""

    names: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class RowBody(Node):
    """`of board`."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class RowCount(Node):
    """`10 for`, `5 against`, `2 abstaining`, `19 in all`; the word is named after its column."""

    count: int
    column: Word


@frozen(eq=False, repr=False, slots=False)
class RowPresent(Node):
    """`17 present`, `4 present from williamstown`."""

    count: int
    member: Name | None


@frozen(eq=False, repr=False, slots=False)
class RowMoment(Node):
    """`received 2018-01-08`, `recorded 2018-01-08`; the word is named after its column."""

    column: Word
    day: RowDay


@frozen(eq=False, repr=False, slots=False)
class RowCase(Node):
    """`case second`: the row belongs to another run of a procedure."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class RowColumn(Node):
    """`with medium certified_mail`: any other column of a log."""

    column: Name
    value: Name | int | str | RowDay


@frozen(eq=False, repr=False, slots=False)
class RowWord(Node):
    """`approved`, `special`: an outcome or a kind of meeting."""

    name: Name


RowPart: TypeAlias = (
    RowActor | RowRecipients | RowBody | RowCount | RowPresent | RowMoment | RowCase | RowColumn | RowWord
)


@frozen(eq=False, repr=False, slots=False)
class LogRow(Node):
    """One row of the record: when, what, and the other columns of a log."""

    day: RowDay
    activity: Name
    parts: tuple[RowPart, ...]


@frozen(eq=False, repr=False, slots=False)
class GivenValue(Node):
    """`480000000 dollars`, or the word of a figure that is one of some words."""

    value: int | str | Name
    unit: Word | UnitPer | None


@frozen(eq=False, repr=False, slots=False)
class Given(Node):
    """`given eqv of lanesborough in FY2018 is 480000000 dollars`: a row that brings a figure."""

    figure: Name
    of: Name | None
    year: NamedYear | None
    value: GivenValue


# ---- expectations ----------------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class OfMember(Node):
    """`of franklin`: the verdict about one member."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class ToRecipient(Node):
    """`to franklin`: the verdict about one recipient."""

    name: Name


@frozen(eq=False, repr=False, slots=False)
class InPeriod(Node):
    """`in FY2018`, `in 2018` (a calendar year), `in 2018-05`; for what is done for each event, `in v1`."""

    period: NamedYear | Name | int | str | date


@frozen(eq=False, repr=False, slots=False)
class InRound(Node):
    """`in round 2`."""

    number: int


@frozen(eq=False, repr=False, slots=False)
class InCase(Node):
    """`in case second`."""

    name: Name


ExpectedInstance: TypeAlias = OfMember | ToRecipient | InPeriod | InRound | InCase


@frozen(eq=False, repr=False, slots=False)
class Expected(Node):
    """`VIII.G district_vote.after_hearing of franklin`: which verdicts are meant."""

    cite: Cite | None
    step: Name
    part: Name | None
    instances: tuple[ExpectedInstance, ...]


@frozen(eq=False, repr=False, slots=False)
class DayCount(Node):
    """`2 working days`: how many days of a sort lie between two dates."""

    count: int
    unit: Word


@frozen(eq=False, repr=False, slots=False)
class LateBy(Node):
    """`, late by 2 working days`."""

    size: DayCount


@frozen(eq=False, repr=False, slots=False)
class EarlyBy(Node):
    """`, early by 2 days`."""

    size: DayCount


@frozen(eq=False, repr=False, slots=False)
class ToSpare(Node):
    """`, 3 working days to spare`."""

    size: DayCount


@frozen(eq=False, repr=False, slots=False)
class DueOn(Node):
    """`, due 2017-04-12`."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class DoneOn(Node):
    """`, done 2017-04-14`."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class VotesOf(Node):
    """`, 10 of 19`: votes for, of the base on which they are counted."""

    votes: int
    base: int


@frozen(eq=False, repr=False, slots=False)
class VotesNeeded(Node):
    """`, 10 needed`."""

    needed: int


@frozen(eq=False, repr=False, slots=False)
class ReliedOnBy(Node):
    """`, relied on by effective`."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class DoubtFrom(Node):
    """`, in doubt because of hearing`."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class DependsOn(Node):
    """`, depending on board_majority`: another reading would give another state."""

    ambiguity: Name


@frozen(eq=False, repr=False, slots=False)
class OnEvidence(Node):
    """`, on declared evidence`: what the verdict rests on."""

    evidence: Name


@frozen(eq=False, repr=False, slots=False)
class MessageHas(Node):
    """`because "2 votes not recorded"`: words that the explanation must contain."""

    words: str


@frozen(eq=False, repr=False, slots=False)
class UnderReading(Node):
    """`under board_majority = of_the_whole_board`: for this expectation alone."""

    ambiguity: Name
    choice: Name


ExpectedFact: TypeAlias = (
    LateBy
    | EarlyBy
    | ToSpare
    | DueOn
    | DoneOn
    | VotesOf
    | VotesNeeded
    | ReliedOnBy
    | DoubtFrom
    | DependsOn
    | OnEvidence
    | MessageHas
    | UnderReading
)


@frozen(eq=False, repr=False, slots=False)
class ExpectVerdict(Node):
    """`expect VIII.B written_proposal violated, late by 2 working days`."""

    expected: Expected
    state: Name
    facts: tuple[ExpectedFact, ...]


@frozen(eq=False, repr=False, slots=False)
class ExpectNothing(Node):
    """`expect nothing violated`: no verdict has that state."""

    state: Name
    under: UnderReading | None


@frozen(eq=False, repr=False, slots=False)
class ExpectAmount(Node):
    """`expect capital_share of lanesborough in FY2018 is 0.25`: what an amount comes to."""

    expected: Expected
    value: GivenValue
    under: UnderReading | None


ScenarioItem: TypeAlias = (
    AsOf | Complete | ChosenReading | LawApplies | Given | LogRow | ExpectVerdict | ExpectAmount | ExpectNothing
)


@frozen(eq=False, repr=False, slots=False)
class Scenario(Node):
    """A small record with the verdicts that it must get."""

    title: str
    procedure: Name | None
    items: tuple[ScenarioItem, ...]
