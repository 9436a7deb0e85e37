"""Steps: who acts for whom, defaults, and that every clause fits its kind of step."""

import pytest
from stock import errors, procedure_of, with_steps

from agreelint.model.entities import StepKind


def test_what_a_step_says():
    steps = procedure_of(
        """
        step one "The first" optional cites VI.A sentence 2 by chair
        notice two_letters by director to each town via mail shown by four
        reading three at meeting of board
        vote four by board
        approval five by bese after two_letters not controlled
        duty six by town_clerk of each town when four passed
        """.replace("after two_letters ", "")
    ).steps
    one, two, three, four, five, six = steps.values()
    assert (one.id, one.title, one.kind, one.optional) == ("one", "The first", StepKind.STEP, True)
    assert (one.clauses.label, one.clauses.full) == ("VI.A", ("VI.A sentence 2",))
    assert (two.title, two.clauses.label, two.each, two.shown_by) == ("two letters", "III", "town", "four")
    assert (three.meeting_of, three.kind) == ("board", StepKind.READING)
    assert (four.each, four.controlled) == (None, True)
    assert not five.controlled
    assert (six.each, six.when is not None) == ("town", True)


def test_who_owes_what():
    steps = procedure_of(
        """
        step plain by chair
        step left optional by chair
        step open by any of town, director
        notice letter by chair to director
        vote tally by board
        review look by dese
        approval nod by bese
        effect force valid only if nod granted
        either way { filing paper by chair to dese } or { vote motion by board }
        """
    ).steps
    assert {name: step.owed for name, step in steps.items()} == {
        "plain": True,
        "left": False,
        "open": False,
        "letter": True,
        "tally": False,
        "look": False,
        "nod": False,
        "force": False,
        "paper": False,
        "motion": False,
    }
    assert {name for name, step in steps.items() if not step.duty} == {"tally", "look", "nod", "force", "motion"}
    assert steps["paper"].route_of == "way"


def test_groups_of_routes():
    either = procedure_of(
        "either way cites VI { vote motion by board step posting by chair } or { step petition by chair cites VI.B }"
    ).eithers["way"]
    assert either.routes == (("motion", "posting"), ("petition",))
    assert either.clauses.label == "VI"


def test_citations_are_inherited():
    steps = procedure_of(
        "either way cites VI { step one by chair } or { step two cites VI.B by chair }\nstep three by chair"
    ).steps
    assert [step.clauses.label for step in steps.values()] == ["VI", "VI.B", "III"]


def test_members_of_a_body_are_those_for_whom_it_has_seats():
    assert procedure_of("notice one by chair to each council.member").steps["one"].each == "town"


@pytest.mark.parametrize(
    ("clause", "kind", "words", "message"),
    [
        ("passes with more than 1/2 of present", "step", None, "only a vote passes"),
        ("carries when all town approve", "notice", None, "only a vote carries"),
        ("valid only if tally passed", "step", None, "only an effect is valid on conditions"),
        ("not controlled", "step", None, "only reviews, approvals and votes"),
        ("to director", "review", None, "only notices, filings and plain steps have recipients"),
        ("via mail", "reading", None, "only notices, filings and votes go by a medium"),
        ("enclosing proposal", "meeting", None, "only notices and filings enclose something"),
        ("signed by at least 1/10 of registered_voters", "approval", None, "only filings are signed"),
        ("with certificate of town_clerk", "review", None, "only filings carry a certificate"),
        ("shown by tally", "reading", None, "only a duty can be shown by another step"),
    ],
)
def test_clauses_that_do_not_fit_a_kind(clause, kind, words, message):
    text = with_steps(f"vote tally by board\n{kind} one by chair {clause}")
    assert ("AG105", words or clause, message, f"`one` is declared as a {kind}") in [
        (code, at, told[: len(message)], hint) for code, at, told, hint in errors(text)
    ]


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("to director to chair", "notice"),
        ("passes with all present passes with all seats", "vote"),
        ("when tally passed when not tally passed", "step"),
        ('judged "a" judged "b"', "step"),
        ("shown by tally shown by tally", "step"),
    ],
)
def test_what_is_said_twice(clause, kind):
    text = with_steps(f"vote tally by board\n{kind} one by board {clause}")
    assert [(code, message, hint) for code, _, message, hint in errors(text)] == [
        ("AG105", "this is said twice for one step", "keep one of the two")
    ]


