"""The register of posts, from rows that tell who takes and who leaves a seat or an office: who holds what when."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from attrs import evolve, frozen

from agreelint.audit.naming import Names
from agreelint.audit.problems import Problem
from agreelint.audit.rounds import chronological
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.logs.events import Completeness, Event
from agreelint.model.constraints import Model
from agreelint.model.tenure import LEAVES_OFFICE, POSTS, TAKES_OFFICE
from agreelint.moments import UNKNOWN, Moment

UNTIL = "until"
"""The column of a row `takes_office` that says when the term ends."""


@frozen(eq=False, repr=False, slots=False)
class Holding:
    """Somebody in a post, from the day of taking it up to the day of leaving it, which does not belong to it."""

    person: str
    post: str
    member: str | None
    """For which member of the agreement, as far as the record says."""
    took: Event | None
    left: Event | None = None
    """The row that ends it: of leaving, or of taking the same post again."""
    ends: Moment | None = None
    """When the term ends, as far as the record says."""
    unclear: bool = False
    """Whether it is not recorded in which order this person came into the post and left it."""

    @property
    def since(self) -> Moment:
        """When it began."""
        return self.took.when if self.took else UNKNOWN

    @property
    def events(self) -> tuple[Event, ...]:
        """The rows that tell of it."""
        return tuple(event for event in (self.took, self.left) if event)

    @property
    def renewed(self) -> bool:
        """Say whether it ended because the same person took the post again."""
        return self.left is not None and self.left.activity == TAKES_OFFICE

    def on(self, day: date) -> bool | None:
        """Say whether the post was held on a civil day; None if the record does not say."""
        if self.unclear:
            return None
        begun = _reached(self.since, day) if self.took else None
        if begun is False or self.left is None:
            return begun
        ended = _reached(self.left.when, day)
        return begun if ended is False else None if ended is None else False


def _reached(when: Moment, day: date) -> bool | None:
    """Say whether a moment lies on or before a day."""
    if when.first is None or when.last is None:
        return None
    return False if day < when.first else True if day >= when.last else None


@frozen(eq=False, repr=False, slots=False)
class Register:
    """Who holds which post when, and how far the record of that is complete."""

    completeness: Completeness
    as_of: date
    _by_post: dict[str, tuple[Holding, ...]]

    def of(self, post: str) -> tuple[Holding, ...]:
        """Return everybody who held a post at any time, in order of time."""
        return self._by_post.get(post, ())

    def speaks_of(self, post: str) -> bool:
        """Say whether there is any record of who holds a post, or a declaration that there is no other."""
        entries = self.completeness.entries
        named = any(entry.activity == TAKES_OFFICE and entry.body in {None, post} for entry in entries)
        return named or bool(self.of(post))

    def complete(self, post: str, first: date | None, last: date) -> bool:
        """Say whether the record of who takes and leaves a post is declared complete from one day to another."""
        return all(self.completeness.covers(what, post, first, last) for what in (TAKES_OFFICE, LEAVES_OFFICE))

    def days(self, *posts: str) -> tuple[date, ...]:
        """Return every day on which somebody may have taken or left one of these posts, and as-of."""
        found = {self.as_of}
        for post in posts:
            for holding in self.of(post):
                for event in holding.events:
                    found |= {day for day in (event.when.first, event.when.last) if day}
        return tuple(sorted(day for day in found if day <= self.as_of))

    def held(self, post: str, day: date) -> tuple[tuple[Holding, ...], tuple[Holding, ...]]:
        """Return those who certainly held a post on a day, and those who may have."""
        told = [(holding, holding.on(day)) for holding in self.of(post)]
        sure = tuple(holding for holding, held in told if held)
        return sure, tuple(holding for holding, held in told if held is None)


def register_of(events: Iterable[Event], names: Names, completeness: Completeness, as_of: date) -> Register:
    """Return the register that rows tell; one `takes_office` of the same person in the same post renews it."""
    posts: dict[tuple[str, str], list[Holding]] = {}
    for event in sorted(events, key=_in_turn):
        if event.activity not in POSTS or not event.actor or not event.body:
            continue
        line = posts.setdefault((plain(event.actor), event.body), [])
        if line and line[-1].left is None:
            line[-1] = evolve(line[-1], left=event)
        elif event.activity == LEAVES_OFFICE:
            line.append(Holding(event.actor, event.body, _member(event, names), None, event))
        if event.activity == TAKES_OFFICE:
            line.append(Holding(event.actor, event.body, _member(event, names), event, None, _ends(event)))
    found = sorted((one for line in posts.values() for one in _in_doubt(line)), key=_began)
    by_post: dict[str, tuple[Holding, ...]] = {}
    for one in found:
        by_post[one.post] = (*by_post.get(one.post, ()), one)
    return Register(completeness, as_of, by_post)


def _in_doubt(line: list[Holding]) -> list[Holding]:
    """Mark what one person held where nobody knows in which order this person came and went."""
    rows = {id(event): event.when for one in line for event in one.events}.values()
    unclear = any(_either_way(one, other) for one, other in combinations(rows, 2))
    return [evolve(one, unclear=unclear) for one in line]


def _either_way(one: Moment, other: Moment) -> bool:
    """Say whether either can have been first; on one day leaving comes before taking."""
    if one.exact and other.exact:
        return False
    first, second = one.first or date.min, other.first or date.min
    return first <= (other.last or date.max) and second <= (one.last or date.max)


def _in_turn(event: Event) -> tuple[object, ...]:
    """Sort by time; who leaves and comes back on one day has left first, on no known day last."""
    leaves = event.activity == LEAVES_OFFICE
    return (event.when.first or (date.max if leaves else date.min), not leaves, *chronological(event))


def _began(holding: Holding) -> tuple[object, ...]:
    return (holding.since.first or date.min, holding.post, plain(holding.person))


def _member(event: Event, names: Names) -> str | None:
    return names.id_of(event.subject) if event.subject else None


def _ends(event: Event) -> Moment | None:
    text = event.attribute(UNTIL)
    return Moment.parse(text, "UTC") if text else None


def plain(person: str) -> str:
    """Return a person's name so that spelling in capitals or with other blanks makes no other person."""
    return " ".join(person.casefold().replace("_", " ").split())


