"""Which constraint speaks for a step that is not recorded: nobody is told twice of one missing record."""

from attrs import frozen

from agreelint.dating import event_names
from agreelint.model.constraints import (
    Carried,
    Deadline,
    FirstMeeting,
    Granted,
    NextMeeting,
    Occurrence,
    Order,
    Procedure,
    RouteTaken,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of


def _sets_a_last_day(constraint: Deadline) -> bool:
    """Say whether a bound has a last day though its step is missing; one counted from its own row has none."""
    counted_from = {name.text for name in event_names(limit_of(constraint.bound))}
    return isinstance(constraint.bound, LAST_DAY_BOUNDS) and constraint.origin.step not in counted_from


_CARRIERS = (
    Order,
    SameMeeting,
    NextMeeting,
    FirstMeeting,
    Occurrence,
    RouteTaken,
    ThresholdMet,
    Granted,
    Valid,
    Carried,
    Deadline,
)


@frozen(eq=False, repr=False, slots=False)
class Carriers:
    """For each step the one constraint that speaks of its absence: nobody is told twice of one missing record."""

    names: frozenset[str]

    @staticmethod
    def of(procedure: Procedure) -> "Carriers":
        """Choose every bound that sets a last day, else the first order, else what judges the step itself."""
        chosen: dict[str, tuple[int, str]] = {}
        dated: dict[str, list[str]] = {}
        for constraint in procedure.constraints:
            step, name = constraint.origin.step, constraint.origin.name
            if isinstance(constraint, Deadline) and _sets_a_last_day(constraint):
                dated.setdefault(step, []).append(name)
            for rank, kind in enumerate(_CARRIERS):
                if isinstance(constraint, kind):
                    key = (-1 if isinstance(constraint, Granted) else rank, name)
                    if step not in chosen or key[0] < chosen[step][0]:
                        chosen[step] = key
        names = {name for step, (_, name) in chosen.items() if step not in dated}
        return Carriers(frozenset(names.union(*dated.values())))
