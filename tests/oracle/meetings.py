"""Steps that belong at a certain meeting of the board: the next one after something, the first from a day on."""

from datetime import date

from .absence import broken, missing, silent
from .clauses import AtFirst, AtNext
from .decisions import calls_off, came_so, unsettled
from .needs import anchors
from .procedures import Step
from .records import Act
from .verdicts import NOT_APPLICABLE, PENDING, SATISFIED, UNKNOWN, Verdict


def next_meeting(step: Step, clause: AtNext, member, speaks: bool, now) -> Verdict:
    """Judge that no meeting lies between an event and the step."""
    own, other = now.acts(step.name, member), now.first(clause.event, member)
    if not own:
        passed = [act for act in meetings(now, clause) if other and surely_later(act, other)]
        if came_so(now, clause.event, member) is False:
            return Verdict(NOT_APPLICABLE)
        return not_held(now, step, member, speaks, [act for act in passed if is_of_board(now, act)], clause.event)
    if other is None:
        return Verdict(NOT_APPLICABLE if now.full() else UNKNOWN)
    if own[0].day <= other.day:
        return Verdict(broken(step))
    between = [act for act in meetings(now, clause) if other.day < act.day < own[0].day]
    return at_its_meeting(now, step, clause, own[0], between)


def first_meeting(step: Step, clause: AtFirst, member, speaks: bool, now) -> Verdict:
    """Judge that no meeting lies between a day, which is one of them, and the step."""
    own, opens = now.acts(step.name, member), now.day_of(clause.day, member)
    counted = anchors(now.procedure, clause.day)
    no_day = any(act.row.first is None for name in counted for act in now.acts(name))
    if own and not is_fitting(clause, own[0]) and (no_day or opens):
        return Verdict(broken(step))
    if no_day:
        return Verdict(UNKNOWN)  # nothing can be counted from a day that nobody knows
    if not own:
        last = now.at_the_latest().day_of(clause.day, member)
        passed = [act for act in meetings(now, clause) if last and act.row.first and act.row.first >= last]
        return not_held(now, step, member, speaks, [act for act in passed if is_of_board(now, act)])
    if opens is None:
        return Verdict(NOT_APPLICABLE if now.full() else UNKNOWN)
    if own[0].day < opens:
        return Verdict(broken(step))
    between = [act for act in meetings(now, clause) if opens <= act.day < own[0].day]
    return at_its_meeting(now, step, clause, own[0], between)


def surely_later(act: Act, other: Act) -> bool:
    """Whether a meeting was held on a later day, whatever days the rows can mean: only such a one counts."""
    return act.row.first is not None and other.row.last is not None and act.row.first > other.row.last


def at_its_meeting(now, step: Step, clause: AtNext | AtFirst, act: Act, between: list[Act]) -> Verdict:
    """Judge a step by its own record, and by the meetings that it passed over."""
    if not is_fitting(clause, act) or any(is_of_board(now, other) for other in between):
        return Verdict(broken(step))
    return Verdict(UNKNOWN if between or not now.full(act.day) else SATISFIED)


def not_held(now, step: Step, member, speaks: bool, passed: list[Act], *events) -> Verdict:
    """Judge a step that is not recorded, by the meetings at which it can have belonged."""
    if (verdict := calls_off(now, step, member)) is not None:
        return verdict
    if step.free:
        return Verdict(NOT_APPLICABLE)
    needed = now.needed(step.name, member)
    if (passed or (speaks and needed)) and unsettled(now, step, member, *events):
        return Verdict(UNKNOWN)
    called = needed or now.owed(step, member) or not now.full()
    held = passed[0].row.last if passed else None
    overtaken = speaks and held and any(act.day <= held for act in now.needing(step.name, member))
    if held and called and now.full(held) and not (overtaken and now.today <= held):
        return too_late(now, step, held)
    return missing(now, step, member) if speaks and needed else silent(now, step)


def too_late(now, step: Step, held: date) -> Verdict:
    if now.today <= held:
        return Verdict(PENDING, held)
    if step.kind == "vote":
        return Verdict(NOT_APPLICABLE, held)  # nobody owes a vote
    if step.outside:
        return Verdict(UNKNOWN, held)
    return Verdict(broken(step), held, missed=True)


def meetings(now, clause: AtNext | AtFirst) -> list[Act]:
    """The meetings that may be of the board, in the order of time; its own steps held at one are among them."""
    rows = [act for act in now.acts("meeting") if act.cell("body") in {"", "board"}]
    steps = [act for step in now.procedure.steps if step.held for act in now.acts(step.name)]
    held = [act for act in (*rows, *steps) if is_fitting(clause, act)]
    return sorted(held, key=lambda act: act.row.first or act.day)


def is_fitting(clause: AtNext | AtFirst, act: Act) -> bool:
    """Whether a meeting is of the kind that is asked for."""
    return not clause.regular or act.cell("meeting_kind") != "special"


def is_of_board(now, act: Act) -> bool:
    return act.row.activity != "meeting" or act.cell("body") == "board" or not now.procedure.council