def lacking(model: Model, events: Iterable[Event]) -> Iterator[Problem]:
    """Yield what is wrong with the rows of the register, where any rule rests on them."""
    for event in events:
        if event.activity in POSTS & model.records:
            yield from _lacking(model, event)


def _lacking(model: Model, event: Event) -> Iterator[Problem]:
    posts = (*model.agreement.offices, *model.agreement.bodies)
    if not event.actor:
        yield Problem(event, "AG077", "incomplete-post", f"this `{event.activity}` does not say who", "fill `actor`")
    if event.body not in posts:
        what = f"no office or body is called `{event.body}`" if event.body else "this row does not say which post"
        hint = f"write one of these into `body`: {', '.join(sorted(posts))}"
        yield Problem(event, "AG077", "incomplete-post", what, hint)
    text = event.attribute(UNTIL)
    if text:
        try:
            Moment.parse(text, "UTC")
        except ValueError as error:
            message = f"`{UNTIL}` on line {event.line} cannot be read: {error}"
            yield Problem(
                event, "AG077", "incomplete-post", message, "write a day as year-month-day, or leave it empty"
            )


def numbered(holdings: tuple[Holding, ...]) -> Iterator[tuple[int, Holding]]:
    """Yield everybody with the number of the time that this person took the post."""
    seen: dict[str, int] = {}
    for holding in holdings:
        number = seen[plain(holding.person)] = seen.get(plain(holding.person), 0) + 1
        yield number, holding


def unsettled(holding: Holding, message: str, missing: str) -> Finding:
    """Return that the record of somebody's post does not say enough."""
    return Finding(
        State.UNKNOWN,
        message,
        actual=holding.since.civil,
        evidence=Evidence.MISSING,
        missing_record=missing,
        events=holding.events[:1],
    )
