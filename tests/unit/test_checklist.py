"""Checklists: steps in an order in which they can be done, who acts, to whom, when, and with how many votes."""

import pytest
from stock import model_of, with_steps

from agreelint.plan.checklist import checklist
from agreelint.report.checklist import render
from agreelint.session import make_checklist

STEPS = """
vote tally "vote of the Board" by board after letter
  passes with ambiguous majority "a majority of the Board" {
    of_those_present   more than 1/2 of present  default
    of_the_whole_board more than 1/2 of seats
  }
notice letter "The letter" cites VI.A by director to chair and town_clerk at least 20 working days before hearing
  via certified_mail or delivery enclosing map and list judged "in good time" cites VI.B
reading hearing at meeting of board
"""


def of(steps, readings=(), more=""):
    return make_checklist(model_of(with_steps(steps, more)), "change", readings)


def items(steps, **options):
    return {item.step: item for item in of(steps, **options).items}


def test_order_numbers_and_offices():
    found = of(STEPS)
    assert (found.agreement, found.procedure, found.clauses) == (
        "Sample Regional School District",
        "Changing the agreement",
        ("III",),
    )
    assert [(item.number, item.step, item.title, item.clause) for item in found.items] == [
        (1, "letter", "The letter", "VI.A"),
        (2, "tally", "vote of the Board", "III"),
        (3, "hearing", "hearing", "III"),
    ]
    assert [(office, [item.step for item in acting]) for office, acting in found.by_office] == [
        ("Director", ["letter"]),
        ("Board", ["tally", "hearing"]),
    ]


def test_what_an_item_says():
    letter = items(STEPS)["letter"]
    assert (letter.who, letter.recipients) == (("Director",), "Chairperson and Town Clerk")
    assert letter.when == ("at least 20 working days before the hearing",)
    assert letter.notes == (
        "a person must judge: in good time (VI.B)",
        "by certified mail or delivery",
        "enclose the map and the list",
    )
    assert letter.votes == ()


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        ("by chair", ("Chairperson",)),
        ("by chair or director", ("Chairperson", "Director")),
        ("by chair or director as delegate", ("Chairperson", "Director")),
        ("by any of town, director", ("any member town or Director",)),
        ("by each town", ("Each member town",)),
        ("by town_clerk of each town", ("Town Clerk of each member town",)),
        ("by voters of any one town", ("Voters of any one member town",)),
        ("by the actor of hearing", ("Whoever made the hearing",)),
        ("", ("The agreement does not say who",)),
        ("by dese", ("Department of Elementary and Secondary Education",)),
    ],
)
def test_who_acts(actor, who):
    assert items(f"reading hearing at meeting of board\nstep one {actor}")["one"].who == who


def test_who_acts_where_nobody_is_named():
    found = items("reading hearing at meeting of board\napproval nod\neffect force valid only if nod granted")
    assert found["hearing"].who == ("Board",)
    assert found["nod"].who == ("The agreement does not say who",)
    assert found["force"].who == ("Happens by itself",)


