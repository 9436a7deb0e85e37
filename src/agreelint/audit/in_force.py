"""Whether a rule that is dated by days alone is in force on a day of the record."""

from datetime import date

from attrs import evolve

from agreelint.audit.verdicts import Evidence, Finding, State
from agreelint.model.force import Text, Turn
from agreelint.moments import Moment


def in_force(text: Text | None, when: Moment) -> bool | None:
    """Say whether a rule is in force on the day of something; None if the day, or since when, is not known."""
    if text is None:
        return True
    begun = _reached(text.since, when) if text.since else True
    ended = _reached(text.till, when) if text.till else False
    if begun is False or ended is True:
        return False
    return None if begun is None or ended is None else True


def ever(text: Text | None, as_of: date) -> bool:
    """Say whether a rule can have been in force on any day up to then."""
    return text is None or text.since is None or text.since.day is None or text.since.day <= as_of or text.since.latest


def over(text: Text | None, as_of: date) -> bool:
    """Say whether a rule is certainly no longer in force."""
    return text is not None and text.till is not None and _reached(text.till, Moment.on(as_of)) is True


def on(text: Text | None, day: date) -> bool | None:
    """Say whether a rule is in force on a civil day."""
    return in_force(text, Moment.on(day))


def while_in_force(text: Text | None, when: Moment, finding: Finding) -> Finding:
    """Return what is found of something done then: not applicable out of force, unknown where that is not known."""
    match in_force(text, when):
        case True:
            return finding
        case False:
            message = f"not in force then: {text}"
            return evolve(finding, state=State.NOT_APPLICABLE, message=message, missing_record=None, fix=None)
        case None if finding.state in {State.VIOLATED, State.NO_EFFECT}:
            return evolve(
                finding,
                state=State.UNKNOWN,
                message=f"whether this was in force then is not known ({text}); if it was, {finding.message}",
                evidence=Evidence.MISSING,
                missing_record="since when which text was in force",
                fix=None,
            )
        case None:
            return finding


def _reached(turn: Turn, when: Moment) -> bool | None:
    """Say whether a turning point had come by then."""
    if turn.day is None or (when.last and when.last < turn.day):
        return None if turn.latest else False
    return True if when.first and when.first >= turn.day else None
