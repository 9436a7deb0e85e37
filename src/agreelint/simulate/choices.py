"""What happens in a case: which steps, by which route, and what rows and findings say, so that all of it is lawful."""

from attrs import define, field

from agreelint.dating.names import event_names, limit_names
from agreelint.diagnostics import AgreelintError
from agreelint.graph.sequence import in_sequence
from agreelint.model.conditions import bare
from agreelint.model.constraints import (
    Constraint,
    Deadline,
    Extends,
    FirstMeeting,
    NextMeeting,
    Order,
    Procedure,
    Proviso,
    SameMeeting,
    Valid,
)
from agreelint.model.entities import Step, StepKind
from agreelint.model.order import dependents, owes
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.simulate.draft import NoPlace, Setting
from agreelint.syntax import nodes

_LIKELY, _EVEN, _RARE = 0.8, 0.5, 0.3
_DONE = frozenset({"done", "passed", "carried", "granted", "in_time"})
_OPPOSITES = {"yes": "no", "no": "yes"}


@define
class Choices:
    """What was chosen so far; a step that is not in `happens` is not decided yet."""

    setting: Setting
    happens: dict[str, bool] = field(factory=dict)
    cells: dict[tuple[str, str], str] = field(factory=dict)
    """What a column says of a step."""
    findings: dict[str, bool] = field(factory=dict)
    """What a person found on an open standard that is part of a condition."""
    changes: dict[str, bool] = field(factory=dict)
    """Whether a review asks for changes."""

    # ---- conditions ---------------------------------------------------------------------------

    def holds(self, condition: nodes.Condition) -> bool | None:
        """Say whether a condition holds on what was chosen; None if that is open."""
        match condition:
            case nodes.StateIs():
                happens = self.happening(condition.step.text)
                return happens if condition.state.text in _DONE else None if happens is None else False
            case nodes.RequiresChanges():
                return False if self.happening(condition.step.text) is False else self.changes.get(condition.step.text)
            case nodes.DoneBy() | nodes.InTimeBy():
                return self.happening(condition.step.text)
            case nodes.RowSays():
                said = self.cells.get((condition.step.text, condition.column.text))
                return None if said is None else said == condition.value.text
            case nodes.Judged():
                return self.findings.get(condition.standard)
            case nodes.Negated():
                inner = self.holds(condition.condition)
                return None if inner is None else not inner
            case nodes.EveryCondition():
                parts = [self.holds(part) for part in condition.conditions]
                return False if False in parts else None if None in parts else True
            case nodes.AnyCondition():
                parts = [self.holds(part) for part in condition.conditions]
                return True if True in parts else None if None in parts else False
            case _:
                return None

    def make(self, condition: nodes.Condition, truth: bool) -> bool:
        """Choose what is still open so that a condition holds, or does not; say whether that could be done."""
        if (known := self.holds(condition)) is not None:
            return known is truth
        match condition:
            case nodes.StateIs() if condition.state.text in _DONE:
                return self._decide(condition.step.text, truth)
            case nodes.StateIs():
                return not truth
            case nodes.RequiresChanges():
                self.changes[condition.step.text] = truth
                return True
            case nodes.DoneBy() | nodes.InTimeBy():
                return self._decide(condition.step.text, truth)
            case nodes.RowSays():
                word = condition.value.text
                self.cells[condition.step.text, condition.column.text] = (
                    word if truth else _OPPOSITES.get(word, "other")
                )
                return True
            case nodes.Judged():
                self.findings[condition.standard] = truth
                return True
            case nodes.Negated():
                return self.make(condition.condition, not truth)
            case nodes.EveryCondition() if truth:
                return all(self.make(part, truth) for part in condition.conditions)
            case nodes.AnyCondition() if not truth:
                return all(self.make(part, truth) for part in condition.conditions)
            case nodes.EveryCondition() | nodes.AnyCondition():
                parts = [part for part in condition.conditions if self.holds(part) is None]
                self.setting.rng.shuffle(parts)
                return any(self.make(part, truth) for part in parts)
            case _:
                return False

    def happening(self, step: str) -> bool | None:
        """Say whether a step, or one route of a group, happens; None if that is not decided."""
        either = self.setting.procedure.eithers.get(step)
        if either is None:
            return self.happens.get(step)
        routes = [[self.happens.get(name) for name in route] for route in either.routes]
        return any(all(route) for route in routes) or (None if any(None in route for route in routes) else False)

    def _decide(self, step: str, happens: bool) -> bool:
        entry = self.setting.procedure.steps.get(step)
        if entry is None or (not happens and not (entry.optional or not entry.owed)):
            return False
        self.happens[step] = happens
        return True


def choose(setting: Setting) -> Choices:
    """Choose what happens in a case; raises NoPlace where this draw contradicts itself.

    Raises AgreelintError for what no draw can bring about.
    """
    procedure, rng = setting.procedure, setting.rng
    chosen = Choices(setting, {**dict.fromkeys(setting.begun, True), **dict.fromkeys(setting.ahead, False)})
    _refuse(setting)
    needed = _needed(procedure)
    if rng.random() < _LIKELY:  # else it goes as it goes, and may come to nothing
        for constraint in procedure.constraints:
            if isinstance(constraint, Valid) and not chosen.make(constraint.condition, truth=True):
                chosen.happens[constraint.origin.step] = False
    for exemption in procedure.exemptions:
        if not chosen.make(exemption.condition, truth=False):
            raise NoPlace(f"the exception `{exemption.id}` applies")
    _routes(chosen)
    _waivers(chosen)
    for step in in_sequence(procedure):
        if step.id in procedure.given:
            chosen.happens[step.id] = True
        elif chosen.happens.get(step.id) is not False:
            chosen.happens[step.id] = _takes_place(chosen, step, step.id in needed)
    if not any(chosen.happens[step.id] for step in procedure.own):
        raise NoPlace("nothing happens")
    return chosen


