"""Findings about who acted: the one whom the clause names, in his time, a designee, or enough of several."""

from typing import assert_never

from attrs import frozen

from agreelint.audit.absence import absent
from agreelint.audit.anchored import untriggered
from agreelint.audit.facts import Facts
from agreelint.audit.verdicts import RANK, Evidence, Finding, State
from agreelint.audit.words import listed, not_met, on, plural, said, title
from agreelint.logs.events import Event
from agreelint.model.constraints import ActedBy
from agreelint.model.rules import Threshold
from agreelint.model.thresholds import exact
from agreelint.syntax import nodes

DESIGNEE = "designee"
"""How a log names somebody who acts for another; the column `designee_of` says for whom."""


@frozen(eq=False, repr=False, slots=False)
class Allowed:
    """Who may act, by name, and whether a designee may: None where the text is silent."""

    names: frozenset[str]
    designee: bool | None
    says: str = "the clause names"
    office: str | None = None
    """The office of one member who may act, in words."""

    def wanted(self) -> str:
        """Say who may act."""
        if self.office:
            return self.office
        many = len(self.names) > 5
        return f"any of {len(self.names)} members and offices" if many else " or ".join(sorted(self.names))


def acted_by(facts: Facts, constraint: ActedBy) -> Finding | None:
    """Judge who acted; None if the log has no column for actors, or the text does not say who."""
    step = facts.procedure.steps[constraint.origin.step]
    if "actor" not in facts.settings.columns or isinstance(step.actor, nodes.ActorUnstated):
        return None
    events = facts.records(step.id) or facts.own(step.id)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    if isinstance(step.actor, nodes.ActorSeveral):
        return _several(facts, constraint, exact(step.actor.threshold), events)
    allowed = _allowed(facts, constraint, step.actor, events)
    if isinstance(allowed, Finding):
        return allowed
    best = {State.SATISFIED: 0, State.UNKNOWN: 1}
    findings = {id(event): _actor(facts, constraint, event, allowed) for event in events}
    everyone: list[str | None] = list(dict.fromkeys(name for event in events for name in event.recipients))
    groups = [
        min(
            (findings[id(e)] for e in events if not e.recipients or name is None or name in _reached(facts, e)),
            key=lambda f: best.get(f.state, 2),
        )
        for name in everyone or [None]
    ]
    return min(groups, key=lambda f: RANK[f.state])


def _reached(facts: Facts, event: Event) -> set[str]:
    return {name for recipient in event.recipients for name in facts.meant_by(recipient)}


def _allowed(
    facts: Facts, constraint: ActedBy, actor: nodes.Actor | None, events: tuple[Event, ...]
) -> Allowed | Finding:
    designee = False if constraint.in_person else None
    match actor:
        case nodes.ActorIs():
            return Allowed(frozenset({actor.name.text}), designee)
        case nodes.ActorOrDesignee():
            return Allowed(frozenset({actor.name.text}), designee=True)
        case nodes.ActorEither():
            return Allowed(frozenset(n.text for n in actor.names if isinstance(n, nodes.Name)), designee)
        case nodes.ActorAny():
            groups = [facts.roster(name.text) for name in actor.names if name.text in facts.agreement.groups]
            names = {name.text for name in actor.names} | {member for group in groups for member in group}
            return Allowed(frozenset(names), designee)
        case nodes.ActorOf():
            office, member = actor.office.text, actor.member.text
            called = frozenset({office, member, f"{office}.{member}"})
            return Allowed(called, designee, office=f"{office} of {member}")
        case nodes.ActorOfAny():
            return Allowed(frozenset((actor.office.text, *facts.roster(actor.group.text))), designee)
        case nodes.ActorOfStep():
            return _maker(facts, constraint, actor, events)
        case (
            nodes.ActorEach()
            | nodes.ActorOthers()
            | nodes.ActorThat()
            | nodes.ActorOfEach()
            | nodes.ActorSeveral()
            | nodes.ActorUnstated()
            | None
        ):  # judged for each member, together, or not at all
            return Allowed(frozenset(), designee)
        case _:
            assert_never(actor)


def _maker(facts: Facts, constraint: ActedBy, actor: nodes.ActorOfStep, events: tuple[Event, ...]) -> Allowed | Finding:
    """Return who made another step; a finding if the record does not say."""
    origin = facts.so_far(actor.step.text)
    if not origin:
        return untriggered(facts, constraint, None, (actor.step.text,))
    made = {event.actor for event in origin if event.actor}
    if made & facts.agreement.known_ids:
        return Allowed(frozenset(made), None, f"{title(facts, actor.step.text)} was made by")
    return Finding(
        State.UNKNOWN,
        f"who acted in {title(facts, actor.step.text)} is not recorded by a known name",
        actual=events[0].when.civil,
        evidence=Evidence.MISSING,
        missing_record=f"the actor of {title(facts, actor.step.text)}",
        events=events[:1],
    )


