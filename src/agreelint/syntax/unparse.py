"""Words from a tree: the grammar read backwards, so that a construct is written as soon as it can be read."""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from attrs import fields

from agreelint.syntax import nodes
from agreelint.syntax.build import rule_name
from agreelint.syntax.productions import Child, Kept, LeftOut, Part, Said, derivations, productions
from agreelint.syntax.values import written

Piece: TypeAlias = str | tuple[str, Any]
"""A word, or a symbol of the grammar with the value that is to be written as that symbol."""


def unparse(node: nodes.Node, symbol: str = "file") -> str:
    """Return a text that parses to the tree, all words in one line.

    Raises ValueError for a tree that no text can give.
    """
    words: list[str] = []
    todo: list[Piece] = [(symbol, node)]
    while todo:
        piece = todo.pop()
        if isinstance(piece, str):
            words.append(piece)
        else:
            todo += reversed(_said(*piece, words[-1] if words else ""))
    return " ".join(words)


def _said(symbol: str, value: Any, before: str) -> list[Piece]:
    """Return what one node is made of: of the productions that fit its fields the one with the fewest words.

    `before` is the word before it: after a number other than 1, `days` is chosen and not `day`.
    """
    children = _kept(value)
    fitting: list[list[Piece]] = []
    for way in derivations(symbol, _name(value)):
        fitted = _fit(way.production.parts, children, 0)
        if fitted and fitted[1] == len(children):
            fitting.append([*way.before, *fitted[0], *way.after])
    if not fitting:
        raise ValueError(f"the grammar has no words for {value!r} as {symbol}")
    many = before.isdigit() and before != "1"
    return min(fitting, key=lambda pieces: (len(pieces), _plural(pieces) != many))


def _plural(pieces: Sequence[Piece]) -> bool:
    last = pieces[-1] if pieces else ""
    return isinstance(last, str) and last.endswith("s")


def _name(value: Any) -> str:
    if isinstance(value, nodes.Word):
        return value.text
    return rule_name(type(value)) if isinstance(value, nodes.Node) and not isinstance(value, nodes.Name) else ""


def _kept(value: Any) -> Sequence[Any]:
    """Return the children that a node was built from; absent flags and parts are None."""
    if isinstance(value, nodes.Word):
        return ()
    if isinstance(value, nodes.Name) or not isinstance(value, nodes.Node):
        return (value,)
    children = [getattr(value, field.name) for field in fields(type(value)) if field.name != "span"]
    if children and isinstance(children[-1], tuple):
        children[-1:] = children[-1]
    return [None if child is False else child for child in children]


def _fit(parts: Sequence[Part], children: Sequence[Any], at: int) -> tuple[list[Piece], int] | None:
    """Match parts with children from the one at `at` on; return what they say and how far they reach."""
    said: list[Piece] = []
    for part in parts:
        if isinstance(part, Said):
            said.append(part.text)
            continue
        if isinstance(part, Child) and part.spliced:
            repeated = _repeat(part.symbol, children, at)
            if repeated is None:
                return None
            said += repeated[0]
            at = repeated[1]
            continue
        if at == len(children):
            return None
        piece = _one(part, children[at])
        if piece is None:
            return None
        said += piece
        at += 1
    return said, at


def _one(part: Part, child: Any) -> list[Piece] | None:
    match part:
        case LeftOut():
            return [] if child is None else None
        case Kept():
            text = written(part.terminal, child)
            return None if text is None or not re.fullmatch(part.pattern, text) else [text]
        case Child() if child is not None and derivations(part.symbol, _name(child)):
            return [(part.symbol, child)]
        case _:
            return None


def _repeat(symbol: str, children: Sequence[Any], at: int) -> tuple[list[Piece], int] | None:
    """Match what stands for `x*` and the like, as often as it fits: Lark writes that as left recursion."""
    first, more = _turns(symbol)
    found = _any(first, children, at)
    while found:
        again = _any(more, children, found[1])
        if again is None or again[1] == found[1]:
            break
        found[0].extend(again[0])
        found = found[0], again[1]
    return found


def _turns(symbol: str) -> tuple[list[Sequence[Part]], list[Sequence[Part]]]:
    """Return what can stand for a repeated part the first time, and what again."""
    first: list[Sequence[Part]] = []
    again: list[Sequence[Part]] = []
    for production in productions()[symbol]:
        if production.parts[0] == Child(symbol):
            again.append(production.parts[1:])
        else:
            first.append(production.parts)
    return first, again


def _any(ways: Sequence[Sequence[Part]], children: Sequence[Any], at: int) -> tuple[list[Piece], int] | None:
    return next((found for parts in ways if (found := _fit(parts, children, at))), None)
