"""What an act was like: by what medium, with what, and signed by how many."""

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from agreelint.audit.verdicts import RANK, Evidence, Finding, State
from agreelint.audit.words import listed, not_met, title
from agreelint.logs.denials import there
from agreelint.logs.events import Event
from agreelint.model.constraints import Contents
from agreelint.model.rules import Threshold

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


_ONE_IS_ENOUGH = ("medium", "session")


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
    missed = Finding(not_met(constraint.origin.kind), f"{column}: {value}")
    if column == "signatures":
        return missed if there(value) is False else _signatures(constraint, event, value, wanted)
    met = _met(column, value, wanted)
    if met:
        return evolve(missed, state=State.SATISFIED)
    if met is None:
        missing = f"the {column} of {title(facts, event.activity)}"
        return evolve(missed, state=State.UNKNOWN, evidence=Evidence.MISSING, missing_record=missing)
    joint = " or " if column in _ONE_IS_ENOUGH else " and "
    asked = joint.join(wanted) or f"a {column}"
    return evolve(missed, message=f"{missed.message}; the clause asks for {asked}")


def _met(column: str, value: str, wanted: tuple[str, ...]) -> bool | None:
    """Say whether a cell tells of what is wanted; without a word for it, of anything at all."""
    pieces = [piece for piece in re.split("[;,]", value) if piece.strip()]
    if not wanted:
        return there(pieces[0]) if pieces else None
    found = [set(re.findall(r"[a-z]+", part)) for part in _kept(value.casefold())]
    each = [any(set(word.split("_")) <= words for words in found) for word in wanted]
    met = any(each) if column in _ONE_IS_ENOUGH else all(each)
    return met or (None if any(there(piece) is None for piece in pieces) else False)


def _kept(value: str) -> list[str]:
    """Return the parts of a cell without the pieces that say that something is not there."""
    parts = (part.split(",") for part in value.split(";"))
    return [" ".join(piece for piece in pieces if there(piece)) for pieces in parts]


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
