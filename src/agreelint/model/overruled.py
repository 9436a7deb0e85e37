"""Where the law controls: clauses of an agreement that ask for less than the law does of the same act, or forbid it.

Only what holds in every year counts: 30 days are more than 20 days, and nobody can say so of 28 working days and a
month. A miss is better than a false alarm.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from agreelint.model.constraints import Carried, Constraint, Deadline, Model, Origin, ThresholdMet
from agreelint.model.entities import Group
from agreelint.model.origins import RULE, STATUTE
from agreelint.model.rules import Approvers, Threshold
from agreelint.model.windows import limit_of
from agreelint.syntax import nodes

_BASES = ("present_and_voting", "present", "voting_members", "seats")
"""Each is at least as large as those before it."""
_LENGTHS = {"calendar_days": (1, 1), "weeks": (7, 7), "months": (28, 31), "years": (365, 366)}
"""How many days a unit has, at least and at most."""


@frozen(eq=False, repr=False, slots=False)
class Overruled:
    """A clause of an agreement and the provision that controls it; `impossible` if no act could meet both."""

    clause: Origin
    law: Origin
    impossible: bool


def overruled(model: Model) -> Iterator[Overruled]:
    """Yield the clauses of an agreement, with the law joined to it, over which the law prevails."""
    for procedure in (*model.procedures.values(), *model.outside.values()):
        own = [c for c in procedure.constraints if c.origin.step not in procedure.given | procedure.borrowed]
        for law in (c for c in own if c.origin.origin == STATUTE and c.origin.level == RULE):
            for clause in (c for c in own if c.origin.origin != STATUTE and c.origin.step == law.origin.step):
                found = _prevails(clause, law, model.agreement.groups)
                if found is not None:
                    yield Overruled(clause.origin, law.origin, found)


def _prevails(clause: Constraint, law: Constraint, groups: Mapping[str, Group]) -> bool | None:
    """Say whether the law prevails over a clause because nobody could meet both (True), or because it asks for more."""
    match clause, law:
        case Deadline(), Deadline():
            return _later_or_earlier(clause.bound, law.bound)
        case ThresholdMet(), ThresholdMet():
            asked = clause.choice.options[0].rule
            more = any(not any(_covers(a, s) for a in asked) and any(_covers(s, a) for a in asked) for s in _law(law))
            return False if more else None
        case Carried(), Carried():
            own, needed = _members_needed(clause, groups), _members_needed(law, groups)
            return False if any(group in own and own[group] < needed[group] for group in needed) else None
        case _:
            return None


def _law(law: ThresholdMet) -> tuple[Threshold, ...]:
    return law.choice.options[0].rule


# ---- time -----------------------------------------------------------------------------------------


def _later_or_earlier(clause: nodes.OneSided, law: nodes.OneSided) -> bool | None:
    if limit_of(clause) != limit_of(law):
        return None
    own, asked = _offset(clause, law), _offset(law, clause)
    if own is None or asked is None:
        return None
    match _is_last(clause), _is_last(law):
        case True, True:
            return False if asked[1] < own[0] else None
        case False, False:
            return False if asked[0] > own[1] else None
        case True, False:
            return True if own[1] < asked[0] else None
        case _:
            return True if asked[1] < own[0] else None


def _is_last(bound: nodes.OneSided) -> bool:
    """Say whether a bound sets the last lawful day, and not the first."""
    return isinstance(bound, nodes.AtLeastBefore | nodes.AtMostAfter | nodes.NoLaterThan)


def _offset(bound: nodes.OneSided, other: nodes.OneSided) -> tuple[int, int] | None:
    """Return how far from its anchor the day of a bound lies, at least and at most, in a common unit or in days."""
    match bound:
        case nodes.NoLaterThan() | nodes.NoEarlierThan():
            return 0, 0  # the anchors are the same day, and nothing is counted from it
        case nodes.AtLeastBefore() | nodes.AtMostBefore() | nodes.AtLeastAfter() | nodes.AtMostAfter():
            unit = None if isinstance(other, nodes.NoLaterThan | nodes.NoEarlierThan) else other.period.unit
            found = (bound.period.count,) * 2 if bound.period.unit == unit else _length(bound.period)
    if found is None:
        return None
    shortest, longest = found
    before = isinstance(bound, nodes.AtLeastBefore | nodes.AtMostBefore)
    return (-longest, -shortest) if before else (shortest, longest)


def _length(period: nodes.Period) -> tuple[int, int] | None:
    """Return how many days a period can have, at least and at most."""
    if isinstance(period.unit, nodes.Hours):
        return None
    if period.unit.text in _LENGTHS:
        shortest, longest = _LENGTHS[period.unit.text]
        return period.count * shortest, period.count * longest
    weekends = (period.count - 1) // 5 * 2
    return period.count + weekends, 2 * period.count + 7  # so few days lie in a week of holidays at most


# ---- votes ----------------------------------------------------------------------------------------


def _covers(one: Threshold, other: Threshold) -> bool:
    """Say whether whoever meets one threshold meets the other as well, for every attendance."""
    plain = all(not (t.plus or t.each or t.weighted) and t.base in _BASES for t in (one, other))
    if not plain or _BASES.index(one.base) < _BASES.index(other.base):
        return False
    return one.share > other.share or (one.share == other.share and (one.strict or not other.strict))


def _members_needed(rule: Carried, groups: Mapping[str, Group]) -> dict[str, int]:
    """Return how many members of each group must approve, of as many as it has now."""
    parts = (part.threshold for part in rule.choice.options[0].rule.parts if isinstance(part, Approvers))
    found: dict[str, int] = {}
    for part in (one for one in parts if not one.weighted):
        members = [member for member in groups[part.base].members if member.until is None]
        found[part.base] = max(found.get(part.base, 0), part.needed(len(members)))
    return found
