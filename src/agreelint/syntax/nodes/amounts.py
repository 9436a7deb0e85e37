"""Syntax nodes: figures, formulas, limits and schedules."""

from typing import TypeAlias

from attrs import field, frozen

from agreelint.syntax.nodes.base import Name, Node, Word
from agreelint.syntax.nodes.citations import Because, Citation
from agreelint.syntax.nodes.dates import DateExpr, YearRef
from agreelint.syntax.nodes.votes import Share


@frozen(eq=False, repr=False, slots=False)
class ForMember(Node):
    """`of each member_town`: one amount for each member."""

    group: Name


@frozen(eq=False, repr=False, slots=False)
class ForOccurrence(Node):
    """`for each repair`: one amount for each occurrence."""

    occurrence: Name


AmountIndex: TypeAlias = ForMember | ForOccurrence


@frozen(eq=False, repr=False, slots=False)
class UnitPer(Node):
    """`dollars per pupil`."""

    unit: Word
    per: Word


@frozen(eq=False, repr=False, slots=False)
class Measured(Node):
    """`in dollars`."""

    unit: Word | UnitPer


@frozen(eq=False, repr=False, slots=False)
class OneOf(Node):
    """`one of debt_service, outlay`: a figure that is a word."""

    words: tuple[Name, ...]


@frozen(eq=False, repr=False, slots=False)
class Yearly(Node):
    """`every fiscal_year`: one amount for each."""


@frozen(eq=False, repr=False, slots=False)
class SinceYear(Node):
    """`from FY2019`, `from the fiscal_year after opening`: the first year of a limit."""

    year: YearRef


@frozen(eq=False, repr=False, slots=False)
class FixedBy(Node):
    """`fixed by commissioner`: an outside authority sets the figure."""

    authority: Name


@frozen(eq=False, repr=False, slots=False)
class Figure(Node):
    """A figure that somebody brings."""

    name: Name
    index: AmountIndex | None
    title: str | None
    measure: Measured | OneOf
    yearly: Yearly | None
    fixed_by: FixedBy | None
    citation: Citation | None


@frozen(eq=False, repr=False, slots=False)
class Literal(Node):
    """`5000 dollars`, `0.5`."""

    number: int | str
    unit: Word | UnitPer | None


@frozen(eq=False, repr=False, slots=False)
class YearBefore(Node):
    """`in the previous year`."""


@frozen(eq=False, repr=False, slots=False)
class Quantity(Node):
    """`eqv`, `eqv of lanesborough`, `expenditures in the previous year`."""

    name: Name
    of: Name | None
    year_before: YearBefore | None


@frozen(eq=False, repr=False, slots=False)
class Total(Node):
    """`total eqv`: over all members, or all occurrences."""

    term: "Expression"


@frozen(eq=False, repr=False, slots=False)
class Average(Node):
    """`average of eqv over the preceding 5 years`."""

    term: "Expression"
    window: Word
    years: int


@frozen(eq=False, repr=False, slots=False)
class Greater(Node):
    """`the greater of A and B`."""

    left: "Expression"
    right: "Expression"


@frozen(eq=False, repr=False, slots=False)
class Lesser(Node):
    """`the lesser of A and B`."""

    left: "Expression"
    right: "Expression"


@frozen(eq=False, repr=False, slots=False)
class Plus(Node):
    """`A + B`."""

    left: "Expression"
    right: "Expression"


@frozen(eq=False, repr=False, slots=False)
class Minus(Node):
    """`A - B`."""

    left: "Expression"
    right: "Expression"


@frozen(eq=False, repr=False, slots=False)
class Multiplied(Node):
    """`A * B`."""

    left: "Expression"
    right: "Expression"


@frozen(eq=False, repr=False, slots=False)
class Divided(Node):
    """`A / B`."""

    left: "Expression"
    right: "Expression"


Expression: TypeAlias = Literal | Quantity | Total | Average | Greater | Lesser | Plus | Minus | Multiplied | Divided


@frozen(eq=False, repr=False, slots=False)
class Equal(Node):
    """`A is B`."""

    left: Expression
    right: Expression


