"""Helpful diagnostics from what the parser met and what it expected."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from lark import Token

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.source import Span
from agreelint.syntax.lexer import UNREADABLE

_PLAIN = {
    "NAME": "a name",
    "CLAUSE": "a clause such as VIII.B",
    "STRING": "a text in double quotes",
    "INT": "a number",
    "DATE": "a date such as 2017-05-11",
    "INSTANT": "a date with a time such as 2017-05-11T18:00",
    "PARTIAL": "a month such as 2017-05",
    "MONTH": "a month name",
    "WEEKDAY": "a weekday",
    "YEAR": "a year such as FY2018",
    "VARIABLE": "a year's own name such as FY",
    "ZONE": "a time zone such as America/New_York",
    "$END": "the end of the text",
}
_MOST = 8


def hint(path: str, token: Token, expected: Iterable[str], keywords: Mapping[str, str]) -> Diagnostic:
    """Say what was met, what could stand there in plain words, and the nearest word of the language.

    `keywords` maps the parser's terminal names to the words or signs they stand for.
    """
    names = sorted(expected)
    words = sorted(keywords[name] for name in names if name in keywords)
    plain = [_PLAIN[name] for name in names if name in _PLAIN]
    text = str(token)
    start = token.start_pos or 0
    span = Span(path, start, start + max(len(text), 1))
    near = get_close_matches(text, [w for w in words if w.isidentifier()], n=1, cutoff=0.7)
    advice = f"did you mean `{near[0]}`?" if near else None
    if token.type == "$END":
        message = "the text ends too early"
    elif token.type == UNREADABLE and text.startswith('"'):
        message, advice = "this text in quotes has no closing quote on its line", 'close it with `"`'
    elif token.type == UNREADABLE:
        message = f"`{_visible(text)}` means nothing here"
    elif text == "by":
        message, advice = (
            "`by` stands in the wrong place",
            "say who acts right after the name of the step and its `cites`",
        )
    else:
        message = f"`{text}` cannot stand here"
    message += f"; expected {_alternatives(plain, words)}"
    return Diagnostic("AG001", "syntax", Severity.ERROR, message, (Label(span),), advice)


def _visible(text: str) -> str:
    return re.sub(r"[^\x20-\x7e\u00a1-\u024f]", lambda m: f"\\u{ord(m.group()):04x}", text)[:40]


def _alternatives(plain: list[str], words: list[str]) -> str:
    shown = plain + [f"`{word}`" for word in words]
    if len(shown) > _MOST:
        shown = [*shown[:_MOST], "…"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}".replace(" or …", " …")
