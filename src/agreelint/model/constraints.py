"""The closed set of checkable sentences to which every procedure is lowered."""

from typing import TypeAlias

from attrs import evolve, field, frozen

from agreelint.dating.names import NONE, Definitions, as_read
from agreelint.model.amounts import Amounts
from agreelint.model.entities import Agreement, Either, Frequency, Kind, Quorum, Step
from agreelint.model.exceptions import Exemption, Phrase
from agreelint.model.excluded import Excluded
from agreelint.model.force import Text, Turn
from agreelint.model.guards import OFF, PASSED, Guard, Selection, selected
from agreelint.model.law import NO_LAW, Law
from agreelint.model.quantities import Limit
from agreelint.model.recurrence import VACANCY, ForEach, Recurrence
from agreelint.model.rules import Approvals, Choice, Thresholds
from agreelint.model.schedules import Instalment
from agreelint.model.subjects import Subject
from agreelint.model.tenure import POSTS, Barred, StandingRule, StatusOf
from agreelint.source import Span
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Origin:
    """Where a constraint comes from: its name, step, kind of clause, and the clauses it cites."""

    name: str
    step: str
    kind: Kind
    clause: str
    clauses: tuple[str, ...]
    span: Span
    origin: str = "agreement"
    level: str = "rule"
    guard: Guard = ()
    text: Text | None = None
    """When it is in force, if not at all times."""
    fact: str | None = None
    """Which fact of the law it is, as `agreelint explain` takes it; None for a clause of the agreement."""


@frozen(eq=False, repr=False, slots=False)
class Occurrence:
    """The step is done; for steps that nothing orders or bounds."""

    origin: Origin


@frozen(eq=False, repr=False, slots=False)
class Order:
    """The step comes after, or before, another."""

    origin: Origin
    event: nodes.EventRef
    before: bool


@frozen(eq=False, repr=False, slots=False)
class Deadline:
    """The step is done on a lawful day of a counted bound or a fixed date; `window` is what it is one side of.

    `rolls` is False where the day is no deadline for an act: an effect comes on its day, Sunday or not,
    and so does what cuts off an outside authority.
    """

    origin: Origin
    bound: nodes.OneSided
    window: nodes.Window | None = None
    rolls: bool = True


@frozen(eq=False, repr=False, slots=False)
class Extends:
    """The step extends a term: before its end, and no further than the text allows."""

    origin: Origin
    term: str


@frozen(eq=False, repr=False, slots=False)
class CalendarDay:
    """The step is done on a day that every year has, such as July 1, in whatever year."""

    origin: Origin
    day: nodes.AnyYear


@frozen(eq=False, repr=False, slots=False)
class SameMeeting:
    """The step is done at the meeting of another step."""

    origin: Origin
    other: str


@frozen(eq=False, repr=False, slots=False)
class NextMeeting:
    """The step is done at the next meeting of a body after an event: no recorded meeting lies between."""

    origin: Origin
    body: str
    event: nodes.EventRef
    regular: bool


@frozen(eq=False, repr=False, slots=False)
class FirstMeeting:
    """The step is done at the first meeting of a body on or after a day: not before, and no meeting lies between."""

    origin: Origin
    body: str
    since: nodes.DateExpr
    regular: bool


@frozen(eq=False, repr=False, slots=False)
class ThresholdMet:
    """A vote of a body passes; without one, that of a member or an outsider who votes for itself."""

    origin: Origin
    choice: Choice[Thresholds]
    body: str | None
    columns: tuple[str, ...] = ()
    """What a log must tell for it besides the tally and the attendance."""


@frozen(eq=False, repr=False, slots=False)
class QuorumMet:
    """Enough members are present at a vote."""

    origin: Origin
    quorum: Quorum
    body: str


@frozen(eq=False, repr=False, slots=False)
class ChairVoted:
    """The chair of a body votes only where the text lets it: on ties, or never."""

    origin: Origin
    body: str
    only_on_ties: bool


@frozen(eq=False, repr=False, slots=False)
class Carried:
    """Those members of a group approve who must, each by its own vote; `own` says when a member's vote approves."""

    origin: Origin
    choice: Choice[Approvals]
    group: str
    own: Choice[Thresholds]


@frozen(eq=False, repr=False, slots=False)
class Granted:
    """An authority approves."""

    origin: Origin


@frozen(eq=False, repr=False, slots=False)
class Valid:
    """An effect stands on its conditions."""

    origin: Origin
    condition: nodes.Condition


@frozen(eq=False, repr=False, slots=False)
class CalledFor:
    """A step that nobody owes is done only where the text calls for it: a power has no effect beyond its conditions."""

    origin: Origin
    condition: nodes.Condition


@frozen(eq=False, repr=False, slots=False)
class ActedBy:
    """The step is done by whom the text names, and by nobody in his place if it says so."""

    origin: Origin
    in_person: bool = False


@frozen(eq=False, repr=False, slots=False)
class Contents:
    """A notice or filing goes by the stated medium and carries what the text demands.

    `parts` are log columns and the words the text demands in them, if any.
    """

    origin: Origin
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@frozen(eq=False, repr=False, slots=False)
class Judged:
    """An open standard that a person must judge."""

    origin: Origin
    standard: str
    judge: str | None


@frozen(eq=False, repr=False, slots=False)
class RouteTaken:
    """One of several routes is taken."""

    origin: Origin
    either: Either


