"""The names that an expectation may use, checked before anything is run."""

from typing import assert_never

from attrs import frozen

from agreelint.audit.verdicts import Evidence
from agreelint.model.constraints import Constraint, Model, Origin, Procedure
from agreelint.model.notes import Notes
from agreelint.model.wordings import known_readings
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Known:
    """What a scenario can speak of: procedures, the origins of their constraints, people, readings."""

    procedures: tuple[Procedure, ...]
    origins: tuple[Origin, ...]
    people: frozenset[str]
    readings: dict[str, tuple[str, ...]]

    @staticmethod
    def of(model: Model, procedure: str | None) -> "Known":
        """Return what can be named in a scenario for one procedure, or for all and standing duties, in any text."""
        outside = () if procedure else tuple(model.outside.values())
        chosen = (*(p for p in model.procedures.values() if procedure in {None, p.id}), *outside)
        standing: tuple[Constraint, ...] = (
            (*model.standing, *model.kept, *model.limits, *model.instalments) if procedure is None else ()
        )
        origins = (*(c.origin for p in chosen for c in p.every), *(duty.origin for duty in standing))
        here = Known(chosen, origins, model.agreement.known_ids, known_readings(model))
        texts = [Known.of(text, procedure) for text in model.other_texts]
        return Known(
            (*here.procedures, *(p for text in texts for p in text.procedures)),
            (*here.origins, *(origin for text in texts for origin in text.origins)),
            here.people.union(*(text.people for text in texts)),
            here.readings,
        )


def part_of(origin: Origin) -> str:
    """Return the last part of a constraint's name: `lead` of `amendment.written_proposal.lead`."""
    return origin.name.rpartition(".")[2]


def cited_by(origin: Origin) -> tuple[str, ...]:
    """Return every way to write a clause that a constraint cites: its label, and each citation in full."""
    return (origin.clause, *origin.clauses)


def cite_words(cite: nodes.Cite) -> str:
    """Return a clause as constraints name it."""
    if isinstance(cite, nodes.ClauseCite) and cite.sentence is not None:
        return f"{cite.label} sentence {cite.sentence}"
    return cite.label


def check_expected(expected: nodes.Expected, known: Known, notes: Notes) -> None:
    """Check the step, the constraint, the clause and the instance that an expectation names."""
    step = expected.step.text
    origins = [origin for origin in known.origins if origin.step == step]
    if notes.known(expected.step, "step", {origin.step for origin in known.origins}):
        if expected.part:
            parts = {part_of(origin) for origin in origins}
            notes.known(expected.part, f"rule of `{step}`", parts)
            origins = [origin for origin in origins if part_of(origin) == expected.part.text]
        if expected.cite and origins:
            _check_clause(expected.cite, step, origins, expected.part, notes)
    for instance in expected.instances:
        match instance:
            case nodes.OfMember() | nodes.ToRecipient():
                notes.known(instance.name, "member or recipient", known.people)
            case nodes.InRound(number=0):
                notes.misplaced(instance.span, "rounds are counted from 1", "write `in round 1`")
            case nodes.InRound() | nodes.InPeriod() | nodes.InCase():
                pass
            case _:
                assert_never(instance)


def _check_clause(cite: nodes.Cite, step: str, origins: list[Origin], part: nodes.Name | None, notes: Notes) -> None:
    labels = sorted({label for origin in origins for label in cited_by(origin)})
    if cite_words(cite) not in labels:
        name = f"`{step}.{part.text}`" if part else f"`{step}`"
        message = f"{name if part else f'no rule of {name}'} {'does not cite' if part else 'cites'} {cite_words(cite)}"
        notes.error("AG101", "unknown-name", message, cite.span, f"{name} cites {', '.join(labels)}")


def check_fact(fact: nodes.ExpectedFact, known: Known, notes: Notes) -> None:
    """Check the names in what an expectation says beyond the state."""
    steps = {origin.step for origin in known.origins}
    match fact:
        case nodes.ReliedOnBy() | nodes.DoubtFrom():
            notes.known(fact.step, "step", steps)
        case nodes.DependsOn():
            notes.known(fact.ambiguity, "ambiguity", known.readings)
        case nodes.OnEvidence():
            notes.known(fact.evidence, "evidence", [evidence.value for evidence in Evidence])
        case nodes.UnderReading():
            check_reading(fact, known.readings, notes)
        case (
            nodes.LateBy()
            | nodes.EarlyBy()
            | nodes.ToSpare()
            | nodes.DueOn()
            | nodes.DoneOn()
            | nodes.VotesOf()
            | nodes.VotesNeeded()
            | nodes.MessageHas()
        ):
            pass
        case _:
            assert_never(fact)


def check_reading(
    node: nodes.ChosenReading | nodes.UnderReading, readings: dict[str, tuple[str, ...]], notes: Notes
) -> None:
    """Check that an ambiguity has the reading that is chosen."""
    if notes.known(node.ambiguity, "ambiguity", readings):
        notes.known(node.choice, f"reading of `{node.ambiguity.text}`", readings[node.ambiguity.text])
