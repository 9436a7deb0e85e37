"""Faults of how an act was done: votes, attendance, who acted, what it carried, how it was decided or judged."""

import re

from attrs import evolve

from agreelint.audit.cases import FINDING
from agreelint.model.constraints import ActedBy, Carried, ChairVoted, Contents, Granted, Judged, QuorumMet, ThresholdMet
from agreelint.model.entities import Step
from agreelint.model.rules import Approver, Approvers
from agreelint.simulate.draft import Row, points_of
from agreelint.simulate.drawing import Drawn
from agreelint.simulate.fault import Faulty, Spread, fault, shuffled, without_effect
from agreelint.simulate.papers import signatures_needed
from agreelint.simulate.people import everyone
from agreelint.simulate.rows import finding
from agreelint.simulate.tallies import Ballot, own_vote
from agreelint.syntax import nodes


def votes(drawn: Drawn) -> Faulty | None:
    """Let a vote miss what it needs by one."""
    for rule in shuffled(drawn, ThresholdMet):
        ballot = Ballot.of(drawn.setting, _step(drawn, rule.origin.step))
        if ballot and (cells := ballot.one_short()):
            told = f"{rule.origin.step} with {cells['votes_for']} votes in favor, one too few"
            return Faulty(_changed(drawn, rule.origin.step, cells), without_effect("votes", Spread.ONWARD, rule, told))
    return None


def quorum(drawn: Drawn) -> Faulty | None:
    """Let one too few be present at a vote."""
    for rule in shuffled(drawn, QuorumMet):
        ballot = Ballot.of(drawn.setting, _step(drawn, rule.origin.step))
        if ballot and (cells := ballot.too_few()):
            told = f"{rule.origin.step} with {cells['members_present']} present, one too few"
            spread = Spread.ALONE if ballot.passes(int(cells["votes_for"])) else Spread.ONWARD
            return Faulty(_changed(drawn, rule.origin.step, cells), without_effect("quorum", spread, rule, told))
    return None


def chair(drawn: Drawn) -> Faulty | None:
    """Let the chair vote where there is no tie, or has no vote."""
    for rule in shuffled(drawn, ChairVoted):
        step = rule.origin.step
        row = next(row for row in drawn.rows if row.activity == step)
        lead = int(row.cells["votes_for"]) - int(row.cells["votes_against"])
        if abs(lead) == 1 and rule.only_on_ties:
            continue
        changed = _changed(drawn, step, {"chair_voted": "yes"})
        return Faulty(
            changed, without_effect("chair", Spread.ALONE, rule, f"the chair voted on {step}, though there was no tie")
        )
    return None


def carried(drawn: Drawn) -> Faulty | None:
    """Let so many members refuse that a vote by each of them does not carry."""
    for rule in shuffled(drawn, Carried):
        step = rule.origin.step
        rows = [row for row in drawn.rows if row.activity == step]
        members = [row.point.member for row in rows if row.point and row.point.member]
        counted = {
            one for group in _bases(rule) for one in drawn.setting.agreement.members_of(group, drawn.setting.begin)
        }
        if not counted <= {*members}:
            continue  # somebody counts who has no vote, and the result is left open
        keep = _too_few(drawn, rule, members)
        changed = {
            id(row): row.saying(**(own_vote(drawn.setting, rule.own, approves=False) | {"signed": ""}))
            for row in rows
            if row.point and row.point.member not in keep
        }
        new = tuple(changed.get(id(row), row) for row in drawn.rows)
        told = f"{step} approved by {len(keep)} of {len(members)}, which is too few"
        return Faulty(evolve(drawn, rows=new), without_effect("carried", Spread.ONWARD, rule, told))
    return None


def _bases(rule: Carried) -> list[str]:
    parts = rule.choice.options[0].rule.parts
    return [part.threshold.base for part in parts if isinstance(part, Approvers)]


def _too_few(drawn: Drawn, rule: Carried, members: list[str]) -> frozenset[str]:
    """Return members whose approval alone is not enough."""
    rng = drawn.setting.rng
    parts = rule.choice.options[0].rule.parts
    must = [part.member for part in parts if isinstance(part, Approver)]
    if must:
        return frozenset(members) - {rng.choice(must)}
    enough = [part for part in parts if isinstance(part, Approvers)]
    if not enough or enough[0].threshold.weighted:
        return frozenset()
    base = drawn.setting.agreement.members_of(enough[0].threshold.base, drawn.setting.begin)
    needed = enough[0].threshold.needed(len(base))
    among = [member for member in members if member in base]
    rng.shuffle(among)
    return frozenset(among[: needed - 1])


