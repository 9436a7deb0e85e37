import csv
import gc
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreelint.diagnostics import AgreelintError, Severity
from agreelint.logs.csv_cells import split, split_line
from agreelint.logs.events import Completeness, Stream
from agreelint.logs.mapping import load_mapping
from agreelint.logs.readers import RefusedRow, read_log, write_refused
from agreelint.logs.rows import ROW_ERRORS, said
from agreelint.moments import Moment

ZONE = "America/New_York"
HEAD = "case_id,activity,timestamp"


def read(tmp_path: Path, *contents: str | bytes, mapping: str | None = None, suffix: str = ".csv"):
    """Read texts as files named a.csv, b.csv and so on."""
    paths = []
    for name, content in zip("abc", contents, strict=False):
        path = tmp_path / f"{name}{suffix}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append((path, path.name))
    loaded = None
    if mapping is not None:
        (tmp_path / "map.toml").write_text(mapping)
        loaded = load_mapping(tmp_path / "map.toml", "map.toml")
        assert loaded.ok, loaded.diagnostics
    return read_log(paths, ZONE, loaded and loaded.value)


def found(result) -> list[tuple[str, int, int, str]]:
    """Code, line, column and message of each diagnostic; checks what all of them have in common."""
    sources = {source.path: source for source in result.value.sources}
    answer = []
    for diagnostic in result.diagnostics:
        warning = diagnostic.code in ("AG057", "AG059")
        assert diagnostic.severity is (Severity.WARNING if warning else Severity.ERROR)
        assert not diagnostic.message.endswith(".")
        assert ROW_ERRORS.get(diagnostic.code, diagnostic.name) == diagnostic.name
        for label in diagnostic.labels:
            assert 0 <= label.span.start <= label.span.end <= len(sources[label.span.path].text)
        span = diagnostic.labels[0].span
        answer.append((diagnostic.code, *sources[span.path].position(span.start), diagnostic.message))
    return answer


def marked(result, number: int = 0, label: int = 0) -> str:
    """Return the text that a label of a diagnostic marks."""
    span = result.diagnostics[number].labels[label].span
    source = next(source for source in result.value.sources if source.path == span.path)
    return source.text[span.start : span.end]


# What is read


def test_every_column(tmp_path):
    header = (
        "case_id,procedure,activity,timestamp,actor,recipient,body,votes_for,votes_against,votes_abstain,"
        "members_present,members_total,members_present_by,attendees,outcome,event_id,corrects,recorded,received,"
        "medium,proof,fiscal_year,subject,continues_case,meeting_kind,note,source_url,Weather"
    )
    row = (
        "c1,amendment,board_vote,2017-10-12T18:00,board,a; b;,committee,10,4,1,15,19,x=7; y = 8,m;n,approved,"
        "e2,e1,2017-10-13,2017-10,mail,receipt,FY2018,withdrawal,c0,regular,said,http://x,rain"
    )
    other = "c1,,vote,,,,,,,,,,,;,,e1" + "," * 12
    result = read(tmp_path, f"{header}\n{row}\n{other}\n")
    assert result.diagnostics == ()
    event, plain = result.value.log.events
    assert (event.file, event.line, event.case_id, event.procedure, event.activity) == (
        "a.csv",
        2,
        "c1",
        "amendment",
        "board_vote",
    )
    assert event.when == Moment.parse("2017-10-12T18:00", ZONE)
    assert (event.actor, event.recipients, event.body) == ("board", ("a", "b"), "committee")
    assert (event.votes_for, event.votes_against, event.votes_abstain) == (10, 4, 1)
    assert (event.members_present, event.members_total) == (15, 19)
    assert event.present_by == (("x", 7), ("y", 8))
    assert event.attendees == ("m", "n")
    assert (event.outcome, event.event_id, event.corrects) == ("approved", "e2", "e1")
    assert event.recorded == Moment.parse("2017-10-13", ZONE)
    assert event.received == Moment.parse("2017-10", ZONE)
    assert (event.medium, event.proof, event.fiscal_year, event.subject) == (
        "mail",
        "receipt",
        "FY2018",
        "withdrawal",
    )
    assert (event.continues_case, event.meeting_kind) == ("c0", "regular")
    assert event.attributes == (("note", "said"), ("source_url", "http://x"), ("weather", "rain"))
    assert not plain.when.known
    assert (plain.recipients, plain.votes_for, plain.present_by, plain.attendees) == ((), None, None, None)
    assert (plain.outcome, plain.recorded, plain.attributes) == (None, None, ())
    assert result.value.log.columns == frozenset(header.lower().split(","))


