"""Loops in the order of steps: each is told clause by clause, the shortest first."""

import pytest
from stock import errors, opened, procedure_of, under, with_steps

from agreelint.graph.loops import check_order, shortest_loop
from agreelint.model.order import edges
from agreelint.session import analyse
from agreelint.source import Source


def test_a_loop_is_told_clause_by_clause():
    text = with_steps(
        "step one cites VI.A by chair after three\n"
        "step two cites VI.B by chair after one\n"
        "step three cites VI.C by chair after two\n"
        "step four cites VI.D by chair after three"
    )
    (found,) = opened(text).diagnostics
    assert (found.code, found.name, found.severity.value) == ("AG301", "loop", "error")
    pairs = {("one", "two", "VI.B"), ("two", "three", "VI.C"), ("three", "one", "VI.A")}
    for first, then, clause in pairs:
        assert f"`{first}` comes before `{then}` ({clause})" in found.message
    assert found.message.count(" comes before ") == 3
    assert set(found.clauses) == {"VI.A", "VI.B", "VI.C"}
    assert len(found.labels) == 3
    assert {label.text for label in found.labels} == {f"{first} before {then}" for first, then, _ in pairs}
    assert under(text, found) in {"after one", "after two", "after three"}
    assert "one of the clauses must say something else" in found.hint


def test_a_shortest_loop_is_told():
    procedure = procedure_of(
        "step a by chair\nstep b by chair after a\nstep c by chair after b\nstep d by chair after c"
    )
    assert shortest_loop(procedure) == ()
    assert check_order(procedure) == ()
    text = with_steps(
        "step a by chair after d\nstep b by chair after a\nstep c by chair after b before a\nstep d by chair after c"
    )
    (found,) = opened(text).diagnostics
    assert found.message.count(" comes before ") == 3


def test_what_is_done_on_the_day_of_a_step_comes_after_it_and_not_before():
    procedure = procedure_of(
        "vote v by board\neffect e valid only if v passed\neffect ends on e valid only if e done\nstep a by chair on v"
    )
    assert check_order(procedure) == ()
    assert {(edge.first, edge.then) for edge in edges(procedure)} == {("v", "e"), ("e", "ends"), ("v", "a")}


def test_a_defined_date_orders_only_what_it_implies():
    procedure = procedure_of(
        "define soon cites VI = 2 weeks after a\n"
        "define year_before cites VI = December 31 preceding the calendar_year of the wanted_date of a\n"
        "step a by chair\nstep b by chair after a no later than soon\nstep c by chair after b no later than year_before"
    )
    assert check_order(procedure) == ()
    assert {(edge.first, edge.then) for edge in edges(procedure)} == {("a", "b"), ("b", "c")}


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        ("step a by chair before b\nstep b by chair before a", 2),
        ("step a by chair at least 5 days before b\nstep b by chair at least 5 days before a", 2),
        ("step a by chair within 5 days after b\nstep b by chair after a", 2),
        ("step a by chair at b\nstep b by chair after a", 2),
        ("reading a at next meeting of board after b\nstep b by chair after a", 2),
        ("vote v by board after e\neffect e valid only if v passed", 2),
        ("either w { step a by chair after b } or { step c by chair }\nstep b by chair after w", 2),
        (
            (
                "step a by chair no later than latest of (1 day after b), (2 days after c)\n"
                "step b by chair\nstep c by chair after a"
            ),
            2,
        ),
        ("step a by chair at most 5 days before b\nstep b by chair before a", 2),
    ],
)
def test_every_kind_of_edge_can_close_a_loop(steps, count):
    (found,) = analyse(Source("a.agree", with_steps(steps))).diagnostics
    assert found.code == "AG301"
    assert found.message.count(" comes before ") == count


@pytest.mark.parametrize(
    "bound",
    [
        "at least 12 months before end of the fiscal_year of a",
        "at least 180 days before start of the fiscal_year after a",
        "no later than April 30 in the fiscal_year of b",
        "no later than end of the fiscal_year of b",
        "no later than 10 days before b",
        "no later than April 30 preceding the fiscal_year of b",
        "at least 180 days before end of the fiscal_year of b",
    ],
)
def test_a_date_that_may_come_before_its_step_closes_no_loop(bound):
    procedure = procedure_of(f"step a optional by chair {bound}\nstep b by chair after a")
    assert check_order(procedure) == ()


@pytest.mark.parametrize(
    ("bound", "order"),
    [
        ("no later than hearing", ("a", "hearing")),
        ("no later than 10 days before hearing", ("a", "hearing")),
        ("no later than April 30 preceding the fiscal_year of hearing", ("a", "hearing")),
        ("no later than start of the fiscal_year of hearing", ("a", "hearing")),
        ("at least 5 days before hearing", ("a", "hearing")),
        ("within 5 days before hearing", ("a", "hearing")),
        ("no earlier than end of the fiscal_year of hearing", ("hearing", "a")),
        ("no earlier than May 1 in the fiscal_year after hearing", ("hearing", "a")),
        ("no earlier than start of the fiscal_year after hearing", ("hearing", "a")),
        ("no later than next July 1 after hearing", ("hearing", "a")),
        ("no later than next business day after hearing", ("hearing", "a")),
        ("at least 5 days after the deadline of (5 days after hearing)", ("hearing", "a")),
        ("within 5 days after the receipt of letter", ("letter", "a")),
        ("no earlier than May 1 in the fiscal_year of hearing", None),
        ("no later than end of the fiscal_year of hearing", None),
        ("no earlier than 5 days before hearing", None),
        ("no later than May 1 preceding the fiscal_year after hearing", None),
    ],
)
def test_the_order_that_a_date_implies(bound, order):
    procedure = procedure_of(f"notice letter by chair to board\nreading hearing by board\nstep a by chair {bound}")
    found = [(edge.first, edge.then) for edge in edges(procedure) if "a" in {edge.first, edge.then}]
    assert found == ([order] if order else [])


def test_each_procedure_is_looked_at():
    more = "procedure other cites IV { step a by chair after b step b by chair after a }"
    assert [code for code, *_ in errors(with_steps("step x by chair after y\nstep y by chair after x", more))] == [
        "AG301",
        "AG301",
    ]


def test_nothing_is_said_of_loops_while_names_are_wrong():
    assert [code for code, *_ in errors(with_steps("step a by chair after b\nstep b by chair after a after c"))] == [
        "AG101"
    ]
