"""Which text governs: the day that decides it, and the verdicts of a case put together from the texts in force."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from agreelint.audit.anchors import Happened
from agreelint.audit.counted_from import counted_from
from agreelint.audit.facts import Facts
from agreelint.audit.verdicts import Evidence, Finding, Instance, State, Verdict
from agreelint.audit.words import said, title
from agreelint.model.constraints import (
    Carried,
    Constraint,
    Deadline,
    Procedure,
    SameMeeting,
)
from agreelint.model.force import Turn, combinations
from agreelint.model.guards import AHEAD, PASSED, Selection
from agreelint.model.origins import STATUTE
from agreelint.moments import UNKNOWN, Moment
from agreelint.source import Span
from agreelint.syntax import nodes

Judged = tuple[Verdict, ...]
_DECIDED = frozenset({State.VIOLATED, State.NO_EFFECT, State.SATISFIED})


# ---- the day that decides ---------------------------------------------------------------------


def governing(facts: Facts, constraint: Constraint, member: str | None, finding: Finding) -> tuple[Moment, str]:
    """Return the days on which the event can have been by whose day the text is chosen, and which event that is.

    It is the trigger; for a backward bound the first act of the case; or what the text names (`read as of`).
    """
    text = constraint.origin.text
    if text and text.read:
        return _of_step(facts, text.read.text, member)
    first = facts.first_act
    if isinstance(constraint, Deadline) and isinstance(constraint.bound, nodes.AtLeastBefore | nodes.AtMostBefore):
        return first, "the first act of the case"
    names = [name for name in counted_from(facts.procedure)[constraint] if name in facts.procedure.steps]
    if names and not isinstance(constraint, SameMeeting):
        return _of_step(facts, names[0], member)
    if facts.procedure.alone and facts.case.stretch:
        return Moment.on(facts.case.stretch.first), f"the beginning of {facts.case.label}"
    own = facts.own(constraint.origin.step, member) if constraint.origin.step in facts.procedure.steps else ()
    if own and isinstance(constraint, Carried):
        return own[0].when, "the first vote"
    if finding.actual:
        return Moment.on(finding.actual), "the act itself"
    return (own[0].when, "the act itself") if own else (first, "the first act of the case")


def _of_step(facts: Facts, name: str, member: str | None) -> tuple[Moment, str]:
    """Return the day of a step; one that is not recorded may still come, on any day from the first act on."""
    words = f"the {title(facts, name)}"
    events = facts.so_far(name, facts.same(name, member))
    return (events[0].when, words) if events else (Moment(facts.first_day, None), words)


# ---- which texts it can mean ------------------------------------------------------------------


def _states(turn: Moment | None, moment: Moment) -> frozenset[str]:
    if turn is None:
        return frozenset({AHEAD})
    may_have = turn.first is None or moment.last is None or turn.first <= moment.last
    may_not = turn.last is None or moment.first is None or moment.first < turn.last
    return frozenset(state for state, can in ((PASSED, may_have), (AHEAD, may_not)) if can)


def _when(turn: Turn, facts: Facts) -> Moment | None:
    """Return when a turning point came, as far as that is known; None if it is proved that it never did."""
    if turn.event is None:
        return Moment(None if turn.latest else turn.day, turn.day)
    anchor = facts.anchor(turn.event, None)
    match anchor.happened:
        case Happened.YES:
            return anchor.when or UNKNOWN
        case Happened.FAILED:
            return None
        case Happened.ABSENT:
            return None if facts.complete(turn.event.step.text) else UNKNOWN
        case Happened.UNSETTLED:
            return UNKNOWN


# ---- verdicts ---------------------------------------------------------------------------------


def by_texts(procedure: Procedure, facts: Facts, judged: Callable[[Selection], Judged]) -> Iterator[Verdict]:
    """Yield each verdict as the text has it that is in force on the day that decides."""
    texts = _Texts(procedure, facts)
    runs: dict[int, dict[_Key, Verdict]] = {}
    # The newest and the oldest are read in any case, for what is in force in another text only.
    waiting = {0, len(texts.ways) - 1, *(n for day in texts.days() for n in texts.possible(day))}
    while waiting - runs.keys():
        runs |= {n: {_key(v): v for v in judged(texts.ways[n])} for n in sorted(waiting - runs.keys())}
        decided = {verdict.governing or UNKNOWN for found in runs.values() for verdict in found.values()}
        waiting |= {n for moment in decided for n in texts.possible(moment)}
    ordered = dict(sorted(runs.items()))
    for key in dict.fromkeys(key for found in ordered.values() for key in found):
        verdict = _chosen(texts, ordered, key)
        if verdict is not None:
            yield verdict


@frozen(eq=False, repr=False, slots=False)
class _Texts:
    """The ways in which turning points can have been passed, and which of them a day allows."""

    procedure: Procedure
    facts: Facts
    _known: dict[Moment, frozenset[int]] = field(factory=dict, init=False)

    @cached_property
    def ways(self) -> tuple[Selection, ...]:
        """Every way that time allows, the newest first."""
        return tuple(combinations(self.procedure.turns))

    @cached_property
    def _passed(self) -> dict[str, Moment | None]:
        return {turn.key: _when(turn, self.facts) for turn in self.procedure.turns}

    def possible(self, moment: Moment) -> frozenset[int]:
        """Return the numbers of the ways that are possible on the days of a moment."""
        if moment not in self._known:
            states = {key: _states(when, moment) for key, when in self._passed.items()}
            allowed = (n for n, way in enumerate(self.ways) if all(s in states[key] for key, s in way.items()))
            self._known[moment] = frozenset(allowed)
        return self._known[moment]

    def days(self) -> Iterator[Moment]:
        """Yield every day that may decide: those of the records, and the beginning of the period."""
        for found in self.facts.rounds.events:
            yield from (event.when for events in found.values() for event in events)
        if self.facts.case.stretch:
            yield Moment.on(self.facts.case.stretch.first)


_Key = tuple[str | Span, Instance]
_Runs = Mapping[int, Mapping[_Key, Verdict]]


def _key(verdict: Verdict) -> _Key:
    """Return what a verdict is about: one place in the law, or what dated texts of an agreement call alike."""
    origin = verdict.origin
    return (origin.span if origin.origin == STATUTE else origin.name), verdict.instance


def _chosen(texts: _Texts, runs: _Runs, key: _Key) -> Verdict | None:
    """Return what the text in force says of it, if it does.

    That a step was done is asked only where nothing orders or bounds it; where a text in force does, another text,
    which does not, says nothing.
    """
    holding = [(number, found[key]) for number, found in runs.items() if key in found]
    governing: dict[int, Verdict | None] = {}
    for number, verdict in holding:
        allowed = texts.possible(verdict.governing or UNKNOWN)
        if number in allowed:
            governing |= {n: verdicts.get(key) for n, verdicts in runs.items() if n in allowed}
    if not governing:
        left = holding[0][1]
        return _not_in_force(left) if left.origin.text else None
    ordered = [governing[number] for number in sorted(governing)]
    return undecided_text([(str(verdict.origin.text) if verdict else "", verdict) for verdict in ordered])


def undecided_text(told: Sequence[tuple[str, Verdict | None]]) -> Verdict:
    """Return the verdict of the texts that can govern, the newest first: `unknown` if they come to different states.

    A text without a verdict says nothing of it.
    """
    found = [verdict for _, verdict in told if verdict]
    states = {verdict.state if verdict else None for _, verdict in told}
    if len(states) == 1 or (None in states and not states & _DECIDED):
        return found[0]
    return _open(found[0], told)


def _not_in_force(verdict: Verdict) -> Verdict:
    """Return the verdict on what is in force in another text only."""
    day = verdict.governing.first if verdict.governing else None
    on = f" on {said(day)}" if day else ""
    finding = evolve(
        verdict.finding,
        state=State.NOT_APPLICABLE,
        message=f"not in force{on}: {verdict.text_in_force}",
        due=None,
        margin=None,
        missing_record=None,
        fix=None,
        relied_on=(),
        readings=(),
    )
    return evolve(verdict, finding=finding)


def _open(first: Verdict, told: Sequence[tuple[str, Verdict | None]]) -> Verdict:
    """Return the verdict where the record leaves open which text governs, and they come to different states."""
    words = dict.fromkeys(
        f"if {text}, {verdict.finding.message}" if verdict else "if another was in force, nothing"
        for text, verdict in told
    )
    finding = evolve(
        first.finding,
        state=State.UNKNOWN,
        message=f"which text was in force is not known: {'; '.join(words)}",
        evidence=Evidence.MISSING,
        missing_record=_missing(first),
        due=None,
        margin=None,
        fix=None,
        relied_on=(),
    )
    return evolve(first, finding=finding)


def _missing(verdict: Verdict) -> str:
    exact = verdict.governing is not None and verdict.governing.exact
    return (
        "since when which text was in force"
        if exact
        else f"the day by which the text is chosen: {verdict.text_in_force}"
    )


def text_words(constraint: Constraint, moment: Moment, event: str) -> str | None:
    """Say in which text a constraint stands, and by whose day it is chosen; None if it is in force at all times."""
    text = constraint.origin.text
    if text is None:
        return None
    day = f", {said(moment.first)}" if moment.exact and moment.first else ""
    return f"{text}, which governs by the day of {event}{day}"
