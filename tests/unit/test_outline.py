"""Outlines: labels and sentences of damaged, numbered and unnumbered sources, from each kind of file."""

import json
import sys
import tomllib
from io import BytesIO

import pytest
from click.testing import CliRunner

from agreelint.cli import cli
from agreelint.diagnostics import AgreelintError
from agreelint.outline.marks import from_roman, mended_roman, roman
from agreelint.outline.normative import binds
from agreelint.outline.outline import outline_of
from agreelint.outline.pieces import Part
from agreelint.outline.reading import text_of_source
from agreelint.outline.split import pieces
from agreelint.outline.tokens import formula, laws, numbers, references, terms
from agreelint.outline.toml import as_toml, from_toml
from agreelint.session import open_agreement
from agreelint.share import share
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside

SOURCES = {
    "bi_county": "bi-county-collaborative.txt",
    "mount_greylock": "mount-greylock-regional.txt",
    "berkshire": "berkshire-shared-services.txt",
}


def run(*arguments):
    return CliRunner().invoke(cli, arguments)


def labels(text):
    return [clause.label for clause in outline_of("x.txt", pieces(text)).clauses]


def sentences(text):
    return [(one.label, one.text) for one in pieces(text) if one.part is Part.SENTENCE]


def test_damage_is_mended_by_what_must_follow(root, golden):
    found = run("outline", str(root / "tests/cases/outline/damaged.txt"))
    assert found.exit_code == 0
    golden("outline.toml", found.output)
    text = (root / "tests/cases/outline/damaged.txt").read_text(encoding="utf-8")
    assert labels(text) == [
        *(
            "opening paragraph",
            "I",
            *(f"I.{letter}" for letter in "ABCDEFGHIJKLMNOP"),
            "II",
            "II.A",
            "II.B",
            "II.B.i",
            "II.B.ii",
            "II.B.iii",
        ),
        *("II.C", "III", "III.1", "III.2", "III.2 (second)", "III.3", "closing paragraph"),
    ]
    assert ("II.A", "Each member shall pay within thirty (30) days of receipt.") in sentences(text)
    assert ("II.C", "The treasurer may invest what is left.") in sentences(text)
    assert ("I", "They are open.") in sentences(text)


def test_a_text_that_numbers_in_figures():
    text = (
        "ARTICLE 1 NAMES\n\n1.1 The board meets.\n1.2. It votes.\n\n"
        "ARTICLE 2 MONEY\n\n2.1 Money:\n\n(a) is kept;\n(b) is spent.\n"
    )
    assert labels(text) == ["1", "1.1", "1.2", "2", "2.1", "2.1.a", "2.1.b"]


def test_markdown_headings_and_roman_lists():
    text = (
        "# Section I: Names\n\n## A. Members\n\nThe members *meet* yearly.\n\n"
        "## B. Board\n\ni. The board votes.\nii. It may wait.\n"
    )
    assert labels(text) == ["I", "I.A", "I.B", "I.B.i", "I.B.ii"]
    assert sentences(text)[0] == ("I.A", "The members meet yearly.")


def test_i_after_h_is_a_letter_and_before_ii_a_number():
    items = "".join(f"{letter}. Item {letter} stays.\n" for letter in "abcdefgh")
    assert labels(f"SECTION I: X\n\n{items}i. Ninth.\nj. Tenth.\n")[-2:] == ["I.i", "I.j"]
    assert labels(f"SECTION I: X\n\n{items}i. First of h.\nii. Second.\n")[-2:] == ["I.h.i", "I.h.ii"]


def test_a_hard_wrapped_text_breaks_nowhere_but_at_its_marks():
    text = (
        "SECTION I: X\nA. The board shall meet as the rule of Section\n"
        "II. A says, and at the order of subsection\nb. of it.\nB. It may\nwait.\n"
    )
    assert labels(text) == ["I", "I.A", "I.B"]


