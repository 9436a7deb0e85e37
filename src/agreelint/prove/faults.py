"""Mutants in words: which clause, where, what stands there and what was put in its place."""

from collections.abc import Mapping

from attrs import frozen

from agreelint.model.citations import cite_text
from agreelint.prove.mutants import Mutant
from agreelint.prove.mutation import Fate, Judged
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.build import rule_of
from agreelint.syntax.printer import in_words
from agreelint.syntax.walk import citations_at

_LONGEST = 160


@frozen
class Fault:
    """A fault that was put into an encoding, and what became of it."""

    name: str
    clauses: tuple[str, ...]
    place: str
    edit: str
    fate: Fate
    by: str | None
    """The scenario that noticed; for a survivor the text of one that would."""


@frozen
class Faults:
    """All faults of one agreement, in the order of its text."""

    agreement: str
    faults: tuple[Fault, ...]

    def of(self, fate: Fate) -> tuple[Fault, ...]:
        """Return the faults with one fate."""
        return tuple(fault for fault in self.faults if fault.fate is fate)


def fault(mutant: Mutant, judged: Judged, file: nodes.File, sources: Mapping[str, Source]) -> Fault:
    """Return a mutant with its fate in words."""
    span = mutant.old.span
    line, _ = sources[span.path].position(span.start)
    clauses = tuple(cite_text(cite) for cite in citations_at(file, span))
    old = " ".join(sources[span.path].text[span.start : span.end].split())
    old = old if len(old) <= _LONGEST else f"{old[:_LONGEST]} …"
    edit = f"left out: {old}" if mutant.new is None else f"{old} → {_written(mutant.new, mutant.operator)}"
    return Fault(mutant.name, clauses, f"{span.path}:{line}", edit, judged.fate, judged.by)


def _written(node: nodes.Node, operator: str) -> str:
    try:
        return in_words(node, rule_of(node))
    except (KeyError, ValueError):
        return operator.replace("_", " ")
