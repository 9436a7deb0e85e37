from datetime import date

import pytest

from agreelint.logs.events import (
    ALIASES,
    COLUMNS,
    FIELDS,
    Completeness,
    Event,
    EventLog,
    Outcome,
    Stream,
    column_name,
)
from agreelint.moments import Moment


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (("approved", "accepted", "adopted", "passed", "granted", " Approved "), Outcome.APPROVED),
        (("rejected", "refused", "denied", "failed", "FAILED"), Outcome.REFUSED),
        (("scheduled", "pending", "unknown", "no_vote"), Outcome.UNDECIDED),
        (("", "read", "called", "approve", None), None),
    ],
)
def test_outcome_words(words, outcome):
    assert {Outcome.of(word) for word in words} == {outcome}


def test_column_names():
    assert column_name(" Case:Concept:Name ") == "case_id"
    assert column_name("ACTIVITY") == "activity"
    assert column_name(" My Column") == "my column"
    assert set(ALIASES.values()) <= set(FIELDS) < COLUMNS


def test_attributes_of_an_event():
    event = Event("log.csv", 2, None, None, "meeting", Moment.parse("", "UTC"), attributes=(("note", "short"),))
    assert event.attribute("note") == "short"
    assert event.attribute("source_url") is None
    assert not hasattr(event, "__dict__")


YEAR = Stream(None, None, day("2017-01-01"), day("2017-12-31"))
SPRING = Stream(None, "board", day("2017-03-01"), day("2017-05-31"))
SUMMER = Stream(None, "board", day("2017-06-01"), day("2017-08-31"))


@pytest.mark.parametrize(
    ("entries", "activity", "body", "first", "last", "covered"),
    [
        ((), "vote", "board", "2017-03-01", "2017-03-01", False),
        ((YEAR,), "vote", "board", "2017-01-01", "2017-12-31", True),
        ((YEAR,), None, None, "2017-01-01", "2017-12-31", True),
        ((YEAR,), "vote", "board", "2016-12-31", "2017-12-31", False),
        ((YEAR,), "vote", "board", "2017-01-01", "2018-01-01", False),
        ((YEAR,), "vote", "board", None, "2017-06-01", False),
        ((YEAR,), "vote", "board", "2018-02-01", "2017-12-31", True),  # reversed: asks for its last day
        ((YEAR,), "vote", "board", "2018-02-01", "2018-01-01", False),
        ((SPRING,), "vote", "board", "2017-03-01", "2017-05-31", True),
        ((SPRING,), "vote", "committee", "2017-03-01", "2017-05-31", False),
        ((SPRING,), "vote", None, "2017-03-01", "2017-05-31", False),
        ((SUMMER, SPRING), None, "board", "2017-04-01", "2017-07-01", True),  # they adjoin
        ((SUMMER, SPRING, SPRING), None, "board", "2017-04-01", "2017-09-01", False),
        ((SUMMER, YEAR), None, "board", "2017-04-01", "2017-09-01", True),
        ((Stream("vote", None, None, day("2017-05-31")),), "vote", "board", None, "2017-05-31", True),
        ((Stream("vote", None, None, day("2017-05-31")),), "notice", "board", None, "2017-05-31", False),
        (
            (Stream("vote", "board", day("2017-01-01"), None),),
            "vote",
            "board",
            "2017-01-01",
            "2059-01-01",
            True,
        ),
        ((Stream("vote", "board"),), "vote", "board", None, "2059-01-01", True),
        ((Stream(),), None, None, None, "2059-01-01", True),
        (
            (SPRING, Stream(None, "board", day("2017-06-02"), None)),
            None,
            "board",
            "2017-05-31",
            "2017-06-03",
            False,
        ),
    ],
)
def test_completeness(entries, activity, body, first, last, covered):
    asked = None if first is None else day(first)
    assert Completeness(entries).covers(activity, body, asked, day(last)) is covered


def test_an_empty_log_has_nothing_declared():
    log = EventLog((), (), frozenset(), "")
    assert not log.completeness.covers(None, None, None, day("2017-01-01"))
    assert log.refused == 0
