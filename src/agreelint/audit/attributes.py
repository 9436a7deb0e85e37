"""Findings about what an act was like: by what medium, with what, and to what standard."""

from agreelint.audit.absence import absent
from agreelint.audit.belated import needed_before
from agreelint.audit.contents import contents_of
from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import ANY_LAWFUL
from agreelint.audit.service import assumed_recipient, served, unserved
from agreelint.audit.verdicts import RANK, Evidence, Finding, State
from agreelint.audit.words import not_met, on
from agreelint.logs.events import Outcome
from agreelint.model.constraints import Contents, Judged, Occurrence
from agreelint.model.entities import StepKind


def occurrence(facts: Facts, constraint: Occurrence, member: str | None, carries: bool) -> Finding:
    """Judge a step that nothing orders or bounds: it was done, or not."""
    events = facts.own(constraint.origin.step, member)
    if not events:
        return absent(facts, constraint, member, None, carries)
    if left_out := unserved(facts, constraint.origin.step, member):
        return absent(facts, constraint, member, None, carries, what=left_out)
    if carries and (late := needed_before(facts, constraint.origin.step, member, events, constraint.origin.kind)):
        return late
    step = facts.procedure.steps[constraint.origin.step]
    if step.kind is StepKind.VOTE:
        return Finding(
            State.SATISFIED,
            f"voted{on(events[-1].when)}: {facts.own_vote(step.id, events[-1]).words}",
            actual=events[0].when.civil,
            events=events,
        )
    assumed = assumed_recipient(facts, constraint, events[0])
    return Finding(
        State.SATISFIED,
        f"done{on(events[0].when)}",
        actual=events[0].when.civil,
        evidence=Evidence.ASSUMED if assumed else Evidence.DIRECT,
        events=events[:1],
        remarks=assumed,
    )


def judged(facts: Facts, constraint: Judged) -> Finding:
    """An open standard: a person must judge, and a recorded `finding` settles it."""
    step = constraint.origin.step
    events = facts.own(step)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    standard, judge = f"“{constraint.standard}”", f" ({constraint.judge})" if constraint.judge else ""
    findings = [f for f in facts.case.findings if f.subject == step]
    outcomes = {Outcome.of(f.outcome) for f in findings} - {None, Outcome.UNDECIDED}
    if len(outcomes) == 1:
        met = outcomes == {Outcome.APPROVED}
        state = State.SATISFIED if met else not_met(constraint.origin.kind)
        return Finding(
            state,
            f"{standard}: found to be {'met' if met else 'missed'}{on(findings[0].when)}",
            actual=events[0].when.civil,
            events=(*events[:1], *findings),
        )
    words = (
        f"; line {findings[0].line} says `{findings[0].outcome}`, which is neither `approved` nor `rejected`"
        if findings
        else ""
    )
    why = "the recorded findings disagree" if outcomes else f"a person must judge{judge}{words}"
    return Finding(
        State.UNKNOWN,
        f"done{on(events[0].when)}; {standard}: {why}",
        actual=events[0].when.civil,
        evidence=Evidence.MISSING,
        missing_record=f"a row `finding` with subject `{step}` and outcome `approved` or `rejected`",
        events=events[:1],
    )


def contents(facts: Facts, constraint: Contents) -> Finding | None:
    """Judge medium, enclosures, signatures and certificates; None if the log has a column for none of them."""
    if not any(column in facts.settings.columns for column, _ in constraint.parts):
        return None
    step = facts.procedure.steps[constraint.origin.step]
    events = facts.own(step.id)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    if step.each:
        lots = [facts.own(step.id, member) for member in facts.members(step)]
    else:
        lots = [one.events for one in served(facts, step.id, None)]
    found = []
    for lot in [lot for lot in lots if lot] or [events]:
        each = [one for event in lot if (one := contents_of(facts, constraint, event))]
        best = {State.SATISFIED: 0, State.UNKNOWN: 1}
        found.append(min(each, key=lambda f: best.get(f.state, 2)) if step.kind in ANY_LAWFUL else each[0])
    return min(found, key=lambda f: RANK[f.state])  # what one received makes up for nothing that another lacks
