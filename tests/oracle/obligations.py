"""What is asked of each step of a procedure: its orders, its days, who does it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from .absence import broken, silent, unrecorded
from .answers import unanswered
from .clauses import At, AtFirst, AtNext, Bound, Carries, JudgedBy, OnYearly, Order, ValidOnlyIf, When
from .decisions import (
    called_for,
    calls_off,
    effect_awaited,
    effect_stands,
    from_result,
    not_called_for,
    nothing_to_follow,
    unsettled,
)
from .meetings import first_meeting, next_meeting
from .members import carries, has_carried, is_open, rule_of
from .needs import anchors, awaited_in, last_days
from .procedures import Procedure, Step
from .provisos_said import Deemed, Repeats
from .records import Act
from .remedies import came_of_itself
from .rounds import begins_again
from .routes import route_taken
from .terms import MOST_EXTENSIONS, extends
from .verdicts import (
    NOT_APPLICABLE,
    PENDING,
    SATISFIED,
    UNKNOWN,
    Key,
    Verdict,
    worst,
)
from .votes import ballot_of_chair, enough_present, outcome_of

REPEATED = {"notice", "filing"}  # met by any lawful record; everything else is judged by its first


@dataclass(frozen=True)
class Obligation:
    key: Key
    step: Step
    judge: Callable[..., Verdict | None]  # of a simulation; None where there is nothing to say
    speaks: bool = False  # whether it is what says that the step is missing


def obligations_of(procedure: Procedure) -> Iterator[Obligation]:
    for step in procedure.steps:
        yield from asked_of(procedure, step)
    if either := procedure.either:
        group = Step(either.name, "step")
        yield Obligation(Key(f"change.{either.name}.route"), group, partial(route_taken, group, either), True)
        for names, condition in zip(either.routes, either.open_when, strict=True):
            for name in names if condition else ():
                opened = partial(called_for, procedure[name], When(condition), None, False)
                yield Obligation(Key(f"change.{name}.when"), procedure[name], opened)
    for term in procedure.terms:
        for place in range(MOST_EXTENSIONS):
            key = Key(f"change.{term.through}.extends", None, place + 1)
            yield Obligation(key, procedure[term.through], partial(extends, term, place))


def asked_of(procedure: Procedure, step: Step) -> Iterator[Obligation]:
    """Yield what is asked of a step, for each member where each does it or receives it."""

    def one(judge, name, member=None, speaks=False, *more):
        asked = partial(judge, step, *more, member, speaks)
        return Obligation(Key(f"change.{step.name}.{name}", member), step, asked, speaks)

    speak = carriers(step)
    for member in step.members:
        for clause in step.clauses:
            match clause:
                case Order():
                    yield one(order_kept, clause.name, member, clause in speak, clause)
                case Bound():
                    yield one(bound_kept, clause.name, member, clause in speak, clause)
                case At():
                    yield one(same_meeting, "meeting", member, clause in speak, clause)
                case AtNext() | AtFirst():
                    judge = next_meeting if isinstance(clause, AtNext) else first_meeting
                    asked = partial(judge, step, clause, member, clause in speak)
                    yield Obligation(Key(f"change.{step.name}.{clause.name}", member), step, asked, True)
                case Repeats():
                    yield one(begins_again, "repeats", member, False, clause)
                case Deemed():
                    yield one(came_of_itself, "deemed", member, False, clause)
                case OnYearly():
                    yield one(on_its_day, "on", member, False, clause)
                case When() if step.power:
                    yield one(called_for, "when", member, False, clause)
        if not speak and not step.said(Deemed) and (step.each or step.kind not in {"vote", "approval", "effect"}):
            yield one(done, "done", member, True)
    match step.kind:
        case "vote" if step.each:
            yield one(carries, "carries", None, True, rule_of(step))
        case "vote":
            yield one(threshold_met, "threshold", None, not speak)
            if procedure.quorum:
                yield one(quorum_met, "quorum")
            if procedure.chair:
                yield one(chair_voted, "chair")
        case "approval":
            yield one(is_granted, "granted", None, not last_days(step))
        case "effect":
            for clause in step.said(ValidOnlyIf):
                yield one(is_valid, "validity", None, not speak, clause)
    for clause in step.clauses:
        match clause:
            case Carries():
                yield one(has_contents, "contents", None, False, clause)
            case JudgedBy():
                yield one(found_so, "judged", None, False, clause)
    if step.by and not step.each:
        yield one(acted_by, "by")


def carriers(step: Step):
    """What speaks for a step that is missing: its last days, else its first order, else another bound."""
    if step.kind == "approval":
        return last_days(step)
    judged_itself = step.kind in {"vote", "effect"}
    orders = [*step.said(Order), *step.said(At), *step.at_some_meeting]
    return last_days(step) or [*orders, *([] if judged_itself else step.said(Bound))][:1]


# ---- order and time --------------------------------------------------------------------------------------


def done(step: Step, member, speaks: bool, now) -> Verdict:
    return Verdict(SATISFIED) if now.happened(step.name, member) else unrecorded(now, step, member, speaks)


def some(step: Step, acts: list[Act]) -> list[Act]:
    """The acts of which one has to be lawful."""
    return acts if step.kind in REPEATED else acts[:1]


def best(step: Step, kept: list[bool | None]) -> str:
    if True in kept:
        return SATISFIED
    return UNKNOWN if None in kept else broken(step)


def order_kept(step: Step, order: Order, member, speaks: bool, now) -> Verdict:
    own, other = now.acts(step.name, member), now.first(order.event, member, order.before)
    if not own:
        verdict = unrecorded(now, step, member, speaks)
        follows = any(not one.before for one in step.said(Order))
        if order.event.state == "carried" and not now.has_come(order.event, member):
            other = None
        waits = verdict.state == PENDING and not verdict.reopened
        if waits and other is None and not (order.before and follows):
            return Verdict(NOT_APPLICABLE)  # not owed before what it follows, nor for what has not come itself
        return verdict
    if order.event.state == "carried":
        vote, acts = now.procedure[order.event.step], now.acts(order.event.step)
        if is_open(vote, acts):
            return Verdict(UNKNOWN)
        if has_carried(vote, acts) is None:
            other = None
    if other is None:
        waits = order.before or now.full()
        return Verdict(now.awaited(order.event.step) if waits else UNKNOWN)
    if order.before:
        return Verdict(best(step, [act.earlier(other) for act in some(step, own)]))
    return Verdict(best(step, [comes_after(now, step, order, act, other) for act in some(step, own)]))


def comes_after(now, step: Step, order: Order, act: Act, other: Act) -> bool | None:
    """Whether an act came after another, and after a yes that had not ended by its day."""
    later = other.earlier(act)
    if order.event.state not in {"passed", "granted"} or now.is_group(order.event.step):
        return later
    ended = now.ended(now.procedure[order.event.step], act.day, step)
    return all_of([later, None if ended is None else not ended])


def bound_kept(step: Step, bound: Bound, member, speaks: bool, now) -> Verdict:
    own, limit = now.acts(step.name, member), (now.last_day if bound.is_last else now.day_of)(bound.limit, member)
    counted = anchors(now.procedure, bound.limit)
    if any(act.row.first is None for name in counted for act in now.acts(name)):
        return Verdict(UNKNOWN)  # nothing can be counted from a day that nobody knows
    if not own and not speaks:
        return calls_off(now, step, member) or silent(now, step)
    if limit is not None and bound.is_last:
        limit = now.moved(step, limit)
    if limit is None:
        if own and not bound.backward and not now.full():
            return Verdict(UNKNOWN)
        names = awaited_in(bound.limit)
        return Verdict(worst(now.awaited(name) for name in [n for n in names if not now.happened(n)] or names))
    if own:
        kept, limits = zip(*(in_time(now, step, bound, limit, member, act) for act in some(step, own)), strict=True)
        return Verdict(best(step, kept), limits[0] if len(set(limits)) == 1 else None)
    if verdict := not_called_for(now, step) or unanswered(now, step) or nothing_to_follow(now, step, member):
        return verdict
    if unsettled(now, step, member) and not step.free:
        return Verdict(UNKNOWN)
    if not bound.is_last or step.free:
        return unrecorded(now, step, member, speaks)
    if now.full() and not now.owed(step, member) and not now.needed(step.name, member):
        return Verdict(NOT_APPLICABLE)
    if now.today <= now.last_chance(step, limit, bound.limit):
        return Verdict(PENDING, limit)
    if not now.full(now.last_chance(step, limit, bound.limit)) or step.outside:
        return Verdict(UNKNOWN, limit)
    if step.kind == "vote":
        return Verdict(NOT_APPLICABLE, limit)  # nobody owes a vote
    return Verdict(broken(step), limit, missed=True)


def in_time(now, step: Step, bound: Bound, limit: date, member, act: Act) -> tuple[bool, date]:
    """Whether an act was in time, and by which day; not too early is what was not by what was known on its day."""
    if bound.is_last:
        return act.day <= now.last_chance(step, limit, bound.limit), limit
    opened = now.day_of(bound.limit, member, act.day)
    return act.day >= opened, opened


def same_meeting(step: Step, clause: At, member, speaks: bool, now) -> Verdict:
    """At the meeting of another step: on the same day."""
    own, other = now.acts(step.name, member), now.acts(clause.step)
    if not own:
        verdict = unrecorded(now, step, member, speaks)
        return Verdict(NOT_APPLICABLE) if verdict.state == PENDING and not other else verdict
    if not other:
        return Verdict(NOT_APPLICABLE if now.full() else UNKNOWN)
    return Verdict(best(step, [act.day == other[0].day for act in some(step, own)]))


def on_its_day(step: Step, clause: OnYearly, member, speaks: bool, now) -> Verdict:
    own = now.acts(step.name, member)
    if not own:
        return unrecorded(now, step, member, speaks)
    kept = [act.row.first and (act.day.month, act.day.day) == (clause.month, clause.number) for act in some(step, own)]
    return Verdict(best(step, kept))


# ---- what it carries, and what a person finds ---------------------------------------------------------------


def has_contents(step: Step, clause: Carries, member, speaks: bool, now) -> Verdict | None:
    asked = {"medium": clause.media, "enclosures": clause.enclosures}
    checked = [column for column, words in asked.items() if words and column in now.columns]
    if not checked:
        return None
    if not (own := now.acts(step.name)):
        return unrecorded(now, step, member, speaks)
    return Verdict(best(step, [all_of([part_there(now, clause, c, act) for c in checked]) for act in some(step, own)]))


def part_there(now, clause: Carries, column: str, act: Act) -> bool | None:
    told = [word.strip() for word in act.cell(column).split(";") if word.strip()]
    if not told:
        return False if now.full(act.day) else None
    if "unknown" in told:
        return None
    if column == "medium":
        return any(word in clause.media for word in told)
    return all(word in told for word in clause.enclosures)


def all_of(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def found_so(step: Step, clause: JudgedBy, member, speaks: bool, now) -> Verdict:
    if not now.acts(step.name):
        return unrecorded(now, step, member, speaks)
    findings = {outcome_of(act) for act in now.acts("finding") if act.cell("subject") == step.name} - {None}
    return Verdict(best(step, [findings.pop() if len(findings) == 1 else None]))


# ---- who, and with what result -----------------------------------------------------------------------------


def acted_by(step: Step, member, speaks: bool, now) -> Verdict:
    own = now.recorded(step.name)
    if not own:
        return nobody_acted(now, step) or calls_off(now, step, member) or silent(now, step)
    each = [acts for town in step.members if (acts := [act for act in now.acts(step.name, town) if act in own])]
    return Verdict(worst(best(step, [named(step, act) for act in acts]) for acts in each or [own]))


def named(step: Step, act: Act) -> bool | None:
    """Whether whom the text names has acted; None where the record does not say who did."""
    actor = act.cell("actor") or (act.cell("body") if step.kind == "vote" else "")
    return actor in step.by if actor else None


def nobody_acted(now, step: Step) -> Verdict | None:
    """What is said of an act, where silence counts as the answer."""
    return Verdict(NOT_APPLICABLE) if now.happened(step.name) else None


def threshold_met(step: Step, member, speaks: bool, now) -> Verdict:
    own = now.acts(step.name)
    return from_result(now.decided(step, own[0])) if own else unrecorded(now, step, member, speaks)


def quorum_met(step: Step, member, speaks: bool, now) -> Verdict:
    own = now.recorded(step.name)
    if not own:
        return nobody_acted(now, step) or unrecorded(now, step, member, speaks)
    return from_result(enough_present(own[0]))


def chair_voted(step: Step, member, speaks: bool, now) -> Verdict | None:
    own = now.recorded(step.name)
    if not own:
        return nobody_acted(now, step) or unrecorded(now, step, member, speaks)
    if "chair_voted" not in now.columns:
        return None  # not recorded at all, which is no accusation
    return from_result(ballot_of_chair(now.procedure.chair, now, own[0]))


def is_granted(step: Step, member, speaks: bool, now) -> Verdict:
    own = now.acts(step.name)
    return from_result(now.decided(step, own[0])) if own else unrecorded(now, step, member, speaks)


def is_valid(step: Step, clause: ValidOnlyIf, member, speaks: bool, now) -> Verdict:
    own = now.acts(step.name)
    if own:
        return effect_stands(clause, now, own[0])
    return calls_off(now, step, member) or effect_awaited(step, clause, speaks, now) or silent(now, step)
