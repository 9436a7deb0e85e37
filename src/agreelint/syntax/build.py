"""Syntax nodes while a text is read: what Lark's parser reduces by a rule becomes the class of the same name."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from attrs import fields, frozen
from lark import Token
from lark.grammar import Rule

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.source import Span
from agreelint.syntax import nodes
from agreelint.syntax.impossible import impossible
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
    start_pos: int | None
    end_pos: int | None
    depth: int


_Reduce: TypeAlias = Callable[[Sequence[Read | Token]], Read]


@frozen
class _Plan:
    """What a rule makes: the name of its node, none if it passes its child on; and which children it keeps.

    A child is kept by its place in the rule, None for one that is left out. What a spliced one keeps stands in its
    stead.
    """

    name: str | None
    spliced: bool
    kept: tuple[tuple[int | None, bool], ...]


@cache
def _plan(rule: Rule) -> _Plan:
    kept: list[tuple[int | None, bool]] = []
    place = 0
    for left_out in rule.options.empty_indices or [False] * len(rule.expansion):
        if left_out:
            kept.append((None, False))
            continue
        symbol = rule.expansion[place]
        if not symbol.is_term or not getattr(symbol, "filter_out", False):
            kept.append((place, not symbol.is_term and symbol.name.startswith("_")))
        place += 1
    origin = str(rule.origin.name)
    passes_on = rule.options.expand1 and not rule.alias and len(kept) == 1
    name = None if passes_on else (rule.alias or origin).rpartition("__")[2]
    return _Plan(name, origin.startswith("_"), tuple(kept))


class Builder(dict[Rule, _Reduce]):
    """Lark's callbacks for one text, made for each rule when it is first met; collects what is wrong with values."""

    def __init__(self, path: str) -> None:
        """Build nodes whose spans lie in `path`."""
        super().__init__()
        self.path = path
        self.diagnostics: list[Diagnostic] = []

    def __bool__(self) -> bool:
        """Say that there are callbacks, although none has been made yet."""
        return True

    def __missing__(self, rule: Rule) -> _Reduce:
        plan = _plan(rule)
        grows_left = rule.expansion[:1] == [rule.origin] and not plan.spliced

        def reduce(found: Sequence[Read | Token]) -> Read:
            start = found[0].start_pos if found else None
            end = found[-1].end_pos if found else None
            if start is None or end is None:  # something without a word stands at an end
                start = next((one.start_pos for one in found if one.start_pos is not None), None)
                end = next((one.end_pos for one in reversed(found) if one.end_pos is not None), None)
            depth = max([one.depth for one in found if isinstance(one, Read)], default=0)
            if grows_left and depth >= MOST_TERMS:
                self._too_long(Span(self.path, start or 0, end or 0))
                first = found[0]
                assert isinstance(first, Read)  # it has terms of its own
                return Read(first.value, start, end, first.depth)
            children = self._children(plan, found)
            if plan.spliced:
                return Read(children, start, end, depth)
            if plan.name is None:
                return Read(children[0], start, end, depth)
            return Read(self._node(plan.name, Span(self.path, start or 0, end or 0), children), start, end, depth + 1)

        self[rule] = reduce
        return reduce

    def _children(self, plan: _Plan, found: Sequence[Read | Token]) -> list[Any]:
        children: list[Any] = []
        for place, spliced in plan.kept:
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
        kind, text = token.type, str(token)
        start = token.start_pos or 0
        span = Span(self.path, start, start + len(text))
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
