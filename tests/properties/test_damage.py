"""Ten thousand damaged encodings and logs: never a traceback, never "all is well" when something was unread."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stock import STOCK, csv_of, with_steps

from agreelint import auditing, session
from agreelint.logs.mapping import load_mapping
from agreelint.report.checks import Checked, as_json, text
from agreelint.report.places import all_told
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax import engine
from agreelint.syntax.build import Builder
from agreelint.syntax.parser import parse
from agreelint.texts import decoded

STEPS = """
  notice letter "Letter" cites III.A
    by chair to director and town_clerk via mail or delivery
    at least 10 working days before hearing
  reading hearing cites III.B
    at meeting of board after letter
  vote adoption "Adoption" cites III.C
    by board at hearing
    passes with ambiguous majority "majority" {
      of_those_present  more than 1/2 of present  default
      of_all            more than 1/2 of seats    because II.C
    }
  approval consent cites III.D
    by director after adoption passed not controlled
  effect force cites III.E
    valid only if adoption passed and consent granted
"""
ROWS = """
letter 2017-04-03 actor=chair recipient=director;town_clerk
hearing 2017-05-11 actor=board
adoption 2017-05-11 actor=board votes_for=6 votes_against=2 members_present=8
consent 2017-06-01T09:30 actor=director outcome=approved
"""
JSON_ROWS = (
    '{"case_id": "c1", "activity": "letter", "timestamp": "2017-04-03", "recipient": ["director", "town_clerk"]}\n'
    '{"case_id": "c1", "activity": "adoption", "timestamp": "2017-05-11", "votes_for": 6, "members_present": 8}\n'
)
MAPPING = """
[log.columns]
case = "case_id"
[log.activities]
sent = "letter"
[[log.rows]]
where = { activity = "hearing" }
set = { body = "board" }
[[complete]]
activity = "letter"
from = 2017-01-01
through = 2018-12-31
"""
SAMPLE = with_steps(STEPS)
WHOLE = [path.read_text(encoding="utf-8") for path in sorted(share("agreements").glob("*/agreement.agree"))]
PIECES = [
    *(bytes([number]) for number in (0, 9, 10, 13, 27, 34, 39, 92, 123, 125, 127, 128, 0xC3, 0xE2, 0xFE, 0xFF)),
    *(piece.encode() for piece in ('"', "#", "{", "}", "(", ")", ",", ";", ".", "/", "-", " not ", " of ", " by ")),
    *(piece.encode() for piece in ("\u202e", "\u2066", "\u200b", "\ufeff", "\u00a0", "“", "\r\n", "\r", "\U0001f3eb")),
    *(piece.encode() for piece in (" cites ", " 99999999999999999999 ", " 2017-02-30 ", " 0/0 ", '""""', "[" * 40)),
]


def damaged(data: bytes, rng: Random) -> bytes:
    """Return bytes with one to six things wrong: bytes changed, cut, doubled, moved, put in, lines mixed."""
    for _ in range(rng.randint(1, 6)):
        at, length = rng.randrange(len(data) + 1), rng.choice((1, 1, 2, 5, 20, 200))
        part = data[at : at + length]
        match rng.randrange(7):
            case 0:
                data = data[:at] + data[at + length :]
            case 1:
                data = data[:at] + rng.choice(PIECES) + data[at:]
            case 2:
                data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
            case 3:
                data = data[:at] + part + data[at:]
            case 4:
                to = rng.randrange(len(data) + 1)
                data = data[:to] + part + data[to:]
            case 5:
                lines = data.split(b"\n")
                one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
                lines[one], lines[other] = lines[other], lines[one]
                data = b"\n".join(lines)
            case _:
                data = data[:at] if rng.random() < 0.2 else data[:at].swapcase() + data[at:]
    return data


def test_what_is_damaged_is_sound():
    assert [d.message for d in session.analyse(Source("sample.agree", SAMPLE)).diagnostics] == []


def read(raw: bytes) -> None:
    """Read an encoding as `check` does, and see that nothing unread goes untold."""
    found = decoded(raw, "damaged.agree")
    source, digest = found.value
    diagnostics = found.diagnostics
    if found.ok:
        diagnostics = session.analyse(source, digest).diagnostics
    checked = Checked(("damaged.agree",), diagnostics, (source,))
    assert text(checked)
    assert as_json(checked)
    if not any(diagnostic.code in session.UNREAD for diagnostic in diagnostics):
        engine.read(raw.decode("utf-8-sig"), "file", Builder("damaged.agree"))  # all of it is in the language


@pytest.mark.parametrize("part", range(4))
def test_damaged_encodings(part):
    rng = Random(f"encodings {part}")  # noqa: S311 - test data
    good = SAMPLE.encode()
    for _ in range(500):
        read(damaged(good, rng))


def test_damaged_shipped_encodings():
    rng = Random("shipped")  # noqa: S311 - test data
    for whole in WHOLE:
        for _ in range(25):
            read(damaged(whole.encode(), rng))


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_bytes_that_are_no_encoding(raw):
    read(raw)