def approval(drawn: Drawn) -> Faulty | None:
    """Let an authority refuse."""
    for rule in shuffled(drawn, Granted):
        step = rule.origin.step
        return Faulty(
            _changed(drawn, step, {"outcome": "rejected"}),
            without_effect("approval", Spread.ONWARD, rule, f"{step} refused"),
        )
    return None


def standard(drawn: Drawn) -> Faulty | None:
    """Let a person find that an open standard was missed."""
    for rule in shuffled(drawn, Judged):
        step = rule.origin.step
        rows = [row for row in drawn.rows if row.activity == FINDING and row.cells["subject"] == step]
        last = max(drawn.days[point] for point in points_of(drawn.days, step))
        new = rows[0] if rows else Row(FINDING, last, finding(step, rule.judge, met=False))
        others = tuple(row for row in drawn.rows if row not in rows)
        changed = evolve(drawn, rows=(*others, new.saying(outcome="rejected")))
        return Faulty(changed, fault("standard", Spread.ALONE, rule, f"{step} was found to miss “{rule.standard}”"))
    return None


def actor(drawn: Drawn) -> Faulty | None:
    """Let somebody act whom the clause does not name."""
    for rule in shuffled(drawn, ActedBy):
        step = _step(drawn, rule.origin.step)
        allowed = _allowed(drawn, step)
        if not allowed:
            continue
        agreement = drawn.setting.agreement
        ever = {holder for name in allowed for holder in agreement.holders(name, None)} | allowed
        others = sorted((set(agreement.offices) | set(agreement.bodies)) - ever - {agreement.about})
        if others:
            who = drawn.setting.rng.choice(others)
            return Faulty(
                _changed(drawn, step.id, {"actor": who}), fault("actor", Spread.ALONE, rule, f"{step.id} by {who}")
            )
    return None


def _allowed(drawn: Drawn, step: Step) -> set[str]:
    """Return who may act; nobody where that is not said, or several must join."""
    match actor := step.actor:
        case nodes.ActorIs() | nodes.ActorOrDesignee():
            return {actor.name.text}
        case nodes.ActorEither():
            return {name.text for name in actor.names if isinstance(name, nodes.Name)}
        case nodes.ActorAny():
            return {*everyone(drawn.setting, [name.text for name in actor.names])}
        case nodes.ActorOf():
            return {actor.office.text, actor.member.text}
        case nodes.ActorOfAny():
            return {actor.office.text, *everyone(drawn.setting, [actor.group.text])}
        case nodes.ActorOfStep():
            return {row.cells.get("actor", "") for row in drawn.rows if row.activity == actor.step.text} - {""}
        case _:
            return set()


def contents(drawn: Drawn) -> Faulty | None:
    """Leave out one thing that an act must carry, or send it by another medium."""
    for rule in shuffled(drawn, Contents):
        rows = [row for row in drawn.rows if row.activity == rule.origin.step]
        row = drawn.setting.rng.choice(rows)
        parts = list(rule.parts)
        drawn.setting.rng.shuffle(parts)
        for column, words in parts:
            cell = _lessened(row, column, words)
            if cell is None:
                continue
            new = tuple(one.saying(**{column: cell}) if one is row else one for one in drawn.rows)
            told = f"{rule.origin.step} with {column} “{cell}”" if cell else f"{rule.origin.step} without {column}"
            return Faulty(evolve(drawn, rows=new), fault("contents", Spread.ALONE, rule, told))
    return None


def _lessened(row: Row, column: str, words: tuple[str, ...]) -> str | None:
    """Return what a cell says with one thing left out, None where the rest would still tell of it."""
    if column == "signatures":
        return str(signatures_needed(words, int(row.cells["registered_voters"])) - 1)
    if column == "session":
        return "executive"
    if column == "medium":
        return "telephone"
    pieces = row.cells[column].split("; ")
    for word in words:
        kept = [piece for piece in pieces if piece != word.replace("_", " ")]
        if not any(set(word.split("_")) <= set(re.findall("[a-z]+", piece)) for piece in kept):
            return "; ".join(kept)
    return "" if not words else None


def _step(drawn: Drawn, step: str) -> Step:
    return drawn.setting.procedure.steps[step]


def _changed(drawn: Drawn, step: str, cells: dict[str, str]) -> Drawn:
    """Return a case in which the rows of a step say something else."""
    rows = tuple(row.saying(**cells) if row.activity == step and row.point else row for row in drawn.rows)
    return evolve(drawn, rows=rows)
