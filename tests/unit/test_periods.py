from datetime import date, datetime

import pytest

from agreelint.calendars import OutsideCalendar, load_calendar
from agreelint.days import add_months
from agreelint.diagnostics import AgreelintError
from agreelint.periods import (
    Counting,
    Period,
    Unit,
    after,
    before,
    civil,
    civil_day,
    fiscal_year_end,
    fiscal_year_of,
    fiscal_year_start,
    fixed,
    is_business_day,
    long_date,
    margin_unit,
    next_business_day,
    nth_weekday,
    previous_business_day,
    roll,
    units_between,
)
from agreelint.share import share

CALENDAR = load_calendar(share("rules") / "massachusetts" / "calendar.toml")
COUNTING = Counting(CALENDAR)
D, T = date.fromisoformat, datetime.fromisoformat
POSTING = Period(48, Unit.HOURS, ("saturdays", "sundays", "legal holidays"))


def period(text):
    count, _, unit = text.partition(" ")
    return Period(int(count), Unit.named(unit))


# Units and periods


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("day", Unit.DAYS),
        ("days", Unit.DAYS),
        ("calendar day", Unit.DAYS),
        ("calendar  days", Unit.DAYS),
        ("working day", Unit.WORKING_DAYS),
        ("business days", Unit.BUSINESS_DAYS),
        ("week", Unit.WEEKS),
        ("months", Unit.MONTHS),
        ("year", Unit.YEARS),
        ("hours", Unit.HOURS),
    ],
)
def test_units_by_name(word, unit):
    assert Unit.named(word) is unit


@pytest.mark.parametrize("word", ["", "school days", "calendar months", "calendar", "fortnight", "Days"])
def test_unknown_units(word):
    with pytest.raises(ValueError, match=f"unknown unit `{word}`"):
        Unit.named(word)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (Period(20, Unit.WORKING_DAYS), "20 working days"),
        (Period(1, Unit.WORKING_DAYS), "1 working day"),
        (Period(1, Unit.MONTHS), "1 month"),
        (Period(0, Unit.DAYS), "0 days"),
        (POSTING, "48 hours not counting saturdays, sundays and legal holidays"),
        (Period(1, Unit.HOURS, ("sundays",)), "1 hour not counting sundays"),
        (
            Period(2, Unit.HOURS, ("legal holidays", "saturdays")),
            "2 hours not counting saturdays and legal holidays",
        ),
    ],
)
def test_periods_in_words(made, text):
    assert str(made) == text


def test_the_order_of_what_is_left_out_does_not_matter():
    assert Period(48, Unit.HOURS, ("legal holidays", "sundays", "saturdays", "sundays")) == POSTING
    assert hash(Period(48, Unit.HOURS, ("legal holidays", "sundays", "saturdays"))) == hash(POSTING)


@pytest.mark.parametrize(
    ("count", "unit", "excluding", "message"),
    [
        (-1, Unit.DAYS, (), "cannot count -1"),
        (1, Unit.DAYS, ("sundays",), "only hours can leave out sundays, not days"),
        (1, Unit.HOURS, ("mondays",), "not `mondays`"),
    ],
)
def test_impossible_periods(count, unit, excluding, message):
    with pytest.raises(ValueError, match=message):
        Period(count, unit, excluding)


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7})])
def test_impossible_weekdays(weekdays):
    with pytest.raises(ValueError, match="at least one weekday"):
        Counting(CALENDAR, weekdays=weekdays)


def test_impossible_countings():
    with pytest.raises(ValueError, match="day"):
        Counting(CALENDAR, fiscal_year_start=(2, 29))
    for zone in ("America/Boston", "", "../x"):
        with pytest.raises(AgreelintError, match="unknown time zone"):
            civil(T("2026-06-23T18:00+00:00"), Counting(CALENDAR, zone=zone))


# The fixed figures


