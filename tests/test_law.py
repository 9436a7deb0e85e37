"""The law as packs: what their scenarios expect is met."""

import pytest

from agreelint import proving
from agreelint.report import proofs
from agreelint.share import share

SCENARIOS = sorted(share("rules").glob("*/scenarios/*.agree"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenarios_of_packs_are_met(path):
    found = proving.run_scenarios([str(path)])
    assert found.exit_code == 0, "".join(proofs.text(found))
    assert found.proofs
