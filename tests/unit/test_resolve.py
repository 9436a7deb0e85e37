"""Names, defaults and citations of everything outside procedures."""

from datetime import date
from fractions import Fraction

import pytest
from stock import errors, model_of, opened

from agreelint.model.rules import Threshold
from agreelint.session import analyse
from agreelint.source import Source

HEAD = "jurisdiction massachusetts"


def agreement(head=HEAD, more=""):
    return f'agreement a "A" {{ {head} }}\n{more}\n'


def resolved(head=HEAD, more=""):
    return model_of(agreement(head, more)).agreement


# ---- the header ----------------------------------------------------------------------------------------


def test_defaults():
    found = resolved()
    counting = found.counting
    assert (found.id, found.title, found.kind, found.jurisdiction) == ("a", "A", None, "massachusetts")
    assert (found.commencement.adopted, found.commencement.in_force, found.commencement.awaited) == (None, None, None)
    assert found.working_days_assumed
    assert counting.weekdays == frozenset(range(5))
    assert (counting.roll, counting.roll_saturdays, counting.zone) == (True, False, "America/New_York")
    assert counting.fiscal_year_start == (7, 1)
    assert counting.calendar.name == "massachusetts"
    assert set(found.offices) == {"dese", "bese", "commissioner"}


def test_everything_a_header_says():
    found = resolved(
        f"""{HEAD} kind regional_district adopted 2017-11-14 in force from 2018-01-01 replaces "older"
        zone America/Chicago fiscal_year starts September 1
        counting {{
          working days Monday to Thursday except legal holidays cites II.A, "policy 3"
          roll none cites II.B
          saturdays closed cites II.C
        }}"""
    )
    counting = found.counting
    assert found.kind == "regional_district"
    start = found.commencement
    assert (start.adopted, start.in_force, start.awaited) == (date(2017, 11, 14), date(2018, 1, 1), None)
    assert not found.working_days_assumed
    assert counting.weekdays == frozenset(range(4))
    assert counting.working_days_authority == "II.A; policy 3"
    assert (counting.roll, counting.roll_authority, counting.roll_saturdays) == (False, "II.B", True)
    assert (counting.zone, counting.fiscal_year_start) == ("America/Chicago", (9, 1))


def test_a_roll_that_is_assumed_says_so():
    assert resolved(f"{HEAD} counting {{ roll next business day assumed }}").counting.roll_authority == (
        "assumed; G.L. c.4 s.9"
    )


def test_in_force_from_state_approval():
    assert resolved(f"{HEAD} in force from state approval, date not recorded").commencement.awaited == "state approval"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("", ("AG108", "a", "names no jurisdiction", "add `jurisdiction massachusetts`")),
        (
            "jurisdiction massachusets",
            ("AG101", "massachusets", "no jurisdiction is called", "did you mean `massachusetts`?"),
        ),
        (
            f"{HEAD} kind colaborative",
            ("AG101", "colaborative", "no kind of agreement", "did you mean `collaborative`?"),
        ),
        (
            f"{HEAD} zone America/Nowhere",
            ("AG002", "zone America/Nowhere", "unknown time zone", "write a zone such as"),
        ),
        (
            f"{HEAD} counting {{ working days Friday to Monday except legal holidays assumed }}",
            (
                "AG002",
                "working days Friday to Monday except legal holidays assumed",
                "from Friday to Monday runs backward",
                None,
            ),
        ),
        (
            f"{HEAD} adopted 2017-01-01 adopted 2017-01-02",
            ("AG105", "adopted 2017-01-02", "said twice", "keep one of the two"),
        ),
        (
            f"{HEAD} counting {{ roll none assumed roll next business day assumed }}",
            ("AG105", "roll next business day assumed", "said twice", "keep one of the two"),
        ),
    ],
)
def test_mistakes_in_a_header(head, found):
    code, words, message, hint = found
    ((got_code, got_words, got_message, got_hint),) = errors(agreement(head))
    assert (got_code, got_words) == (code, words)
    assert message in got_message
    assert (got_hint or "").startswith(hint or "")
    assert bool(got_hint) is bool(hint)


