"""The fault of a power that is used where the text does not give it."""

from agreelint.model.conditions import leaves
from agreelint.model.constraints import CalledFor
from agreelint.simulate.choices import may_follow
from agreelint.simulate.draft import NoPlace
from agreelint.simulate.drawing import Drawn, with_step
from agreelint.simulate.expected import told_of
from agreelint.simulate.fault import Faulty, Spread, fault
from agreelint.syntax import nodes


def power(drawn: Drawn) -> Faulty | None:
    """Do what nobody owes where the condition on which it may be done does not hold."""
    procedure, chosen = drawn.setting.procedure, drawn.chosen
    rules = [c for c in procedure.constraints if isinstance(c, CalledFor)]
    drawn.setting.rng.shuffle(rules)
    for rule in rules:
        step = procedure.steps[rule.origin.step]
        idle = not chosen.happens[step.id] and step.route_of is None and chosen.holds(rule.condition) is False
        if not idle or _in_its_time(rule) or not may_follow(chosen, step):
            continue
        try:
            found = with_step(drawn, step.id)
        except NoPlace:
            continue
        whom = told_of(found.setting, found.days, rule)
        told = f"{step.id} done, though its condition did not hold"
        return Faulty(found, fault("power", Spread.ONWARD, rule, told, *whom))
    return None


def _in_its_time(rule: CalledFor) -> bool:
    """Say whether a condition holds until something is done: then an act before that would be lawful."""
    denied = (part.condition for part in leaves(rule.condition) if isinstance(part, nodes.Negated))
    return any(isinstance(one, nodes.StateIs) and one.state.text != "in_time" for one in denied)
