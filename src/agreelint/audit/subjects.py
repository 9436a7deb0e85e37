"""The member whom a case is about, from its rows."""

from collections.abc import Iterable

from agreelint.audit.naming import Names
from agreelint.audit.problems import Problem
from agreelint.logs.events import Event
from agreelint.model.constraints import Procedure
from agreelint.model.entities import Agreement


def subject_of(
    procedure: Procedure, events: Iterable[Event], agreement: Agreement, names: Names
) -> tuple[str | None, tuple[Problem, ...]]:
    """Return whom a case is about, None if no row says, and what is wrong with what the rows say."""
    subject = procedure.subject
    if subject is None:
        return None, ()
    members = {member.id for member in agreement.groups[subject.group].members}
    told: dict[str, Event] = {}
    for event in events:
        if event.subject:
            told.setdefault(names.id_of(event.subject), event)
    strange = [
        Problem(event, "AG071", "unknown-subject", f"no {subject.group} is called `{name}`", f"known: {_some(members)}")
        for name, event in told.items()
        if name not in members
    ]
    if strange or len(told) < 2:
        return next((name for name in told if name in members), None), tuple(strange)
    message = f"the rows of this case are about {' and '.join(f'`{name}`' for name in told)}"
    hint = "one case is about one member; give the others a case of their own"
    return None, (Problem(list(told.values())[1], "AG072", "two-subjects", message, hint),)


def _some(members: Iterable[str]) -> str:
    return ", ".join(sorted(members))
