"""Lines from marked words: what starts a line, how deep, in which columns, with which comments."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from attrs import define, field, frozen

from agreelint.syntax import style
from agreelint.syntax.comments import NOTHING, Between, Comment, between
from agreelint.syntax.marked import Mark, Word

_BLOCK = -1  # where the brace stands that surrounds what no brace surrounds


class Kind(Enum):
    """How a line is aligned with the lines around it."""

    PLAIN = "plain"
    ROW = "row"
    PART = "part"


@frozen
class Start:
    """What starts at a word: an item or a part of one, its rule, and how many words its first column has."""

    rule: str
    kind: Kind
    head: int = 0


@define
class Line:
    """A line while it is put together: cells of pieces that must not be broken, and what stands around them."""

    kind: Kind
    depth: int
    rule: str = ""
    head: int = 0
    cells: list[list[str]] = field(factory=lambda: [[]])
    above: list[Comment] = field(factory=list)
    blank: bool = False
    comment: str | None = None
    opens: bool = False
    closes: bool = False
    words: int = 0
    cited: bool = False
    loose: bool = False

    @property
    def text(self) -> str:
        """Return the words of the line, with nothing aligned."""
        return " ".join(piece for cell in self.cells for piece in cell)

    def add(self, word: Word, before: str) -> None:
        """Put a word at the end; `before` is the word before it on this line, empty at the start."""
        said, _, fixed = word
        cell = self.cells[-1]
        if before and (said in style.TIGHT_BEFORE or before in style.TIGHT_AFTER or _stroke(before, said, cell)):
            cell[-1] += said
            return
        self.words += 1
        if not cell:
            cell.append(said)
        elif (fixed and self._apart(said)) or self.head == self.words - 1 > 0:
            self.cells.append([said])
        elif before in style.BREAK_AFTER or (fixed and self._breaks(said)):
            cell.append(said)
        else:
            cell[-1] += f" {said}"

    def _breaks(self, said: str) -> bool:
        return said in style.BREAK_BEFORE or (said in style.BREAK_FIRST and self.rule not in style.FILLED)

    def _apart(self, said: str) -> bool:
        self.cited |= said == "cites"
        if self.kind is Kind.PLAIN or self.loose:
            return False
        own = style.APART_IN.get(self.rule, frozenset())
        return said in style.APART or (said in own and not any(cell[0].split(" ")[0] in own for cell in self.cells))

    def loosen(self) -> None:
        """Give up columns: what opens a block is no row."""
        self.loose, self.head = True, 0
        self.cells = [[piece for cell in self.cells for piece in cell]]


def _stroke(before: str, word: str, cell: list[str]) -> bool:
    """Say whether a stroke, or what follows it, belongs to a share or to an interval of dates."""
    return (word == "/" and before[-1:].isdigit()) or (before == "/" and cell[-1][-2:-1].isdigit())


def starts(found: Iterable[Mark], words: Sequence[Word]) -> dict[int, Start]:
    """Return what starts a line, by its place: what stands between braces, and parts of items."""
    brace = _braces(words)
    begun: dict[int, Start] = {}
    for mark in found:
        rule, at = mark.rule, mark.start
        if mark.parent == "file" or brace.get(at, _BLOCK) >= mark.since:
            head = style.HEADS.get(rule, 1 if mark.parent in style.TABLES else 0)
            begun[at] = Start(rule, Kind.ROW if head else Kind.PLAIN, head)
        elif mark.parent in style.PARTS and rule in style.PARTS[mark.parent]:
            begun[at] = Start(rule, Kind.PART)
        if rule in style.SAID_PARTS:
            begun |= _parts_said(mark, style.SAID_PARTS[rule], words, brace)
    return begun


def _parts_said(mark: Mark, said: frozenset[str], words: Sequence[Word], brace: Mapping[int, int]) -> dict[int, Start]:
    """Return the parts of a node that start with a word of its own, outside of braces within it."""
    inside = bisect_left(words, mark.start, key=_place), bisect_left(words, mark.end, key=_place)
    around = brace[mark.start]
    own = (word for word in words[slice(*inside)] if word.fixed and word.text in said)
    return {word.place: Start(word.text, Kind.PART) for word in own if brace[word.place] == around}


def _place(word: Word) -> int:
    return word.place


def _braces(words: Sequence[Word]) -> dict[int, int]:
    """Return for each word where the innermost brace was opened that surrounds it."""
    opened, found = [_BLOCK], {}
    for text, place, _ in words:
        if text == style.STARTS_LINE:
            opened.pop()
        found[place] = opened[-1]
        if text == style.ENDS_LINE:
            opened.append(place)
    return found


def lines(text: str, words: Sequence[Word], start: Mapping[int, Start]) -> tuple[list[Line], list[Comment]]:
    """Return the lines of a text, and the comments that stand below the last one.

    Words that came from no text have none between them: then `text` is empty.
    """
    made: list[Line] = []
    depths = [0]
    end, before = 0, ""
    for word in words:
        said, place, _ = word
        gap = between(text[end:place])
        if not made:
            gap = _before_all(gap)
        begun = start.get(place)
        closes = said == style.STARTS_LINE
        if _starts_line(said, before, begun, gap):
            depth = depths.pop() - 1 if closes else depths[-1]
            if begun:
                line = Line(begun.kind, depth + (begun.kind is Kind.PART), begun.rule, begun.head)
            else:
                line = Line(Kind.PLAIN, depth if closes or not made else made[-1].depth, closes=closes)
            _put(made, line, gap)
            before = ""
        else:
            if closes:
                depths.pop()
                made[-1].opens = False
            if gap is not NOTHING:
                _move_above(made[-1], gap)
        made[-1].add(word, before)
        if said == style.ENDS_LINE:
            made[-1].opens = True
            made[-1].loosen()
            depths.append(made[-1].depth + 1)
        end, before = place + len(said), said
    rest = between(text[end:] + "\n")
    if not made:
        return made, [Comment(c.text, c.blank and n > 0) for n, c in enumerate(_before_all(rest).own)]
    made[-1].comment = rest.trailing
    return made, list(rest.own)


def _before_all(gap: Between) -> Between:
    """Turn a comment on the first line, which ends no word's line, into one with a line of its own."""
    return gap if gap.trailing is None else Between(None, (Comment(gap.trailing, blank=False), *gap.own), gap.blank)


def _starts_line(word: str, before: str, begun: Start | None, gap: Between) -> bool:
    if not before:
        return True
    if word == style.STARTS_LINE:
        return before != style.ENDS_LINE or bool(gap.texts)
    after_brace = before == style.STARTS_LINE and word not in style.AFTER_BRACE
    return begun is not None or before == style.ENDS_LINE or after_brace


def _put(made: list[Line], line: Line, gap: Between) -> None:
    """Start a line below the others, with the comments that belong above it."""
    first = not made or made[-1].opens
    line.above = list(gap.own)
    line.blank = gap.blank and not line.closes and not (first and not line.above)
    if first and line.above:
        line.above[0] = Comment(line.above[0].text, blank=False)
    if made:
        made[-1].comment = gap.trailing
    made.append(line)


def _move_above(line: Line, gap: Between) -> None:
    """Move comments from inside a line to above it."""
    for text in gap.texts:
        line.above.append(Comment(text, line.blank))
        line.blank = False
