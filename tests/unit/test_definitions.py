"""Defined dates, terms and years in an encoding: what is refused, and where."""

import pytest
from stock import errors, with_steps


def told(text):
    return [(code, message) for code, _, message, _ in errors(text)]


HEARING = "reading hearing at meeting of board\n"


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ("define a cites VII = hearing define a cites VII = hearing", [("AG102", "`a` is declared twice")]),
        ("define hearing cites VII = May 14, 2017", [("AG102", "`hearing` is declared twice")]),
        ("define a for each twon cites VII = hearing", [("AG101", "no group is called `twon`")]),
        ("define a cites VII = haering", [("AG101", "no step of this procedure is called `haering`")]),
        ("define a cites VII = a", [("AG306", "dates in a circle: `a`, which rests on `a`")]),
        ("define a cites VII = end of FZ", [("AG101", "no year is called `FZ` here")]),
        (
            "define a cites VII = hearing step one by chair before a passed",
            [("AG101", "no step of this procedure is called `a`")],
        ),
        ("define a cites VII = hearing step one by chair before every a", [("AG105", "there is only one `a`")]),
        (
            "term a cites VII lasts 1 year after hearing step one by chair after a",
            [("AG105", "`a` is a term, not a day")],
        ),
        ("step one by chair no later than end of hearing", [("AG101", "no term is called `hearing`")]),
        ("step one by chair no later than the first day of haering", [("AG101", "no step of this procedure")]),
        (
            "step one by chair after the receipt of haering",
            [("AG101", "no step of this procedure is called `haering`")],
        ),
        ("step one by chair between SY2018 and SY2019", [("AG001", "`SY2018` cannot stand here")]),
        (
            "step one by chair between February 29 and March 1 in FY2018",
            [("AG105", "FY2018 has no February 29")],
        ),
        (
            "step one by chair between start of SY2018 and end of SY2018",
            [
                ("AG105", "nothing says when a school year starts"),
                ("AG105", "nothing says when a school year starts"),
            ],
        ),
        (
            "step one by chair between May 2, 2018 and May 1, 2018",
            [("AG105", "this window closes before it opens: 2018-05-02 comes after 2018-05-01")],
        ),
        (
            "step one by chair no later than February 29 in SY2018",
            [("AG105", "nothing says when a school year starts")],
        ),
        (
            "notice one by chair to director deemed received when sent deemed received 1 day after sending",
            [("AG105", "this is said twice for one step")],
        ),
    ],
)
def test_what_is_refused(steps, found):
    seen = told(with_steps(f"{HEARING}{steps}"))
    assert [code for code, _ in seen] == [code for code, _ in found]
    for (_, message), (_, words) in zip(seen, found, strict=True):
        assert words in message


def test_a_definition_for_all_procedures_names_a_step_of_one():
    more = "define day cites VIII = 30 days after nothing"
    assert told(with_steps(HEARING, more)) == [("AG101", "no step is called `nothing`")]
    assert errors(with_steps(HEARING, "define day cites VIII = 30 days after hearing")) == []


def test_definitions_for_all_procedures_in_a_circle():
    more = "define one cites VIII = 30 days after two define two cites VIII = one"
    seen = told(with_steps(f"{HEARING} step three by chair no later than two", more))
    assert seen == [("AG306", "dates in a circle: `one`, which rests on `two`, which rests on `one`")]


def test_first_days_in_a_circle():
    steps = """
    step one by chair no earlier than 10 days after the first day of two
    step two by chair no earlier than 10 days after the first day of one
    """
    assert [code for code, _ in told(with_steps(steps))] == ["AG306"]


def test_what_continues_as_another_brings_its_dates():
    more = """
    procedure other "Another" cites IX {
      step begin by chair
      continues as change after begin
    }
    """
    steps = f"{HEARING} define day cites VII = 30 days after hearing step one by chair no later than day"
    assert errors(with_steps(steps, more)) == []