@pytest.mark.parametrize(
    ("length", "event", "day"),
    [
        ("20 working days", "2017-05-11", "2017-04-12"),
        ("10 working days", "2017-10-12", "2017-09-27"),
        ("45 days", "2023-05-14", "2023-03-30"),
        ("180 days", "2018-07-01", "2018-01-02"),
        ("180 days", "2018-06-30", "2018-01-01"),
        ("20 business days", "2017-05-11", "2017-04-12"),
        ("1 week", "2017-05-11", "2017-05-04"),
        ("1 month", "2017-03-31", "2017-02-28"),
        ("12 months", "2020-02-29", "2019-02-28"),
        ("1 year", "2017-07-01", "2016-07-01"),
        ("0 working days", "2017-04-16", "2017-04-16"),
    ],
)
def test_backward(length, event, day):
    found = before(period(length), D(event), COUNTING)
    assert (found.day, found.instant, found.rolled) == (D(day), None, None)


@pytest.mark.parametrize(
    ("length", "trigger", "day", "rolled"),
    [
        ("30 days", "2016-05-09", "2016-06-08", None),
        ("1 day", "2017-12-31", "2018-01-01", "2018-01-02"),  # New Year's Day
        ("5 days", "2020-06-29", "2020-07-04", "2020-07-06"),  # a Saturday, but a legal holiday
        ("5 days", "2020-06-30", "2020-07-05", "2020-07-06"),
        ("1 week", "2017-12-17", "2017-12-24", "2017-12-26"),  # Christmas Day follows the Sunday
        ("3 days", "2017-05-03", "2017-05-06", None),  # a plain Saturday stays (TIME-05)
        ("10 working days", "2017-04-12", "2017-04-27", None),
        ("1 working day", "2017-04-14", "2017-04-18", None),
        ("14 business days", "2017-04-12", "2017-05-03", None),
        ("1 month", "2017-01-31", "2017-02-28", None),
        ("1 month", "2016-01-31", "2016-02-29", None),
        ("1 year", "2016-02-29", "2017-02-28", None),
        ("4 years", "2016-02-29", "2020-02-29", None),
        ("11 months", "2017-02-28", "2018-01-28", "2018-01-29"),
        ("0 days", "2017-05-11", "2017-05-11", None),
    ],
)
def test_forward(length, trigger, day, rolled):
    found = after(period(length), D(trigger), COUNTING)
    assert (found.day, found.rolled) == (D(day), rolled and D(rolled))
    assert found.next_business == found.rolled


@pytest.mark.parametrize(
    ("meeting", "posting"),
    [
        ("2014-06-24T18:00", "2014-06-20T18:00"),  # Tuesday, so Friday at the same hour
        ("2014-11-28T19:00", "2014-11-25T19:00"),  # the Friday after Thanksgiving
        ("2026-06-23T18:00", "2026-06-18T18:00"),  # over Juneteenth and a weekend
        ("2026-06-24T00:00", "2026-06-22T00:00"),  # all of Tuesday and of Monday
        ("2026-06-22T00:00", "2026-06-17T00:00"),  # at midnight nothing of Monday has passed
        ("2026-06-21T12:00", "2026-06-17T00:00"),  # on a Sunday: Thursday and Wednesday
    ],
)
def test_hours_of_a_posted_notice(meeting, posting):
    found = before(POSTING, T(meeting), COUNTING)
    assert (found.instant, found.day) == (T(posting), T(posting).date())
    assert (found.rolled, found.next_business) == (None, None)


def test_hours_forward():
    assert after(POSTING, T("2026-06-18T18:00"), COUNTING).instant == T("2026-06-23T18:00")
    assert after(Period(24, Unit.HOURS, ("sundays",)), T("2026-06-20T00:00"), COUNTING).instant == T("2026-06-21")
    assert after(period("36 hours"), T("2026-06-20T18:00"), COUNTING).instant == T("2026-06-22T06:00")
    assert after(period("0 hours"), T("2026-06-20T18:00"), COUNTING).day == D("2026-06-20")
    assert after(period("0 hours"), T("2026-06-20T18:00"), COUNTING).counted == ()
    assert len(after(period("0 hours"), T("2026-06-20T18:00"), COUNTING).lines) == 2  # head and authority


