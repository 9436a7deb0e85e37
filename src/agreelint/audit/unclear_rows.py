"""Rows that may well be the record that seems to be missing: nobody is accused past them."""

from agreelint.audit.facts import Facts
from agreelint.audit.service import not_reached
from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.audit.words import (
    listed,
)
from agreelint.logs.events import Event
from agreelint.syntax import nodes


def unclear_rows(facts: Facts, step: str, name: str) -> Finding | None:
    """Return a finding if a row may well be the record that seems to be missing: nobody is accused past it."""
    found = [event for meant, event in facts.case.unread if meant == step]
    told = [f"line {e.line} has `{e.activity}`, which is no step; it may mean `{step}`" for e in found]
    for event in facts.case.doubtful:
        found.append(event)
        told.append(f"line {event.line} may be it, or belong to another like it: the column `about` would settle it")
    for event in facts.own(step):
        strange = [recipient for recipient in event.recipients if not facts.agreement.knows(recipient)]
        if strange:
            found.append(event)
            who = listed([f"`{recipient}`" for recipient in strange])
            told.append(f"line {event.line} went to {who}, whom the agreement does not know")
        if office := _of_nobody(facts, step, event):
            found.append(event)
            each = (facts.procedure.steps[step].each or "member").replace("_", " ")
            told.append(f"line {event.line} is by {office}, and does not say of which {each}")
    for event, why in not_reached(facts, step):
        found.append(event)
        told.append(why)
    if not found:
        return None
    return Finding(
        State.UNKNOWN,
        f"no record of {name} that counts: {'; '.join(told)}",
        evidence=Evidence.MISSING,
        missing_record=name,
        events=tuple(found),
    )


def _of_nobody(facts: Facts, step: str, event: Event) -> str | None:
    """Return the office that a row names as actor, if each member has one and the row does not say whose it was."""
    entry = facts.procedure.steps[step]
    if not isinstance(entry.actor, nodes.ActorOfEach) or event.actor != entry.actor.office.text:
        return None
    if event.body in facts.roster(entry.each or ""):
        return None  # it says of which, and went elsewhere
    said = any(event in facts.own(step, member) for member in facts.members(entry))
    return None if said else event.actor
