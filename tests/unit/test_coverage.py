"""Coverage: what became of each binding sentence, in every format; what `check` says of labels that do not exist."""

import json

import pytest
from click.testing import CliRunner

from agreelint.cli import cli
from agreelint.covering import cover
from agreelint.diagnostics import AgreelintError
from agreelint.prove.coverage import Status

SOURCE = """SECTION I: BOARD

The board is the body of the collaborative. It shall have nine <seats>.

SECTION II: CHANGES

- A. The Director shall send a letter at least 20 days before the hearing. The letter may be short.
- B. The board shall:
 - 1. hear the members;
 - 2. vote by a majority.
- C. The director will be polite.
- D. Nobody may object. The chair may rest.

SECTION III: MISSION

- A. The collaborative shall be good.
- B. It shall be kind.
"""
AGREEMENT = """agreement valley "Valley & Hills" { jurisdiction massachusetts }
body board "Board" cites I sentence 2 {
  seats    9
  quorum   more than 1/2 of seats
  decides  with more than 1/2 of present
}
office director "Director" cites II.A
procedure change "Changes" cites II.B {
  notice letter "letter" cites II.A sentence 1 by director to board
    at least 20 days before hearing
  reading hearing "hearing" cites II.B.1 at meeting of board
  vote tally "vote" cites II.B.2 by board
    after hearing passes with more than 1/2 of present
}
out of scope III because "open <standards>"
out of scope II.D sentence 1 because "nothing is done by it"
scenario "twenty days" for change {
  as of 2018-12-31, complete
  2017-04-12  letter
  2017-05-11  hearing
  expect II.A sentence 1 letter satisfied
}
"""


def run(*arguments):
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in a folder with an agreement, its source and its outline."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agreement.agree").write_text(AGREEMENT, encoding="utf-8")
    (tmp_path / "source.txt").write_text(SOURCE, encoding="utf-8")
    assert run("outline", "source.txt", "--output", "outline.toml").exit_code == 0
    return tmp_path


def test_what_became_of_each_sentence(here):
    _, found = cover(".")
    assert {(one.clause, one.sentence.index): one.status for one in found.sentences} == {
        ("I", 1): Status.NOT_BINDING,
        ("I", 2): Status.ENCODED,
        ("II.A", 1): Status.ENCODED,
        ("II.A", 2): Status.ENCODED,  # the office cites the whole clause
        ("II.B", 1): Status.ENCODED,
        ("II.B.1", 1): Status.ENCODED,
        ("II.B.2", 1): Status.ENCODED,
        ("II.C", 1): Status.UNTOUCHED,  # II.B is cited, which is not II.C; nor would II cover it
        ("II.D", 1): Status.OUT_OF_SCOPE,
        ("II.D", 2): Status.UNTOUCHED,
        ("III.A", 1): Status.OUT_OF_SCOPE,
        ("III.B", 1): Status.OUT_OF_SCOPE,
    }
    by = {(one.clause, one.sentence.index): [part.name for part in one.by] for one in found.sentences}
    assert by["II.A", 1] == ["director", "change.letter"]
    assert by["II.A", 2] == ["director"]
    assert by["II.B", 1] == ["change"]
    assert by["II.B.2", 1] == ["change.tally"]


def test_from_a_sentence_to_its_proof(here):
    _, found = cover(".")
    letter = next(part for one in found.sentences for part in one.by if part.name == "change.letter")
    assert letter.place == "agreement.agree:9"
    assert [(one.title, one.place) for one in letter.shown] == [("twenty days", "agreement.agree:17")]
    assert letter.text.startswith('notice letter "letter"')


def test_a_parent_covers_no_child(here):
    text = AGREEMENT.replace('"Director" cites II.A', '"Director" cites II.A, II, III').replace(
        "out of scope III", "# III"
    )
    (here / "agreement.agree").write_text(text, encoding="utf-8")
    _, found = cover(".")
    assert {one.clause for one in found.having(Status.UNTOUCHED)} == {"II.C", "II.D", "III.A", "III.B"}


@pytest.mark.parametrize("form", ["text", "json", "html"])
@pytest.mark.parametrize("source", [(), ("--source", "source.txt")])
def test_formats(here, golden, form, source):
    found = run("coverage", ".", "--format", form, *source)
    assert found.exit_code == 1
    golden(f"coverage{'-source' * bool(source)}.{form}", found.output)


def test_the_document_of_the_contract(here):
    document = json.loads(run("coverage", ".", "--format", "json").output)
    assert document["schema"] == "agreelint.coverage/1"
    assert document["summary"] == {"sentences": 11, "encoded": 6, "out_of_scope": 3, "untouched": 2}
    assert len(document["sentences"]) == 11
    first = document["sentences"][1]
    assert (first["clause"], first["index"], first["status"]) == ("II.A", 1, "encoded")
    assert (first["by"], first["reason"]) == (["director", "change.letter"], None)


