"""A text with mistakes to the tree of all that can be read, what is wrong with it, and what only follows from that."""

from typing import Any

from agreelint.diagnostics import Diagnostic, Label, Result, Severity
from agreelint.source import Source, Span
from agreelint.syntax import engine, tables
from agreelint.syntax.automaton import Automaton
from agreelint.syntax.build import Builder
from agreelint.syntax.consequences import Consequences, consequences
from agreelint.syntax.hints import diagnostic
from agreelint.syntax.reading import Reading
from agreelint.syntax.recover import Recovered, first_mistake, recover


def first(path: str, text: str, start: str) -> Diagnostic:
    """Say what is wrong first in a text that cannot be read."""
    reading = _reading(text, start)
    return diagnostic(path, first_mistake(path, reading), reading.lexer.fixed)


def mended(path: str, text: str) -> tuple[Result[Any], Consequences]:
    """Read a file past its mistakes."""
    reading = _reading(text, "file")
    found = recover(path, reading)
    builder = Builder(path)
    again = engine.Engine("file", builder)
    for token in found.tokens:
        again.feed(token)
    result = builder.result(again.finish(len(text)))
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