def test_bom_aliases_capitals_blank_rows_and_windows_line_ends(tmp_path):
    text = (
        "\ufeff Case:Concept:Name ,CONCEPT:NAME,time:timestamp,org:resource\r\n"
        "\r\n"
        'c1,"vote ""a"", b",2017-05-11, board \r\n'
        ",,,\r\n"
        'c1,"two\r\nlines",2017-05-12,board\r\n'
        "c1,last,2017-05-13,"
    )
    result = read(tmp_path, text)
    assert result.diagnostics == ()
    assert [(e.line, e.case_id, e.activity, e.actor) for e in result.value.log.events] == [
        (3, "c1", 'vote "a", b', "board"),
        (5, "c1", "two\r\nlines", "board"),
        (7, "c1", "last", None),
    ]


def test_a_row_without_case_is_kept_for_a_later_stage(tmp_path):
    result = read(tmp_path, f"{HEAD}\n,meeting,2017-05-11\n,vote,2017-05-11\n")
    assert result.ok
    assert [event.case_id for event in result.value.log.events] == [None, None]


def test_several_files_make_one_log(tmp_path):
    first, second = f"{HEAD}\nc1,vote,2017-05-11\n", f"{HEAD},note\nc2,vote,2017-05-12,x\n"
    log = read(tmp_path, first, second).value.log
    assert log.files == ("a.csv", "b.csv")
    assert [(event.file, event.line, event.case_id) for event in log.events] == [
        ("a.csv", 2, "c1"),
        ("b.csv", 2, "c2"),
    ]
    assert log.columns == {"case_id", "activity", "timestamp", "note"}
    assert log.sha256 == hashlib.sha256((first + second).encode()).hexdigest()
    assert log.completeness == Completeness()


def test_json_lines(tmp_path):
    rows = [
        {
            "case_id": "c1",
            "Concept:Name": "vote",
            "timestamp": "2017-05-11",
            "votes_for": 9,
            "flag": True,
            "share": 0.50,
            "recipient": ["a", " b "],
            "attendees": ["m", "n"],
            "members_present_by": {"x": 4, "y": 5},
            "note": None,
        },
        {
            "case_id": "c1",
            "activity": "vote",
            "timestamp": "2017-05-12",
            "recipient": "a;b",
            "note": "Ä\u2028\U0001f5f3",
        },
    ]
    text = "\ufeff" + json.dumps(rows[0]) + "\r\n\n" + json.dumps(rows[1])
    for suffix in (".jsonl", ".ndjson", ".JSONL"):
        result = read(tmp_path, text, suffix=suffix)
        assert result.diagnostics == ()
        one, two = result.value.log.events
        assert (one.line, one.activity, one.votes_for, one.recipients) == (1, "vote", 9, ("a", "b"))
        assert one.attendees == ("m", "n")
        assert one.present_by == (("x", 4), ("y", 5))
        assert one.attributes == (("flag", "true"), ("share", "0.5"))
        assert (two.line, two.recipients) == (3, ("a", "b"))
        assert two.attribute("note") == "Ä\u2028\U0001f5f3"
        assert {"flag", "share", "note", "activity"} <= result.value.log.columns


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("bi_county_2017_amended_agreement.csv", [2, 3, 4, 5, 6]),
        ("mount_greylock_2016_building_debt.csv", [2, 3, 4, 5, 6, 7]),
        ("mount_greylock_2017_prek12_regionalization.csv", list(range(2, 16))),
        ("mount_greylock_fy2022_budget.csv", [2, 3, 4, 5]),
    ],
)
def test_the_real_records(name, lines, shared):
    result = read_log([(shared / "histories" / name, name)], ZONE, None)
    assert result.diagnostics == ()
    assert [event.line for event in result.value.log.events] == lines


# What is refused: the row


@pytest.mark.parametrize(
    ("row", "code", "column", "marks", "words"),
    [
        (
            "c1,vote,25/12/2017",
            "AG052",
            9,
            "25/12/2017",
            ["`timestamp` on line 3", "has the day first", "2017-12-25"],
        ),
        ('"c1","vo""te","2017-02-30"', "AG052", 15, '"2017-02-30"', ["not in the calendar"]),
        ("c1,vote,2017-05-11T26:00", "AG052", 9, "2017-05-11T26:00", ["no possible time of day"]),
        ("c1,,2017-05-11", "AG053", 4, "", ["`activity` on line 3 is empty", "write"]),
        ("c1,vote", "AG051", 1, "c1,vote", ["line 3 is no row", "2 cells and the header has 3"]),
        ("c1,vote,2017-05-11,x,y", "AG051", 20, "x", ["5 cells and the header has 3"]),
        ('c1,"vote" x,2017-05-11', "AG051", 10, " ", ["text stands after a closing quotation mark"]),
        ('c1,"vote,2017-05-11', "AG051", 4, '"', ["never closed"]),
        ("c1,vo\0te,2017-05-11", "AG051", 6, "\ufffd", ["NUL byte"]),
        (b"c1,caf\xe9,2017-05-11", "AG051", 7, "\ufffd", ["byte 0xe9 (perhaps `é`) is not UTF-8"]),
        (b'c1,"caf\x81",2017-05-11', "AG051", 8, "\ufffd", ["byte 0x81"]),
    ],
)
def test_one_bad_row(tmp_path, row, code, column, marks, words):
    raw = row if isinstance(row, bytes) else row.encode()
    result = read(tmp_path, HEAD.encode() + b"\nc0,vote,2017-05-11\n" + raw + b"\r\nc2,vote,2017-05-11\n")
    ((at_code, at_line, at_column, message),) = found(result)
    assert (at_code, at_line, at_column) == (code, 3, column)
    assert marked(result) == marks
    assert all(word in message for word in words), message
    assert [event.line for event in result.value.log.events] == [2, 4]
    assert result.value.log.refused == 1
    assert result.value.refused_rows == (RefusedRow("a.csv", 3, raw.decode("utf-8", "surrogateescape")),)


