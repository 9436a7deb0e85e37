"""Syntax tree to agreement: names, defaults and citations of everything outside procedures."""

from calendar import monthrange
from collections.abc import Iterable, Sequence

from agreelint.counting import DEFAULT_ZONE, Counting
from agreelint.days import WEEKDAYS
from agreelint.diagnostics import AgreelintError
from agreelint.model.citations import cite_text, inherited, optional_clauses
from agreelint.model.entities import (
    Agreement,
    Body,
    Clauses,
    Commencement,
    Frequency,
    Group,
    Member,
    Office,
    Quorum,
)
from agreelint.model.notes import Notes, Seen
from agreelint.model.thresholds import BODY_BASES, threshold
from agreelint.packs import DEFAULT_CALENDAR, Jurisdiction, calendar_of, jurisdiction, jurisdictions
from agreelint.syntax import nodes

KINDS = ("collaborative", "regional_district")


def resolve(file: nodes.File, notes: Notes) -> Agreement | None:
    """Return the agreement of a file, None if it declares none; mistakes go to `notes`."""
    headers = [d for d in file.declarations if isinstance(d, nodes.Agreement)]
    if len(headers) != 1:
        span = headers[1].name.span if headers else file.span
        notes.error(
            "AG107",
            "one-agreement",
            f"a file declares one agreement, not {len(headers)}",
            span,
            'start with `agreement NAME "Title" { … }`',
        )
        if not headers:
            return None
    header = headers[0]
    _said_once(_flat(header.headers), notes)
    state = _jurisdiction(header, notes)
    seen = Seen(notes)
    members = seen  # members share one space of names with offices and bodies: logs name them all alike
    groups = {
        d.name.text: _group(d, members, notes)
        for d in file.declarations
        if isinstance(d, nodes.Group) and seen.add(d.name, "group")
    }
    offices = {name: Office(name, title, None) for name, title in (state.offices if state else ())}
    offices |= {
        d.name.text: Office(d.name.text, d.title, optional_clauses(d.citation))
        for d in file.declarations
        if isinstance(d, nodes.Office) and seen.add(d.name, "office")
    }
    bodies = {
        d.name.text: _body(d, groups, notes)
        for d in file.declarations
        if isinstance(d, nodes.Body) and seen.add(d.name, "body")
    }
    counting, assumed = _counting(header, state, notes)
    return Agreement(
        header.name.text,
        header.title,
        _kind(header, notes),
        state.id if state else None,
        _commencement(header),
        counting,
        assumed,
        groups,
        bodies,
        offices,
    )


def _said_once(items: Iterable[nodes.Node], notes: Notes) -> None:
    """Report what may be said once only and is said again: the second would silently win, or lose."""
    seen: set[type] = set()
    for item in items:
        if type(item) in seen:
            notes.misplaced(item.span, "this is said twice", "keep one of the two")
        seen.add(type(item))


def _kind(header: nodes.Agreement, notes: Notes) -> str | None:
    for item in header.headers:
        if isinstance(item, nodes.Kind) and notes.known(item.name, "kind of agreement", KINDS):
            return item.name.text
    return None


def _jurisdiction(header: nodes.Agreement, notes: Notes) -> Jurisdiction | None:
    for item in header.headers:
        if isinstance(item, nodes.Under):
            known = notes.known(item.name, "jurisdiction", jurisdictions())
            return jurisdiction(item.name.text) if known else None
    notes.error(
        "AG108",
        "no-jurisdiction",
        "the agreement names no jurisdiction, so there is no calendar to count on",
        header.name.span,
        "add `jurisdiction massachusetts`",
    )
    return None


def _commencement(header: nodes.Agreement) -> Commencement:
    adopted = in_force = awaited = None
    for item in header.headers:
        if isinstance(item, nodes.Adopted):
            adopted = item.day
        elif isinstance(item, nodes.InForce) and isinstance(item.commencement, nodes.FixedDate):
            in_force = item.commencement.day
        elif isinstance(item, nodes.InForce):
            awaited = "state approval"
    return Commencement(adopted, in_force, awaited)


def _counting(header: nodes.Agreement, state: Jurisdiction | None, notes: Notes) -> tuple[Counting, bool]:
    counting = Counting(state.calendar if state else calendar_of(DEFAULT_CALENDAR))
    weekdays, authority, assumed = counting.weekdays, counting.working_days_authority, True
    roll, saturdays, roll_authority, zone = True, False, counting.roll_authority, counting.zone
    start, school = counting.fiscal_year_start, counting.school_year_start
    for item in _flat(header.headers):
        match item:
            case nodes.WorkingWeek():
                first, last = WEEKDAYS.index(item.first), WEEKDAYS.index(item.last)
                if first > last:
                    notes.error(
                        "AG002",
                        "bad-value",
                        f"a week from {item.first} to {item.last} runs backward",
                        item.span,
                    )
                    continue
                weekdays, assumed = frozenset(range(first, last + 1)), isinstance(item.basis, nodes.Word)
                if isinstance(item.basis, nodes.Citation):
                    authority = "; ".join(cite_text(cite) for cite in item.basis.cites)
            case nodes.RollRule():
                roll = item.rule.text == "roll_next"
                roll_authority = _authority(item.basis, roll_authority)
            case nodes.SaturdaysClosed():
                saturdays = True
            case nodes.Zone():
                zone = item.name
            case nodes.FiscalYearStarts():
                start = (item.month, item.day)
            case nodes.SchoolYearStarts():
                school = (item.month, item.day)
            case _:
                pass
    try:
        counting = Counting(
            counting.calendar, None, weekdays, authority, roll, saturdays, roll_authority, zone, start, school
        )
    except ValueError:
        notes.error(
            "AG002", "bad-value", "not every year has that first day of a fiscal year or school year", header.span
        )
    if zone != DEFAULT_ZONE:  # the default needs no look at the zone database, which costs 15 ms
        _check_zone(counting, header, notes)
    return counting, assumed


