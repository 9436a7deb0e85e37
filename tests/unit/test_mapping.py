from datetime import date
from pathlib import Path

import pytest

from agreelint.diagnostics import Severity
from agreelint.logs.events import Completeness, Stream
from agreelint.logs.mapping import Mapping, load_mapping


def load(tmp_path: Path, text: str | bytes):
    path = tmp_path / "map.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_mapping(path, "map.toml")


def faults(result):
    """Line, column and message of each diagnostic."""
    source = result.value.source
    for diagnostic in result.diagnostics:
        assert (diagnostic.code, diagnostic.name) == ("AG058", "bad-mapping")
        assert diagnostic.severity is Severity.ERROR
        assert diagnostic.labels[0].span.path == "map.toml"
    return [(*source.position(d.labels[0].span.start), d.message) for d in result.diagnostics]


WHOLE = """
[log.columns]
"Meeting Date" = "timestamp"
body = "Organ"                  # ours = theirs
"Concept:Name" = "note"

[log.activities]
debt_authorized = "authorization"
[log.actors]
"Lanesborough special town meeting" = "lanesborough"

[[log.rows]]
where = { Organ = "Lanesborough ballot", timestamp = 2016-03-09 }
set = { "meeting date" = "2016-03-15", votes_for = 633, flag = true, remark = "mended" }

[[complete]]
body = "board"
from = 2017-01-01
through = "2017-12-31"
[[complete]]
activity = "first_notice"
through = 2016-05-01
[[complete]]
"""


def test_a_whole_mapping(tmp_path):
    result = load(tmp_path, "\ufeff" + WHOLE)
    assert result.diagnostics == ()
    mapping = result.value
    assert [(e.theirs, e.ours) for e in mapping.columns] == [
        ("meeting date", "timestamp"),
        ("organ", "body"),
        ("concept:name", "note"),
    ]
    assert [(e.theirs, e.ours) for e in mapping.activities] == [("debt_authorized", "authorization")]
    assert [(e.theirs, e.ours) for e in mapping.actors] == [("Lanesborough special town meeting", "lanesborough")]
    (rule,) = mapping.rows
    assert rule.where == (("body", "Lanesborough ballot"), ("timestamp", "2016-03-09"))
    assert rule.assign == (
        ("timestamp", "2016-03-15"),
        ("votes_for", "633"),
        ("flag", "true"),
        ("remark", "mended"),
    )
    assert mapping.complete == Completeness(
        (
            Stream(None, "board", date(2017, 1, 1), date(2017, 12, 31)),
            Stream("first_notice", None, None, date(2016, 5, 1)),
            Stream(None, None, None, None),
        )
    )
    places = [mapping.source.position(entry.span.start) for entry in (*mapping.columns, rule)]
    assert places == [(3, 1), (4, 1), (5, 1), (12, 3)]


