"""Conditions in the words of a checklist."""

from collections.abc import Callable, Iterator
from typing import assert_never

from attrs import frozen

from agreelint.model.conditions import standing_words
from agreelint.model.entities import Agreement
from agreelint.model.thresholds import exact
from agreelint.plan.articles import the
from agreelint.syntax import nodes

_PERFECT = {
    "passed": "passed",
    "carried": "carried",
    "granted": "been granted",
    "failed": "failed",
    "refused": "been refused",
    "done": "been done",
    "in_time": "been done in time",
    "late": "missed its last day",
}


def state_in_words(step: str, state: str, no: str = "") -> str:
    """Say what has become of a step, by its title; `no` is ` not` where it has not."""
    return f"{the(step)} has{no} {_PERFECT[state]}"


@frozen(eq=False, repr=False, slots=False)
class ConditionsInWords:
    """Says conditions; `title` returns the title of a step."""

    agreement: Agreement
    title: Callable[[str], str]

    def owed(self, condition: nodes.Condition) -> str:
        """Say when a step is called for."""
        if isinstance(condition, nodes.Negated):
            return f"unless {self.of(condition.condition)}"
        return f"only where {self.of(condition)}"

    def effective(self, condition: nodes.Condition) -> Iterator[str]:
        """Say when something takes effect, a line for each condition that must hold."""
        start = "takes effect only if"
        if not isinstance(condition, nodes.EveryCondition):
            yield f"{start} {self.of(condition)}"
            return
        for number, part in enumerate(condition.conditions):
            yield f"{'and' if number else start} {self._part(part)}"

    def of(self, condition: nodes.Condition, no: str = "") -> str:
        """Say a condition as a clause of a sentence; `no` is ` not` where it must not hold."""
        match condition:
            case nodes.StateIs():
                return state_in_words(self.title(condition.step.text), condition.state.text, no)
            case nodes.RequiresChanges():
                step = the(self.title(condition.step.text))
                return f"{step} does not require changes" if no else f"{step} requires changes"
            case nodes.DoneBy():
                step = the(self.title(condition.step.text))
                return f"{step} has{no} been done by {exact(condition.threshold)}"
            case nodes.InTimeBy():
                step = the(self.title(condition.step.text))
                return f"{step} has{no} been done in time by {exact(condition.threshold)}"
            case nodes.RowSays():
                column, value = (name.text.replace("_", " ") for name in (condition.column, condition.value))
                return f"the {column} of {the(self.title(condition.step.text))} is{no} {value}"
            case nodes.Judged():
                judge = f" by {the(self.agreement.title_of(condition.judge.text))}" if condition.judge else ""
                return f"it is{no} judged “{condition.standard}”{judge}"
            case nodes.Attendance() | nodes.MissesInARow() | nodes.AttendsOne() | nodes.HasStatus():
                words = standing_words(condition, self.agreement.title_of)
                return f"it is not so that {words}" if no else words
            case nodes.Negated():
                return self.of(condition.condition, "" if no else " not")
            case nodes.EveryCondition() | nodes.AnyCondition():
                every = isinstance(condition, nodes.EveryCondition)
                word = " and " if every != bool(no) else " or "  # not (A or B) is told as not A and not B
                return word.join(self._part(part, no) for part in condition.conditions)
            case _:
                assert_never(condition)

    def _part(self, condition: nodes.Condition, no: str = "") -> str:
        """Say a part of a condition, in brackets where it has parts itself: `and` and `or` are not to be mixed up."""
        inner = condition.condition if isinstance(condition, nodes.Negated) else condition
        words = self.of(condition, no)
        return f"({words})" if isinstance(inner, nodes.EveryCondition | nodes.AnyCondition) else words