VOTE = f"{HEAD},votes_for,votes_against,votes_abstain,members_present,members_total,members_present_by,outcome"


@pytest.mark.parametrize(
    ("cells", "code", "marks", "words"),
    [
        ("-1,,,,,,", "AG054", ["-1"], ["`votes_for` on line 2 is `-1`", "no count"]),
        ("5.0,,,,,,", "AG054", ["5.0"], ["whole number"]),
        (",nine,,,,,", "AG054", ["nine"], ["`votes_against`"]),
        ('"2,226",,,,,,', "AG054", ['"2,226"'], ["`2,226`"]),
        ("9999999999,,,,,,", "AG054", ["9999999999"], ["no count"]),
        ("٣,,,,,,", "AG054", ["٣"], ["no count"]),
        ("15,4,1,,19,,", "AG054", ["15", "19"], ["add up to 20", "more than the 19 of `members_total`"]),
        (",,20,,19,,", "AG054", ["20", "19"], ["add up to 20"]),
        (",,,20,19,,", "AG054", ["20", "19"], ["`members_present` on line 2 is 20"]),
        (",,,,5,a=3;b=3,", "AG054", ["a=3;b=3", "5"], ["adds up to 6"]),
        (",,,,,a=x,", "AG054", ["a=x"], ["each member once", "lanesborough=2;williamstown=4"]),
        (",,,,,=3,", "AG054", ["=3"], ["`members_present_by`"]),
        (",,,,,seven,", "AG054", ["seven"], ["`members_present_by`"]),
        (",,,,,a=1;a=2,", "AG054", ["a=1;a=2"], ["each member once"]),
        (",,,,,;,", "AG054", [";"], ["each member once"]),
        ("4,9,,,,,approved", "AG055", ["approved", "4"], ["`approved`", "4 for and 9 against"]),
        ("5,5,,,,,Passed", "AG055", ["Passed", "5"], ["`Passed`", "5 for and 5 against"]),
        ("9,0,0,9,9,,rejected", "AG055", ["rejected", "9"], ["9 for and 0 against"]),
        ("9,,,,9,,denied", "AG055", ["denied", "9"], ["9 for and 0 against"]),
    ],
)
def test_one_bad_tally(tmp_path, cells, code, marks, words):
    result = read(tmp_path, f"{VOTE}\nc1,vote,2017-05-11,{cells}\n")
    ((at_code, line, _, message),) = found(result)
    assert (at_code, line) == (code, 2)
    assert [marked(result, 0, number) for number in range(len(marks))] == marks
    assert all(word in message for word in words), message
    assert result.value.log.events == ()


BALLOT = f"{HEAD},votes_for,votes_against,votes_for_by,votes_against_by,recused,chair_voted,signed"


def test_votes_by_member_recusals_chairs_and_signatures(tmp_path):
    rows = ("5,2,a=3; b=2,a=1;b=1,ann; bob,Yes,2017-05-20", ",,a=1,,2,no,no", ",,,,,,yes", ",,,,,,2017-05", ",,,,,,")
    result = read(tmp_path, "\n".join([BALLOT, *(f"c1,vote,2017-05-11,{cells}" for cells in rows), ""]))
    assert result.diagnostics == ()
    first, second, third, fourth, fifth = result.value.log.events
    assert (first.for_by, first.against_by) == ((("a", 3), ("b", 2)), (("a", 1), ("b", 1)))
    assert (first.recused, first.chair_voted, first.signed) == (2, True, Moment.parse("2017-05-20", ZONE))
    assert (second.for_by, second.against_by) == ((("a", 1),), None)
    assert (second.recused, second.chair_voted, second.signed) == (2, False, False)
    assert third.signed is True
    assert fourth.signed == Moment.parse("2017-05", ZONE)
    assert (fifth.for_by, fifth.recused, fifth.chair_voted, fifth.signed) == (None, None, None, None)


