"""From a path or a shipped name to what was read, and how it is spoken of."""

import hashlib
from pathlib import Path

import pytest
from stock import STOCK, with_steps

from agreelint import session, texts
from agreelint.diagnostics import AgreelintError
from agreelint.session import analyse, find, make_checklist, open_agreement, open_all, open_procedure, shipped
from agreelint.share import share
from agreelint.source import Source
from agreelint.texts import display

TEXT = with_steps("step one by chair\nstep two by chair after one")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return an empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, text=TEXT):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# ---- names ---------------------------------------------------------------------------------------------


def test_shipped_names():
    assert {"bi_county", "mount_greylock"} <= set(shipped())
    assert list(shipped()) == sorted(shipped())
    for name in shipped():
        path, shown = find(name)
        assert path == share("agreements") / name / "agreement.agree"
        assert shown == f"{name}/agreement.agree"


def test_a_file_a_folder_and_a_name(folder):
    write(folder / "mine" / "agreement.agree")
    write(folder / "other.agree")
    assert find("mine")[1] == "mine/agreement.agree"
    assert find("mine/agreement.agree")[1] == "mine/agreement.agree"
    assert find(str(folder / "other.agree")) == (folder / "other.agree", "other.agree")


def test_a_folder_here_goes_before_a_shipped_name(folder):
    write(folder / "bi_county" / "agreement.agree")
    assert find("bi_county")[0] == Path("bi_county/agreement.agree")
    assert open_agreement("bi_county").model.agreement.id == "sample"


@pytest.mark.parametrize("name", ["nowhere", "", "../bi_county", "bi_county/", "no/such/file.agree"])
def test_what_is_neither(folder, name):
    with pytest.raises(AgreelintError) as told:
        find(name)
    assert str(told.value) == f"`{name}` is no file, and no shipped agreement: {', '.join(shipped())}"


def test_an_empty_folder_of_that_name_hides_nothing(folder):
    (folder / "bi_county").mkdir()
    assert open_agreement("bi_county").model.agreement.id == "bi_county"


def test_display_is_never_absolute(folder):
    assert display(folder / "a" / "b.agree") == "a/b.agree"
    assert display(Path("a/../b.agree")) == "b.agree"
    assert display(folder.parent / "elsewhere" / "b.agree") == "elsewhere/b.agree"
    assert display(share("agreements") / "bi_county" / "scenarios" / "b.agree") == "bi_county/scenarios/b.agree"
    for path in (folder / "x", folder.parent, Path("/etc/passwd"), Path("..")):
        assert not Path(display(path)).is_absolute()


def test_display_of_a_file_in_the_root_folder(folder):
    assert not Path(display(Path("/b.agree"))).is_absolute()


# ---- reading -------------------------------------------------------------------------------------------


def test_what_is_read(folder):
    path = write(folder / "a.agree")
    opened = open_agreement("a.agree")
    assert opened.ok
    assert opened.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(s.path, s.text) for s in opened.sources] == [("a.agree", TEXT)]


def test_not_utf8(folder):
    (folder / "a.agree").write_bytes(b"# caf\xe9\n" + TEXT.encode())
    opened = open_agreement("a.agree")
    (found,) = opened.diagnostics
    assert opened.model is None
    assert not opened.ok
    assert (found.code, found.name) == ("AG003", "unreadable")
    assert found.message == "byte 6 is not UTF-8"
    assert found.labels[0].span.path == "a.agree"
    assert found.code in session.UNREAD


def test_too_large(folder, monkeypatch):
    monkeypatch.setattr(texts, "_LARGEST", 1_000_000)
    write(folder / "a.agree", "#" * 1_000_001)
    opened = open_agreement("a.agree")
    assert [d.code for d in opened.diagnostics] == ["AG003"]
    assert opened.diagnostics[0].message == "the file is larger than 1 MB; no agreement is"
    write(folder / "a.agree", TEXT + "#" * (1_000_000 - len(TEXT.encode())))
    assert open_agreement("a.agree").ok


def test_a_file_that_cannot_be_read(folder, monkeypatch):
    write(folder / "a.agree")

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(AgreelintError, match=r"^a.agree cannot be read: Permission denied$"):
        open_agreement(str(folder / "a.agree"))


def test_open_all(folder):
    write(folder / "x" / "b.agree")
    write(folder / "x" / "y" / "a.agree", TEXT.replace("after one", "after on"))
    write(folder / "x" / "notes.txt", "nonsense")
    first, second = open_all("x")
    assert [o.sources[0].path for o in (first, second)] == ["x/b.agree", "x/y/a.agree"]
    assert first.ok
    assert [d.code for d in second.diagnostics] == ["AG101"]
    one, *_ = open_all("bi_county")
    assert one.model.agreement.id == "bi_county"
    with pytest.raises(AgreelintError):
        open_all("nowhere")


def test_an_empty_folder(folder):
    (folder / "empty").mkdir()
    with pytest.raises(AgreelintError, match="the folder `empty` holds no"):
        open_all("empty")


def test_open_procedure(folder):
    write(folder / "a.agree")
    assert open_procedure("a.agree", None)[1].agreement.id == "sample"
    assert open_procedure("a.agree", "change")[1] is not None
    with pytest.raises(AgreelintError, match="`chang` is no procedure of sample: change"):
        open_procedure("a.agree", "chang")
    write(folder / "b.agree", TEXT.replace("after one", "after on"))
    opened, model = open_procedure("b.agree", "change")
    assert model is None
    assert [d.code for d in opened.diagnostics] == ["AG101"]


def test_an_agreement_without_procedures(folder):
    write(folder / "a.agree", 'agreement a "A" { jurisdiction massachusetts }')
    with pytest.raises(AgreelintError, match="`change` is no procedure of a: none"):
        open_procedure("a.agree", "change")


# ---- the pipeline --------------------------------------------------------------------------------------


def test_diagnostics_come_in_the_order_of_the_text():
    text = STOCK.replace("# STEPS", "step one by chairs after three\nstp two by chair\nstep three by bord")
    starts = [d.labels[0].span.start for d in analyse(Source("a.agree", text)).diagnostics]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_readings_of_a_checklist():
    model = open_agreement("bi_county").model
    assert make_checklist(model, "amendment", ("board_majority=of_those_present",)).items
    with pytest.raises(AgreelintError, match=r"`x` is no ambiguity here: .*board_majority, .*last_day_roll"):
        make_checklist(model, "amendment", ("x=y",))
    with pytest.raises(
        AgreelintError, match="`y` is no reading of board_majority: of_those_present, of_the_whole_board"
    ):
        make_checklist(model, "amendment", ("board_majority=y",))
    with pytest.raises(AgreelintError, match="say which, as in board_majority=of_those_present"):
        make_checklist(model, "amendment", ("board_majority",))
