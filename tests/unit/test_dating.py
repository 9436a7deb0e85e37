"""Date expressions to days: every form, with the fixed figures of `semantics.md` section 1."""

from datetime import date

import pytest

from agreelint.counting import Counting
from agreelint.dating import Anchors, Stretch, Unknowable, event_names, reckon, term_limits
from agreelint.deadlines import work_out
from agreelint.diagnostics import AgreelintError
from agreelint.moments import UNKNOWN, Moment
from agreelint.packs import calendar_of
from agreelint.source import Source
from agreelint.syntax.parser import parse, parse_date_query

COUNTING = Counting(calendar_of("massachusetts"))
ZONE = "America/New_York"


def expression(text):
    result = parse_date_query(Source("expression", text))
    assert [d.message for d in result.diagnostics] == []
    return result.value.expression


def dated(text, moments=None, counting=COUNTING, **options):
    known = {name: Moment.parse(when, ZONE) for name, when in (moments or {}).items()}
    return reckon(expression(text), Anchors(known.get), counting, **options)


def day(text, *arguments, **options):
    found = dated(text, *arguments, **options)
    assert found.exact
    return found.first.day.isoformat()


# ---- the figures of semantics.md -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 working days before 2017-05-11", "2017-04-12"),
        ("10 working days before 2017-10-12", "2017-09-27"),
        ("45 days before 2023-05-14", "2023-03-30"),
        ("180 days before 2018-07-01", "2018-01-02"),
        ("180 days before 2018-06-30", "2018-01-01"),
        ("end of FY2018", "2018-06-30"),
    ],
)
def test_figures_that_settle_every_off_by_one(text, expected):
    assert day(text) == expected


# ---- dates that the text names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-05-11", "2017-05-11"),
        ("2017-05-11T18:00", "2017-05-11"),
        ("2017-05-11T23:30-07:00", "2017-05-12"),
        ("May 14, 2021", "2021-05-14"),
        ("February 29, 2020", "2020-02-29"),
        ("April 30 in FY2018", "2018-04-30"),
        ("July 1 in FY2018", "2017-07-01"),
        ("June 30 in FY2018", "2018-06-30"),
        ("February 29 in FY2020", "2020-02-29"),
        ("April 30 preceding FY2018", "2017-04-30"),
        ("July 1 preceding FY2018", "2016-07-01"),
        ("start of FY2018", "2017-07-01"),
        ("next December 1 after 2017-05-11", "2017-12-01"),
        ("next December 1 after 2017-12-01", "2018-12-01"),
        ("next December 1 after 2017-11-30", "2017-12-01"),
        ("next February 29 after 2017-05-11", "2020-02-29"),
        ("next February 29 after 2096-05-11", None),
        ("next business day after 2017-04-13", "2017-04-14"),
        ("next business day after 2017-04-14", "2017-04-18"),
        ("next business day after 2017-04-16", "2017-04-18"),
        ("second Tuesday of November 2017", "2017-11-14"),
        ("first Monday of May 2017", "2017-05-01"),
        ("third Monday of April 2017", "2017-04-17"),
        ("fourth Thursday of November 2017", "2017-11-23"),
        ("fifth Friday of June 2017", "2017-06-30"),
        ("last Monday of May 2017", "2017-05-29"),
        ("last Sunday of February 2015", "2015-02-22"),
        ("(2017-05-11)", "2017-05-11"),
    ],
)
def test_named_days(text, expected):
    if expected is None:
        with pytest.raises(Unknowable, match="calendar"):
            dated(text)
    else:
        assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("end of FY2018", (9, 1), "2018-08-31"),
        ("start of FY2018", (9, 1), "2017-09-01"),
        ("April 30 in FY2018", (9, 1), "2018-04-30"),
        ("October 1 in FY2018", (9, 1), "2017-10-01"),
        ("end of FY2018", (1, 1), "2018-12-31"),
        ("start of FY2018", (1, 1), "2018-01-01"),
        ("April 30 preceding FY2018", (1, 1), "2017-04-30"),
    ],
)
def test_fiscal_years_that_start_on_another_day(text, start, expected):
    counting = Counting(calendar_of("massachusetts"), fiscal_year_start=start)
    assert day(text, counting=counting) == expected


