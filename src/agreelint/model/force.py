"""Since when, and until when, a clause is in force: the turning points of texts, and clauses guarded by them."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from attrs import evolve, frozen

from agreelint.model.guards import AHEAD, PASSED, Guard
from agreelint.model.notes import Notes
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Turn:
    """A turning point, at which one text ends or another begins: a day, a last possible day, or an event."""

    key: str
    day: date | None = None
    latest: bool = False
    """Whether it came on that day at the latest, and nobody knows when."""
    event: nodes.Event | nodes.EventWith | None = None


@frozen(eq=False, repr=False, slots=False)
class Text:
    """A stretch of time in which a clause is in force, and the event by whose day the text is chosen, if it says so."""

    since: Turn | None
    till: Turn | None
    read: nodes.Name | None = None

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Where it begins and where it ends."""
        return tuple(turn for turn in (self.since, self.till) if turn)

    @property
    def guard(self) -> Guard:
        """Which turning points must have been passed, and which not yet."""
        begun: Guard = ((self.since.key, PASSED),) if self.since else ()
        return (*begun, (self.till.key, AHEAD)) if self.till else begun

    def __str__(self) -> str:
        since = self.since and (f"upon {self.since.key}" if self.since.event else f"from {self.since.key}")
        till = self.till and f"until {self.till.key}"
        return f"in force {' '.join(words for words in (since, till) if words)}"


def text_of(force: nodes.Force) -> Text:
    """Return the text that `in force …` stands for."""
    extent = force.extent
    since, till = (extent.since, extent.till) if isinstance(extent, nodes.SinceTill) else (extent, extent)
    read = force.read.step if force.read else None
    return Text(_turn(since, _SINCE), _turn(till, _TILL), read)


def text_by_days(force: nodes.Force | None, notes: Notes) -> Text | None:
    """Return the text of what is kept at all times: no event of a case can begin it, and none chooses it."""
    if force is None:
        return None
    text = text_of(force)
    if text.read or any(turn.event for turn in text.turns):
        notes.misplaced(force.span, "this is in force by days alone", "write `in force from` or `until` and a day")
        return None
    return text


_SINCE = (nodes.FromDay, nodes.FromAtLatest, nodes.UponEvent)
_TILL = (nodes.UntilDay, nodes.UntilAtLatest, nodes.UntilEvent)


def _turn(node: nodes.Since | nodes.Till, kinds: tuple[type, ...]) -> Turn | None:
    if not isinstance(node, kinds):
        return None
    match node:
        case nodes.UponEvent() | nodes.UntilEvent():
            event = node.event
            state = f" {event.state.text.replace('_', ' ')}" if isinstance(event, nodes.EventWith) else ""
            return Turn(f"{event.step.text}{state}", event=event)
        case nodes.FromAtLatest() | nodes.UntilAtLatest():
            return Turn(f"no later than {node.day.isoformat()}", node.day, latest=True)
        case _:
            return Turn(node.day.isoformat(), node.day)


def forces(node: nodes.Step) -> Iterator[nodes.Force]:
    """Yield every `in force …` of a step: its own, and those of its clauses."""
    for part in (node, node.by, *node.clauses):
        if part and part.force:
            yield part.force


def dated(node: nodes.Step) -> Iterator[tuple[Guard, nodes.Step]]:
    """Yield a step as its clauses stand between any two turning points, the newest first; nothing where it is not."""
    turns = {turn.key: turn for force in forces(node) for turn in text_of(force).turns}
    for passed in combinations(tuple(turns.values())):
        if node.force and not _holds(node.force, passed):
            continue
        by = node.by if node.by and _holds(node.by.force, passed) else None
        clauses = tuple(clause for clause in node.clauses if _holds(clause.force, passed))
        yield tuple(passed.items()), evolve(node, by=by, clauses=clauses)


def combinations(turns: tuple[Turn, ...]) -> Iterator[Mapping[str, str]]:
    """Yield which turning points have been passed, in every way that time allows, the newest first."""
    known = sorted((turn for turn in turns if turn.day and not turn.latest), key=lambda turn: turn.day or date.min)
    others = [turn for turn in turns if turn not in known]
    for cut in range(len(known), -1, -1):
        reached = known[cut - 1].day if cut else None
        dated = {turn.key: PASSED if number < cut else AHEAD for number, turn in enumerate(known)}
        for passed in _ways(others):
            late = [t for t in others if t.day and passed[t.key] == AHEAD and reached and t.day <= reached]
            if not late:  # on its last possible day at the latest, it has come
                yield {**passed, **dated}


def _ways(turns: list[Turn]) -> Iterator[Mapping[str, str]]:
    """Yield in which ways turning points of which the day is not known can have been passed, the newest first.

    Of many that are known to have come by some day, each in a law of its own, those with the earlier days came first:
    every way in which they could have come would double the work with each.
    """
    by_day = sorted((turn for turn in turns if turn.latest), key=lambda turn: turn.day or date.max)
    if len(by_day) <= _FEW:
        for states in product((PASSED, AHEAD), repeat=len(turns)):
            yield dict(zip((turn.key for turn in turns), states, strict=True))
        return
    rest = [turn for turn in turns if turn not in by_day]
    for cut in range(len(by_day), -1, -1):
        passed = {turn.key: PASSED if number < cut else AHEAD for number, turn in enumerate(by_day)}
        for states in product((PASSED, AHEAD), repeat=len(rest)):
            yield {**passed, **dict(zip((turn.key for turn in rest), states, strict=True))}


_FEW = 3


def era(turns: tuple[Turn, ...], passed: Mapping[str, str]) -> str:
    """Say between which turning points this is."""
    ordered = sorted(turns, key=lambda turn: turn.day or date.max)
    since = [turn for turn in ordered if passed[turn.key] == PASSED]
    till = [turn for turn in ordered if passed[turn.key] == AHEAD]
    words = (f"since {since[-1].key}" if since else "", f"until {till[0].key}" if till else "")
    return " ".join(word for word in words if word)


def newest(guard: Guard) -> bool:
    """Say whether what carries a guard holds in the newest text."""
    return all(state != AHEAD for _, state in guard)


def _holds(force: nodes.Force | None, passed: Mapping[str, str]) -> bool:
    return force is None or all(passed[key] == state for key, state in text_of(force).guard)
