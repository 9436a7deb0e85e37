"""Mistakes in texts, one by one and ten at a time: each said once, at its place, with what was most likely meant."""

import re
import tomllib
from random import Random

import pytest
from stock import CASES, said, with_steps

SYNTAX = CASES.parent / "syntax"
WRAPPED = {
    "steps": with_steps,
    "declarations": lambda text: with_steps("step started by chair", text),
    "whole": lambda text: text,
}
TABLES = {kind: tomllib.loads((SYNTAX / f"{kind}.toml").read_text(encoding="utf-8"))["case"] for kind in WRAPPED}
SINGLE = [pytest.param(kind, case, id=f"{kind}: {case['name']}") for kind, cases in TABLES.items() for case in cases]
# What one text declares; with a number at its end, many texts fit into one.
DECLARED = re.compile(
    r"\b(one|two|three|way|again|majority|present_only|all_seats|little|treasurer|finance|village|elm|oak|closing|"
    r"council_of_one|town_vote)\b"
)


def told(text: str, top: int = 0) -> list[str]:
    """Return what is said about a text, with lines counted from line `top`."""
    return [
        " ".join(filter(None, (f"{line - top}:{column}", code, hint))) for code, line, column, _, hint in said(text)
    ]


def joined(cases) -> tuple[str, list[str]]:
    """Return one text made of many, each with names of its own, and what is to be said of it."""
    text, expected = "", []
    for number, case in enumerate(cases):
        above = text.count("\n")
        text += DECLARED.sub(rf"\1_{number}", case["text"])
        for line in case["expect"]:
            row, _, rest = line.partition(":")
            expected.append(f"{int(row) + above}:{rest.split()[1]}")
    return text, expected


@pytest.mark.parametrize(("kind", "case"), SINGLE)
def test_one_mistake(kind, case):
    text = WRAPPED[kind](case["text"])
    assert told(text, text.count("\n", 0, text.index(case["text"]))) == case["expect"]


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("kind", ["steps", "declarations"])
def test_ten_mistakes(kind, seed):
    rng = Random(seed)  # noqa: S311 - test data
    inner, expected = joined(rng.sample([c for c in TABLES[kind] if "end" not in c["name"].split()], 10))
    text = WRAPPED[kind](inner)
    top = text.count("\n", 0, text.index(inner))
    assert [re.sub(r"^(\d+):\d+ (AG\d+).*", r"\1:\2", line) for line in told(text, top)] == expected