def test_a_text_without_numbers_is_cited_by_titles():
    text = "Shared services\n\nElectricity – Bought together. All take part.\n\nOthers do not.\n"
    assert labels(text) == ["paragraph 1", "Electricity", "paragraph 3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Board shall meet.", True),
        ("It willseek an amendment.", True),
        ("Those who are willing come.", False),
        ("The town is hereby authorized to lease.", True),
        ("The Board has the authority to reduce it.", True),
        ("The notice is dated May 11, 2017.", False),
        ("The report comes no later than June 30.", True),
        ("A vote within thirty (30) working days.", True),
        ("WHEREAS the towns may agree, they meet.", False),
        ("The Collaborative is a public entity.", False),
    ],
)
def test_what_binds(text, expected):
    assert binds(text) is expected


def test_items_bind_with_their_stem():
    text = "SECTION I: X\n\nA. The board shall:\n1. meet;\n2. vote.\nB. Members:\n1. North.\n2. South.\n"
    found = outline_of("x.txt", pieces(text))
    assert {c.label: [s.normative for s in c.sentences] for c in found.clauses}["I.A.2"] == [True]
    assert {c.label: [s.normative for s in c.sentences] for c in found.clauses}["I.B.2"] == [False]


def test_items_bind_beside_a_stem_that_has_the_first_mark_itself():
    text = (
        "SECTION I: X\n\n1. Powers\na. The board shall have all powers, such as:\nb. The power to name.\n"
        "2. Seats\na. Seven.\n"
    )
    found = {c.label: [s.normative for s in c.sentences] for c in outline_of("x.txt", pieces(text)).clauses}
    assert (found["I.1.b"], found["I.2.a"]) == ([True], [False])


def test_what_a_sentence_holds():
    assert references("under Sections VIII D. and VIII E., Section Vill and Appendix I") == (
        "VIII.D",
        "VIII.E",
        "VIII",
        "Appendix I",
    )
    assert references("as Sections XI. E through XI. H say") == ("XI.E", "XI.H")
    assert laws("M.G.L. c. 40, § 4E and 603 CMR 50.04(2)") == ("M.G.L. c. 40, § 4E", "603 CMR 50.04(2)")
    assert terms('hereinafter referred to as the "Board", and unit cost shall mean the price') == ("Board", "unit cost")
    assert formula("$$1.5 * LFE - (2 * Ch70) = \\text{LES}$$") == (
        *("1.5", "*", "LFE", "-", "(", "2", "*", "Ch70", ")", "=", "LES"),
    )
    thirty, *_, ten = numbers("thirty (30) days, forty-five days, two-thirds, ten (12) votes, one vote")
    assert (thirty.value, thirty.agrees, ten.value, ten.agrees) == ("30", True, "10", False)


def test_roman_numbers():
    assert [from_roman(roman(n)) for n in range(1, 40)] == list(range(1, 40))
    assert [mended_roman(text) for text in ("ill", "||", "|X", "Vill", "VD", "ABC")] == [
        "III",
        "II",
        "IX",
        "VIII",
        None,
        None,
    ]


@pytest.mark.parametrize(
    "text", ["", "schema = 1", "clause = 3\nschema = 'agreelint.outline/1'", "[", "schema = 'agreelint.outline/1'"]
)
def test_no_outline(text):
    with pytest.raises(AgreelintError, match=r"outline\.toml is no outline"):
        from_toml(text, "outline.toml")


