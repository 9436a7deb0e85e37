"""Logs in workbooks: what each kind of cell tells, which sheet is read, and files that are refused at once."""

import io
import re
import sys
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula
from stock import csv_of, run, with_steps
from workbooks import as_workbook, packed, with_part, workbook

from agreelint import auditing
from agreelint.logs.readers import read_log, write_refused
from agreelint.moments import Moment
from agreelint.report.places import told
from agreelint.workbooks import reading
from agreelint.workbooks.reading import letters

ZONE = "America/New_York"
HEAD = ("case_id", "activity", "timestamp", "actor")
SHEET = "xl/worksheets/sheet1.xml"


def read(folder: Path, book, name="log.xlsx"):
    (folder / name).write_bytes(book if isinstance(book, bytes) else packed(book))
    return read_log([(folder / name, name)], ZONE, None)


def messages(result) -> list[str]:
    """Return the first line of each diagnostic as it is shown, without its word of severity."""
    sources = {source.path: source for source in result.value.sources}
    return [told(diagnostic, sources).split("\n")[0] for diagnostic in result.diagnostics]


# ---- cells -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2017, 5, 11), "2017-05-11"),
        (datetime(2017, 5, 11), "2017-05-11"),  # noqa: DTZ001 - a workbook knows no zone
        (datetime(2017, 5, 11, 18, 20), "2017-05-11T18:20:00"),  # noqa: DTZ001
        (datetime(2017, 5, 11, 18, 20, 7), "2017-05-11T18:20:07"),  # noqa: DTZ001
        ("2017-05-11", "2017-05-11"),
        ("2017-06-01/2017-06-14", "2017-06-01/2017-06-14"),
        (2017, "2017"),
        (None, ""),
    ],
)
def test_what_a_cell_of_the_timestamp_tells(tmp_path, value, text):
    result = read(tmp_path, workbook(HEAD, ("c1", "hearing", value, "board")))
    assert result.diagnostics == ()
    (event,) = result.value.log.events
    assert event.when == Moment.parse(text, ZONE)
    assert (event.line, event.file) == (2, "log.xlsx")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (True, "true"),
        (3, "3"),
        (3.0, "3"),
        (2.5, "2.5"),
        (clock(18, 30), "18:30:00"),
        (timedelta(hours=1), "1:00:00"),
        ("  said  ", "said"),
        ('a "b", c', 'a "b", c'),
        ("two\r\nlines", "two lines"),
        ("carriage_x000D_\nreturn", "carriage return"),
        ("'=text'", "'=text'"),
        ("ünï·côdé 🙂", "ünï·côdé 🙂"),
    ],
)
def test_every_other_value_becomes_the_text_that_csv_would_have(tmp_path, value, kept):
    result = read(tmp_path, workbook((*HEAD, "note"), ("c1", "hearing", None, "board", value)))
    assert result.diagnostics == ()
    assert result.value.log.events[0].attribute("note") == kept


def test_days_of_workbooks_that_count_from_1904(tmp_path):
    book = workbook(HEAD, ("c1", "hearing", date(2017, 5, 11), "board"))
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    result = read(tmp_path, book)
    assert result.value.log.events[0].when.civil == date(2017, 5, 11)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("11/05/2017", "`timestamp` on line 2 cannot be read: `11/05/2017` may have the day first or the month first"),
        ("25.12.2017", "`timestamp` on line 2 cannot be read: `25.12.2017` has the day first; write 2017-12-25"),
        (42866, "`42866` looks like the day number of a spreadsheet; format the cell as a date: 2017-05-11"),
        (clock(18, 30), "`18:30:00` is not a date"),
        ("=DATE(2017,5,11)", "line 2 is no row: cell C2 is a formula without a stored value; write the value itself"),
        ("=TODAY()", "cell C2 is a formula whose value changes from day to day; write the date itself"),
        ("=$A$1+now ( )", "cell C2 is a formula whose value changes from day to day"),
        (ArrayFormula("C2", "=1+1"), "cell C2 is a formula without a stored value"),
        ("#REF!", "line 2 is no row: cell C2 holds the error #REF!; mend it, or empty the cell"),
    ],
)
def test_what_a_cell_cannot_tell(tmp_path, value, message):
    book = workbook(HEAD, ("c1", "hearing", value, "board"), ("c1", "hearing", "2017-05-11", "board"))
    if value == "#REF!":
        book.active["C2"].data_type = "e"
    result = read(tmp_path, book)
    (shown,) = messages(result)
    assert message in shown
    assert shown.startswith("log.xlsx:2:C: error AG05")
    assert [event.line for event in result.value.log.events] == [3]


