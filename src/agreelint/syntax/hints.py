"""Helpful diagnostics from mistakes: what was met, what could stand there, and how to mend it."""

import re
from collections.abc import Iterable, Mapping
from typing import assert_never

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.source import Span
from agreelint.syntax.mistakes import (
    Extra,
    Fix,
    Missing,
    Mistake,
    Renamed,
    Replaced,
    Requoted,
    Respelt,
    TooDeep,
    Unfinished,
)
from agreelint.syntax.tokens import DEEPEST, END, UNREADABLE, Token

_PLAIN = {
    "NAME": "a name",
    "CLAUSE": "a clause such as VIII.B",
    "STRING": "a text in double quotes",
    "INT": "a number",
    "DECIMAL": "a decimal such as 12.5",
    "DATE": "a date such as 2017-05-11",
    "INSTANT": "a date with a time such as 2017-05-11T18:00",
    "PARTIAL": "a month such as 2017-05",
    "MONTH": "a month name",
    "WEEKDAY": "a weekday",
    "YEAR": "a year such as FY2018",
    "VARIABLE": "a year's own name such as FY",
    "ZONE": "a time zone such as America/New_York",
    END: "the end of the text",
}
_MOST = 8
_LONGEST = 40
_PLACES = {
    "by": "say who acts right after the name of the step and its `cites`",
    "otherwise": "say it right after the clause, before `cites`",
}
"""Words that have one place in a step, with where it is."""


def diagnostic(path: str, mistake: Mistake, fixed: Mapping[str, tuple[str, ...]]) -> Diagnostic:
    """Say what was met, what could stand there in plain words, and how to mend it.

    `fixed` maps the grammar's terminals to the words or signs they stand for.
    """
    token, fix = mistake.token, mistake.fix
    if isinstance(fix, TooDeep):
        message, advice = f"more than {DEEPEST} words and brackets wait here for their end", "say it in parts"
        return Diagnostic("AG005", "too-deep", Severity.ERROR, message, (_place(path, mistake),), advice)
    labels = (_place(path, mistake), *_opened(path, fix))
    message = _met(token, fix, fixed)
    if isinstance(fix, Replaced | Extra | Unfinished) or token.kind == END:
        message += f"; expected {_alternatives(mistake.expected, fixed)}"
    return Diagnostic("AG001", "syntax", Severity.ERROR, message, labels, _advice(mistake, fixed))


def _place(path: str, mistake: Mistake) -> Label:
    """Return where the mistake is: what is missing at the end of a line is missing there, not on the next."""
    start, end = mistake.token.start, max(mistake.token.end, mistake.token.start + 1)
    if isinstance(mistake.fix, Missing) and (after := _line_before(mistake.token, mistake.fix)):
        start, end = after.end, after.end + 1
    return Label(Span(path, start, end))


def _line_before(token: Token, fix: Missing) -> Token | None:
    return None if token.kind == END or fix.same_line or fix.opened is not None else fix.after


def _opened(path: str, fix: Fix) -> tuple[Label, ...]:
    if isinstance(fix, Missing) and fix.opened is not None:
        return (Label(Span(path, fix.opened, fix.opened + 1), "this brace is not closed"),)
    return ()


def _met(token: Token, fix: Fix, fixed: Mapping[str, tuple[str, ...]]) -> str:
    text = token.text
    match fix:
        case _ if token.kind == END:
            return "the text ends too early"
        case Renamed() if " " in fix.written:
            return f"`{fix.written}` is more than one word; a name is one"
        case Renamed() if fix.written == fix.name:
            return f"`{fix.written}` is a word of the language here, and cannot be a name"
        case Renamed():
            return f"`{_visible(fix.written)}` is no name; names are small letters, digits and `_`"
        case Requoted() if text.startswith('"'):
            return "this text in quotes has no closing quote on its line"
        case Requoted() if '"' in fix.found:
            return "this text in quotes has no opening quote"
        case Requoted():
            return f"`{text[0]}` opens no text; texts stand in straight double quotes"
        case Missing():
            what = _alternatives((fix.terminal,), fixed)
            after = _line_before(token, fix)
            return f"{what} is missing " + (f"after `{_short(after.text)}`" if after else f"before `{_short(text)}`")
        case Extra() if fix.twice:
            return f"`{_short(text)}` is said twice"
        case Unfinished() if text in _PLACES:
            return f"`{text}` stands in the wrong place"
    if token.kind == UNREADABLE and text.startswith('"'):
        return "this text in quotes has no closing quote on its line"
    if token.kind == UNREADABLE:
        return f"`{_visible(text)}` means nothing here"
    return f"`{_short(text)}` cannot stand here"


def _advice(mistake: Mistake, fixed: Mapping[str, tuple[str, ...]]) -> str | None:
    token, fix = mistake.token, mistake.fix
    match fix:
        case _ if token.kind == END and not (isinstance(fix, Missing) and fix.terminal == "RBRACE"):
            return None
        case Respelt():
            return f"did you mean `{fix.word}`?"
        case Renamed() if fix.written == fix.name:
            return "give what is called so another name"
        case Renamed():
            return f"write `{fix.name}`"
        case Requoted():
            return f'write `"{_short(fix.text)}"`'
        case Replaced() if mistake.expected != (fix.terminal,):
            return None
        case Missing("NAME") | Replaced("NAME"):
            return "write a name in small letters, digits and `_`"
        case Missing("STRING") | Replaced("STRING"):
            return "write a title in double quotes"
        case Missing() | Replaced() if fix.terminal == "CLAUSE":
            return "write the label of the clause, such as `VIII.B`"
        case Missing():
            return f"add `{fixed[fix.terminal][0]}`"
        case Extra():
            return "leave it out"
        case Unfinished() if token.text in _PLACES:
            return _PLACES[token.text]
        case Unfinished() if fix.words:
            return f"write {_either([f'`{word}`' for word in fix.words])} before it"
        case Unfinished() if token.kind == UNREADABLE and token.text.startswith('"'):
            return 'close it with `"`'
        case Unfinished() | Replaced() | TooDeep():
            return None
        case _:
            assert_never(fix)


def _visible(text: str) -> str:
    return _short(re.sub(r"[^\x20-\x7e\u00a1-\u024f]", lambda m: f"\\u{ord(m.group()):04x}", text))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _alternatives(expected: Iterable[str], fixed: Mapping[str, tuple[str, ...]]) -> str:
    names = sorted(expected)
    words = sorted(fixed[name][0] for name in names if len(fixed.get(name, ())) == 1)
    plain = [
        _PLAIN.get(name, f"a {name.lower().replace('_', ' ')}") for name in names if name in _PLAIN or name not in fixed
    ]
    return _either(plain + [f"`{word}`" for word in words])


def _either(shown: list[str]) -> str:
    if len(shown) > _MOST:
        return f"{', '.join(shown[:_MOST])} …"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
