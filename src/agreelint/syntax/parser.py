"""Text to syntax tree: every mistake reported once, everything between the mistakes still read."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve
from lark import Lark, Token, UnexpectedInput, UnexpectedToken

from agreelint.diagnostics import Diagnostic, Label, Result
from agreelint.source import Source, Span
from agreelint.syntax import nodes, tables
from agreelint.syntax.build import Builder
from agreelint.syntax.hints import hint

if TYPE_CHECKING:
    from lark.parsers.lalr_interactive_parser import InteractiveParser

# Where reading goes on after a mistake: a declaration or a step at the start of a line, or a lone brace.
_DECLARATIONS = ("agreement", "jurisdiction", "group", "body", "office", "procedure", "scenario")
_STEPS = (
    "step",
    "notice",
    "filing",
    "reading",
    "meeting",
    "duty",
    "vote",
    "review",
    "approval",
    "effect",
    "either",
)
_EXPECTATIONS = ("expect",)
_RESTART = re.compile(rf"^[ \t]*(?:({'|'.join(_DECLARATIONS + _STEPS + _EXPECTATIONS)})\b|(\}}))", re.MULTILINE)


@cache
def _parser() -> Lark:
    return tables.load()


@cache
def _keywords() -> dict[str, str]:
    return {t.name: t.pattern.value for t in _parser().terminals if t.pattern.type == "str"}


def parse(source: Source) -> Result[nodes.File]:
    """Read a whole text; the tree lacks only the declarations and steps that could not be read."""
    result = _parse(source, "file")
    value = result.value
    return Result(
        value if isinstance(value, nodes.File) else nodes.File(Span(source.path, 0, 0), ()),
        result.diagnostics,
    )


def parse_date_query(source: Source) -> Result[nodes.DateQuery | None]:
    """Read a date expression as `agreelint date` takes it."""
    return _parse(source, "date_query")


def words(source: Source) -> list[Token]:
    """Return the words of a text that parses without a mistake, each with its place."""
    return _parser().parse_interactive(source.text, start="file").exhaust_lexer()


def _parse(source: Source, start: str) -> Result[Any]:
    diagnostics: list[Diagnostic] = []

    def recover(error: UnexpectedInput) -> bool:
        assert isinstance(error, UnexpectedToken)  # the lexer has a token for every character
        if error.token.type == "$END" and not error.token.start_pos:
            error.token.start_pos = len(source.text.rstrip())
        found = hint(source.path, error.token, _expected(error), _keywords())
        begin = error.token.start_pos or 0
        end = _restart(source.text, error) if start == "file" else None
        passed_over = Span(source.path, begin, len(source.text) if end is None else end)
        diagnostics.append(evolve(found, labels=(*found.labels, Label(passed_over))))
        return end is not None

    try:
        tree = _parser().parse(source.text, start=start, on_error=recover)
    except UnexpectedInput:
        return Result(None, tuple(diagnostics))
    builder = Builder(source.path)
    node = builder.node(tree)
    return Result(node, (*diagnostics, *builder.diagnostics))


def _expected(error: UnexpectedToken) -> set[str]:
    parser: InteractiveParser = error.interactive_parser
    return set(parser.accepts())  # type: ignore[no-untyped-call]


def _restart(text: str, error: UnexpectedToken) -> int | None:
    """Leave what cannot be finished and go on at the next line that starts something the parser can take.

    Returns where that is, None if there is no such line.
    """
    parser: InteractiveParser = error.interactive_parser
    state = parser.parser_state
    lexer = parser.lexer_thread.state
    assert lexer is not None  # there is a text
    names = {value: name for name, value in _keywords().items()}
    for found in _RESTART.finditer(text, error.token.start_pos or 0):
        word = found.group(1) or found.group(2)
        at = found.start(1) if found.group(1) else found.start(2)
        depth = _depth_for(state, names[word])
        if depth is not None:
            del state.state_stack[depth:]
            del state.value_stack[depth - 1 :]
            lexer.line_ctr.char_pos = at
            return at
    return None


def _depth_for(state: Any, terminal: str) -> int | None:
    """Return how much of the parser's stack to keep so that `terminal` can be taken, or None."""
    for depth in range(len(state.state_stack), 0, -1):
        if terminal in state.parse_conf.states[state.state_stack[depth - 1]]:
            return depth
    return None
