"""The columns of a log that the constraints of a procedure ask for, and what to write in each."""

from collections.abc import Iterator
from typing import assert_never

from agreelint.dating.names import receipt_names
from agreelint.model.constraints import (
    ActedBy,
    CalendarDay,
    CalledFor,
    Carried,
    ChairVoted,
    Constraint,
    Contents,
    Deadline,
    Extends,
    FirstMeeting,
    Granted,
    InstalmentPaid,
    Judged,
    LimitKept,
    MeetsOften,
    NextMeeting,
    Occurrence,
    Order,
    Procedure,
    Proviso,
    QuorumMet,
    Repeats,
    RouteTaken,
    RuleKept,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.model.recurrence import Every
from agreelint.model.stated import days_stated
from agreelint.model.windows import limit_of
from agreelint.skeletons.conditions import standards, words_sought
from agreelint.syntax import nodes

REMINDER = "reminder"
"""A column for whoever fills in the log; an audit keeps it and looks at nothing in it."""

MEANINGS = (
    ("case_id", "which run of the procedure: one word for all rows that belong together"),
    ("activity", "the name of the step; “meeting” for another meeting of a body, “finding” for what a person found"),
    (REMINDER, "what the row is for, with its clause and its times; an audit does not read it"),
    ("procedure", "the procedure to which the row belongs, since another has a step of the same name"),
    ("fiscal_year", "the fiscal year for which it is done, such as FY2031, which ends in 2031"),
    ("calendar_year", "the year for which it is done, such as CY2031"),
    ("school_year", "the school year for which it is done, such as SY2031, which ends in 2031"),
    ("month", "the month for which it is done, such as 2031-03"),
    ("period", "the stretch of time for which it is done, by its first day"),
    ("timestamp", "the day: 2017-05-11, 2017-05-11T18:00, or 2017-05 for some day in May; empty if nobody knows it"),
    (
        "outcome",
        "“pending” until it is done, then “done”; how it was decided: “approved”, “rejected”, “no_vote”, “unknown”",
    ),
    ("actor", "who did it, by a name of the list"),
    ("recipient", "who received it, several parted by “;”; a body or group means all its members"),
    ("body", "the body at whose meeting it was done"),
    ("votes_for", "how many voted yes"),
    ("votes_against", "how many voted no"),
    ("votes_abstain", "how many abstained"),
    ("members_present", "how many members were there"),
    ("members_present_by", "how many were there for each member, as in lanesborough=2;williamstown=4"),
    ("votes_for_by", "how many voted yes for each member, as in lanesborough=2;williamstown=3"),
    ("votes_against_by", "how many voted no for each member"),
    ("members_total", "how many voters are on the roll, or how many hold a seat, on that day"),
    ("recused", "how many were recused, or their names parted by “;”"),
    ("chair_voted", "whether the chair voted: “yes” or “no”; the tally counts that vote"),
    ("signed", "the day of the signature, or “yes” or “no”"),
    ("received", "the day on which what was sent was received"),
    ("medium", "how it was sent, such as “mail” or “delivery”"),
    ("enclosures", "what was sent with it"),
    ("signatures", "how many have signed"),
    ("registered_voters", "how many could have signed"),
    ("certificate", "who has certified it"),
    ("authorization", "who has authorized it"),
    ("contents", "what it states"),
    ("posted", "where it was posted"),
    ("session", "“open” to the public, or “executive”"),
    ("proof", "what proves that it arrived"),
    ("designee_of", "for whom a designee acted (the actor is then “designee”)"),
    ("unavailable", "whom it could not reach, so that it went to another"),
    ("meeting_kind", "“regular” or “special”; empty means regular"),
    ("subject", "whom the case is about; of a row “finding”: the step, or the standard, that was judged"),
    ("extended_to", "of an extension: the last day that it grants"),
    ("note", "anything else; an audit does not read it"),
)
_ALWAYS = ("case_id", "activity", REMINDER, "timestamp", "outcome", "actor", "recipient", "body", "note")
_TOTALS = ("registered_voters", "seats", "voting_members")
_TALLY = ("votes_for", "votes_against", "votes_abstain")


def columns_of(procedure: Procedure, *, shared: bool) -> tuple[str, ...]:
    """Return the columns in the order of MEANINGS, and between them and the note those that conditions name.

    `shared` says that another procedure has steps of this one, so that rows must say to which they belong.
    """
    sought = words_sought(procedure)
    needed = {*_ALWAYS, *sought}.union(*(_asked(constraint) for constraint in procedure.constraints))
    named = sorted({column for _, column in days_stated(procedure)} - set(sought))
    needed |= set(named)
    if standards(procedure) or procedure.subject:
        needed.add("subject")
    if isinstance(procedure.recurs, Every):
        needed.add(procedure.recurs.cycle.column)
    if shared:
        needed.add("procedure")
    known = [column for column, _ in MEANINGS]
    *first, note = (column for column in known if column in needed)
    return (*first, *named, *(column for column in sought if column not in known), note)


def meaning(column: str) -> str:
    """Return what to write in a column."""
    return dict(MEANINGS).get(column, "what the record says of it, in the words of the agreement")


def media(procedure: Procedure) -> tuple[str, ...]:
    """Return every medium that a clause names."""
    parts = (part for rule in procedure.constraints if isinstance(rule, Contents) for part in rule.parts)
    return tuple(dict.fromkeys(word for column, words in parts if column == "medium" for word in words))


def _asked(constraint: Constraint) -> Iterator[str]:
    match constraint:
        case ThresholdMet():
            yield from _TALLY
            yield "members_present"
            yield from constraint.columns
        case Carried():
            yield from _TALLY
            if any(threshold.base in _TOTALS for option in constraint.own.options for threshold in option.rule):
                yield "members_total"
            if any(option.rule.signed for option in constraint.choice.options):
                yield "signed"
        case ChairVoted():
            yield "chair_voted"
        case QuorumMet():
            yield "members_present"
            if constraint.quorum.each_group:
                yield "members_present_by"
        case Contents():
            for column, _ in constraint.parts:
                yield column
                if column == "signatures":
                    yield "registered_voters"
        case Extends():
            yield "extended_to"
        case NextMeeting() | FirstMeeting():
            yield "meeting_kind"
        case MeetsOften():
            if any(option.rule.regularly for option in constraint.often.options):
                yield "meeting_kind"
        case Judged():
            yield "subject"
        case Proviso():
            if isinstance(constraint.says, nodes.Adds) and constraint.says.at_most:
                yield "extended_to"
        case Order():
            if isinstance(constraint.event, nodes.ReceiptEvent):
                yield "received"
        case Deadline():
            if any(receipt_names(limit_of(constraint.bound))):
                yield "received"
        case (
            Occurrence()
            | CalendarDay()
            | SameMeeting()
            | Granted()
            | Valid()
            | ActedBy()
            | RouteTaken()
            | CalledFor()
            | Repeats()
            | LimitKept()
            | InstalmentPaid()
            | RuleKept()
        ):
            pass  # judged by who did what when, which every log says
        case _:
            assert_never(constraint)
