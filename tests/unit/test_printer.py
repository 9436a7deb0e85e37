"""The canonical style: what it makes of untidy texts, and that nothing is lost on the way."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from agreelint.diagnostics import AgreelintError
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax import columns, nodes, style
from agreelint.syntax.parser import parse
from agreelint.syntax.printer import canonical, print_tree
from agreelint.syntax.productions import Said, productions
from agreelint.syntax.unparse import unparse
from agreelint.syntax.values import FLAGS

SHIPPED = sorted([*share("agreements").rglob("*.agree"), *share("rules").rglob("*.agree")])


def laid_out(text):
    """Return the canonical text, and make sure that it stays as it is."""
    found = canonical(Source("a.agree", text))
    assert found.diagnostics == ()
    assert canonical(Source("a.agree", found.value)).value == found.value
    return found.value


def steps(text):
    """Return the canonical text of steps without the procedure around them."""
    made = laid_out(f"procedure p {{\n{text}\n}}").split("\n")
    assert (made[0], made[-2:]) == ("procedure p {", ["}", ""])
    return dedent("\n".join(made[1:-2]))


@pytest.mark.parametrize("path", SHIPPED, ids=[f"{path.parent.name}/{path.name}" for path in SHIPPED])
def test_shipped_encodings_are_in_the_style(path):
    text = path.read_text(encoding="utf-8")
    assert laid_out(text) == text, "run `agreelint fmt`"


def test_facts_of_style_are_about_rules_and_words_of_the_grammar():
    made = {production.makes for ways in productions().values() for production in ways}
    said = {
        part.text for ways in productions().values() for way in ways for part in way.parts if isinstance(part, Said)
    }
    rules = {*style.TABLES, *style.HEADS, *style.APART_IN, *style.PARTS, *style.SAID_PARTS, *style.JOINED}
    assert rules.union(*style.PARTS.values()) - made == set()
    words = style.APART.union(*style.APART_IN.values(), *style.SAID_PARTS.values())
    assert words - said - {flag.lower() for flag in FLAGS} - made == set()


def test_the_page_shows_the_style():
    page = (share("grammar") / "style.md").read_text(encoding="utf-8")
    block = page.partition("```agree\n")[2].partition("```\n")[0]
    assert laid_out(block) == block


def test_columns_are_as_wide_as_what_has_a_column_after_it():
    assert laid_out(
        'group g "G" { a "A" from 2017-07-01 until 2018-06-30 bcd "A long name" e "E" until 2018-06-30 }'
    ) == (
        'group g "G" {\n'
        '  a    "A"  from 2017-07-01 until 2018-06-30\n'
        '  bcd  "A long name"\n'
        '  e    "E"  until 2018-06-30\n'
        "}\n"
    )


def test_a_blank_line_ends_columns():
    assert laid_out('office a "A" cites I\noffice bc "B"\n\n\n\noffice def "D" cites I') == (
        'office a   "A"  cites I\noffice bc  "B"\n\noffice def  "D"  cites I\n'
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("step a by\n  chair", "step a by chair"),
        ("step a cites I by chair", "step a cites I\n  by chair"),
        ("step a by chair after b", "step a\n  by chair\n  after b"),
        ("step a at meeting of board", "step a\n  at meeting of board"),
        ("step a # why\n by chair", "step a  # why\n  by chair"),
        ("step a by # who\n chair", "step a\n  # who\n  by chair"),
        ("step a\n# above\nby chair", "step a\n  # above\n  by chair"),
        ("step a to each board . member", "step a\n  to each board.member"),
        ("vote a passes with all\nseats\n cites I", "vote a\n  passes with all seats  cites I"),
        ("filing a signed by more than 25 / 100 of seats", "filing a\n  signed by more than 25/100 of seats"),
        ("step a no later than 2017-05-01 / 2017-05-11", "step a\n  no later than 2017-05-01/2017-05-11"),
        ("step a when ( b passed )", "step a\n  when (b passed)"),
        ("step a within 10 calendar days after b", "step a\n  within 10 calendar days after b"),
    ],
)
def test_steps_have_a_line_for_each_part(text, made):
    assert steps(text) == made


def test_a_part_with_a_block():
    text = """vote a by b passes with ambiguous c "d" cites I { e all seats because II default
      # the other one
      fgh more than 1/2 of seats
      # no more
      } cites III"""
    assert steps(text) == (
        "vote a\n"
        "  by b\n"
        '  passes with ambiguous c "d" cites I {\n'
        "    e    all seats  because II  default\n"
        "    # the other one\n"
        "    fgh  more than 1/2 of seats\n"
        "    # no more\n"
        "  } cites III"
    )


def test_routes_follow_each_other():
    assert steps("either a { step b } or\n{ step c } # last\nstep d") == (
        "either a {\n  step b\n}\nor {\n  step c\n}  # last\nstep d"
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", ""),
        ("\n\n# alone\n\n\n", "# alone\n"),
        ("# one\n# two\n\n\n# three", "# one\n# two\n\n# three\n"),
        ('# first\noffice a "A"# same line\n# last', '# first\noffice a  "A"  # same line\n# last\n'),
        ('\n\n# first\n\noffice a "A"\n\n\n# last\n\n', '# first\n\noffice a  "A"\n\n# last\n'),
        ('body a "A"{}office b "B"', 'body a "A" { }\noffice b  "B"\n'),
        ('body a "A"{# why\n}', 'body a "A" {  # why\n}\n'),
        ('body a "A"{\n\n# why\n\n}', 'body a "A" {\n  # why\n}\n'),
        ('body a "A"{\n\nseats 3\n\n# more\n\n}# end', 'body a "A" {\n  seats  3\n\n  # more\n}  # end\n'),
        ('body # one\na # two\n"A"{}', '# one\n# two\nbody a "A" { }\n'),
        ('# why\n\noffice # which\na "A"', '# why\n\n# which\noffice a  "A"\n'),
        ('\r\noffice a "A" # b \r\n\r\n\r\n# c\r\n', 'office a  "A"  # b\n\n# c\n'),
        ('office a "# no comment"', 'office a  "# no comment"\n'),
    ],
)
def test_comments_and_blank_lines(text, made):
    assert laid_out(text) == made


def test_a_comment_takes_the_place_of_a_citation():
    assert (
        steps("step a\nafter b # x\nbefore bcd cites I # y") == "step a\n  after b     # x\n  before bcd  cites I  # y"
    )


def test_long_lines_are_broken_at_commas_and_conjunctions():
    names = [f"a_rather_long_name_{number}" for number in range(8)]
    made = steps(f"step a by any of {', '.join(names)}\nwhen {' and '.join(f'{name} passed' for name in names)}")
    assert made.split("\n") == [
        "step a",
        f"  by any of {', '.join(names[:4])},",
        f"      {', '.join(names[4:])}",
        f"  when {' and '.join(f'{name} passed' for name in names[:3])}",
        *[f"      and {' and '.join(f'{name} passed' for name in part)}" for part in (names[3:6], names[6:])],
    ]


def test_a_row_that_is_too_long_keeps_its_first_column_only():
    names = " and ".join(f"a_rather_long_name_{number}" for number in range(6))
    made = laid_out(f'scenario "s" {{ 2017-05-01 a to {names} received 2017-05-02 2017-05-01/2017-05-02 b }}')
    assert made.split("\n")[1:-2] == [
        f"  2017-05-01             a to {names[:70]}",
        f"      {names[71:]} received 2017-05-02",
        "  2017-05-01/2017-05-02  b",
    ]


def test_formulas_and_limits():
    text = "formula a in dollars = (b+c)*2/3.5 not  rounded limit d requires a is at most 3 dollars"
    assert laid_out(text) == (
        "formula a in dollars\n  = (b + c) * 2/3.5\n  not rounded\nlimit d\n  requires a is at most 3 dollars\n"
    )


def test_a_text_with_mistakes_is_not_laid_out():
    found = canonical(Source("a.agree", "office a A"))
    assert found.value is None
    assert [d.code for d in found.diagnostics] == ["AG001"]


@pytest.mark.parametrize(
    "loss", [lambda made, below: "", lambda made, below: 'office a "B" # b', lambda made, below: 'office a "A"']
)
def test_a_layout_that_would_lose_something_is_refused(monkeypatch, loss):
    monkeypatch.setattr(columns, "text", loss)
    with pytest.raises(AgreelintError, match=r"a\.agree stays as it is"):
        canonical(Source("a.agree", 'office a "A" # b'))


def test_trees_are_printed_without_their_text():
    when = "not (b passed or c passed) and d passed"
    text = f"procedure p {{ step a at most 20 calendar days after (latest of b, c) when {when} }}"
    tree = parse(Source("a.agree", text)).value
    assert print_tree(tree) == (
        "procedure p {\n"
        "  step a\n"
        "    within 20 days after (latest of b, c)\n"
        "    when not (b passed or c passed) and d passed\n"
        "}\n"
    )


def test_the_deepest_text_that_can_be_read_is_printed():
    clauses = f"when {'not ' * 100}b passed\n    no later than {'(' * 100}2017-05-01{')' * 100}"
    text = f"procedure p {{\n  step a\n    {clauses}\n}}\n"
    assert laid_out(text) == text
    assert print_tree(parse(Source("a.agree", text)).value) == text.replace("(", "").replace(")", "")


def test_registers_and_schedules_stand_in_columns():
    assert laid_out('register r "R" { party a "A" party bcd "B" arrangement x { number 1 cost basis unstated } }') == (
        'register r "R" {\n'
        '  party a    "A"\n'
        '  party bcd  "B"\n'
        "  arrangement x {\n"
        "    number      1\n"
        "    cost basis  unstated\n"
        "  }\n"
        "}\n"
    )


def test_a_tree_that_no_text_gives():
    tree = parse(Source("a.agree", 'office a "A"')).value
    wrong = nodes.File(tree.span, (tree.declarations[0].name,))
    with pytest.raises(ValueError, match=r"no words for File"):
        unparse(wrong)


def fmt(*arguments, cwd, given=None):
    command = [str(Path(sys.executable).with_name("agreelint")), "fmt", *arguments]
    return subprocess.run(command, cwd=cwd, input=given, capture_output=True, check=False)


def test_fmt_rewrites_files(tmp_path):
    (tmp_path / "a.agree").write_bytes(b'\xef\xbb\xbfoffice a  "A"\n')
    (tmp_path / "b.agree").write_bytes(b'office "A"\n')
    (tmp_path / "c.agree").write_bytes(b'office a  "A"\n')
    (tmp_path / "d.agree").write_bytes(b'office a "A"\r\n')
    done = fmt("--check", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode().split("\n")) == (
        2,
        ["a.agree would change", "d.agree would change", ""],
    )
    assert b"b.agree:1:8: error AG001" in done.stderr
    done = fmt(".", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode().split("\n")) == (2, ["a.agree laid out", "d.agree laid out", ""])
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [
        b'office a  "A"\n',
        b'office "A"\n',
        b'office a  "A"\n',
        b'office a  "A"\n',
    ]
    done = fmt("--check", "a.agree", "c.agree", "d.agree", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")


def test_fmt_shows_differences_and_reads_standard_input(tmp_path):
    (tmp_path / "a.agree").write_bytes(b'office a "A"')
    done = fmt("--diff", "a.agree", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.decode().split("\n")[3:] == [
        '-office a "A"',
        "\\ No newline at end of file",
        '+office a  "A"',
        "",
    ]
    assert fmt("--diff", "--check", "a.agree", cwd=tmp_path).returncode == 1
    assert (tmp_path / "a.agree").read_bytes() == b'office a "A"'
    done = fmt("-", cwd=tmp_path, given=b'office a "A"')
    assert (done.returncode, done.stdout) == (0, b'office a  "A"\n')
    assert fmt("--check", "-", cwd=tmp_path, given=b'office a "A"').returncode == 1