def test_a_day_that_a_fiscal_year_lacks():
    with pytest.raises(Unknowable, match="FY2018 has no February 29"):
        dated("February 29 in FY2018")
    with pytest.raises(Unknowable, match="the year to Saturday, June 30, 2018 has no fifth Monday of March"):
        dated("fifth Monday of March in the fiscal_year of 2018-01-01")
    with pytest.raises(Unknowable, match="no fifth Monday of February"):
        dated("next fifth Monday of February of an odd year after 2018-01-01")


# ---- years and days of a year -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("end of the fiscal_year of 2017-06-30", "2017-06-30"),
        ("end of the fiscal_year of 2017-07-01", "2018-06-30"),
        ("start of the fiscal_year after 2017-06-30", "2017-07-01"),
        ("start of the fiscal_year after 2017-07-01", "2018-07-01"),
        ("end of the calendar_year of 2017-12-31", "2017-12-31"),
        ("start of the calendar_year after 2017-12-31", "2018-01-01"),
        ("end of CY2018", "2018-12-31"),
        ("start of CY2018", "2018-01-01"),
        ("March 1 preceding the fiscal_year after (30 days after 2017-06-15)", "2018-03-01"),
        ("second Tuesday of November in FY2018", "2017-11-14"),
        ("last Thursday of June in FY2018", "2018-06-28"),
        ("second Tuesday of November preceding FY2018", "2016-11-08"),
        ("Tuesday after the first Monday of November 2016", "2016-11-08"),
        ("Tuesday after the first Monday of November 2022", "2022-11-08"),
        ("Tuesday after the first Monday of November in FY2023", "2022-11-08"),
        ("next Tuesday after the first Monday of November of an even year after 2017-05-11", "2018-11-06"),
        ("next Tuesday after the first Monday of November of an even year after 2018-11-05", "2018-11-06"),
        ("next Tuesday after the first Monday of November of an even year after 2018-11-06", "2020-11-03"),
        ("next Tuesday after the first Monday of November of an odd year after 2018-11-06", "2019-11-05"),
        ("next fifth Friday of June after 2017-06-30", "2018-06-29"),
        ("next fifth Friday of June after 2018-06-29", "2023-06-30"),
        ("30 days before end of the fiscal_year of 2018-03-01", "2018-05-31"),
    ],
)
def test_years_and_days_of_a_year(text, expected):
    assert day(text) == expected


def test_school_years():
    counting = Counting(calendar_of("massachusetts"), school_year_start=(9, 1))
    assert day("end of SY2018", counting=counting) == "2018-08-31"
    assert day("start of the school_year of 2018-09-01", counting=counting) == "2018-09-01"
    assert day("start of the school_year of 2018-08-31", counting=counting) == "2017-09-01"
    with pytest.raises(AgreelintError, match="nothing says when a school year starts"):
        dated("end of SY2018")


def test_a_year_by_its_variable():
    stretch = Stretch(date(2017, 7, 1), date(2018, 6, 30))
    anchors = Anchors(stretch_of=lambda name: stretch if name == "FY" else None)
    found = reckon(expression("April 30 preceding FY"), anchors, COUNTING)
    assert (found.first.day, found.first.rolled) == (date(2017, 4, 30), date(2017, 5, 1))
    assert reckon(expression("end of FY"), anchors, COUNTING).first.rolled is None
    with pytest.raises(Unknowable, match="which period `Y` is, is not recorded"):
        reckon(expression("end of Y"), anchors, COUNTING)


def test_years_of_days_that_are_not_exact():
    found = dated("end of the fiscal_year of hearing", {"hearing": "2017-06"})
    assert found.exact
    found = dated("end of the fiscal_year of hearing", {"hearing": "2017-06-30/2017-07-01"})
    assert (found.first.day, found.last.day) == (date(2017, 6, 30), date(2018, 6, 30))
    assert dated("end of the fiscal_year of hearing") is None


