"""The LALR parser: driven word by word by the grammar's tables, it hands what each rule takes up to a builder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from agreelint.syntax import tables
from agreelint.syntax.lexer import Lexer
from agreelint.syntax.tokens import DEEPEST, END, TOO_DEEP, Token, token_at

_Reduce = Callable[[Sequence[Any]], Any]


class UnexpectedToken(Exception):  # noqa: N818 - it stops one reading of a text, and says nothing to anyone
    """A word cannot stand where it does."""


class Engine:
    """A parser within a text: it stands before its next token."""

    def __init__(self, start: str, reductions: Mapping[int, _Reduce] | None) -> None:
        """Begin a text; without reductions, by the number of their rule, nothing is built."""
        self._tables = tables.load()
        self._reductions = reductions
        first, self._end = self._tables.starts[start]
        self._states = [first]
        self._values: list[Any] = []

    @property
    def depth(self) -> int:
        """How many symbols wait for what they are a part of."""
        return len(self._states)

    def row(self) -> Mapping[str, int]:
        """Return the table row of the present state: each of its terminals may be able to follow."""
        return self._tables.states[self._states[-1]]

    def feed(self, token: Token) -> None:
        """Take a token; raises UnexpectedToken if it cannot stand here."""
        stack, values = self._states, self._values
        states, rules, reductions, kind = self._tables.states, self._tables.rules, self._reductions, token.kind
        while True:
            action = states[stack[-1]].get(kind)
            if action is None:
                raise UnexpectedToken
            if action >= 0:
                stack.append(action)
                values.append(token)
                return
            rule = rules[~action]
            if size := rule.size:
                found = values[-size:]
                del stack[-size:], values[-size:]
            else:
                found = []
            values.append(reductions[~action](found) if reductions is not None else None)
            stack.append(states[stack[-1]][rule.origin])
            if kind == END and stack[-1] == self._end:
                return

    def finish(self, place: int) -> Any:
        """Return what was built; `place` is where the text ends; raises UnexpectedToken if it ends too early."""
        self.feed(token_at(END, "", place))
        return self._values[-1]


@cache
def lexer() -> Lexer:
    """Return the lexer of the grammar."""
    return Lexer(tables.load().terminals)


def tokens(text: str, engine: Engine) -> Iterator[Token]:
    """Read a text and yield each of its words after it; raises UnexpectedToken for a word that cannot stand."""
    read, skip, feed = lexer().read, lexer().skip, engine.feed
    place = skip(text, 0)
    while place < len(text):
        kind, word = read(text, place, engine.row())
        token = token_at(kind if engine.depth <= DEEPEST else TOO_DEEP, word, place)
        feed(token)
        yield token
        place = skip(text, token.end)


def read(text: str, start: str, reductions: Mapping[int, _Reduce]) -> Any:
    """Return what a whole text builds; raises UnexpectedToken for the first word that cannot stand."""
    engine = Engine(start, reductions)
    for _ in tokens(text, engine):
        pass
    return engine.finish(len(text))
