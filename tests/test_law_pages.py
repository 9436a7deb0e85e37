"""The pages of `docs/law/` say what the packs say; `make golden` writes them anew."""

import pytest

from agreelint.explain.provisions import packs_told
from agreelint.packs import jurisdictions
from agreelint.report.law_pages import pages

PAGES = pages(tuple(pack for name in jurisdictions() for pack in packs_told(name)))


@pytest.mark.parametrize("name", PAGES)
def test_page(root, name, update_golden):
    path = root / "docs" / "law" / name
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGES[name], encoding="utf-8", newline="")
        return
    assert path.is_file(), f"no docs/law/{name}; run `make golden`"
    assert path.read_text("utf-8") == PAGES[name], "the packs say something else; if rightly so, run `make golden`"


def test_no_page_is_left_over(root, update_golden):
    folder = root / "docs" / "law"
    stale = {path.name for path in folder.iterdir()} - set(PAGES)
    if update_golden:
        for name in stale:
            (folder / name).unlink()
    else:
        assert not stale, "pages of no pack; `make golden` removes them"