def with_stored(data: bytes, value: str) -> bytes:
    return with_part(data, SHEET, lambda xml: xml.replace(b"<v />", b"<v></v>").replace(b"<v></v>", value.encode()))


def test_a_formula_tells_the_value_that_was_stored(tmp_path):
    book = workbook((*HEAD, "votes_for"), ("c1", "tally", "2017-05-11", "board", "=2+2"))
    result = read(tmp_path, with_stored(packed(book), "<v>4</v>"))
    assert result.diagnostics == ()
    assert result.value.log.events[0].votes_for == 4


def test_an_error_that_was_stored_with_a_formula_is_an_error(tmp_path):
    book = workbook(HEAD, ("c1", "tally", "=1/0", "board"))
    data = with_part(packed(book), SHEET, lambda xml: xml.replace(b'<c r="C2">', b'<c r="C2" t="e">'))
    (shown,) = messages(read(tmp_path, with_stored(data, "<v>#DIV/0!</v>")))
    assert "line 2 is no row: cell C2 holds the error #DIV/0!; mend it, or empty the cell" in shown


def test_a_stored_value_of_today_is_refused_all_the_same(tmp_path):
    book = workbook(HEAD, ("c1", "tally", "=TODAY()", "board"))
    (shown,) = messages(read(tmp_path, with_stored(packed(book), "<v>42866</v>")))
    assert "changes from day to day" in shown


def test_merged_cells_would_hide_what_the_other_rows_say(tmp_path):
    book = workbook(HEAD, ("c1", "one", "2017-05-11", ""), ("c1", "two", "", ""), ("c1", "three", "2017-05-12", ""))
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("F8:G9")  # nothing in it
    result = read(tmp_path, book)
    assert messages(result) == [
        f"log.xlsx:{line}:C: error AG051 unreadable-row: line {line} is no row: cells C2:C3 are merged; "
        "part them and fill in each"
        for line in (2, 3)
    ]
    assert [event.activity for event in result.value.log.events] == ["three"]


# ---- rows and sheets ----------------------------------------------------------------------------------------


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers(tmp_path):
    book = workbook((), HEAD, (), ("c1", "hearing", "2017-05-11"), (None, " ", None), ("c1", "tally", "2017-05-12"))
    result = read(tmp_path, book)
    assert result.diagnostics == ()
    assert [(event.line, event.activity) for event in result.value.log.events] == [(4, "hearing"), (6, "tally")]


def test_what_stands_right_of_the_header_belongs_to_no_column(tmp_path):
    book = workbook(HEAD, ("c1", "hearing", "2017-05-11", "board", None, "stray"), ("c1", "tally", "2017-05-12"))
    result = read(tmp_path, book)
    (shown,) = messages(result)
    assert shown == (
        "log.xlsx:2:D: error AG051 unreadable-row: line 2 is no row: cell F2 stands right of the last column of the "
        "header; name its column"
    )
    assert len(result.value.log.events) == 1


@pytest.mark.parametrize(
    ("sheets", "name", "left_out"),
    [
        ({"title": "log"}, "log", None),
        ({"title": "Log", "How to fill in": [["words"]]}, "log", None),
        ({"title": "Minutes", "log": [HEAD, ("c2", "other", "2018-05-11")]}, "log", "`Minutes`"),
        ({"title": "Minutes", "Rest": [["words"]], "More": []}, "Minutes", "`Rest`, `More`"),
        ({"title": "a"} | dict.fromkeys("bcdefgh", ()), "a", "`b`, `c`, `d`, `e`, `f` and 2 more"),
    ],
)
def test_which_sheet_is_read(tmp_path, sheets, name, left_out):
    result = read(tmp_path, workbook(HEAD, ("c1", "hearing", "2017-05-11"), **sheets))
    assert [event.case_id for event in result.value.log.events] == ["c2" if "log" in sheets else "c1"]
    if left_out is None:
        assert result.diagnostics == ()
    else:
        (shown,) = messages(result)
        assert shown == (
            f"log.xlsx:1:A: warning AG075 other-sheets: only the sheet `{name}` of `log.xlsx` is read, not {left_out}"
        )


def test_a_hidden_sheet_is_read_only_if_it_is_named_log(tmp_path):
    book = workbook(HEAD, ("c1", "hearing", "2017-05-11"), title="old", new=[HEAD, ("c2", "hearing", "2018-05-11")])
    book["old"].sheet_state = "hidden"
    assert read(tmp_path, book).value.log.events[0].case_id == "c2"
    book["old"].title = "log"
    assert read(tmp_path, book).value.log.events[0].case_id == "c1"


def test_required_columns_are_missed_as_in_csv(tmp_path):
    (shown,) = messages(read(tmp_path, workbook(("Log of 2017",), HEAD, ("c1", "hearing", "2017-05-11"))))
    assert "lacks `case_id`, `activity`, `timestamp` among its columns, which are `log of 2017`" in shown


