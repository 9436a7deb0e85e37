"""Reading ahead: from a place in a text and in the grammar, which tokens follow and how far they make sense."""

import re
from difflib import get_close_matches
from functools import cached_property

from attrs import frozen

from agreelint.syntax.automaton import Automaton, Stack
from agreelint.syntax.lexer import WORD, Lexer
from agreelint.syntax.tokens import END, Token, token_at

_NEAR = 0.7
_LONGEST = 40
_WORDLIKE = re.compile(r"[A-Za-z_]\w*")


@frozen(eq=False)
class Run:
    """How far a text can be read: the tokens taken beyond a place, and the one that stopped it, None at the end."""

    stack: Stack
    taken: int
    stopped: Token | None


class Reading:
    """A text with the lexer and the grammar to read it by."""

    def __init__(self, text: str, lexer: Lexer, automaton: Automaton) -> None:
        """Read `text`."""
        self.text = text
        self.lexer = lexer
        self.automaton = automaton

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the text that could be names."""
        return frozenset(WORD.findall(self.text))

    def token(self, stack: Stack, position: int) -> Token:
        """Return the token at or after a position, as the lexer sees it in this state of the parser."""
        start = self.lexer.skip(self.text, position)
        if start >= len(self.text):
            return token_at(END, "", position)
        kind, text = self.lexer.read(self.text, start, self.automaton.row(stack))
        return token_at(kind, text, start)

    def run(self, stack: Stack, position: int, beyond: int, most: int) -> Run:
        """Read on until `most` tokens that start after `beyond` have been taken, or one cannot be."""
        taken = 0
        while taken < most:
            token = self.token(stack, position)
            after = self.automaton.take(stack, token.kind)
            if after is None:
                return Run(stack, taken, token)
            stack = after
            if token.kind == END:
                return Run(stack, most, None)
            position = token.end
            taken += token.start > beyond
        return Run(stack, taken, None)

    def near(self, stack: Stack, token: Token) -> list[tuple[str, str]]:
        """Return the words of the language nearest to a token that could stand there, each with its terminal."""
        text = token.text
        if len(text) > _LONGEST or not _WORDLIKE.fullmatch(text):
            return []
        words = {
            word: kind
            for kind in self.automaton.kinds(stack)
            for word in self.lexer.fixed.get(kind, ())
            if word[0].isalpha() and word != text
        }
        same = [word for word in words if word.lower() == text.lower()]
        found = same or get_close_matches(text, sorted(words), n=3, cutoff=_NEAR)
        found = found or get_close_matches(text.lower(), sorted(words), n=3, cutoff=_NEAR)
        return [(word, words[word]) for word in found if self.automaton.take(stack, words[word])]

    def starts_line(self, position: int) -> bool:
        """Say whether only blanks stand before a position on its line."""
        start = self.text.rfind("\n", 0, position) + 1
        return not self.text[start:position].strip()

    def same_line(self, one: int, other: int) -> bool:
        """Say whether two positions, in their order, are on one line."""
        return "\n" not in self.text[one:other]
