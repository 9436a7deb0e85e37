"""Whether scenarios notice a fault: each mutant of an encoding killed, survived, equivalent, or no text at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from random import Random

from attrs import evolve, frozen

from agreelint.audit.verdicts import State, Verdict
from agreelint.model.constraints import Model
from agreelint.model.lower import lower
from agreelint.model.notes import Notes
from agreelint.model.phrases import spelt_out
from agreelint.model.resolve import resolve
from agreelint.prove.mutants import Mutant, mutated
from agreelint.prove.proofs import audit_under, prove
from agreelint.prove.reach import Reach, declared
from agreelint.prove.scenarios import Scenario, resolve_scenarios
from agreelint.prove.variations import Named, about, around, varied, with_expectation, with_nothing
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.parser import parse
from agreelint.syntax.printer import print_tree
from agreelint.syntax.walk import inside

VARIATIONS = 24
"""On how many generated logs a survivor is compared with the encoding before it counts as equivalent."""


NEAR = 8
"""How many scenarios, the nearest to the fault, the generated logs are made from."""


NEAREST = 3
"""How many of these are tried around the bounds of the step."""


class Fate(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    """No scenario noticed it, though it makes a difference; or none records the step in which it is."""
    EQUIVALENT = "equivalent"
    """No difference was found on any generated log either."""
    UNREADABLE = "unreadable"
    """It is no encoding: `check` would refuse it."""


@frozen
class Judged:
    """A mutant's fate: the scenario that killed it, or one on which it and the encoding differ, ready to paste."""

    name: str
    fate: Fate
    by: str | None = None


@frozen(eq=False, repr=False, slots=False)
class Shown:
    """A scenario, the node from which it was resolved, and every name that it speaks of."""

    node: nodes.Scenario
    scenario: Scenario
    names: frozenset[str]
    recorded: frozenset[str]
    """The steps that its rows record."""

    @classmethod
    def of(cls, node: nodes.Scenario, scenario: Scenario) -> "Shown":
        """Return a scenario with its names."""
        recorded = frozenset(item.activity.text for item in node.items if isinstance(item, nodes.LogRow))
        return cls(node, scenario, frozenset(_words_of(node)), recorded)


@frozen(eq=False, repr=False, slots=False)
class Suite:
    """What mutants are judged by: the text that they are faults in, what it means, and the scenarios that show it."""

    file: nodes.File
    mutants: tuple[Mutant, ...]
    model: Model
    made: Callable[[nodes.File], Model | None]
    """What the text means with a fault in it; None if it cannot be read so."""
    scenarios: tuple[Shown, ...]
    reach: Reach
    """What each declaration of the text speaks of."""
    beside: str = ""
    """What else decides the verdicts, such as the agreement to which a pack is joined."""


def judged(mutant: Mutant, suite: Suite) -> Judged:
    """Return what becomes of a mutant."""
    model = suite.made(mutated(suite.file, mutant))
    if model is None:
        return Judged(mutant.name, Fate.UNREADABLE)
    able = concerned(mutant, suite)
    whole = [one.scenario for one in able]
    alone = [_alone(scenario, mutant.procedure) for scenario in whole]  # most faults are noticed there, and sooner
    for scenario in dict.fromkeys((*alone, *whole)):
        if not prove(evolve(scenario, model=model)).met:
            return Judged(mutant.name, Fate.KILLED, f"{scenario.source.path}:{scenario.line} {scenario.title}")
    for text in _differing(mutant, able, suite.model, model):
        return Judged(mutant.name, Fate.SURVIVED, text)
    reached = any(mutant.step is None or mutant.step in one.recorded for one in able)
    return Judged(mutant.name, Fate.EQUIVALENT if reached else Fate.SURVIVED)


def sound_model(file: nodes.File) -> Model | None:
    """Return the model of an encoding, None if it has errors."""
    notes = Notes()
    whole = spelt_out(file, notes)
    agreement = resolve(whole, notes)
    model = lower(whole, agreement, notes) if agreement else None
    return model if notes.ok else None


def concerned(mutant: Mutant, suite: Suite) -> list[Shown]:
    """Return the scenarios that may notice: first those that speak of the step, and of whole records the last."""
    names = _names(mutant)
    able = [one for one in suite.scenarios if _may_notice(one, mutant, names, suite)]
    return sorted(able, key=lambda one: (-len(names & one.names), one.scenario.procedure is None))


