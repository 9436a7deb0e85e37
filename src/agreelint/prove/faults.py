"""Mutants in words: which clause, where, what stands there and what was put in its place."""

from collections.abc import Mapping

from attrs import frozen

from agreelint.model.citations import cite_text
from agreelint.prove.mutants import Mutant, exchanged
from agreelint.prove.mutation import Fate, Judged
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.build import rule_of
from agreelint.syntax.printer import in_words
from agreelint.syntax.walk import citations_at, parts

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
    edit = _edit(mutant, sources[span.path].text)
    return Fault(mutant.name, clauses, f"{span.path}:{line}", edit, judged.fate, judged.by)


def _edit(mutant: Mutant, text: str) -> str:
    """Return the change in the words of the language: of what is changed, or else of the least around it."""
    if mutant.new is None:
        return f"left out: {_read(mutant.old, text)}"
    for node in _around(mutant.part, mutant.old):
        changed = exchanged(node, mutant.old, mutant.new)
        try:
            return f"{_read(node, text)} → {in_words(changed, rule_of(changed))}"
        except (KeyError, ValueError):
            continue  # a part of something that has words only as a whole
    return f"{_read(mutant.old, text)} → {mutant.operator.replace('_', ' ')}"


def _around(whole: nodes.Node, inner: nodes.Node) -> list[nodes.Node]:
    """Return a node and all in which it stands, from the inside out."""
    if whole is inner:
        return [inner]
    found = next((chain for part in parts(whole) if (chain := _around(part, inner))), [])
    return [*found, whole] if found else []


def _read(node: nodes.Node, text: str) -> str:
    words = " ".join(text[node.span.start : node.span.end].split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
