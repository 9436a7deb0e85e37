"""The book is complete: whatever a construct or a kind of constraint lacks is named here.

A grammar rule needs a node (`tests/unit/test_grammar.py`), a page whose blocks show it (`tests/test_pages.py`), and a
scenario that would notice if it came to mean something else. A kind of constraint needs an arm wherever constraints are
judged, ordered and asked for their columns.
"""

import ast
import inspect
import typing
from functools import cache

import pytest
from stock import AGREEMENTS
from test_pages import READ, SCENARIO
from trees import tree_of

from agreelint.audit import instalments, limits, replay, standing
from agreelint.model import constraints, order
from agreelint.share import share
from agreelint.skeletons import log_columns
from agreelint.syntax.productions import productions

KINDS = [kind.__name__ for kind in typing.get_args(constraints.Constraint)]
MATCHES = {"the reference engine": replay, "the order of steps": order, "the columns of a log": log_columns}
STANDING = {
    "MeetsOften": (standing, "model.standing"),
    "LimitKept": (limits, "model.limits"),
    "InstalmentPaid": (instalments, "model.instalments"),
}
"""Kinds that belong to no case, with the module of the reference engine that judges them, and what it goes through."""
NAMED = {"step": 1, "figure": 0, "formula": 0, "limit": 0, "schedule": 0}
"""Declarations that an expectation names, and where in their tree the name stands."""
NO_VERDICT = {
    "acknowledge": "changes what a check counts",
    "out_of_scope": "says what is not encoded",
    "cites": "lists what is not encoded",
    "include": "stands for the declarations of another file",
    "date_query": "is read by `agreelint date`",
    "jurisdiction": "is a file with the offices of a state",
    "register": "has no procedure",
    "gap": "says what was not read",
    "counted": "is followed by the calendar",
    "says": "is a text for people",
    "source_link": "is a text for people",
    "required_content": "is checked in encodings",
    "states": "is checked in encodings",
}
"""Constructs on which no verdict can depend, with the reason, and all that stands in them alone."""


def texts() -> list[str]:
    """Return every text that has scenarios: blocks of pages, and the shipped agreements with theirs."""
    folders = [share("agreements") / name for name in AGREEMENTS]
    whole = ["\n".join(path.read_text(encoding="utf-8") for path in sorted(f.rglob("*.agree"))) for f in folders]
    return [*(block.whole() for block in READ if SCENARIO.search(block.text)), *whole]


def expected_in(tree) -> set[str]:
    """Return the names that the scenarios of a text speak of: in rows, figures and expectations."""
    found = tree.find_pred(lambda part: part.data in {"expected", "log_row", "given"})
    return {
        str(token)
        for part in found
        for token in part.scan_values(lambda token: token is not None and token.type == "NAME")
    }


def spoken_of(tree, expected: set[str], found: set[str]) -> None:
    """Gather the constructs of a tree, leaving out declarations of which no scenario speaks."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        name = part.data
        place = NAMED.get(name)
        if place is None or str(part.children[place]) in expected:
            found.add(name)
            waiting += [child for child in part.children if hasattr(child, "children")]


@cache
def in_scenarios() -> frozenset[str]:
    """Return every construct of which some scenario speaks."""
    found: set[str] = set()
    for text in texts():
        tree = tree_of(text)
        spoken_of(tree, expected_in(tree), found)
    return frozenset(found)


@cache
def without_verdict() -> frozenset[str]:
    """Return the constructs that only stand in those on which no verdict can depend."""
    inside: dict[str, set[str]] = {}
    for block in READ:
        dates = "date" in block.marks
        for text in block.queries if dates else [block.whole()]:
            for tree in tree_of(text, "date_query" if dates else "file").iter_subtrees():
                for child in tree.children:
                    if hasattr(child, "data"):
                        inside.setdefault(child.data, set()).add(tree.data)
    found = set(NO_VERDICT)
    while more := {name for name, around in inside.items() if around <= found} - found:
        found |= more
    return frozenset(found)


def constructs() -> set[str]:
    """Return the name of every rule that becomes a node."""
    return {way.makes for ways in productions().values() for way in ways if way.makes}


def test_every_construct_has_a_scenario():
    missing = constructs() - in_scenarios() - without_verdict() - {"number"}
    assert not missing, f"constructs of which no scenario speaks: {', '.join(sorted(missing))}"


def test_exemptions_are_constructs():
    assert set(NO_VERDICT) <= constructs()
    assert not {name for name in NO_VERDICT if name in in_scenarios()} & {"register", "date_query", "jurisdiction"}


def arms(module) -> set[str]:
    """Return the classes that a module matches, or asks after."""
    tree = ast.parse(inspect.getsource(module))
    classes = [node.cls for node in ast.walk(tree) if isinstance(node, ast.MatchClass)]
    return {cls.id for cls in classes if isinstance(cls, ast.Name)}


@pytest.mark.parametrize("place", MATCHES)
def test_every_kind_of_constraint_has_an_arm(place):
    missing = [kind for kind in KINDS if kind not in arms(MATCHES[place])]
    assert not missing, f"kinds of constraint without an arm in {place}: {', '.join(missing)}"


@pytest.mark.parametrize("kind", STANDING)
def test_what_belongs_to_no_case_is_judged_elsewhere(kind):
    module, goes_through = STANDING[kind]
    assert kind in KINDS
    assert goes_through in inspect.getsource(module)
