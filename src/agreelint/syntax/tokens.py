"""Tokens: the words and signs of a text, each with its kind and its place."""

from typing import NamedTuple

END = "$END"
"""The kind of the token after the last one."""
UNREADABLE = "UNREADABLE"
"""The kind of a token that no terminal of the grammar matches."""
TOO_DEEP = "TOO_DEEP"
"""The kind of a token that stands within more unfinished constructs than anything sensible needs."""
DEEPEST = 128


class Token(NamedTuple):
    """A word or sign: the terminal of the grammar that it is, what is written, and where."""

    kind: str
    text: str
    start: int
    end: int

    def read_as(self, kind: str, text: str) -> "Token":
        """Return another token in the same place."""
        return Token(kind, text, self.start, self.end)


def token_at(kind: str, text: str, start: int) -> Token:
    """Return the token that is written from `start` on."""
    return Token(kind, text, start, start + len(text))
