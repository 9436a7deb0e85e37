"""Outlines of any text: nothing is lost, and nothing raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from agreelint.outline.outline import outline_of
from agreelint.outline.pieces import Part
from agreelint.outline.split import pieces
from agreelint.outline.toml import as_toml, from_toml

LINES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "\f", "SECTION I: NAMES", "SECTIONill: X", "SECTION |X – Y", "ARTICLE 4 MONEY", "PREAMBLE", "12"]
    ),
    st.builds(
        "{}{} {}".format,
        st.sampled_from(["", "- ", " - ", "## ", "> ", "\t"]),
        st.sampled_from(["A.", "B.", "(1)", "2.", "ii.", "i.", "111.", "0.", "P.", "1.2", "c)", "|."]),
        st.sampled_from(
            ["The board shall meet. It votes.", "Heading", "All of:", "of the last", "See Section I. A member waits."]
        ),
    ),
    st.sampled_from(
        ["The members meet in St. Ives. They vote.", "and go on", "$$1 * A = B$$", "A title – and its text"]
    ),
)
TEXTS = st.lists(LINES, max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n"]).map(lambda end: end.join(lines))
)


@given(TEXTS)
@settings(max_examples=300)
def test_the_pieces_are_the_text(text):
    found = pieces(text)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(one.label for one in found if one.part is Part.SENTENCE)


@given(TEXTS)
@settings(max_examples=100)
def test_outlines_are_read_back(text):
    made = outline_of("any.txt", pieces(text))
    assert from_toml(as_toml(made), "outline.toml") == made
    assert len(set(made.labels)) == len(made.labels)
