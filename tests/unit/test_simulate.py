"""The verb `simulate`: what it writes and prints, that a seed decides it, and what it refuses."""

import json
import re
import sys

import pytest
from stock import opened_once, with_steps  # noqa: F401 - a fixture

from agreelint import cli
from agreelint.simulate.faults import KINDS


@pytest.fixture
def call(tmp_path, monkeypatch, capsys, opened_once):  # noqa: F811
    """Return a function that runs the program in an empty folder and gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["agreelint", *arguments])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


DEBT = ("simulate", "mount_greylock", "debt", "--cases", "5", "--rate", "0.4", "--seed", "2")


def test_what_is_written(call, golden, tmp_path):
    code, out, err = call(*DEBT)
    assert (code, err) == (0, "")
    golden("simulated.txt", out)
    golden("simulated.csv", (tmp_path / "debt.csv").read_text(encoding="utf-8"))
    expected = (tmp_path / "debt.expected.json").read_text(encoding="utf-8")
    golden("simulated.json", re.sub(r'("(?:sha256|version)": )"[^"]*"', r'\1"-"', expected))


def test_the_command_that_is_printed_finds_what_is_expected(call, tmp_path):
    """The comparison is the one that `docs/simulation.md` shows."""
    _, out, _ = call(*DEBT)
    expected = json.loads((tmp_path / "debt.expected.json").read_text(encoding="utf-8"))
    command = expected["audit"]["command"]
    assert out.splitlines()[-1].strip() == command
    code, audited, err = call(*command.split()[1:], "--format", "json")
    assert (code, err) == (1, "")
    document = json.loads(audited)
    found = {(v["case_id"], v["constraint"], v["instance"]["for"]): v["state"] for v in document["verdicts"]}
    told = [(case["case_id"], one) for case in expected["cases"] for one in case["verdicts"]]
    assert len(told) == 34
    assert [(case, one) for case, one in told if found[case, one["constraint"], one["for"]] != one["state"]] == []
    assert document["log"]["sha256"] == expected["log"]["sha256"]
    assert document["agreement"]["sha256"] == expected["agreement"]["sha256"]
    faults = [(case["case_id"], case["fault"]) for case in expected["cases"] if case["fault"]]
    assert [fault["kind"] for _, fault in faults] == ["quorum", "late"]
    assert [found[case, fault["constraint"], fault["for"][0]] for case, fault in faults] == ["no_effect", "violated"]


def test_the_same_seed_gives_the_same_bytes(call, tmp_path):
    files = ("debt.csv", "debt.expected.json")
    call(*DEBT)
    first = [(tmp_path / name).read_bytes() for name in files]
    assert call(*DEBT)[0] == 0  # a simulated log may be written over
    assert [(tmp_path / name).read_bytes() for name in files] == first
    call(*DEBT[:-1], "3")
    assert (tmp_path / "debt.csv").read_bytes() != first[0]


def test_how_many_cases_are_faulty(call, tmp_path):
    def faults(*options):
        assert call("simulate", "bi_county", "gifts", "-o", "gifts.csv", *options)[0] == 0
        document = json.loads((tmp_path / "gifts.expected.json").read_text(encoding="utf-8"))
        return [case["fault"]["kind"] for case in document["cases"] if case["fault"]], document["summary"]

    assert faults("--cases", "3", "--faults", "none") == ([], {"cases": 3, "lawful": 3, "faulty": 0, "faults": {}})
    assert faults("--cases", "3", "--rate", "0")[0] == []
    assert faults("--cases", "3", "--rate", "0.01", "--faults", "votes")[0] == ["votes"]
    kinds, summary = faults("--cases", "4", "--rate", "1", "--faults", "votes,quorum")
    assert sorted(kinds) == ["quorum", "quorum", "votes", "votes"]
    assert summary == {"cases": 4, "lawful": 0, "faulty": 4, "faults": {"quorum": 2, "votes": 2}}


def test_no_case_begins_before_the_start(call, tmp_path):
    assert call("simulate", "bi_county", "gifts", "--start", "2031-05-01")[0] == 0
    rows = (tmp_path / "gifts.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) >= 10
    assert all(row.split(",")[3] >= "2031-05-01" for row in rows)


def test_a_kind_without_a_place_is_said(call, tmp_path):
    code, out, _ = call("simulate", "bi_county", "gifts", "--rate", "1", "--cases", "2", "--faults", "chair,votes")
    assert code == 0
    assert "no place here for: chair\n" in out
    (tmp_path / "gifts.csv").unlink()
    code, out, err = call("simulate", "bi_county", "gifts", "--faults", "chair,day")
    assert (code, out) == (2, "")
    assert err == "agreelint: `gifts` has no place for any of these faults: chair, day\n"
    assert not (tmp_path / "gifts.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("bi_county", "gifts", "--faults", "late,lost"),
            2,
            "`lost` is no kind of fault: missing, order, late, early,",
        ),
        (("bi_county", "gift"), 2, "`gift` is no procedure of bi_county: subcommittee,"),
        (("berkshire", "gifts"), 3, "is a register"),
        (("bi_county", "gifts", "--cases", "0"), 2, "0 cases cannot be simulated: ask for 1 to 10000"),
        (("bi_county", "gifts", "--rate", "1.5"), 2, "1.5 is not in the range 0<=x<=1"),
        (("bi_county", "gifts", "-o", "gifts.xlsx"), 2, "gifts.xlsx is no name for the log, which is written as CSV"),
        (("bi_county", "gifts", "-o", "none/gifts.csv"), 2, "none/gifts.csv cannot be written: No such file"),
        (("bi_county", "surplus", "--cases", "60"), 2, "can be drawn: 2062"),
        (("bi_county", "gifts", "--rate", "nan"), 2, "nan is no share of the cases"),
        (("bi_county", "gifts", "--seed", ""), 2, "the seed is empty"),
        (("bi_county", "gifts", "--faults", "none,late"), 2, "`none` stands alone"),
        (("bi_county",), 2, "Missing argument 'PROCEDURE'"),
    ],
)
def test_what_is_refused(call, arguments, code, message):
    found, out, err = call("simulate", *arguments)
    assert (found, out) == (code, "")
    assert message in err


def test_a_record_is_not_written_over(call, tmp_path):
    (tmp_path / "gifts.csv").write_text("a record", encoding="utf-8")
    code, out, err = call("simulate", "bi_county", "gifts")
    assert (code, out) == (2, "")
    assert err.startswith("agreelint: gifts.csv is not written over: gifts.csv and gifts.expected.json are not both as")
    assert (tmp_path / "gifts.csv").read_text(encoding="utf-8") == "a record"


def test_what_was_added_to_a_simulated_log_is_not_lost(call, tmp_path):
    call("simulate", "bi_county", "gifts")
    log, expected = tmp_path / "gifts.csv", tmp_path / "gifts.expected.json"
    simulated = log.read_text(encoding="utf-8")
    log.write_text(f"{simulated}mine\n", encoding="utf-8")
    assert call("simulate", "bi_county", "gifts")[0] == 2
    assert log.read_text(encoding="utf-8").endswith("mine\n")
    log.unlink()
    expected.write_text('{"mine": 1}', encoding="utf-8")
    assert call("simulate", "bi_county", "gifts")[0] == 2
    assert expected.read_text(encoding="utf-8") == '{"mine": 1}'
    assert not log.exists()


def test_an_encoding_with_errors(call, tmp_path):
    (tmp_path / "a.agree").write_text(with_steps("notice letter by nobody_known"), encoding="utf-8")
    code, out, err = call("simulate", "a.agree", "change")
    assert (code, out) == (2, "")
    assert "a.agree:" in err
    assert "AG101" in err


IMPOSSIBLE = """
notice letter by director to chair at least 20 days before hearing
reading hearing within 10 days after letter
"""


def test_a_procedure_that_nobody_can_keep(call, tmp_path):
    (tmp_path / "a.agree").write_text(with_steps(IMPOSSIBLE), encoding="utf-8")
    code, out, err = call("simulate", "a.agree", "change")
    assert (code, out) == (2, "")
    assert err == "agreelint: no lawful case of `change` can be drawn: its bounds pull against each other\n"


def test_every_kind_of_fault_is_in_the_docs(root):
    page = (root / "docs" / "simulation.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert told == [kind.name for kind in KINDS]
