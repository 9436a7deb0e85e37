"""Conditions that stand outside procedures, checked: on steps outside procedures, and on the row that is judged."""

from collections.abc import Collection, Mapping
from typing import assert_never

from attrs import frozen

from agreelint.model.constraints import Procedure
from agreelint.model.entities import Agreement, StepKind
from agreelint.model.notes import Notes
from agreelint.model.standing_names import check_standing
from agreelint.syntax import nodes

_RIGHT = "outside procedures a condition may say that a step outside is `done` or `passed`, or what a row says"


@frozen(eq=False, repr=False, slots=False)
class StandingConditions:
    """What conditions outside procedures may name."""

    outside: Mapping[str, Procedure]
    agreement: Agreement
    notes: Notes

    def check(
        self, condition: nodes.Condition, activity: str | None, people: Collection[str], *, again: bool = False
    ) -> None:
        """Check everything that a condition names; `activity` is that of the rows that it is about, if it is.

        `people` are the members of whom it can speak, and `again` whether something ends by it.
        """
        match condition:
            case nodes.StateIs():
                self._state(condition)
            case nodes.RowSays() if activity is not None:
                self.notes.known(condition.step, "activity", [activity])
            case nodes.Negated():
                self.check(condition.condition, activity, people, again=again)
            case nodes.EveryCondition() | nodes.AnyCondition():
                for part in condition.conditions:
                    self.check(part, activity, people, again=again)
            case nodes.Attendance() | nodes.MissesInARow() | nodes.AttendsOne() | nodes.HasStatus():
                check_standing(condition, self.agreement, people, self.notes, again=again)
            case nodes.RowSays() | nodes.RequiresChanges() | nodes.DoneBy() | nodes.InTimeBy() | nodes.Judged():
                self.notes.misplaced(condition.span, "this cannot be told outside a procedure", _RIGHT)
            case _:
                assert_never(condition)

    def _state(self, condition: nodes.StateIs) -> None:
        if not self.notes.known(condition.step, "step outside procedures", self.outside):
            return
        step = self.outside[condition.step.text].steps.get(condition.step.text)
        votes = step is not None and step.kind is StepKind.VOTE and step.each is None
        if condition.state.text not in ({"done", "passed"} if votes else {"done"}):
            word = condition.state.text.replace("_", " ")
            self.notes.misplaced(condition.state.span, f"whether this is {word} cannot be told here", _RIGHT)