def test_an_empty_sheet_holds_no_events(tmp_path):
    (shown,) = messages(read(tmp_path, workbook()))
    assert "`log.xlsx` holds no events" in shown


def test_every_error_in_one_run_and_refused_rows_as_csv(tmp_path):
    book = workbook(
        (*HEAD, "votes_for"),
        ("c1", "hearing", "2017-05-32", 'the "board"', None),
        ("c1", "tally", "2017-05-11", "board", 2.5),
        ("c1", None, "2017-05-11", "board", 3),
        ("c1", "tally", "2017-05-12", "board", 3),
    )
    result = read(tmp_path, book)
    assert [(d.code, shown.split(" ")[0]) for d, shown in zip(result.diagnostics, messages(result), strict=True)] == [
        ("AG052", "log.xlsx:2:C:"),
        ("AG054", "log.xlsx:3:E:"),
        ("AG053", "log.xlsx:4:B:"),
    ]
    write_refused(result.value.refused_rows, result.value.headers, tmp_path / "bad.csv")
    assert (tmp_path / "bad.csv").read_text(encoding="utf-8") == (
        "case_id,activity,timestamp,actor,votes_for\n"
        'c1,hearing,2017-05-32,"the ""board""",\n'
        "c1,tally,2017-05-11,board,2.5\n"
        "c1,,2017-05-11,board,3\n"
    )


def test_rows_of_a_workbook_and_of_a_csv_file_contradict_each_other(tmp_path):
    (tmp_path / "a.csv").write_text("case_id,activity,timestamp,event_id\nc1,hearing,2017-05-11,e1\n")
    (tmp_path / "b.xlsx").write_bytes(packed(workbook((*HEAD, "event_id"), ("c1", "tally", "2017-05-11", "", "e1"))))
    result = read_log([(tmp_path / "a.csv", "a.csv"), (tmp_path / "b.xlsx", "b.xlsx")], ZONE, None)
    assert [d.code for d in result.diagnostics] == ["AG056"]
    assert [row.file for row in result.value.refused_rows] == ["a.csv", "b.xlsx"]


# ---- files that are refused ---------------------------------------------------------------------------------

GOOD = packed(workbook(HEAD, ("c1", "hearing", "2017-05-11", "board")))
DAMAGED = "is a damaged workbook; open it in your spreadsheet program and save it again"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def entity(xml: bytes) -> bytes:
    head, _, rest = xml.partition(b"<worksheet")
    return head + b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet' + rest


def with_cell(name: str, row: int) -> bytes:
    more = f'<row r="{row}"><c r="{name}" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    return with_part(GOOD, SHEET, lambda xml: xml.replace(b"</sheetData>", more.encode()))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is no workbook, whatever its name; save it as an Excel workbook (.xlsx), or as CSV"),
        (b"case_id,activity,timestamp\n", "is no workbook, whatever its name"),
        (OLE, "is a document of an old form; save it as an Excel workbook (.xlsx)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password; save it without one"),
        (GOOD[:-200], DAMAGED),
        (GOOD[: len(GOOD) // 2] + bytes(64) + GOOD[len(GOOD) // 2 + 64 :], DAMAGED),
        (zipped(**{"a.txt": b"words"}), "holds packed files but no Excel workbook"),
        (zipped(**{"[Content_Types].xml": b"words"}), DAMAGED),
        (zipped(**{"[Content_Types].xml": bytes(60_000_000)}), "unpacks to 60 MB, too much to read"),
        (
            with_part(GOOD, SHEET, lambda xml: xml.replace(b"</sheetData>", b"<row/>" * 2_000_000 + b"</sheetData>")),
            "holds too many cells or formats to read; export it as CSV",
        ),
        (
            with_part(GOOD, "xl/styles.xml", lambda xml: xml.replace(b"<xf ", b"<xf/>" * 100_000 + b"<xf ", 1)),
            "holds too many cells or formats to read; export it as CSV",
        ),
        (with_part(GOOD, SHEET, entity), f"holds a document type in `{SHEET}`, which no spreadsheet program writes"),
        (with_part(GOOD, SHEET, lambda xml: entity(xml).decode().encode("utf-16")), "holds a document type in"),
        (with_part(GOOD, SHEET, lambda xml: xml[:-40]), DAMAGED),
        (
            with_part(
                GOOD,
                "_rels/.rels",
                lambda xml: xml.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006",
                    b"http://purl.oclc.org/ooxml/officeDocument",
                ),
            ),
            "is a workbook in the strict form; save it as an ordinary Excel workbook (.xlsx)",
        ),
        (with_cell("A1048576", 1048576), "reaches to cell A100001; delete what stands outside the log, or export it"),
        (with_cell("A999999999", 999999999), "reaches to cell A100001"),
        (with_cell("XFD3", 3), "reaches to cell XFD3"),
        (with_cell("A1", 1), "has cells out of order; open it in your spreadsheet program and save it again"),
        (with_part(GOOD, SHEET, lambda xml: xml.replace(b'r="A2"', b'r="E2"')), "has cells out of order"),
    ],
)
def test_files_that_are_refused_at_once(tmp_path, data, why):
    (shown,) = messages(read(tmp_path, data))
    assert shown.startswith("log.xlsx: error AG050 unreadable-log: `log.xlsx` ") or ":1:1: error AG050" in shown
    assert why in shown


