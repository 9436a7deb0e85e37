"""The grammar files to parse tables, by Lark: it is asked while the program is built, and not while it runs."""

from collections.abc import Iterator
from typing import Any

from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Shift

from agreelint.share import share

STARTS = ["file", "date_query"]


def build(*, strict: bool = False) -> Lark:
    """Build Lark's own parser from the grammar files; `strict` refuses any conflict (needs interegular)."""
    return Lark.open(
        str(share("grammar") / "agreelint.lark"),
        parser="lalr",
        start=STARTS,
        propagate_positions=True,
        maybe_placeholders=True,
        strict=strict,
    )


def compiled() -> dict[str, Any]:
    """Return what a parser needs as plain data: terminals, rules, and what to do in each state.

    States are numbered in the order in which they are reached: Lark's numbers are by chance. A row is a text such as
    `BY 12 NAME -4`: upon `BY` go to state 12, upon a name reduce by rule 3 (-4 is ~3).
    """
    lark = build()
    engine: Any = lark.parser.parser
    table = engine._parse_table
    rules = sorted(lark.rules, key=lambda rule: rule.order)
    number_of = {rule: number for number, rule in enumerate(rules)}
    reached: dict[int, int] = {state: number for number, (_, state) in enumerate(sorted(table.start_states.items()))}
    queue = list(reached)
    for state in queue:
        for _, (action, target) in sorted(table.states[state].items()):
            if action is Shift and target not in reached:
                reached[target] = len(reached)
                queue.append(target)
    rows = (
        " ".join(
            f"{symbol} {reached[target] if action is Shift else ~number_of[target]}"
            for symbol, (action, target) in sorted(table.states[state].items())
        )
        for state in queue
    )
    ends = table.end_states
    return {
        "terminals": [_terminal(one) for one in lark.terminals if one.name not in lark.ignore_tokens],
        "rules": [_rule(rule) for rule in rules],
        "states": list(rows),
        "starts": {start: (reached[first], reached[ends[start]]) for start, first in table.start_states.items()},
    }


def _terminal(terminal: TerminalDef) -> tuple[str, str | None, str, int]:
    pattern = terminal.pattern
    word = pattern.value if pattern.type == "str" else None
    return str(terminal.name), word, pattern.to_regexp(), terminal.priority


def _rule(rule: Rule) -> str:
    """Return a rule in one line: the symbol that it makes, the node or `-`, and its parts.

    A part is a symbol, `!SYMBOL` where the tree does not keep it, or `-` for one that is left out.
    """
    parts = tuple(_parts(rule))
    origin = str(rule.origin.name)
    kept = [part for part in parts if part[0] != "!"]
    passes_on = origin.startswith("_") or (rule.options.expand1 and not rule.alias and len(kept) == 1)
    makes = "-" if passes_on else (rule.alias or origin).rpartition("__")[2]
    return " ".join((origin, makes, *parts))


def _parts(rule: Rule) -> Iterator[str]:
    symbols = iter(rule.expansion)
    for left_out in rule.options.empty_indices or [False] * len(rule.expansion):
        if left_out:
            yield "-"
            continue
        symbol = next(symbols)
        yield ("!" if symbol.is_term and getattr(symbol, "filter_out", False) else "") + str(symbol.name)