@pytest.mark.parametrize(
    ("recipients", "told"),
    [
        ("", None),
        ("to chair", "Chairperson"),
        ("to chair and director", "Chairperson and Director"),
        ("to each town", "each member town (3)"),
        ("to each council.member", "each member of the Council of the Towns (3)"),
    ],
)
def test_recipients(recipients, told):
    assert items(f"notice one by chair {recipients}")["one"].recipients == told


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("after idea", "after the idea"),
        ("before idea", "before the idea"),
        ("after tally passed", "after the tally has passed"),
        ("after nod granted", "after the nod has been granted"),
        ("after town_vote carried", "after the town vote has carried"),
        ("before every town_vote", "before every town vote"),
        ("after way", "after the way"),
        ("at least 20 working days before idea", "at least 20 working days before the idea"),
        ("at least 1 month after idea", "at least 1 month after the idea"),
        ("at most 30 days before idea", "no more than 30 days before the idea"),
        ("within 30 days before idea", "no more than 30 days before the idea"),
        ("within 30 days after idea", "within 30 days after the idea"),
        (
            "at least 48 hours not counting saturdays, sundays and legal holidays before idea",
            "at least 48 hours not counting saturdays, sundays and legal holidays before the idea",
        ),
        ("no later than 2017-05-11", "no later than 2017-05-11"),
        ("no earlier than 2017-05-11", "no earlier than 2017-05-11"),
        ("no later than (30 days after idea)", "no later than 30 days after the idea"),
        ("no later than (30 days before idea)", "no later than 30 days before the idea"),
        (
            "no earlier than 60 days after the deadline of (30 days after idea)",
            "no earlier than 60 days after the deadline of 30 days after the idea",
        ),
        (
            "no later than earliest of (30 days after idea), 2017-05-11",
            "no later than the earliest of 30 days after the idea, 2017-05-11",
        ),
        (
            "no later than latest of (30 days after idea), 2017-05-11",
            "no later than the latest of 30 days after the idea, 2017-05-11",
        ),
        ("at next meeting of board after idea", "at the next meeting of the Board after the idea"),
        ("at next regular meeting of board after idea", "at the next regular meeting of the Board after the idea"),
        ("at idea", "at the same meeting as the idea"),
        ("at meeting of board", "at a meeting of the Board"),
    ],
)
def test_when(clause, told):
    steps = f"""
    step idea by chair
    vote tally by board
    vote town_vote by each town carries when all town approve
    approval nod by bese
    either way {{ step a by chair }} or {{ step b by chair }}
    step one by chair {clause}
    """
    assert items(steps)["one"].when == (told,)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("no later than April 30 preceding FY2018", "April 30"),
        ("no later than end of FY2018", "FY2018"),
        ("no later than second Tuesday of November 2017", "second Tuesday of November 2017"),
        ("no later than next December 1 after idea", "December 1"),
        ("no later than May 14, 2021", "2021"),
    ],
)
def test_dates_are_named(clause, words):
    (when,) = items(f"step idea by chair\nstep one by chair {clause}")["one"].when
    assert words in when


def test_when_for_each_member():
    found = items(
        "notice one by chair to each town before town_vote of that town\n"
        "vote town_vote by each town carries when all town approve"
    )
    assert found["one"].when == ("before the town vote of that town",)


def test_after_every_member():
    found = items("notice one by chair to each town\nstep two by chair after every one")
    assert found["two"].when == ("after every one",)


def test_optional_and_not_controlled():
    found = items("step one optional by chair\nreview two by dese not controlled")
    assert found["one"].when == ("optional: it may be left out",)
    assert found["two"].notes == ("nobody here decides when this happens",)


def test_conditions_are_told():
    found = items("vote tally by board\nstep one by chair after tally when not tally passed")
    assert any("passed" in line for line in found["one"].when)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("tally passed", "the tally has passed"),
        ("tally passed and nod granted", "the tally has passed and the nod has been granted"),
        ("tally passed or look requires changes", "the tally has passed or the look requires changes"),
        ("not tally passed", "the tally has not passed"),
        ("not look requires changes", "the look does not require changes"),
        ("not size of tally is large", "the size of the tally is not large"),
        ("not not tally passed", "the tally has passed"),
        (
            "tally passed and (nod granted or not tally passed)",
            "the tally has passed and (the nod has been granted or the tally has not passed)",
        ),
        (
            "tally passed or not (nod granted and tally passed)",
            "the tally has passed or (the nod has not been granted or the tally has not passed)",
        ),
    ],
)
def test_effects(condition, told):
    found = items(
        f"vote tally by board\napproval nod by bese\nreview look by dese\neffect force valid only if {condition}"
    )
    assert " ".join(found["force"].when) == f"takes effect only if {told}"


# ---- votes ------------------------------------------------------------------------------------------------------


def test_the_strictest_reading_is_taken_with_a_warning():
    found = of(STEPS)
    (tally,) = [item for item in found.items if item.step == "tally"]
    assert tally.votes == (
        "needs 5 of 9 votes in favor, however many are present (III)",
        "quorum: at least 5 of 9 present (II.B)",
    )
    (warning,) = found.warnings
    assert "“a majority of the Board” can be read in several ways (majority)" in warning
    assert (
        "`of_the_whole_board` (more than 1/2 of seats), which also meets `of_those_present` (more than 1/2 of present)"
        in warning
    )


def test_a_chosen_reading_is_taken():
    found = of(STEPS, ("majority=of_those_present",))
    (tally,) = [item for item in found.items if item.step == "tally"]
    assert tally.votes[0] == "needs more than 1/2 of present (III): 5 with all 9 present, 3 with 5 present"
    assert found.warnings == ("“a majority of the Board” is read as `of_those_present`, as chosen",)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("passes with at least 2/3 of seats", "needs 6 of 9 votes in favor, however many are present (III)"),
        ("passes with all voting_members", "needs 9 of 9 votes in favor, however many are present (III)"),
        (
            "passes with more than 1/2 of present_and_voting cites VI",
            (
                "needs more than 1/2 of present and voting (VI): "
                "5 with all 9 present and voting, 3 with 5 present and voting"
            ),
        ),
        ("", "needs more than 1/2 of present (II.C): 5 with all 9 present, 3 with 5 present"),
    ],
)
def test_votes_in_plain_numbers(rule, told):
    assert items(f"vote tally by board {rule}")["tally"].votes[0] == told


