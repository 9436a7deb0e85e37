"""Encodings in several files: places, loops, what is not read, and checks of whole folders."""

import json

import pytest
from click.testing import CliRunner
from stock import with_steps

from agreelint.cli import cli
from agreelint.session import open_agreement, open_all

MAIN = with_steps("step hello by guide", 'include "parts/offices.agree"')
OFFICES = 'office guide "Guide" cites IX\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "valley" / "parts").mkdir(parents=True)
    (tmp_path / "valley" / "agreement.agree").write_text(MAIN, encoding="utf-8")
    (tmp_path / "valley" / "parts" / "offices.agree").write_text(OFFICES, encoding="utf-8")
    return tmp_path / "valley"


def test_what_is_included_is_part_of_the_agreement(folder):
    opened = open_agreement("valley")
    assert opened.ok, [d.message for d in opened.diagnostics]
    assert opened.model.agreement.offices["guide"].title == "Guide"
    assert [s.path for s in opened.sources] == ["valley/agreement.agree", "valley/parts/offices.agree"]


def test_an_included_file_is_not_checked_alone(folder):
    assert [one.sources[0].path for one in open_all("valley")] == ["valley/agreement.agree"]
    assert CliRunner().invoke(cli, ["check", "valley"]).exit_code == 0


def test_the_checksum_changes_with_every_file(folder):
    before = open_agreement("valley").sha256
    (folder / "parts" / "offices.agree").write_text(OFFICES.replace("Guide", "Leader"), encoding="utf-8")
    assert open_agreement("valley").sha256 != before


def test_a_mistake_is_told_in_its_own_file(folder):
    (folder / "parts" / "offices.agree").write_text(f'{OFFICES}office helper "Helper"\nbody 5\n', encoding="utf-8")
    told = CliRunner().invoke(cli, ["check", "valley", "--format", "json"])
    assert told.exit_code == 2
    (found,) = json.loads(told.output)["findings"]
    assert (found["path"], found["start"]["line"]) == ("valley/parts/offices.agree", 3)


def test_a_name_that_an_unread_part_may_declare_is_no_second_error(folder):
    (folder / "parts" / "offices.agree").write_text('ofice guide "Guide" cites IX\n', encoding="utf-8")
    assert [d.code for d in open_agreement("valley").diagnostics] == ["AG001"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('include "../agreement.agree"', "cannot be included"),
        ('include "offices.agree"', "these files include each other: valley/parts/offices.agree includes"),
        ('include "C:\\\\x.agree"', "cannot be included"),
        ('include "/etc/passwd"', "cannot be included"),
        ('include "none.agree"', "there is no file `none.agree`"),
    ],
)
def test_what_cannot_be_included(folder, text, message):
    (folder / "parts" / "offices.agree").write_text(f"{OFFICES}{text}\n", encoding="utf-8")
    opened = open_agreement("valley")
    (found,) = opened.diagnostics
    assert found.code == "AG003"
    assert message in found.message


def test_a_link_does_not_lead_out_of_the_folder(folder, tmp_path):
    (tmp_path / "outside.agree").write_text(OFFICES, encoding="utf-8")
    (folder / "parts" / "offices.agree").unlink()
    (folder / "parts" / "offices.agree").symlink_to(tmp_path / "outside.agree")
    found = {d.code: d.message for d in open_agreement("valley").diagnostics}
    assert "there is no file" in found["AG003"]
