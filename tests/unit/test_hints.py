"""What is said of a word that cannot stand where it does."""

import pytest
from lark import Token

from agreelint.syntax.hints import hint
from agreelint.syntax.lexer import UNREADABLE

KEYWORDS = {"STEP": "step", "NOTICE": "notice", "BEFORE": "before", "LBRACE": "{", "COMMA": ","}


def told(text, kind="NAME", expected=("STEP",), start=7):
    return hint("a.agree", Token(kind, text, start), expected, KEYWORDS)


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
    ("word", "near"), [("stp", "`step`"), ("notic", "`notice`"), ("befor", "`before`"), ("zzz", None)]
)
def test_nearest_word(word, near):
    found = told(word, expected=("STEP", "NOTICE", "BEFORE", "COMMA"))
    assert found.hint == (near and f"did you mean {near}?")


def test_signs_are_never_near():
    assert told("'", expected=("COMMA", "LBRACE")).hint is None


def test_one_word_is_expected():
    assert told("x").message.endswith("; expected `step`")


def test_many_words_end_in_an_ellipsis():
    keywords = {f"W{n}": f"word{n}" for n in range(12)}
    found = hint("a.agree", Token("NAME", "x", 0), keywords, keywords)
    assert found.message.endswith("expected `word0`, `word1`, `word10`, `word11`, `word2`, `word3`, `word4`, `word5` …")


@pytest.mark.parametrize(
    ("text", "words", "advice"),
    [
        ('"open', "this text in quotes has no closing quote on its line", 'close it with `"`'),
        ("§", "`§` means nothing here", None),
        ("\u202e\x00", "`\\u202e\\u0000` means nothing here", None),
        ("ö" * 60, f"`{'ö' * 40}` means nothing here", None),
    ],
)
def test_what_nothing_matches(text, words, advice):
    found = told(text, kind=UNREADABLE)
    assert found.message == f"{words}; expected `step`"
    assert found.hint == advice


def test_the_end_of_the_text():
    assert told("", kind="$END").message == "the text ends too early; expected `step`"


def test_by_has_its_place():
    found = told("by", kind="BY")
    assert found.message.startswith("`by` stands in the wrong place; expected")
    assert found.hint == "say who acts right after the name of the step and its `cites`"


@pytest.mark.parametrize(
    ("terminal", "words"),
    [
        ("CLAUSE", "a clause such as VIII.B"),
        ("STRING", "a text in double quotes"),
        ("INT", "a number"),
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
