"""Guards: under which readings, and beside which exceptions, a constraint holds."""

from collections.abc import Mapping
from typing import TypeAlias

Guard: TypeAlias = tuple[tuple[str, str], ...]
"""Names of phrases and exceptions, each with the reading, or with ON or OFF, that it must have."""

Selection: TypeAlias = Mapping[str, str]
"""The reading of each phrase, and whether each exception applies."""

ON, OFF = "applies", "does not apply"


def selected(guard: Guard, selection: Selection) -> bool:
    """Say whether what carries a guard holds under a selection."""
    return all(selection[name] == value for name, value in guard)
