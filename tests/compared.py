"""What the reference engine says beside what a simulator says, verdict by verdict."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen
from oracle.verdicts import Key, Verdict
from stock import opened

from agreelint.model.constraints import Model


@frozen
class Judged:
    """What the engine says of one constraint."""

    state: str
    due: date | None
    message: str


def model_of(drawn: object) -> Model:
    """Open what was drawn, by its text."""
    found = opened(str(drawn))
    assert not found.diagnostics, f"{[d.message for d in found.diagnostics]}\n{drawn}"
    return found.model


def same_states(
    found: Mapping[Key, Judged], expected: Mapping[Key, Verdict], case_of: Callable[[Key, Verdict | None], str]
) -> Counter[str]:
    """Compare all verdicts; return how many of each state are the same. `case_of` writes a disagreement down."""
    for key in sorted(found.keys() | expected.keys(), key=str):
        one, other = found.get(key), expected.get(key)
        assert agree(one, other), f"engine: {one}\noracle: {other}\n\n{case_of(key, other)}"
    return Counter(one.state for one in found.values())


def agree(one: Judged | None, other: Verdict | None) -> bool:
    """Say whether both have a verdict of one state, and of one last day where both name one."""
    if one is None or other is None:
        return False
    return one.state == other.state and (one.due is None or other.due is None or one.due == other.due)