def test_a_minority_may_be_enough_where_votes_are_told_by_member(tmp_path):
    result = read(tmp_path, f"{BALLOT},outcome\nc1,vote,2017-05-11,1,2,a=1,b=1;c=1,,,,approved\n")
    assert result.diagnostics == ()
    assert len(result.value.log.events) == 1


@pytest.mark.parametrize(
    ("cells", "code", "marks", "words"),
    [
        (",,a=x,,,,", "AG054", ["a=x"], ["`votes_for_by`", "each member once"]),
        (",,,b=1;b=2,,,", "AG054", ["b=1;b=2"], ["`votes_against_by`"]),
        ("5,,a=3,,,,", "AG054", ["a=3", "5"], ["adds up to 3, but `votes_for` is 5"]),
        (",2,,a=3,,,", "AG054", ["a=3", "2"], ["adds up to 3, but `votes_against` is 2"]),
        (",,,,2.5,,", "AG054", ["2.5"], ["`recused`", "no count"]),
        (",,,,,maybe,", "AG054", ["maybe"], ["`chair_voted`", "write `yes` or `no`"]),
        (",,,,,,perhaps", "AG052", ["perhaps"], ["`signed`"]),
        (",,,,,,2017-02-30", "AG052", ["2017-02-30"], ["`signed`"]),
    ],
)
def test_one_bad_cell_of_a_ballot(tmp_path, cells, code, marks, words):
    result = read(tmp_path, f"{BALLOT}\nc1,vote,2017-05-11,{cells}\n")
    ((at_code, line, _, message),) = found(result)
    assert (at_code, line) == (code, 2)
    assert [marked(result, 0, number) for number in range(len(marks))] == marks
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    "cells",
    [
        "10,5,0,15,19,,approved",
        "10,9,,19,19,,rejected",  # short of two thirds
        "0,0,0,9,,,rejected",
        "9,0,1,9,,,rejected",
        "9,0,0,10,,,rejected",
        "3,0,0,3,,,rejected",  # all who were present, perhaps too few of the seats
        "3,0,0,3,7,,rejected",
        "0,0,0,0,0,,rejected",
        "4,,,,,,approved",
        ",9,,,,,approved",
        "4,9,,,,,no_vote",
        "4,9,,,,,read",
        "633,499,,1132,,,approved",
        ",,,131,2341,,approved",
        "0,0,0,0,0,a=0,",
    ],
)
def test_tallies_that_can_be(tmp_path, cells):
    assert read(tmp_path, f"{VOTE}\nc1,vote,2017-05-11,{cells}\n").diagnostics == ()


def test_every_fault_of_a_row_and_of_every_row_in_one_run(tmp_path):
    rows = ["c1,,5/11/2017,x,,,20,19,,approved", "c1,vote", "c1,vote,2017-05-11,1,2,,,,,approved"]
    result = read(tmp_path, "\n".join([VOTE, *rows]))
    assert [(code, line) for code, line, _, _ in found(result)] == [
        ("AG053", 2),
        ("AG052", 2),
        ("AG054", 2),
        ("AG054", 2),
        ("AG051", 3),
        ("AG055", 4),
    ]
    assert [row.line for row in result.value.refused_rows] == [2, 3, 4]
    assert result.value.log.refused == 3


def test_after_an_open_quotation_mark_reading_goes_on_in_the_next_line(tmp_path):
    text = f'{HEAD},note\nc1,a,2017-05-11,"open\n'
    text += 'c1,b,2017-05-12,x\nc1,c,2017-05-13,"y"\nc1,d,2017-05-14,"z\nz"\n'
    result = read(tmp_path, text)
    assert [(code, line) for code, line, _, _ in found(result)] == [("AG051", 2)]
    assert [(event.line, event.activity) for event in result.value.log.events] == [
        (3, "b"),
        (4, "c"),
        (5, "d"),
    ]


def test_other_days_of_a_row(tmp_path):
    result = read(tmp_path, f"{HEAD},recorded,received\nc1,vote,2017-05-11,soon,30/05/2017\n")
    assert [(code, column) for code, _, column, _ in found(result)] == [("AG052", 20), ("AG052", 25)]


