"""The kinds of faults: each with what it does, and how it is put into a lawful case."""

from collections.abc import Callable

from attrs import frozen

from agreelint.model.constraints import (
    ActedBy,
    CalendarDay,
    Carried,
    ChairVoted,
    Constraint,
    Contents,
    Deadline,
    FirstMeeting,
    Granted,
    Judged,
    NextMeeting,
    Occurrence,
    Order,
    Procedure,
    QuorumMet,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.simulate import left_out, misdone, out_of_time
from agreelint.simulate.fault import Attempt


@frozen(eq=False, repr=False, slots=False)
class Kind:
    """One kind of fault."""

    name: str
    does: str
    put: Attempt
    breaks: Callable[[Constraint], bool]
    """Whether a constraint is one that it can break."""

    def fits(self, procedure: Procedure) -> bool:
        """Say whether a procedure has any constraint that it can break."""
        return any(self.breaks(constraint) for constraint in procedure.constraints)


def _any(*kinds: type) -> Callable[[Constraint], bool]:
    return lambda constraint: isinstance(constraint, kinds)


_ABSENT = _any(Occurrence, Order, Deadline, SameMeeting, NextMeeting, FirstMeeting)
"""The kinds of constraint that can speak for a step that is missing."""
KINDS = (
    Kind("missing", "leaves out a step that is owed", left_out.missing, _ABSENT),
    Kind(
        "order", "does an act before what it must follow, or after what it must precede", out_of_time.order, _any(Order)
    ),
    Kind("late", "does an act after its last lawful day", out_of_time.late, out_of_time.has_last_day),
    Kind("early", "does an act before its first lawful day", out_of_time.early, out_of_time.has_first_day),
    Kind("day", "lets something come on another day of the year", out_of_time.day, _any(CalendarDay)),
    Kind(
        "meeting",
        "does an act at another meeting than the text says",
        out_of_time.meeting,
        (SameMeeting, NextMeeting, FirstMeeting),
    ),
    Kind("effect", "records an effect before what it rests on", out_of_time.effect, _any(Valid)),
    Kind("votes", "lets a vote miss what it needs by one", misdone.votes, _any(ThresholdMet)),
    Kind("quorum", "lets one too few be present at a vote", misdone.quorum, _any(QuorumMet)),
    Kind("chair", "lets the chair vote where there is no tie", misdone.chair, _any(ChairVoted)),
    Kind("carried", "lets so many members refuse that their vote does not carry", misdone.carried, _any(Carried)),
    Kind("approval", "lets an authority refuse", misdone.approval, _any(Granted)),
    Kind("actor", "lets somebody act whom the clause does not name", misdone.actor, _any(ActedBy)),
    Kind("recipient", "serves all whom a clause names but one", left_out.recipient, _ABSENT),
    Kind("contents", "leaves out what an act must carry", misdone.contents, _any(Contents)),
    Kind("standard", "lets a person find that an open standard was missed", misdone.standard, _any(Judged)),
)
BY_NAME = {kind.name: kind for kind in KINDS}