def _may_notice(one: Shown, mutant: Mutant, names: frozenset[str], suite: Suite) -> bool:
    asked = one.scenario.procedure
    procedure = suite.model.procedures.get(mutant.procedure or "")
    if procedure is None:
        name = declared(mutant.declaration)
        apart = isinstance(mutant.declaration, nodes.Pack) or name is None  # no name in the text leads to it
        asking = {asked} if asked else one.names
        return apart or any(name in suite.reach.get(other, {other}) for other in asking)
    if asked is None:
        return bool(one.names & procedure.steps.keys())
    return asked == procedure.id or _continues(suite.model, one.scenario, names)


def _within(scenario: Scenario, procedure: str | None) -> Scenario:
    """Return a scenario of a whole record as one of a procedure, which is judged much sooner."""
    narrower = scenario.procedure is None and procedure in scenario.model.procedures
    return evolve(scenario, procedure=procedure) if narrower else scenario


@lru_cache(maxsize=4096)
def _alone(scenario: Scenario, procedure: str | None) -> Scenario:
    """Return a scenario as one of a procedure where it is met so: then it expects nothing of the others."""
    narrower = _within(scenario, procedure)
    return narrower if narrower is scenario or prove(narrower).met else scenario


def _continues(model: Model, scenario: Scenario, names: frozenset[str]) -> bool:
    """Say whether the procedure of a scenario goes on as the one in which the fault is."""
    found = model.procedures.get(scenario.procedure or "")
    return found is not None and bool(names & found.borrowed)


def _names(mutant: Mutant) -> frozenset[str]:
    own = {mutant.step} if mutant.step else set()
    around = _words_of(mutant.old if mutant.step else mutant.part)
    return frozenset({*own, *around, mutant.name.split(".")[0]})


def _words_of(node: nodes.Node) -> Iterator[str]:
    return (part.text for part in inside(node) if isinstance(part, nodes.Name | nodes.Word))


# ---- survivors ------------------------------------------------------------------------------------


def _differing(mutant: Mutant, able: Sequence[Shown], model: Model, other: Model) -> Iterator[str]:
    """Yield scenarios, as text, on which the encoding and its mutant come to different verdicts."""
    for changed, shown in _logs(mutant, able):
        source = Source(shown.scenario.source.path, print_tree(nodes.File(changed.span, (changed,))))
        written = (d for d in parse(source).value.declarations if isinstance(d, nodes.Scenario))
        for scenario in resolve_scenarios(written, source, model).value:
            asked = _within(scenario, mutant.procedure)
            here, there = _states(asked), _states(evolve(asked, model=other))
            titled = evolve(changed, title=f"{changed.title}, for {mutant.name}")  # which no other has
            for name in _telling(mutant, here, there):
                state, faulty = (found.get(name, State.NOT_APPLICABLE) for found in (here, there))
                yield with_expectation(titled, name, state) if name in here else with_nothing(titled, faulty)


def _telling(mutant: Mutant, here: Mapping[Named, State], there: Mapping[Named, State]) -> list[Named]:
    """Return what differs: first what is said of the step in which the fault is, and what is applicable."""
    nothing = State.NOT_APPLICABLE
    different = [n for n in dict.fromkeys((*here, *there)) if here.get(n, nothing) is not there.get(n, nothing)]
    return sorted(different, key=lambda n: (mutant.step not in n[0].split("."), here.get(n, nothing) is nothing))


def _states(scenario: Scenario) -> dict[Named, State]:
    return {_named(verdict): verdict.state for verdict in audit_under(scenario, ()).verdicts}


def _logs(mutant: Mutant, able: Sequence[Shown]) -> Iterator[tuple[nodes.Scenario, Shown]]:
    """Yield scenarios to compare on: as they stand, with the step around its bounds, and changed at random."""
    rng = Random(mutant.name)  # noqa: S311 - the same logs each time
    near = able[:NEAR]
    yield from ((one.node, one) for one in near)
    days = {
        id(one): _decisive(audit_under(_within(one.scenario, mutant.procedure), ()).verdicts, mutant.step)
        for one in near
    }
    for one in near[:NEAREST]:
        if isinstance(mutant.old, nodes.FromDay | nodes.UntilDay):
            yield from ((changed, one) for changed in about(one.node, mutant.old.day))
        yield from ((changed, one) for changed in around(one.node, mutant.step, days[id(one)]))
    for number in range(VARIATIONS if near else 0):
        one = near[number % len(near)]
        yield varied(one.node, days[id(one)], rng), one


def _decisive(verdicts: Sequence[Verdict], step: str | None) -> tuple[date, ...]:
    """Return the last days that verdicts name: those of the step in which the fault is, else all."""
    named = [(v.origin.step, v.finding.due) for v in verdicts if v.finding.due]
    return tuple(due for own, due in named if own == step) or tuple(due for _, due in named)


def _named(verdict: Verdict) -> Named:
    return verdict.origin.name, verdict.instance.member, verdict.instance.period
