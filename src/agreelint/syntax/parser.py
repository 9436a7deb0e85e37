"""Text to syntax tree: every mistake reported once, everything between the mistakes still read."""

from typing import Any

from attrs import frozen

from agreelint.diagnostics import Diagnostic, Label, Result, Severity
from agreelint.source import Source, Span
from agreelint.syntax import engine, nodes, tables
from agreelint.syntax.automaton import Automaton
from agreelint.syntax.build import Builder, Read
from agreelint.syntax.consequences import NONE, Consequences, consequences
from agreelint.syntax.engine import Engine, UnexpectedToken
from agreelint.syntax.hints import diagnostic
from agreelint.syntax.reading import Reading
from agreelint.syntax.recover import Recovered, first_mistake, recover
from agreelint.syntax.unseen import unseen


@frozen
class Parsed(Result[nodes.File]):
    """A tree, what is wrong with its text, and what may follow from that."""

    consequences: Consequences = NONE


def parse(source: Source) -> Parsed:
    """Read a whole text; the tree lacks only what could not be read."""
    hidden, text = unseen(source)
    following = NONE
    builder = Builder(source.path)
    try:
        result = _built(builder, engine.read(text, "file", builder))
    except UnexpectedToken:
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
    builder = Builder(source.path)
    try:
        return _built(builder, engine.read(text, "date_query", builder))
    except UnexpectedToken:
        reading = _reading(text, "date_query")
        return Result(None, (diagnostic(source.path, first_mistake(source.path, reading), reading.lexer.fixed),))


def _built(builder: Builder, found: Read) -> Result[Any]:
    return Result(found.value, tuple(builder.diagnostics))


def _recovered(path: str, text: str) -> tuple[Result[Any], Consequences]:
    reading = _reading(text, "file")
    found = recover(path, reading)
    builder = Builder(path)
    again = Engine("file", builder)
    for token in found.tokens:
        again.feed(token)
    result = _built(builder, again.finish(len(text)))
    following = consequences(found.mistakes, text, reading.lexer.is_keyword)
    values = following.certain(result.diagnostics, Source(path, text))
    return Result(result.value, (*_told(path, found, reading), *values)), following


def _reading(text: str, start: str) -> Reading:
    return Reading(text, engine.lexer(), Automaton(tables.load(), start))


def _told(path: str, found: Recovered, reading: Reading) -> tuple[Diagnostic, ...]:
    told = tuple(diagnostic(path, mistake, reading.lexer.fixed) for mistake in found.mistakes)
    if found.given_up is None:
        return told
    rest = Label(Span(path, found.given_up, found.given_up + 1))
    message = "there are too many mistakes; from here on nothing was read"
    return (*told, Diagnostic("AG003", "unreadable", Severity.ERROR, message, (rest,), "mend the others first"))
