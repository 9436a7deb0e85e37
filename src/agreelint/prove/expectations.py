"""An expectation and the verdicts of an audit to what differs between them."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from attrs import frozen

from agreelint.audit.engine import Audit
from agreelint.audit.verdicts import Finding, Margin, State, Verdict
from agreelint.audit.words import plural
from agreelint.prove.givens import amount_of, comes_to
from agreelint.prove.names import cite_words, cited_by, part_of
from agreelint.prove.rows import CASE
from agreelint.prove.scenarios import Expectation
from agreelint.syntax import nodes

# A good state is expected of every verdict that is meant; a bad one of at least one of them.
_GOOD = {
    State.SATISFIED: {State.SATISFIED, State.NOT_APPLICABLE},
    State.HOLDING: {State.HOLDING, State.SATISFIED, State.NOT_APPLICABLE},
    State.NOT_APPLICABLE: {State.NOT_APPLICABLE},
}


_MOST = 8


@frozen
class Difference:
    """What was expected and what was found instead."""

    what: str
    expected: str
    found: str


@frozen(eq=False, repr=False, slots=False)
class Check:
    """An expectation, the verdicts that it means, and what differs; nothing differs if it is met."""

    expectation: Expectation
    verdicts: tuple[Verdict, ...]
    differences: tuple[Difference, ...]
    near: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Say whether the audit gave what was expected."""
        return not self.differences


def check(expectation: Expectation, audit: Audit) -> Check:
    """Compare an expectation with an audit."""
    match expectation.node:
        case nodes.ExpectNothing():
            return _nothing(expectation, audit)
        case nodes.ExpectVerdict():
            return _verdict(expectation, expectation.node, audit)
        case nodes.ExpectAmount():
            return _amount(expectation, expectation.node, audit)
        case _:
            assert_never(expectation.node)


def _amount(expectation: Expectation, node: nodes.ExpectAmount, audit: Audit) -> Check:
    value = amount_of(node, audit)
    if comes_to(node, value):
        return Check(expectation, (), ())
    why = "; ".join((*value.impossible, *(f"{key} is not given" for key in value.missing)))
    found = f"{value.written} ({why})" if why else value.written
    expected = node.value.value.text if isinstance(node.value.value, nodes.Name) else str(node.value.value)
    return Check(expectation, (), (Difference("amount", expected, found),), value.steps)


def _state(expectation: Expectation) -> State:
    assert expectation.state is not None  # only an amount is expected without a state
    return expectation.state


def _nothing(expectation: Expectation, audit: Audit) -> Check:
    found = tuple(v for v in audit.verdicts if v.state is expectation.state)
    names = ", ".join(dict.fromkeys(called(v) for v in found))
    state = _state(expectation).value
    differences = (Difference("verdicts", f"none {state}", f"{state}: {names}"),) if found else ()
    return Check(expectation, found, differences)


def _verdict(expectation: Expectation, node: nodes.ExpectVerdict, audit: Audit) -> Check:
    case = next((one.name.text for one in node.expected.instances if isinstance(one, nodes.InCase)), CASE)
    own = (v for v in audit.verdicts if v.case_id in {case, None})
    of_step = tuple(v for v in own if v.origin.step == node.expected.step.text)
    meant = tuple(v for v in of_step if _means(node.expected, v))
    if not meant:
        difference = Difference("verdict", "one of this step", "none")
        return Check(expectation, (), (difference,), tuple(_near(of_step, node.expected, audit)))
    state = _state(expectation)
    alike = [v for v in meant if v.state is state]
    allowed = _GOOD.get(state, set(State))
    wrong = tuple(v for v in meant if v.state not in allowed)
    if not alike or wrong:
        shown = wrong or meant
        states = ", ".join(dict.fromkeys(v.state.value for v in shown))
        return Check(expectation, shown, (Difference("state", state.value, states),))
    compared = [(tuple(_differences(node.facts, v.finding, v)), v) for v in alike]
    differences, nearest = min(compared, key=lambda pair: len(pair[0]))
    return Check(expectation, (nearest,) if differences else meant, differences)


def _means(expected: nodes.Expected, verdict: Verdict) -> bool:
    if expected.part and part_of(verdict.origin) != expected.part.text:
        return False
    if expected.cite and cite_words(expected.cite) not in cited_by(verdict.origin):
        return False
    return all(_of(instance, verdict) for instance in expected.instances)


