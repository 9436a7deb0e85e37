"""Texts to trees: what is read, where it stands, and what is said of mistakes."""

from datetime import date
from itertools import pairwise

import pytest
from attrs import fields
from stock import said, with_steps

from agreelint.session import analyse
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.parser import parse, parse_date_query

HEAD = 'agreement a "A" { jurisdiction massachusetts }\n'
SHIPPED = sorted([*share("agreements").glob("*/*.agree"), *share("rules").glob("*/*.agree")])


def read(text):
    return parse(Source("a.agree", text))


def steps_of(text):
    """Return the steps of the only procedure of a text, whatever is wrong with the rest."""
    (procedure,) = [d for d in read(text).value.declarations if isinstance(d, nodes.Procedure)]
    return {item.name.text: item for item in procedure.items if isinstance(item, nodes.Step)}


def walk(node):
    """Yield every node below one, with its parent."""
    for field in fields(type(node)):
        value = getattr(node, field.name)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, nodes.Node):
                yield child, node
                yield from walk(child)


# ---- spans -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_node_spans_its_own_words(path):
    text = path.read_text(encoding="utf-8")
    tree = read(text).value
    count = 0
    for node, parent in walk(tree):
        count += 1
        span = node.span
        words = text[span.start : span.end]
        assert span.path == "a.agree"
        assert words, f"{node!r} spans nothing"
        assert words == words.strip(), f"{node!r} spans blanks: {words!r}"
        assert parent.span.start <= span.start
        assert span.end <= parent.span.end, f"{node!r} leaves its parent"
        if isinstance(node, nodes.Name):
            assert words == node.text
        if isinstance(node, nodes.FixedDate):
            assert words == node.day.isoformat()
    assert count > len(tree.declarations)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_siblings_do_not_overlap(path):
    tree = read(path.read_text(encoding="utf-8")).value
    parents = {id(parent): parent for _, parent in walk(tree)}
    for parent in parents.values():
        children = [child.span for child, above in walk(parent) if above is parent]
        ordered = sorted(children, key=lambda span: span.start)
        for one, other in pairwise(ordered):
            assert one.end <= other.start


def test_spans_count_code_points():
    text = HEAD + 'office chair "Chär 🏫" cites II\noffice clerk "C" cites II\n'
    chair, clerk = read(text).value.declarations[1:]
    assert text[chair.span.start : chair.span.end] == 'office chair "Chär 🏫" cites II'
    assert text[clerk.name.span.start : clerk.name.span.end] == "clerk"
    assert chair.title == "Chär 🏫"


def test_trees_compare_by_meaning():
    one, other = read(HEAD), read(f"# a comment\n\n{HEAD.replace(' { ', '{')}")
    assert one.value.declarations == other.value.declarations
    assert one.value.declarations[0].span != other.value.declarations[0].span
    assert hash(one.value.declarations[0]) == hash(other.value.declarations[0])
    assert one.value.declarations[0] != read(HEAD.replace('"A"', '"B"')).value.declarations[0]
    assert repr(nodes.Name(one.value.span, "chair")) == "Name('chair')"


# ---- forms of text -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" ", "\t"),
        lambda text: " ".join(text.split()),
        lambda text: text.replace("\n", '   # and a comment with "quotes" { }\n'),
    ],
    ids=["CRLF", "tabs", "one line", "comments"],
)
def test_layout_is_free(change):
    text = HEAD + 'office chair "Chair" cites II.A sentence 2, "c.4"\nbody b "B" cites III { seats 5 }\n'
    changed = change(text)
    assert read(changed).diagnostics == ()
    assert read(changed).value.declarations == read(text).value.declarations


def test_columns_after_tabs_and_crlf():
    text = f"{HEAD.strip()}\r\n\toffice\tchair\t42\r\n"
    assert said(text)[0][:3] == ("AG001", 2, 15)


