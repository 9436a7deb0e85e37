from datetime import date, timedelta

import holidays
import pytest

from agreelint.calendars import OutsideCalendar, load_calendar
from agreelint.diagnostics import AgreelintError
from agreelint.share import share

CALENDAR = load_calendar(share("rules") / "massachusetts" / "calendar.toml")
D = date.fromisoformat

ENTRY = {
    "id": '"may_day"',
    "name": '"May Day"',
    "rule": '"May 1"',
    "confirmed_from": "2000-01-01",
    "citation": '"c.1"',
    "fact": '"HOL-00"',
    "level": '"R"',
}
TOP = {"name": '"test"', "first": "2000-01-01", "last": "2010-12-31"}


def write(path, *entries, **top):
    """Write a calendar of one good entry for each table of changes; a value of None leaves the key out."""
    blocks = [("", TOP | top), *(("[[holiday]]\n", ENTRY | entry) for entry in entries)]
    text = "\n".join(
        head + "\n".join(f"{key} = {value}" for key, value in table.items() if value is not None)
        for head, table in blocks
    )
    file = path / "calendar.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (
            2017,
            "01-02 01-16 02-20 04-17 05-29 07-04 09-04 10-09 11-11 11-23 12-25",
        ),
        (
            2021,
            "01-01 01-18 02-15 04-19 05-31 06-19 07-05 09-06 10-11 11-11 11-25 12-25",
        ),
    ],
)
def test_the_holidays_of_a_year(year, days):
    assert [f"{found.day:%m-%d}" for found in CALENDAR.holidays(year)] == days.split()


def test_a_fixed_holiday_on_sunday_is_kept_on_the_next_day_instead():
    kept = CALENDAR.holiday(D("2017-01-02"))
    assert (kept.name, kept.moved_from) == ("New Year's Day", D("2017-01-01"))
    assert CALENDAR.holiday(D("2017-01-01")) is None


def test_a_holiday_on_saturday_stays_there():
    juneteenth = CALENDAR.holiday(D("2021-06-19"))
    assert (juneteenth.fact, juneteenth.level, juneteenth.moved_from) == ("HOL-03", "P", None)
    assert CALENDAR.holiday(D("2021-06-18")) is None
    assert CALENDAR.holiday(D("2021-06-21")) is None


def test_juneteenth_begins_with_the_act():
    assert CALENDAR.holiday(D("2020-06-19")) is None
    assert CALENDAR.holiday(D("2026-06-19")).authority == "G.L. c.4 s.7 cl.18, St.2020 c.124"


def test_a_county_has_its_holidays_only_when_asked_for():
    assert CALENDAR.holiday(D("2022-03-17")) is None
    assert CALENDAR.holiday(D("2022-03-17"), "middlesex") is None
    found = CALENDAR.holiday(D("2022-03-17"), "Suffolk")
    assert (found.name, found.county, found.fact) == ("Evacuation Day", "suffolk", "HOL-05")
    assert CALENDAR.holiday(D("2024-03-18"), "suffolk").moved_from == D("2024-03-17")
    assert CALENDAR.holiday(D("2022-07-04"), "suffolk").name == "Independence Day"


def test_a_day_before_the_first_confirmation_is_assumed():
    assert CALENDAR.holiday(D("2013-04-15")).assumed
    assert not CALENDAR.holiday(D("2013-05-27")).assumed
    assert CALENDAR.holiday(D("2012-06-18"), "suffolk").assumed


def test_days_outside_the_calendar_have_no_answer():
    assert CALENDAR.holiday(D("1990-01-01")).name == "New Year's Day"
    assert CALENDAR.holiday(D("2060-12-31")) is None
    for day in ("1989-12-31", "2061-01-01"):
        with pytest.raises(OutsideCalendar, match=f"{day} lies outside the calendar `massachusetts`"):
            CALENDAR.holiday(D(day))
    assert CALENDAR.holidays(1989) == ()
    assert CALENDAR.holidays(2061) == ()


def test_calendars_are_told_apart_by_identity():
    again = load_calendar(share("rules") / "massachusetts" / "calendar.toml")
    assert again != CALENDAR
    assert len({again, CALENDAR}) == 2


# The `holidays` package lists the Sunday on which a fixed holiday falls and the Monday on which it is kept.
# By statute the following day is the legal holiday instead (HOL-01, HOL-03). No count of days depends on it:
# a Sunday is passed over, and rolls, by itself.
SUNDAYS_ONLY_THERE = {
    "New Year's Day": "2006-01-01 2012-01-01 2017-01-01 2023-01-01 2034-01-01",
    "Juneteenth National Independence Day": "2022-06-19 2033-06-19",
    "Independence Day": "2004-07-04 2010-07-04 2021-07-04 2027-07-04 2032-07-04",
    "Veterans Day": "2001-11-11 2007-11-11 2012-11-11 2018-11-11 2029-11-11 2035-11-11",
    "Christmas Day": "2005-12-25 2011-12-25 2016-12-25 2022-12-25 2033-12-25",
}


