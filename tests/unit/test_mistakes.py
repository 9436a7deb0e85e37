"""Mistakes in texts, one by one and ten at a time: each said once, at its place, with what was most likely meant.

`cases/syntax/` has the texts, each with one mistake; `golden/mistakes/` shows what is said of each, to be read like an
interface. Ten of them in one text must give the same ten messages, and nothing else.
"""

import re
import tomllib
from random import Random

import pytest
from stock import CASES, opened, with_steps

from agreelint.report.places import told
from agreelint.source import Source

SYNTAX = CASES.parent / "syntax"
WRAPPED = {
    "steps": with_steps,
    "declarations": lambda text: with_steps("step started by chair", text),
    "whole": lambda text: text,
}
TABLES = {kind: tomllib.loads((SYNTAX / f"{kind}.toml").read_text(encoding="utf-8"))["case"] for kind in WRAPPED}
# What the texts declare; with a number at its end, many texts fit into one.
DECLARED = re.compile(
    r"\b(one|two|three|way|again|majority|present_only|all_seats|little|treasurer|finance|village|elm|oak|closing|"
    r"council_of_one|town_vote)\b"
)


def shown(text: str, inner: str) -> list[str]:
    """Return what is said about a text, with lines counted from the start of its inner part."""
    source = Source("sample", text)
    top = text.count("\n", 0, text.index(inner))
    return [
        re.sub(r"sample:(\d+)", lambda m: str(int(m[1]) - top), told(diagnostic, {"sample": source}))
        for diagnostic in opened(text, "sample").diagnostics
    ]


def places(found: list[str], top: int = 0) -> list[tuple[int, str]]:
    """Return line and code of every message."""
    return [(int(one.partition(":")[0]) + top, re.search(r"AG\d+", one)[0]) for one in found]


@pytest.mark.parametrize("kind", WRAPPED)
def test_one_mistake(kind, golden):
    pieces = []
    for case in TABLES[kind]:
        found = shown(WRAPPED[kind](case["text"]), case["text"])
        assert len(found) == 1, f"{case['name']}: {found}"
        short = (re.sub(r"expected [^\n]* …$", "expected …", one, flags=re.MULTILINE) for one in found)
        pieces += [f"# {case['name']}", *short, ""]  # long lists of words change with every construct
    golden(f"mistakes/{kind}.txt", "\n".join(pieces))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("kind", ["steps", "declarations"])
def test_ten_mistakes(kind, seed):
    rng = Random(seed)  # noqa: S311 - test data
    text, expected = "", []
    for number, case in enumerate(rng.sample([c for c in TABLES[kind] if "end" not in c["name"].split()], 10)):
        inner = DECLARED.sub(rf"\1_{number}", case["text"])
        expected += places(shown(WRAPPED[kind](inner), inner), text.count("\n"))
        text += inner
    assert places(shown(WRAPPED[kind](text), text)) == expected