def test_hours_never_roll():
    for found in (
        after(period("48 hours"), T("2017-05-12T12:00"), COUNTING),
        before(period("48 hours"), T("2017-05-16T12:00"), COUNTING),
    ):
        assert found.day == D("2017-05-14")  # a Sunday
        assert (found.rolled, found.next_business, found.safe) == (None, None, D("2017-05-12"))


def test_hours_need_a_clock():
    with pytest.raises(AgreelintError, match="2026-06-23 has none: write `2026-06-23T18:00`"):
        before(POSTING, D("2026-06-23"), COUNTING)


def test_an_instant_stands_for_its_civil_day_in_the_zone():
    late = T("2017-05-12T02:00+00:00")  # the evening of May 11 in Massachusetts
    assert before(period("20 working days"), late, COUNTING).day == D("2017-04-12")
    assert before(period("20 working days"), T("2017-05-11T22:00"), COUNTING).day == D("2017-04-12")
    assert before(POSTING, T("2026-06-23T22:00+00:00"), COUNTING).instant == T("2026-06-18T18:00")
    assert civil(late, COUNTING) == T("2017-05-11T22:00")
    assert civil(D("2017-05-11"), COUNTING) == D("2017-05-11")
    assert civil_day(late, COUNTING) == D("2017-05-11")
    assert civil_day(D("2017-05-11"), COUNTING) == D("2017-05-11")


def test_hours_are_those_of_the_clock():
    found = before(period("48 hours"), T("2026-03-09T18:00"), COUNTING)
    assert found.instant == T("2026-03-07T18:00")
    assert found.notes[1] == "the clocks change on Sunday, March 8, 2026; hours are counted as if they did not"
    assert not any("clocks" in note for note in before(POSTING, T("2026-03-09T18:00"), COUNTING).notes)


# Conventions


def test_counting_may_have_other_working_days():
    four = Counting(CALENDAR, weekdays=frozenset({0, 1, 2, 3}), working_days_authority="the text, II.B")
    found = after(period("4 working days"), D("2017-05-11"), four)
    assert found.day == D("2017-05-18")
    assert [skipped.reason for skipped in found.skipped] == ["a Friday", "a Saturday", "a Sunday"]
    assert {skipped.authority for skipped in found.skipped} == {"the text, II.B"}
    assert after(period("4 business days"), D("2017-05-11"), four).day == D("2017-05-17")


def test_saturdays_roll_only_where_the_agreement_says_so():
    closed = Counting(CALENDAR, roll_saturdays=True)
    found = after(period("3 days"), D("2017-05-03"), closed)
    assert (found.day, found.rolled, found.safe) == (D("2017-05-06"), D("2017-05-08"), D("2017-05-05"))
    assert found.authority[-2:] == (
        "G.L. c.4 s.9",
        "G.L. c.41 s.110A: a Saturday on which the office is closed (TIME-06)",
    )
    assert found.lines[2] == (
        "the last day falls on a Saturday, when the office is closed: the act may still be done on "
        "Monday, May 8, 2017, the next business day (G.L. c.4 s.9)"
    )
    assert after(period("3 days"), D("2017-05-03"), COUNTING).safe == D("2017-05-06")


def test_a_saturday_that_is_a_holiday_rolls_by_itself():
    found = after(period("7 days"), D("2020-06-27"), COUNTING)
    assert (found.day, found.rolled) == (D("2020-07-04"), D("2020-07-06"))
    assert found.authority == (TIME_02, TIME_01, "G.L. c.4 s.9")


def test_nothing_rolls_where_the_agreement_says_so():
    still = Counting(CALENDAR, roll=False)
    found = after(period("30 days"), D("2017-03-31"), still)
    assert (found.day, found.rolled, found.next_business) == (D("2017-04-30"), None, None)
    assert found.safe == D("2017-04-28")
    assert found.notes == ("the last day falls on a Sunday, and this agreement's counting does not roll it",)
    assert after(period("30 days"), D("2017-04-01"), still).notes == ()
    assert before(period("180 days"), D("2018-06-30"), still).notes == ()
    assert after(period("30 days"), D("2017-03-31"), still, rolls=False).notes == ()


