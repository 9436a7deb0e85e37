"""`agreelint new`: what each skeleton writes, that it is valid as it stands, and what is refused."""

import gc
import re
import shutil
import sys

import pytest
from stock import errors, with_steps

from agreelint import cli, packs, session
from agreelint.model.resolve import KINDS
from agreelint.share import share


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Return a function that runs the program in an empty folder and gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["agreelint", *arguments])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        finally:
            gc.enable()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert str(tmp_path) not in out + err, "an absolute path"
        return code, out, err

    return run


@pytest.mark.parametrize("what", [(), ("log",), ("agreement",), ("pack",), ("rule",)])
def test_help_shows_an_example(call, what):
    code, out, _ = call("new", *what, "--help")
    assert code == 0
    assert f"agreelint new {' '.join(what)}" in out
    assert "Example" in out


# ---- log ---------------------------------------------------------------------------------------------------

HEAD = "case_id,activity,reminder,procedure,timestamp,outcome,actor,recipient,body,"


def test_a_log_on_the_screen(call):
    code, out, err = call("new", "log", "mount_greylock", "amendment", "--case", "2031")
    assert (code, err) == (0, "")
    assert out.startswith(HEAD)
    assert "\n2031,committee_initiation,initiation by the Committee (XII.B),amendment,,pending,committee," in out


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx", "LOG.XLSX"])
def test_a_log_in_a_file_tells_how_to_judge_it(call, tmp_path, name):
    code, out, err = call("new", "log", "mount_greylock", "amendment", "--output", name)
    assert (code, err) == (0, "")
    assert out == (
        f"{name}: 15 rows, all pending. When some are filled in:\n"
        f"  agreelint audit mount_greylock {name} --procedure amendment\n"
    )
    code, out, err = call("audit", "mount_greylock", name, "--procedure", "amendment", "--as-of", "2026-11-29")
    assert (code, err) == (3, "")
    assert "Nothing was checked." in out


def test_a_log_never_replaces_a_file(call, tmp_path):
    (tmp_path / "log.csv").write_text("mine")
    code, out, err = call("new", "log", "mount_greylock", "amendment", "-o", "log.csv")
    assert (code, out) == (2, "")
    assert err == "agreelint: log.csv is there already; nothing was written\n"
    assert (tmp_path / "log.csv").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "amendment"), "`nowhere` is no file, and no shipped agreement"),
        (("mount_greylock", "amendmant"), "`amendmant` is no procedure of mount_greylock: new_school, school_closing"),
        (("mount_greylock", "amendment", "--format", "xlsx"), "a log as xlsx needs --output FILE.xlsx"),
        (("mount_greylock", "amendment", "--format", "xlsx", "-o", "a.csv"), "a log as xlsx needs --output FILE.xlsx"),
        (("mount_greylock", "amendment", "-o", "a.txt"), "a.txt is neither a .csv nor a .xlsx file"),
        (("mount_greylock", "amendment", "--reading", "x=y"), "`x` is no ambiguity here"),
        (("mount_greylock",), "Missing argument"),
        (("bad.agree", "change"), "error AG101"),
    ],
)
def test_what_is_refused_of_a_log(call, tmp_path, arguments, words):
    (tmp_path / "bad.agree").write_text(with_steps("step proposal by nobody"), encoding="utf-8")
    code, out, err = call("new", "log", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.agree"]


def test_a_workbook_without_openpyxl(call, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    code, out, err = call("new", "log", "mount_greylock", "amendment", "-o", "log.xlsx")
    assert (code, out) == (2, "")
    assert err == ("agreelint: a workbook takes openpyxl to write: pip install 'agreelint[office]', or choose CSV\n")


# ---- agreement ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_agreement_is_sound_as_it_stands(call, kind):
    code, out, err = call("new", "agreement", "valley_north", "--kind", kind)
    assert (code, err) == (0, "")
    assert out == (
        "valley_north/SOURCE.md\nvalley_north/agreement.agree\nvalley_north/scenarios.agree\n"
        "Replace the example clause by clause. At any time:\n"
        "  agreelint check valley_north\n  agreelint test valley_north\n"
    )
    code, out, err = call("check", "valley_north")
    assert (code, err) == (0, "")
    assert out.endswith("2 files checked: 0 errors, 0 warnings\n")
    assert all(" info AG520 " in line for line in out.splitlines() if line.startswith("valley_north"))
    code, out, err = call("test", "valley_north")
    assert (code, err) == (0, "")
    assert "all met" in out
    assert call("checklist", "valley_north", "amendment")[0] == 0
    model = session.open_agreement("valley_north").model
    assert (model.agreement.title, model.agreement.kind) == ("Valley North", kind)
    code, _, err = call("new", "log", "valley_north", "amendment", "-o", "log.csv")
    assert (code, err) == (0, "")


@pytest.mark.parametrize("name", ["agreement", "group", "x", "a1_", "if"])
def test_an_agreement_may_have_any_name(call, name):
    assert call("new", "agreement", name, "-o", "deep/er")[0] == 0
    assert call("check", f"deep/er/{name}")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Bi-County",), "`Bi-County` is no name: names are small letters, digits and `_`; did you mean `bi_county`?"),
        (("../up",), "`../up` is no name: names are small letters, digits and `_`; did you mean `up`?"),
        (("9",), "`9` is no name: names are small letters, digits and `_`; begin with a letter, as in `bi_county`"),
        (("é\n",), "is no name"),
        (("a", "--kind", "regional"), "no kind of agreement is called `regional`; did you mean `regional_district`?"),
        (("a", "--kind", "x"), "no kind of agreement is called `x`; known: collaborative, regional_district"),
        (("a", "--jurisdiction", "masachusetts"), "no jurisdiction is called `masachusetts`; did you mean"),
    ],
)
@pytest.mark.parametrize("what", ["agreement", "pack", "rule"])
def test_what_is_refused_of_a_name(call, tmp_path, what, arguments, message):
    if what != "agreement" and len(arguments) > 1:
        arguments, message = ("a b",), "did you mean `a_b`?"
    code, out, err = call("new", what, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["agreement", "pack", "rule"])