def test_a_byte_order_mark_in_a_file_is_no_part_of_the_text(tmp_path, monkeypatch):
    from agreelint.session import open_agreement

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.agree").write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    opened = open_agreement("a.agree")
    assert opened.ok
    assert opened.sources[0].text == HEAD


def test_keywords_are_names_where_names_are_expected():
    text = with_steps(
        """
        step adopted by chair
        notice notice by chair to director after adopted
        step after_hours by chair after notice
        reading before at meeting of board before adopted
        step after by chair after after_hours
        vote passed by board after before
        effect effect valid only if passed passed
        """
    )
    assert said(text) == []
    steps = steps_of(text)
    assert list(steps) == ["adopted", "notice", "after_hours", "before", "after", "passed", "effect"]
    event = steps["after"].clauses[0].body.event
    assert (type(event), event.step.text) == (nodes.Event, "after_hours")
    condition = steps["effect"].clauses[0].body.condition
    assert (condition.step.text, condition.state.text) == ("passed", "passed")


def test_order_of_declarations_is_free():
    first, *others = with_steps("step one by chair").split("\n\n")
    assert said("\n\n".join([*reversed(others), first])) == []


# ---- mistakes ----------------------------------------------------------------------------------------


def test_each_of_several_mistakes_is_reported_once_and_the_rest_is_read():
    text = with_steps(
        "\n"
        "stp one by chair\n"
        "notice two by chair to director at least 20 work days before hearing\n"
        "reading hearing at meeting of bord\n"
        "step three by chair after 5\n"
        "step four by chair after hearing"
    )
    top = text[: text.index("stp one")].count("\n") + 1
    assert [(code, line - top, column, hint) for code, line, column, _, hint in said(text)] == [
        ("AG001", 0, 1, "did you mean `step`?"),
        ("AG001", 1, 45, "did you mean `working days`?"),
        ("AG101", 2, 31, "did you mean `board`?"),
        ("AG001", 3, 27, None),
    ]
    assert {"hearing", "four"} <= set(steps_of(text))


def test_what_was_passed_over_is_not_reported_as_unknown():
    found = said(with_steps("stp one by chair\nstep two by chair after one\nstep three by chair after nothing"))
    assert [(code, message) for code, _, _, message, _ in found if code != "AG001"] == [
        ("AG101", "no step of this procedure is called `nothing`")
    ]
    assert len(found) == 2


def test_a_declaration_that_cannot_be_read_leaves_the_next():
    text = (
        HEAD
        + 'office chair 42\noffice clerk "Clerk" cites II\nbody b "B" cites II {\n seat 5\n}\noffice d "D" cites II\n'
    )
    result = read(text)
    assert [d.code for d in result.diagnostics] == ["AG001", "AG001"]
    assert [d.name.text for d in result.value.declarations if isinstance(d, nodes.Office)] == ["chair", "clerk", "d"]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("agreement", 1, 10, "the text ends too early; expected a name"),
        ('agreement a "A" {', 1, 18, "the text ends too early"),
        ("nonsense", 1, 1, "`nonsense` cannot stand here"),
        (HEAD + "}\n", 2, 1, "`}` cannot stand here"),
        (HEAD + 'office chair "Chair\n', 2, 14, "has no closing quote on its line"),
        (HEAD + "office chür", 2, 8, "`chür` is no name; names are small letters, digits and `_`"),
        (HEAD + "office § x", 2, 8, "`§` means nothing here; expected a name"),
    ],
)
def test_place_of_a_mistake(text, line, column, words):
    (first, *_) = said(text)
    assert first[:3] == ("AG001", line, column)
    assert words in first[3]


def test_a_name_that_a_repair_has_put_there_is_not_joined_to_the_next():
    found = read('scenario "s" { expect summons to "approval  brookton satisfied, due 2024-02-20\n}')
    assert [d.code for d in found.diagnostics] == ["AG001"]


def test_a_text_of_which_nothing_can_be_read_is_an_empty_tree():
    result = read("{{{{")
    assert not result.ok
    assert result.value.declarations == ()


