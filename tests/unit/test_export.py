"""The step graph as text for Graphviz and Mermaid."""

import pytest
from stock import model_of, with_steps

from agreelint.graph.build import build
from agreelint.graph.export import dot, mermaid
from agreelint.graph.sequence import in_sequence

STEPS = """
step idea "An \\"idea\\"" cites VI.A by chair
vote tally "tally" cites VI.B by board after idea cites VI.C
review look cites VI.D by dese after tally passed
vote town_vote "town vote" cites VI.E by each town after look carries when all town approve
approval nod cites VI.F by bese after town_vote carried
effect force "in force" cites VI.G valid only if nod granted
step extra optional cites VI.H by chair at tally
""".replace('\\"', "'")


def model(steps=STEPS, more=""):
    return model_of(with_steps(steps, more))


def drawn(form, steps=STEPS):
    found = model(steps)
    return form(found.agreement, found.procedures.values())


def test_dot():
    lines = drawn(dot).splitlines()
    assert lines[:4] == [
        "digraph sample {",
        "  rankdir=TB;",
        '  node [shape=box, fontname="sans-serif"];',
        "  subgraph cluster_0 {",
    ]
    assert lines[4] == '    label="Changing the agreement";'
    assert lines[-2:] == ["  }", "}"]
    for expected in (
        '    "change.idea" [label="An \'idea\'\\nVI.A", shape=box];',
        '    "change.tally" [label="tally\\nVI.B", shape=hexagon];',
        '    "change.look" [label="look\\nVI.D", shape=parallelogram];',
        '    "change.town_vote" [label="town vote (each town)\\nVI.E", shape=hexagon];',
        '    "change.nod" [label="nod\\nVI.F", shape=parallelogram];',
        '    "change.force" [label="in force\\nVI.G", shape=doubleoctagon];',
        '    "change.extra" [label="extra\\nVI.H", shape=box, style=dashed];',
        '    "change.idea" -> "change.tally" [label="VI.C"];',
        '    "change.tally" -> "change.look" [label="passed (VI.D)"];',
        '    "change.town_vote" -> "change.nod" [label="carried (VI.F)"];',
        '    "change.nod" -> "change.force" [label="condition (VI.G)"];',
        '    "change.tally" -> "change.extra" [label="same meeting (VI.H)", style=dotted];',
    ):
        assert expected in lines


def test_mermaid():
    lines = drawn(mermaid).splitlines()
    assert lines[:3] == [
        "%% Sample Regional School District",
        "flowchart TB",
        '  subgraph change["Changing the agreement"]',
    ]
    assert lines[-1] == "  end"
    for expected in (
        "    change_idea[\"An 'idea'<br>VI.A\"]",
        '    change_tally{{"tally<br>VI.B"}}',
        '    change_look[/"look<br>VI.D"/]',
        '    change_nod[/"nod<br>VI.F"/]',
        '    change_force(["in force<br>VI.G"])',
        '    change_idea -->|"VI.C"| change_tally',
        '    change_tally -.->|"same meeting (VI.H)"| change_extra',
    ):
        assert expected in lines


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("after idea", "III"),
        ("before idea", "III"),
        ("at least 20 working days before idea", "at least 20 working days (III)"),
        ("at least 3 days after idea", "at least 3 days (III)"),
        ("at most 1 day before idea", "within 1 day (III)"),
        ("within 2 weeks after idea", "within 2 weeks (III)"),
        ("no later than (30 days after idea)", "by date (III)"),
        ("no earlier than (30 days after idea)", "by date (III)"),
        ("at next meeting of board after idea", "next meeting (III)"),
    ],
)
def test_why_an_arrow_is_there(clause, why):
    shown = drawn(mermaid, f"step idea by chair\nstep one by chair {clause}")
    first, then = ("one", "idea") if " before " in f" {clause} " else ("idea", "one")
    assert f'change_{first} -->|"{why}"| change_{then}' in shown


def test_a_group_of_routes_is_drawn_as_its_steps():
    steps = "either way { step a by chair } or { step b by chair }\nstep one by chair after way"
    shown = drawn(mermaid, steps)
    assert 'change_a -->|"III"| change_one' in shown
    assert 'change_b -->|"III"| change_one' in shown
    assert "change_way" not in shown
    assert '"change.a" [label="a\\nIII", shape=box, style=dashed];' in drawn(dot, steps)


def test_signs_that_would_break_the_text():
    agreement = model('step one "a < b & c" by chair')
    assert '["a &lt; b &amp; c<br>III"]' in mermaid(agreement.agreement, agreement.procedures.values())
    slashed = model('step one "a \\ b" by chair')
    assert '[label="a \\\\ b\\nIII"' in dot(slashed.agreement, slashed.procedures.values())


def test_several_procedures():
    found = model("step one by chair", "procedure other cites IV { step one by chair }")
    shown = dot(found.agreement, found.procedures.values())
    assert "cluster_1" in shown
    assert '"other.one"' in shown
    assert mermaid(found.agreement, [found.procedures["other"]]).count("subgraph") == 1


def test_graph_keeps_one_arrow_for_a_pair():
    graph = build(
        model("step idea by chair\nstep one by chair after idea within 3 days after idea").procedures["change"]
    )
    assert list(graph.edges) == [("idea", "one")]
    assert graph.edges["idea", "one"]["edge"].constraint.origin.name == "change.one.after_idea"


def test_sequence_follows_the_source_where_it_can():
    procedure = model("step c by chair after a\nstep b by chair\nstep a by chair\nstep d by chair").procedures["change"]
    assert [step.id for step in in_sequence(procedure)] == ["b", "a", "c", "d"]


def test_sequence_of_routes():
    procedure = model(
        "step late by chair after way\neither way { step a by chair } or { step b by chair }\nstep z by chair"
    ).procedures["change"]
    assert [step.id for step in in_sequence(procedure)] == ["a", "b", "late", "z"]
