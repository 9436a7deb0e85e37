"""Findings about extensions of a term: each recorded one counts, has no effect, or cannot be told."""

from attrs import evolve

from agreelint.audit.facts import Facts
from agreelint.audit.terms import Extension, extensions
from agreelint.audit.verdicts import Finding, State
from agreelint.audit.words import not_applicable, on
from agreelint.dating import Unknowable, event_names, term_limits
from agreelint.logs.events import Event
from agreelint.model.constraints import Extends
from agreelint.syntax import nodes


def extends(facts: Facts, constraint: Extends, member: str | None) -> tuple[Finding, ...]:
    """Judge every recorded extension of a term; there is nothing to judge where none is recorded."""
    term = facts.procedure.definitions[constraint.term]
    assert isinstance(term, nodes.Term)
    recorded = facts.own(constraint.origin.step, member)
    try:
        limits = term_limits(term, facts.anchors(member), facts.agreement.counting)
    except Unknowable as error:
        return tuple(_unknown(event, str(error)) for event in recorded)
    if limits is None:
        names = [name.text for name in event_names(term.until, facts.procedure.definitions)]
        if all(facts.complete(name) for name in names):
            return tuple(evolve(not_applicable("the term has not begun"), events=(event,)) for event in recorded)
        return tuple(_unknown(event, "when the term began is not recorded") for event in recorded)
    return tuple(_finding(one) for one in extensions(facts, term, *limits, member))


def _finding(one: Extension) -> Finding:
    state = {True: State.SATISFIED, False: State.NO_EFFECT, None: State.UNKNOWN}[one.counts]
    missing = "until when the term was extended" if one.counts is None else None
    told = f"done{on(one.event.when)}: {one.why}"
    return Finding(state, told, actual=one.event.when.civil, missing_record=missing, events=(one.event,))


def _unknown(event: Event, why: str) -> Finding:
    return Finding(State.UNKNOWN, f"done{on(event.when)}: {why}", missing_record="the end of the term", events=(event,))