# ---- counts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "rolled"),
    [
        ("30 days after 2017-05-11", "2017-06-10", None),  # a Saturday
        ("30 days after 2017-05-12", "2017-06-11", "2017-06-12"),  # a Sunday
        ("30 calendar days after 2017-06-04", "2017-07-04", "2017-07-05"),  # Independence Day
        ("2 days after 2017-04-14", "2017-04-16", "2017-04-18"),  # a Sunday before Patriots' Day
        ("10 working days after 2017-05-19", "2017-06-05", None),  # Memorial Day passed over
        ("10 business days after 2017-05-19", "2017-06-05", None),
        ("2 weeks after 2017-05-11", "2017-05-25", None),
        ("1 month after 2017-01-31", "2017-02-28", None),
        ("1 month after 2016-01-31", "2016-02-29", None),
        ("3 months after 2017-11-30", "2018-02-28", None),
        ("1 year after 2016-02-29", "2017-02-28", None),
        ("2 years after 2017-05-11", "2019-05-11", None),
        ("1 month before 2017-03-31", "2017-02-28", None),
        ("1 year before 2017-05-11", "2016-05-11", None),
        ("2 weeks before 2017-05-11", "2017-04-27", None),
        ("10 working days before 2017-05-11", "2017-04-27", None),
        ("1 working day before 2017-04-18", "2017-04-14", None),
        ("45 days before 2017-05-17", "2017-04-02", None),  # a Sunday: backward counts do not roll by themselves
        ("2017-04-30", "2017-04-30", "2017-05-01"),  # a fixed date does
        ("April 30 preceding FY2018", "2017-04-30", "2017-05-01"),
    ],
)
def test_counts_and_rolls(text, expected, rolled):
    found = dated(text).first
    assert found.day.isoformat() == expected
    assert (found.rolled and found.rolled.isoformat()) == rolled


def test_a_first_day_does_not_roll():
    found = dated("30 days after 2017-05-12", rolls=False).first
    assert (found.day, found.rolled) == (date(2017, 6, 11), None)


@pytest.mark.parametrize(
    ("text", "rolls"), [("2017-04-30", False), ("end of FY2019", True), ("April 30 preceding FY2018", False)]
)
def test_fixed_days_that_do_not_roll(text, rolls):
    assert dated(text, rolls=rolls).first.rolled is None


def test_days_of_an_agreement_that_works_on_fewer_days():
    counting = Counting(calendar_of("massachusetts"), weekdays=frozenset(range(4)), roll=False)
    assert day("5 working days before 2017-05-11", counting=counting) == "2017-05-03"
    assert day("5 business days before 2017-05-11", counting=counting) == "2017-05-04"
    assert dated("30 days after 2017-05-12", counting=counting).first.rolled is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48 hours before 2017-05-11T18:00", "2017-05-09T18:00:00"),
        ("48 hours after 2017-05-11T18:00", "2017-05-13T18:00:00"),
        (
            "48 hours not counting saturdays, sundays and legal holidays before 2026-06-23T18:00",
            "2026-06-18T18:00:00",
        ),
        ("48 hours not counting sundays before 2017-05-15T18:00", "2017-05-12T18:00:00"),
        ("24 hours not counting legal holidays after 2017-04-16T18:00", "2017-04-18T18:00:00"),
        ("1 hour before 2017-05-11T18:30:15", "2017-05-11T17:30:15"),
        ("24 hours before 2017-05-11T02:00Z", "2017-05-09T22:00:00"),
    ],
)
def test_hours(text, expected):
    found = dated(text).first
    assert found.instant.isoformat() == expected
    assert found.day.isoformat() == expected[:10]
    assert found.rolled is None


def test_hours_of_a_step():
    text = "48 hours before hearing"
    assert dated(text, {"hearing": "2017-05-11T18:00"}).first.instant.isoformat() == "2017-05-09T18:00:00"
    with pytest.raises(Unknowable, match="hours are counted from a clock time, and 2017-05-11 is recorded without one"):
        dated(text, {"hearing": "2017-05-11"})


def test_hours_of_hours():
    found = dated("2 hours before (1 hour before 2017-05-11T18:00)").first
    assert found.instant.isoformat() == "2017-05-11T15:00:00"