@pytest.mark.parametrize("index", ["1.5", "true", "'1'"])
def test_a_sentence_that_is_none(index):
    with pytest.raises(AgreelintError, match="no outline"):
        from_toml(
            "schema = 'agreelint.outline/1'\nsource = ''\nsha256 = ''\n[[clause]]\nlabel = 'A'\n"
            f"sentences = [{{ index = {index}, sha256 = 1, normative = true }}]",
            "o.toml",
        )


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_shipped_outlines_are_those_of_their_sources(name, shared, update_golden):
    path = share("agreements") / name / "outline.toml"
    source = shared / "sources" / SOURCES[name]
    made = outline_of(source.name, pieces(text_of_source(source)))
    if update_golden:
        path.write_text(as_toml(made), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert from_toml(text, path.name) == made
    assert as_toml(made) == text


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_shipped_outlines_hold_no_text(name, shared):
    found = from_toml((share("agreements") / name / "outline.toml").read_text(encoding="utf-8"), name)
    kept = [value for c in found.clauses for s in c.sentences for value in (*s.references, *s.terms)]
    assert all(len(value.split()) <= 6 for value in kept)
    assert all(len(label.split()) <= 7 for label in found.labels)


@pytest.mark.parametrize("name", ["bi_county", "mount_greylock"])
def test_every_clause_that_an_encoding_cites_is_in_its_outline(name):
    outline = from_toml((share("agreements") / name / "outline.toml").read_text(encoding="utf-8"), name)
    lengths = {clause.label: len(clause.sentences) for clause in outline.clauses}
    tree = open_agreement(name).tree
    parts = [part for part in inside(tree) if isinstance(part, nodes.Citation | nodes.Cites)]
    cites = [cite for part in parts for cite in part.cites if isinstance(cite, nodes.ClauseCite)]
    assert {cite.label for cite in cites if cite.label not in lengths} == set()
    assert {f"{c.label} sentence {c.sentence}" for c in cites if c.sentence and c.sentence > lengths[c.label]} == set()


def docx_of(paragraphs):
    """Return a document whose paragraphs are (text, level or None): Word counts them as A., 1., a)."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(
            [("upperLetter", "%1."), ("decimal", "%2."), ("lowerRoman", "(%3)"), ("bullet", "o")]
        )
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in paragraphs:
        paragraph = document.add_paragraph(text)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
            )
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "July 15", "25%"
    raw = BytesIO()
    document.save(raw)
    return raw.getvalue()


def test_docx_with_the_numbers_that_word_counts(tmp_path):
    path = tmp_path / "source.docx"
    path.write_bytes(
        docx_of(
            [
                *(
                    ("SECTION I: BOARD", None),
                    ("The board shall meet.", 0),
                    ("It shall also:", 0),
                    ("vote;", 1),
                    ("wait:", 1),
                ),
                *(("a day;", 2), ("a week.", 2), ("one more", 3), ("It may rest.", 0)),
            ]
        )
    )
    text = text_of_source(path)
    assert labels(text) == ["I", "I.A", "I.B", "I.B.1", "I.B.2", "I.B.2.i", "I.B.2.ii", "I.C"]
    assert "July 15\t25%" in text


def pdf_of(lines):
    """Return a PDF of one page in Helvetica."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 750 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R %s >>"
        % b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(raw)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return raw + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        start,
    )


def test_pdf(tmp_path):
    path = tmp_path / "source.pdf"
    path.write_bytes(
        pdf_of(["SECTION I: BOARD", "A. The board shall meet in", "June of each year.", "B. It may rest."])
    )
    assert sentences(text_of_source(path)) == [
        ("I.A", "The board shall meet in June of each year."),
        ("I.B", "It may rest."),
    ]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.pdf", b"no such thing", "no PDF that can be read"),
        ("a.docx", b"no such thing", "no DOCX that can be read"),
        ("a.txt", b"\xff\xfe", "is not UTF-8"),
        ("a.txt", b" \n", "holds no text"),
        ("a.pdf", pdf_of([]), "text recognition"),
        ("a.rtf", b"x", "a kind that cannot be read"),
        ("a.md", None, "cannot be read: No such file"),
    ],
)
def test_what_cannot_be_read(tmp_path, name, raw, said):
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(AgreelintError, match=said):
        text_of_source(tmp_path / name)


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.docx", "docx")])
def test_without_the_extra(tmp_path, monkeypatch, name, module):
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(AgreelintError, match=r"install `agreelint\[documents\]`"):
        text_of_source(tmp_path / name)


def test_the_verb_in_both_formats(root):
    path = str(root / "tests/cases/outline/damaged.txt")
    as_json, as_file = run("outline", path, "--format", "json"), run("outline", path)
    assert json.loads(as_json.output) == tomllib.loads(as_file.output)