@frozen(eq=False, repr=False, slots=False)
class Repeats:
    """Where a decision failed, the procedure begins again from an earlier step, as often and as soon as is said."""

    origin: Origin
    start: str
    condition: nodes.Condition
    times: int | None
    period: nodes.Period | None


@frozen(eq=False, repr=False, slots=False)
class Proviso:
    """What the text attaches to a step and what only changes other results: silence, lapse, cure and the like."""

    origin: Origin
    says: nodes.Proviso


@frozen(eq=False, repr=False, slots=False)
class MeetsOften:
    """A body meets often enough in each stretch of a cycle."""

    origin: Origin
    body: str
    often: Choice[Frequency]


@frozen(eq=False, repr=False, slots=False)
class LimitKept:
    """An amount stays within its limit."""

    origin: Origin
    limit: Limit


@frozen(eq=False, repr=False, slots=False)
class InstalmentPaid:
    """A share of a year's amount is paid by a day."""

    origin: Origin
    instalment: Instalment


@frozen(eq=False, repr=False, slots=False)
class RuleKept:
    """A rule is kept at all times."""

    origin: Origin
    rule: StandingRule


Constraint: TypeAlias = (
    Occurrence
    | Order
    | Deadline
    | CalendarDay
    | Extends
    | SameMeeting
    | NextMeeting
    | FirstMeeting
    | ThresholdMet
    | QuorumMet
    | ChairVoted
    | Carried
    | Granted
    | Valid
    | CalledFor
    | ActedBy
    | Contents
    | Judged
    | RouteTaken
    | Proviso
    | Repeats
    | MeetsOften
    | LimitKept
    | InstalmentPaid
    | RuleKept
)


@frozen(eq=False, repr=False, slots=False)
class Procedure:
    """A procedure with its steps in the order of the source, lowered to constraints.

    `steps`, `constraints` and `definitions` are those of the default readings and the newest text without any
    exception; `every` and `altered` hold all, each with its guard, and `defined` the dates with all their readings.
    """

    id: str
    title: str
    amends: bool
    clauses: tuple[str, ...]
    steps: dict[str, Step]
    eithers: dict[str, Either]
    constraints: tuple[Constraint, ...]
    recurs: Recurrence | None = None
    given: frozenset[str] = frozenset()
    """Steps declared elsewhere from which these count: their rows are seen, but not judged here."""
    subject: Subject | None = None
    borrowed: frozenset[str] = frozenset()
    """Steps that are at home in another procedure, as which this one continues."""
    alone: bool = False
    """Whether this is a step that stands outside procedures, and its verdicts name no procedure."""
    definitions: Definitions = NONE
    """The dates with a name of their own that it uses, under the default readings."""

    every: tuple[Constraint, ...] = ()
    altered: tuple[tuple[Guard, Step], ...] = ()
    defined: Definitions = NONE
    phrases: tuple[Phrase, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    turns: tuple[Turn, ...] = ()
    """The turning points at which one text of it ends and another begins."""

    @property
    def own(self) -> tuple[Step, ...]:
        """The steps that are judged here, in the order of the source."""
        return tuple(step for name, step in self.steps.items() if name not in self.given)

    @property
    def default(self) -> dict[str, str]:
        """The default readings, no exception, and the newest text."""
        readings = {phrase.name: phrase.readings[0][0] for phrase in self.phrases}
        exceptions = {exemption.id: OFF for exemption in self.exemptions}
        return readings | exceptions | {turn.key: PASSED for turn in self.turns}

    def under(self, selection: Selection) -> "Procedure":
        """Return the procedure under other readings, with exceptions that apply, or as another text has it."""
        if not self.phrases and not self.exemptions and not self.turns:
            return self
        chosen = tuple(c for c in self.every if selected(c.origin.guard, selection))
        steps = self.steps | {step.id: step for guard, step in self.altered if selected(guard, selection)}
        return evolve(self, constraints=chosen, steps=steps, definitions=as_read(self.defined, selection))


@frozen(eq=False, repr=False, slots=False)
class Model:
    """Everything that an audit, a checklist or a graph needs to know of an agreement."""

    agreement: Agreement
    procedures: dict[str, Procedure]
    standing: tuple[MeetsOften, ...]
    amounts: Amounts
    limits: tuple[LimitKept, ...]
    instalments: tuple[InstalmentPaid, ...]
    out_of_scope: tuple[Excluded, ...]
    outside: dict[str, Procedure] = field(factory=dict)
    """Steps that stand outside procedures: each alone in a procedure of its own, by its name."""
    kept: tuple[RuleKept, ...] = ()
    """Rules that are kept at all times."""
    other_texts: tuple["Model", ...] = ()
    """The same agreement as it read, or will read, at other times."""
    law: Law = NO_LAW
    """What the law adds, where it was joined."""

    @property
    def records(self) -> frozenset[str]:
        """The activities of rows on which nothing but rules that are kept at all times rests."""
        barred = {one.rule.activity for one in self.kept if isinstance(one.rule, Barred)}
        everything = (*self.procedures.values(), *self.outside.values())
        vacancies = any(isinstance(p.recurs, ForEach) and p.recurs.step == VACANCY for p in everything)
        posts = vacancies or any(not isinstance(one.rule, Barred | StatusOf) for one in self.kept)
        steps = {step for p in everything for step in p.steps}
        return frozenset((barred | (POSTS if posts else set())) - steps)