def test_what_never_rolls():
    found = after(period("30 days"), D("2017-03-31"), COUNTING, rolls=False)
    assert (found.day, found.rolled, found.next_business, found.notes) == (D("2017-04-30"), None, None, ())
    assert "G.L. c.4 s.9" not in found.authority
    assert before(period("180 days"), D("2018-06-30"), COUNTING, rolls=False).notes == ()


def test_a_backward_last_day_on_a_holiday_is_left_open():
    found = before(period("180 days"), D("2018-06-30"), COUNTING)
    assert (found.next_business, found.safe) == (D("2018-01-02"), D("2017-12-29"))
    assert found.notes == (
        (
            "the last day falls on a legal holiday (New Year's Day, G.L. c.4 s.7 cl.18): "
            "whether the act may wait until Tuesday, January 2, 2018, is open (last_day_roll, G.L. c.4 s.9); "
            "Friday, December 29, 2017 is safe under either reading"
        ),
    )
    assert found.authority[-1] == "G.L. c.4 s.9"


def test_a_county_is_counted_only_if_asked_for():
    suffolk = Counting(CALENDAR, county="suffolk")
    assert after(period("1 working day"), D("2022-03-16"), COUNTING).day == D("2022-03-17")
    found = after(period("1 working day"), D("2022-03-16"), suffolk)
    assert found.day == D("2022-03-18")
    assert found.skipped[0].reason == "Evacuation Day, Suffolk County only"


def test_fixed_dates_roll():
    found = fixed(D("2017-04-30"), COUNTING)
    assert (found.day, found.rolled, found.counted, found.skipped) == (
        D("2017-04-30"),
        D("2017-05-01"),
        (),
        (),
    )
    assert found.lines == (
        "Sunday, April 30, 2017, the date that the text names",
        (
            "the last day falls on a Sunday: the act may still be done on Monday, May 1, 2017, "
            "the next business day (G.L. c.4 s.9)"
        ),
        "authority: G.L. c.4 s.9",
    )
    assert found.day_by_day == found.lines
    assert fixed(D("2018-04-30"), COUNTING).lines == ("Monday, April 30, 2018, the date that the text names",)
    assert roll(D("2017-04-30"), COUNTING) == D("2017-05-01")
    assert roll(D("2018-04-30"), COUNTING) is None


# The explanation

TIME_01 = "Bemis v. Leonard, 118 Mass. 502: the day of the event is left out (TIME-01)"
TIME_02 = "Booker v. Chief Engineer of Woburn, 324 Mass. 264: a day is a calendar day (TIME-02)"
TIME_10 = (
    "assumed: days are counted back from the day before the event, "
    "since no Massachusetts authority on counting backward was read (TIME-10)"
)
TIME_11 = (
    "assumed: working days are Monday to Friday except legal holidays, "
    "since no Massachusetts text that was read defines them (TIME-11)"
)


def test_working_days_explained():
    found = before(period("20 working days"), D("2017-05-11"), COUNTING)
    assert found.lines == (
        "20 working days before Thursday, May 11, 2017, which is not counted itself",
        "day 1 Wednesday, May 10 … day 20 Wednesday, April 12, 2017",
        "Monday, April 17, 2017 is not counted: Patriots' Day (G.L. c.4 s.7 cl.18)",
        "not counted either: 4 Saturdays, 4 Sundays",
        f"authority: {TIME_11}; {TIME_10}; G.L. c.4 s.7 cl.18",
    )
    assert found.day_by_day[0] == found.lines[0]
    assert found.day_by_day[1] == "day 1: Wednesday, May 10, 2017"
    assert found.day_by_day[4] == "not counted: Sunday, May 7, 2017, a Sunday"
    assert found.day_by_day[24] == "not counted: Monday, April 17, 2017, Patriots' Day (G.L. c.4 s.7 cl.18)"
    assert found.day_by_day[-2:] == ("day 20: Wednesday, April 12, 2017", found.lines[-1])
    assert len(found.day_by_day) == 31
    assert found.authority == (TIME_11, TIME_10, "G.L. c.4 s.7 cl.18")
    assert len(found.counted) == 20
    assert len(found.skipped) == 9


