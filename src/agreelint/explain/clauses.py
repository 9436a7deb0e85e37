"""What is encoded of a clause: its declarations, the constraints that they make, the scenarios that prove them."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TypeAlias

from attrs import frozen

from agreelint.diagnostics import AgreelintError
from agreelint.explain.places import Sources, lines, place
from agreelint.model.constraints import Model, Origin, Procedure
from agreelint.plan.checklist import checklist
from agreelint.plan.items import Item
from agreelint.source import Span
from agreelint.syntax import nodes
from agreelint.syntax.walk import citations_at, inside

_Part: TypeAlias = nodes.Step | nodes.Definition | nodes.Term | nodes.Continues | nodes.ExceptionTo
_NEAR = 3


@frozen
class Declared:
    """A declaration as it is written, and where."""

    place: str
    text: str


@frozen
class Rule:
    """A constraint: its name, what it means that it is not met, and the clauses that it cites."""

    name: str
    kind: str
    clauses: tuple[str, ...]


@frozen
class Proof:
    """A scenario that expects something of the clause."""

    place: str
    title: str


@frozen
class ClauseTold:
    """A clause: what is written of it, what that asks of whom, as which constraints, and what proves it."""

    label: str
    declared: tuple[Declared, ...]
    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    proofs: tuple[Proof, ...]


def clause_told(
    label: str, file: nodes.File, model: Model, sources: Sources, scenarios: Iterable[nodes.Scenario]
) -> ClauseTold:
    """Return what is encoded of a clause and of all within it; raises AgreelintError where nothing cites it."""
    parts = [(span, step) for span, step, cited in _parts(file) if any(_within(label, one) for one in cited)]
    if not parts:
        known = sorted({cite.label for node in inside(file) if isinstance(node, nodes.Citation) for cite in node.cites})
        near = get_close_matches(label, known, _NEAR, 0.5) or known[:_NEAR]
        raise AgreelintError(f"nothing in {model.agreement.id} cites {label}; near it: {', '.join(near)}")
    steps = {step for _, step in parts if step}
    return ClauseTold(
        label,
        tuple(Declared(place(sources, span), lines(sources, span)) for span, _ in parts),
        tuple(_items(model, steps)),
        tuple(_rules(model, label)),
        tuple(_proofs(label, steps, scenarios, sources)),
    )


def _within(label: str, cited: str) -> bool:
    return cited == label or cited.startswith(f"{label}.")


def _parts(file: nodes.File) -> Iterator[tuple[Span, str | None, frozenset[str]]]:
    """Yield the pieces of an encoding that cite something: where each stands, its step, and what it cites."""
    for declaration in file.declarations:
        match declaration:
            case nodes.Scenario():
                continue
            case nodes.Agreement():
                for header in declaration.headers:
                    yield header.span, None, _cited(header)
            case nodes.Procedure():
                head = Span(declaration.span.path, declaration.span.start, _end_of_head(declaration))
                yield head, None, _labels(declaration.citation)
                for node in inside(declaration):
                    if isinstance(node, _Part):
                        own = _cited(node) or frozenset(cite.label for cite in citations_at(file, node.span))
                        named = isinstance(node, nodes.Step) and node.citation is None
                        outer = frozenset(cite.label for cite in citations_at(file, node.span)) if named else own
                        yield node.span, node.name.text if isinstance(node, nodes.Step) else None, own | outer
            case _:
                step = declaration.name.text if isinstance(declaration, nodes.Step) else None
                yield declaration.span, step, _cited(declaration)


def _end_of_head(procedure: nodes.Procedure) -> int:
    after = (procedure.recurrence, procedure.citation, procedure.name)
    return next(node.span.end for node in after if node is not None)


def _cited(node: nodes.Node) -> frozenset[str]:
    """Return the labels that a node cites, or says to be out of scope."""
    found = {label for part in inside(node) if isinstance(part, nodes.Citation) for label in _labels(part)}
    outside = [part for part in inside(node) if isinstance(part, nodes.OutOfScope)]
    return frozenset(found | {cite.label for part in outside for cite in part.cites.cites})


def _labels(citation: nodes.Citation | None) -> frozenset[str]:
    return frozenset(cite.label for cite in citation.cites) if citation else frozenset()


def _items(model: Model, steps: set[str]) -> Iterator[Item]:
    for procedure in (*model.procedures.values(), *model.outside.values()):
        own = {step.id for step in procedure.own} - procedure.borrowed
        if own & steps:
            items = checklist(model.agreement, procedure, {}).items
            yield from (item for item in items if item.step in own & steps)


def _rules(model: Model, label: str) -> Iterator[Rule]:
    seen: set[str] = set()
    for origin in origins(model):
        cited = [clause.partition(" sentence ")[0] for clause in origin.clauses]
        if origin.name not in seen and any(_within(label, clause) for clause in cited):
            seen.add(origin.name)
            yield Rule(origin.name, origin.kind.value, origin.clauses)


def origins(model: Model) -> Iterator[Origin]:
    """Yield where every constraint of an agreement comes from, each in the procedure where it is at home."""
    procedures: tuple[Procedure, ...] = (*model.procedures.values(), *model.outside.values())
    for procedure in procedures:
        elsewhere = procedure.given | procedure.borrowed
        yield from (c.origin for c in procedure.every if c.origin.step not in elsewhere)
    yield from (one.origin for one in model.standing)
    yield from (one.origin for one in model.kept)
    yield from (one.origin for one in model.limits)
    yield from (one.origin for one in model.instalments)


def _proofs(label: str, steps: set[str], scenarios: Iterable[nodes.Scenario], sources: Sources) -> Iterator[Proof]:
    for scenario in scenarios:
        expected = [item.expected for item in scenario.items if isinstance(item, nodes.ExpectVerdict)]
        if any(one.step.text in steps or (one.cite and _within(label, one.cite.label)) for one in expected):
            yield Proof(place(sources, scenario.span), scenario.title)
