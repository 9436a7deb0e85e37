"""Rules that are kept at all times, as values: how bodies are made up, who holds which post, what nobody does."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from attrs import evolve, frozen

from agreelint.counting import Counting, Period
from agreelint.cycles import Cycle
from agreelint.dating.yearly import following, preceding, yearly_words
from agreelint.dating.years import Stretch
from agreelint.days import ONE_DAY
from agreelint.model.exceptions import Phrase
from agreelint.model.guards import Guard, selected
from agreelint.periods import after, fixed
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes

TAKES_OFFICE, LEAVES_OFFICE = "takes_office", "leaves_office"
"""The activities of rows that tell who comes into a seat or an office, and who goes."""
POSTS = frozenset({TAKES_OFFICE, LEAVES_OFFICE})


@frozen(eq=False, repr=False, slots=False)
class Seated:
    """Nobody sits in a body beyond its seats, nor beyond those of a member."""

    body: str


@frozen(eq=False, repr=False, slots=False)
class EligibleTo:
    """Who sits in a body may sit there."""

    body: str
    who: nodes.Eligibility


@frozen
class Length:
    """How long a seat is held: for a period, until a day that returns, or until the one nearest to the period's end."""

    period: Period | None
    day: nodes.YearlyDay | None = None
    parity: nodes.Word | None = None

    def last_day(self, start: date, counting: Counting) -> Reckoning:
        """Return the last day of a term that starts on a day; it never rolls. Raises OutsideCalendar."""
        if self.day is None:
            assert self.period is not None  # the grammar asks for one of the two
            return after(self.period, start, counting, rolls=False)
        if self.period is None:
            found = following(self.day, start, self.parity)
        else:
            end = after(self.period, start, counting, rolls=False).day
            later = following(self.day, end - ONE_DAY, self.parity)
            earlier = preceding(self.day, Stretch(end, end), self.parity)
            found = later if later - end < end - earlier else earlier
        return evolve(fixed(found, counting), rolled=None, rolls=False)

    def __str__(self) -> str:
        """Say how long, as the text does."""
        if self.day is None:
            return str(self.period)
        day = yearly_words(self.day) + (f" of an {self.parity.text.replace('_', ' ')}" if self.parity else "")
        return f"{self.period} ending on a {day}" if self.period else f"until the next {day}"


@frozen(eq=False, repr=False, slots=False)
class TermKept:
    """Nobody sits in a body for longer than a term; with `holds_over`, not before the successor comes."""

    body: str
    length: Length
    holds_over: bool


@frozen
class FirstLength:
    """So many of the first terms are so long: of those who sit for one member, or of all."""

    length: Length
    count: int
    member: str | None

    def told(self, count: int) -> str:
        """Say that so many terms are so long."""
        return f"{count} of {self.length.period}" + (f" from {self.member}" if self.member else "")

    def __str__(self) -> str:
        """Say how many are wanted."""
        return self.told(self.count)


@frozen(eq=False, repr=False, slots=False)
class FirstTermsKept:
    """The first terms of a body are so long."""

    body: str
    lengths: tuple[FirstLength, ...]


@frozen(eq=False, repr=False, slots=False)
class AppointedOften:
    """Each member appoints anew in each stretch of a cycle."""

    body: str
    group: str
    cycle: Cycle


@frozen(eq=False, repr=False, slots=False)
class HeldApart:
    """Nobody holds two of these posts at one time."""

    posts: tuple[str, ...]


@frozen(eq=False, repr=False, slots=False)
class Filled:
    """So many people at least hold a post; `by` is who has to see to it."""

    post: str
    least: int
    by: str | None


@frozen(eq=False, repr=False, slots=False)
class Attended:
    """Who holds an office is at every meeting of a body."""

    body: str
    office: str


@frozen(eq=False, repr=False, slots=False)
class Barred:
    """Nobody, or none of those named, does something."""

    title: str
    activity: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    when: nodes.Condition | None
    unless: nodes.Condition | None


@frozen(eq=False, repr=False, slots=False)
class StatusOf:
    """A state in which each member of a group can be for a time, what begins and ends it, and what follows."""

    id: str
    title: str
    group: str
    begins: nodes.Condition
    ends: nodes.Condition | None
    out_of_quorum: bool
    loses: tuple[str, ...]
    voteless: bool = False
    phrases: tuple[Phrase, ...] = ()
    others: tuple[tuple[Guard, "StatusOf"], ...] = ()
    """The same under other readings of its phrases, each with those readings."""

    def under(self, readings: Mapping[str, str]) -> "StatusOf":
        """Return the status under chosen readings, elsewhere under the default."""
        selection = {phrase.name: phrase.readings[0][0] for phrase in self.phrases}
        selection |= {name: value for name, value in readings.items() if name in selection}
        return next((status for guard, status in self.others if selected(guard, selection)), self)


PostRule: TypeAlias = Seated | EligibleTo | TermKept | FirstTermsKept | AppointedOften | HeldApart | Filled
"""What is judged on who holds which post."""
StandingRule: TypeAlias = PostRule | Attended | Barred | StatusOf


def posts_of(rule: PostRule) -> tuple[str, ...]:
    """Return the bodies and offices on whose holders a rule rests."""
    match rule:
        case HeldApart():
            return rule.posts
        case Filled():
            return (rule.post,)
        case EligibleTo(who=nodes.MembersThere() as there):
            return (rule.body, there.body.text)
        case EligibleTo(who=nodes.HoldersOf() as holders):
            return (rule.body, *(post.text for post in holders.posts))
        case _:
            return (rule.body,)
