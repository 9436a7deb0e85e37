"""The member whom a case is about: what the text calls it, all the others, and both written in once it is known."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen, has

from agreelint.model.entities import Agreement, Group, Office
from agreelint.model.notes import Notes
from agreelint.model.rules import Approver, Threshold
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.model.constraints import Procedure


@frozen
class Subject:
    """`of district in member_district`; `others` is the group of all members but that one."""

    name: str
    group: str

    @property
    def others(self) -> str:
        """The name of the group of all others."""
        return f"other_{self.group}"


def subject_of(node: nodes.Procedure, agreement: Agreement, notes: Notes) -> Subject | None:
    """Return the member whom the cases of a procedure are about, None if it names none."""
    about = node.about
    if about is None or not notes.known(about.group, "group", agreement.groups):
        return None
    if about.name.text in agreement.known_ids:
        message = f"`{about.name.text}` is somebody in particular"
        notes.misplaced(about.name.span, message, "choose another name for the member that the case is about")
    return Subject(about.name.text, about.group.text)


def with_subject(agreement: Agreement, subject: Subject | None, member: str | None = None) -> Agreement:
    """Return the agreement as one procedure sees it: with its subject as somebody who acts, and with the others."""
    if subject is None:
        return agreement
    group = agreement.groups[subject.group]
    others = tuple(one for one in group.members if one.id != member)
    apart = Group(subject.others, f"other {group.title}", group.clauses, others)
    title = f"the {group.title} that the case is about"
    return evolve(
        agreement,
        groups={**agreement.groups, subject.others: apart},
        offices={**agreement.offices, subject.name: Office(subject.name, title, None)},
        about=subject.name,
    )


def told_apart(items: tuple[nodes.Item, ...], subject: Subject | None, notes: Notes) -> tuple[nodes.Item, ...]:
    """Return the items of a procedure with `every other …` as each of the group of others."""

    def change(value: object) -> object:
        if not isinstance(value, nodes.ActorOthers | nodes.OthersOf | nodes.OthersApprove):
            return value
        if subject is None or value.group.text != subject.group:
            group = value.group.text
            hint = f"say `of NAME in {group}` after the name of the procedure"
            notes.misplaced(value.span, f"nothing says which `{group}` is left out", hint)
        name = nodes.Name(value.group.span, f"other_{value.group.text}" if subject else value.group.text)
        match value:
            case nodes.ActorOthers():
                return nodes.ActorEach(value.span, None, name)
            case nodes.OthersOf():
                return nodes.EachOf(value.span, None, name, value.also)
            case nodes.OthersApprove():
                return nodes.Approvers(value.span, nodes.AllOf(value.span, name))

    return tuple(replaced(item, change) for item in items)


def written_in(procedure: "Procedure", member: str) -> "Procedure":
    """Return a procedure with the member whom a case is about written in."""
    subject = procedure.subject
    assert subject is not None

    def change(value: object) -> object:
        if isinstance(value, nodes.Name) and value.text == subject.name:
            return nodes.Name(value.span, member)
        if isinstance(value, Approver) and value.member == subject.name:
            return Approver(member, value.title)
        return value

    constraints, every = replaced(procedure.constraints, change), replaced(procedure.every, change)
    altered = replaced(procedure.altered, change)
    steps = {name: replaced(step, change) for name, step in procedure.steps.items()}
    return evolve(procedure, constraints=constraints, steps=steps, every=every, altered=altered)


def depends(value: object, subject: Subject) -> bool:
    """Say whether a piece of a procedure speaks of its subject, or of the others."""
    found = False

    def look(part: object) -> object:
        nonlocal found
        match part:
            case nodes.Name(text=name) | Approver(member=name) | Threshold(base=name):
                found = found or name in {subject.name, subject.others}
            case _:
                pass
        return part

    replaced(value, look)
    return found


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.init)


def replaced(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value with some of its parts changed; what is not changed stays the same object."""
    changed: Any = change(value)
    if changed is not value:
        return changed
    if isinstance(value, tuple):
        parts = tuple(replaced(part, change) for part in value)
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    kind: Any = type(value)
    if not has(kind):
        return value
    found = {name: getattr(value, name) for name in _names(kind)}
    new = {name: replaced(part, change) for name, part in found.items()}
    different = {name: part for name, part in new.items() if part is not found[name]}
    return evolve(value, **different) if different else value
