"""What is said of a mistake: what was met, what could stand there, and how to mend it."""

import pytest

from agreelint.source import Span
from agreelint.syntax.hints import diagnostic
from agreelint.syntax.mistakes import (
    Extra,
    Missing,
    Mistake,
    Renamed,
    Replaced,
    Requoted,
    Respelt,
    TooDeep,
    Unfinished,
)
from agreelint.syntax.tokens import UNREADABLE, Token

FIXED = {
    "STEP": ("step",),
    "NOTICE": ("notice",),
    "BEFORE": ("before",),
    "LBRACE": ("{",),
    "RBRACE": ("}",),
    "MONTH": ("May", "June"),
}


def told(text, fix=None, kind="NAME", expected=("STEP",), start=7):
    token = Token(kind, text, start, start + len(text))
    span = Span("a.agree", start, start + len(text))
    return diagnostic("a.agree", Mistake(token, expected, fix or Unfinished(), span), FIXED)


def test_what_was_met_and_what_could_stand_there():
    found = told("hearing", expected=("STEP", "NAME", "LBRACE"))
    assert (found.code, found.name, found.severity.value) == ("AG001", "syntax", "error")
    assert found.message == "`hearing` cannot stand here; expected a name, `step` or `{`"
    assert found.hint is None


def test_place():
    span = told("hearing").labels[0].span
    assert (span.path, span.start, span.end) == ("a.agree", 7, 14)
    assert told("", kind="$END").labels[0].span.end == 8


@pytest.mark.parametrize(
    ("text", "fix", "message", "advice"),
    [
        ("stp", Respelt("step"), "`stp` cannot stand here", "did you mean `step`?"),
        (
            "Chair",
            Renamed("Chair", "chair"),
            "`Chair` is no name; names are small letters, digits and `_`",
            "write `chair`",
        ),
        (
            "town hall",
            Renamed("town hall", "town_hall"),
            "`town hall` is more than one word; a name is one",
            "write `town_hall`",
        ),
        ("hearing", Extra(), "`hearing` cannot stand here; expected `step`", "leave it out"),
        ("by", Extra(twice=True), "`by` is said twice; expected `step`", "leave it out"),
        ("5", Replaced("NAME"), "`5` cannot stand here; expected `step`", None),
        (
            "5",
            Unfinished(("at least", "within")),
            "`5` cannot stand here; expected `step`",
            "write `at least` or `within` before it",
        ),
        ("of", Missing("NAME"), "a name is missing before `of`", "write a name in small letters, digits and `_`"),
        ("of", Missing("BEFORE"), "`before` is missing before `of`", "add `before`"),
        (
            "by",
            Unfinished(),
            "`by` stands in the wrong place; expected `step`",
            "say who acts right after the name of the step and its `cites`",
        ),
        (
            "otherwise",
            Unfinished(),
            "`otherwise` stands in the wrong place; expected `step`",
            "say it right after the clause, before `cites`",
        ),
        (
            "start",
            Renamed("start", "start"),
            "`start` is a word of the language here, and cannot be a name",
            "give what is called so another name",
        ),
        ("(", TooDeep(), "more than 128 words and brackets wait here for their end", "say it in parts"),
    ],
)
def test_each_way_to_mend(text, fix, message, advice):
    found = told(text, fix)
    assert (found.message, found.hint) == (message, advice)


def test_what_is_missing_at_the_end_of_a_line_is_missing_there():
    found = told("step", Missing("NAME", Token("BY", "by", 2, 4), same_line=False))
    assert found.message == "a name is missing after `by`"
    assert found.labels[0].span == Span("a.agree", 4, 5)


def test_a_missing_brace_shows_what_it_would_close():
    found = told("step", Missing("RBRACE", Token("INT", "3", 4, 5), opened=1, same_line=False))
    assert found.message == "`}` is missing before `step`"
    assert [(label.span.start, label.text) for label in found.labels] == [(7, ""), (1, "this brace is not closed")]


def test_many_words_end_in_an_ellipsis():
    many = {f"W{n}": (f"word{n}",) for n in range(12)}
    mistake = Mistake(Token("NAME", "x", 0, 1), tuple(many), Unfinished(), Span("a.agree", 0, 1))
    message = diagnostic("a.agree", mistake, many).message
    assert message.endswith("expected `word0`, `word1`, `word10`, `word11`, `word2`, `word3`, `word4`, `word5` …")


@pytest.mark.parametrize(
    ("text", "fix", "words", "advice"),
    [
        ('"open', Requoted('"open', "open"), "this text in quotes has no closing quote on its line", 'write `"open"`'),
        (
            '"open',
            Unfinished(),
            "this text in quotes has no closing quote on its line; expected `step`",
            'close it with `"`',
        ),
        ("shut", Requoted('shut"', "shut"), "this text in quotes has no opening quote", 'write `"shut"`'),
        ("“A”", Requoted("“A”", "A"), "`“` opens no text; texts stand in straight double quotes", 'write `"A"`'),
        ("§", Unfinished(), "`§` means nothing here; expected `step`", None),
        ("\u0416", Unfinished(), "`\\u0416` means nothing here; expected `step`", None),
        ("ö" * 60, Unfinished(), f"`{'ö' * 40}…` means nothing here; expected `step`", None),
    ],
)
def test_what_nothing_matches(text, fix, words, advice):
    found = told(text, fix, kind=UNREADABLE)
    assert (found.message, found.hint) == (words, advice)


def test_the_end_of_the_text():
    found = told("", kind="$END", fix=Missing("NAME"))
    assert (found.message, found.hint) == ("the text ends too early; expected `step`", None)
    closed = told("", kind="$END", fix=Missing("RBRACE", opened=3))
    assert (closed.hint, closed.labels[1].span.start) == ("add `}`", 3)


@pytest.mark.parametrize(
    ("terminal", "advice"),
    [
        ("NAME", "write a name in small letters, digits and `_`"),
        ("STRING", "write a title in double quotes"),
        ("CLAUSE", "write the label of the clause, such as `VIII.B`"),
    ],
)
def test_the_only_thing_that_can_stand_there(terminal, advice):
    assert told("5", Replaced(terminal), expected=(terminal,)).hint == advice


def test_a_sort_of_token_without_words_of_its_own():
    assert told("x", expected=("DECIMAL_COMMA",)).message.endswith("; expected a decimal comma")


@pytest.mark.parametrize(
    ("terminal", "words"),
    [
        ("CLAUSE", "a clause such as VIII.B"),
        ("STRING", "a text in double quotes"),
        ("INT", "a number"),
        ("DECIMAL", "a decimal such as 12.5"),
        ("DATE", "a date such as 2017-05-11"),
        ("INSTANT", "a date with a time such as 2017-05-11T18:00"),
        ("PARTIAL", "a month such as 2017-05"),
        ("MONTH", "a month name"),
        ("WEEKDAY", "a weekday"),
        ("YEAR", "a year such as FY2018"),
        ("ZONE", "a time zone such as America/New_York"),
        ("$END", "the end of the text"),
    ],
)
def test_terminals_in_plain_words(terminal, words):
    assert told("x", expected=(terminal,)).message.endswith(f"; expected {words}")
