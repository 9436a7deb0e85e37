"""Tokens from text, led by the parser's state: a word is a keyword only where the grammar expects it.

Lark's own contextual lexer does the same with one scanner a parser state, some two hundred of them; one scanner
for words and a few for the rest start ten times faster and never split a word (`afterwards` is not `after`).
"""

import re
from collections.abc import Iterator, Mapping

from lark.common import LexerConf
from lark.lexer import Lexer, LexerState, Token
from lark.parsers.lalr_parser_state import ParserState

WORD = re.compile(r"[a-z][a-z0-9_]*")
BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_STRAY = re.compile(r'"[^"\n]*|\'[^\'\n]*\'|[“”„«][^\n“”„«»"]*[“”»"]|[^\s"“„«{},./()]+|.', re.DOTALL)
_WORDS = re.compile(r"\w+(?:\|\w+)+")
UNREADABLE = "UNREADABLE"
"""The type of a token that no terminal of the grammar matches."""
TOO_DEEP = "TOO_DEEP"
"""The type of a token that stands within more unfinished constructs than anything sensible needs."""
DEEPEST = 128


class WordLexer(Lexer):
    """A lexer for Lark's LALR parser that reads whole words and asks the parser what it expects."""

    __future_interface__ = 1  # `lex` is given the parser's state

    def __init__(self, conf: LexerConf) -> None:
        """Sort the grammar's terminals into keywords and patterns."""
        self._keywords: dict[str, str] = {}
        self._patterns: dict[str, tuple[int, str]] = {}
        self.fixed: dict[str, tuple[str, ...]] = {}
        """The words or signs that a terminal stands for, where they can be listed."""
        for terminal in conf.terminals:
            value = terminal.pattern.value
            if terminal.pattern.type == "str" and WORD.fullmatch(value):
                self._keywords[value] = terminal.name
            elif terminal.name not in conf.ignore:
                self._patterns[terminal.name] = (-terminal.priority, terminal.pattern.to_regexp())
            if terminal.pattern.type == "str":
                self.fixed[terminal.name] = (value,)
            elif _WORDS.fullmatch(value):  # `Monday|Tuesday`
                self.fixed[terminal.name] = tuple(value.split("|"))
        self._scanners: dict[frozenset[str], re.Pattern[str]] = {}

    def lex(self, lexer_state: LexerState, parser_state: ParserState[int]) -> Iterator[Token]:
        """Yield tokens from where `lexer_state` stands to the end of its text."""
        text = lexer_state.text.text
        counter = lexer_state.line_ctr
        stack = parser_state.state_stack
        states = parser_state.parse_conf.states
        while True:
            if blank := BLANK.match(text, counter.char_pos):
                counter.char_pos = blank.end()
            start = counter.char_pos
            if start >= len(text):
                return
            kind, value = self.read(text, start, states[stack[-1]])
            if len(stack) > DEEPEST:
                kind = TOO_DEEP
            counter.char_pos = start + len(value)
            token = Token(kind, value, start, end_pos=start + len(value))
            lexer_state.last_token = token
            yield token

    def read(self, text: str, start: int, accepted: Mapping[str, object]) -> tuple[str, str]:
        """Return type and text of the token that starts here, where the parser accepts these types."""
        if word := WORD.match(text, start):
            value = word.group()
            keyword = self._keywords.get(value, "NAME")
            return (keyword if keyword in accepted or "NAME" not in accepted else "NAME"), value
        wanted = frozenset(name for name in accepted if name in self._patterns)
        for names in (wanted, frozenset(self._patterns)):
            if found := self._scanner(names).match(text, start):
                return str(found.lastgroup), found.group()
        stray = _STRAY.match(text, start)
        return UNREADABLE, stray.group() if stray else text[start]

    def is_keyword(self, word: str) -> bool:
        """Say whether a word means something to the grammar somewhere."""
        return word in self._keywords

    def _scanner(self, names: frozenset[str]) -> re.Pattern[str]:
        if names not in self._scanners:
            ordered = sorted((self._patterns[name], name) for name in names)
            patterns = (f"(?P<{name}>{regexp})" for (_, regexp), name in ordered)
            self._scanners[names] = re.compile("|".join(patterns) or r"(?!)")
        return self._scanners[names]
