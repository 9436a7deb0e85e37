"""References between steps: that they name a step, in a state it can have, for the right members."""

import pytest
from stock import errors, with_steps

STEPS = """
step idea by chair
vote tally by board
vote town_vote by each town carries when all town approve
notice letter by chair to each town
review look by dese
approval nod by bese
either way { step a by chair } or { step b by chair }
"""


@pytest.mark.parametrize(
    "clause",
    [
        "after idea",
        "after tally passed",
        "after way passed",
        "after town_vote carried",
        "after nod granted",
        "before every letter",
        "after every town_vote",
        "within 5 days after idea",
        "no later than earliest of (5 days after idea), (5 days after tally)",
        "when look requires changes",
        "when not tally passed",
        "when (tally passed and town_vote carried) or nod granted",
    ],
)
def test_lawful_references(clause):
    assert errors(with_steps(f"{STEPS}step one by chair {clause}")) == []


@pytest.mark.parametrize(
    "clause",
    ["before town_vote of that town", "after letter", "within 5 days after letter", "after every letter", "after idea"],
)
def test_lawful_references_of_members(clause):
    assert errors(with_steps(f"{STEPS}duty one by each town {clause}")) == []


def test_a_short_name_for_the_members():
    more = 'group member_district { x "X" }'
    steps = "vote v by each member_district carries when all member_district approve\n"
    assert errors(with_steps(f"{steps}duty one by each member_district before v of that district", more)) == []
    assert errors(with_steps(f"{steps}duty one by each member_district before v of that town", more)) == [
        ("AG105", "town", "the members here are `member_district`", "write `of that district`")
    ]


@pytest.mark.parametrize(
    ("clause", "code", "words", "message", "hint"),
    [
        ("after idee", "AG101", "idee", "no step of this procedure is called `idee`", "did you mean `idea`?"),
        ("after zzzzz", "AG101", "zzzzz", "no step of this procedure", "known here: a, b, idea"),
        ("after one", "AG105", "one", "`one` cannot come before or after itself", "name another step"),
        ("after every idea", "AG105", "every idea", "there is only one `idea`", "leave out `every`"),
        ("after every way", "AG105", "every way", "there is only one `way`", "leave out `every`"),
        ("after letter", "AG105", "letter", "there is one `letter` for each town", "say `every letter`"),
        (
            "after town_vote",
            "AG105",
            "town_vote",
            "there is one `town_vote` for each town",
            "say `every town_vote` or `town_vote carried`",
        ),
        (
            "within 5 days after letter",
            "AG105",
            "letter",
            "there is one `letter` for each town",
            "say `earliest of every letter`",
        ),
        (
            "after letter of that town",
            "AG105",
            "letter of that town",
            "are not both done for each member",
            "leave out `of that …`",
        ),
        (
            "after idea passed",
            "AG105",
            "passed",
            "`idea` cannot be passed",
            "`passed` is a state of a vote or a group of routes",
        ),
        (
            "after tally carried",
            "AG105",
            "carried",
            "`tally` cannot be carried",
            "`carried` is a state of a vote by each member",
        ),
        ("after town_vote passed", "AG105", "passed", "`town_vote` cannot be passed", None),
        ("after tally granted", "AG105", "granted", "`tally` cannot be granted", "`granted` is a state of an approval"),
        ("after way carried", "AG105", "carried", "`way` cannot be carried", None),
        ("after nod passed", "AG105", "passed", "`nod` cannot be passed", None),
        (
            "when tally requires changes",
            "AG105",
            "tally requires changes",
            "`tally` is no review",
            "only a review requires changes",
        ),
        ("when lock requires changes", "AG101", "lock", "no step", "did you mean `look`?"),
        ("when not tall passed", "AG101", "tall", "no step", "did you mean `tally`?"),
        ("within 5 days after way", "AG101", "way", "no step", None),
        (
            "no later than the deadline of idea",
            "AG105",
            "idea",
            "`idea` has no deadline",
            "count from the step itself, or give it a last day",
        ),
    ],
)
def test_references_that_mean_nothing(clause, code, words, message, hint):
    found = errors(with_steps(f"{STEPS}step one by chair {clause}"))
    assert [(got, at) for got, at, *_ in found] == [(code, words)]
    assert message in found[0][2]
    assert hint is None or found[0][3].startswith(hint)


def test_a_defined_date_has_no_deadline():
    dates = 'define goal "goal" = 20 days after idea\nstep one by chair no later than the deadline of goal'
    (found,) = errors(with_steps(f"{STEPS}{dates}"))
    assert found[:2] == ("AG105", "goal")
    assert "`goal` is a day itself, and has no deadline" in found[2]


def test_every_wrong_part_of_a_condition_is_told():
    found = errors(with_steps(f"{STEPS}step one by chair when (tal passed and idea passed) or not nodd granted"))
    assert [(code, words) for code, words, *_ in found] == [("AG101", "tal"), ("AG105", "passed"), ("AG101", "nodd")]


def test_every_wrong_part_of_a_date_is_told():
    found = errors(with_steps(f"{STEPS}step one by chair no later than latest of (1 day after x1), (1 day after x2)"))
    assert [words for _, words, *_ in found] == ["x1", "x2"]


def test_steps_of_another_procedure_are_not_known():
    more = "procedure other cites IV { step far by chair }"
    assert [words for _, words, *_ in errors(with_steps("step one by chair after far", more))] == ["far"]
