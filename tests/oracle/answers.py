"""What a decision comes to: silence that counts as one, and a yes that has ended by a day."""

from datetime import date

from .conditions import holds
from .procedures import Step
from .provisos_said import Appeals, Lapses, Silence
from .records import Act, Row
from .verdicts import PENDING, UNKNOWN, Verdict
from .votes import result_of


def heard(now, step: Step, acts: list[Act]) -> list[Act]:
    """What counts as the answer: what is recorded, or the silence before it."""
    for silence in step.said(Silence):
        last = now.day_of(silence.limit, None)
        if last is None or now.today <= last or any(act.day <= last for act in acts):
            continue
        if now.full(last):
            return [silent(step, silence, last), *acts]
        return [act for act in acts if result_of(step, act) is silence.approves]  # so it came out either way
    return acts


def silent(step: Step, silence: Silence, day: date) -> Act:
    outcome = "approved" if silence.approves else "rejected"
    return Act(Row(step.name, day, day, "", {"outcome": outcome}), day, settled=silence.approves, silent=True)


def decided(now, step: Step, act: Act) -> bool | None:
    """How a decision came out, whatever became of it later."""
    return act.settled if act.silent else result_of(step, act)


def stands(now, step: Step, act: Act, by: date | None = None) -> bool | None:
    """Whether a decision is a yes that had not ended by a day, or by now."""
    result, over = decided(now, step, act), ended(now, step, by)
    return False if result is False or over else None if over is None else result


def ended(now, step: Step, by: date | None = None, but: Step | None = None) -> bool | None:
    """Whether a yes had lapsed, or was set aside (but not by one step), by a day or by now."""
    endings = [set_aside(now, one.name, by) for one in appeals_of(now, step) if one is not but]
    endings += [lapsed(now, one, by) for one in step.said(Lapses)]
    return True if True in endings else None if None in endings else False


def fails(now, step: Step, act: Act, by: date | None = None) -> bool | None:
    """Whether a decision was a no, or had been set aside by a day."""
    result = decided(now, step, act)
    if result is not True:
        return None if result is None else True
    aside = [set_aside(now, one.name, by) for one in appeals_of(now, step)]
    return True if True in aside else None if None in aside else False


def unanswered(now, step: Step) -> Verdict | None:
    """How a decision stands that is not recorded, where silence will answer or may have answered."""
    for silence in step.said(Silence):
        if last := now.day_of(silence.limit, None):
            return Verdict(PENDING if now.today <= last else UNKNOWN, reopened=True)
    return None


def appeals_of(now, step: Step) -> list[Step]:
    return [one for one in now.procedure.steps for appeal in one.said(Appeals) if appeal.step == step.name]


def set_aside(now, name: str, by: date | None) -> bool | None:
    """Whether an appeal had succeeded by a day."""
    acts = [act for act in now.acts(name) if by is None or act.day <= by]
    return decided(now, now.procedure[name], acts[0]) if acts else False


def lapsed(now, lapse: Lapses, by: date | None) -> bool | None:
    last = now.day_of(lapse.limit, None)
    if last is None or (by or now.today) <= last:
        return False
    kept = holds(now, lapse.unless, last)
    return None if kept is None else not kept
