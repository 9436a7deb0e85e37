"""Words from a tree: the grammar read backwards, so that a construct is written as soon as it can be read."""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from attrs import fields

from agreelint.syntax import nodes
from agreelint.syntax.build import rule_of
from agreelint.syntax.marked import OWN, Mark, Word
from agreelint.syntax.productions import Child, Kept, LeftOut, Part, Said, derivations, repeated
from agreelint.syntax.values import written

_Piece: TypeAlias = Word | tuple[str, Any] | str | None
"""A word, a symbol with the value to be written as it, the rule of a node that starts here, or the end of a node."""
_FIELDS: dict[type, tuple[str, ...]] = {}


def unparse(tree: nodes.Node, symbol: str = "file") -> tuple[list[Word], list[Mark]]:
    """Return words that parse to the tree, counted from 0, and where its nodes stand among them.

    Raises ValueError for a tree that no text can give.
    """
    words: list[Word] = []
    marks: list[Mark] = []
    begun = [("", 0)]
    todo: list[_Piece] = [(symbol, tree)]
    while todo:
        piece = todo.pop()
        if isinstance(piece, Word):
            words.append(Word(piece.text, len(words), piece.fixed))
        elif piece is None:
            marks.append(Mark(*begun.pop(), len(words), *begun[-1]))
        elif isinstance(piece, str):
            begun.append((piece, len(words)))
        else:
            todo += reversed(_said(*piece, words[-1].text if words else ""))
    return words, marks


def _said(symbol: str, value: Any, before: str) -> list[_Piece]:
    """Return what a value is made of: of the productions that fit its fields the one with the fewest words.

    `before` is the word before it: after a number other than 1, `days` is chosen and not `day`.
    """
    rule, children = _taken_apart(value)
    gaps = [child is None for child in children]
    fitting: list[list[_Piece]] = []
    for way in derivations(symbol, rule):
        if way.may_fit(gaps):
            fitted = _fit(way.production.parts, children, 0)
            if fitted and fitted[1] == len(children):
                inner = [rule, *fitted[0], None] if rule else fitted[0]
                fitting.append([*map(_fixed, way.before), *inner, *map(_fixed, way.after)])
    if not fitting:
        raise ValueError(f"the grammar has no words for {value!r} as {symbol}")
    if len(fitting) == 1:
        return fitting[0]
    many = before.isdigit() and before != "1"
    return min(fitting, key=lambda pieces: (len(pieces), _plural(pieces) != many))


def _plural(pieces: Sequence[_Piece]) -> bool:
    words = [piece.text for piece in pieces if isinstance(piece, Word)]
    return bool(words) and words[-1].endswith("s")


def _fixed(text: str) -> Word:
    return Word(text, 0, True)


def _taken_apart(value: Any) -> tuple[str, Sequence[Any]]:
    """Return the rule that made a node, empty for a bare value, and the children it was built from."""
    if isinstance(value, nodes.Word):
        return value.text, ()
    if isinstance(value, nodes.Name) or not isinstance(value, nodes.Node):
        return "", (value,)
    cls = type(value)
    if cls not in _FIELDS:
        _FIELDS[cls] = tuple(field.name for field in fields(cls) if field.name != "span")
    children = [getattr(value, name) for name in _FIELDS[cls]]
    if children and isinstance(children[-1], tuple):
        children[-1:] = children[-1]
    return rule_of(value), [None if child is False else child for child in children]


def _fit(parts: Sequence[Part], children: Sequence[Any], at: int) -> tuple[list[_Piece], int] | None:
    """Match parts with children from the one at `at` on; return what they say and how far they reach."""
    said: list[_Piece] = []
    for part in parts:
        if isinstance(part, Said):
            said.append(_fixed(part.text))
        elif isinstance(part, Child) and part.spliced:
            again = _repeat(part.symbol, children, at)
            if again is None:
                return None
            said += again[0]
            at = again[1]
        else:
            piece = _one(part, children[at]) if at < len(children) else None
            if piece is None:
                return None
            if piece:
                said.append(piece)
            at += 1
    return said, at


def _one(part: Part, child: Any) -> _Piece:
    """Return what one child says as a part, empty if it is rightly not there, None if it is something else."""
    if isinstance(part, LeftOut):
        return "" if child is None else None
    if isinstance(part, Kept):
        text = written(part.terminal, child)
        fits = text is not None and re.fullmatch(part.pattern, text)
        return Word(text or "", 0, part.terminal not in OWN) if fits else None
    assert isinstance(part, Child)  # what is said has no child
    if child is None:
        return None
    rule = "" if isinstance(child, nodes.Name) or not isinstance(child, nodes.Node) else rule_of(child)
    return (part.symbol, child) if derivations(part.symbol, rule) else None


def _repeat(symbol: str, children: Sequence[Any], at: int) -> tuple[list[_Piece], int] | None:
    """Match what stands for `x*` and the like, as often as it fits: Lark writes that as left recursion."""
    first, more = repeated(symbol)
    found = _any(first, children, at)
    while found:
        again = _any(more, children, found[1])
        if again is None or again[1] == found[1]:
            break
        found[0].extend(again[0])
        found = found[0], again[1]
    return found


def _any(ways: Sequence[Sequence[Part]], children: Sequence[Any], at: int) -> tuple[list[_Piece], int] | None:
    return next((found for parts in ways if (found := _fit(parts, children, at))), None)
