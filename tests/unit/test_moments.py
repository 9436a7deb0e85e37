from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreelint.moments import UNKNOWN, Moment, precedes, same_day, tie

ZONE = "America/New_York"


def at(text: str) -> Moment:
    return Moment.parse(text, ZONE)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2017-05-11", date(2017, 5, 11), date(2017, 5, 11), "Thursday, May 11, 2017"),
        (" 2017-05-11\n", date(2017, 5, 11), date(2017, 5, 11), "Thursday, May 11, 2017"),
        ("2021-06", date(2021, 6, 1), date(2021, 6, 30), "some day in June 2021"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "some day in February 2020"),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31), "some day in December 2021"),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "some day in 2021"),
        (
            "2021-06-01/2021-06-14",
            date(2021, 6, 1),
            date(2021, 6, 14),
            "some day from June 1, 2021 to June 14, 2021",
        ),
        (
            "2021-06/2021-07",
            date(2021, 6, 1),
            date(2021, 7, 31),
            "some day from June 1, 2021 to July 31, 2021",
        ),
        ("2021-06-15 / 2021", date(2021, 6, 15), date(2021, 12, 31), "some day from June 15, 2021 to"),
        ("2017-05-11/2017-05-11", date(2017, 5, 11), date(2017, 5, 11), "Thursday, May 11, 2017"),
        ("1990-01-01", date(1990, 1, 1), date(1990, 1, 1), "Monday, January 1, 1990"),
        ("2060-12-31", date(2060, 12, 31), date(2060, 12, 31), "Friday, December 31, 2060"),
    ],
)
def test_days_and_stretches(text, first, last, words):
    moment = at(text)
    assert (moment.first, moment.last, moment.instant) == (first, last, None)
    assert moment.text == text.strip()
    assert moment.exact is (first == last)
    assert moment.civil == (first if first == last else None)
    assert moment.known
    assert str(moment).startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017-05-11T18:00", "Thursday, May 11, 2017 at 18:00"),
        ("2017-05-11 18:00:30", "Thursday, May 11, 2017 at 18:00:30"),
        ("2017-05-11t18:00z", "Thursday, May 11, 2017 at 14:00"),
        ("2017-05-11T23:30-07:00", "Friday, May 12, 2017 at 02:30"),
        ("2017-05-11 02:00:00.000+00:00", "Wednesday, May 10, 2017 at 22:00"),
        ("2017-05-11T02:00:00,5 +0530", "Wednesday, May 10, 2017 at 16:30"),
    ],
)
def test_instants_take_their_day_in_the_zone_of_the_agreement(text, words):
    moment = at(text)
    assert str(moment) == words
    assert moment.exact
    assert moment.instant.date() == moment.civil
    assert str(moment.instant.tzinfo) == ZONE


def test_no_text_is_a_day_not_recorded():
    for text in ("", "  "):
        assert at(text) == UNKNOWN
    assert not UNKNOWN.known
    assert not UNKNOWN.exact
    assert UNKNOWN.civil is None
    assert str(UNKNOWN) == "day not recorded"
    assert UNKNOWN.text == ""


def test_the_day_of_a_date_and_what_the_record_said():
    assert Moment.on(date(2017, 5, 11)) == at("2017-05-11")
    assert Moment.on(date(2017, 5, 11)).text == "2017-05-11"
    assert at("2021-06-01/2021-06-30") == at("2021-06")  # the text does not count


