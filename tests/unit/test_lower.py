"""Steps to constraints: names, kinds, clauses, and what cannot be lowered."""

import pytest
from stock import STOCK, errors, model_of, procedure_of, with_steps

from agreelint.model.ballots import OWN_MAJORITY
from agreelint.model.constraints import (
    ActedBy,
    Carried,
    Contents,
    Deadline,
    Granted,
    Judged,
    MeetsOften,
    NextMeeting,
    Occurrence,
    Order,
    QuorumMet,
    RouteTaken,
    SameMeeting,
    ThresholdMet,
    Valid,
)


def lowered(steps):
    """Return the constraints by name, without the procedure."""
    return {c.origin.name.partition(".")[2]: c for c in procedure_of(steps).constraints}


def test_every_kind():
    found = lowered(
        """
        step idea by chair
        notice letter by chair to director at least 10 days before hearing via mail judged "well"
        reading hearing at meeting of board after idea
        vote tally by board at hearing
        step minutes by chair at next regular meeting of board after hearing
        vote town_vote by each town carries when all town approve
        approval nod by bese
        effect force valid only if nod granted
        either way { step a by chair } or { step b by chair }
        """
    )
    assert {name: type(c) for name, c in found.items()} == {
        "way.route": RouteTaken,
        "idea.done": Occurrence,
        "idea.by": ActedBy,
        "letter.lead": Deadline,
        "letter.judged": Judged,
        "letter.by": ActedBy,
        "letter.contents": Contents,
        "hearing.after_idea": Order,
        "tally.meeting": SameMeeting,
        "tally.threshold": ThresholdMet,
        "tally.quorum": QuorumMet,
        "tally.by": ActedBy,
        "minutes.next_meeting": NextMeeting,
        "minutes.by": ActedBy,
        "town_vote.done": Occurrence,
        "town_vote.carries": Carried,
        "nod.granted": Granted,
        "nod.by": ActedBy,
        "force.validity": Valid,
        "a.done": Occurrence,
        "a.by": ActedBy,
        "b.done": Occurrence,
        "b.by": ActedBy,
    }


def test_names_of_bounds():
    found = lowered(
        """
        reading h at meeting of board
        step a by chair at least 1 day before h
        step b by chair at least 1 day after h
        step c by chair at most 1 day before h
        step d by chair within 1 day after h
        step e by chair no later than 2017-05-11
        step f by chair no earlier than 2017-05-11
        step g by chair after h before e after b
        """
    )
    assert [name for name, c in found.items() if isinstance(c, Deadline)] == [
        "a.lead",
        "b.wait",
        "c.within",
        "d.within",
        "e.deadline",
        "f.not_before",
    ]
    assert [name for name, c in found.items() if isinstance(c, Order)] == ["g.after_h", "g.before_e", "g.after_b"]


def test_a_name_is_never_given_twice():
    found = lowered(
        "reading h at meeting of board\nstep a by chair within 1 day after h within 2 days after h after h after h"
    )
    assert [name for name in found if name.startswith("a.")] == [
        "a.within",
        "a.within_2",
        "a.after_h",
        "a.after_h_2",
        "a.by",
    ]


def test_kinds():
    found = lowered(
        """
        step owed by chair after idea
        step left optional by chair after idea
        step idea by any of town, chair
        review look by dese after idea
        vote tally by board after idea passes with all present cites VI.C
        effect force valid only if tally passed judged "well"
        either way { step a by chair after idea } or { step b by chair }
        """
    )
    kinds = {name: c.origin.kind.value for name, c in found.items()}
    assert {name: kinds[name] for name in kinds if name.endswith("after_idea")} == {
        "owed.after_idea": "duty",
        "left.after_idea": "power",
        "look.after_idea": "power",
        "tally.after_idea": "power",
        "a.after_idea": "power",
    }
    assert kinds["idea.by"] == "power"
    assert (
        kinds["tally.threshold"]
        == kinds["tally.quorum"]
        == kinds["force.validity"]
        == kinds["force.judged"]
        == "validity"
    )
    assert kinds["way.route"] == "duty"


def test_clauses():
    found = lowered(
        """
        step one cites VI.A by chair cites VI.B after two cites VI.C sentence 2, VI.D within 5 days after two
        step two by chair
        vote three cites VI.E by board
        vote four cites VI.E by board passes with all present cites VI.F
        vote five cites VI.E by each town carries when all town approve cites VI.G
        vote six cites VI.E by each town carries when all town approve
        notice seven cites VI.H by chair via mail cites VI.I enclosing map cites VI.J
        """
    )
    clauses = {name: c.origin.clause for name, c in found.items()}
    assert clauses == clauses | {
        "one.after_two": "VI.C",
        "one.within": "VI.A",
        "one.by": "VI.B",
        "two.done": "III",
        "three.threshold": "II.C",
        "three.quorum": "II.B",
        "four.threshold": "VI.F",
        "five.carries": "VI.G",
        "six.carries": "VI.E",
        "seven.contents": "VI.J",
        "seven.done": "VI.H",
    }
    assert found["one.after_two"].origin.clauses == ("VI.C sentence 2", "VI.D")