def test_ids(tmp_path):
    rows = [
        "c1,vote,2017-05-11,e1,",
        "c1,vote,2017-05-12,e1,",  # differs
        "c1,note,2017-05-13,e2,",
        "c1,note,2017-05-13,e2,",  # the same event told twice
        "c1,note,2017-05-14,e3,e9",  # corrects nothing
        "c1,note,2017-05-15,e4,e5",
        "c1,note,2017-05-16,e5,e6",
        "c1,note,2017-05-17,e6,e5",  # a circle of e5 and e6, to which e4 leads
        "c1,note,2017-05-18,e7,e7",
        "c1,note,2017-05-19,,e2",
        "c1,note,2017-02-30,e8,",  # refused, yet its id is known
        "c1,note,2017-05-20,,e8",
    ]
    result = read(tmp_path, f"{HEAD},event_id,corrects\n" + "\n".join(rows))
    assert [(code, line, column) for code, line, column, _ in found(result)] == [
        ("AG056", 3, 20),
        ("AG056", 6, 23),
        ("AG056", 8, 23),
        ("AG056", 9, 23),
        ("AG056", 10, 23),
        ("AG052", 12, 9),
    ]
    messages = [message for _, _, _, message in found(result)]
    assert "`e1` differ (line 2 of a.csv and line 3 of a.csv)" in messages[0]
    assert marked(result, 0, 1) == "e1"
    assert "names `e9`, which no row has" in messages[1]
    assert "leads back to its own row `e5`" in messages[2]
    assert [event.line for event in result.value.log.events] == [4, 7, 11, 13]
    assert [row.line for row in result.value.refused_rows] == [2, 3, 6, 8, 9, 10, 12]
    assert result.value.refused_rows[1].text == rows[1]


def test_ids_across_files_of_both_formats(tmp_path):
    row = {"case_id": "c1", "activity": "a", "timestamp": "2017-05-11", "event_id": "e1"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\r\n" + json.dumps(row | {"event_id": "e2"}))
    (tmp_path / "b.csv").write_text(f'{HEAD},event_id\nc1,a,2017-05-11,e1\n"c1",b,2017-05-11,e2\n')
    result = read_log([(tmp_path / "a.jsonl", "a.jsonl"), (tmp_path / "b.csv", "b.csv")], ZONE, None)
    ((code, line, column, message),) = found(result)
    assert (code, line, column) == ("AG056", 3, 19)
    assert "(line 2 of a.jsonl and line 3 of b.csv)" in message
    assert marked(result, 0, 1) == '"e2"'
    assert [(event.file, event.line) for event in result.value.log.events] == [("a.jsonl", 1)]
    assert [row.text for row in result.value.refused_rows] == [
        json.dumps(row | {"event_id": "e2"}),
        '"c1",b,2017-05-11,e2',
    ]


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ('{"case_id": "c1",}', 18, ["is not JSON (Expecting property name"]),
        ('{"case_id": "c1"', 17, ["is not JSON (Expecting ',' delimiter)"]),
        ('[{"case_id": "c1"}]', 1, ["not a JSON object", "one object in one line"]),
        ('"text"', 1, ["not a JSON object"]),
        ('{"activity": "a", "activity": "b"}', 1, ["names a key twice"]),
        ('{"activity": "a", "Activity": "b"}', 1, ["`Activity` is a second `activity`"]),
        ('{"activity": NaN}', 1, ["NaN is no value"]),
        ('{"activity": "a", "note": {"x": 1}}', 27, ["`note` holds a nested value"]),
        ('{"activity": "a",\t"x" :  ["x"] , "y": [1]}', 26, ["`x` holds a nested value"]),
        ('{"recipient": ["a", ["b"]]}', 15, ["`recipient` holds a nested value"]),
        ('{"members_present_by": {"a": {}}}', 24, ["nested"]),
        ('{"": "a"}', 1, ["key without a name"]),
        ('{"activity": "\\ud800"}', 15, ["no character"]),
        ('{"activity": "a\\u0000"}', 16, ["no character"]),
        ('{"a\\udc00": "a"}', 4, ["no character"]),
        ('{"recipient": ["\\u00e9", "\\ud800"]}', 17, ["no character"]),
        ('{"note": "\\u00e9", "x": ' + "[" * 800 + "]" * 800 + "}", 25, ["nested"]),
        ("[" * 100_000, 1, ["nested too deep"]),
        (b'{"activity": "caf\xe9"}', 18, ["not UTF-8"]),
    ],
)
def test_one_bad_line_of_json(tmp_path, line, column, words):
    good = b'{"case_id": "c1", "activity": "vote", "timestamp": "2017-05-11"}'
    raw = line if isinstance(line, bytes) else line.encode()
    result = read(tmp_path, good + b"\n" + raw + b"\r\n" + good, suffix=".jsonl")
    ((code, at_line, at_column, message),) = found(result)
    assert (code, at_line, at_column) == ("AG051", 2, column)
    assert all(word in message for word in words), message
    assert [event.line for event in result.value.log.events] == [1, 3]
    assert result.value.refused_rows == (RefusedRow("a.jsonl", 2, raw.decode("utf-8", "surrogateescape")),)


