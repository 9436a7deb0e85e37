"""Makes an event from the cells of a row, whatever the format, or says why it cannot be one."""

from agreelint.diagnostics import Diagnostic
from agreelint.logs.events import Event, Outcome
from agreelint.logs.row_checks import Checks, names
from agreelint.logs.rows import Row
from agreelint.moments import UNKNOWN

_NO_VOTE = (None,) * 5


def event_of(row: Row, zone: str) -> Event | tuple[Diagnostic, ...]:
    """Return the event that a row tells, or every reason why it cannot be used."""
    (
        case_id,
        activity,
        timestamp,
        procedure,
        actor,
        recipient,
        body,
        *tallies,
        present_by,
        attendees,
        outcome,
        event_id,
        corrects,
        recorded,
        received,
        medium,
        proof,
        fiscal_year,
        subject,
        continues_case,
        meeting_kind,
        for_by,
        against_by,
        recused,
        chair_voted,
        signed,
    ) = row.values
    checks = Checks(row, [])
    counts = checks.tallies(tallies) if any(tallies) else _NO_VOTE
    votes_for, votes_against, votes_abstain, present, total = counts
    # By position, in the order of the class: by keyword this call would be a sixth of the time of reading.
    event = Event(
        row.file,
        row.line,
        case_id or None,
        procedure or None,
        activity or checks.lacking("activity"),
        checks.moment("timestamp", timestamp, zone) if timestamp else UNKNOWN,
        actor or None,
        names(recipient) if recipient else (),
        body or None,
        votes_for,
        votes_against,
        votes_abstain,
        present,
        total,
        checks.by_member("members_present_by", present_by) if present_by else None,
        (names(attendees) or None) if attendees else None,
        outcome or None,
        event_id or None,
        corrects or None,
        medium or None,
        proof or None,
        fiscal_year or None,
        subject or None,
        continues_case or None,
        meeting_kind or None,
        checks.moment("recorded", recorded, zone) if recorded else None,
        checks.moment("received", received, zone) if received else None,
        checks.by_member("votes_for_by", for_by) if for_by else None,
        checks.by_member("votes_against_by", against_by) if against_by else None,
        checks.number_of("recused", recused) if recused else None,
        checks.yes_or_no("chair_voted", chair_voted) if chair_voted else None,
        checks.signed(signed, zone) if signed else None,
        row.extra,
    )
    if total is not None:
        checks.roster(event, total)
    if for_by or against_by:
        checks.sums(event)
    if outcome and votes_for is not None and not event.for_by:  # votes by member may weigh differently
        checks.outcome(event, Outcome.of(outcome), votes_for)
    return tuple(checks.faults) or event