def test_differences_from_the_holidays_package_are_the_intended_ones():
    theirs = holidays.country_holidays("US", subdiv="MA", years=range(2000, 2036))
    day, last, differences = D("2000-01-01"), D("2035-12-31"), {}
    while day <= last:
        if (CALENDAR.holiday(day) is not None) != (day in theirs):
            differences[day.isoformat()] = theirs.get(day)
        day += timedelta(days=1)
    assert differences == {day: name for name, row in SUNDAYS_ONLY_THERE.items() for day in row.split()}


def test_the_day_that_confirms_a_holiday_is_not_assumed(tmp_path):
    calendar = load_calendar(write(tmp_path, {"confirmed_from": "2005-05-01"}))
    assert [calendar.holiday(D(f"{year}-05-01")).assumed for year in (2004, 2005)] == [True, False]


def test_an_ended_holiday_stays_in_the_past(tmp_path):
    file = write(tmp_path, {"from": "2002-05-01", "until": "2004-05-01", "note": '"abolished"'})
    calendar = load_calendar(file)
    years = [year for year in range(2000, 2011) if calendar.holidays(year)]
    assert years == [2002, 2003, 2004]


def test_a_holiday_may_move_into_the_next_year(tmp_path):
    calendar = load_calendar(write(tmp_path, {"rule": '"December 31, next day when on Sunday"'}))
    assert calendar.holiday(D("2007-01-01")).moved_from == D("2006-12-31")
    assert calendar.holiday(D("2006-12-31")) is None
    assert [found.day for found in calendar.holidays(2007)] == [D("2007-01-01"), D("2007-12-31")]


def test_of_two_holidays_on_one_day_the_statewide_one_comes_first(tmp_path):
    local = {"id": '"local"', "name": '"Local"', "county": '"Essex"'}
    calendar = load_calendar(write(tmp_path, local, {}, {"id": '"third"'}))
    assert calendar.holiday(D("2005-05-01"), "essex").name == "May Day"


def test_a_year_is_cut_at_the_ends_of_the_calendar(tmp_path):
    calendar = load_calendar(write(tmp_path, {}, first="2000-05-02"))
    assert calendar.holidays(2000) == ()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"untill": "2001-01-01"}, "holiday 1 `may_day`: unknown key `untill`; did you mean `until`"),
        ({"zzz": "1"}, "unknown key `zzz`; known are `id`, `name`,"),
        ({"fact": None}, "holiday 1 `may_day`: `fact` is missing"),
        ({"id": None}, "holiday 1: `id` is missing"),
        ({"id": "3"}, "holiday 1: `id` must be a text"),
        ({"from": '"2001-01-01"'}, "`from` must be a date"),
        ({"from": "2001-01-01T00:00:00"}, "`from` must be a date"),
        ({"from": "2002-01-01", "until": "2001-01-01"}, "`until` lies before `from`"),
        ({"level": '"Q"'}, "`level` has the unknown word `Q`; known are `R`, `O`, `P`"),
        ({"rule": '"Mai 1"'}, "`rule` has the unknown word `Mai`; did you mean `May`"),
        ({"rule": '"February 29"'}, "`rule` names February 29, which not every year has"),
        ({"rule": '"May 1, next week"'}, "`rule` reads `May 1, next week`; write `January 1`"),
        ({"rule": '"May"'}, "`rule` reads `May`; write"),
        ({"rule": '"5th Monday in May"'}, "`rule` has the unknown word `5th`"),
        ({"rule": '"1st Mondy in May"'}, "`rule` has the unknown word `Mondy`; did you mean `Monday`"),
        ({"rule": '"1st Monday in Mey"'}, "`rule` has the unknown word `Mey`; did you mean `May`"),
        (
            {"rule": '"1st Monday in May, next day when on Sunday"'},
            "`rule` reads `1st Monday in May, next day",
        ),
    ],
)
def test_a_faulty_entry_is_named(tmp_path, entry, message):
    with pytest.raises(AgreelintError) as error:
        load_calendar(write(tmp_path, entry))
    assert str(error.value).startswith(f"{tmp_path / 'calendar.toml'}: ")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("top", "message"),
    [
        ({"frist": "2000-01-01"}, "unknown key `frist`; did you mean `first`"),
        ({"name": None}, "`name` is missing"),
        ({"last": "1999-01-01"}, "`first` and `last` must follow each other"),
        ({"first": "0001-01-01"}, "within the years 1600 to 2400"),
        ({"name": '"open'}, "cannot be read as a calendar"),
    ],
)
def test_a_faulty_head_is_named(tmp_path, top, message):
    with pytest.raises(AgreelintError, match=message):
        load_calendar(write(tmp_path, {}, **top))


def test_other_faults_of_a_file(tmp_path):
    with pytest.raises(AgreelintError, match="`id` is used twice"):
        load_calendar(write(tmp_path, {}, {}))
    with pytest.raises(AgreelintError, match="`holiday` must be a list of tables"):
        load_calendar(write(tmp_path, holiday="3"))
    with pytest.raises(AgreelintError, match="holiday 1: expected a table"):
        load_calendar(write(tmp_path, holiday="[3]"))
    with pytest.raises(AgreelintError, match="cannot be read as a calendar"):
        load_calendar(tmp_path / "none.toml")
