"""The parser's tables: made from `grammar/`, kept beside this module, trusted only for the grammar they came from."""

import json
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from agreelint.share import share

TABLES = Path(__file__).with_name("tables.json")
NOTHING = "-"
"""As a part of a rule: the place of something optional that is left out; as what it makes: no node."""
UNKEPT = "!"
"""What a part of a rule starts with if the tree does not keep it."""


@frozen
class Terminal:
    """A kind of token: the word or sign that it stands for, if there is but one, the pattern, and its precedence."""

    name: str
    word: str | None
    pattern: str
    priority: int


@frozen
class Rule:
    """How symbols become one, and the name of the node that this makes, if it makes any."""

    origin: str
    makes: str
    parts: tuple[str, ...]
    size: int
    """How many of its parts are there."""

    @property
    def spliced(self) -> bool:
        """Say whether what it keeps stands in the node above it, as with `x*` and `("," x)*`."""
        return self.origin.startswith("_")


@frozen(eq=False)
class Tables:
    """What can stand where: in each state a symbol leads to another, or (negative: `~number`) a rule is applied."""

    terminals: tuple[Terminal, ...]
    states: Mapping[int, Mapping[str, int]]
    rules: tuple[Rule, ...]
    starts: Mapping[str, tuple[int, int]]
    """In which state each sort of text starts, and in which it is complete."""


def grammar_digest() -> int:
    """Return a checksum of both grammar files, by which stale tables are known."""
    names = ("agreelint.lark", "terms.lark")
    text = b"\0".join((share("grammar") / name).read_bytes().replace(b"\r\n", b"\n") for name in names)
    return zlib.crc32(text)


def tables_text() -> str:
    """Return the content that `tables.json` must have: plain data, so that reading it can run no code."""
    return json.dumps({"grammar": grammar_digest(), **_compiled()}, separators=(",", ":")) + "\n"


@cache
def load() -> Tables:
    """Return the tables, compiled anew (0.2 s) if those that are kept do not belong to the present grammar."""
    try:
        content = json.loads(TABLES.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = {"grammar": None}
    return _tables(content if content["grammar"] == grammar_digest() else _compiled())


def _compiled() -> dict[str, Any]:
    from agreelint.syntax.compiling import compiled  # brings lark, which costs 0.1 s

    return compiled()


def _tables(content: dict[str, Any]) -> Tables:
    return Tables(
        tuple(Terminal(*one) for one in content["terminals"]),
        _States(content["states"]),
        tuple(map(_rule, content["rules"])),
        {start: (first, last) for start, (first, last) in content["starts"].items()},
    )


class _States(dict[int, dict[str, int]]):
    """What the parser does in each of its states, read when it first comes there: most texts need few."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, state: int) -> dict[str, int]:
        words = self._rows[state].split()
        row = self[state] = dict(zip(words[::2], map(int, words[1::2]), strict=True))
        return row


def _rule(line: str) -> Rule:
    origin, makes, *parts = line.split()
    return Rule(origin, makes, tuple(parts), len(parts) - parts.count(NOTHING))


if __name__ == "__main__":
    TABLES.write_text(tables_text(), encoding="utf-8")