def test_a_single_day_and_no_day_explained():
    assert after(period("1 working day"), D("2017-05-10"), COUNTING).lines[1] == "day 1 Thursday, May 11, 2017"
    assert after(period("0 weeks"), D("2017-05-10"), COUNTING).lines == (
        "0 weeks after Wednesday, May 10, 2017, which is not counted itself",
        f"authority: {TIME_01}",
    )


def test_a_count_across_the_year_names_both_years():
    found = after(period("30 days"), D("2017-12-14"), COUNTING)
    assert found.lines[1] == "day 1 Friday, December 15, 2017 … day 30 Saturday, January 13, 2018"
    assert found.authority == (TIME_02, TIME_01)


def test_two_holidays_have_a_line_each():
    found = after(period("40 business days"), D("2017-10-01"), COUNTING)
    assert found.lines[2:5] == (
        "Monday, October 9, 2017 is not counted: Columbus Day (G.L. c.4 s.7 cl.18)",
        "Thursday, November 23, 2017 is not counted: Thanksgiving Day (G.L. c.4 s.7 cl.18)",
        "not counted either: 8 Saturdays, 8 Sundays",
    )


def test_many_holidays_share_a_line():
    found = after(period("60 business days"), D("2017-10-01"), COUNTING)
    assert found.lines[2:4] == (
        (
            "3 legal holidays are not counted: Monday, October 9, 2017, Columbus Day; "
            "Thursday, November 23, 2017, Thanksgiving Day; "
            "Monday, December 25, 2017, Christmas Day (G.L. c.4 s.7 cl.18)"
        ),
        "not counted either: 12 Saturdays, 12 Sundays",
    )
    assert found.authority[0] == "assumed: business days are Monday to Friday except legal holidays (TIME-12)"
    saturday = next(skipped for skipped in found.skipped if skipped.day == D("2017-11-11"))
    assert (saturday.reason, saturday.weekday) == ("a Saturday, also Veterans Day", True)
    assert saturday.authority == found.authority[0]


def test_an_early_or_moved_holiday_says_so():
    found = after(period("1 working day"), D("2012-01-01"), COUNTING)
    assert found.lines[2] == (
        "Monday, January 2, 2012 is not counted: New Year's Day, kept for Sunday, January 1, "
        "assumed, as no source confirms it so early (G.L. c.4 s.7 cl.18)"
    )


def test_months_say_where_they_bit():
    found = after(period("1 month"), D("2017-01-31"), COUNTING)
    assert found.notes == ("February 2017 has no day 31, so the count ends on the last day of the month",)
    assert found.authority == ("G.L. c.4 s.7 cl.19: a month is a calendar month (TIME-08)", TIME_01)
    assert found.lines[1] == "day 1 Wednesday, February 1 … day 28 Tuesday, February 28, 2017"
    assert after(period("1 month"), D("2017-02-28"), COUNTING).notes == ()
    years = after(period("1 year"), D("2016-02-29"), COUNTING)
    assert "February 2017 has no day 29" in years.notes[0]
    assert years.authority[0] == "G.L. c.4 s.7 cl.19: a year is a calendar year (TIME-08)"


@pytest.mark.parametrize(
    ("length", "trigger", "note"),
    [
        ("6 days", "2017-05-10", "Sunday, May 14, 2017 is counted here"),
        ("1 day", "2017-05-10", "no Sunday is counted here"),
        ("167 hours", "2017-05-10T12:00", "Sunday, May 14, 2017 is counted here"),
    ],
)
def test_less_than_a_week_is_noted(length, trigger, note):
    start = T(trigger) if "T" in trigger else D(trigger)
    assert after(period(length), start, COUNTING).notes == (
        (
            f"shorter than a week: a period set by statute would leave out Sundays; {note} "
            "(Cunningham v. Mahan, 112 Mass. 58, TIME-04)"
        ),
    )


