"""What conditions on members may name: the member, a body that meets, a status; and over how long they count."""

from collections.abc import Collection

from agreelint.cycles import measures
from agreelint.dating import period_of
from agreelint.model.entities import Agreement
from agreelint.model.notes import Notes
from agreelint.syntax import nodes


def check_standing(
    condition: nodes.Standing, agreement: Agreement, people: Collection[str], notes: Notes, *, again: bool = False
) -> bool:
    """Check what a condition on a member names; `people` are those of whom it can speak where it stands.

    `again` says that something has begun since which a member can attend again.
    """
    members = {member.id for group in agreement.groups.values() for member in group.members}
    known = notes.known(condition.name, "member", (*people, *members))
    if isinstance(condition, nodes.HasStatus):
        return notes.known(condition.status, "status", agreement.statuses) and known
    if isinstance(condition, nodes.AttendsOne) and not again:
        notes.misplaced(condition.span, "nothing says since when", "say it only of what ends a status")
    if isinstance(condition, nodes.MissesInARow) and condition.count == 0:
        notes.misplaced(condition.span, "nobody misses 0 meetings", "count from 1")
    if isinstance(condition, nodes.Attendance):
        _check_within(condition.within, agreement, notes)
    return notes.known(condition.body, "body", agreement.bodies) and known


def _check_within(
    within: nodes.ThisYear | nodes.PreviousYear | nodes.LastStretch, agreement: Agreement, notes: Notes
) -> None:
    match within:
        case nodes.LastStretch() if not measures(period_of(within.period)):
            message = f"meetings are not counted in {period_of(within.period)}"
            notes.misplaced(within.span, message, "count days, weeks, months or years")
        case nodes.ThisYear() | nodes.PreviousYear() if (
            within.kind.text == "school_year" and agreement.counting.school_year_start is None
        ):
            message = "nothing says when a school year starts"
            notes.misplaced(within.span, message, "add `school_year starts …` to the agreement")
        case _:
            return
