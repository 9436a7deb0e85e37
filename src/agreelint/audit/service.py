"""Service on recipients: which occurrences count for whom, and the findings for several of them joined."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.facts import Facts
from agreelint.audit.verdicts import RANK, Finding
from agreelint.logs.events import Event
from agreelint.model.constraints import Constraint
from agreelint.syntax import nodes

UNAVAILABLE = "unavailable"
"""The column that names whom a notice could not reach, so that it went to another."""


@frozen(eq=False, repr=False, slots=False)
class Served:
    """The occurrences of a step that count for one recipient, or for nobody in particular."""

    recipient: str | None
    events: tuple[Event, ...]


def served(facts: Facts, step: str, member: str | None) -> tuple[Served, ...]:
    """Return for each recipient that must be served together the occurrences that served it."""
    entry = facts.procedure.steps[step]
    events = facts.own(step, member)
    if events and member is None and isinstance(entry.recipients, nodes.OrElse):
        first = entry.recipients.first.text
        return (Served(first, tuple(e for e in events if _reached(facts, entry.recipients, e))),)
    if not events or member is not None or not isinstance(entry.recipients, nodes.Named):
        return (Served(None, events),)
    return tuple(
        Served(_called(to), tuple(e for e in events if not e.recipients or _names(to) & _meant(facts, e)))
        for to in entry.recipients.names
    )


def _called(to: nodes.Name | nodes.OfficeOf) -> str:
    return to.text if isinstance(to, nodes.Name) else f"{to.office.text} of {to.member.text}"


def _names(to: nodes.Name | nodes.OfficeOf) -> frozenset[str]:
    """Return the names by which a log may call a recipient: an office of a member by itself, or by that member."""
    if isinstance(to, nodes.Name):
        return frozenset({to.text})
    office, member = to.office.text, to.member.text
    return frozenset({office, member, f"{office}.{member}"})


def _meant(facts: Facts, event: Event) -> frozenset[str]:
    return frozenset(name for recipient in event.recipients for name in facts.meant_by(recipient))


def _reached(facts: Facts, to: nodes.OrElse, event: Event) -> bool:
    """Say whether a row served the first, or the second where it says that the first could not be reached."""
    if not event.recipients or any(to.first.text in facts.meant_by(r) for r in event.recipients):
        return True
    instead = any(to.second.text in facts.meant_by(r) for r in event.recipients)
    return instead and (event.cell(UNAVAILABLE) or "").strip() == to.first.text


def not_reached(facts: Facts, step: str) -> Iterator[tuple[Event, str]]:
    """Yield the rows that served a second recipient, and do not say why, with the words for that."""
    to = facts.procedure.steps[step].recipients
    if not isinstance(to, nodes.OrElse):
        return
    for event in facts.own(step):
        second = any(to.second.text in facts.meant_by(r) for r in event.recipients)
        if second and not _reached(facts, to, event) and not event.cell(UNAVAILABLE):
            why = f"whether {to.first.text} could not be reached is not recorded (column `{UNAVAILABLE}`)"
            yield event, f"line {event.line} went to {to.second.text}; {why}"


def together(findings: list[tuple[str | None, Finding]]) -> Finding:
    """Join the findings for recipients that must all be served: the worst one speaks."""
    worst = min(findings, key=lambda one: (RANK[one[1].state], -(one[1].actual or date.min).toordinal()))[1]
    if len({finding.message for _, finding in findings}) == 1:
        return worst
    told = "; ".join(f"to {name}: {finding.message}" for name, finding in findings)
    events = tuple(dict.fromkeys(event for _, finding in findings for event in finding.events))
    return evolve(worst, message=told, events=events)


def assumed_recipient(facts: Facts, constraint: Constraint, event: Event) -> tuple[str, ...]:
    """Return the remark that a recipient who is not recorded is assumed."""
    to = facts.procedure.steps[constraint.origin.step].recipients
    if isinstance(to, nodes.OfficeOfEach) and to.office.text in event.recipients:
        each = f"{to.office.text} of each {to.group.text}".replace("_", " ")
        return (f"whose {to.office.text} received it is not recorded: taken to be the {each} (assumed)",)
    if event.recipients or to is None:
        return ()
    return ("no recipient recorded: taken to have gone to all whom the clause names (assumed)",)


def unserved(facts: Facts, step: str, member: str | None) -> str | None:
    """Return somebody who must receive a step that is recorded, and whom no record names as recipient."""
    return next((one.recipient for one in served(facts, step, member) if one.recipient and not one.events), None)