def test_a_fiscal_year_that_not_every_year_can_start():
    ((code, _, message, _),) = errors(agreement(f"{HEAD} fiscal_year starts February 29"))
    assert code == "AG002"
    assert "fiscal year" in message


def test_a_text_without_an_agreement_has_no_model():
    assert opened('office chair "Chair" cites II').model is None


def test_offices_of_a_state_are_no_agreement():
    found = analyse(Source("offices.agree", 'jurisdiction m "M" { office dese "D" }'))
    assert found.model is None
    assert found.diagnostics == ()


# ---- groups, bodies, offices -----------------------------------------------------------------------------


def test_groups_and_rosters():
    group = resolved(
        more='group town "member town" cites I { a "A" b "B" from 2018-07-01 c "C" until 2018-06-30 }'
    ).groups["town"]
    assert (group.title, group.clauses.label) == ("member town", "I")
    member = group.members[1]
    assert (member.id, member.title, member.since, member.until) == ("b", "B", date(2018, 7, 1), None)
    assert [m.id for m in group.roster(date(2018, 6, 30))] == ["a", "c"]
    assert [m.id for m in group.roster(date(2018, 7, 1))] == ["a", "b"]
    assert [m.id for m in group.roster(None)] == ["a", "b", "c"]


def test_bodies():
    found = resolved(
        more="""
        group town { adams "A" becket "B" }
        body board "Board" cites II {
          seats 7, 4 from adams, 3 from becket cites II.A
          quorum more than 1/2 of seats with at least 1 from each town cites II.B
          decides with at least 2/3 of present
          meets at least 6 times every fiscal_year cites II.D
          meets at least once from July 1 to September 30 every fiscal_year
        }
        body council "Council" { seats one for each town }
        """
    )
    board, council = found.bodies["board"], found.bodies["council"]
    assert (board.seats, board.seats_from) == (7, (("adams", 4), ("becket", 3)))
    assert str(board.quorum.choice.options[0].rule[0]) == "more than 1/2 of seats"
    assert (board.quorum.each, board.quorum.each_group, board.quorum.clauses.label) == (1, "town", "II.B")
    assert " and ".join(map(str, board.decides[0].options[0].rule)) == "at least 2/3 of present"
    assert board.decides[1].label == "II"
    assert [(m.options[0].rule.times, m.options[0].rule.window, clauses.label) for m, clauses, _ in board.meets] == [
        (6, None, "II.D"),
        (1, ((7, 1), (9, 30)), "II"),
    ]
    assert (council.seats, council.seats_for, council.clauses) == (None, "town", None)
    assert found.groups["town"].title == "town"


def test_an_office_of_the_state_can_be_told_more_exactly():
    found = resolved(more='office dese "The Department" cites V')
    assert (found.offices["dese"].title, found.offices["dese"].clauses.label) == ("The Department", "V")


def test_titles_and_ids():
    found = resolved(more='group town { adams "Town of Adams" }\nbody board "Board" { }\noffice chair "Chair" cites I')
    assert [found.title_of(name) for name in ("adams", "board", "chair", "dese", "some_body")] == [
        "Town of Adams",
        "Board",
        "Chair",
        "Department of Elementary and Secondary Education",
        "some body",
    ]
    assert found.members_of("town", None) == ("adams",)
    assert {"town", "adams", "board", "chair", "dese", "voters"} <= found.known_ids


