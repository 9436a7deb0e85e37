"""Ends of sentences in a piece of prose: full stops that end one, and not those of abbreviations and citations."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][\"'”’)\]*]*(?=\s+(?:[-*•]\s+)?[\"'“‘(\[*]*[A-Z0-9$])")
_WORD = re.compile(r"[\w.&/'-]*\w$")
_ABBREVIATION = re.compile(
    r"(?:c|ch|secs?|sect|arts?|nos?|para?|st|mrs?|ms|dr|jr|sr|inc|co|corp|vs?|cf|pp?|et|al|i\.e|e\.g|u\.s|"
    r"m\.?g\.l|g\.l|stat|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVX]+$")
_LETTER = re.compile(r"\s+[A-Z](?=[\s,.;)])(?!\s+[a-z]+s?\s+(?:shall|may|must|will|is|are)\b)")


def sentence_ends(text: str) -> Iterator[int]:
    """Yield the offset after each sentence of a text; the last is the length of the text."""
    for found in _END.finditer(text):
        if text[found.start()] != "." or not _abbreviated(text, found.start(), found.end()):
            yield found.end()
    yield len(text)


def _abbreviated(text: str, stop: int, end: int) -> bool:
    word = _WORD.search(text[max(0, stop - 30) : stop])
    if word is None:
        return False
    if _ABBREVIATION.match(word.group().lstrip("(")) and text[stop:end] == ".":
        return True
    return bool(_ROMAN.match(word.group()) and _LETTER.match(text, end))  # `Sections XI. E through XI. H`
