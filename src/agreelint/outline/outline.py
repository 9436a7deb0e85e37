"""Pieces to an outline: clauses in order, and of each sentence what can be told without a word of it."""

import hashlib
from collections.abc import Iterable

from attrs import evolve, frozen

from agreelint.outline.normative import binds
from agreelint.outline.pieces import Part, Piece
from agreelint.outline.tokens import Number, formula, laws, numbers, references, terms
from agreelint.outline.wording import fingerprint

SCHEMA = "agreelint.outline/1"


@frozen
class Sentence:
    """A sentence of a clause: its number, the beginning of its SHA-256, and what it holds."""

    index: int
    sha256: str
    normative: bool
    references: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    terms: tuple[str, ...] = ()
    formula: tuple[str, ...] = ()


@frozen
class Clause:
    """A label of the source and its sentences; one that only heads others has none."""

    label: str
    sentences: tuple[Sentence, ...] = ()


@frozen
class Outline:
    """The clauses of a source in its order."""

    source: str
    sha256: str
    clauses: tuple[Clause, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in order."""
        return tuple(clause.label for clause in self.clauses)


def outline_of(name: str, found: Iterable[Piece]) -> Outline:
    """Return the outline of the pieces of a source."""
    clauses: dict[str, Clause] = {}
    stems = _Stems()
    digest = hashlib.sha256()
    for piece in found:
        if piece.part is Part.MATTER:
            continue
        clause = clauses.setdefault(piece.label, Clause(piece.label))
        if piece.part is Part.SENTENCE:
            digest.update(f"{piece.text}\n".encode())
            sentence = _sentence(len(clause.sentences) + 1, piece.text, stems.reach(piece))
            clauses[piece.label] = evolve(clause, sentences=(*clause.sentences, sentence))
    return Outline(name, digest.hexdigest(), tuple(clauses.values()))


def _sentence(index: int, text: str, normative: bool) -> Sentence:
    return Sentence(
        index,
        fingerprint(text),
        normative,
        references(text),
        laws(text),
        numbers(text),
        terms(text),
        formula(text),
    )


class _Stems:
    """Says of each sentence in turn whether it binds: by its own words, or as an item of a list whose stem does.

    A stem ends with a colon. Its items stand below its label, or, where it has the first mark of its
    list itself, beside it.
    """

    def __init__(self) -> None:
        self._stem: str | None = None
        self._within: tuple[str, ...] = ()
        self._left = False

    def reach(self, piece: Piece) -> bool:
        """Return whether a sentence binds."""
        inherited = self._inherits(piece.label)
        own = inherited or binds(piece.text) or bool(formula(piece.text))
        if own and piece.text.endswith(":") and not inherited:
            self._stem, self._within, self._left = piece.label, (), False
        return own

    def _inherits(self, label: str) -> bool:
        stem = self._stem
        if stem is None:
            return False
        if label == stem:
            held = not self._left
        elif self._within:
            held = label.startswith(self._within)
        else:  # the first item says where the others are
            below, beside = f"{stem}.", f"{stem.rpartition('.')[0]}."
            self._within = (below,) if label.startswith(below) else (beside,)
            held = len(self._within[0]) > 1 and label.startswith(self._within)
            self._left = True
        if not held:
            self._stem = None
        return held