def test_a_workbook_without_a_sheet(tmp_path):
    data = with_part(GOOD, "xl/workbook.xml", lambda xml: re.sub(rb"<sheet .*?/>", b"", xml))
    (shown,) = messages(read(tmp_path, data))
    assert "`log.xlsx` is a workbook without a sheet of cells; write the log into one" in shown


def test_a_workbook_by_another_name(tmp_path):
    (shown,) = messages(read(tmp_path, GOOD, "log.csv"))
    assert "`log.csv` is a workbook or packed, whatever its name; name a workbook .xlsx, or export it as CSV" in shown


def test_merged_cells_of_a_whole_sheet_cost_nothing(tmp_path):
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    result = read(tmp_path, with_part(GOOD, SHEET, lambda xml: xml.replace(b"</sheetData>", merged)))
    assert "cells A1:XFD1048576 are merged" in messages(result)[0]
    assert result.value.log.events == ()


def test_without_openpyxl_a_workbook_is_refused_with_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (shown,) = messages(read(tmp_path, GOOD))
    assert "`log.xlsx` is a workbook, which takes openpyxl to read: pip install 'agreelint[office]'" in shown


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_bytes_never_raise_and_are_never_read_in_part(tmp_path_factory, data):
    at = data.draw(st.integers(0, len(GOOD) - 1))
    byte = data.draw(st.integers(0, 255))
    result = read(tmp_path_factory.mktemp("damaged"), GOOD[:at] + bytes([byte]) + GOOD[at + 1 :])
    refused = any(d.severity.value == "error" for d in result.diagnostics)
    assert refused or [e.activity for e in result.value.log.events] == ["hearing"]


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_letters_of_columns(number, name):
    assert letters(number) == name
    assert reading._number(name) == number


# ---- the same log in both forms -----------------------------------------------------------------------------

WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufffe"))
ROW = st.tuples(
    st.sampled_from(("c1", "c2", "")),
    st.sampled_from(("hearing", "tally", "letter", "")),
    st.sampled_from(("", "2017-05-11", "2017-05", "2017-05-11T18:00", "11/05/2017", "2017-02-30", "42866")),
    WORD.map(lambda text: text.lstrip("=")),
    st.sampled_from(("", "3", "12", "-1", "2.5")),
)


@given(st.lists(ROW, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_log_says_the_same_as_csv_and_as_a_workbook(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("twice")
    head = ("case_id", "activity", "timestamp", "note", "votes_for")
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (head, *rows))
    (folder / "log.csv").write_text(text, encoding="utf-8", newline="")
    plain = read_log([(folder / "log.csv", "log.csv")], ZONE, None)
    sheet = read(folder, as_workbook(text))

    def events(result):
        return [(evolve(e, file="", attributes=()), " ".join(dict(e.attributes).get("note", "").split())) for e in
                result.value.log.events]  # fmt: skip

    assert events(sheet) == events(plain)
    assert [(d.code, d.message.replace("log.xlsx", "log.csv")) for d in sheet.diagnostics] == [
        (d.code, d.message) for d in plain.diagnostics
    ]


def test_an_audit_of_a_workbook_is_that_of_the_csv(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    letter = "notice letter by director to chair at least 20 working days before hearing"
    steps = f"{letter}\nreading hearing at meeting of board"
    rows = "letter 2017-04-14 actor=director recipient=chair\nhearing 2017-05-11"
    as_csv = run(tmp_path, with_steps(steps), rows)
    (tmp_path / "log.xlsx").write_bytes(packed(as_workbook(csv_of(rows))))
    request = auditing.Request("sample.agree", (Path("log.xlsx"),), date(2018, 12, 31))
    as_sheet = auditing.run_audit(request)
    assert as_sheet.exit_code == as_csv.exit_code == 1
    assert [(v.origin.name, v.state, v.finding.message) for v in as_sheet.audit.verdicts] == [
        (v.origin.name, v.state, v.finding.message) for v in as_csv.audit.verdicts
    ]
