"""Texts and names as they should have been written: quotes closed and straight, names in one small word."""

import re
import unicodedata
from collections.abc import Iterator

from agreelint.syntax.lexer import WORD
from agreelint.syntax.mistakes import Renamed, Requoted
from agreelint.syntax.reading import Reading
from agreelint.syntax.repair import Place, Repair, instead
from agreelint.syntax.tokens import UNREADABLE, Token

_CURLY = re.compile(r"[“”„«‘'](.*)[“”»’'\"]")
_WRITTEN = re.compile(r"[\w'’-]+")
_CLOSED = re.compile(r'[^"{}#]*[^"{}#\s](?=")')
_CUTS = 40


def requoted(reading: Reading, back: int, place: Place) -> Iterator[Repair]:
    """Yield texts whose quotes are curly, single, or missing at one end."""
    token, text = place.token, reading.text
    start = token.start
    if not reading.automaton.take(place.stack, "STRING"):
        return
    if token.kind == UNREADABLE and (curly := _CURLY.fullmatch(token.text)):
        yield instead(0.8, back, token.read_as("STRING", f'"{curly[1]}"'), token, Requoted(token.text, curly[1]))
        return
    line_end = text.find("\n", start)
    line = text[start : len(text) if line_end < 0 else line_end].rstrip()
    if line.count('"') % 2 == 0:
        return
    if line.startswith('"'):
        inside = line.find('"', 1) + 1 or len(line) + 1  # a text holds no quote
        ends = [found.start() for found in re.finditer(r"\s|$|[{}]", line) if found.start() > 1][:_CUTS]
        for end in (end for end in (*ends, len(line)) if end < inside):
            put = Token("STRING", f'{line[:end]}"', start, start + end)
            cost = 1.0 + (end == len(line)) * 0.1
            yield Repair(cost, back, (put,), start + end, token, Requoted(line[:end], line[1:end]))
    elif (closed := _CLOSED.match(line)) and (token.kind != "NAME" or not reading.lexer.is_keyword(token.text)):
        inner, end = closed[0], start + closed.end() + 1
        put = Token("STRING", f'"{inner}"', start, end)
        yield Repair(1.1, back, (put,), end, token, Requoted(f'{inner}"', inner))


def renamed(reading: Reading, back: int, place: Place, earlier: Place | None) -> Iterator[Repair]:
    """Yield names with capitals, accents or hyphens, or of two words, as they should be written."""
    token, text = place.token, place.token.text
    if reading.automaton.take(place.stack, "NAME") and _WRITTEN.fullmatch(text) and token.kind != "NAME":
        name = _as_name(text)
        if "." not in text and WORD.fullmatch(name):
            yield instead(1.2, back, token.read_as("NAME", name), token, Renamed(text, name))
    if earlier is None or earlier.token.kind != "NAME" or not reading.automaton.take(earlier.stack, "NAME"):
        return
    start = earlier.token.start
    whole = _WRITTEN.match(reading.text, start)
    adjacent = whole is not None and whole.end() > token.start
    written = whole.group() if whole and adjacent else f"{earlier.token.text} {text}"
    joined = _as_name(written)
    named = bool(earlier.token.text)  # a name that an earlier repair put there is written nowhere
    known = joined in reading.words and _WRITTEN.fullmatch(text)
    if named and WORD.fullmatch(joined) and (adjacent or known):
        end = max(start + len(written) if adjacent else 0, token.end)
        put = Token("NAME", joined, start, end)
        met = Token("NAME", written, start, end)
        yield Repair(1.1, back + 1, (put,), end, met, Renamed(written, joined))


def _as_name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
