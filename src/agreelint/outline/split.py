"""A text by its own numbering to pieces: each block finds its label, and each sentence of it is a piece."""

import re
from collections.abc import Iterator, Sequence

from agreelint.outline.blocks import TITLED, Block, blocks, few_words
from agreelint.outline.normative import binds
from agreelint.outline.numbering import Place
from agreelint.outline.pieces import Part, Piece
from agreelint.outline.sentences import sentence_ends
from agreelint.outline.wording import normalised

OPENING, CLOSING = "opening paragraph", "closing paragraph"
_PROSE, _HEADING = 8, 12
"""So many words make a paragraph that stands outside the numbering a text, and no title or line to sign on."""
_BETWEEN = 3
"""So many blocks back a sentence may have begun: the number of a page can stand in it."""
_CLOSES = re.compile(
    r"(?:This|The)\s+(?:\w+\s+)?Agreement\b.*\b(?:effective|take effect|approved|signed|executed)\b|IN WITNESS|Signed\b"
)


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text; one behind the other they are the text."""
    return tuple(_Splitter(text, _whole(blocks(text))).run())


def _whole(found: Sequence[Block]) -> list[Block]:
    """Put together what the ends of pages took apart."""
    whole: list[Block] = []
    for block in found:
        last = next((n for n in reversed(range(max(0, len(whole) - _BETWEEN), len(whole))) if not whole[n].apart), None)
        if last is not None and whole[last].goes_on_in(block):
            whole[last:] = [whole[last].joined(block)]
        else:
            whole.append(block)
    return whole


class _Splitter:
    """Walks over the blocks of one text; the only state is the place that has been reached."""

    def __init__(self, text: str, found: list[Block]) -> None:
        self._text = text
        self._blocks = found
        self._sections = [n for n, block in enumerate(found) if block.heading and not block.heading.appendix]
        self._place = Place()
        self._headed = False
        """Whether the innermost label stands over paragraphs, and not before an item."""
        self._item = False
        """Whether the last mark stood before a few words, as in a list; the next one does so too."""
        self._loose = ""
        """The label of paragraphs outside the numbering."""
        self._paragraphs = 0
        self._said = False

    def run(self) -> Iterator[Piece]:
        """Yield the pieces."""
        for number, block in enumerate(self._blocks):
            yield from self._piece(number, block)

    def _piece(self, number: int, block: Block) -> Iterator[Piece]:
        if block.apart or not block.text:
            yield Piece(block.start, block.end, Part.MATTER, "", block.text)
        elif block.heading:
            self._place, self._headed, self._loose, self._said = Place(block.heading.label), True, "", False
            self._item = False
            yield Piece(block.start, block.end, Part.HEADING, self._place.label, block.text)
        elif block.mark and (place := self._place.after(block.mark, self._next_mark(number))) is not None:
            item = self._item and len(place.levels) == len(self._place.levels)
            self._place, self._loose, self._said = place, "", True
            self._headed = not item and self._is_heading(number, block)
            self._item = not self._headed and not block.finished
            part = Part.HEADING if self._headed else Part.SENTENCE
            yield from self._cut(block, part, place.label)
        else:
            yield from self._paragraph(number, block)

    def _paragraph(self, number: int, block: Block) -> Iterator[Piece]:
        prose = len(block.text.split()) >= _PROSE
        if self._closes(number, block):
            self._loose = CLOSING
        if not self._loose and not self._place.section and not self._place.levels:
            self._loose = OPENING if self._sections else self._titled(block)
        elif self._loose not in {"", OPENING, CLOSING}:
            self._loose = self._titled(block)
        if self._loose:
            fits = (prose and block.finished) or self._loose not in {OPENING, CLOSING}
            yield from self._cut(block, Part.SENTENCE if fits else Part.MATTER, self._loose if fits else "")
            return
        self._item = False
        outer = self._place.outer
        if self._place.levels and not self._headed and outer.label and not self._place.goes_on(self._next_mark(number)):
            self._place = outer
            self._headed = not self._place.levels
        self._said = True
        yield from self._cut(block, Part.SENTENCE, self._place.label)

    def _titled(self, block: Block) -> str:
        """Return the label of a paragraph of a text without sections: the words with which it begins, or its number."""
        self._paragraphs += 1
        found = TITLED.match(block.text)
        return normalised(found["title"]) if found else f"paragraph {self._paragraphs}"

    def _closes(self, number: int, block: Block) -> bool:
        """Say whether a paragraph after the last section speaks of the agreement as signed, and no longer in it."""
        last = bool(self._sections) and number > self._sections[-1]
        appendix = self._place.section.startswith("Appendix")
        return last and not appendix and self._said and bool(_CLOSES.match(block.text))

    def _next_mark(self, number: int) -> str | None:
        for block in self._blocks[number + 1 :]:
            if block.heading:
                return None
            if block.mark:
                return block.mark
        return None

    def _is_heading(self, number: int, block: Block) -> bool:
        """Say whether an item only heads what stands under it: a few words in capitals, and no full stop."""
        words = block.text.endswith(":") and len(block.text.split()) <= _HEADING
        if block.text.endswith((".", ";", "?", "!")) or binds(block.text) or not (words or few_words(block.text)):
            return False
        after = next((one for one in self._blocks[number + 1 :] if not one.apart), None)
        if after is None or after.heading:
            return False
        if after.mark is None:
            return True
        inner = self._place.after(after.mark, self._next_mark(number + 1))
        return inner is not None and len(inner.levels) > len(self._place.levels)

    def _cut(self, block: Block, part: Part, label: str) -> Iterator[Piece]:
        level = len(self._place.levels)
        if part is not Part.SENTENCE:
            yield Piece(block.start, block.end, part, label, block.text, level)
            return
        start, body = block.start, block.body
        for end in self._ends(block):
            yield Piece(start, end, part, label, normalised(self._text[body:end]), level)
            start = body = end

    def _ends(self, block: Block) -> Iterator[int]:
        """Yield where the sentences of a block end; white space belongs to the sentence before it."""
        *inner, _ = sentence_ends(self._text[block.body : block.end])
        for end in inner:
            offset = block.body + end
            while self._text[offset].isspace():
                offset += 1
            yield offset
        yield block.end