@given(st.text(st.sampled_from('"#{}(),./-= \n\tabyzAZ059\u202e\u200b“é'), max_size=60), st.integers(0, len(STOCK)))
@settings(max_examples=100, deadline=None)
def test_text_put_into_an_encoding(piece, at):
    read(f"{STOCK[:at]}{piece}{STOCK[at:]}".encode())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return an empty current folder that holds the sample."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample.agree").write_text(SAMPLE, encoding="utf-8")
    return tmp_path


LOGS = {"log.csv": csv_of(ROWS).encode(), "log.jsonl": JSON_ROWS.encode()}


@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("name", LOGS)
def test_damaged_logs(folder, monkeypatch, name, part):
    opened = session.open_agreement("sample.agree")
    assert opened.ok
    monkeypatch.setattr(auditing, "open_agreement", lambda _: opened)  # read once: here the logs are damaged
    rng = Random(f"{name} {part}")  # noqa: S311 - test data
    for _ in range(500):
        (folder / name).write_bytes(damaged(LOGS[name], rng))
        outcome = auditing.run_audit(auditing.Request("sample.agree", (Path(name),), date(2018, 12, 31), packs=False))
        all_told(outcome.diagnostics, outcome.sources)
        errors = [d for d in outcome.diagnostics if d.severity.value == "error"]
        assert outcome.exit_code in ({2} if errors else {0, 1, 3})
        assert (outcome.audit is None) == bool(errors)


@pytest.mark.parametrize("agreement", ["bi_county", "mount_greylock"])
def test_damaged_records_of_what_happened(folder, monkeypatch, agreement):
    opened = session.open_agreement(agreement)
    monkeypatch.setattr(auditing, "open_agreement", lambda _: opened)
    good = (share("agreements") / agreement / "history.csv").read_bytes()
    rng = Random(agreement)  # noqa: S311 - test data
    for _ in range(60):
        (folder / "log.csv").write_bytes(damaged(good, rng))
        request = auditing.Request(
            agreement, (Path("log.csv"),), date(2018, 12, 31), skip_bad_rows=Path("bad.csv"), packs=False
        )
        outcome = auditing.run_audit(request)
        all_told(outcome.diagnostics, outcome.sources)
        assert outcome.exit_code in (
            {2} if any(d.severity.value == "error" for d in outcome.diagnostics) else {0, 1, 3}
        )


def test_damaged_mappings(folder):
    rng = Random("mappings")  # noqa: S311 - test data
    for _ in range(600):
        (folder / "mapping.toml").write_bytes(damaged(MAPPING.encode(), rng))
        found = load_mapping(Path("mapping.toml"), "mapping.toml")
        all_told(found.diagnostics, (found.value.source,))


def test_damaged_files_at_the_command_line(folder):
    rng = Random("command line")  # noqa: S311 - test data
    command = [sys.executable, "-m", "agreelint"]
    for number in range(12):
        (folder / "damaged.agree").write_bytes(damaged(SAMPLE.encode(), rng))
        (folder / "log.csv").write_bytes(damaged(LOGS["log.csv"], rng))
        (folder / "log.jsonl").write_bytes(damaged(LOGS["log.jsonl"], rng))
        log = ("log.csv", "log.jsonl")[number % 2]
        for arguments in (["check", "damaged.agree"], ["audit", "sample.agree", log, "--as-of", "2018-12-31"]):
            done = subprocess.run(
                [*command, *arguments],
                capture_output=True,
                check=False,
                cwd=folder,
                env={**os.environ, "NO_COLOR": "1"},
            )
            assert done.returncode in {0, 1, 2, 3}
            assert b"Traceback" not in done.stderr
            assert done.returncode or b"error" not in done.stdout + done.stderr


TYPOS = {
    "a stray sign": lambda line: f"{line} ;",
    "a stray quote": lambda line: f'{line} "',
    "a bracket too many": lambda line: f"{line} )",
    "a name in capitals": lambda line: line.replace(" chair", " Chair").replace(" board", " Board"),
    "a word misspelt": lambda line: line.replace("cites", "cties").replace("office", "offcie"),
    "a word cut": lambda line: line.replace("notice ", "notic ").replace("reading ", "readin "),
    "an unknown line": lambda line: f"{line}\n  whatever this means",
    "a word said twice": lambda line: line.replace("by ", "by by ").replace("cites ", "cites cites "),
}


@given(st.data())
@settings(max_examples=70, deadline=None, derandomize=True)  # the same in every run
def test_as_many_errors_as_lines_are_damaged(data):
    lines = SAMPLE.split("\n")
    chosen = data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=6, unique=True))
    damaged_lines = 0
    for number in chosen:
        if not lines[number].strip() or "#" in lines[number]:
            continue
        typo = TYPOS[data.draw(st.sampled_from(sorted(TYPOS)))]
        changed = typo(lines[number])
        damaged_lines += changed != lines[number]
        lines[number] = changed
    found = parse(Source("sample.agree", "\n".join(lines))).diagnostics
    everything = session.analyse(Source("sample.agree", "\n".join(lines))).diagnostics
    if damaged_lines:
        assert 1 <= len(everything) <= damaged_lines, [d.message for d in everything]
        assert len(found) >= 1
    else:
        assert everything == ()