def _check_zone(counting: Counting, header: nodes.Agreement, notes: Notes) -> None:
    try:
        _ = counting.clock
    except AgreelintError as error:
        span = next(item.span for item in header.headers if isinstance(item, nodes.Zone))
        notes.error("AG002", "bad-value", str(error), span, "write a zone such as America/New_York")


def _authority(basis: nodes.Citation | nodes.Word, default: str) -> str:
    return "; ".join(cite_text(c) for c in basis.cites) if isinstance(basis, nodes.Citation) else f"assumed; {default}"


def _flat(
    headers: Sequence[nodes.Header],
) -> tuple[nodes.Header | nodes.WorkingWeek | nodes.RollRule | nodes.SaturdaysClosed, ...]:
    return tuple(
        part for item in headers for part in (item.items if isinstance(item, nodes.CountingBlock) else (item,))
    )


def _group(node: nodes.Group, seen: Seen, notes: Notes) -> Group:
    members = tuple(Member(m.name.text, m.title, m.since, m.until) for m in node.members if seen.add(m.name, "member"))
    for member in node.members:
        if member.since and member.until and member.until < member.since:
            notes.misplaced(member.span, f"`{member.name.text}` leaves before it joins", "correct one of the days")
    if not node.members:
        notes.misplaced(node.name.span, f"the group `{node.name.text}` has no members", "list its members")
    return Group(node.name.text, node.title or node.name.text, optional_clauses(node.citation), members)


def _body(node: nodes.Body, groups: dict[str, Group], notes: Notes) -> Body:
    outer = optional_clauses(node.citation)
    seats: int | None = None
    seats_for: str | None = None
    seats_from: list[tuple[str, int]] = []
    quorum, decides, meets = None, None, []
    members = {m.id for group in groups.values() for m in group.members}
    _said_once((item for item in node.items if not isinstance(item, nodes.Meets)), notes)
    for item in node.items:
        match item:
            case nodes.SeatsForEach():
                seats_for = item.group.text if notes.known(item.group, "group", groups) else None
            case nodes.Seats():
                seats = item.count
                parts = [part for part in item.parts if isinstance(part, nodes.SeatsFrom)]
                seats_from += [(p.member.text, p.count) for p in parts if notes.known(p.member, "member", members)]
                if parts and sum(p.count for p in parts) != item.count:
                    notes.error(
                        "AG202",
                        "seats-do-not-add-up",
                        f"the members' seats add up to {sum(p.count for p in parts)}, not {item.count}",
                        item.span,
                        "make the parts add up to the whole",
                    )
            case nodes.Quorum():
                quorum = _quorum(item, outer, groups, notes)
            case nodes.Decides():
                rule = threshold(notes, item.threshold, BODY_BASES)
                decides = (rule, inherited(notes, item.span, "this rule of decision", item.citation, outer))
            case nodes.Meets():
                meets.append(
                    _meets(item, inherited(notes, item.span, "this duty to meet", item.citation, outer), notes)
                )
    return Body(node.name.text, node.title, outer, seats, seats_for, tuple(seats_from), quorum, decides, tuple(meets))


def _quorum(item: nodes.Quorum, outer: Clauses | None, groups: dict[str, Group], notes: Notes) -> Quorum:
    clauses = inherited(notes, item.span, "this quorum", item.citation, outer)
    each = item.each
    if each:
        notes.known(each.group, "group", groups)
    rule = threshold(notes, item.threshold, ("seats", "voting_members"))
    return Quorum(rule, each.count if each else 0, each.group.text if each else None, clauses)


def _meets(item: nodes.Meets, clauses: Clauses, notes: Notes) -> Frequency:
    times = item.times.count if isinstance(item.times, nodes.Times) else 1
    part = item.window
    if times == 0:
        notes.misplaced(item.span, "a duty to meet 0 times asks for nothing", "leave it out")
    if part and any(
        d > monthrange(2001, m)[1] for m, d in ((part.first_month, part.first_day), (part.last_month, part.last_day))
    ):
        notes.misplaced(part.span, "not every year has these days", "write days that every year has")
    window = ((part.first_month, part.first_day), (part.last_month, part.last_day)) if part else None
    return Frequency(times, window, clauses)
