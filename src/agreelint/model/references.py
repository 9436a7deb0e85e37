"""References between steps: that they name a step, in a state it can have, for the right members."""

from typing import assert_never

from agreelint.model.conditions import RESULTS
from agreelint.model.date_names import DateNames
from agreelint.model.entities import Agreement, Step, StepKind
from agreelint.model.notes import Notes
from agreelint.model.scope import Scope
from agreelint.model.standing_names import check_standing
from agreelint.model.thresholds import threshold
from agreelint.model.years import Years
from agreelint.syntax import nodes

_STATES = {
    "passed": "a vote or a group of routes",
    "carried": "a vote by each member",
    "granted": "an approval",
    "failed": "a vote or a group of routes",
    "refused": "an approval",
    "done": "a step",
    "in_time": "a step that has a last day",
    "late": "a step that has a last day",
}
_KEYS = frozenset({"timestamp", "case_id", "activity", "procedure", "event_id", "corrects"})


class References:
    """Checks every reference in one procedure."""

    def __init__(self, scope: Scope, agreement: Agreement, notes: Notes) -> None:
        """Check against the names of one procedure."""
        self._agreement = agreement
        self._scope = scope
        self._steps = scope.steps
        self._eithers = scope.eithers
        self._notes = notes
        self.years = Years(agreement.counting, scope.variables, notes)
        self.date_names = DateNames(scope, self.years, notes)

    def named(self, name: nodes.Name) -> bool:
        """Check that a name is a step or a group of routes."""
        return self._notes.known(name, "step of this procedure", (*self._steps, *self._eithers))

    def step(self, name: nodes.Name) -> bool:
        """Check that a name is a single step."""
        return self._notes.known(name, "step of this procedure", self._steps)

    def entry(self, name: nodes.Name) -> Step:
        """Return a step whose name has been checked."""
        return self._steps[name.text]

    def event(self, ref: nodes.EventRef, source: Step) -> bool:
        """Check an anchor of an order, as seen from the step that declares it."""
        if not self.named(ref.step):
            return False
        if ref.step.text == source.id:
            self._notes.misplaced(ref.span, f"`{source.id}` cannot come before or after itself", "name another step")
            return False
        target = self._steps.get(ref.step.text)
        match ref:
            case nodes.EventWith():
                return self.state(ref.step, ref.state) and self._moment(ref)
            case nodes.EventOfThat():
                return self._of_that(ref, source, target)
            case nodes.EveryEvent():
                if target is None or target.each is None:
                    self._notes.misplaced(ref.span, f"there is only one `{ref.step.text}`", "leave out `every`")
                    return False
                return True
            case nodes.ReceiptEvent():
                return self.date_names.sent(ref.step) and self.date_names.alone(ref.step, source.each, target)
            case nodes.Event():
                return self.date_names.alone(ref.step, source.each, target)

    def dates(self, expression: nodes.DateExpr, source: Step) -> bool:
        """Check the names in a date expression of a step."""
        return self.date_names.check(expression, source.each)

    def state(self, name: nodes.Name, state: nodes.Word) -> bool:
        """Check that a step can be in a state such as `passed`."""
        if not self.named(name):
            return False
        step = self._steps.get(name.text)
        if step is None:
            states = {"passed", "failed"}
        elif step.kind is StepKind.VOTE:
            states = {"carried" if step.each else "passed", "failed"}
        else:
            states = {"granted", "refused"} if step.kind is StepKind.APPROVAL else set()
        if step is not None:
            states |= {"done"} | ({"in_time", "late"} if name.text in self._scope.bounded else set())
        if state.text not in states:
            word = state.text.replace("_", " ")
            self._notes.misplaced(
                state.span, f"`{name.text}` cannot be {word}", f"`{word}` is a state of {_STATES[state.text]}"
            )
            return False
        return True

    def _moment(self, ref: nodes.EventWith) -> bool:
        if ref.state.text not in RESULTS:
            self._notes.misplaced(ref.span, "this is no event to count from", f"name the step alone: `{ref.step.text}`")
            return False
        return True

    def condition(self, condition: nodes.Condition, source: str | None, each: str | None) -> bool:
        """Check everything that a condition of the step `source` names; `each` is the group that does that step."""
        match condition:
            case nodes.StateIs():
                return self.state(condition.step, condition.state) and self._seen_by(condition, source, each)
            case nodes.RequiresChanges():
                if not self.step(condition.step):
                    return False
                if self._steps[condition.step.text].kind is not StepKind.REVIEW:
                    self._notes.misplaced(
                        condition.span, f"`{condition.step.text}` is no review", "only a review requires changes"
                    )
                    return False
                return True
            case nodes.DoneBy() | nodes.InTimeBy():
                return self._done_by(condition)
            case nodes.RowSays():
                return self.step(condition.step) and self._column(condition.column)
            case nodes.Judged():
                return self.judge(condition)
            case nodes.Attendance() | nodes.MissesInARow() | nodes.AttendsOne() | nodes.HasStatus():
                people = {name for name in (each, self._agreement.about) if name}
                return check_standing(condition, self._agreement, people, self._notes)
            case nodes.Negated():
                return self.condition(condition.condition, source, each)
            case nodes.EveryCondition() | nodes.AnyCondition():
                # each is checked, none skipped
                results = [self.condition(part, source, each) for part in condition.conditions]
                return all(results)
            case _:
                assert_never(condition)

    def begins_again(self, node: nodes.Repeats, source: Step) -> bool:
        """Check from where, and on what condition, a procedure begins again."""
        if not self.step(node.step) or not self.condition(node.condition, None, source.each):
            return False
        if (each := self._steps[node.step.text].each) is not None:
            why = f"there is one `{node.step.text}` for each {each}"
            self._notes.misplaced(node.step.span, why, "begin again from a step that is done once")
            return False
        return True

    def has_last_day(self, name: nodes.Name) -> bool:
        """Check that a step has a last day, as only such a step can be extended."""
        if name.text not in self._scope.bounded:
            self._notes.misplaced(name.span, f"`{name.text}` has no last day to extend", "give it one, as `within …`")
            return False
        return True

    def judge(self, node: nodes.Judged) -> bool:
        """Check who judges an open standard."""
        everyone = (*self._agreement.offices, *self._agreement.bodies)
        return node.judge is None or self._notes.known(node.judge, "office or body", everyone)

    def _seen_by(self, condition: nodes.StateIs, source: str | None, each: str | None) -> bool:
        step = self._steps.get(condition.step.text)
        if step is not None and condition.step.text == source:
            self._notes.misplaced(condition.span, f"`{source}` cannot depend on itself", "name another step")
            return False
        if step is None or step.each is None or step.each == each or condition.state.text in RESULTS:
            return True
        timely = condition.state.text in {"in_time", "late"}
        if timely and step.kind is StepKind.VOTE:
            return True  # whether enough of them approved by the last day
        self._notes.misplaced(
            condition.span,
            f"there is one `{step.id}` for each {step.each}",
            f"say `{step.id} {'in time' if timely else 'done'} by all {step.each}`, or another share of them",
        )
        return False

    def _done_by(self, condition: nodes.DoneBy | nodes.InTimeBy) -> bool:
        if not self.step(condition.step):
            return False
        step = self._steps[condition.step.text]
        if step.each is None:
            state = "done" if isinstance(condition, nodes.DoneBy) else "in time"
            self._notes.misplaced(condition.span, f"there is only one `{step.id}`", f"say `{step.id} {state}`")
            return False
        if isinstance(condition, nodes.InTimeBy) and step.id not in self._scope.bounded:
            why = f"`in time` is a state of {_STATES['in_time']}"
            self._notes.misplaced(condition.span, f"`{step.id}` cannot be in time", why)
            return False
        threshold(self._notes, condition.threshold, (step.each,))
        return True

    def _column(self, name: nodes.Name) -> bool:
        if name.text in _KEYS:
            self._notes.misplaced(
                name.span, f"`{name.text}` says which row it is, not what it says", "name another column"
            )
            return False
        return True

    def _of_that(self, ref: nodes.EventOfThat, source: Step, target: Step | None) -> bool:
        if target is None or target.each is None or target.each != source.each:
            self._notes.misplaced(
                ref.span,
                f"`{source.id}` and `{ref.step.text}` are not both done for each member",
                "leave out `of that …`, or say `every`",
            )
            return False
        if ref.member.text not in {target.each, target.each.rpartition("_")[2]}:
            short = target.each.rpartition("_")[2]
            self._notes.misplaced(ref.member.span, f"the members here are `{target.each}`", f"write `of that {short}`")
            return False
        return True