def test_an_empty_file_maps_nothing(tmp_path):
    result = load(tmp_path, "")
    assert result.diagnostics == ()
    assert result.value == Mapping(result.value.source)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("[log.columns\n", 1, 13, ["not TOML", "mend it here"]),
        ("a = 1\r\nb = = 2\n", 2, 5, ["not TOML"]),
        ('a = "', 1, 6, ["not TOML"]),
        ("a = " + "[" * 100_000, 1, 1, ["nested too deep"]),
        ("[logs.columns]\na = 'actor'\n", 1, 2, ["`logs` is not a word of a mapping", "did you mean `log`?"]),
        ("[extra]\n", 1, 2, ["`extra`", "it has `log`, `complete`"]),
        ("colour = 1\n", 1, 1, ["`colour`"]),
        ("[log]\n[log.column]\n", 2, 2, ["`column` is not a word of `[log]`", "did you mean `columns`?"]),
        ("[log]\nrename = 1\n", 2, 1, ["`rename`", "`columns`, `activities`, `actors`, `rows`"]),
        ("log = 3\n", 1, 1, ["`log` is not a table", "[log]"]),
        ("[log]\ncolumns = 3\n", 2, 1, ["`log.columns` is not a table"]),
        ("[log.activities]\nx = 3\n", 2, 1, ["`x` of `[log.activities]` stands for no word"]),
        ('[log.actors]\n"" = "a"\n', 1, 2, ["stands for no word"]),
        ("[log.columns]\nDate = 'timestmp'\n", 2, 1, ["neither `Date` nor `timestmp`", "mean `timestamp`?"]),
        ("[log.columns]\nx = 'y'\n", 2, 1, ["neither `x` nor `y`", "one of both must be"]),
        ("[log.columns]\nWhen = 'timestamp'\nbody = 'when'\n", 3, 1, ["`when` is mapped twice"]),
        ("[log.rows]\n", 1, 2, ["`log.rows` is repeated", "`[[log.rows]]`"]),
        ("[[log.rows]]\nwhere = {a='b'}\n", 1, 3, ["needs `where", "`set ="]),
        ("[[log.rows]]\nwhere = {}\nset = {a='b'}\n", 1, 3, ["needs `where"]),
        ("[[log.rows]]\nwhere = {a=[1]}\nset = {a='b'}\n", 1, 3, ["needs `where"]),
        (
            "[[log.rows]]\nwhere = {a='b'}\nset = {a='b'}\n[[log.rows]]\nwhere={a='b'}\nset={a='b'}\nsets=1",
            7,
            1,
            ["`sets` is not a word of `[[log.rows]]`", "did you mean `set`?"],
        ),
        ("[[log.rows]]\nwhere={a='b'}\nset={outcom='b'}\n", 1, 3, ["`outcom`", "did you mean `outcome`?"]),
        ("complete = true\n", 1, 1, ["`complete` is repeated"]),
        ("[[complete]]\nthru = 2017-01-01\n", 2, 1, ["`thru`", "`body`, `activity`, `from`, `through`"]),
        ("[[complete]]\nbody = ''\n", 2, 1, ["`body` of `[[complete]]` names nothing"]),
        ("[[complete]]\nactivity = 3\n", 2, 1, ["`activity` of `[[complete]]` names nothing"]),
        ("[[complete]]\nfrom = '5/1/2017'\n", 2, 1, ["`from`", "day first or the month first"]),
        ("[[complete]]\nfrom = '2017-05'\n", 2, 1, ["`from`", "not one day"]),
        ("[[complete]]\nfrom = []\n", 2, 1, ["`from`", "not one day"]),
        ("[[complete]]\nthrough = 2017-05-11T12:00:00\n", 2, 1, ["`through`", "not one day"]),
        ("[[complete]]\nfrom = 2018-01-01\nthrough = 2017-01-01\n", 3, 1, ["ends on 2017-01-01, before"]),
    ],
)
def test_one_mistake(tmp_path, text, line, column, words):
    result = load(tmp_path, text)
    ((at_line, at_column, message),) = faults(result)
    assert (at_line, at_column) == (line, column)
    assert all(word in message for word in words), message
    assert not message.endswith(".")


def test_half_a_declaration_of_completeness_is_none(tmp_path):
    result = load(tmp_path, "[[complete]]\nbdy = 'board'\n[[complete]]\nbody = 'board'\n")
    assert len(faults(result)) == 1
    assert result.value.complete == Completeness((Stream(None, "board", None, None),))


def test_all_mistakes_come_in_one_run_in_their_order(tmp_path):
    text = "[log.columns]\nx = 'y'\n[log.colour]\n[[complete]]\nfrom = 'soon'\nthrough = 'later'\n[other]\n"
    assert [line for line, _, _ in faults(load(tmp_path, text))] == [2, 3, 5, 6, 7]


def test_a_good_entry_survives_a_bad_one(tmp_path):
    result = load(tmp_path, "[log.columns]\nx = 'y'\nWann = 'timestamp'\n")
    assert [entry.ours for entry in result.value.columns] == ["timestamp"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "map.toml"
    if content is not None:
        path.write_bytes(content)
    result = load_mapping(path, "map.toml")
    ((line, column, message),) = faults(result)
    assert (line, column) == (1, 1)
    assert ("No such file" if content is None else "not text in UTF-8") in message
    assert result.value.columns == ()
