"""Every phrase that competent readers take in several ways, in source order: its readings, and what it decides."""

from collections.abc import Iterator
from typing import TypeAlias

from attrs import evolve, frozen

from agreelint.explain.places import Sources, place, words
from agreelint.model.citations import cite_text
from agreelint.model.constraints import Constraint, Model, Procedure
from agreelint.model.order import dependents
from agreelint.model.rules import Choice
from agreelint.model.subjects import replaced
from agreelint.model.tenure import StatusOf
from agreelint.syntax import nodes
from agreelint.syntax.walk import citations_at, inside

_Open: TypeAlias = (
    nodes.Ambiguous
    | nodes.AmbiguousClause
    | nodes.AmbiguousConsequence
    | nodes.AmbiguousDate
    | nodes.AmbiguousStatus
    | nodes.AmbiguousAmount
    | nodes.AmbiguousFrequency
)


@frozen
class Reading:
    """One reading: its name, what it comes to in the words of the language, its reasons."""

    name: str
    text: str
    reasons: tuple[str, ...]
    default: bool


@frozen
class Ambiguity:
    """A phrase: where it stands, its readings in order, which constraints it decides, and which steps follow these."""

    name: str
    phrase: str
    clauses: tuple[str, ...]
    places: tuple[str, ...]
    readings: tuple[Reading, ...]
    without_default: str | None
    """Why there is no default, if there is none."""
    decides: tuple[str, ...]
    followed_by: tuple[str, ...]


def ambiguities(file: nodes.File, model: Model, sources: Sources) -> tuple[Ambiguity, ...]:
    """Return every declared ambiguity; one that stands in several clauses once, with all of them."""
    found: dict[str, Ambiguity] = {}
    again: list[nodes.SaidElsewhere | _Open] = [n for n in inside(file) if isinstance(n, nodes.SaidElsewhere)]
    for node in (node for node in inside(file) if isinstance(node, _Open)):
        before = found.get(node.name.text)
        found[node.name.text] = before or _ambiguity(file, node, model, sources)
        again += [node] if before else []
    for more in again:
        if one := found.get(more.name.text):
            cited = tuple(cite_text(cite) for cite in citations_at(file, more.span))
            places = (*one.places, place(sources, more.name.span))
            found[one.name] = evolve(one, clauses=tuple(dict.fromkeys((*one.clauses, *cited))), places=places)
    return tuple(found.values())


def _ambiguity(file: nodes.File, node: _Open, model: Model, sources: Sources) -> Ambiguity:
    cites = node.citation.cites if node.citation else citations_at(file, node.span)
    name = node.name.text
    touched = tuple(_touched(file, name, model))
    follow = dict.fromkeys(f"{p.id}.{step}" for p, c in touched for step in dependents(p).get(c.origin.step, ()))
    decided = [c.origin.name for _, c in touched]
    decided += [kept.origin.name for kept in model.kept if isinstance(kept.rule, StatusOf) and _of(kept.rule, name)]
    decided += [duty.origin.name for duty in model.standing if duty.often.ambiguity == name]
    decided += [one.id for one in model.amounts.quantities.formulas.values() if one.ambiguity == name]
    readings = tuple(
        Reading(
            one.name.text,
            words(sources, one.value),
            tuple(cite_text(cite) for cite in one.because.cites) if one.because else (),
            one.default,
        )
        for one in node.readings
    )
    missing = node.no_default if isinstance(node, nodes.AmbiguousAmount) else None
    return Ambiguity(
        name,
        node.phrase,
        tuple(cite_text(cite) for cite in cites),
        (place(sources, node.name.span),),
        readings,
        missing.reason if missing else None,
        tuple(dict.fromkeys(decided)),
        tuple(name for name in follow if name not in {c.origin.name.rpartition(".")[0] for _, c in touched}),
    )


def _of(status: StatusOf, name: str) -> bool:
    return any(phrase.name == name for phrase in status.phrases)


def _touched(file: nodes.File, name: str, model: Model) -> Iterator[tuple[Procedure, Constraint]]:
    """Yield the constraints that a phrase decides: guarded by it, with a choice of it, or counted from its date."""
    dates = _dates(file, name)
    for procedure in (*model.procedures.values(), *model.outside.values()):
        own = [one for one in procedure.every if one.origin.step not in procedure.given]
        held: dict[object, set[str]] = {}
        for one in own:
            for reading in (value for key, value in one.origin.guard if key == name):
                held.setdefault((one.origin.name, one.origin.span), set()).add(reading)
        every = {reading for readings in held.values() for reading in readings}
        for one in own:  # what stands alike under every reading is not decided by any
            if held.get((one.origin.name, one.origin.span), every) != every or _speaks(one, name, dates):
                yield procedure, one


def _dates(file: nodes.File, name: str) -> set[str]:
    """Return the dates that a phrase decides: defined by it, or counted from one that is."""
    defined = [node for node in inside(file) if isinstance(node, nodes.Definition)]
    found = {
        node.name.text
        for node in defined
        if any(isinstance(part, nodes.AmbiguousDate) and part.name.text == name for part in inside(node))
    }
    for _ in defined:
        found |= {node.name.text for node in defined if any(_counts_from(part, found) for part in inside(node))}
    return found


def _counts_from(part: object, dates: set[str]) -> bool:
    match part:
        case nodes.EventDate(step=date) | nodes.EarliestOfEvery(name=date) | nodes.LatestOfEvery(name=date):
            return date.text in dates
        case _:
            return False


def _speaks(constraint: Constraint, name: str, dates: set[str]) -> bool:
    found = False

    def look(part: object) -> object:
        nonlocal found
        match part:
            case Choice(ambiguity=ambiguity):
                found = found or ambiguity == name
            case _:
                found = found or _counts_from(part, dates)
        return part

    replaced(constraint, look)
    return found
