"""Syntax nodes while a text is read: what the parser takes up by a rule becomes the class of the same name."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from attrs import fields

from agreelint.diagnostics import Diagnostic, Label, Result, Severity
from agreelint.source import Span
from agreelint.syntax import nodes
from agreelint.syntax.impossible import impossible
from agreelint.syntax.tables import NOTHING, UNKEPT, Rule, load
from agreelint.syntax.tokens import Token
from agreelint.syntax.values import FLAGS, READINGS

_LISTS = "tuple["
MOST_TERMS = 64
"""How deep a tree may grow to the left, as in `a + b + c`: the parser needs no stack for it, its readers do."""


def rule_name(cls: type) -> str:
    """Return the grammar rule that a node class stands for: `ClauseCite` is `clause_cite`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


NODES: dict[str, type[nodes.Node]] = {
    rule_name(cls): cls
    for cls in vars(nodes).values()
    if isinstance(cls, type) and issubclass(cls, nodes.Node) and cls is not nodes.Node
}
_RULES = {cls: rule for rule, cls in NODES.items()}
_FIXED: dict[type, tuple[int, bool]] = {
    cls: (len(fields(cls)) - 1, str(fields(cls)[-1].type).startswith(_LISTS)) for cls in NODES.values()
}


def rule_of(node: nodes.Node) -> str:
    """Return the grammar rule that made a node; a fixed word is named by its own."""
    return node.text if isinstance(node, nodes.Word) else _RULES[type(node)]


class Read(NamedTuple):
    """What stands on the parser's stack: a value, the stretch of text that it takes up with its brackets, its depth."""

    value: Any
    start: int | None
    end: int | None
    depth: int


_Kept: TypeAlias = tuple[tuple[int | None, bool], ...]
_Reduce: TypeAlias = Callable[[Sequence[Read | Token]], Read]


@cache
def _kept(rule: Rule) -> _Kept:
    """Return the children that a rule keeps: each by its place, None for one that is left out, and if it is spliced.

    What a spliced one keeps stands in its stead.
    """
    kept: list[tuple[int | None, bool]] = []
    place = 0
    for part in rule.parts:
        if part == NOTHING:
            kept.append((None, False))
            continue
        if not part.startswith(UNKEPT):
            kept.append((place, part.startswith("_") and not part.isupper()))
        place += 1
    return tuple(kept)


class Builder(dict[int, _Reduce]):
    """What to make by each rule, by its number, in one text; collects what is wrong with values."""

    def __init__(self, path: str) -> None:
        """Build nodes whose spans lie in `path`."""
        super().__init__()
        self.path = path
        self.diagnostics: list[Diagnostic] = []

    def __missing__(self, number: int) -> _Reduce:
        rule = load().rules[number]
        kept, spliced, makes = _kept(rule), rule.spliced, rule.makes
        grows_left = rule.parts[:1] == (rule.origin,) and not spliced

        def reduce(found: Sequence[Read | Token]) -> Read:
            start = found[0].start if found else None
            end = found[-1].end if found else None
            if start is None or end is None:  # something without a word stands at an end
                start = next((one.start for one in found if one.start is not None), None)
                end = next((one.end for one in reversed(found) if one.end is not None), None)
            depth = max([one.depth for one in found if isinstance(one, Read)], default=0)
            if grows_left and depth >= MOST_TERMS:
                self._too_long(Span(self.path, start or 0, end or 0))
                first = found[0]
                assert isinstance(first, Read)  # it has terms of its own
                return Read(first.value, start, end, first.depth)
            children = self._children(kept, found)
            if spliced:
                return Read(children, start, end, depth)
            if makes == NOTHING:
                return Read(children[0], start, end, depth)
            return Read(self._node(makes, Span(self.path, start or 0, end or 0), children), start, end, depth + 1)

        self[number] = reduce
        return reduce

    def result(self, found: Read) -> Result[Any]:
        """Return what was built of a whole text, and what is wrong with its values."""
        return Result(found.value, tuple(self.diagnostics))

    def _children(self, kept: _Kept, found: Sequence[Read | Token]) -> list[Any]:
        children: list[Any] = []
        for place, spliced in kept:
            if place is None:
                children.append(None)
                continue
            child = found[place]
            if isinstance(child, Token):
                children.append(self._value(child))
            elif not spliced:
                children.append(child.value)
            elif children:
                children += child.value
            else:
                children = child.value  # a long list grows in place; nobody else holds it
        return children

    def _node(self, name: str, span: Span, children: list[Any]) -> nodes.Node:
        cls = NODES.get(name)
        if cls is None:
            return nodes.Word(span, name)
        count, listed = _FIXED[cls]
        if listed:
            children[count - 1 :] = [tuple(children[count - 1 :])]
        node = cls(span, *children)
        if why := impossible(node):
            self.wrong(span, *why)
        return node

    def _value(self, token: Token) -> Any:
        kind, text = token.kind, token.text
        span = Span(self.path, token.start, token.end)
        if kind == "NAME":
            return nodes.Name(span, text)
        if kind == "DATE":
            return self._date(span, text)
        if reading := READINGS.get(kind):
            return reading.read(text)
        return True if kind in FLAGS else text

    def _date(self, span: Span, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(span, f"`{text}` is no day of the calendar", "write a date that exists, as year-month-day")
            return date(1990, 1, 1)

    def _too_long(self, span: Span) -> None:
        """Note once that terms were left out; the tree holds those before them."""
        if not any(one.code == "AG005" for one in self.diagnostics):
            message = f"more than {MOST_TERMS} terms follow each other here"
            found = Diagnostic("AG005", "too-deep", Severity.ERROR, message, (Label(span),), "say it in parts")
            self.diagnostics.append(found)

    def wrong(self, span: Span, message: str, hint: str) -> None:
        """Note an error in a value."""
        self.diagnostics.append(Diagnostic("AG002", "bad-value", Severity.ERROR, message, (Label(span),), hint))
