"""The law of a jurisdiction as it can be told: its packs, what each provision says, how well and since when known."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import assert_never

from attrs import frozen

from agreelint.calendars import Entry
from agreelint.days import ONE_DAY
from agreelint.diagnostics import AgreelintError
from agreelint.explain.clauses import Proof
from agreelint.explain.places import lines, place
from agreelint.model.joining import provisions
from agreelint.model.origins import SECONDARY
from agreelint.packs import calendar_of, jurisdictions, law_of
from agreelint.source import Span
from agreelint.syntax import nodes

CALENDAR = "calendar"
"""The pack that the legal holidays make: they are kept as a table, since everything is counted by them."""
LEVELS = {
    "R": "the text itself was read",
    "O": "an official explanation was read",
    "P": "only a secondary source was read",
}


class Effect(Enum):
    """What a provision does: judge a record, warn, ask the agreement for words, or no more than be told."""

    RULE = "rule"
    WARNING = "warning"
    CONTENT = "asked of the text"
    COUNTED = "counted by the calendar"
    SAID = "said only"


@frozen
class Window:
    """Since when, and until when (that day excluded), a provision is in force, as far as anybody read."""

    since: date | None = None
    seen: bool = False
    """Whether `since` is only the first day on which it was seen: what was in force before was not read."""
    until: date | None = None
    ended: bool = False
    """Whether `until` is only the first day on which it was seen to be gone."""

    def __str__(self) -> str:
        till = ""
        if self.until:
            till = f" until {self.until} at the latest" if self.ended else f" through {self.until - ONE_DAY}"
        if self.since is None:
            return f"in force{till}; since when was not read" if till else "no date was read; applied on every day"
        if self.seen:
            return f"seen from {self.since}{till}; earlier text unread"
        return f"in force from {self.since}{till}"

    def holds(self, day: date) -> bool | None:
        """Say whether it is in force on a day; None where nobody read what was in force then."""
        if self.since and day < self.since:
            return None if self.seen else False
        if self.until and day >= self.until:
            return False
        return None if self.ended else True


@frozen(eq=False, repr=False, slots=False)
class Told:
    """A provision in words, with the place in its pack where it stands."""

    id: str
    pack: str
    title: str
    citation: str
    fact: str
    level: str
    effect: Effect
    window: Window
    says: tuple[str, ...]
    sources: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    """What the text of an agreement must say something about: (name, in words)."""
    place: str
    text: str
    span: Span | None


@frozen(eq=False, repr=False, slots=False)
class Untold:
    """What could not be read of a pack: for which procedures (none: all), and why."""

    id: str
    pack: str
    title: str
    procedures: tuple[str, ...]
    reason: str


@frozen(eq=False, repr=False, slots=False)
class PackTold:
    """A pack: whom it binds (no kinds: everybody), its provisions and its gaps in their order."""

    id: str
    title: str
    jurisdiction: str
    kinds: tuple[str, ...]
    provisions: tuple[Told, ...]
    gaps: tuple[Untold, ...]


@frozen
class Bound:
    """What a provision comes to in an agreement: constraints, or why it adds none."""

    agreement: str
    constraints: tuple[str, ...]
    why_not: str | None


@frozen(eq=False, repr=False, slots=False)
class Applied:
    """A provision with all that it applies to."""

    told: Told
    bound: tuple[Bound, ...]
    proofs: tuple[Proof, ...]


def packs_told(jurisdiction: str, names: Iterable[str] = ()) -> tuple[PackTold, ...]:
    """Return the packs of a jurisdiction, or those of these names; raises AgreelintError for what does not exist."""
    if jurisdiction not in jurisdictions():
        raise AgreelintError(f"`{jurisdiction}` is no jurisdiction: {', '.join(jurisdictions())}")
    every = (*_packs(jurisdiction), _holidays(jurisdiction))
    wanted = tuple(names)
    for name in wanted:
        if name not in {pack.id for pack in every}:
            raise AgreelintError(f"`{name}` is no pack of {jurisdiction}: {', '.join(pack.id for pack in every)}")
    return tuple(pack for pack in every if not wanted or pack.id in wanted)


def found(what: str) -> tuple[Told, ...]:
    """Return the provisions of all jurisdictions that have this fact, id or citation, in any case."""
    wanted = what.casefold()
    every = [one for name in jurisdictions() for pack in packs_told(name) for one in pack.provisions]
    return tuple(one for one in every if wanted in {name.casefold() for name in (one.fact, one.id, one.citation)})


def known_facts() -> tuple[str, ...]:
    """Return the facts that provisions of any jurisdiction restate."""
    every = (one.fact for name in jurisdictions() for pack in packs_told(name) for one in pack.provisions)
    return tuple(dict.fromkeys(every))


def _packs(jurisdiction: str) -> Iterator[PackTold]:
    packs, sources = law_of(jurisdiction)
    texts = {source.path: source for source in sources}
    for pack in packs:
        kinds = [name.text for item in pack.items if isinstance(item, nodes.AppliesTo) for name in item.kinds]
        told = (
            Told(
                one.name.text,
                pack.name.text,
                one.title,
                one.cite.label,
                one.cite.fact,
                one.cite.level,
                _effect(one),
                _window(one.force),
                tuple(item.text for item in one.items if isinstance(item, nodes.Says)),
                tuple(item.address for item in one.items if isinstance(item, nodes.SourceLink)),
                tuple((item.name.text, item.title) for item in one.items if isinstance(item, nodes.RequiredContent)),
                place(texts, one.span),
                lines(texts, one.span),
                one.span,
            )
            for one in provisions(pack)
        )
        gaps = (
            Untold(
                gap.name.text,
                pack.name.text,
                gap.title,
                tuple(name.text for name in gap.procedures.names) if gap.procedures else (),
                gap.reason,
            )
            for gap in pack.items
            if isinstance(gap, nodes.Gap)
        )
        yield PackTold(pack.name.text, pack.title, jurisdiction, tuple(kinds), tuple(told), tuple(gaps))


def _effect(provision: nodes.Provision) -> Effect:
    spoken = nodes.Says | nodes.SourceLink | nodes.RequiredContent | nodes.Counted
    if any(not isinstance(item, spoken) for item in provision.items):
        return Effect.WARNING if provision.cite.level == SECONDARY else Effect.RULE
    if any(isinstance(item, nodes.RequiredContent) for item in provision.items):
        return Effect.CONTENT
    return Effect.COUNTED if any(isinstance(item, nodes.Counted) for item in provision.items) else Effect.SAID


def _window(force: nodes.Force | None) -> Window:
    if force is None:
        return Window()
    extent = force.extent
    if isinstance(extent, nodes.SinceTill):
        since, till = _window_of(extent.since), _window_of(extent.till)
        return Window(since.since, since.seen, till.until, till.ended)
    return _window_of(extent)


def _window_of(turn: nodes.Since | nodes.Till) -> Window:
    match turn:
        case nodes.FromDay():
            return Window(turn.day)
        case nodes.FromAtLatest():
            return Window(turn.day, seen=True)
        case nodes.UntilDay():
            return Window(until=turn.day)
        case nodes.UntilAtLatest():
            return Window(until=turn.day, ended=True)
        case nodes.UponEvent() | nodes.UntilEvent():  # the law waits for no event of a case
            return Window()
        case _:
            assert_never(turn)


def _holidays(jurisdiction: str) -> PackTold:
    calendar = calendar_of(jurisdiction)
    told = tuple(_holiday(entry, f"rules/{jurisdiction}/calendar.toml") for entry in calendar.entries)
    return PackTold(CALENDAR, f"Legal holidays of the calendar `{calendar.name}`", jurisdiction, (), told, ())


def _holiday(entry: Entry, path: str) -> Told:
    since = Window(entry.start) if entry.start else Window(entry.confirmed_from, seen=True)
    county = f", in {entry.county.title()} County alone" if entry.county else ""
    return Told(
        entry.id,
        CALENDAR,
        entry.name,
        entry.citation,
        entry.fact,
        entry.level,
        Effect.COUNTED,
        Window(since.since, since.seen, entry.until + ONE_DAY if entry.until else None),
        tuple(text for text in (f"{entry.rule}{county}", entry.note) if text),
        (),
        (),
        path,
        "",
        None,
    )
