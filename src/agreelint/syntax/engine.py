"""Lark's LALR parser, driven word by word with callbacks of our own."""

from collections.abc import Iterator
from typing import Any

from lark import Token
from lark.parsers.lalr_interactive_parser import InteractiveParser
from lark.parsers.lalr_parser_state import ParseConf

from agreelint.syntax import tables
from agreelint.syntax.automaton import END


def begin(text: str, start: str, callbacks: dict[Any, Any]) -> InteractiveParser:
    """Return a parser that stands before a text; without callbacks it builds nothing."""
    reader = tables.load().parse_interactive(text, start=start)
    conf = reader.parser_state.parse_conf
    reader.parser_state.parse_conf = ParseConf(conf.parse_table, callbacks, start)
    return reader


def tokens(reader: InteractiveParser) -> Iterator[Token]:
    """Read the text and yield each of its words after it; raises UnexpectedToken for a word that cannot stand."""
    state = reader.parser_state
    feed = state.feed_token
    for token in reader.lexer_thread.lex(state):  # type: ignore[no-untyped-call]
        feed(token)
        yield token


def finish(reader: InteractiveParser, place: int) -> Any:
    """Return what was built; `place` is where the text ends; raises UnexpectedToken if it ends too early."""
    return reader.feed_token(Token(END, "", place, end_pos=place))


def read(text: str, start: str, callbacks: dict[Any, Any]) -> Any:
    """Return what a whole text builds; raises UnexpectedToken for the first word that cannot stand."""
    reader = begin(text, start, callbacks)
    for _ in tokens(reader):
        pass
    return finish(reader, len(text))
