"""The kinds of faults: each with what it does, and how it is put into a lawful case."""

from collections.abc import Callable

from attrs import frozen

from agreelint.model.constraints import (
    ActedBy,
    CalendarDay,
    CalledFor,
    Carried,
    ChairVoted,
    Contents,
    FirstMeeting,
    Granted,
    Judged,
    NextMeeting,
    Order,
    Procedure,
    QuorumMet,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.simulate import left_out, misdone, out_of_time, uncalled
from agreelint.simulate.fault import Attempt


@frozen(eq=False, repr=False, slots=False)
class Kind:
    """One kind of fault."""

    name: str
    does: str
    put: Attempt
    fits: Callable[[Procedure], bool]
    """Whether a procedure has anything that it can break."""


def _any(*kinds: type) -> Callable[[Procedure], bool]:
    return lambda procedure: any(isinstance(constraint, kinds) for constraint in procedure.constraints)


KINDS = (
    Kind("missing", "leaves out a step that is owed", left_out.missing, left_out.can_be_missed),
    Kind(
        "order", "does an act before what it must follow, or after what it must precede", out_of_time.order, _any(Order)
    ),
    Kind("late", "does an act after its last lawful day", out_of_time.late, out_of_time.has_last_days),
    Kind("early", "does an act before its first lawful day", out_of_time.early, out_of_time.has_first_days),
    Kind("day", "lets something come on another day of the year", out_of_time.day, _any(CalendarDay)),
    Kind(
        "meeting",
        "does an act at another meeting than the text says",
        out_of_time.meeting,
        _any(SameMeeting, NextMeeting, FirstMeeting),
    ),
    Kind("effect", "records an effect before what it rests on", out_of_time.effect, _any(Valid)),
    Kind("votes", "lets a vote miss what it needs by one", misdone.votes, _any(ThresholdMet)),
    Kind("quorum", "lets one too few be present at a vote", misdone.quorum, _any(QuorumMet)),
    Kind("chair", "lets the chair vote where there is no tie", misdone.chair, _any(ChairVoted)),
    Kind("carried", "lets so many members refuse that their vote does not carry", misdone.carried, _any(Carried)),
    Kind("approval", "lets an authority refuse", misdone.approval, _any(Granted)),
    Kind("power", "does what nobody owes where its condition does not hold", uncalled.power, _any(CalledFor)),
    Kind("actor", "lets somebody act whom the clause does not name", misdone.actor, _any(ActedBy)),
    Kind("recipient", "serves all whom a clause names but one", left_out.recipient, left_out.can_be_passed_over),
    Kind("contents", "leaves out what an act must carry", misdone.contents, _any(Contents)),
    Kind("standard", "lets a person find that an open standard was missed", misdone.standard, _any(Judged)),
)
BY_NAME = {kind.name: kind for kind in KINDS}