@pytest.mark.parametrize(
    ("text", "fault", "mend"),
    [
        ("2017-02-30", "not in the calendar: February 2017 has 28 days", "YYYY-MM-DD"),
        ("2017-04-00", "not in the calendar: April 2017 has 30 days", "YYYY-MM-DD"),
        ("31/02/2017", "not in the calendar: February 2017 has 28 days", "YYYY-MM-DD"),
        ("2017-25-12", "has the day before the month", "write 2017-12-25"),
        ("2017-13-40", "names month 13", "YYYY-MM-DD"),
        ("2017-00-10", "names month 00", "YYYY-MM-DD"),
        ("20179911", "names month 99", "YYYY-MM-DD"),
        ("2021-13", "names month 13", "YYYY-MM"),
        ("0000-01-01", "has no year", "YYYY-MM-DD"),
        ("1987-11-20", "outside the years 1990 to 2060", "four digits"),
        ("2061-01", "outside the years 1990 to 2060", "four digits"),
        ("0021", "outside the years 1990 to 2060", "four digits"),
        ("1989-12-31T23:00", "outside the years 1990 to 2060", "four digits"),
        ("25/12/2017", "has the day first", "write 2017-12-25"),
        ("25.12.17", "has the day first", "write 2017-12-25"),
        ("25-12-95", "has the day first", "write 1995-12-25"),
        ("12/25/2017", "has the month first", "write 2017-12-25"),
        ("5/11/2017", "may have the day first or the month first", "write 2017-05-11 or 2017-11-05"),
        ("11/05/2017 18:00", "may have the day first or the month first", "2017-11-05 or 2017-05-11"),
        ("05/05/2017", "may have the day first or the month first", "write 2017-05-05"),
        ("2017/05/11", "not written in the ISO form", "write 2017-05-11"),
        ("2017-5-1", "not written in the ISO form", "write 2017-05-01"),
        ("20170511", "not written in the ISO form", "write 2017-05-11"),
        ("42866", "day number of a spreadsheet", "2017-05-11"),
        ("42866.75", "day number of a spreadsheet", "2017-05-11"),
        ("May 11, 2017", "not an ISO date", "such as 2017-05-11"),
        ("?", "is not a date", "YYYY-MM or YYYY for some day in"),
        ("2017-W19-4", "is not a date", "YYYY-MM-DD"),
        ("２017-05-11", "is not a date", "YYYY-MM-DD"),
        ("2021-06-14/2021-06-01", "ends before it starts", "write 2021-06-01/2021-06-14"),
        ("2021-06-01/", "interval without an end", "both days"),
        ("2021-06-01/..", "interval without an end", "both days"),
        ("../2021-06-01", "is not a date", "YYYY-MM-DD"),
        ("2021-06-01/06-14", "is not a date", "YYYY-MM-DD"),
        ("2017-05-11T10:00/2017-05-11T12:00", "interval between clock times", "write the days"),
        ("2017-05-11/2017-05-11T12:00", "interval between clock times", "write the days"),
        ("2017-05-11T25:00", "no possible time of day", "2017-05-11T18:00"),
        ("2017-05-11T10:00+99:00", "no possible time of day", "2017-05-11T18:00"),
        ("2017-05-11 noon", "more after the date than a time of day", "2017-05-11 or 2017-05-11T18:00"),
        ("x" * 500, "`" + "x" * 60 + "...` is not a date", "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_read_says_why_and_how_to_write_it(text, fault, mend):
    with pytest.raises(ValueError, match=r"^`") as caught:
        at(text)
    message = str(caught.value)
    assert fault in message
    assert mend in message
    assert not message.endswith(".")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", ""])
def test_an_unknown_zone_is_named_only_when_a_clock_needs_it(zone):
    assert Moment.parse("2017-05-11", zone).exact
    with pytest.raises(ValueError, match=rf"^the time zone `{zone}` is not known;"):
        Moment.parse("2017-05-11T18:00", zone)


@pytest.mark.parametrize(
    ("a", "b", "before", "same", "tied"),
    [
        ("2017-05-10", "2017-05-11", True, False, False),
        ("2017-05-11", "2017-05-10", False, False, False),
        ("2017-05-11", "2017-05-11", None, True, True),
        ("2017-05-11", "2017-05-11T18:00", None, True, True),
        ("2017-05-11T17:00", "2017-05-11T18:00", True, True, False),
        ("2017-05-11T18:00", "2017-05-11T17:00", False, True, False),
        ("2017-05-11T18:00", "2017-05-11T22:00Z", None, True, True),
        ("2017-11-05T01:30-04:00", "2017-11-05T01:10-05:00", True, True, False),  # the repeated hour
        ("2021-06", "2021-07", True, False, False),
        ("2021-07", "2021-06", False, False, False),
        ("2021-06", "2021-06-30", None, None, False),
        ("2021-06-30", "2021-06-30/2021-07-04", None, None, False),
        ("", "2021-06-30", None, None, False),
        ("2021-06-30", "", None, None, False),
        ("", "", None, None, False),
    ],
)
def test_order(a, b, before, same, tied):
    assert precedes(at(a), at(b)) is before
    assert same_day(at(a), at(b)) is same
    assert same_day(at(b), at(a)) is same
    assert tie(at(a), at(b)) is tied


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
stretches = st.tuples(days, days).map(sorted)


@given(stretches, stretches)
def test_order_agrees_with_every_day_that_can_be_meant(one, other):
    a, b = Moment(*one), Moment(*other)
    sides = {x < y for x in one for y in other}
    touching = any(x == y for x in one for y in other)
    if sides == {True}:
        assert precedes(a, b) is True
    elif sides == {False} and not touching and one[0] > other[1]:
        assert precedes(a, b) is False
    else:
        assert precedes(a, b) is None


@given(st.dates(date(1990, 1, 2), date(2060, 12, 30)), st.times())
def test_every_instant_is_kept(day, time):
    clock = datetime.combine(day, time, UTC)
    moment = at(clock.isoformat())
    assert moment.instant is not None
    assert moment.instant.timestamp() == clock.timestamp()  # `==` fails in the hour that autumn repeats
    assert moment.text == clock.isoformat()


@given(days)
def test_every_day_is_kept(day):
    assert at(day.isoformat()).civil == day


@given(st.text(alphabet="0123456789-/.:TZ+ aM,", max_size=25))
def test_nothing_but_a_value_error_comes_out(text):
    try:
        words = str(at(text))
    except ValueError as error:
        words = error.args[0]
    assert words
