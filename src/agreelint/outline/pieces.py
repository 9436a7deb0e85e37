"""Pieces of a source text, in order and without a gap: headings, sentences with labels, and what is neither."""

from enum import Enum

from attrs import frozen


class Part(Enum):
    """What a piece of a text is."""

    SENTENCE = "sentence"
    HEADING = "heading"
    MATTER = "matter"
    """A title, a table of contents, a page number, a line to sign on."""


@frozen
class Piece:
    """Code points `start` to `end` of a text; `text` is what they say in plain signs, without bullet and mark."""

    start: int
    end: int
    part: Part
    label: str
    text: str
    level: int = 0
    """How deep its label stands in lists; 0 is a section."""
