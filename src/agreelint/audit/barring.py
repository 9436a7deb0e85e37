"""Findings about what is not to be done: no row of an activity, by or to those whom the text names."""

from collections.abc import Iterator

from agreelint.audit.in_force import in_force
from agreelint.audit.record import Record, View
from agreelint.audit.tenure import Register, plain
from agreelint.audit.verdicts import Evidence, Finding, Instance, State
from agreelint.audit.words import plural
from agreelint.logs.events import Event
from agreelint.model.entities import Agreement
from agreelint.model.force import Text
from agreelint.model.tenure import Barred
from agreelint.moments import Moment


def barred(rule: Barred, record: Record, text: Text | None) -> Iterator[tuple[Instance, Finding]]:
    """Judge that nothing was done that the text forbids: one verdict, which names every row against it."""
    found = [(row, _forbidden(rule, record, row, text)) for row in record.rows if row.activity == rule.activity]
    against = [row for row, forbidden in found if forbidden]
    unclear = [row for row, forbidden in found if forbidden is None]
    title = rule.title
    if against:
        told = "; ".join(f"{_whose(row)} on {row.when}" for row in against)
        message = f"{title}: this was done all the same: {told}"
        finding = Finding(
            State.VIOLATED, message, actual=against[0].when.civil, events=tuple(against), fix="nothing of the sort"
        )
    elif unclear:
        message = f"{title}: whether {plural(len(unclear), 'rows')} are forbidden cannot be told"
        missing = "by whom and to whom it was done, and whether the condition of the clause was met"
        finding = Finding(
            State.UNKNOWN, message, evidence=Evidence.MISSING, missing_record=missing, events=tuple(unclear)
        )
    else:
        allowed = f"; {plural(len(found), 'rows')} of it are lawful" if found else ""
        finding = Finding(State.HOLDING, f"{title}: kept so far{allowed}", events=tuple(row for row, _ in found))
    yield Instance(), finding


def _whose(row: Event) -> str:
    to = f" to {', '.join(row.recipients)}" if row.recipients else ""
    return f"`{row.activity}` by {row.actor or 'somebody'}{to}"


def _forbidden(rule: Barred, record: Record, row: Event, text: Text | None) -> bool | None:
    agreement, register = record.model.agreement, record.register
    view = View(row.when.last or register.as_of, None, row)
    parts = [
        in_force(text, row.when),
        _among(agreement, register, rule.by, (row.actor,) if row.actor else (), row.when) if rule.by else True,
        _among(agreement, register, rule.to, row.recipients, row.when) if rule.to else True,
    ]
    if rule.when:
        parts.append(record.holds(rule.when, view))
    if rule.unless:
        held = record.holds(rule.unless, view)
        parts.append(None if held is None else not held)
    return False if False in parts else None if None in parts else True


def _among(
    agreement: Agreement, register: Register, names: tuple[str, ...], people: tuple[str, ...], when: Moment
) -> bool | None:
    """Say whether one of those whom a row names is meant: by id, as member of a group, or as holder of a post."""
    if not people:
        return None
    answers = {_is_meant(agreement, register, name, person, when) for name in names for person in people}
    return True if True in answers else None if None in answers else False


def _is_meant(agreement: Agreement, register: Register, name: str, person: str, when: Moment) -> bool | None:
    if person == name:
        return True
    if name in agreement.groups:
        answers = {person in agreement.members_of(name, day) for day in (when.first, when.last)}
        return answers.pop() if len(answers) == 1 else None
    if person in agreement.known_ids:
        return False
    mine = [one for one in register.of(name) if plain(one.person) == plain(person)]
    days = [day for day in (when.first, when.last) if day]
    held = {one.on(day) for one in mine for day in days} or ({None} if mine else set())
    if True in held and len(held) == 1:
        return True
    return None if held - {False} or not register.of(name) else False
