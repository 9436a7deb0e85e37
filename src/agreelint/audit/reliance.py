"""What a step follows, and which recorded acts rely on it."""

from collections.abc import Iterator

from agreelint.audit.anchors import Anchor, Happened
from agreelint.audit.facts import Facts
from agreelint.logs.events import Event
from agreelint.model.conditions import SUCCESS, condition_names, leaves
from agreelint.model.constraints import Order, Valid
from agreelint.syntax import nodes


def trigger_of(facts: Facts, step: str, member: str | None = None) -> Anchor | None:
    """Return what a step follows, None if it follows nothing; of several the first, or one that did not succeed.

    One of which nobody can tell whether it succeeded stands before the first as well.
    """
    found = [
        facts.anchor(constraint.event, member)
        for constraint in facts.procedure.constraints
        if isinstance(constraint, Order) and constraint.origin.step == step and not constraint.before
    ]
    doubts = (Happened.FAILED, Happened.UNSETTLED)
    return next(
        (anchor for doubt in doubts for anchor in found if anchor.happened is doubt), found[0] if found else None
    )


def relying(facts: Facts, step: str) -> tuple[str, ...]:
    """Return the recorded steps that rely on the success of a step."""
    return tuple(dict.fromkeys(event.activity for event in relying_acts(facts, step)))


def relying_acts(facts: Facts, step: str) -> tuple[Event, ...]:
    """Return the recorded acts that rely on the success of a step, and those that show such an act."""
    entry = facts.procedure.steps[step]
    names = {step}
    if entry.route_of:
        either = facts.procedure.eithers[entry.route_of]
        if facts.either(either.id).happened is not Happened.FAILED:
            return ()  # another route succeeded
        names.add(either.id)
    acts: list[Event] = []
    for constraint in facts.procedure.constraints:
        match constraint:
            case Order() if not constraint.before and constraint.event.step.text in names:
                group = constraint.event.step.text in facts.procedure.eithers
                state = constraint.event.state.text if isinstance(constraint.event, nodes.EventWith) else None
                if state in SUCCESS or (group and state is None):
                    follower = facts.procedure.steps[constraint.origin.step]
                    acts += facts.own(follower.id) or (facts.own(follower.shown_by) if follower.shown_by else ())
            case Valid() if names & set(stands_on(constraint.condition)):
                acts += facts.own(constraint.origin.step)
            case _:
                continue
    return tuple(dict.fromkeys(acts))


def stands_on(condition: nodes.Condition) -> Iterator[str]:
    """Yield the steps on whose success a condition rests, rather than on their failure."""
    for leaf in leaves(condition):
        result = leaf.state.text if isinstance(leaf, nodes.StateIs) else None
        if not isinstance(leaf, nodes.Negated) and result in {None, *SUCCESS}:
            yield from (name.text for name in condition_names(leaf))