# ---- chains, earliest, latest ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "steps"),
    [
        ("60 days after the deadline of (30 days after 2017-05-12)", "2017-08-10", ["2017-06-11"]),
        ("60 days after (30 days after 2017-05-12)", "2017-08-10", ["2017-06-11"]),
        (
            "1 day after the deadline of (60 days after the deadline of (30 days after 2017-05-12))",
            "2017-08-11",
            ["2017-06-11", "2017-08-10"],
        ),
        ("5 working days before (next December 1 after 2017-05-11)", "2017-11-24", []),
        ("earliest of 2017-05-11, end of FY2016, 2018-01-01", "2016-06-30", ["2017-05-11", "2016-06-30", "2018-01-01"]),
        ("latest of 2017-05-11, (30 days after 2017-04-30)", "2017-05-30", ["2017-05-11", "2017-05-30"]),
        ("10 days after (latest of 2017-05-11, 2017-05-21)", "2017-05-31", ["2017-05-11", "2017-05-21"]),
        ("next business day after (30 days after 2017-05-12)", "2017-06-12", []),
        ("the deadline of (30 days after 2017-05-12)", "2017-06-11", []),
    ],
)
def test_chains_count_from_the_unrolled_day(text, expected, steps):
    found = dated(text)
    assert found.first.day.isoformat() == expected
    assert [reckoning.day.isoformat() for reckoning in found.steps] == steps


def test_the_deadline_of_a_step():
    due = dated("30 days after 2017-05-12")
    found = reckon(
        expression("60 days after the deadline of reply"),
        Anchors(deadline_of=lambda step: due if step == "reply" else None),
        COUNTING,
    )
    assert found.first.day == date(2017, 8, 10)
    assert reckon(expression("60 days after the deadline of other"), Anchors(), COUNTING) is None


# ---- steps, and days that are not exact -------------------------------------------------------------------------


def test_days_of_steps():
    assert day("30 days after hearing", {"hearing": "2017-05-12"}) == "2017-06-11"
    assert day("hearing", {"hearing": "2017-05-12T18:00"}) == "2017-05-12"
    assert dated("30 days after hearing") is None
    assert dated("earliest of 2017-05-11, hearing") is None
    assert dated("next business day after hearing") is None
    assert dated("48 hours before hearing") is None


@pytest.mark.parametrize(
    ("text", "moments", "first", "last"),
    [
        ("2017-05", {}, "2017-05-01", "2017-05-31"),
        ("2021-06-01/2021-06-14", {}, "2021-06-01", "2021-06-14"),
        ("10 days after 2017-05", {}, "2017-05-11", "2017-06-10"),
        ("20 working days before hearing", {"hearing": "2017-05"}, "2017-03-31", "2017-05-02"),
        ("next December 1 after hearing", {"hearing": "2017-11-30/2017-12-01"}, "2017-12-01", "2018-12-01"),
        ("latest of 2017-05-20, hearing", {"hearing": "2017-05"}, "2017-05-20", "2017-05-31"),
        ("earliest of 2017-05-20, hearing", {"hearing": "2017-05"}, "2017-05-01", "2017-05-20"),
    ],
)
def test_days_that_are_not_exact(text, moments, first, last):
    found = dated(text, moments)
    assert (found.first.day.isoformat(), found.last.day.isoformat()) == (first, last)
    assert not found.exact


def test_a_day_that_is_not_recorded():
    with pytest.raises(Unknowable, match="the day from which to count is not recorded"):
        reckon(expression("30 days after hearing"), Anchors(lambda _: UNKNOWN), COUNTING)


def test_counts_that_leave_the_calendar():
    with pytest.raises(Unknowable, match="massachusetts"):
        dated("100 years after 2017-05-11")


def test_names_of_steps():
    text = (
        "earliest of (30 days after one), (next business day after the deadline of two), "
        "(next May 1 after three), (end of the fiscal_year of four), 2017-05-11"
    )
    assert [name.text for name in event_names(expression(text))] == ["one", "two", "three", "four"]


# ---- one deadline for whoever asks -------------------------------------------------------------------------------


def test_work_out():
    answer, diagnostics, source = work_out("20 working days before 2017-05-11", None)
    assert answer.dated.first.day == date(2017, 4, 12)
    assert (answer.calendar, answer.expression) == ("massachusetts", source.text)
    assert diagnostics == ()


def test_work_out_in_a_county():
    assert work_out("1 working day after 2017-03-16", None)[0].dated.first.day == date(2017, 3, 17)
    assert work_out("1 working day after 2017-03-16", "suffolk")[0].dated.first.day == date(2017, 3, 20)
    with pytest.raises(AgreelintError, match=r"knows no county `nowhere`: .*suffolk"):
        work_out("2017-05-11", "nowhere")


