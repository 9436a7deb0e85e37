"""Phrases of a procedure that can be read in several ways, and constraints that an exception lifts."""

from collections.abc import Iterator
from typing import TypeAlias

from attrs import evolve

from agreelint.dating.names import Definitions
from agreelint.model.citations import cite_text, clauses_of
from agreelint.model.constraints import Constraint
from agreelint.model.entities import Clauses
from agreelint.model.exceptions import Exemption, Phrase
from agreelint.model.exempting import all_steps
from agreelint.model.guards import OFF
from agreelint.model.notes import Notes
from agreelint.model.thresholds import default_first
from agreelint.model.variants import phrases
from agreelint.syntax import nodes

_Phrase: TypeAlias = nodes.AmbiguousClause | nodes.AmbiguousConsequence | nodes.AmbiguousDate
_Reading: TypeAlias = nodes.ClauseReading | nodes.ConsequenceReading | nodes.DateReading


def lifted(constraint: Constraint, exemptions: tuple[Exemption, ...]) -> Constraint:
    """Return a constraint that holds only where no exception lifts it."""
    origin = constraint.origin
    word = origin.name.rpartition(".")[2]
    guard = tuple((e.id, OFF) for e in exemptions if e.lifts and e.about(origin.step, word, origin.clause))
    return evolve(constraint, origin=evolve(origin, guard=(*origin.guard, *guard))) if guard else constraint


def phrases_of(
    items: tuple[nodes.Item, ...], dates: Definitions, outer: Clauses | None, notes: Notes
) -> tuple[Phrase, ...]:
    """Return what can be read in several ways; a phrase in two places has the same readings in both."""
    found: dict[str, Phrase] = {}
    for phrase, part in _spoken(items, dates):
        cited = phrase.citation or part.citation
        clauses = clauses_of(cited) if cited else outer or Clauses("", ())
        ordered: tuple[_Reading, ...] = (
            phrase.readings  # in order since the definition was gathered
            if isinstance(phrase, nodes.AmbiguousDate)
            else default_first(notes, phrase.name, phrase.readings)
        )
        readings = tuple((one.name.text, _reasons(one.because)) for one in ordered)
        made = Phrase(phrase.name.text, phrase.phrase, clauses.label, part.name.text, readings)
        before = found.setdefault(made.name, made)
        if [name for name, _ in before.readings] != [name for name, _ in readings]:
            why = f"`{made.name}` has other readings here than in `{before.step}`"
            notes.misplaced(phrase.name.span, why, "write the same readings in the same order, or another name")
    return tuple(found.values())


def _spoken(
    items: tuple[nodes.Item, ...], dates: Definitions
) -> Iterator[tuple[_Phrase, nodes.Step | nodes.Definition]]:
    """Yield what can be read in several ways, each with the step or the definition in which it stands."""
    for step in all_steps(items):
        yield from ((phrase, step) for phrase in phrases(step))
    for defined in dates.values():
        if isinstance(defined, nodes.Definition) and isinstance(defined.date, nodes.AmbiguousDate):
            yield defined.date, defined


def _reasons(because: nodes.Because | None) -> tuple[str, ...]:
    return tuple(cite_text(cite) for cite in because.cites) if because else ()