@pytest.mark.parametrize("length", ["0 days", "7 days", "1 week", "3 working days", "168 hours"])
def test_a_week_or_working_days_need_no_such_note(length):
    assert after(period(length), T("2017-05-10T12:00"), COUNTING).notes == ()


def test_a_roll_names_the_holiday_it_passes():
    found = after(period("1 week"), D("2017-12-17"), COUNTING)
    assert found.lines[2] == (
        "the last day falls on a Sunday: the act may still be done on Tuesday, December 26, 2017, "
        "the next business day, since Monday, December 25 is Christmas Day (G.L. c.4 s.9)"
    )


def test_hours_explained():
    found = before(POSTING, T("2026-06-23T18:30"), COUNTING)
    juneteenth = "G.L. c.4 s.7 cl.18, St.2020 c.124"
    summed = "only the hours on counted days are added up, as under G.L. c.30A s.20(b) (OML-02)"
    assert found.lines == (
        "48 hours not counting saturdays, sundays and legal holidays before Tuesday, June 23, 2026 at 18:30",
        (
            "18 h 30 min on Tuesday, June 23; 24 hours on Monday, June 22; 5 h 30 min on Thursday, June 18: "
            "Thursday, June 18, 2026 at 18:30"
        ),
        f"Friday, June 19, 2026 is not counted: Juneteenth Independence Day ({juneteenth})",
        "not counted either: 1 Saturday, 1 Sunday",
        f"authority: {summed}; {juneteenth}",
    )
    assert found.day_by_day[1:7] == (
        "18 h 30 min: Tuesday, June 23, 2026 from 00:00 to 18:30, 18 h 30 min in all",
        "24 hours: Monday, June 22, 2026 from 00:00 to 24:00, 42 h 30 min in all",
        "not counted: Sunday, June 21, 2026, a Sunday",
        "not counted: Saturday, June 20, 2026, a Saturday",
        f"not counted: Friday, June 19, 2026, Juneteenth Independence Day ({juneteenth})",
        "5 h 30 min: Thursday, June 18, 2026 from 18:30 to 24:00, 48 hours in all",
    )
    assert found.counted == (D("2026-06-23"), D("2026-06-22"), D("2026-06-18"))
    assert {skipped.authority for skipped in found.skipped if skipped.weekday} == {summed}


def test_hours_to_the_second_and_over_many_days_explained():
    found = before(period("1 hour"), T("2026-06-23T00:30:15"), COUNTING)
    assert (
        found.lines[1] == "30 min 15 s on Tuesday, June 23; 29 min 45 s on Monday, June 22: "
        "Monday, June 22, 2026 at 23:30:15"
    )
    assert found.authority == (
        "Stevenson v. Donnelly, 221 Mass. 161: hours count where the text asks for them (TIME-03)",
        TIME_10,
    )
    assert after(period("1 hour"), T("2026-06-23T10:00"), COUNTING).lines[1] == (
        "1 hour on Tuesday, June 23: Tuesday, June 23, 2026 at 11:00"
    )
    four = before(period("60 hours"), T("2026-06-25T01:00"), COUNTING)
    assert four.lines[1].startswith("1 hour on Thursday, June 25; 24 hours on Wednesday, June 24; 24 hours on")
    many = after(Period(100, Unit.HOURS, ("sundays",)), T("2026-06-20T12:00"), COUNTING)
    assert many.lines[1:3] == (
        "100 hours on 5 days: Thursday, June 25, 2026 at 16:00",
        "not counted: 1 Sunday",
    )


# What lies between


@pytest.mark.parametrize(
    ("unit", "start", "end", "count"),
    [
        (Unit.WORKING_DAYS, "2017-04-12", "2017-04-14", 2),
        (Unit.WORKING_DAYS, "2017-04-14", "2017-04-12", -2),
        (Unit.WORKING_DAYS, "2017-04-14", "2017-04-18", 1),
        (Unit.BUSINESS_DAYS, "2017-04-14", "2017-04-17", 0),
        (Unit.DAYS, "2017-04-14", "2017-04-17", 3),
        (Unit.MONTHS, "2017-01-01", "2017-02-01", 31),
        (Unit.HOURS, "2017-01-02", "2017-01-01", -1),
        (Unit.WEEKS, "2017-01-01", "2017-01-01", 0),
    ],
)
def test_units_between(unit, start, end, count):
    assert units_between(unit, D(start), D(end), COUNTING) == count


