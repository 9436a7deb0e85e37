"""Lines from the words of a text and its tree: what starts a line, how deep, in which columns, with which comments."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from attrs import define, field, frozen
from lark import Token

from agreelint.syntax import nodes, style
from agreelint.syntax.build import rule_name
from agreelint.syntax.comments import Between, Comment, between

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
    words: int = 0
    cited: bool = False
    loose: bool = False

    @property
    def text(self) -> str:
        """Return the words of the line, with nothing aligned."""
        return " ".join(piece for cell in self.cells for piece in cell)

    def add(self, word: Token, before: str) -> None:
        """Put a word at the end; `before` is the word before it on this line, empty at the start."""
        cell = self.cells[-1]
        self.cited |= word == "cites" and word.type != "NAME"
        if before and (word in style.TIGHT_BEFORE or before in style.TIGHT_AFTER or _slash(before, word, cell)):
            cell[-1] += word
            return
        self.words += 1
        if not cell or self._apart(word) or (self.head and self.words == self.head + 1):
            self.cells[-1:] = [[str(word)]] if not cell else [cell, [str(word)]]
        elif before in style.BREAK_AFTER or (word in style.BREAK_BEFORE and word.type != "NAME"):
            cell.append(str(word))
        else:
            cell[-1] += f" {word}"

    def _apart(self, word: Token) -> bool:
        if self.kind is Kind.PLAIN or self.loose or word.type == "NAME":
            return False
        own = style.APART_IN.get(self.rule, frozenset())
        return word in style.APART or (word in own and not any(cell[0].split(" ")[0] in own for cell in self.cells))

    def loosen(self) -> None:
        """Give up columns: what opens a block is no row."""
        self.loose, self.head = True, 0
        self.cells = [[piece for cell in self.cells for piece in cell]]


def _slash(before: str, word: str, cell: list[str]) -> bool:
    """Say whether a stroke, or what follows it, belongs to a share or to an interval of dates."""
    return (word == "/" and before[-1:].isdigit()) or (before == "/" and cell[-1][-2:-1].isdigit())


def starts(tree: nodes.Node, words: Sequence[Token]) -> dict[int, Start]:
    """Return what starts a line, by its place: what stands between braces, and parts of items."""
    brace = _braces(words)
    found: dict[int, Start] = {}
    todo = [tree]
    while todo:
        node = todo.pop()
        rule = rule_name(type(node))
        parts = style.PARTS.get(rule, frozenset())
        outermost = isinstance(node, nodes.File)
        for child in _children(node):
            at, name = child.span.start, rule_name(type(child))
            if outermost or brace.get(at, _BLOCK) >= node.span.start:
                head = style.HEADS.get(name, 1 if rule in style.TABLES else 0)
                found[at] = Start(name, Kind.ROW if head else Kind.PLAIN, head)
            elif name in parts or (isinstance(child, nodes.Word) and child.text in parts):
                found[at] = Start(name, Kind.PART)
            if not isinstance(child, nodes.Name | nodes.Word):
                todo.append(child)
        if said := style.SAID_PARTS.get(rule):
            found |= _parts_said(node, said, words, brace)
    return found


def _parts_said(
    node: nodes.Node, said: frozenset[str], words: Sequence[Token], brace: Mapping[int, int]
) -> dict[int, Start]:
    """Return the parts of a node that start with a word of its own, outside of braces within it."""
    inside = bisect_left(words, node.span.start, key=_place), bisect_left(words, node.span.end, key=_place)
    around = brace[node.span.start]
    own = (word for word in words[slice(*inside)] if word in said and word.type != "NAME")
    return {_place(word): Start(str(word), Kind.PART) for word in own if brace[_place(word)] == around}


def _place(word: Token) -> int:
    return word.start_pos or 0


def _children(node: nodes.Node) -> Iterator[nodes.Node]:
    for value in vars(node).values():
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, nodes.Node):
                yield child


def _braces(words: Sequence[Token]) -> dict[int, int]:
    """Return for each word where the innermost brace was opened that surrounds it."""
    opened, found = [_BLOCK], {}
    for word in words:
        place = _place(word)
        if word == style.STARTS_LINE:
            opened.pop()
        found[place] = opened[-1]
        if word == style.ENDS_LINE:
            opened.append(place)
    return found


def lines(text: str, words: Sequence[Token], start: dict[int, Start]) -> tuple[list[Line], list[Comment]]:
    """Return the lines of a text, and the comments that stand below the last one."""
    made: list[Line] = []
    depths = [0]
    end, before = 0, ""
    for word in words:
        place = _place(word)
        gap = between(text[end:place])
        if not made:
            gap = _before_all(gap)
        begun = start.get(place)
        if _starts_line(word, before, begun, gap):
            if word == style.STARTS_LINE:
                depth = depths.pop() - 1
                line = Line(Kind.PLAIN, depth)
            elif begun:
                line = Line(begun.kind, depths[-1] + (begun.kind is Kind.PART), begun.rule, begun.head)
            else:
                line = Line(Kind.PLAIN, made[-1].depth if made else 0)
            _put(made, line, gap, closing=word == style.STARTS_LINE)
            before = ""
        else:
            if word == style.STARTS_LINE:
                depths.pop()
                made[-1].opens = False
            _move_above(made[-1], gap)
        made[-1].add(word, before)
        if word == style.ENDS_LINE:
            made[-1].opens = True
            made[-1].loosen()
            depths.append(made[-1].depth + 1)
        end, before = place + len(word), str(word)
    rest = between(text[end:] + "\n")
    if not made:
        return made, [Comment(c.text, c.blank and n > 0) for n, c in enumerate(_before_all(rest).own)]
    made[-1].comment = rest.trailing
    return made, list(rest.own)


def _before_all(gap: Between) -> Between:
    """Turn a comment on the first line, which ends no word's line, into one with a line of its own."""
    return gap if gap.trailing is None else Between(None, (Comment(gap.trailing, blank=False), *gap.own), gap.blank)


def _starts_line(word: Token, before: str, begun: Start | None, gap: Between) -> bool:
    if not before:
        return True
    if word == style.STARTS_LINE:
        return before != style.ENDS_LINE or bool(gap.texts)
    after_brace = before == style.STARTS_LINE and word not in style.AFTER_BRACE
    return begun is not None or before == style.ENDS_LINE or after_brace


def _put(made: list[Line], line: Line, gap: Between, *, closing: bool) -> None:
    """Start a line below the others, with the comments that belong above it."""
    first = not made or made[-1].opens
    line.above = list(gap.own)
    line.blank = gap.blank and not closing and not (first and not line.above)
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
