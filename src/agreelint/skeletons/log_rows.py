"""The rows of a log to type into: one for each step of a procedure, and for each member that it concerns."""

from collections.abc import Iterator
from typing import assert_never

from attrs import frozen

from agreelint.graph.sequence import in_sequence
from agreelint.model.constraints import Judged, Model, Procedure
from agreelint.model.entities import Agreement, Step
from agreelint.model.recurrence import VACANCY, ForEach
from agreelint.model.subjects import with_subject
from agreelint.model.tenure import LEAVES_OFFICE
from agreelint.plan.checklist import Checklist
from agreelint.plan.items import Item
from agreelint.skeletons.conditions import standards
from agreelint.skeletons.log_columns import REMINDER, columns_of
from agreelint.syntax import nodes

PENDING = "pending"
"""What stands in every row until it is filled in: without it a row says that its act was done."""


@frozen(eq=False, repr=False, slots=False)
class LogTemplate:
    """A log with nothing done yet: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def log_template(model: Model, procedure: Procedure, checklist: Checklist, case: str) -> LogTemplate:
    """Return the log of one case of a procedure, described in the words of its checklist."""
    agreement = with_subject(model.agreement, procedure.subject)
    others = (other.steps for name, other in model.procedures.items() if name != procedure.id)
    columns = columns_of(procedure, shared=any(procedure.steps.keys() & steps.keys() for steps in others))
    items = {item.step: item for item in checklist.items}
    vacancy = {VACANCY} if _seats_of(procedure) else frozenset()
    cells = [
        *_leaving(agreement, procedure),
        *(
            cells
            for step in in_sequence(procedure)
            if step.id not in vacancy
            for cells in (*_instances(agreement, step, items[step.id]), *_findings(procedure, step))
        ),
        *_standards(procedure),
    ]
    common = {"case_id": case, "procedure": procedure.id, "outcome": PENDING}
    elsewhere = common | {"procedure": ""}
    if procedure.subject:  # whoever the case is about is filled in by whoever types the log
        about = procedure.subject.name
        cells = [{name: "" if text == about else text for name, text in row.items()} for row in cells]
    outside = {*procedure.given, LEAVES_OFFICE}
    rows = ((elsewhere if row["activity"] in outside else common) | row for row in cells)
    return LogTemplate(columns, tuple(tuple(row.get(name, "") for name in columns) for row in rows))


def _seats_of(procedure: Procedure) -> str | None:
    """Return the body for whose vacant seats the procedure is."""
    recurs = procedure.recurs
    return recurs.body if isinstance(recurs, ForEach) and recurs.step == VACANCY else None


def _leaving(agreement: Agreement, procedure: Procedure) -> Iterator[dict[str, str]]:
    """Yield the row by which a seat falls vacant: no step is called so, somebody leaves office."""
    if body := _seats_of(procedure):
        title = agreement.bodies[body].title
        reminder = f"{title}, a seat falls vacant: write into `actor` who leaves, by any word of yours"
        yield {"activity": LEAVES_OFFICE, "body": body, REMINDER: reminder}


def _instances(agreement: Agreement, step: Step, item: Item) -> Iterator[dict[str, str]]:
    """Yield the cells of a step for each member that it concerns, or once."""
    times = f": {'; '.join(item.when)}" if item.when else ""
    cells = {
        "activity": step.id,
        REMINDER: f"{step.title} ({step.clauses.label}){times}",
        "actor": _actor(step.actor),
        "recipient": _recipients(step.recipients),
        "body": step.meeting_of or "",
    }
    members = agreement.groups[step.each].members if step.each else ()
    if not members:
        yield cells
    for member in members:
        if isinstance(step.actor, nodes.ActorEach | nodes.ActorThat):
            own, word = {"actor": member.id}, "by"
        elif isinstance(step.actor, nodes.ActorOfEach):
            own, word = {"body": member.id}, "of"
        else:
            own, word = {"recipient": member.id}, "to"
        if isinstance(step.recipients, nodes.RecipientsThat):
            own = own | {"recipient": member.id}
        title = f"{member.title}, a member until {member.until}" if member.until else member.title
        yield cells | own | {REMINDER: f"{step.title}, {word} {title} ({step.clauses.label}){times}"}


def _actor(actor: nodes.Actor | None) -> str:
    """Return who acts if the text leaves no choice."""
    match actor:
        case nodes.ActorIs() | nodes.ActorOrDesignee():
            return actor.name.text
        case nodes.ActorOfEach() | nodes.ActorOf():
            return actor.office.text
        case _:
            return ""


def _recipients(recipients: nodes.Recipients | None) -> str:
    match recipients:
        case nodes.Named():
            return ";".join(one.text if isinstance(one, nodes.Name) else one.office.text for one in recipients.names)
        case nodes.EachOf() | nodes.OthersOf():
            return ";".join(name.text for name in (recipients.group, *recipients.also))
        case nodes.OfficeOfEach():
            return recipients.group.text
        case nodes.OrElse():
            return recipients.first.text
        case nodes.EachMemberOf():
            return recipients.body.text
        case nodes.RecipientsThat() | nodes.RecipientsUnstated() | None:
            return ""
        case _:
            assert_never(recipients)


def _findings(procedure: Procedure, step: Step) -> Iterator[dict[str, str]]:
    """Yield a row for each open standard that a person must judge."""
    for rule in procedure.constraints:
        if isinstance(rule, Judged) and rule.origin.step == step.id:
            met = f"whether the {step.title} met “{rule.standard}” ({rule.origin.clause})"
            yield {"activity": "finding", "subject": step.id, REMINDER: f"{met}: write “approved” or “rejected”"}


def _standards(procedure: Procedure) -> Iterator[dict[str, str]]:
    """Yield a row for each open standard on which a condition depends."""
    for standard, judge in standards(procedure).items():
        about = f"whether it was found “{standard}”: write “approved” or “rejected”"
        yield {"activity": "finding", "subject": standard, "actor": judge, REMINDER: about}