def test_words_for_margins():
    words = [margin_unit(unit) for unit in Unit]
    assert words == ["days", "working days", "business days", "days", "days", "days", "days"]


def test_business_days():
    assert is_business_day(D("2017-04-18"), COUNTING)
    assert not is_business_day(D("2017-04-17"), COUNTING)
    assert not is_business_day(D("2017-04-15"), COUNTING)
    assert next_business_day(D("2017-04-14"), COUNTING) == D("2017-04-18")
    assert previous_business_day(D("2017-04-18"), COUNTING) == D("2017-04-14")


def test_fiscal_years():
    assert fiscal_year_start(2018, COUNTING) == D("2017-07-01")
    assert fiscal_year_end(2018, COUNTING) == D("2018-06-30")
    assert fiscal_year_of(D("2018-06-30"), COUNTING) == 2018
    assert fiscal_year_of(D("2018-07-01"), COUNTING) == 2019
    calendar_year = Counting(CALENDAR, fiscal_year_start=(1, 1))
    assert fiscal_year_start(2018, calendar_year) == D("2018-01-01")
    assert fiscal_year_end(2018, calendar_year) == D("2018-12-31")
    assert fiscal_year_of(D("2018-12-31"), calendar_year) == 2018


def test_nth_weekdays():
    assert nth_weekday(3, 0, 4, 2017) == D("2017-04-17")
    assert nth_weekday(-1, 0, 5, 2021) == D("2021-05-31")
    assert nth_weekday(5, 0, 5, 2021) == D("2021-05-31")
    assert nth_weekday(-1, 1, 2, 2017) == D("2017-02-28")
    for n, month in ((5, 6), (0, 5), (6, 5), (-2, 5)):
        with pytest.raises(ValueError, match=f"2021 has no Monday number {n}"):
            nth_weekday(n, 0, month, 2021)


def test_dates_in_words():
    assert long_date(D("2017-04-12")) == "Wednesday, April 12, 2017"


# The ends of the calendar


@pytest.mark.parametrize(
    ("length", "start"),
    [
        ("1 day", "2061-01-01"),
        ("1 day", "2060-12-31"),
        ("1 working day", "2060-12-31"),
        ("1 month", "2060-12-31"),
        ("100000 years", "2020-01-01"),
        ("999999999999 weeks", "2020-01-01"),
        ("9999999 days", "2020-01-01"),
        ("1 hour", "2061-01-01T12:00"),
        ("1 hour", "2060-12-31T23:00"),
        ("999999999999999 hours", "2020-01-01T00:00"),
    ],
)
def test_counts_that_leave_the_calendar(length, start):
    with pytest.raises(OutsideCalendar, match="2060-12-31"):
        after(period(length), T(start) if "T" in start else D(start), COUNTING)


def test_more_counts_that_leave_the_calendar():
    with pytest.raises(OutsideCalendar):
        before(period("1 working day"), D("1990-01-02"), COUNTING)
    with pytest.raises(OutsideCalendar):
        before(Period(10**6, Unit.HOURS, ("sundays",)), T("2020-01-01T00:00"), COUNTING)
    with pytest.raises(OutsideCalendar):
        units_between(Unit.WORKING_DAYS, D("1989-01-02"), D("1990-01-02"), COUNTING)
    with pytest.raises(OutsideCalendar):
        is_business_day(D("1989-01-02"), COUNTING)
    with pytest.raises(ValueError, match="is no date"):
        add_months(D("2020-01-01"), -30000)


def test_reckonings_are_remembered():
    assert after(period("30 days"), D("2016-05-09"), COUNTING) is after(period("30 days"), D("2016-05-09"), COUNTING)
