"""Which text governs: the day that decides it, and the verdicts of a case put together from the texts in force."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

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


def possible(turns: tuple[Turn, ...], facts: Facts, moment: Moment) -> Iterator[Selection]:
    """Yield which turning points can have been passed on the days of a moment, in every way, the newest first."""
    states = {turn.key: _states(_when(turn, facts), moment) for turn in turns}
    for passed in combinations(turns):
        if all(state in states[key] for key, state in passed.items()):
            yield passed


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
    runs = [
        (passed, {_key(verdict): verdict for verdict in judged(passed)}) for passed in combinations(procedure.turns)
    ]
    for key in dict.fromkeys(key for _, found in runs for key in found):
        verdict = _chosen(procedure, facts, runs, key)
        if verdict is not None:
            yield verdict


_Key = tuple[str | Span, Instance]
_Runs = Sequence[tuple[Selection, Mapping[_Key, Verdict]]]


def _key(verdict: Verdict) -> _Key:
    """Return what a verdict is about: one place in the law, or what dated texts of an agreement call alike."""
    origin = verdict.origin
    return (origin.span if origin.origin == STATUTE else origin.name), verdict.instance


def _chosen(procedure: Procedure, facts: Facts, runs: _Runs, key: _Key) -> Verdict | None:
    """Return what the text in force says of it, if it does.

    That a step was done is asked only where nothing orders or bounds it; where a text in force does, another text,
    which does not, says nothing.
    """
    holding = [(passed, found[key]) for passed, found in runs if key in found]
    texts: dict[int, Verdict | None] = {}
    for passed, verdict in holding:
        allowed = tuple(possible(procedure.turns, facts, verdict.governing or UNKNOWN))
        if passed in allowed:
            texts |= {n: verdicts.get(key) for n, (other, verdicts) in enumerate(runs) if other in allowed}
    if not texts:
        left = holding[0][1]
        return _not_in_force(left) if left.origin.text else None
    ordered = [texts[number] for number in sorted(texts)]
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
