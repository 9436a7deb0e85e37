"""What an act was like: by what medium, with what, and signed by how many."""

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from agreelint.audit.verdicts import RANK, Evidence, Finding, State
from agreelint.audit.words import listed, not_met, title
from agreelint.logs.events import Event
from agreelint.model.constraints import Contents
from agreelint.model.rules import Threshold

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


def contents_of(facts: "Facts", constraint: Contents, event: Event) -> Finding | None:
    """Judge the contents of one act; None if the log has a column for none of them."""
    parts = [part for part in constraint.parts if part[0] in facts.settings.columns]
    if not parts:
        return None
    left = [name for name, _ in constraint.parts if name not in facts.settings.columns]
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


def _content(facts: "Facts", constraint: Contents, event: Event, part: tuple[str, tuple[str, ...]]) -> Finding:
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