def _needed(procedure: Procedure) -> frozenset[str]:
    """Return the steps without which others could not be lawful, or of which it would be open why they are missing."""
    found = {step for step, others in dependents(procedure).items() if others}
    found |= {one.actor.step.text for one in procedure.steps.values() if isinstance(one.actor, nodes.ActorOfStep)}
    for constraint in procedure.constraints:
        last = isinstance(constraint, Deadline) and isinstance(constraint.bound, LAST_DAY_BOUNDS)
        if last or (isinstance(constraint, Proviso) and isinstance(constraint.says, nodes.Silence)):
            found.add(constraint.origin.step)
    return frozenset(found)


def _refuse(setting: Setting) -> None:
    """Raise AgreelintError for conditions on which nothing can be drawn: who attended, and who has a status."""
    for step in setting.procedure.steps.values():
        for part in bare(step.when) if step.when else ():
            if isinstance(part, nodes.Standing):
                raise AgreelintError(
                    f"`{step.id}` depends on who attended, or on a status, and that cannot be simulated yet"
                )


def _routes(chosen: Choices) -> None:
    """Choose one route of each group, such that what is valid only by one of them stays valid."""
    procedure, rng = chosen.setting.procedure, chosen.setting.rng
    for either in procedure.eithers.values():
        open_ = [
            route
            for route, condition in zip(either.routes, either.open_when, strict=True)
            if condition is None or chosen.holds(condition) is not False
        ]
        wanted = [route for route in open_ if any(chosen.happens.get(step) for step in route)]
        taken = rng.choice(wanted or open_ or [()])
        condition = next((c for r, c in zip(either.routes, either.open_when, strict=True) if r == taken), None)
        if condition is not None and not chosen.make(condition, truth=True):
            raise NoPlace(f"no route of `{either.id}` is open")
        for route in either.routes:
            for step in route:
                chosen.happens[step] = step in taken


def _waivers(chosen: Choices) -> None:
    """Choose whether what is not owed where it is waived is waived; no other power that changes results is used."""
    procedure, rng = chosen.setting.procedure, chosen.setting.rng
    for constraint in procedure.constraints:
        step = constraint.origin.step
        says = constraint.says if isinstance(constraint, Proviso) else None
        match says:
            case nodes.Waives() if not procedure.steps[step].owed:
                chosen.happens.setdefault(step, rng.random() < _RARE)
                if chosen.happens[step]:
                    chosen.happens[says.target.step.text] = False
            case nodes.DeemedDone():
                if not chosen.make(says.unless, truth=True):
                    raise AgreelintError(f"`{step}` comes of itself, and that cannot be simulated yet")
                chosen.happens[step] = False
            case nodes.Silence() | nodes.Lapses():
                continue
            case _ if isinstance(constraint, Proviso | Extends) and not procedure.steps[step].owed:
                chosen.happens[step] = False
            case _:
                continue


def _takes_place(chosen: Choices, step: Step, needed: bool) -> bool:
    rng = chosen.setting.rng
    if not may_follow(chosen, step):
        return False
    if step.when is not None:
        known = chosen.holds(step.when)
        wanted = chosen.happens.get(step.id) or rng.random() < (_EVEN if step.optional else _LIKELY)
        if known is None and not chosen.make(step.when, wanted) and not chosen.make(step.when, not wanted):
            return False
        if not chosen.holds(step.when):
            return False
        if not step.optional:
            return True
    if step.id in chosen.happens:
        return True
    if step.optional:
        return rng.random() < (_LIKELY if needed else _EVEN)
    return owes(chosen.setting.procedure, step) or needed or step.kind is StepKind.EFFECT or rng.random() < _LIKELY


def may_follow(chosen: Choices, step: Step) -> bool:
    """Say whether all from which a step counts happens, as far as that is decided."""
    mine = [c for c in chosen.setting.procedure.constraints if c.origin.step == step.id]
    return bool(mine) and all(_may_follow(chosen, constraint) for constraint in mine)


def _may_follow(chosen: Choices, constraint: Constraint) -> bool:
    """Say whether all from which a constraint counts happens, as far as that is decided."""
    match constraint:
        case Order(before=False) | NextMeeting():
            names = [constraint.event.step.text]
        case SameMeeting():
            names = [constraint.other]
        case Deadline():
            names = _anchors(chosen, limit_of(constraint.bound))
        case FirstMeeting():
            names = _anchors(chosen, constraint.since)
        case Valid():
            return chosen.make(constraint.condition, truth=True)
        case _:
            return True
    return all(chosen.happening(name) is not False for name in names if name != constraint.origin.step)


def _anchors(chosen: Choices, date: nodes.DateExpr) -> list[str]:
    """Return the steps that must have been done for a date to be known; a last lawful day is known without."""
    by_limit = {name.text for name in limit_names(date)}
    return [n.text for n in event_names(date, chosen.setting.procedure.definitions) if n.text not in by_limit]