@pytest.mark.parametrize(
    ("steps", "words", "message", "hint"),
    [
        ("step one by chairs", "chairs", "no office or body is called `chairs`", "did you mean `chair`?"),
        ("step one by chair or bord", "bord", "no office or body is called `bord`", "did you mean `board`?"),
        ("step one by any of towns, chair", "towns", "no office, body or group", "did you mean `town`?"),
        ("step one by town", "town", "`town` is a group, not an office or body", "say `by each town`"),
        ("notice one by chair to town", "town", "`town` is a group, not an office or body", "say `to each town`"),
        ("step one by each towns", "towns", "no group is called `towns`", "did you mean `town`?"),
        ("step one by town_clerks of each town", "town_clerks", "no office or body", "did you mean `town_clerk`?"),
        ("step one by town_clerk of each towns", "towns", "no group", "did you mean `town`?"),
        ("step one by voter of any one town", "voter", "no office or body", "did you mean `voters`?"),
        ("step one by voters of any one towns", "towns", "no group", "did you mean `town`?"),
        ("notice one by chair to bord", "bord", "no office or body", "did you mean `board`?"),
        ("notice one by chair to each towns", "towns", "no group", "did you mean `town`?"),
        ("notice one by chair to each boards.member", "boards", "no body", "did you mean `board`?"),
        ("reading one at meeting of bord", "bord", "no body", "did you mean `board`?"),
        ('step one by chair judged "well" by bord', "bord", "no office or body", "did you mean `board`?"),
        ("filing one by chair with certificate of town_clark", "town_clark", "no office", "did you mean `town_clerk`?"),
        ("step one by the actor of two", "two", "no step of this procedure", "did you mean `one`?"),
    ],
)
def test_unknown_names(steps, words, message, hint):
    found = errors(with_steps(steps))
    assert [(code, at) for code, at, *_ in found] == [("AG101", words)]
    assert message in found[0][2]
    assert found[0][3] == hint or (found[0][3] or "").startswith("known here:")


@pytest.mark.parametrize(
    ("steps", "code", "words", "message"),
    [
        ("step one by chair\nstep one by director", "AG102", "one", "`one` is declared twice"),
        (
            "step one by chair\neither one { step two by chair } or { step three by chair }",
            "AG102",
            "one",
            "declared twice",
        ),
        ("either way { step one by chair } or { step one by chair }", "AG102", "one", "declared twice"),
        ("effect one", "AG105", "one", "the effect `one` has no condition"),
        ("notice one by each town to each other", "AG105", "each other", "for each member of one group only"),
        (
            "notice one by chair to each board.member",
            "AG105",
            "each board.member",
            "the members of `board` are not listed",
        ),
    ],
)
def test_other_mistakes(steps, code, words, message):
    found = errors(with_steps(steps, 'group other { x "X" }'))
    assert (code, words) in [(got, at) for got, at, *_ in found]
    assert any(message in told for _, _, told, _ in found)
    assert len(found) == 1


def test_a_step_without_any_citation():
    text = with_steps("step one by chair").replace(" cites III {", " {")
    assert errors(text) == [
        ("AG104", "one", "`one` cites no clause", "add `cites` with the label of the clause that it encodes")
    ]


def test_a_body_without_seats_is_told_once():
    more = 'body panel "Panel" cites II { seats one for each towns }'
    assert [code for code, *_ in errors(with_steps("notice one by chair to each panel.member", more))] == ["AG101"]