def _actor(facts: Facts, constraint: ActedBy, event: Event, allowed: Allowed) -> Finding:
    known = facts.agreement
    now = frozenset(holder for name in allowed.names for holder in known.holders(name, event.when.first))
    ever = frozenset(holder for name in allowed.names for holder in known.holders(name, None))
    who = event.actor or (event.body if event.body in ever else None)
    wanted = allowed.wanted()
    if allowed.office and who and event.body in _members(facts):
        who = f"{who.partition('.')[0]}.{event.body}"  # whose office it was stands in a column of its own
    if who is None:
        missing = f"the actor of {title(facts, event.activity)}"
        return _unknown(event, f"who acted is not recorded; the clause names {wanted}", missing)
    if who in now:
        place = "" if who in allowed.names else f", who then held the place of {wanted}"
        return Finding(State.SATISFIED, f"done by {who}{place}", actual=event.when.civil, events=(event,))
    if who in ever:
        message = f"done by {who}{on(event.when)}; {_in_place(facts, who)}"
        return _wrong(constraint, event, message, f"done by {listed(sorted(now))}")
    sent_by = event.attribute("designee_of")
    if who == DESIGNEE or sent_by is not None:
        return _designee(constraint, event, allowed, now)
    if not known.knows(who):
        message = f"done by `{who}`, a name that the agreement does not know; the clause names {wanted}"
        return _unknown(event, message, f"who `{who}` is")
    return _wrong(constraint, event, f"done by {who}; {allowed.says} {wanted}", f"done by {wanted}")


def _members(facts: Facts) -> frozenset[str]:
    return frozenset(member.id for group in facts.agreement.groups.values() for member in group.members)


def _in_place(facts: Facts, who: str) -> str:
    """Say from or until when somebody holds a place."""
    for one in facts.agreement.successions:
        if one.predecessor == who:
            return f"{one.successor} takes that place from {said(one.since)} on"
    one = next(one for one in facts.agreement.successions if one.successor == who)
    return f"{who} takes the place of {one.predecessor} only from {said(one.since)} on"


def _designee(constraint: ActedBy, event: Event, allowed: Allowed, now: frozenset[str]) -> Finding:
    """Judge somebody who acted for another: allowed, forbidden, or not spoken of."""
    sent_by, wanted = event.attribute("designee_of"), allowed.wanted()
    if sent_by and sent_by not in now | allowed.names:
        message = f"done by a designee of {sent_by}; {allowed.says} {wanted}"
        return _wrong(constraint, event, message, f"done by {wanted}")
    if allowed.designee is None:
        message = f"done by a designee; the text does not say whether {wanted} may send one"
        return _unknown(event, message, "a finding of who may decide that, or the act of the office itself")
    if not allowed.designee:
        message = f"done by a designee; {wanted} must act in person"
        return _wrong(constraint, event, message, f"done by {wanted} in person")
    message = f"done by a designee of {sent_by or wanted}, as allowed"
    return Finding(State.SATISFIED, message, actual=event.when.civil, events=(event,))


def _several(facts: Facts, constraint: ActedBy, rule: Threshold, events: tuple[Event, ...]) -> Finding:
    """Judge an act in which several members of a group join, each by a row of its own."""
    members = facts.roster(rule.base)
    joined = [member for member in members if any(event.actor == member for event in events)]
    need = rule.needed(len(members))
    told = f"{listed(joined) if joined else 'nobody'} joined; {rule} needs {need} of {len(members)}"
    when = events[-1].when
    if len(joined) >= need:
        return Finding(State.SATISFIED, told, actual=when.civil, events=events)
    strange = [event for event in events if event.actor not in members]
    if strange or not facts.complete(constraint.origin.step):
        missing = f"who else joined in {title(facts, constraint.origin.step)}"
        message = f"{told}; {plural(need - len(joined), 'more members')} may have joined without a record"
        return Finding(State.UNKNOWN, message, evidence=Evidence.MISSING, missing_record=missing, events=events)
    if not facts.later(constraint.origin.step):
        message = f"{told}; {plural(need - len(joined), 'more members')} may still join"
        return Finding(State.PENDING, message, evidence=Evidence.MISSING, events=events)
    message = f"{told}; the log is declared complete"
    return Finding(not_met(constraint.origin.kind), message, actual=when.civil, events=events, fix=f"{need} members")


def _unknown(event: Event, message: str, missing: str) -> Finding:
    return Finding(
        State.UNKNOWN,
        message,
        actual=event.when.civil,
        evidence=Evidence.MISSING,
        missing_record=missing,
        events=(event,),
    )


def _wrong(constraint: ActedBy, event: Event, message: str, fix: str) -> Finding:
    return Finding(not_met(constraint.origin.kind), message, actual=event.when.civil, events=(event,), fix=fix)
