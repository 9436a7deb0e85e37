"""The parse tables as a pure function: where a parse stands, and where one more token leads."""

from collections.abc import Iterator, Mapping

from agreelint.syntax.tables import Tables
from agreelint.syntax.tokens import END, Token


class Stack:
    """Where a parse stands: an immutable linked list, so that going back and trying costs nothing.

    `begin` is the number of the token with which the uppermost symbol starts; `token` is that symbol itself if it is
    a terminal.
    """

    __slots__ = ("begin", "below", "depth", "state", "token")

    def __init__(self, state: int, below: "Stack | None", begin: int, token: Token | None) -> None:
        """Put a state upon what lies below it."""
        self.state = state
        self.below = below
        self.begin = begin
        self.token = token
        self.depth: int = below.depth + 1 if below else 1

    def down(self) -> "Iterator[Stack]":
        """Yield this stack and what remains as symbol after symbol is taken from it."""
        stack: Stack | None = self
        while stack is not None:
            yield stack
            stack = stack.below


class Automaton:
    """The LALR automaton of one start rule, without values: it says what can follow, and builds nothing."""

    def __init__(self, tables: Tables, start: str) -> None:
        """Take the tables and the sort of text that is read."""
        self._states = tables.states
        self._rules = tables.rules
        first, self._end = tables.starts[start]
        self.start = Stack(first, None, 0, None)

    def kinds(self, stack: Stack) -> list[str]:
        """Return the terminals of a state's row, in the order of the alphabet: that of the tables is by chance."""
        return sorted(kind for kind in self.row(stack) if kind.isupper())

    def row(self, stack: Stack) -> Mapping[str, object]:
        """Return the table row of a state, which the lexer asks what may stand there."""
        return self._states[stack.state]

    def take(self, stack: Stack, kind: str, number: int = 0, token: Token | None = None) -> Stack | None:
        """Return where a token of this kind leads, None if it cannot stand here."""
        states = self._states
        while True:
            action = states[stack.state].get(kind)
            if action is None:
                return None
            if action >= 0:
                return Stack(action, stack, number, token)
            rule, begin = self._rules[~action], number
            for _ in range(rule.size):
                assert stack.below is not None
                begin, stack = stack.begin, stack.below
            stack = Stack(states[stack.state][rule.origin], stack, begin, None)
            if kind == END and stack.state == self._end:
                return stack

    def accepted(self, stack: Stack) -> list[str]:
        """Return every terminal that can stand here, in the order of the alphabet."""
        return [kind for kind in self.kinds(stack) if self.take(stack, kind)]