def test_spans_point_to_the_words_of_the_clause():
    text = with_steps("step one by chair after two cites VI\nstep two by chair")
    (order,) = [c for c in model_of(text).procedures["change"].constraints if isinstance(c, Order)]
    assert text[order.origin.span.start : order.origin.span.end] == "after two"


def test_own_votes_of_members():
    found = lowered(
        """
        vote one by each town carries when all town approve
        vote two by each town passes with at least 2/3 of present carries when all town approve
        """
    )
    assert " and ".join(map(str, found["one.carries"].own.options[0].rule)) == "more than 1/2 of present and voting"
    assert found["one.carries"].own.options[0].name == OWN_MAJORITY
    assert " and ".join(map(str, found["two.carries"].own.options[0].rule)) == "at least 2/3 of present"


def test_contents_in_log_columns():
    found = lowered(
        """
        filing one by chair via mail or hand enclosing map and list
          signed by more than 1/10 of registered_voters with certificate of town_clerk
        """
    )
    assert found["one.contents"].parts == (
        ("medium", ("mail", "hand")),
        ("enclosures", ("map", "list")),
        ("signatures", ("1/10", "True", "0")),
        ("certificate", ("town_clerk",)),
    )


def test_standing_duties():
    text = STOCK.replace("# STEPS", "step one by chair").replace(
        "seats    9", "seats 9 meets at least 6 times every fiscal_year cites IV meets at least once every fiscal_year"
    )
    first, second = model_of(text).standing
    assert isinstance(first, MeetsOften)
    assert [(d.origin.name, d.origin.clause, d.often.options[0].rule.times, d.body) for d in (first, second)] == [
        ("board.meets", "IV", 6, "board"),
        ("board.meets_2", "II", 1, "board"),
    ]


@pytest.mark.parametrize(
    ("steps", "code", "words", "message", "hint"),
    [
        (
            "vote one by each town",
            "AG105",
            "one",
            "nothing says when `one` carries",
            "add `carries when … of town approve`",
        ),
        ("vote one by chair", "AG105", "one", "no body takes the vote `one`", "say `by` and the name of a body"),
        ("vote one", "AG105", "one", "no body takes the vote", "say `by`"),
        ("vote one by council", "AG105", "one", "nothing says with how many votes `one` passes", "add `passes with …`"),
        (
            "vote one by board carries when all town approve",
            "AG105",
            "carries when all town approve",
            "only a vote by each member carries",
            "say `passes with …`",
        ),
        (
            "vote one by each town carries when all towns approve",
            "AG101",
            "towns",
            "no base of a vote",
            "did you mean `town`?",
        ),
        (
            "vote one by each town passes with all sets carries when all town approve",
            "AG101",
            "sets",
            "no base of a vote",
            None,
        ),
        ("step one by chair shown by one", "AG105", "shown by one", "a step cannot show itself", "name a later record"),
        ("step one by chair shown by two", "AG101", "two", "no step of this procedure", None),
        (
            "step two by chair\nstep one by chair at least 0 days after two",
            "AG105",
            "0 days",
            "a bound of 0 bounds nothing",
            "say `before` or `after`",
        ),
        (
            "step two by chair\nstep one by chair at two at meeting of board",
            "AG105",
            "at meeting of board",
            "is held at one meeting",
            "keep one of the two",
        ),
        ("step one by chair at two", "AG101", "two", "no step", None),
        (
            "step two by chair\nstep one by chair at next meeting of bord after two",
            "AG101",
            "bord",
            "no body",
            "did you mean `board`?",
        ),
    ],
)
def test_what_cannot_be_lowered(steps, code, words, message, hint):
    found = errors(with_steps(steps))
    assert [(got, at) for got, at, *_ in found] == [(code, words)]
    assert message in found[0][2]
    assert hint is None or found[0][3].startswith(hint)


def test_a_procedure_is_declared_once():
    more = "procedure change cites III { step other by chair }"
    assert errors(with_steps("step one by chair", more)) == [
        ("AG102", "change", "`change` is declared twice", "give this procedure another name")
    ]


def test_a_procedure():
    found = procedure_of("step one by chair")
    assert (found.id, found.title, found.amends, found.clauses) == ("change", "Changing the agreement", True, ("III",))
    plain = model_of(with_steps("step one by chair", "procedure other { step x cites I by chair }")).procedures["other"]
    assert (plain.title, plain.amends, plain.clauses) == ("other", False, ())
