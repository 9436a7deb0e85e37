"""The grammar itself: without conflict, with fresh tables, each rule with its node, two parsers that agree."""

import pytest
from trees import tree_of

from agreelint.share import share
from agreelint.syntax import nodes, tables
from agreelint.syntax.build import NODES
from agreelint.syntax.compiling import build
from agreelint.syntax.productions import productions

NEVER_BUILT = {"name": "made from a token", "word": "made from a rule without a class"}
QUERIES = (
    "20 working days before 2017-05-11",
    "at least 48 hours before 2017-05-11T18:00 not counting saturdays, sundays and legal holidays",
    "48 hours not counting saturdays, sundays and legal holidays before 2017-05-11T18:00-04:00",
    "no later than earliest of April 30 preceding FY2018, second Tuesday of November 2017",
    "next business day after (latest of 2017-05, 2021-06-01/2021-06-14, May 14, 2021)",
    "within 3 months after the deadline of next December 1 after end of FY2018",
)
TEXTS = sorted([*share("agreements").glob("*/*.agree"), *share("rules").glob("*/*.agree")])


@pytest.fixture(scope="module")
def strict():
    """Lark's own parser and contextual lexer, built with every conflict refused."""
    return build(strict=True)


def produced():
    """Return the names that nodes can have, with the most children that each can have."""
    names = {}
    for ways in productions().values():
        for way in ways:
            names[way.makes] = max(names.get(way.makes, 0), len(way.kept))
    del names[""]  # what is passed on or spliced
    return names


def shape(tree):
    """Return a parse tree with everything that must not depend on the parser."""
    if hasattr(tree, "children"):
        meta = (getattr(tree.meta, "start_pos", 0), getattr(tree.meta, "end_pos", 0))
        return (tree.data.rpartition("__")[2], meta, [shape(child) for child in tree.children])
    return tree and (tree.type, str(tree), tree.start_pos, tree.end_pos)


def test_grammar_has_no_conflict(strict):
    assert strict.options.strict
    assert strict.options.lexer == "contextual"


def test_tables_are_fresh():
    assert tables.TABLES.read_text(encoding="utf-8") == tables.tables_text(), "run `make grammar`"


@pytest.mark.parametrize("path", TEXTS, ids=[f"{path.parent.name}/{path.name}" for path in TEXTS])
def test_both_parsers_see_one_tree_in_shipped_texts(strict, path):
    text = path.read_text(encoding="utf-8")
    assert shape(tree_of(text)) == shape(strict.parse(text, start="file"))


@pytest.mark.parametrize("query", [QUERIES[0], *QUERIES[2:]])
def test_both_parsers_see_one_tree_in_date_queries(strict, query):
    assert shape(tree_of(query, "date_query")) == shape(strict.parse(query, start="date_query"))


def test_every_node_has_a_rule_and_every_rule_a_node():
    rules = set(produced())
    classes = set(NODES) - set(NEVER_BUILT)
    assert classes <= rules, "node classes without a grammar rule of the same name"
    fixed = {name for name in rules - classes if produced()[name] == 0}
    assert rules - classes == fixed, "rules with content but without a node class"


def test_no_fixed_word_is_called_like_a_node():
    words = {name for name in produced() if name not in NODES}
    assert not words & {cls.__name__ for cls in NODES.values()}
    assert issubclass(nodes.Word, nodes.Node)
