"""Characters that nobody sees, but that change how a text reads: refused wherever they stand, comments included."""

import re
import unicodedata

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.source import Source, Span

# Controls (a tab and line ends apart), soft hyphen, fillers, zero width, marks and overrides of direction, separators
# of lines that only some programs see, byte-order marks within, invisible operators, tags.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]+"
)
"""Characters that no text may hold, be it an encoding or a log."""
_REFUSED = re.compile(rf"{HIDDEN.pattern}|[\u2028\u2029]+|\r(?!\n)")
_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_QUOTED = re.compile(r'"[^"\n]*"|#[^\n]*')
_MOST = 20


def unseen(source: Source) -> tuple[tuple[Diagnostic, ...], str]:
    """Return an error for every such place, the first of its line, and the text with blanks instead."""
    text = source.text
    found = [(m.start(), m.end(), m.group()) for m in _REFUSED.finditer(text)]
    if not text.isascii() and _BLANKS.search(text):
        plain = _QUOTED.sub(lambda m: " " * len(m.group()), text)  # within a title such a blank does no harm
        found = sorted([*found, *((m.start(), m.end(), m.group()) for m in _BLANKS.finditer(plain))])
    if not found:
        return (), text
    told: dict[int, Diagnostic] = {}
    for start, end, characters in found:
        line, _ = source.position(start)
        if line not in told and len(told) < _MOST:
            told[line] = _refused(Span(source.path, start, end), characters)
    pieces, done = [], 0
    for start, end, _ in found:
        pieces += [text[done:start], " " * (end - start)]
        done = end
    return tuple(told.values()), "".join([*pieces, text[done:]])


def _refused(span: Span, characters: str) -> Diagnostic:
    first = characters[0]
    if first == "\r":
        message, hint = "a lone carriage return ends no line", "save the file with ordinary line ends"
    elif _BLANKS.match(first):
        message, hint = f"the character {named(first)} is no ordinary space", "write a space"
    else:
        message, hint = f"the character {named(first)} cannot be seen", "remove it; a text must read as it looks"
    return Diagnostic("AG004", "hidden-character", Severity.ERROR, message, (Label(span),), hint)


def named(character: str) -> str:
    r"""Return a character that cannot be shown as its escape and its name: `\u202e` (right-to-left override)."""
    code = ord(character)
    escape = f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    name = unicodedata.name(character, "").lower()
    return f"`{escape}`" + (f" ({name})" if name else "")
