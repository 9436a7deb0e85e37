"""`agreelint new`: what each skeleton writes, that it is valid as it stands, and what is refused."""

import gc
import sys

import pytest
from stock import with_steps

from agreelint import cli


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


@pytest.mark.parametrize("what", [(), ("log",)])
def test_help_shows_an_example(call, what):
    code, out, _ = call("new", *what, "--help")
    assert code == 0
    assert f"agreelint new {' '.join(what)}" in out
    assert "Example" in out


# ---- log ---------------------------------------------------------------------------------------------------

HEAD = "case_id,activity,about,timestamp,outcome,actor,recipient,body,"


def test_a_log_on_the_screen(call):
    code, out, err = call("new", "log", "mount_greylock", "amendment", "--case", "2031")
    assert (code, err) == (0, "")
    assert out.startswith(HEAD)
    assert "\n2031,committee_initiation,initiation by the Committee (XII.B),,pending,committee," in out


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx", "LOG.XLSX"])
def test_a_log_in_a_file_tells_how_to_judge_it(call, tmp_path, name):
    code, out, err = call("new", "log", "mount_greylock", "amendment", "--output", name)
    assert (code, err) == (0, "")
    assert out == (
        f"{name}: 13 rows, all pending. When some are filled in:\n"
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
        (("mount_greylock", "amendmant"), "`amendmant` is no procedure of mount_greylock: amendment"),
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
