"""Silence, lapse, cure, waiver, extension and appeal in the words of a checklist."""

from collections.abc import Callable
from typing import assert_never

from agreelint.dating import period_of
from agreelint.plan.articles import the
from agreelint.plan.dates import called
from agreelint.syntax import nodes

Titles = Callable[[str], str]


def proviso_in_words(says: nodes.Proviso, title: Titles, condition: Callable[[nodes.Condition], str]) -> str:
    """Say what is attached to a step; `title` returns the title of a step, `condition` a condition in words."""
    match says:
        case nodes.Silence():
            answer = says.answer.text.removeprefix("as_")
            after = called(says.anchor, title)
            return f"no answer for {period_of(says.period)} after {after} counts as {answer}"
        case nodes.DeemedDone():
            return f"comes of itself on {called(says.day, title)}, unless {condition(says.unless)}"
        case nodes.Lapses():
            after = called(says.anchor, title)
            return f"lapses {period_of(says.period)} after {after}, unless {condition(says.unless)}"
        case nodes.Cures():
            return f"cures {_target(says.target, title)}"
        case nodes.Waives():
            return f"waives {_target(says.target, title)}"
        case nodes.Adds():
            most = "at most " if says.at_most else ""
            return f"adds {most}{period_of(says.period)} to the last day of {the(title(says.step.text))}"
        case nodes.ExtendsTo():
            return f"moves the last day of {the(title(says.step.text))} to {called(says.limit, title)}"
        case nodes.Appeals():
            return f"where it succeeds, {the(title(says.step.text))} counts as failed"
        case _:
            assert_never(says)


def _target(target: nodes.Target, title: Titles) -> str:
    step = the(title(target.step.text))
    return f"the clause `{target.word.text}` of {step}" if target.word else step
