"""Words that clauses use where the language has others: the repair that reads one as the other."""

import re
from collections.abc import Iterator

from agreelint.syntax.mistakes import Respelt
from agreelint.syntax.reading import Reading
from agreelint.syntax.repair import Place, Repair
from agreelint.syntax.tokens import END, Token

_COST = 0.9  # less bold than to respell, put in or leave out a word
_SAID = {
    r"every": "each",
    r"prior(?: to)?": "before",
    r"(?:(?<=days )|(?<=weeks )|(?<=months ))of": "after",
    r"following": "after",
    r"(?:on or before|not later than)": "no later than",
    r"work(?:ing)?[ -]?days?": "working days",
    r"business-?days?": "business days",
    r"(?:an? )?(?:simple )?majority(?: of)?": "more than 1/2 of",
    r"(?:an? )?two[ -]thirds(?: majority)?(?: of)?": "at least 2/3 of",
    r"two[ -]thirds(?: of)?": "2/3 of",
    r"(?:half|50 ?%|50 percent)(?: of)?": "1/2 of",
    r"an?": "1",
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90}
_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_NUMBERS = {word: number for number, word in enumerate(_ONES, 1)} | _TENS
_PHRASES = tuple((re.compile(rf"{said}(?![\w-])", re.IGNORECASE), meant) for said, meant in _SAID.items())
_WORD = re.compile(r"\w+|/")


def reworded(reading: Reading, back: int, place: Place) -> Iterator[Repair]:
    """Yield the words of the language for those that clauses use, and figures for numbers in words."""
    token = place.token
    if token.kind == END:
        return
    number = _NUMBERS.get(token.text.casefold())
    phrases = ((re.compile(re.escape(token.text)), str(number)),) if number else ()
    for phrase, meant in (*phrases, *_PHRASES):
        found = phrase.match(reading.text, token.start)
        if found and found.end() >= token.end and found.group() != meant:
            put = tuple(_token(reading, word, token.start, found.end()) for word in _WORD.findall(meant))
            met = Token(token.kind, found.group(), token.start, found.end())
            yield Repair(_COST, back, put, found.end(), met, Respelt(meant))


def _token(reading: Reading, word: str, start: int, end: int) -> Token:
    kind = next((kind for kind, words in reading.lexer.fixed.items() if words == (word,)), "INT")
    return Token(kind, word, start, end)
