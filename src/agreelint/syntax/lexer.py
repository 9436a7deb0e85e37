"""Tokens from text, led by the parser's state: a word is a keyword only where the grammar expects it.

Lark's own contextual lexer does the same with one scanner a parser state, some two hundred of them; one scanner
for words and a few for the rest start ten times faster and never split a word (`afterwards` is not `after`).
"""

import re
from collections.abc import Iterable, Mapping

from agreelint.syntax.tables import Terminal
from agreelint.syntax.tokens import UNREADABLE

WORD = re.compile(r"[a-z][a-z0-9_]*")
BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_STRAY = re.compile(r'"[^"\n]*|\'[^\'\n]*\'|[“”„«][^\n“”„«»"]*[“”»"]|[^\s"“„«{},./()]+|.', re.DOTALL)
_WORDS = re.compile(r"\w+(?:\|\w+)+")


class Lexer:
    """A lexer that reads whole words and is told what the parser expects."""

    def __init__(self, terminals: Iterable[Terminal]) -> None:
        """Sort the grammar's terminals into keywords and patterns."""
        self._keywords: dict[str, str] = {}
        self._patterns: dict[str, tuple[int, str]] = {}
        self.fixed: dict[str, tuple[str, ...]] = {}
        """The words or signs that a terminal stands for, where they can be listed."""
        for terminal in terminals:
            word = terminal.word
            if word and WORD.fullmatch(word):
                self._keywords[word] = terminal.name
            else:
                self._patterns[terminal.name] = (-terminal.priority, terminal.pattern)
            if word:
                self.fixed[terminal.name] = (word,)
            elif _WORDS.fullmatch(terminal.pattern):  # `Monday|Tuesday`
                self.fixed[terminal.name] = tuple(terminal.pattern.split("|"))
        self._scanners: dict[frozenset[str], re.Pattern[str]] = {}

    def skip(self, text: str, place: int) -> int:
        """Return where the next token can start at the earliest, past blanks and comments."""
        blank = BLANK.match(text, place)
        return blank.end() if blank else place

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