@pytest.mark.parametrize(
    ("more", "code", "words", "message", "hint"),
    [
        ('group town { a "A" a "B" }', "AG102", "a", "`a` is declared twice", "give this member another name"),
        (
            'group town { a "A" }\ngroup town { b "B" }',
            "AG102",
            "town",
            "declared twice",
            "give this group another name",
        ),
        (
            'office chair "A" cites I\noffice chair "B" cites I',
            "AG102",
            "chair",
            "declared twice",
            "give this office another name",
        ),
        ('body board "A" { }\nbody board "B" { }', "AG102", "board", "declared twice", "give this body another name"),
        (
            'office board "A" cites I\nbody board "B" { }',
            "AG102",
            "board",
            "declared twice",
            "give this body another name",
        ),
        ('body b "B" { seats one for each town }', "AG101", "town", "no group is called `town`", "known here: none"),
        (
            'group town { adams "A" }\nbody b "B" { seats 3, 3 from adam }',
            "AG101",
            "adam",
            "no member",
            "did you mean `adams`?",
        ),
        (
            'group town { adams "A" }\nbody b "B" { seats 4, 3 from adams }',
            "AG202",
            "seats 4, 3 from adams",
            "add up to 3, not 4",
            "make the parts",
        ),
        (
            'body b "B" cites I { quorum more than 1/2 of present }',
            "AG101",
            "present",
            "no base of a vote",
            "known here: seats, voting_members",
        ),
        (
            'body b "B" { quorum more than 1/2 of seats }',
            "AG104",
            "quorum more than 1/2 of seats",
            "this quorum cites no clause",
            "add `cites`",
        ),
        (
            'body b "B" { decides with more than 1/2 of present }',
            "AG104",
            "decides with more than 1/2 of present",
            "this rule of decision",
            "add `cites`",
        ),
        (
            'body b "B" { meets at least once every fiscal_year }',
            "AG104",
            "meets at least once every fiscal_year",
            "this duty to meet",
            "add `cites`",
        ),
        (
            'body b "B" cites I { quorum more than 1/2 of seats with at least 1 from each town }',
            "AG101",
            "town",
            "no group",
            "known here: none",
        ),
        (
            'body b "B" cites I { decides with more than 1/2 of seat }',
            "AG101",
            "seat",
            "no base of a vote",
            "did you mean `seats`?",
        ),
        (
            'group town { a "A" from 2018-07-01 until 2018-06-30 }',
            "AG105",
            'a "A" from 2018-07-01 until 2018-06-30',
            "`a` leaves before it joins",
            "correct one of the days",
        ),
        ("group town { }", "AG105", "town", "the group `town` has no members", "list its members"),
        ('group town { a "A" } group v { each twon }', "AG101", "twon", "no group is called", "did you mean `town`?"),
        ('group t { a "A" weight 0.0 }', "AG205", "0.0", "a vote cannot weigh 0", "write a number above 0"),
        ('body b "B" cites I { chaired by clerck chair has no vote }', "AG101", "clerck", "no office", "known here"),
        ('body b "B" cites I { chaired by dese }', "AG105", "b", "nothing says whether the chair", "add `chair votes"),
        (
            'body b "B" cites I { meets at least 0 times every fiscal_year }',
            "AG105",
            "at least 0 times every fiscal_year",
            "a duty to meet 0 times asks for nothing",
            "leave it out",
        ),
        (
            'body b "B" cites I { meets at least once from February 1 to February 29 every fiscal_year }',
            "AG105",
            "from February 1 to February 29",
            "not every year has these days",
            "write days that every year has",
        ),
        ('body b "B" cites I { seats 5 seats 6 }', "AG105", "seats 6", "said twice", "keep one"),
    ],
)
def test_mistakes_in_declarations(more, code, words, message, hint):
    ((got_code, got_words, got_message, got_hint),) = errors(agreement(more=more))
    assert (got_code, got_words) == (code, words)
    assert message in got_message
    assert got_hint.startswith(hint)


def test_thresholds_in_words_and_numbers():
    half = Threshold(True, Fraction(1, 2), "present_and_voting")
    assert [half.needed(n) for n in (0, 1, 7, 8)] == [1, 1, 4, 5]
    least = Threshold(False, Fraction(2, 3), "present_and_voting")
    assert [least.needed(n) for n in (0, 1, 6, 7, 9)] == [1, 1, 4, 5, 6]
    assert str(half) == "more than 1/2 of present and voting"
    assert str(least) == "at least 2/3 of present and voting"
    assert str(Threshold(False, Fraction(1), "present_and_voting")) == "all present and voting"
