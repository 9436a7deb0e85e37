"""A text to blocks: lines that stand together, with their heading or mark; blocks cover the text without a gap."""

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from agreelint.outline.headings import Heading, heading, in_contents
from agreelint.outline.marks import MARK, readings
from agreelint.outline.wording import PAGE, normalised

_BEFORE = re.compile(r"\s*(?P<bullet>[-•▪◦·*]\s+)?(?:#{1,6}\s+|>\s*)?(?:\*{1,2}(?=\(?\w{1,4}[.)]))?")
_FINISHED = re.compile(r"(?:\$\$|[.:;!?][\"'”’)\]*]*|[;,]\s+(?:and|or))\s*$")
TITLED = re.compile(r"(?P<title>\S.{1,70}?)\s+[-–—]+\s+\S")
"""A paragraph that begins with its title, and a dash behind it."""
_LONG = 12
"""So many words without a full stop are a sentence that goes on, and no heading or line of a list."""
_ENDING, _SMALL = 20, 4
_CONTENTS_TITLE = re.compile(r"(?:TABLE OF )?CONTENTS\s*$", re.IGNORECASE)


@frozen
class Block:
    """Lines from `start` to `end` of a text; what they say begins at `body`, behind a bullet and a mark."""

    start: int
    body: int
    end: int
    text: str
    mark: str | None = None
    bullet: bool = False
    heading: Heading | None = None
    apart: bool = False
    """Whether this is no part of the text: a page number, a line of a table of contents."""

    @property
    def finished(self) -> bool:
        """Say whether the block ends as a sentence, or an item of a list, does."""
        return bool(_FINISHED.search(self.text[-_ENDING:]))

    def goes_on_in(self, other: "Block") -> bool:
        """Say whether a sentence that was begun here goes on behind the end of a page, in another block."""
        if self.finished or other.mark or other.heading or other.apart or self.heading or self.apart:
            return False
        first = other.text[:1]
        if first.islower():
            return True
        long = len(self.text.split()) >= _LONG
        return long and first.isalnum() and not other.bullet and not TITLED.match(other.text)

    def may_end_before(self, mark: str) -> bool:
        """Say whether a mark in the next line can be one: `subsection` at the end of a line goes on with `c.`."""
        if self.finished or few_words(self.text):
            return True
        own = readings(self.mark) if self.mark else ()
        return any(one.next in readings(mark) for one in own)

    def joined(self, other: "Block") -> "Block":
        """Return the block that both make together."""
        return evolve(self, end=other.end, text=f"{self.text} {other.text}")


def few_words(text: str) -> bool:
    """Say whether a line is a title or an item of few words, its long words in capitals, and no sentence."""
    words = text.split()
    return len(words) < _LONG and not any(word[0].islower() for word in words if len(word) > _SMALL)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in their order."""
    found: list[Block] = []
    section, open_line = "", False
    for start, line in _lines(text):
        end = start + len(line)
        if not line.strip():
            open_line = False
            if found:
                found[-1] = evolve(found[-1], end=end)
            else:
                found.append(Block(start, start, end, "", apart=True))
            continue
        new = _block(start, line, section)
        if new.heading:
            section = new.heading.label
        begins = new.mark and (not open_line or found[-1].may_end_before(new.mark))
        if open_line and not (begins or new.bullet or new.heading or new.apart or found[-1].apart or found[-1].heading):
            found[-1] = found[-1].joined(new if begins else evolve(new, text=normalised(line)))
        else:
            found.append(new)
        open_line = True
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line
        start += len(line)


def _block(start: int, line: str, section: str) -> Block:
    end = start + len(line)
    before = _BEFORE.match(line)
    assert before  # every part of it may be missing
    inner = line[before.end() :]
    plain = normalised(line)
    if PAGE.match(line) or in_contents(inner) or _CONTENTS_TITLE.match(plain):
        return Block(start, start, end, plain, apart=True)
    if (found := heading(plain, section)) is not None:
        return Block(start, start, end, plain, heading=found)
    mark = MARK.match(inner)
    body = start + before.end() + (mark.end() if mark else 0)
    token = mark["token"] or mark["dotted"] if mark else None
    return Block(start, body, end, normalised(line[body - start :]), token, before["bullet"] is not None)
