"""The grammar itself: without conflict, with fresh tables, each rule with its node, two lexers that agree."""

import json

import pytest

from agreelint.share import share
from agreelint.syntax import nodes, tables
from agreelint.syntax.build import NODES

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
    return tables.build(strict=True)


@pytest.fixture(scope="module")
def own():
    return tables.load()


def produced(lark):
    """Return the names that nodes of the parse tree can have, with the most children that each can have."""
    names = {}
    for rule in lark.rules:
        kept = [symbol for symbol in rule.expansion if not (symbol.is_term and symbol.filter_out)]
        origin = str(rule.origin.name)
        inlined = rule.alias is None and rule.options.expand1 and len(kept) == 1
        if inlined or origin.startswith("_"):
            continue
        name = (rule.alias or origin).rpartition("__")[2]
        placeholders = sum(rule.options.empty_indices or ())
        names[name] = max(names.get(name, 0), len(kept) + placeholders)
    return names


def shape(tree):
    """Return a parse tree with everything that must not depend on the lexer."""
    if hasattr(tree, "children"):
        meta = (getattr(tree.meta, "start_pos", None), getattr(tree.meta, "end_pos", None))
        return (tree.data, meta, [shape(child) for child in tree.children])
    return tree and (tree.type, str(tree), tree.start_pos, tree.end_pos)


def test_grammar_has_no_conflict(strict):
    assert strict.options.strict
    assert strict.options.lexer == "contextual"


def plain(value, memo):
    """Return serialised data with every reference replaced by what it refers to."""
    if isinstance(value, dict):
        if set(value) == {"@"}:
            return plain(memo[str(value["@"])], memo)
        return {key: plain(part, memo) for key, part in value.items()}
    return [plain(part, memo) for part in value] if isinstance(value, list) else value


def canonical(text):
    """Return tables with states numbered in the order in which they are reached: Lark's is by chance."""
    content = json.loads(text)
    data = plain(content["data"], content["memo"])
    table = data["parser"].pop("parser")
    reached, queue = {}, [state for _, state in sorted(table["start_states"].items())]
    rows = []
    while queue:
        if (state := queue.pop(0)) in reached:
            continue
        reached[state] = len(reached)
        actions = table["states"][str(state)].items()
        rows.append(sorted((table["tokens"][token], action) for token, action in actions))
        queue += [target for _, (kind, target) in rows[-1] if kind == 0]
    states = [[(token, to if kind else reached[to]) for token, (kind, to) in row] for row in rows]
    starts = {name: reached[state] for name, state in table["start_states"].items()}
    return content["grammar"], data, len(table["states"]), starts, states


def test_tables_are_fresh():
    kept = tables.TABLES.read_text(encoding="utf-8")
    assert canonical(kept) == canonical(tables.tables_text()), "run `make grammar`"


def test_tables_are_used_as_they_are(own):
    built = tables.build()
    assert sorted(map(str, own.rules)) == sorted(map(str, built.rules))


@pytest.mark.parametrize("path", TEXTS, ids=[f"{path.parent.name}/{path.name}" for path in TEXTS])
def test_both_lexers_see_one_tree_in_shipped_texts(strict, own, path):
    text = path.read_text(encoding="utf-8")
    assert shape(own.parse(text, start="file")) == shape(strict.parse(text, start="file"))


@pytest.mark.parametrize("query", [QUERIES[0], *QUERIES[2:]])
def test_both_lexers_see_one_tree_in_date_queries(strict, own, query):
    assert shape(own.parse(query, start="date_query")) == shape(strict.parse(query, start="date_query"))


def test_every_node_has_a_rule_and_every_rule_a_node(own):
    rules = set(produced(own))
    classes = set(NODES) - set(NEVER_BUILT)
    assert classes <= rules, "node classes without a grammar rule of the same name"
    fixed = {name for name in rules - classes if produced(own)[name] == 0}
    assert rules - classes == fixed, "rules with content but without a node class"


def test_no_fixed_word_is_called_like_a_node(own):
    words = {name for name in produced(own) if name not in NODES}
    assert not words & {cls.__name__ for cls in NODES.values()}
    assert issubclass(nodes.Word, nodes.Node)