@frozen(eq=False, repr=False, slots=False)
class AtMostAmount(Node):
    """`A is at most B`."""

    left: Expression
    right: Expression


@frozen(eq=False, repr=False, slots=False)
class AtLeastAmount(Node):
    """`A is at least B`."""

    left: Expression
    right: Expression


@frozen(eq=False, repr=False, slots=False)
class Above(Node):
    """`A is above B`."""

    left: Expression
    right: Expression


@frozen(eq=False, repr=False, slots=False)
class Below(Node):
    """`A is below B`."""

    left: Expression
    right: Expression


@frozen(eq=False, repr=False, slots=False)
class BetweenAmounts(Node):
    """`A is between B and C`, both included."""

    value: Expression
    low: Expression
    high: Expression


@frozen(eq=False, repr=False, slots=False)
class FigureRecorded(Node):
    """`certified_share is recorded`: somebody brought this figure."""

    value: Expression


Comparison: TypeAlias = Equal | AtMostAmount | AtLeastAmount | Above | Below | BetweenAmounts | FigureRecorded


@frozen(eq=False, repr=False, slots=False)
class Comparisons(Node):
    """Comparisons joined by `and`."""

    comparisons: tuple[Comparison, ...]


@frozen(eq=False, repr=False, slots=False)
class Piece(Node):
    """`15/100 when membership_year is 1`."""

    value: Expression
    when: Comparisons


@frozen(eq=False, repr=False, slots=False)
class Pieces(Node):
    """Several values, each for its case, and one for all others."""

    parts: tuple[Piece | Expression, ...]


Amount: TypeAlias = Expression | Pieces


@frozen(eq=False, repr=False, slots=False)
class AmountReading(Node):
    """`reading NAME = …`: one meaning of an ambiguous formula."""

    name: Name
    value: Amount
    because: Because | None
    default: bool = field(converter=bool)


@frozen(eq=False, repr=False, slots=False)
class NoDefault(Node):
    """`no default because "…"`: nothing is worked out until somebody chooses a reading."""

    reason: str


@frozen(eq=False, repr=False, slots=False)
class AmbiguousAmount(Node):
    """A formula that competent readers take in several ways."""

    name: Name
    phrase: str
    citation: Citation | None
    no_default: NoDefault | None
    readings: tuple[AmountReading, ...]


@frozen(eq=False, repr=False, slots=False)
class ToWhole(Node):
    """`rounded to whole dollars`."""

    unit: Word


@frozen(eq=False, repr=False, slots=False)
class ToDecimals(Node):
    """`rounded to 4 decimals`."""

    decimals: int


@frozen(eq=False, repr=False, slots=False)
class Rounded(Node):
    """`rounded to cents half up`."""

    place: Word | ToWhole | ToDecimals
    half: Word | None


@frozen(eq=False, repr=False, slots=False)
class Formula(Node):
    """An amount worked out from others."""

    name: Name
    index: AmountIndex | None
    title: str | None
    measure: Measured
    yearly: Yearly | None
    citation: Citation | None
    rule: Amount | AmbiguousAmount
    rounding: Rounded | Word


@frozen(eq=False, repr=False, slots=False)
class Limit(Node):
    """A comparison that must hold."""

    name: Name
    index: AmountIndex | None
    title: str | None
    yearly: Yearly | None
    since: SinceYear | None
    citation: Citation | None
    requires: Comparisons


@frozen(eq=False, repr=False, slots=False)
class Instalment(Node):
    """`at least 25/100 no later than July 15 in FY`: of the whole, all payments so far taken together."""

    share: Share
    limit: DateExpr


@frozen(eq=False, repr=False, slots=False)
class ScheduleLine(Node):
    """The instalments of one member, or of each member of a group."""

    payer: Name
    parts: tuple[Instalment | Citation | None, ...]


@frozen(eq=False, repr=False, slots=False)
class Schedule(Node):
    """By when which part of an amount is to be paid."""

    name: Name
    title: str | None
    amount: Name
    variable: str
    citation: Citation | None
    lines: tuple[ScheduleLine, ...]
