"""Conditions outside procedures in three-valued logic: what a row says, and what was done by its day."""

from datetime import date
from typing import assert_never

from agreelint.audit.conditions import by_day
from agreelint.audit.events import Event
from agreelint.audit.facts import Settings
from agreelint.audit.rolls import Roll
from agreelint.audit.votes import count
from agreelint.model.constraints import Model, ThresholdMet
from agreelint.syntax import nodes


def holds(
    model: Model, settings: Settings, condition: nodes.Condition, row: Event, rows: tuple[Event, ...]
) -> bool | None:
    """Evaluate a condition at the end of the day of a row; None if the record does not say."""
    match condition:
        case nodes.StateIs():
            return _state(model, settings, condition, row.when.last, rows)
        case nodes.RowSays():
            return _says(settings, condition, row)
        case nodes.Negated():
            inner = holds(model, settings, condition.condition, row, rows)
            return None if inner is None else not inner
        case nodes.EveryCondition():
            parts = [holds(model, settings, part, row, rows) for part in condition.conditions]
            return False if False in parts else None if None in parts else True
        case nodes.AnyCondition():
            parts = [holds(model, settings, part, row, rows) for part in condition.conditions]
            return True if True in parts else None if None in parts else False
        case nodes.RequiresChanges() | nodes.DoneBy() | nodes.Judged():
            raise AssertionError("refused where the agreement is read")
        case _:
            assert_never(condition)


def _says(settings: Settings, condition: nodes.RowSays, row: Event) -> bool | None:
    column = condition.column.text
    found = row.cell(column)
    if column not in settings.columns or not found:
        return None
    return _plain(found) == _plain(condition.value.text)


def _state(
    model: Model, settings: Settings, condition: nodes.StateIs, by: date | None, rows: tuple[Event, ...]
) -> bool | None:
    step = condition.step.text
    events = [row for row in rows if row.activity == step]
    told = [(event, by_day(event.when, by)) for event in events]
    answers = [None if timely is None else timely and _came_out(model, condition, event) for event, timely in told]
    if True in answers:
        return True
    if None in answers or by is None:
        return None
    return False if settings.completeness.covers(step, None, None, by) else None


def _came_out(model: Model, condition: nodes.StateIs, event: Event) -> bool | None:
    if condition.state.text == "done":
        return True
    rules = model.outside[condition.step.text].constraints
    rule = next(one for one in rules if isinstance(one, ThresholdMet))
    return count(event, rule.choice.under(None).rule, Roll(model.agreement, rule.body, event.when.first)).passed


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
