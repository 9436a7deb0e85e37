"""Parse trees like Lark's, by the program's own engine, for tests that ask what a text consists of."""

from typing import Any

from lark import Token, Tree
from lark.tree import Meta

from agreelint.source import Span
from agreelint.syntax import engine, tokens
from agreelint.syntax.build import Builder


class _Trees(Builder):
    """Makes trees and tokens where the program makes nodes and values."""

    def _node(self, name: str, span: Span, children: list[Any]) -> Tree[Token]:
        meta = Meta()
        meta.start_pos, meta.end_pos = span.start, span.end
        return Tree(name, children, meta)

    def _value(self, token: tokens.Token) -> Token:
        return Token(token.kind, token.text, token.start, end_pos=token.end)


def tree_of(text: str, start: str = "file") -> Tree[Token]:
    """Return the tree of a text without mistakes."""
    return engine.read(text, start, _Trees("")).value