@pytest.mark.parametrize("text", ["", "# only a comment\n", "   \r\n"])
def test_an_empty_text_is_read(text):
    assert read(text).value.declarations == ()
    assert read(text).diagnostics == ()


@pytest.mark.parametrize("text", ["", 'office chair "Chair" cites II\n', HEAD + HEAD])
def test_a_file_declares_one_agreement(text):
    assert [d.code for d in analyse(Source("a.agree", text)).diagnostics] == ["AG107"]


# ---- date queries --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("2017-05-11", None, nodes.FixedDate),
        ("2017-05-11T18:00", None, nodes.FixedInstant),
        ("2017-05", None, nodes.PartialDate),
        ("2021-06-01/2021-06-14", None, nodes.DateInterval),
        ("May 14, 2021", None, nodes.DayInYear),
        ("May 14 2021", None, nodes.DayInYear),
        ("April 30 in FY2018", None, nodes.DayIn),
        ("April 30 preceding FY2018", None, nodes.DayPreceding),
        ("next December 1 after 2017-05-11", None, nodes.NextDay),
        ("next business day after 2017-05-11", None, nodes.NextBusinessDay),
        ("end of FY2018", None, nodes.YearEnd),
        ("start of FY2018", None, nodes.YearStart),
        ("last Monday of May 2017", None, nodes.DayInYear),
        ("at least 20 working days before 2017-05-11", "at_least", nodes.PeriodBefore),
        ("at most 30 days after 2017-05-11", "at_most", nodes.PeriodAfter),
        ("within 30 days after 2017-05-11", "at_most", nodes.PeriodAfter),
        ("no later than April 30 preceding FY2018", "no_later", nodes.DayPreceding),
        ("no earlier than start of FY2018", "no_earlier", nodes.YearStart),
        ("60 days after the deadline of (30 days after 2017-04-30)", None, nodes.PeriodAfter),
        ("earliest of 2017-05-11, end of FY2017", None, nodes.EarliestOf),
        ("latest of 2017-05-11, (30 days after 2017-04-30)", None, nodes.LatestOf),
        ("(2017-05-11)", None, nodes.FixedDate),
        ("30 days after hearing", None, nodes.PeriodAfter),
        ("hearing", None, nodes.EventDate),
    ],
)
def test_date_query(text, words, kind):
    result = parse_date_query(Source("expression", text))
    assert result.ok
    assert (result.value.words and result.value.words.text) == words
    assert type(result.value.expression) is kind
    assert (result.value.span.start, result.value.span.end) == (0, len(text))


def test_values_in_a_date_query():
    query = parse_date_query(Source("expression", "April 30 preceding FY2018")).value.expression
    assert (query.day.month, query.day.day, query.year.text) == (4, 30, "FY2018")
    counted = parse_date_query(Source("expression", "20 working days before 2017-05-11")).value.expression
    assert (counted.period.count, counted.period.unit.text) == (20, "working_days")
    assert counted.anchor.day == date(2017, 5, 11)


@pytest.mark.parametrize(
    ("text", "code", "start", "hint"),
    [
        ("20 workin days before 2017-05-11", "AG001", 3, "did you mean `working`?"),
        ("20 working days befor 2017-05-11", "AG001", 16, "did you mean `before`?"),
        ("20 working days before", "AG001", 22, None),
        ("", "AG001", 0, None),
        ("2017-05-11 2017-05-12", "AG001", 11, "add `/`"),
        ("2017-02-30", "AG002", 0, "write a date that exists, as year-month-day"),
        ("step one", "AG001", 5, "leave it out"),
        ("{", "AG001", 0, None),
    ],
)
def test_mistakes_in_a_date_query(text, code, start, hint):
    result = parse_date_query(Source("expression", text))
    assert [(d.code, d.labels[0].span.start, d.hint) for d in result.diagnostics] == [(code, start, hint)]
    assert code == "AG002" or result.value is None
