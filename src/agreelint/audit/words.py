"""The words of findings: days, steps and counts as a clerk would say them."""

from datetime import date
from typing import TYPE_CHECKING, assert_never

from agreelint.audit.verdicts import Finding, State
from agreelint.counting import Unit
from agreelint.dating.names import parts
from agreelint.days import long_date
from agreelint.model.conditions import condition_names, leaves, standing_words
from agreelint.model.entities import Kind
from agreelint.model.thresholds import exact
from agreelint.moments import Moment
from agreelint.reckoning import Reckoning
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.facts import Facts


def said(day: date) -> str:
    """Return a civil day in words."""
    return long_date(day)


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Return `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def title(facts: "Facts", step: str) -> str:
    """Return what people call a step or a group of routes, with its name in the log."""
    entry = facts.procedure.steps.get(step)
    if entry is None and (defined := facts.procedure.definitions.get(step)):
        return defined.title or step.replace("_", " ")
    return f"{entry.title} (`{step}`)" if entry else f"`{step}`"


_JOINED = (nodes.EveryCondition, nodes.AnyCondition)
_STATES = {"in_time": "done in time", "late": "late or missing"}


def condition_words(facts: "Facts", condition: nodes.Condition) -> str:
    """Return a condition as a clerk would say it."""
    match condition:
        case nodes.StateIs() | nodes.RequiresChanges() | nodes.DoneBy() | nodes.InTimeBy():
            return f"{title(facts, condition.step.text)} {_predicate(condition)}"
        case nodes.RowSays():
            return _row_says(facts, condition, "is")
        case nodes.Judged():
            return f"found to be “{condition.standard}”"
        case nodes.Attendance() | nodes.MissesInARow() | nodes.AttendsOne() | nodes.HasStatus():
            return standing_words(condition, facts.agreement.title_of)
        case nodes.Negated():
            inner = condition.condition
            if isinstance(inner, nodes.StateIs | nodes.RequiresChanges | nodes.DoneBy | nodes.InTimeBy):
                return f"{title(facts, inner.step.text)} not {_predicate(inner)}"
            if isinstance(inner, nodes.RowSays):
                return _row_says(facts, inner, "is not")
            return f"not ({condition_words(facts, inner)})"
        case nodes.EveryCondition() | nodes.AnyCondition():
            word = " and " if isinstance(condition, nodes.EveryCondition) else " or "
            parts = ((part, condition_words(facts, part)) for part in condition.conditions)
            return word.join(f"({told})" if isinstance(part, _JOINED) else told for part, told in parts)
        case _:
            assert_never(condition)


def _row_says(facts: "Facts", condition: nodes.RowSays, verb: str) -> str:
    column, value = (name.text.replace("_", " ") for name in (condition.column, condition.value))
    return f"{column} of {title(facts, condition.step.text)} {verb} {value}"


def _predicate(condition: nodes.StateIs | nodes.RequiresChanges | nodes.DoneBy | nodes.InTimeBy) -> str:
    match condition:
        case nodes.StateIs():
            return _STATES.get(condition.state.text, condition.state.text)
        case nodes.RequiresChanges():
            return "requires changes"
        case nodes.DoneBy():
            return f"done by {exact(condition.threshold)}"
        case nodes.InTimeBy():
            return f"done in time by {exact(condition.threshold)}"
        case _:
            assert_never(condition)


def told(facts: "Facts", condition: nodes.Condition, when: Moment, member: str | None) -> str:
    """Say of each part of a condition whether it held at the end of the day of an act."""
    words = {True: "yes", False: "no", None: "not known"}

    def part(one: nodes.Condition) -> str:
        match one:
            case nodes.AnyCondition():
                return f"either {' or '.join(part(inner) for inner in one.conditions)}"
            case nodes.EveryCondition():
                return f"({' and '.join(part(inner) for inner in one.conditions)})"
            case _:
                return f"{condition_words(facts, one)}: {words[facts.holds(one, when.last, member)]}"

    parts = condition.conditions if isinstance(condition, nodes.EveryCondition) else (condition,)
    return "; ".join(part(one) for one in parts)


def undecided(facts: "Facts", condition: nodes.Condition, by: date | None, member: str | None) -> str | None:
    """Name the records that would settle a condition, None if nothing in it is open."""
    open_parts = [part for part in leaves(condition) if facts.holds(part, by, member) is None]
    missing = [title(facts, name.text) for part in open_parts for name in condition_names(part)]
    missing += [f"a row `finding` with subject `{p.standard}`" for p in open_parts if isinstance(p, nodes.Judged)]
    return listed(list(dict.fromkeys(missing))) if missing else None


def event_words(facts: "Facts", event: nodes.EventRef) -> str:
    """Return what people call the event that an order names."""
    name = title(facts, event.step.text)
    return f"the receipt of {name}" if isinstance(event, nodes.ReceiptEvent) else name


def anchor_words(facts: "Facts", expression: nodes.DateExpr) -> list[str]:
    """Name what a date expression counts from: the steps, or their receipt, deadline or first lawful day."""
    found = []
    for part in parts(expression):
        match part:
            case nodes.EventDate():
                found.append(title(facts, part.step.text))
            case nodes.ReceiptOf():
                found.append(f"the receipt of {title(facts, part.step.text)}")
            case nodes.EarliestOfEvery() | nodes.LatestOfEvery():
                which = "earliest" if isinstance(part, nodes.EarliestOfEvery) else "latest"
                found.append(f"the {which} of every {title(facts, part.name.text)}")
            case nodes.TermEnd():
                found.append(f"the end of {title(facts, part.term.text)}")
            case nodes.StatedDay():
                found.append(f"the {part.column.text.replace('_', ' ')} named in {title(facts, part.step.text)}")
            case nodes.FirstDayOf():
                found.append(f"the first lawful day of {title(facts, part.step.text)}")
            case _:
                continue
    return found


def on(moment: Moment | None) -> str:
    """Return ` on Thursday, May 11, 2017`, or what is known of the day."""
    if moment is None or not moment.known:
        return ", day not recorded"
    return f" on {moment}" if moment.exact else f", {moment}"


def plural(count: int, unit: str) -> str:
    """Return `1 working day`, `2 working days`."""
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def not_met(kind: Kind) -> State:
    """Return what it means that a clause of this kind is not met."""
    return State.VIOLATED if kind is Kind.DUTY else State.NO_EFFECT


def not_applicable(message: str) -> Finding:
    """Return the finding that a constraint was never triggered."""
    return Finding(State.NOT_APPLICABLE, message)


def assumed_days(facts: "Facts", due: Reckoning) -> tuple[str, ...]:
    """Name the assumption about working days beside each verdict that was counted with it."""
    counted = due.period is not None and due.period.unit is Unit.WORKING_DAYS
    if counted and facts.agreement.working_days_assumed:
        return ("rests on an assumption: working days are Monday to Friday except legal holidays",)
    return ()