def _of(instance: nodes.ExpectedInstance, verdict: Verdict) -> bool:
    where = verdict.instance
    match instance:
        case nodes.OfMember():
            return where.member == instance.name.text
        case nodes.ToRecipient():
            return where.recipient == instance.name.text
        case nodes.InPeriod():
            period = _period(instance.period)
            return where.period in (period, f"CY{period}")
        case nodes.InRound():
            return where.round == instance.number
        case nodes.InCase():
            return True  # the verdicts of other cases have been left out
        case _:
            assert_never(instance)


def _period(period: object) -> str:
    return period.text if isinstance(period, nodes.NamedYear | nodes.Name) else str(period)


def _differences(facts: Iterable[nodes.ExpectedFact], finding: Finding, verdict: Verdict) -> Iterator[Difference]:
    for fact in facts:
        difference = _difference(fact, finding, verdict)
        if difference.expected != difference.found:
            yield difference


def _difference(fact: nodes.ExpectedFact, finding: Finding, verdict: Verdict) -> Difference:
    tally = finding.tally
    match fact:
        case nodes.LateBy() | nodes.EarlyBy() | nodes.ToSpare():
            return Difference("margin", _size(fact), _margin(finding))
        case nodes.DueOn():
            return Difference("due", str(fact.day), str(finding.due or "no day"))
        case nodes.DoneOn():
            return Difference("done", str(fact.day), str(finding.actual or "no day"))
        case nodes.VotesOf():
            found = f"{tally.votes_for} of {tally.size}" if tally else "no votes"
            return Difference("votes", f"{fact.votes} of {fact.base}", found)
        case nodes.VotesNeeded():
            return Difference("votes needed", str(fact.needed), str(tally.needed) if tally else "no votes")
        case nodes.ReliedOnBy():
            return _among("relied on by", fact.step.text, finding.relied_on)
        case nodes.DoubtFrom():
            return _among("in doubt because of", fact.step.text, tuple(doubt.step for doubt in verdict.doubts))
        case nodes.DependsOn():
            return _among("depending on", fact.ambiguity.text, tuple(name for name, _ in finding.readings))
        case nodes.OnEvidence():
            return Difference("evidence", fact.evidence.text, finding.evidence.value)
        case nodes.MessageHas():
            told = (finding.message, finding.missing_record or "", *finding.remarks, *_counted(finding))
            return Difference("words", fact.words, fact.words if any(fact.words in one for one in told) else told[0])
        case nodes.UnderReading():
            return Difference("reading", "", "")  # the audit was made under it
        case _:
            assert_never(fact)


def _counted(finding: Finding) -> Iterator[str]:
    for reckoning in finding.reckonings:
        yield from reckoning.lines


def _among(what: str, name: str, found: tuple[str, ...]) -> Difference:
    return Difference(what, name, name if name in found else ", ".join(found) or "nothing")


def _size(fact: nodes.LateBy | nodes.EarlyBy | nodes.ToSpare) -> str:
    unit = fact.size.unit.text.removeprefix("calendar_").replace("_", " ")
    size = plural(fact.size.count, unit)
    match fact:
        case nodes.LateBy():
            return f"late by {size}"
        case nodes.EarlyBy():
            return f"early by {size}"
        case nodes.ToSpare():
            return f"{size} to spare"
        case _:
            assert_never(fact)


def _margin(finding: Finding) -> str:
    margin: Margin | None = finding.margin
    if margin is None:
        return "nothing was counted"
    if margin.count >= 0:
        return f"{plural(margin.count, margin.unit)} to spare"
    word = "early" if "early by" in finding.message else "late"
    return f"{word} by {plural(-margin.count, margin.unit)}"


def called(verdict: Verdict) -> str:
    """Return how an expectation names a verdict: clause, step, constraint, and the instance where there is one."""
    where, origin = verdict.instance, verdict.origin
    words = [origin.clause, f"{origin.step}.{part_of(origin)}"]
    if where.recipient:
        words.append(f"to {where.recipient}")
    elif where.member:
        words.append(f"of {where.member}")
    words += [f"in {where.period}"] if where.period else []
    words += [f"in round {where.round}"] if where.round > 1 else []
    return " ".join(words)


def _near(of_step: tuple[Verdict, ...], expected: nodes.Expected, audit: Audit) -> Iterator[str]:
    """Yield what an expectation that means no verdict may have meant, and why there is none."""
    yield from dict.fromkeys(f"{called(v)} {v.state.value}" for v in of_step[:_MOST])
    yield from (line for line in audit.not_checked if f".{expected.step.text}." in line)
