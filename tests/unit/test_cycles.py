"""Stretches that return: every day lies in one of them, and they follow each other without a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreelint.counting import Counting, Period, Unit
from agreelint.cycles import Cycle, Kind, measures
from agreelint.packs import calendar_of

COUNTING = Counting(calendar_of("massachusetts"), school_year_start=(9, 1))
UNITS = (Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS)
DAYS = st.dates(date(1991, 1, 1), date(2059, 12, 31))
CYCLES = st.one_of(
    st.sampled_from(list(Kind)).map(Cycle),
    st.builds(Cycle, st.builds(Period, st.integers(1, 12), st.sampled_from(UNITS)), DAYS),
)


@given(CYCLES, DAYS)
@settings(max_examples=400)
def test_every_day_lies_in_its_stretch_and_the_next_follows(cycle, day):
    number = cycle.number(day, COUNTING)
    here, after = cycle.stretch(number, COUNTING), cycle.stretch(number + 1, COUNTING)
    assert here.first <= day <= here.last
    assert after.first == here.last + timedelta(days=1)
    assert cycle.number(here.first, COUNTING) == cycle.number(here.last, COUNTING) == number


@given(CYCLES, DAYS)
def test_a_stretch_is_found_by_what_reports_call_it(cycle, day):
    number = cycle.number(day, COUNTING)
    assert cycle.named(cycle.label(number, COUNTING), COUNTING) == number


@pytest.mark.parametrize(
    ("cycle", "day", "label"),
    [
        (Cycle(Kind.FISCAL_YEAR), date(2018, 6, 30), "FY2018"),
        (Cycle(Kind.FISCAL_YEAR), date(2018, 7, 1), "FY2019"),
        (Cycle(Kind.CALENDAR_YEAR), date(2018, 12, 31), "CY2018"),
        (Cycle(Kind.SCHOOL_YEAR), date(2018, 8, 31), "SY2018"),
        (Cycle(Kind.SCHOOL_YEAR), date(2018, 9, 1), "SY2019"),
        (Cycle(Kind.MONTH), date(2018, 2, 28), "2018-02"),
        (Cycle(Period(4, Unit.YEARS), date(2018, 7, 1)), date(2018, 6, 30), "2014-07-01/2018-06-30"),
        (Cycle(Period(4, Unit.YEARS), date(2018, 7, 1)), date(2022, 6, 30), "2018-07-01/2022-06-30"),
        (Cycle(Period(1, Unit.MONTHS), date(2018, 1, 31)), date(2018, 3, 1), "2018-02-28/2018-03-30"),
    ],
)
def test_labels(cycle, day, label):
    assert cycle.label(cycle.number(day, COUNTING), COUNTING) == label


@pytest.mark.parametrize(
    ("cycle", "text", "number"),
    [
        (Cycle(Kind.FISCAL_YEAR), "2018", 2018),
        (Cycle(Kind.FISCAL_YEAR), " fy2018 ", 2018),
        (Cycle(Kind.FISCAL_YEAR), "CY2018", None),
        (Cycle(Kind.FISCAL_YEAR), "18", None),
        (Cycle(Kind.MONTH), "2018-03", 2018 * 12 + 2),
        (Cycle(Kind.MONTH), "March", None),
        (Cycle(Kind.MONTH), "2018-13", None),
    ],
)
def test_what_a_log_may_call_them(cycle, text, number):
    assert cycle.named(text, COUNTING) == number


def test_what_leaves_gaps_measures_nothing():
    assert [unit for unit in Unit if measures(Period(2, unit))] == [Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS]
    assert not measures(Period(0, Unit.DAYS))
