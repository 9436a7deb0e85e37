"""Texts and names as they should have been written: quotes closed and straight, names in one small word."""

import re
import unicodedata
from collections.abc import Iterator

from lark import Token

from agreelint.syntax.lexer import UNREADABLE, WORD
from agreelint.syntax.mistakes import Renamed, Requoted
from agreelint.syntax.reading import Reading, end_of, start_of
from agreelint.syntax.repair import Place, Repair, instead

_CURLY = re.compile(r"[“”„«‘'](.*)[“”»’'\"]")
_WRITTEN = re.compile(r"[\w'’-]+")
_CLOSED = re.compile(r'[^"{}#]*[^"{}#\s](?=")')
_CUTS = 40


def requoted(reading: Reading, back: int, place: Place) -> Iterator[Repair]:
    """Yield texts whose quotes are curly, single, or missing at one end."""
    token, text = place.token, reading.text
    start = start_of(token)
    if not reading.automaton.take(place.stack, "STRING"):
        return
    if token.type == UNREADABLE and (curly := _CURLY.fullmatch(str(token))):
        yield instead(0.8, back, Token("STRING", f'"{curly[1]}"'), token, Requoted(str(token), curly[1]))
        return
    line_end = text.find("\n", start)
    line = text[start : len(text) if line_end < 0 else line_end].rstrip()
    if line.count('"') % 2 == 0:
        return
    if line.startswith('"'):
        inside = line.find('"', 1) + 1 or len(line) + 1  # a text holds no quote
        ends = [found.start() for found in re.finditer(r"\s|$|[{}]", line) if found.start() > 1][:_CUTS]
        for end in (end for end in (*ends, len(line)) if end < inside):
            put = Token("STRING", f'{line[:end]}"', start, end_pos=start + end)
            cost = 1.0 + (end == len(line)) * 0.1
            yield Repair(cost, back, (put,), start + end, token, Requoted(line[:end], line[1:end]))
    elif (closed := _CLOSED.match(line)) and (token.type != "NAME" or not reading.lexer.is_keyword(str(token))):
        inner, end = closed[0], start + closed.end() + 1
        put = Token("STRING", f'"{inner}"', start, end_pos=end)
        yield Repair(1.1, back, (put,), end, token, Requoted(f'{inner}"', inner))


def renamed(reading: Reading, back: int, place: Place, earlier: Place | None) -> Iterator[Repair]:
    """Yield names with capitals, accents or hyphens, or of two words, as they should be written."""
    token, text = place.token, str(place.token)
    if reading.automaton.take(place.stack, "NAME") and _WRITTEN.fullmatch(text) and token.type != "NAME":
        name = _as_name(text)
        if "." not in text and WORD.fullmatch(name):
            yield instead(1.2, back, Token("NAME", name), token, Renamed(text, name))
    if earlier is None or earlier.token.type != "NAME" or not reading.automaton.take(earlier.stack, "NAME"):
        return
    start = start_of(earlier.token)
    whole = _WRITTEN.match(reading.text, start)
    adjacent = whole is not None and whole.end() > start_of(token)
    written = whole.group() if whole and adjacent else f"{earlier.token} {text}"
    joined = _as_name(written)
    named = bool(earlier.token)  # a name that an earlier repair put there is written nowhere
    known = joined in reading.words and _WRITTEN.fullmatch(text)
    if named and WORD.fullmatch(joined) and (adjacent or known):
        end = max(start + len(written) if adjacent else 0, end_of(token))
        put = Token("NAME", joined, start, end_pos=end)
        met = Token("NAME", written, start, end_pos=end)
        yield Repair(1.1, back + 1, (put,), end, met, Renamed(written, joined))


def _as_name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