def test_the_cells_of_json_are_found(tmp_path):
    line = '{"case_id":"c1" , "activity" : null, "timestamp": "5/5/17", "votes_for" : 3.5, "outcome": "a"}'
    result = read(tmp_path, line + "\n", suffix=".jsonl")
    assert [(code, column) for code, _, column, _ in found(result)] == [
        ("AG053", 32),
        ("AG052", 51),
        ("AG054", 75),
    ]
    assert [marked(result, number) for number in range(3)] == ["null", '"5/5/17"', "3.5"]


def test_a_cell_that_is_not_there_is_marked_by_its_row(tmp_path):
    good = '{"case_id": "c1", "activity": "a", "timestamp": ""}'
    result = read(tmp_path, good + '\n{"case_id": "c2"}\n', suffix=".jsonl")
    assert [(code, line) for code, line, _, _ in found(result)] == [("AG053", 2)]
    assert marked(result) == '{"case_id": "c2"}'


# What is refused: the file


@pytest.mark.parametrize(
    ("content", "column", "words"),
    [
        ("", 1, ["`a.csv` holds no events"]),
        ("\n\n", 1, ["holds no events"]),
        (f"{HEAD}\n,,\n", 1, ["holds no events"]),
        (
            "case,what,when\nc1,vote,x\n",
            1,
            ["lacks `case_id`, `activity`, `timestamp`", "`case`, `what`, `when`"],
        ),
        ("activity,timestamp\n,2017-02-30\n", 1, ["lacks `case_id`", "`[log.columns]` of a mapping"]),
        (f"{HEAD},Activity\nc1,a,2017-05-11,b\n", 28, ["`Activity` on line 1 is a second column `activity`"]),
        (f"{HEAD},\nc1,a,2017-05-11,\n", 28, ["column 4 of the header on line 1 has no name"]),
        ("case_id;activity;timestamp\nc1;a;2017-05-11\n", 1, ["not separated by commas"]),
        ("case_id\tactivity\ttimestamp\nc1\ta\t2017-05-11\n", 1, ["not separated by commas"]),
        ('case_id,"activity\n', 9, ["the header of `a.csv` on line 1", "never closed"]),
        (b"case_id,activit\xe9,timestamp\n", 16, ["not UTF-8"]),
        ("\ufeffcase_id\n".encode("utf-16"), 1, ["UTF-16", "save it as UTF-8"]),
        (b"PK\x03\x04 and so on", 1, ["a workbook", "export it as CSV"]),
        (b"case_id,activity,timestamp\rc1,a,2017-05-11\r", 1, ["old Macintosh"]),
    ],
)
def test_one_bad_file(tmp_path, content, column, words):
    result = read(tmp_path, content)
    ((code, line, at_column, message),) = found(result)
    assert (code, line, at_column) == ("AG050", 1, column)
    assert result.diagnostics[0].name == "unreadable-log"
    assert all(word in message for word in words), message
    assert result.value.refused_rows == ()


def test_a_header_may_follow_blank_lines(tmp_path):
    result = read(tmp_path, f"\n\n{HEAD},\nc1,vote,2017-05-11,\n")
    assert [(code, line, column) for code, line, column, _ in found(result)] == [("AG050", 3, 28)]


def test_files_that_are_no_logs(tmp_path):
    (tmp_path / "good.csv").write_text(f"{HEAD}\nc1,vote,2017-05-11\n")
    (tmp_path / "dir.csv").mkdir()
    names = ["none.csv", "log.xls", "log", "dir.csv", "nul\0.csv", "good.csv", "good.csv"]
    result = read_log([(tmp_path / name, name) for name in names], ZONE, None)
    messages = [message for code, _, _, message in found(result) if code == "AG050"]
    assert len(messages) == len(result.diagnostics) == 6
    assert "`none.csv` cannot be read: No such file" in messages[0]
    assert "`log.xls` is in no format that can be read, which are CSV (.csv), JSON Lines" in messages[1]
    assert "`log` is in no format" in messages[2]
    assert "`dir.csv` cannot be read: Is a directory" in messages[3]
    assert "its name cannot be that of a file" in messages[4]
    assert "`good.csv` is named twice" in messages[5]
    assert len(result.value.log.events) == 1


def test_required_columns_of_json(tmp_path):
    result = read(tmp_path, '{"case_id": "c1", "activity": ""}\n{"case_id": "c2"}\n', suffix=".jsonl")
    ((code, _, _, message),) = found(result)
    assert code == "AG050"
    assert "lacks `timestamp` among its columns, which are `case_id`, `activity`" in message
    assert result.value.log.events == ()
    assert read(tmp_path, "\n", suffix=".jsonl").diagnostics[0].code == "AG050"


