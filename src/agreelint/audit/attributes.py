"""Findings about what an act was like: by what medium, with what, and to what standard."""

import re
from fractions import Fraction

from agreelint.audit.absence import absent, needed_before
from agreelint.audit.facts import Facts
from agreelint.audit.occurrences import ANY_LAWFUL
from agreelint.audit.service import assumed_recipient, unserved
from agreelint.audit.verdicts import RANK, Evidence, Finding, State
from agreelint.audit.words import listed, not_met, on, title
from agreelint.logs.events import Event, Outcome
from agreelint.model.constraints import Contents, Judged, Occurrence
from agreelint.model.entities import StepKind
from agreelint.model.rules import Threshold


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
    parts = [part for part in constraint.parts if part[0] in facts.settings.columns]
    if not parts:
        return None
    events = facts.own(constraint.origin.step)
    if not events:
        return absent(facts, constraint, None, None, carries=False)
    left = [name for name, _ in constraint.parts if name not in facts.settings.columns]
    step = facts.procedure.steps[constraint.origin.step]
    lots = [own for member in facts.members(step) if (own := facts.own(step.id, member))] if step.each else [events]
    found = []
    for lot in lots or [events]:
        each = [_contents_of(facts, constraint, event, parts, left) for event in lot]
        best = {State.SATISFIED: 0, State.UNKNOWN: 1}
        found.append(min(each, key=lambda f: best.get(f.state, 2)) if step.kind in ANY_LAWFUL else each[0])
    return min(found, key=lambda f: RANK[f.state])  # what one member received makes up for nothing that another lacks


def _contents_of(
    facts: Facts, constraint: Contents, event: Event, parts: list[tuple[str, tuple[str, ...]]], left: list[str]
) -> Finding:
    findings = [_content(facts, constraint, event, part) for part in parts]
    worst = min(findings, key=lambda f: RANK[f.state])
    told = "; ".join(dict.fromkeys(f.message for f in findings))
    if left:
        told += f"; not checked, no such column: {listed(left)}"
    return Finding(
        worst.state,
        told,
        actual=event.when.civil,
        evidence=worst.evidence,
        missing_record=worst.missing_record,
        events=(event,),
    )


def _content(facts: Facts, constraint: Contents, event: Event, part: tuple[str, tuple[str, ...]]) -> Finding:
    column, wanted = part
    value = event.cell(column)
    if not value:
        if facts.complete(constraint.origin.step, event.when.last):
            return Finding(
                not_met(constraint.origin.kind),
                f"no {column} recorded, and the log is declared complete",
                evidence=Evidence.MISSING,
            )
        return Finding(
            State.UNKNOWN,
            f"{column} not recorded",
            evidence=Evidence.MISSING,
            missing_record=f"the {column} of {title(facts, event.activity)}",
        )
    if column == "signatures":
        return _signatures(constraint, event, value, wanted)
    if not wanted:
        return Finding(State.SATISFIED, f"{column}: {value}")
    found = [set(re.findall(r"[a-z]+", part)) for part in value.casefold().split(";")]
    met = [any(set(word.split("_")) <= words for words in found) for word in wanted]
    one_is_enough = column in ("medium", "session")
    met_all = any(met) if one_is_enough else all(met)
    told = f"{column}: {value}"
    if met_all:
        return Finding(State.SATISFIED, told)
    joint = " or " if one_is_enough else " and "
    return Finding(not_met(constraint.origin.kind), f"{told}; the clause asks for {joint.join(wanted)}")


def _signatures(constraint: Contents, event: Event, value: str, wanted: tuple[str, ...]) -> Finding:
    voters = event.attribute("registered_voters") or (str(event.members_total) if event.members_total else "")
    if not re.fullmatch(r"[0-9]+", value) or not re.fullmatch(r"[0-9]+", voters):
        return Finding(
            State.UNKNOWN,
            "the number of signatures or of registered voters is not recorded",
            evidence=Evidence.MISSING,
            missing_record="the number of registered voters",
        )
    rule = Threshold(wanted[1] == "True", Fraction(wanted[0]), "registered_voters", int(wanted[2]))
    need = rule.needed(int(voters))
    told = f"{value} signatures; {rule} needs {need} of {voters}"
    return Finding(State.SATISFIED if int(value) >= need else not_met(constraint.origin.kind), told)
