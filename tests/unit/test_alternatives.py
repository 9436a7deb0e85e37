"""Checklists that say what another reading or an exception would ask for, and the limits of variants."""

from stock import errors, model_of, with_steps

from agreelint.plan.checklist import checklist

STEPS = """
meeting hearing "hearing" at meeting of board
notice posting "posting" by director
  at least 5 days before hearing                                       cites IV.A
filing notice_of_exit "notice of exit" by director
  ambiguous such_year "such fiscal year" cites X.B {
    of_exit    at least 10 days before end of FY2018  default
    of_notice  at least 10 days before end of FY2017
  }
exception emergency "emergencies" to posting cites IV.D
  when meeting_kind of hearing is emergency { by chair  at least 2 days before hearing }
exception quiet "quiet years" to notice_of_exit cites IV.E
  when hearing done  does not apply
vote tally "vote" by board after hearing
  silence for 30 days after hearing counts as refusal
  repeats at most 2 times within 45 days from hearing when tally failed
"""


def items(**readings):
    model = model_of(with_steps(STEPS))
    made = checklist(model.agreement, model.procedures["change"], readings)
    return {item.step: item for item in made.items}, made.warnings


def test_an_item_says_what_an_exception_asks_for_instead():
    found, _ = items()
    assert found["posting"].notes == (
        (
            "where the meeting kind of the hearing is emergency, instead: by Chairperson; "
            "at least 2 days before the hearing (emergencies, IV.D)"
        ),
    )


def test_an_item_says_when_it_is_lifted_and_how_else_it_can_be_read():
    found, warnings = items()
    assert found["notice_of_exit"].when == ("at least 10 days before the end of FY2018",)
    assert found["notice_of_exit"].notes == (
        "or, where “such fiscal year” is read as `of_notice`: at least 10 days before the end of FY2017",
        "not where the hearing has been done (quiet years, IV.E)",
    )
    assert warnings == (
        (
            "“such fiscal year” can be read in several ways (such_year); this list takes `of_exit`, "
            "and says beside it what `of_notice` would ask for"
        ),
    )


def test_a_reading_that_was_chosen_stands_alone():
    found, warnings = items(such_year="of_notice")
    assert found["notice_of_exit"].when == ("at least 10 days before the end of FY2017",)
    assert found["notice_of_exit"].notes == ("not where the hearing has been done (quiet years, IV.E)",)
    assert warnings == ("“such fiscal year” is read as `of_notice`, as chosen",)


def test_silence_and_loops_are_said_with_the_vote():
    found, _ = items()
    assert found["tally"].notes == (
        "no answer for 30 days after the hearing counts as refusal (III)",
        "where the vote has failed, it begins again from the hearing, at most 2 times, within 45 days (III)",
    )


def test_more_variants_than_anybody_can_follow_are_refused():
    lines = []
    for n in range(7):
        rank = f"despite {' and '.join(f'e{m}' for m in range(n))}" if n else ""
        lines.append(
            f"exception e{n} to letter.after_tally cites V {rank}"
            f" when mood of tally is m{n} {{ within {n + 1} days after tally }}"
        )
    steps = "\n".join(["vote tally by board", "notice letter by director after tally", *lines])
    text = with_steps(steps)
    assert [(code, hint) for code, _, _, hint in errors(text)] == [("AG105", "split the step")]


def test_an_exception_of_a_part_that_is_taken_in_goes_with_its_step():
    more = """
procedure other "Other" cites V {
  step asked by chair
  continues as change after asked
}
"""
    model = model_of(with_steps(STEPS, more))
    assert [e.id for e in model.procedures["other"].exemptions] == ["emergency", "quiet"]


def test_what_lifts_a_whole_procedure_is_said_once():
    lifted = f'{STEPS}\nexception rest "years of rest" to change cites IV.F when hearing done  does not apply'
    model = model_of(with_steps(lifted))
    made = checklist(model.agreement, model.procedures["change"], {})
    assert "nothing of this is called for where the hearing has been done (years of rest, IV.F)" in made.warnings
    assert not any("years of rest" in note for item in made.items for note in item.notes)
