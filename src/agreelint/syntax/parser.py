"""Text to syntax tree: every mistake reported once, everything between the mistakes still read."""

from functools import cache
from typing import Any

from attrs import frozen
from lark import Lark, Token, Tree, UnexpectedInput
from lark.parsers.lalr_interactive_parser import InteractiveParser

from agreelint.diagnostics import Diagnostic, Label, Result, Severity
from agreelint.source import Source, Span
from agreelint.syntax import nodes, tables
from agreelint.syntax.automaton import END, Automaton
from agreelint.syntax.build import Builder
from agreelint.syntax.consequences import NONE, Consequences, consequences
from agreelint.syntax.hints import diagnostic
from agreelint.syntax.lexer import WordLexer
from agreelint.syntax.reading import Reading
from agreelint.syntax.recover import Recovered, first_mistake, recover
from agreelint.syntax.unseen import unseen


@frozen
class Parsed(Result[nodes.File]):
    """A tree, what is wrong with its text, and what may follow from that."""

    consequences: Consequences = NONE


@cache
def _parser() -> Lark:
    return tables.load()


def parse(source: Source) -> Parsed:
    """Read a whole text; the tree lacks only what could not be read."""
    hidden, text = unseen(source)
    following = NONE
    try:
        result = _built(source.path, _parser().parse(text, start="file"))
    except UnexpectedInput:
        result, following = _recovered(source.path, text)
    lines = [source.line_of(one.labels[0].span) for one in hidden]
    told = (
        d for d in result.diagnostics if not any(line.start <= d.labels[0].span.start <= line.end for line in lines)
    )
    return Parsed(result.value, (*hidden, *told), following.beside(lines, source.text))


def parse_date_query(source: Source) -> Result[nodes.DateQuery | None]:
    """Read a date expression as `agreelint date` takes it."""
    hidden, text = unseen(source)
    if hidden:
        return Result(None, hidden[:1])
    try:
        tree = _parser().parse(text, start="date_query")
    except UnexpectedInput:
        reading, _ = _reading(text, "date_query")
        return Result(None, (diagnostic(source.path, first_mistake(source.path, reading), reading.lexer.fixed),))
    return _built(source.path, tree)


def _built(path: str, tree: Tree[Token]) -> Result[Any]:
    builder = Builder(path)
    node = builder.node(tree)
    return Result(node, tuple(builder.diagnostics))


def _recovered(path: str, text: str) -> tuple[Result[Any], Consequences]:
    reading, interactive = _reading(text, "file")
    found = recover(path, reading)
    for token in found.tokens:
        interactive.feed_token(token)
    result = _built(path, interactive.feed_token(Token(END, "", len(text), end_pos=len(text))))
    following = consequences(found.mistakes, text, reading.lexer.is_keyword)
    values = following.certain(result.diagnostics, Source(path, text))
    return Result(result.value, (*_told(path, found, reading), *values)), following


def _reading(text: str, start: str) -> tuple[Reading, InteractiveParser]:
    lark = _parser()
    interactive = lark.parse_interactive("", start=start)
    return Reading(text, _lexer(lark), Automaton(interactive.parser_state.parse_conf)), interactive


def _lexer(lark: Lark) -> WordLexer:
    lexer = lark.parser.lexer.lexer  # within Lark's wrapper for lexers that are given
    assert isinstance(lexer, WordLexer)
    return lexer


def _told(path: str, found: Recovered, reading: Reading) -> tuple[Diagnostic, ...]:
    told = tuple(diagnostic(path, mistake, reading.lexer.fixed) for mistake in found.mistakes)
    if found.given_up is None:
        return told
    rest = Label(Span(path, found.given_up, found.given_up + 1))
    message = "there are too many mistakes; from here on nothing was read"
    return (*told, Diagnostic("AG003", "unreadable", Severity.ERROR, message, (rest,), "mend the others first"))