def test_the_page_escapes_everything_and_shows_text_only_of_the_source(here):
    without = run("coverage", ".", "--format", "html").output
    page = run("coverage", ".", "--format", "html", "--source", "source.txt").output
    assert "polite" not in without
    assert "nine &lt;seats&gt;" in page
    assert "open &lt;standards&gt;" in page
    assert "Valley &amp; Hills" in page


def test_another_source_is_told(here):
    (here / "source.txt").write_text(
        SOURCE.replace("polite", "kind").replace("- B. It shall be kind.\n", "").replace(" The chair may rest.", "")
        + "\nSECTION IV: END\n",
        encoding="utf-8",
    )
    found = run("coverage", ".", "--source", "source.txt")
    assert found.exit_code == 1
    for difference in (
        "III.B is not in the source",
        "IV of the source is not in the outline",
        "II.D has 1 sentence in the source and 2 in the outline",
        "II.C sentence 1 reads differently in the source",
    ):
        assert f"  {difference}\n" in found.output


def test_everything_touched_is_exit_code_0(here):
    text = AGREEMENT + 'out of scope II.C, II.D sentence 2 because "manners"\n'
    (here / "agreement.agree").write_text(text, encoding="utf-8")
    assert run("coverage", ".").exit_code == 0


def test_without_an_outline(here):
    (here / "outline.toml").unlink()
    with pytest.raises(AgreelintError, match="agreelint outline SOURCE"):
        cover(".")
    assert run("coverage", ".", "--source", "source.txt").exit_code == 1


def test_an_agreement_with_errors(here):
    (here / "agreement.agree").write_text(AGREEMENT.replace("by director", "by nobody"), encoding="utf-8")
    assert run("coverage", ".").exit_code == 2


def test_an_outline_that_cannot_be_read(here):
    (here / "outline.toml").write_bytes(b"\xff")
    with pytest.raises(AgreelintError, match=r"outline\.toml cannot be read"):
        cover(".")


def test_check_knows_the_labels_of_the_source(here):
    text = AGREEMENT.replace("cites I sentence 2", "cites I sentence 3").replace("cites II.B.2", "cites II.Z")
    (here / "agreement.agree").write_text(text + 'out of scope VI because "none"\n', encoding="utf-8")
    found = json.loads(run("check", ".", "--format", "json").output)["findings"]
    assert [(one["code"], one["severity"], one["message"]) for one in found] == [
        ("AG512", "warning", "I has 2 sentences in the source, and no sentence 3"),
        ("AG512", "warning", "II.Z is no clause of the source"),
        ("AG512", "warning", "VI is no clause of the source"),
    ]
    (here / "outline.toml").unlink()
    assert json.loads(run("check", ".", "--format", "json").output)["findings"] == []


@pytest.mark.parametrize("name", ["bi_county", "mount_greylock"])
def test_nothing_of_the_shipped_agreements_is_untouched(name):
    _, found = cover(name)
    assert [f"{one.clause} sentence {one.sentence.index}" for one in found.having(Status.UNTOUCHED)] == []
    assert found.count(Status.ENCODED) > 100


@pytest.mark.parametrize(
    ("name", "source"),
    [("bi_county", "bi-county-collaborative.txt"), ("mount_greylock", "mount-greylock-regional.txt")],
)
def test_the_sources_of_the_shipped_agreements(name, source, shared):
    _, found = cover(name, shared / "sources" / source)
    assert found.differences == ()
    assert all(one.text for one in found.sentences)


def test_a_scenario_of_a_procedure_shows_the_steps_that_it_takes_from_another():
    _, found = cover("bi_county")
    valuation = next(one for one in found.sentences if one.clause == "XI.G.1").by[0]
    assert valuation.name.endswith(".valuation")
    assert any("11-termination" in scenario.place for scenario in valuation.shown)


def test_audit_names_encoding_and_scenario_of_each_verdict(here):
    (here / "log.csv").write_text(
        "case_id,activity,timestamp\nc,letter,2017-05-01\nc,hearing,2017-05-11\n", encoding="utf-8"
    )
    log = ("audit", ".", "log.csv", "--as-of", "2018-12-31", "--no-packs")
    explained = run(*log, "--explain").output
    assert "      encoded at: agreement.agree:10\n" in explained
    assert "      shown by: “twenty days” (agreement.agree:17)\n" in explained
    assert "      shown by: no scenario\n" in explained
    assert "encoded at" not in run(*log).output
    verdicts = json.loads(run(*log, "--explain", "--format", "json").output)["verdicts"]
    lead = next(one for one in verdicts if one["constraint"] == "change.letter.lead")
    assert lead["encoding"] == "agreement.agree:10"
    assert lead["scenarios"] == [{"title": "twenty days", "place": "agreement.agree:17"}]
