"""The kept parse tables are trusted only for the grammar that they came from."""

import json

import pytest

from agreelint.syntax import tables

TEXT = 'office chair "Chair" cites II\n'


@pytest.mark.parametrize(
    "kept",
    [None, "", "{", '{"grammar": "another", "data": {}, "memo": {}}'],
    ids=["missing", "empty", "damaged", "of another grammar"],
)
def test_without_tables_the_parser_is_built_anew(tmp_path, monkeypatch, kept):
    path = tmp_path / "tables.json"
    if kept is not None:
        path.write_text(kept, encoding="utf-8")
    monkeypatch.setattr(tables, "TABLES", path)
    assert tables.load().parse(TEXT, start="file") == tables.build().parse(TEXT, start="file")


def test_tables_hold_the_digest_of_the_grammar():
    assert json.loads(tables.TABLES.read_text(encoding="utf-8"))["grammar"] == tables.grammar_digest()