def test_votes_of_members():
    found = items(
        "vote one by each town carries when all town approve\n"
        "vote two by each town passes with at least 2/3 of present carries when more than 1/2 of town approve cites VI"
    )
    assert found["one"].votes == ("carries when all 3 member towns approve (III)",)
    assert found["two"].votes == (
        "carries when 2 of the 3 member towns approve (VI)",
        "each decides by at least 2/3 of present",
    )


def test_a_quorum_with_members_from_each():
    agreement = """
    agreement hills "Hills" { jurisdiction massachusetts }
    group town "member town" cites I { adams "Adams"  becket "Becket" }
    body board "Board" cites II {
      seats one for each town
      quorum more than 1/2 of seats with at least 1 from each town cites II.B
      decides with more than 1/2 of present
    }
    procedure change cites III { vote tally by board }
    """
    found = make_checklist(model_of(agreement), "change", ())
    assert found.items[0].votes[1] == "quorum: at least 2 of 2 present, with at least 1 from each member town (II.B)"


def test_contents():
    found = items(
        "filing one by voters of any one town to chair signed by at least 1/10 of registered_voters\n"
        "  with certificate of town_clerk\n"
        "filing two by chair signed by more than 1/2 of registered_voters\n"
        "either way { step a by chair } or { step b by chair }"
    )
    assert found["one"].notes == (
        "signed by at least 1/10 of the registered voters",
        "with a certificate of the town clerk",
    )
    assert found["two"].notes == ("signed by more than 1/2 of the registered voters",)
    assert found["a"].notes == ("one of several ways: way",)


# ---- as text and Markdown -----------------------------------------------------------------------------------------


def test_text():
    shown = render(of(STEPS), "text")
    assert shown.startswith("Changing the agreement — Sample Regional School District\nClause III\n\nNote: ")
    assert " 1. [ ] The letter  (VI.A)\n       step: letter\n       who:  Director\n" in shown
    assert "\n       to:   Chairperson and Town Clerk\n" in shown
    assert "\nBY OFFICE\n\nDirector\n  [ ] 1. The letter (VI.A)\n\nBoard\n  [ ] 2. vote of the Board (III)\n" in shown
    assert shown.endswith("\n")


def test_markdown():
    shown = render(of(STEPS), "markdown")
    assert shown.startswith("# Changing the agreement\n\nSample Regional School District, clause III\n")
    assert "1. [ ] **The letter** (VI.A)\n    - step: `letter`\n    - who: Director\n" in shown
    assert "\n### Director\n\n- [ ] 1. The letter (VI.A)\n" in shown
    assert "\\`of\\_the\\_whole\\_board\\`" in shown


def test_names_for_the_log():
    steps = f"{STEPS}\nnotice word by board to each town"
    shown = render(of(steps), "text").partition("NAMES FOR THE LOG\n")[2].splitlines()
    assert shown[0].split(maxsplit=1) == ["board", "Board"]
    assert ["adams", "Town of Adams"] in [line.split(maxsplit=1) for line in shown]
    assert "| `adams` | Town of Adams |" in render(of(steps), "markdown")
    assert "adams" not in render(of("step one by chair"), "text")


def test_markdown_escapes_what_would_be_markup():
    shown = render(of('step one "<b>*a_b*</b> [x](y) | # `c` \\d" by chair'), "markdown")
    assert "**&lt;b&gt;\\*a\\_b\\*&lt;/b&gt; \\[x\\](y) \\| \\# \\`c\\` \\\\d**" in shown
    assert "<b>" not in shown