def test_headers_that_are_nearly_known(tmp_path):
    result = read(tmp_path, f"{HEAD},outcomme,Weather,votes_fro\nc1,vote,2017-05-11,approved,rain,9\n")
    assert [(code, column) for code, _, column, _ in found(result)] == [("AG057", 28), ("AG057", 45)]
    assert "`outcomme` is kept as an attribute; did you mean `outcome`?" in result.diagnostics[0].message
    assert result.ok
    (event,) = result.value.log.events
    assert event.outcome is None
    assert event.attributes == (("outcomme", "approved"), ("votes_fro", "9"), ("weather", "rain"))


def test_headers_of_json_that_are_nearly_known(tmp_path):
    row = '{"case_id": "c1", "activity": "a", "timestamp": "", "recipients": "x", "m\\u0065diums": "x"}'
    result = read(tmp_path, f"{row}\n{row}\n", suffix=".jsonl")
    assert [(code, line, column) for code, line, column, _ in found(result)] == [
        ("AG057", 1, 1),
        ("AG057", 1, 53),
    ]
    assert "did you mean `recipient`?" in result.diagnostics[1].message


# What a mapping does


def test_a_mapping_translates_rows(tmp_path):
    mapping = """
[log.columns]
Wann = "timestamp"
[log.activities]
debt_authorized = "authorization"
[log.actors]
"Board of Directors" = "board"
"Town A; and B" = "ab"
Lanesborough = "lanesborough"
[[log.rows]]
where = { timestamp = "2016-03-09", activity = "ballot" }
set = { timestamp = "2016-03-15", activity = "ballot_vote", votes_for = 633, flag = "mended", note = "" }
[[log.rows]]
where = { activity = "ballot", body = "" }
set = { outcome = "approved" }
[[complete]]
body = "board"
through = 2017-12-31
"""
    text = (
        "case_id,activity,wann,actor,recipient,body,attendees,members_present_by,note\n"
        "c1,debt_authorized,2016-01-05,Board of Directors,Lanesborough; x,Town A; and B,Lanesborough;y,"
        "Lanesborough = 2;z=3,Lanesborough\n"
        "c1,ballot,2016-03-09,Board; of,,,,,gone\n"
    )
    result = read(tmp_path, text, mapping=mapping)
    assert found(result) == []
    one, two = result.value.log.events
    assert (one.activity, one.actor, one.recipients, one.body) == (
        "authorization",
        "board",
        ("lanesborough", "x"),
        "ab",
    )
    assert (one.attendees, one.present_by) == (("lanesborough", "y"), (("lanesborough", 2), ("z", 3)))
    assert one.attributes == (("note", "Lanesborough"),)
    assert (two.activity, two.when.text, two.votes_for, two.outcome) == (
        "ballot_vote",
        "2016-03-15",
        633,
        "approved",
    )
    assert two.actor == "Board; of"
    assert two.attributes == (("flag", "mended"),)
    assert {"votes_for", "flag", "outcome"} <= result.value.log.columns
    assert result.value.log.completeness == Completeness(
        (Stream(None, "board", None, one.when.last.replace(2017, 12, 31)),)
    )
    assert [source.path for source in result.value.sources] == ["a.csv", "map.toml"]


def test_entries_that_match_nothing(tmp_path):
    mapping = (
        "[log.columns]\nWann = 'timestamp'\n[log.activities]\nx = 'y'\nvote = 'board_vote'\n"
        "[log.actors]\nz = 'y'\n"
        "[[log.rows]]\nwhere = {activity = 'none', body = 'b'}\nset = {medium = 'mail'}\n"
    )
    result = read(tmp_path, f"{HEAD}\nc1,vote,2017-05-11\n", mapping=mapping)
    assert [(code, line, column) for code, line, column, _ in found(result)] == [
        ("AG059", 2, 1),
        ("AG059", 4, 1),
        ("AG059", 7, 1),
        ("AG059", 8, 3),
    ]
    assert result.diagnostics[0].message.startswith("the column `wann` is mapped but not in the log")
    assert "a row where `activity` is `none` and `body` is `b`" in result.diagnostics[3].message
    assert result.ok
    assert "medium" not in result.value.log.columns
    assert result.value.log.events[0].activity == "board_vote"


def test_a_mapping_may_give_a_required_column(tmp_path):
    mapping = "[[log.rows]]\nwhere = {activity = 'vote'}\nset = {case_id = 'c1'}\n"
    result = read(tmp_path, "activity,timestamp\nvote,2017-05-11\n", mapping=mapping)
    assert found(result) == []
    assert result.value.log.events[0].case_id == "c1"


def test_a_bad_cell_from_a_mapping_is_marked_by_its_row(tmp_path):
    mapping = "[[log.rows]]\nwhere = {activity = 'vote'}\nset = {votes_for = 'x'}\n"
    result = read(tmp_path, f"{HEAD}\nc1,vote,2017-05-11\n", mapping=mapping)
    assert [(code, line, column) for code, line, column, _ in found(result)] == [("AG054", 2, 1)]
    assert marked(result) == "c1,vote,2017-05-11"


