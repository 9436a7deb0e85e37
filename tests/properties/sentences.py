"""Texts made from the grammar itself, so that a new construct is tried as soon as it can be read."""

import re
from functools import cache

from hypothesis import strategies as st

from agreelint.days import MONTHS, WEEKDAYS
from agreelint.syntax.productions import Child, Kept, LeftOut, Said, productions

START = "file"
EXAMPLES = (
    *("alder", "IV.B", '"some words"', "3", "2.50", "2017-05-11", "2017-05", "2017-05-11T18:00", "May", "Monday"),
    *("Y", "FY2018", "America/New_York", "AG304", "OML-01", "R"),
)
VALUES = {
    "NAME": st.sampled_from(["alder", "birch_2", "cedar", "notice", "day", "x"]),
    "CLAUSE": st.sampled_from(["IV.B", "1", "12.a", "A", "May"]),
    "STRING": st.sampled_from(['"some words"', '""', '"# no { comment"', '"é, ünï"']),
    "INT": st.integers(1, 28).map(str),
    "MONTH": st.sampled_from(MONTHS),
    "WEEKDAY": st.sampled_from(WEEKDAYS),
    "INSTANT": st.sampled_from(["2017-05-11T18:00", "2017-05-11T18:00:30-04:00", "2017-05-11T18:00Z"]),
    "YEAR": st.sampled_from(["FY2018", "CY2017", "SY2016"]),
}


@cache
def heights():
    """Return how many levels each symbol needs at least."""
    found = {}
    while len(found) < len(productions()):
        for symbol, ways in productions().items():
            known = [height(way, found) for way in ways]
            if least := [one for one in known if one is not None]:
                found[symbol] = min(least)
    return found


def height(production, known):
    """Return how many levels a production needs at least, None while that is not known."""
    levels = [known.get(part.symbol) for part in production.parts if isinstance(part, Child)]
    return None if None in levels else 1 + max(levels, default=0)


def shortest(symbol):
    """Return the production that needs the fewest levels."""
    return min(productions()[symbol], key=lambda way: (height(way, heights()), len(way.parts)))


def words_of(symbol, choose, value):
    """Return the words of a sentence; `choose` picks a production of a symbol, `value` a text for a terminal."""
    words, todo = [], [(symbol, 0)]
    while todo:
        symbol, depth = todo.pop()
        if depth is None:
            words.append(symbol)
            continue
        for part in reversed(choose(symbol, depth).parts):
            match part:
                case Said():
                    todo.append((part.text, None))
                case Kept():
                    todo.append((value(part), None))
                case Child():
                    todo.append((part.symbol, depth + 1))
                case LeftOut():
                    pass
    return words


@cache
def ways_from_start():
    """Return for each symbol the productions that lead from the start to it, the shortest way."""
    found, todo = {START: ()}, [START]
    for symbol in todo:
        for way in productions()[symbol]:
            for part in way.parts:
                if isinstance(part, Child) and part.symbol not in found:
                    found[part.symbol] = (*found[symbol], (symbol, way))
                    todo.append(part.symbol)
    return found


def least_text_with(symbol, production):
    """Return the shortest text in which a production of a symbol is used."""
    wanted = [*ways_from_start()[symbol], (symbol, production)]

    def choose(symbol, _depth):
        if wanted and wanted[0][0] == symbol:
            return wanted.pop(0)[1]
        return shortest(symbol)

    return " ".join(words_of(START, choose, least_value))


@cache
def least_value(part):
    """Return a text of a terminal: the word itself, or the first example that it can be."""
    found = [text for text in (part.pattern, *EXAMPLES) if re.fullmatch(part.pattern, text)]
    assert found, f"EXAMPLES has none for the terminal {part.terminal}: {part.pattern}"
    return found[0]


@st.composite
def sentences(draw, deepest=14):
    """Return the words of a random text."""

    def choose(symbol, depth):
        ways = productions()[symbol]
        return draw(st.sampled_from(ways)) if depth < deepest and len(ways) > 1 else shortest(symbol)

    def value(part):
        return draw(VALUES[part.terminal]) if part.terminal in VALUES else least_value(part)

    return words_of(START, choose, value)