def test_a_procedure_without_a_clause():
    model = model_of(with_steps("step one by chair", 'procedure other "Other" { step x cites VII by chair }'))
    found = checklist(model.agreement, model.procedures["other"], {})
    assert "Clause" not in render(found, "text")
    assert "clause" not in render(found, "markdown").partition("## In order")[0]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("passes with more than 1/2 of seats plus 1", ["needs 6 of 9 votes in favor, however many are present (III)"]),
        ("passes with at least 3 of present", ["needs 3 of 9 votes in favor, however many are present (III)"]),
        (
            "passes with more than 1/2 of present and at least 1/3 of seats",
            [
                "needs more than 1/2 of present (III): 5 with all 9 present, 3 with 5 present",
                "needs 3 of 9 votes in favor, however many are present (III)",
            ],
        ),
    ],
)
def test_every_threshold_has_its_line(rule, told):
    assert list(items(f"vote tally by board {rule}")["tally"].votes[: len(told)]) == told


def test_readings_of_which_none_is_the_strictest_are_all_listed():
    found = of(
        """
        vote tally by board passes with ambiguous majority "a majority" {
          of_present at least 2/3 of present default
          of_seats   more than 1/2 of seats
        }
        """
    )
    assert found.items[0].votes[:2] == (
        "read as `of_present`: needs at least 2/3 of present (III): 6 with all 9 present, 4 with 5 present",
        "read as `of_seats`: needs 5 of 9 votes in favor, however many are present (III)",
    )
    assert "none of which meets all others; this list gives each" in found.warnings[0]


def test_all_members_meet_what_the_subject_of_a_case_must_meet():
    found = make_checklist(
        model_of(
            """
            agreement s "Sample" { jurisdiction massachusetts }
            group town "member town" cites I { adams "Adams"  becket "Becket"  cheshire "Cheshire" }
            procedure exit of leaver in town cites X {
              vote one by each town carries when ambiguous approvers "by the towns" cites X.A {
                with_leaver  more than 1/2 of town approve and leaver approves  default
                every_town   all town approve
              }
              notice two by leaver to every other town and dese
            }
            """
        ),
        "exit",
        {},
    )
    assert found.items[0].votes[0] == "carries when all 3 member towns approve (X.A)"
    assert "this list takes the strictest, `every_town`" in found.warnings[1]
    assert (
        found.items[1].recipients == "each other member town (2) and Department of Elementary and Secondary Education"
    )


def test_titles_with_an_article_of_their_own_take_no_other():
    found = items(
        'vote one "the loan is necessary" by board\nstep two by chair after one passed before three\nstep three'
    )
    assert found["two"].when == ("after the loan is necessary has passed", "before the three")


def test_who_must_approve():
    found = items(
        """
        vote one by each town carries when at least 2 of town approve and becket approves
        vote two by each town carries when all town approve and sign
        vote three by each town carries when more than 1/2 of present_and_voting together approve
        vote four by each town passes with at least 2/3 of present and more than 1/2 of seats
          carries when ambiguous who "the towns" { most more than 1/2 of town approve default  every all town approve }
        """
    )
    assert found["one"].votes == ("carries when 2 of the 3 member towns approve and Town of Becket approves (III)",)
    assert found["two"].votes == ("carries when all 3 member towns approve, each with a signature (III)",)
    assert found["three"].votes == (
        "carries when all votes added up, more than 1/2 of present and voting are in favor (III)",
    )
    assert found["four"].votes == (
        "carries when all 3 member towns approve (III)",
        "each decides by at least 2/3 of present and more than 1/2 of seats",
    )


def test_joint_weighed_and_chaired_votes():
    text = """
        office moderator "Moderator" cites V
        group county "shire" cites I { east "East" weight 3/10  west "West" weight 1/2 }
        body senate "Senate" cites V {
          seats 3, 2 from east, 1 from west  votes have the weight of county  decides with more than 1/2 of seats
        }
        body joint "Joint" cites V joins board, senate {
          chaired by moderator  chair votes only on ties cites V.E  quorum more than 1/2 of seats
          decides with more than 1/2 of seats and all present from each town
        }
        body open "Open" cites V joins board, moderator { quorum at least 1/2 of seats  decides with all present }
        """
    found = items(
        """
        vote one by joint
        vote two by senate
        vote three by joint without quorum
        vote four by open
        vote five by each county carries when more than 1/2 of the weight of county approve
        """,
        more=text,
    )
    assert found["one"].votes == (
        "needs 7 of 12 votes in favor, however many are present (V)",
        "needs all present from each town (V)",
        "quorum: at least 7 of 12 present (V)",
        "the chair votes only on ties (V.E)",
    )
    assert found["two"].votes == ("needs more than 1/2 of seats by weight (V): more than 11/20 with all of them",)
    assert found["three"].votes[2:] == ("no quorum is needed", "the chair votes only on ties (V.E)")
    assert found["four"].votes == ("needs all present (V)", "quorum: at least 1/2 of seats present (V)")
    assert found["five"].votes == ("carries when shires that together weigh more than 2/5 of 4/5 approve (III)",)


