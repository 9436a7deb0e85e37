"""Which scenarios show what: by the step or amount of which they expect something, and by the clause."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from agreelint.explain.places import Sources, place
from agreelint.model.constraints import Model, Origin
from agreelint.prove.names import Known, cite_words, cited_by, part_of
from agreelint.syntax import nodes


@frozen
class Shown:
    """A scenario: its title, and where it stands."""

    title: str
    place: str


@frozen(eq=False, repr=False, slots=False)
class Shows:
    """The scenarios of an agreement, found by what they expect."""

    scenarios: tuple[nodes.Scenario, ...]
    sources: Sources = field(repr=False)
    labels: Mapping[tuple[str, str], frozenset[str]]
    """The clauses that each constraint cites, by its step and the last part of its name."""
    borrowed: Mapping[str, frozenset[str]]
    """The steps that each procedure takes from another, as which it goes on."""

    @staticmethod
    def of(model: Model, scenarios: Iterable[nodes.Scenario], sources: Sources) -> "Shows":
        """Return the scenarios of a model."""
        labels: dict[tuple[str, str], frozenset[str]] = {}
        for origin in Known.of(model, None).origins:
            cited = frozenset(clause.partition(" sentence ")[0] for clause in cited_by(origin))
            key = (origin.step, part_of(origin))
            labels[key] = labels.get(key, frozenset()) | cited
        borrowed = {procedure.id: procedure.borrowed for procedure in model.procedures.values()}
        return Shows(tuple(scenarios), sources, labels, borrowed)

    def of_part(self, name: str, label: str) -> tuple[Shown, ...]:
        """Return the scenarios that expect something of a part, such as `amendment.first_notice`, under a clause.

        Where none does by the name of the part, as of a body whose quorum is judged at votes: those of the clause.
        """
        procedure, _, step = name.rpartition(".")
        own = [scenario for scenario in self.scenarios if self._of(scenario, procedure or None, step)]
        by_name = (s for s in own if any(e.step.text == step and self._about(e, label) for e in _expected(s)))
        by_clause = (s for s in own if any(label in (self._clauses(e) or ()) for e in _expected(s)))
        return self._shown(by_name) or self._shown(by_clause)

    def _about(self, expected: nodes.Expected, label: str) -> bool:
        clauses = self._clauses(expected)
        return clauses is None or label in clauses

    def _clauses(self, expected: nodes.Expected) -> frozenset[str] | None:
        """Return the clauses of which something is expected, None for whatever the step is held to."""
        if expected.cite is not None:
            return frozenset({expected.cite.label})
        return self.labels.get((expected.step.text, expected.part.text)) if expected.part else None

    def where(self, origin: Origin) -> str | None:
        """Return where a constraint is encoded; None where its text is not at hand."""
        return place(self.sources, origin.span) if origin.span.path in self.sources else None

    def of_constraint(self, origin: Origin, procedure: str | None) -> tuple[Shown, ...]:
        """Return the scenarios that expect something of a constraint."""
        found = (
            s
            for s, expected in self._of_step.get(origin.step, ())
            if self._of(s, procedure, origin.step) and _means(expected, origin)
        )
        return self._shown({id(scenario): scenario for scenario in found}.values())

    @cached_property
    def _of_step(self) -> dict[str, list[tuple[nodes.Scenario, nodes.Expected]]]:
        found: dict[str, list[tuple[nodes.Scenario, nodes.Expected]]] = {}
        for scenario in self.scenarios:
            for expected in _expected(scenario):
                found.setdefault(expected.step.text, []).append((scenario, expected))
        return found

    def _of(self, scenario: nodes.Scenario, procedure: str | None, step: str) -> bool:
        """Say whether a scenario can speak of a step: of its procedure, or of another that goes on as that one."""
        if scenario.procedure is None or procedure is None or scenario.procedure.text == procedure:
            return True
        return step in self.borrowed.get(scenario.procedure.text, ())

    def _shown(self, found: Iterable[nodes.Scenario]) -> tuple[Shown, ...]:
        return tuple(Shown(scenario.title, place(self.sources, scenario.span)) for scenario in found)


def _expected(scenario: nodes.Scenario) -> Iterator[nodes.Expected]:
    kinds = nodes.ExpectVerdict | nodes.ExpectAmount
    return (item.expected for item in scenario.items if isinstance(item, kinds))


def _means(expected: nodes.Expected, origin: Origin) -> bool:
    if expected.step.text != origin.step or (expected.part and expected.part.text != part_of(origin)):
        return False
    return expected.cite is None or cite_words(expected.cite) in cited_by(origin)
