"""Groups from syntax: their members, with the weights of their votes, and groups made of other groups."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve

from agreelint.model.citations import optional_clauses
from agreelint.model.entities import Group, Member
from agreelint.model.notes import Notes, Seen
from agreelint.syntax import nodes


def group_of(node: nodes.Group, seen: Seen, notes: Notes) -> Group:
    """Return a group with the members that it lists itself; mistakes go to `notes`."""
    listed = [m for m in node.members if isinstance(m, nodes.Member)]
    members = tuple(
        Member(m.name.text, m.title, m.since, m.until, _weights(m.weight, notes))
        for m in listed
        if seen.add(m.name, "member")
    )
    for member in listed:
        if member.since and member.until and member.until < member.since:
            notes.misplaced(member.span, f"`{member.name.text}` leaves before it joins", "correct one of the days")
    if not node.members:
        notes.misplaced(node.name.span, f"the group `{node.name.text}` has no members", "list its members")
    return Group(node.name.text, node.title or node.name.text, optional_clauses(node.citation), members)


def with_parts(declared: Sequence[nodes.Group], groups: Mapping[str, Group], notes: Notes) -> dict[str, Group]:
    """Return the groups with the members of those groups that they take in (`each member_town`)."""
    found = dict(groups)
    for node in declared:
        group = groups[node.name.text]
        for part in node.members:
            if not isinstance(part, nodes.MembersOf) or not notes.known(part.group, "group", groups):
                continue
            other = groups[part.group.text]
            if not other.members:
                notes.misplaced(
                    part.span, f"`{other.id}` lists no members of its own", "name the groups that list them"
                )
            elif {m.id for m in other.members} & {m.id for m in group.members}:
                notes.misplaced(part.span, f"the members of `{other.id}` are taken in twice", "keep one of the two")
            else:
                group = evolve(group, members=(*group.members, *other.members))
        found[group.id] = group
    return found


def _weights(node: nodes.Weight | None, notes: Notes) -> tuple[tuple[date | None, Fraction], ...]:
    if node is None:
        return ()
    found: list[tuple[date | None, Fraction]] = []
    for part in node.parts:
        since, amount = (part.since, part.weight) if isinstance(part, nodes.WeightFrom) else (None, part)
        if amount.value <= 0:
            notes.error(
                "AG205", "no-weight", "a vote cannot weigh 0", amount.span, "write a number above 0, such as `3/10`"
            )
        if since and found and found[-1][0] and since <= (found[-1][0] or since):
            notes.misplaced(
                part.span, "this weight begins before the one in front of it", "write them in order of time"
            )
        found.append((since, amount.value))
    return tuple(found)