def test_windows_days_and_defined_dates_in_words():
    found = of(
        """
        define opening "opening day" cites VII = May 14, 2017 when hearing is after May 15, 2017, else hearing
        define first_ballot "first ballot" cites VII = earliest of every ballot
        term lease cites III lasts 20 years after hearing, extendable for at most 5 years through renewal before its end
        reading hearing at meeting of board
        vote ballot by each town carries when all town approve
        step one by chair 14 to 21 days after opening
        step two by chair between May 1, 2017 and June 1, 2017
        step three by chair between May 1 and June 1 preceding FY2018
        step four by chair on second Tuesday of November 2017
        step five by chair on a July 1
        step six by chair on the last day of a fiscal_year
        step seven by chair before first_ballot
        step renewal by board no later than 1 year before end of lease
        notice call by director to chair deemed received when sent
        step eight by chair after the receipt of call no later than 30 days after the receipt of call
        step nine by board at first regular meeting of board on or after latest of every ballot
        step ten by chair within 30 days after the first day of one
        """
    )
    when = {item.step: item.when for item in found.items}
    notes = {item.step: item.notes for item in found.items}
    assert when["one"] == ("14 to 21 days after the opening day",)
    assert notes["one"] == ("the opening day is May 14, 2017 if the hearing is after May 15, 2017, else the hearing",)
    assert when["two"] == ("between May 1, 2017 and June 1, 2017",)
    assert when["three"] == ("between May 1 and June 1 preceding FY2018",)
    assert when["four"] == ("on the second Tuesday of November 2017",)
    assert when["five"] == ("on a July 1",)
    assert when["six"] == ("on the last day of a fiscal year",)
    assert when["seven"] == ("at least 1 day before the first ballot",)
    assert notes["seven"] == ("the first ballot is the earliest of every ballot",)
    assert when["renewal"] == ("no later than 1 year before the end of the lease", "before the end of the lease")
    assert notes["renewal"] == (
        (
            "the lease ends 20 years after the hearing, "
            "unless extended by 5 years at most through the renewal before its end"
        ),
    )
    assert notes["call"] == ("deemed received when sent",)
    assert when["eight"] == ("after the receipt of the call", "no later than 30 days after the receipt of the call")
    assert when["nine"] == ("at the first regular meeting of the Board on or after the latest of every ballot",)
    assert when["ten"] == ("within 30 days after the first lawful day of the one",)


def test_long_names_do_not_push_what_they_mean():
    long = "representative_of_the_superintendents"
    found = of(f"{STEPS}\nstep last by {long}", more=f'office {long} "Representative" cites V')
    rows = render(found, "text").partition("NAMES FOR THE LOG\n")[2].splitlines()
    assert f"  {long} Representative" in rows
    assert {line[2 + len(long)] for line in rows} == {" "}
    assert {line[3 + len(long)] for line in rows} != {" "}


def test_a_meeting_is_shown_with_the_words_of_the_log():
    text = with_steps("step one by chair").replace("seats    9", "seats 9 meets at least 6 times every fiscal_year")
    found = make_checklist(model_of(text), None, ())
    (item,) = found.items
    assert (item.step, item.notes) == ("meeting", ("in the log a row of activity `meeting` with body `board`",))
    assert found.warnings == ("procedures have lists of their own: change",)


def test_rules_kept_at_all_times_are_in_the_checklist_of_duties():
    more = """
body lender "Lender" cites VI { terms of 4 years until the successor qualifies }
incompatible chair, board cites VI.L
required at least 2 chair by board cites VI.F
prohibition no_pay "members serve without pay" cites V.C no stipend to board
status idle of town cites V.E { begins when town misses 3 meetings of board in a row }
"""
    found = make_checklist(model_of(with_steps("step one by chair", more)), None, ())
    assert [(item.clause, item.title, item.who, item.when) for item in found.items] == [
        ("VI", "terms in the Lender last 4 years, or until the successor qualifies", (), ("at all times",)),
        ("VI.L", "nobody holds two of these posts: Chairperson, Board", (), ("at all times",)),
        ("VI.F", "at least 2 of Chairperson in office", ("Board",), ("at all times",)),
        ("V.C", "not allowed: members serve without pay", (), ("at all times",)),
        ("V.E", "a member town is idle", (), ("once town misses 3 meetings of the Board in a row",)),
    ]
