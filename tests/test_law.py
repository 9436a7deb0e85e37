"""The law as packs: what their scenarios expect is met."""

import pytest

from agreelint import proving
from agreelint.model.joining import provisions
from agreelint.packs import jurisdictions, law_of
from agreelint.report import proofs
from agreelint.share import share

SCENARIOS = sorted(share("rules").glob("*/scenarios/*.agree"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenarios_of_packs_are_met(path):
    found = proving.run_scenarios([str(path)])
    assert found.exit_code == 0, "".join(proofs.text(found))
    assert found.proofs


def test_provisions_have_names_of_their_own():
    """A provision that does not fit an agreement is left out by its name, whatever its pack."""
    for state in jurisdictions():
        packs, _ = law_of(state)
        names = [provision.name.text for pack in packs for provision in provisions(pack)]
        assert len(names) == len(set(names))
        assert len(names) > 100 or state != "massachusetts"
