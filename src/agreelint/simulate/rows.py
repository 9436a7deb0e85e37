"""The rows that a case leaves in a log, from its acts and their days."""

from collections.abc import Iterator
from datetime import timedelta

from agreelint.audit.cases import FINDING
from agreelint.model.constraints import Carried, Contents, Judged
from agreelint.model.entities import Step, StepKind
from agreelint.simulate.choices import Choices
from agreelint.simulate.draft import Days, Point, Row, Setting, points_of
from agreelint.simulate.events import event_rows
from agreelint.simulate.papers import papers_of
from agreelint.simulate.people import actors_of, recipients_of
from agreelint.simulate.tallies import Ballot, own_vote, who_approves

_FOUND = 0.75
"""How often a person has found whether an open standard was met."""


def rows_of(setting: Setting, chosen: Choices, days: Days) -> tuple[Row, ...]:
    """Return the rows of a lawful case, in order of time."""
    acted: dict[str, str] = {}
    rows: list[Row] = []
    for step in setting.procedure.steps.values():
        if step.id in setting.procedure.given:
            continue
        approving = _approving(setting, step)
        for point in points_of(days, step.id):
            for row in _acts(setting, chosen, days, step, point, acted, approving):
                acted.setdefault(step.id, row.cells.get("actor", ""))
                rows.append(row)
    rows += [*_findings(setting, chosen, days), *event_rows(setting, days)]
    return tuple(sorted(rows, key=lambda row: row.day))


def _acts(
    setting: Setting,
    chosen: Choices,
    days: Days,
    step: Step,
    point: Point,
    acted: dict[str, str],
    approving: frozenset[str] | None,
) -> Iterator[Row]:
    mine = [c for c in setting.procedure.constraints if c.origin.step == step.id]
    for actor in actors_of(setting, step, point.member, acted, days[point]):
        cells = {"actor": actor, "recipient": recipients_of(setting, step, point.member), "body": step.meeting_of or ""}
        for rule in mine:
            if isinstance(rule, Contents):
                cells |= papers_of(setting, rule)
            if isinstance(rule, Carried):
                cells |= _ballot(setting, rule, point, days, approving or frozenset())
        ballot = Ballot.of(setting, step)
        cells |= ballot.cast() if ballot else {}
        cells |= {column: text for (name, column), text in chosen.cells.items() if name == step.id}
        for other in (p for p in days if p.step == step.id and p.column and p.member in {None, point.member}):
            cells[other.column or ""] = days[other].isoformat()
        if step.kind is StepKind.APPROVAL:
            cells["outcome"] = "approved"
        elif step.id in chosen.changes:
            cells["outcome"] = "changes_required" if chosen.changes[step.id] else "approved"
        yield Row(step.id, days[point], {name: text for name, text in cells.items() if text}, point)


def _approving(setting: Setting, step: Step) -> frozenset[str] | None:
    rule = next((c for c in setting.procedure.constraints if isinstance(c, Carried) and c.origin.step == step.id), None)
    return who_approves(setting, rule) if rule else None


def _ballot(setting: Setting, rule: Carried, point: Point, days: Days, approving: frozenset[str]) -> dict[str, str]:
    approves = point.member in approving
    cells = own_vote(setting, rule.own, approves=approves)
    signed = any(option.rule.signed for option in rule.choice.options)
    return cells | ({"signed": days[point].isoformat()} if signed and approves else {})


def _findings(setting: Setting, chosen: Choices, days: Days) -> Iterator[Row]:
    rng = setting.rng
    for rule in setting.procedure.constraints:
        done = points_of(days, rule.origin.step) if isinstance(rule, Judged) else ()
        if done and isinstance(rule, Judged) and rng.random() < _FOUND:
            day = max(days[point] for point in done) + timedelta(days=rng.randint(0, 10))
            yield Row(FINDING, day, finding(rule.origin.step, rule.judge, met=True))
    for standard, met in chosen.findings.items():
        yield Row(FINDING, min(days.values()), finding(standard, None, met=met))


def finding(subject: str, judge: str | None, *, met: bool) -> dict[str, str]:
    """Return the cells of what a person found."""
    cells = {"subject": subject, "outcome": "approved" if met else "rejected"}
    return cells | ({"actor": judge} if judge else {})