@pytest.mark.parametrize(
    ("text", "rolled"),
    [
        ("within 30 days after 2017-05-12", date(2017, 6, 12)),
        ("at most 30 days after 2017-05-12", date(2017, 6, 12)),
        ("30 days after 2017-05-12", date(2017, 6, 12)),
        ("no later than 2017-04-30", date(2017, 5, 1)),
        ("at least 30 days after 2017-05-12", None),
    ],
)
def test_only_last_days_roll(text, rolled):
    assert work_out(text, None)[0].dated.first.rolled == rolled


def test_a_date_before_which_nothing_is_done_does_not_roll():
    assert work_out("no earlier than 2017-04-30", None)[0].dated.first.rolled is None


def test_what_cannot_be_worked_out():
    answer, diagnostics, _ = work_out("20 workin days before 2017-05-11", None)
    assert answer is None
    assert [d.code for d in diagnostics] == ["AG001"]
    with pytest.raises(AgreelintError, match="`hearing` has no date here"):
        work_out("20 days before hearing", None)
    with pytest.raises(AgreelintError, match="calendar"):
        work_out("100 years after 2017-05-11", None)
    with pytest.raises(AgreelintError, match="clock time"):
        work_out("48 hours before 2017-05-11", None)


# ---- dates with a name of their own, and terms ----------------------------------------------------------------


def test_defined_dates_without_an_encoding_around_them():
    text = 'define deemed "the day" cites VII = May 14, 2017 when hearing is after May 15, 2017, else hearing'
    (definition,) = parse(Source("a.agree", text)).value.declarations
    known = {"hearing": Moment.parse("2017-05-16", ZONE)}
    anchors = Anchors(known.get, definitions={"deemed": definition})
    found = reckon(expression("45 days before deemed"), anchors, COUNTING)
    assert found.first.day == date(2017, 3, 30)
    assert found.told == (
        (
            "deemed (VII) is deemed to be Sunday, May 14, 2017, because hearing, Tuesday, May 16, 2017, "
            "is after Monday, May 15, 2017"
        ),
    )
    assert reckon(expression("deemed"), Anchors(definitions={"deemed": definition}), COUNTING) is None


def test_a_branch_that_rests_on_what_is_not_recorded():
    text = "define day cites VII = reply when hearing is after May 15, 2017, else hearing"
    (definition,) = parse(Source("a.agree", text)).value.declarations
    for when, expected in (("2017-05-16", None), ("2017-05-15", date(2017, 5, 15)), ("2017-05", None)):
        known = {"hearing": Moment.parse(when, ZONE)}
        found = reckon(expression("day"), Anchors(known.get, definitions={"day": definition}), COUNTING)
        assert (found and found.first.day) == expected


def test_terms():
    text = (
        "term lease cites III lasts 1 year after 2016-04-30, "
        "extendable for at most 6 months through renewal before its end"
    )
    (term,) = parse(Source("a.agree", text)).value.declarations
    anchors = Anchors(definitions={"lease": term})
    found = reckon(expression("end of lease"), anchors, COUNTING)
    assert (found.first.day, found.first.rolled) == (date(2017, 4, 30), None)
    end, cap = term_limits(term, anchors, COUNTING)
    assert (end.first.day, cap.first.day) == (date(2017, 4, 30), date(2017, 10, 30))
    (long,) = parse(Source("a.agree", "term lease cites III lasts 100 years after 2016-04-30")).value.declarations
    with pytest.raises(Unknowable, match="calendar"):
        term_limits(long, anchors, COUNTING)
    (open_,) = parse(Source("a.agree", "term lease cites III lasts 1 year after hearing")).value.declarations
    assert term_limits(open_, Anchors(definitions={"lease": open_}), COUNTING) is None
    assert reckon(expression("end of lease"), Anchors(definitions={"lease": open_}), COUNTING) is None


def test_it_says_which_day_was_chosen_and_what_a_year_is():
    chosen = dated("latest of 2017-05-11, end of FY2017")
    assert chosen.told == (
        "FY2017 runs from Friday, July 1, 2016 to Friday, June 30, 2017",
        "the latest of Thursday, May 11, 2017; Friday, June 30, 2017: Friday, June 30, 2017",
    )
    assert dated("April 30, 2017").told == ()
