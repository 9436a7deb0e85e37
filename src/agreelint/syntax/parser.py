"""Text to syntax tree: every mistake reported once, everything between the mistakes still read."""

from attrs import frozen

from agreelint.diagnostics import Result
from agreelint.source import Source
from agreelint.syntax import engine, nodes
from agreelint.syntax.build import Builder
from agreelint.syntax.consequences import NONE, Consequences
from agreelint.syntax.engine import UnexpectedToken
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
        result = builder.result(engine.read(text, "file", builder))
    except UnexpectedToken:
        from agreelint.syntax.mending import mended  # late: most texts have no mistake

        result, following = mended(source.path, text)
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
        return builder.result(engine.read(text, "date_query", builder))
    except UnexpectedToken:
        from agreelint.syntax.mending import first

        return Result(None, (first(source.path, text, "date_query"),))
