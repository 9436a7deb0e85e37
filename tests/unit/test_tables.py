"""Where parse tables come from: the kept ones are trusted only for the grammar that they came from."""

import json

import pytest

from agreelint.syntax import tables


def everything(found):
    """Return all that tables say."""
    reached = {first for first, _ in found.starts.values()}
    waiting = list(reached)
    for state in waiting:
        new = {target for target in found.states[state].values() if target >= 0} - reached
        reached |= new
        waiting += new
    return found.terminals, found.rules, found.starts, {state: found.states[state] for state in reached}


@pytest.mark.parametrize(
    "kept",
    [None, "", "{", '{"grammar": "another", "states": []}'],
    ids=["missing", "empty", "damaged", "of another grammar"],
)
def test_without_tables_they_are_compiled_anew(tmp_path, monkeypatch, kept):
    path = tmp_path / "tables.json"
    if kept is not None:
        path.write_text(kept, encoding="utf-8")
    monkeypatch.setattr(tables, "TABLES", path)
    assert everything(tables.load.__wrapped__()) == everything(tables.load())


def test_tables_that_belong_to_the_grammar_are_used(tmp_path, monkeypatch):
    content = json.loads(tables.TABLES.read_text(encoding="utf-8"))
    content["starts"]["file"][1] = 0
    monkeypatch.setattr(tables, "TABLES", tmp_path / "tables.json")
    tables.TABLES.write_text(json.dumps(content), encoding="utf-8")
    assert tables.load.__wrapped__().starts["file"] == (content["starts"]["file"][0], 0)


def test_tables_hold_the_digest_of_the_grammar():
    assert json.loads(tables.TABLES.read_text(encoding="utf-8"))["grammar"] == tables.grammar_digest()
