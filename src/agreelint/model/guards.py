"""Guards: under which readings, beside which exceptions, and between which turning points a constraint holds."""

from collections.abc import Mapping
from typing import TypeAlias

Guard: TypeAlias = tuple[tuple[str, str], ...]
"""Names of phrases, exceptions and turning points, each with the reading or state that it must have."""

Selection: TypeAlias = Mapping[str, str]
"""The reading of each phrase, whether each exception applies, and which turning points have come."""

ON, OFF = "applies", "does not apply"
PASSED, AHEAD = "passed", "ahead"
"""Of a turning point between two texts: whether it has come by the day that decides which text governs."""


def selected(guard: Guard, selection: Selection) -> bool:
    """Say whether what carries a guard holds under a selection."""
    return all(selection[name] == value for name, value in guard)
