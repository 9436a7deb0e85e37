"""Random cases that stay the same whatever changes elsewhere, and on request a search for others."""

import os
from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "0"))


def tried(name: str, times: int, draw_and_compare: Callable[[Random], None]) -> None:
    """Draw and compare so many times; with `ORACLE_EXAMPLES=N` look at N more, and shrink what differs."""
    for seed in range(times):
        draw_and_compare(Random(f"{name} {seed}"))  # noqa: S311 - test data
    if EXAMPLES:
        slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
        asked = settings(
            max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=slow
        )
        asked(given(st.randoms(use_true_random=False))(draw_and_compare))()