# Refused rows


def test_refused_rows_are_written_as_they_stood(tmp_path):
    bad = [b'c1,"a\r\nb",2017-02-30', b"c1,caf\xe9,2017-05-11", b"c1,x"]
    head = b"\xef\xbb\xbfCase_ID,activity,timestamp\r\n"
    result = read(
        tmp_path,
        head + bad[0] + b"\r\nc1,fine,2017-05-11\r\n" + bad[1] + b"\r\n",
        b"case_id,activity,timestamp\n" + bad[2],
        b"case_id,activity,timestamp\nc1,,",
    )
    path = tmp_path / "refused.csv"
    write_refused(result.value.refused_rows, result.value.headers, path)
    expected = [b"Case_ID,activity,timestamp", bad[0], bad[1], HEAD.encode(), bad[2], b"c1,,", b""]
    assert path.read_bytes() == b"\n".join(expected)
    write_refused((RefusedRow("a.jsonl", 3, "{"),), (), path)
    assert path.read_text() == "{\n"
    with pytest.raises(AgreelintError, match="cannot be written"):
        write_refused((), (), tmp_path)


# What holds of any text


def test_messages_stay_on_one_line_and_short(tmp_path):
    result = read(tmp_path, f'{HEAD},votes_for\nc1,vote,"1\n2\x1b[31m",{"x" * 1000}\n')
    for _, _, _, message in found(result):
        assert len(message) < 300
        assert message.isprintable()
    assert said("x" * 500) == "x" * 397 + "..."


def test_the_collector_is_left_as_it_was(tmp_path):
    gc.enable()  # the command line switches it off
    read(tmp_path, f"{HEAD}\n")
    assert gc.isenabled()
    gc.disable()
    try:
        read(tmp_path, f"{HEAD}\n")
        assert not gc.isenabled()
    finally:
        gc.enable()


cells = st.text(st.sampled_from('ab ,"\n\r;é'), max_size=6)


@given(st.lists(cells, min_size=1, max_size=4))
def test_rows_that_csv_writes_are_read(row):
    text = ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
    parts, end = split(text + "\r\nnext", 0)
    assert [cell for cell, _, _ in parts] == row
    assert (text + "\r\nnext")[end:] == "next"
    assert [text[start + 1 : stop - 1].replace('""', '"') for _, start, stop in parts] == row
    if not set("\r\n") & set(text):
        assert next(csv.reader([text], strict=True)) == row


@given(st.text(st.sampled_from('ab ,"\r'), max_size=12).map(lambda text: text.rstrip("\r")))
def test_the_quick_way_reads_as_the_careful_one(content):
    quick = split_line(content) if '"' in content else content.split(",")
    if quick is not None:
        parts, end = split(content + "\r\nnext", 0)
        assert quick == [cell for cell, _, _ in parts]
        assert end == len(content) + 2


GOOD = (
    f"{VOTE},event_id,corrects,note\n"
    'c1,vote,2017-05-11,9,4,1,15,19,a=7;b=8,approved,e1,,"a, ""b""\nc"\n'
    "c1,notice,2021-06-01/2021-06-14,,,,,,,,e2,e1,é\n"
    ",meeting,2017-05-11T18:00Z,,,,,,,,,,\n"
).encode()
LINES = b"".join(
    json.dumps(dict(row)).encode() + b"\n" for row in csv.DictReader(GOOD.decode().splitlines(keepends=True))
)


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from([(GOOD, ".csv"), (LINES, ".jsonl")]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 8), st.binary(max_size=4)), max_size=4),
)
def test_no_damage_is_beyond_words(tmp_path, good, damages):
    data, suffix = good
    for at, cut, put in damages:
        start = at % (len(data) + 1)
        data = data[:start] + put + data[start + cut :]
    result = read(tmp_path, data, suffix=suffix, mapping="[log.actors]\nb = 'c'\n[log.columns]\nw = 'note'\n")
    places = found(result)
    assert all(message.isprintable() for _, _, _, message in places)
    assert len(result.value.refused_rows) == result.value.log.refused
    refused = {row.line for row in result.value.refused_rows}
    assert not refused & {event.line for event in result.value.log.events}
    write_refused(result.value.refused_rows, result.value.headers, tmp_path / "refused")
    if data == good[0]:
        assert [code for code, *_ in places] == ["AG059"]


@given(st.binary(max_size=60), st.sampled_from([".csv", ".jsonl"]))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_at_all_are_beyond_words(tmp_path, data, suffix):
    assert not read(tmp_path, data, suffix=suffix).ok
