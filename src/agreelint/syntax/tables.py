"""Lark's parse tables: built from `grammar/`, kept beside this module, trusted only for the grammar they came from."""

import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Reduce, Shift

from agreelint.share import share
from agreelint.syntax.lexer import WordLexer

TABLES = Path(__file__).with_name("tables.json")
STARTS = ["file", "date_query"]


def build(*, strict: bool = False) -> Lark:
    """Build the parser from the grammar files; `strict` refuses any conflict (needs interegular)."""
    return Lark.open(
        str(share("grammar") / "agreelint.lark"),
        parser="lalr",
        start=STARTS,
        propagate_positions=True,
        maybe_placeholders=True,
        strict=strict,
        lexer="contextual" if strict else WordLexer,
    )


def grammar_digest() -> int:
    """Return a checksum of both grammar files, by which stale tables are known."""
    names = ("agreelint.lark", "terms.lark")
    text = b"\0".join((share("grammar") / name).read_bytes().replace(b"\r\n", b"\n") for name in names)
    return zlib.crc32(text)


def tables_text() -> str:
    """Return the content that `tables.json` must have: plain data, so that reading it can run no code."""
    data, memo = build().memo_serialize([TerminalDef, Rule])
    data["options"]["lexer"] = data["parser"]["lexer_conf"]["lexer_type"] = "WordLexer"
    content = {"grammar": grammar_digest(), "data": data, "memo": memo}
    return json.dumps(content, default=sorted, separators=(",", ":")) + "\n"


@cache
def load() -> Lark:
    """Return the parser, from the tables if they belong to the present grammar, else built anew (0.1 s)."""
    try:
        content = json.loads(TABLES.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return build()
    if content["grammar"] != grammar_digest():
        return build()
    data, memo = content["data"], _int_keys(content["memo"])
    data["options"]["lexer"] = data["parser"]["lexer_conf"]["lexer_type"] = WordLexer
    table = data["parser"]["parser"]
    table["tokens"] = _int_keys(table["tokens"])
    rows, table["states"] = table["states"], {}
    # The loader of Lark's own standalone parsers.
    parser: Lark = Lark._load_from_dict(data, memo)  # type: ignore[no-untyped-call]
    rules = {reference["@"]: rule for reference, rule in zip(data["rules"], parser.rules, strict=True)}
    engine: Any = parser.parser.parser
    engine._parse_table.states = _States(rows, table["tokens"], rules)
    return parser


class _States(dict[int, dict[str, tuple[object, object]]]):
    """What the parser does in each of its states, put together when it first comes there: most texts need few."""

    def __init__(self, rows: dict[str, Any], tokens: dict[int, str], rules: dict[int, Rule]) -> None:
        super().__init__()
        self._rows = rows
        self._tokens = tokens
        self._rules = rules

    def __missing__(self, state: int) -> dict[str, tuple[object, object]]:
        row = self[state] = {
            self._tokens[int(token)]: (Reduce, self._rules[argument["@"]]) if reduces else (Shift, argument)
            for token, (reduces, argument) in self._rows[str(state)].items()
        }
        return row


def _int_keys(mapping: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in mapping.items()}


if __name__ == "__main__":
    TABLES.write_text(tables_text(), encoding="utf-8")