def test_no_skeleton_replaces_a_file(call, tmp_path, what):
    assert call("new", what, "valley")[0] == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    gone = next(path for path in sorted(before) if path.suffix == ".md")
    if what != "rule":
        gone.unlink()
    code, out, err = call("new", what, "valley")
    assert (code, out) == (2, "")
    assert "there already; nothing was written" in err
    assert gone.exists() is (what == "rule")


# ---- pack and rule -----------------------------------------------------------------------------------------


def test_a_pack_is_found_among_the_rules(call, tmp_path, monkeypatch):
    code, out, err = call("new", "pack", "vermont", "--output", "rules")
    assert (code, err) == (0, "")
    assert out.startswith("rules/vermont/README.md\nrules/vermont/calendar.toml\nrules/vermont/meetings.agree\n")
    assert "an agreement takes it with `jurisdiction vermont`" in out
    assert call("check", "rules/vermont")[0] == 0
    monkeypatch.setattr(packs, "share", lambda name: tmp_path / name)
    assert packs.jurisdictions() == ("vermont",)
    state = packs.jurisdiction.__wrapped__("vermont")
    assert [pack.name.text for pack in packs.law_of.__wrapped__("vermont")[0]] == ["meetings"]
    assert (state.title, state.calendar.name, state.offices) == (
        "Vermont", "vermont", (("commissioner", "Commissioner of Education"),)
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_an_agreement_takes_a_pack(call, tmp_path, monkeypatch, kind):
    call("new", "pack", "vermont", "--output", "rules")
    shutil.copytree(share("rules") / "massachusetts", tmp_path / "rules" / "massachusetts")
    monkeypatch.setattr(packs, "share", lambda name: tmp_path / name)
    assert call("new", "agreement", "hills", "--kind", kind, "--jurisdiction", "vermont")[0] == 0
    assert call("check", "hills")[0] == 0
    assert call("test", "hills")[0] == 0


def test_the_page_of_a_rule_says_that_no_rule_runs(call, tmp_path):
    code, out, err = call("new", "rule", "quorum_unreachable", "--output", "rules/core")
    assert (code, err) == (0, "")
    assert out == (
        "rules/core/quorum_unreachable.md\n"
        "This version runs no rules, so nothing looks for what the page describes; in `rules/core` of a checkout\n"
        "the tests read its examples.\n"
    )
    page = (tmp_path / "rules" / "core" / "quorum_unreachable.md").read_text(encoding="utf-8")
    assert page.startswith("# Quorum Unreachable\n")
    blocks = re.findall(r"```agree\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        assert errors(with_steps(block)) == []


def test_skeletons_are_in_the_canonical_style(call):
    for what in (("agreement", "valley"), ("agreement", "hills", "--kind", "regional_district"), ("pack", "oregon")):
        assert call("new", *what)[0] == 0
    assert call("fmt", "--check", ".") == (0, "", "")
