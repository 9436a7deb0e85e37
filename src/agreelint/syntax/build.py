"""Syntax nodes from Lark's parse tree: a rule becomes the class of the same name, a terminal its value."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from attrs import fields
from lark import Token, Tree

from agreelint.days import MONTHS, WEEKDAYS, nth_weekday
from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.moments import Moment
from agreelint.source import Span
from agreelint.syntax import nodes
from agreelint.syntax.values import FLAGS, READINGS

ORDINALS = {"ordinal_1": 1, "ordinal_2": 2, "ordinal_3": 3, "ordinal_4": 4, "ordinal_5": 5, "ordinal_last": -1}
_LISTS = "tuple["
_DAY = "write a day that exists, from 1990 to 2060"


def rule_name(cls: type) -> str:
    """Return the grammar rule that a node class stands for: `ClauseCite` is `clause_cite`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


NODES: dict[str, type[nodes.Node]] = {
    rule_name(cls): cls
    for cls in vars(nodes).values()
    if isinstance(cls, type) and issubclass(cls, nodes.Node) and cls is not nodes.Node
}
_RULES = {cls: rule for rule, cls in NODES.items()}


def rule_of(node: nodes.Node) -> str:
    """Return the grammar rule that made a node; a fixed word is named by its own."""
    return node.text if isinstance(node, nodes.Word) else _RULES[type(node)]


_FIXED: dict[type, tuple[int, bool]] = {
    cls: (len(fields(cls)) - 1, str(fields(cls)[-1].type).startswith(_LISTS)) for cls in NODES.values()
}


class Builder:
    """Builds nodes for one text and collects what is wrong with single values (a 30th of February)."""

    def __init__(self, path: str) -> None:
        """Build nodes whose spans lie in `path`."""
        self.path = path
        self.diagnostics: list[Diagnostic] = []

    def node(self, tree: Tree[Token]) -> Any:
        """Return the node for a parse tree."""
        name = tree.data.rpartition("__")[2]
        span = self._span(tree)
        cls = NODES.get(name)
        if cls is None:
            return nodes.Word(span, name)
        children = [self._child(child) for child in tree.children]
        count, listed = _FIXED[cls]
        if listed:
            children[count - 1 :] = [tuple(children[count - 1 :])]
        node = cls(span, *children)
        if why := impossible(node):
            self.wrong(span, *why)
        return node

    def _child(self, child: "Tree[Token] | Token | None") -> Any:
        if child is None:
            return None
        return self.node(child) if isinstance(child, Tree) else self._value(child)

    def _span(self, tree: Tree[Token]) -> Span:
        meta = tree.meta
        return Span(self.path, getattr(meta, "start_pos", 0), getattr(meta, "end_pos", 0))

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

    def wrong(self, span: Span, message: str, hint: str) -> None:
        """Note an error in a value."""
        self.diagnostics.append(Diagnostic("AG002", "bad-value", Severity.ERROR, message, (Label(span),), hint))


def impossible(node: nodes.Node) -> tuple[str, str] | None:
    """Say why a node means no day of the calendar or no number, and how to mend it; None if all is well."""
    try:
        match node:
            case nodes.Share() if node.whole == 0:
                return "a share cannot be divided by 0", "write a fraction such as `2/3`"
            case nodes.MonthDay() if not _in_some_year(node):
                return f"no year has a {MONTHS[node.month - 1]} {node.day}", _DAY
            case nodes.DayInYear(day=nodes.MonthDay() as day) if _in_some_year(day):
                Moment.parse(f"{node.year:04}-{day.month:02}-{day.day:02}", "UTC")
            case nodes.DayInYear(day=nodes.NthWeekday() as day):
                number = ORDINALS[day.ordinal.text]
                nth_weekday(number, WEEKDAYS.index(day.weekday), day.month, node.year)
            case nodes.WeekdayAfter() if node.weekday == node.first:
                return f"a {node.weekday} after the first {node.first} is the second {node.first}", _DAY
            case nodes.PartialDate() | nodes.FixedInstant():
                Moment.parse(node.text, "UTC")
            case nodes.DateInterval() if node.first > node.last:
                return f"an interval from {node.first} to {node.last} ends before it starts", _DAY
            case _:
                pass
    except ValueError as error:
        return str(error), _DAY
    return None


def _in_some_year(node: nodes.MonthDay) -> bool:
    return 1 <= node.day <= monthrange(2000, node.month)[1]  # a leap year: February 29 exists in some years
