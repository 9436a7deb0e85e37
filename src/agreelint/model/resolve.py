"""Syntax tree to agreement: names, defaults and citations of everything outside procedures."""

from collections.abc import Sequence
from datetime import date

from agreelint.counting import DEFAULT_ZONE, Counting
from agreelint.days import WEEKDAYS
from agreelint.diagnostics import AgreelintError
from agreelint.model.bodies import bodies_of
from agreelint.model.citations import cite_text
from agreelint.model.entities import (
    Agreement,
    Commencement,
)
from agreelint.model.groups import group_of, with_parts
from agreelint.model.notes import Notes, Seen, said_once
from agreelint.model.offices import offices_of, successions
from agreelint.model.required import check_stated
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
    said_once(_flat(header.headers), notes)
    state = _jurisdiction(header, notes)
    seen = Seen(notes)
    members = seen  # members share one space of names with offices and bodies: logs name them all alike
    found = [d for d in file.declarations if isinstance(d, nodes.Group) and seen.add(d.name, "group")]
    groups = with_parts(found, {d.name.text: group_of(d, members, notes) for d in found}, notes)
    offices = offices_of(file, state, seen)
    declared = [d for d in file.declarations if isinstance(d, nodes.Body) and seen.add(d.name, "body")]
    counting, assumed = _counting(header, state, notes)
    bodies = bodies_of(declared, groups, offices, counting, notes)
    check_stated(file, state.id if state else None, notes)
    return Agreement(
        header.name.text,
        header.title,
        _kind(header, notes),
        state.id if state else None,
        _commencement(header, notes),
        counting,
        assumed,
        groups,
        bodies,
        offices,
        successions(file, (*offices, *bodies), notes),
        statuses={d.name.text: d.group.text for d in file.declarations if isinstance(d, nodes.Status)},
    )


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


def _commencement(header: nodes.Agreement, notes: Notes) -> Commencement:
    adopted = in_force = awaited = until = None
    for item in header.headers:
        if isinstance(item, nodes.Adopted):
            adopted = item.day
        elif isinstance(item, nodes.InForce):
            until = item.until
            if isinstance(item.commencement, nodes.FixedDate):
                in_force = item.commencement.day
            else:
                awaited = "state approval"
            if until and until <= (in_force or adopted or date.min):
                notes.misplaced(item.span, "this ends before it begins", "write the earlier day first")
    return Commencement(adopted, in_force, awaited, until)


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
