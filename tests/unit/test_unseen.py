"""Characters that nobody sees, bytes that are no text, and what nests too deeply: told at their place."""

import pytest
from stock import csv_of, said, with_steps

from agreelint.logs.log_text import LogText, decoded
from agreelint.source import Source
from agreelint.syntax.parser import parse, parse_date_query
from agreelint.texts import decoded as encoding

HEAD = 'agreement a "A" { jurisdiction massachusetts }\n'


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            'office chair "Ch\u202eair" cites II',
            (2, 17),
            "the character `\\u202e` (right-to-left override) cannot be seen",
        ),
        ("# \u2066 in a comment", (2, 3), "the character `\\u2066` (left-to-right isolate) cannot be seen"),
        ('off\u200bice chair "C" cites II', (2, 4), "the character `\\u200b` (zero width space) cannot be seen"),
        (
            '\ufeffoffice chair "C" cites II',
            (2, 1),
            "the character `\\ufeff` (zero width no-break space) cannot be seen",
        ),
        ('office chair "C\0" cites II', (2, 16), "the character `\\u0000` cannot be seen"),
        (
            'office chair "C\U000e0041" cites II',
            (2, 16),
            "the character `\\U000e0041` (tag latin capital letter a) cannot be seen",
        ),
        ('office\u00a0chair "C" cites II', (2, 7), "the character `\\u00a0` (no-break space) is no ordinary space"),
        ('office chair "C" cites II\u2028', (2, 26), "the character `\\u2028` (line separator) cannot be seen"),
        ('office chair "C" cites II # x\ry', (2, 30), "a lone carriage return ends no line"),
    ],
)
def test_hidden_characters(text, place, message):
    ((code, line, column, told, _),) = said(HEAD + text)
    assert (code, (line, column), told) == ("AG004", place, message)


@pytest.mark.parametrize(
    "text",
    ['office chair "Ch\u00e4r\u00a0\U0001f3eb" cites II', "# \u00a0 a comment", '\toffice chair "C"\tcites II\r'],
)
def test_characters_that_do_no_harm(text):
    assert said(f"{HEAD}{text}\n") == []


def test_one_such_error_a_line_and_nothing_that_follows_from_it():
    text = with_steps("step o\u200bne by chair \u200b\nstep two by chair after one\nstep three by chair after nothing")
    assert [(code, message) for code, _, _, message, _ in said(text)] == [
        ("AG004", "the character `\\u200b` (zero width space) cannot be seen"),
        ("AG101", "no step of this procedure is called `nothing`"),
    ]


def test_hidden_characters_in_a_date():
    found = parse_date_query(Source("expression", "20 \u200bdays before 2017-05-11"))
    assert ([d.code for d in found.diagnostics], found.value) == (["AG004"], None)


@pytest.mark.parametrize(
    ("raw", "place", "message"),
    [
        (b"office ch\xe4r", 9, "byte 10 is not UTF-8"),
        (b"\xef\xbb\xbf# \xff", 2, "byte 6 is not UTF-8"),
        (HEAD.encode("utf-16"), 0, "the file is UTF-16, or no text at all"),
        (HEAD.encode("utf-16-le"), 0, "the file is UTF-16, or no text at all"),
        (b"x" * 4_000_001, 0, "the file is larger than 4 MB; no agreement is"),
    ],
)
def test_bytes_that_are_no_text(raw, place, message):
    (found,) = encoding(raw, "a.agree").diagnostics
    assert (found.code, found.labels[0].span.start, found.message) == ("AG003", place, message)


@pytest.mark.parametrize(
    "text",
    [
        f"step one by chair within 3 days after {'(' * 10_000}one",
        f"step one by chair within {'3 days after ' * 10_000}one",
        f"step one by chair within 3 days after {'the deadline of ' * 10_000}one",
        f"approval one by chair effect two valid only if {'not ' * 10_000}one granted",
        "approval one by chair effect two valid only if " + "not\n" * 10_000 + "one granted",
        "approval one by chair effect two valid only if " + "(\n" * 10_000 + "one granted",
    ],
    ids=["brackets", "periods", "deadlines", "not", "not on lines", "brackets on lines"],
)
def test_what_nests_too_deeply(text):
    told = said(with_steps(f"{text}\nstep last by chair after nothing"))
    assert [(code, message) for code, _, _, message, _ in told] == [
        ("AG005", "more than 128 words and brackets wait here for their end"),
        ("AG101", "no step of this procedure is called `nothing`"),
    ]


def test_what_nests_deeply_enough_for_anybody():
    text = f"approval one by chair effect two valid only if {'not ' * 100}one granted"
    assert said(with_steps(text)) == []


def test_too_many_mistakes_end_the_reading():
    found = parse(Source("a.agree", HEAD + "office 5\n" * 2001 + 'office chair "C" cites II'))
    assert [d.code for d in found.diagnostics].count("AG001") == 2000
    assert (found.diagnostics[-1].code, found.diagnostics[-1].hint) == ("AG003", "mend the others first")
    assert len(found.value.declarations) == 1


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\ufeff", "\x07"])
def test_hidden_characters_in_logs(character):
    log = decoded(csv_of(f"hear{character}ing 2017-05-11").encode(), "log.csv")
    flaw = log.flaw(0, len(log.text))
    assert flaw.at == log.text.index(character)
    assert f"it holds the character `\\u{ord(character):04x}`" in flaw.message


def test_logs_without_any():
    log = decoded(f"{csv_of('hearing 2017-05-11')}c2,hearing\u2028\u00a0,".encode(), "log.csv")
    assert isinstance(log, LogText)
    assert not log.damaged
