"""Printing loses nothing: every way to say something, random texts from the grammar, comments anywhere."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sentences import least_text_with, sentences, ways_from_start

from agreelint.source import Source
from agreelint.syntax.marked import words
from agreelint.syntax.parser import parse
from agreelint.syntax.printer import canonical, print_tree
from agreelint.syntax.productions import productions

SYMBOLS = sorted(symbol for symbol in productions() if symbol in ways_from_start())
COMMENTS = ("one", "two", "three", "four")
BETWEEN = st.sampled_from(
    [" ", " ", " ", "\n", "\n\n\n", " # one\n", "\n# two\n", "\n\n  # three\n\n# four\r\n", "\t\r\n"]
)


def source(text):
    return Source("a.agree", text)


def said(text):
    """Return the words of a text, whatever stands between them."""
    return [word.text for word in words(source(text))]


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_way_to_say_it_is_printed(symbol):
    for production in productions()[symbol]:
        text = least_text_with(symbol, production)
        found = parse(source(text))
        assert [d for d in found.diagnostics if d.code != "AG002"] == [], text
        printed = print_tree(found.value)
        assert parse(source(printed)).value == found.value, text
        assert canonical(source(printed)).value == (printed if found.ok else None)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(sentences())
def test_random_trees_are_printed(sentence):
    found = parse(source(" ".join(sentence)))
    assume(found.ok)
    printed = print_tree(found.value)
    assert parse(source(printed)).value == found.value
    assert canonical(source(printed)).value == printed


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data(), sentences())
def test_comments_anywhere_are_kept(data, sentence):
    gaps = [data.draw(BETWEEN) for _ in range(len(sentence) + 1)]
    text = gaps[0] + "".join(f"{word}{gap}" for word, gap in zip(sentence, gaps[1:], strict=True))
    assume(parse(source(text)).ok)
    made = canonical(source(text)).value
    assert canonical(source(made)).value == made
    assert said(made) == said(text)
    wanted = Counter(line.strip()[2:] for gap in gaps for line in gap.splitlines() if "#" in line)
    assert Counter({name: count for name in COMMENTS if (count := made.count(f"# {name}"))}) == wanted
    assert "\n\n\n" not in made
    assert all(line == line.rstrip() for line in made.split("\n"))
