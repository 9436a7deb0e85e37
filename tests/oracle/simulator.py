"""Goes through a record day by day, sees only what is recorded by then, and says how each obligation stands.

A row whose day is not known exactly has one day in each of several worlds; what they do not agree on is unknown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from .counting import away, rolled
from .days import ONE
from .procedures import TOWNS, Away, Bound, DueOf, Event, Extreme, Fixed, Of, Order, Procedure, Step
from .records import Act, Log, worlds

VIOLATED, NO_EFFECT, UNKNOWN, PENDING = "violated", "no_effect", "unknown", "pending"
HOLDING, SATISFIED, NOT_APPLICABLE = "holding", "satisfied", "not_applicable"
WORST_FIRST = (VIOLATED, NO_EFFECT, UNKNOWN, PENDING, HOLDING, SATISFIED, NOT_APPLICABLE)
END = "24:00"
REPEATED = {"notice", "filing"}  # met by any lawful record; everything else is judged by its first


@dataclass(frozen=True)
class Key:
    """Which verdict: the constraint by its name, and for whom."""

    constraint: str
    member: str | None = None
    round: int = 1


@dataclass(frozen=True)
class Verdict:
    state: str
    due: date | None = None
    missed: bool = False  # by absence alone: it stays so whatever is recorded later
    since: str = ""  # how it would stand, had it not been missed before


@dataclass(frozen=True)
class Obligation:
    key: Key
    judge: Callable[["Simulation"], Verdict]
    speaks: bool = False  # whether it is what says that the step is missing


def simulate(procedure: Procedure, log: Log) -> dict[Key, Verdict]:
    """Say how everything stands at the end of the day as-of."""
    shape = Shape(procedure)
    found = [Simulation(shape, log, acts).run() for acts in worlds(log)]
    return {key: joined([one[key] for one in found]) for key in found[0]}


def joined(verdicts: list[Verdict]) -> Verdict:
    missed = all(verdict.missed for verdict in verdicts)
    states = {verdict.state if missed else verdict.since for verdict in verdicts}
    dues = {verdict.due for verdict in verdicts}
    return Verdict(states.pop() if len(states) == 1 else UNKNOWN, dues.pop() if len(dues) == 1 else None)


class Simulation:
    """One world, from its first day to as-of."""

    def __init__(self, shape: "Shape", log: Log, acts: tuple[Act, ...]) -> None:
        self.shape, self.procedure, self.log, self._acts = shape, shape.procedure, log, acts
        self._by_step = {
            step.name: [act for act in acts if act.row.activity == step.name] for step in self.procedure.steps
        }
        dated = [act.day for act in acts if act.row.first and act.day <= log.as_of]
        self.today, self.clock = min(dated, default=log.as_of), END

    def run(self) -> dict[Key, Verdict]:
        waiting = [one for one in self.shape.obligations if one.speaks]
        missed: dict[Key, Verdict] = {}
        while self.today < self.log.as_of:
            for clock in self.clocks():
                self.clock = clock
                missed |= {one.key: found for one in waiting if (found := one.judge(self)).missed}
                waiting = [one for one in waiting if one.key not in missed]
            self.today += ONE
        self.clock = END
        found = {}
        for one in self.shape.obligations:
            verdict = one.judge(self)
            found[one.key] = replace(missed.get(one.key, verdict), since=verdict.state)
        return found

    # ---- what is recorded by today ------------------------------------------------------------------

    def clocks(self) -> list[str]:
        """The times of a day at which something is recorded, and its end."""
        return [*sorted({act.clock for act in self._acts if act.day == self.today and act.clock}), END]

    def is_seen(self, act: Act) -> bool:
        """Whether an act is recorded by now; on as-of also where its day may lie ahead."""
        if act.day == self.today:
            return act.clock <= self.clock
        return act.day < self.today or self.today == self.log.as_of

    def full(self, day: date | None = None) -> bool:
        """Whether every act through a day, or through today, is in the log."""
        return self.log.through is not None and self.log.through >= (day or self.today)

    def acts(self, step: str, member: str | None = None) -> list[Act]:
        """The acts of a step, or of one member in it, that are recorded by today; in the order of time."""
        return [
            act
            for act in self._by_step[step]
            if self.is_seen(act) and (member is None or self.is_of(step, act, member))
        ]

    def is_of(self, step: str, act: Act, member: str) -> bool:
        if self.procedure[step].each:
            return member in (act.cell("actor"), act.cell("body"))
        named = act.cell("recipient").split(";")
        return named == [""] or member in named or "town" in named

    def happened(self, step: str, member: str | None = None) -> bool:
        return bool(self.acts(step, member))

    def first(self, event: Event, member: str | None, before: bool = False) -> Act | None:
        """The act from which an event counts: after every one means after the last of the members."""
        if event.every:
            firsts = [own[0] for town in TOWNS if (own := self.acts(event.step, town))]
            if not firsts or (len(firsts) < len(TOWNS) and not before):
                return None
            return (min if before else max)(firsts, key=lambda act: (act.day, act.clock))
        found = self.acts(event.step, member if event.own else None)
        return found[0] if found else None

    def day_of(self, day, member: str | None) -> date | None:
        """The day that an expression means; None where what it counts from is not recorded."""
        match day:
            case Fixed():
                return day.day
            case Of():
                act = self.first(day.event, member)
                return act.day if act else None
            case Away():
                start = self.day_of(day.start, member)
                if start is None:
                    return None
                return away(start, day.count, day.unit, -1 if day.before else 1, self.procedure.week)
            case Extreme():
                parts = [self.day_of(part, member) for part in day.parts]
                if None in parts:
                    return None
                return (max if day.latest else min)(parts)
            case DueOf():
                last = [self.day_of(bound.limit, member) for bound in last_days(self.procedure[day.step])]
                return None if None in last else min(last)
        raise AssertionError(day)

    def owed(self, step: Step, member: str | None) -> bool:
        """Whether all that a step follows has happened."""
        return all(order.before or self.first(order.event, member) for order in step.said(Order))

    def awaited(self, step: str, member: str | None = None) -> str:
        """How it stands with what counts from a step that is not recorded."""
        if self.full():
            return NOT_APPLICABLE
        return UNKNOWN if self.needed(step, member) else PENDING

    def needed(self, step: str, member: str | None = None) -> bool:
        """Whether something has happened that could not come before this step."""
        return any(self.happened(*later) for later in self.shape.later_steps(step, member))


def worst(states: Iterable[str]) -> str:
    return min(states, key=WORST_FIRST.index)


# ---- the shape of a procedure -------------------------------------------------------------------------


class Shape:
    """What a procedure asks, and which of its steps need which others."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.obligations = [one for step in procedure.steps for one in obligations_of(step)]
        self._later: dict[tuple[str, str | None], set[tuple[str, str | None]]] = {}

    def later_steps(self, name: str, member: str | None) -> set[tuple[str, str | None]]:
        """What needs a step: what follows it, what it comes before, and what follows these; of one member or any."""
        if (name, member) not in self._later:
            found: set[tuple[str, str | None]] = set()
            new = {(name, member)}
            while new:
                now, whose = new.pop()
                steps = {(step, whose if event.own else None) for step, event in self._next_steps(now)}
                new |= steps - found
                found |= steps
            self._later[name, member] = found
        return self._later[name, member]

    def _next_steps(self, name: str):
        for step in self.procedure.steps:
            followed = [order.event for order in step.said(Order) if not order.before]
            yield from ((step.name, event) for event in [*followed, *counted_from(step)] if event.step == name)
        for order in self.procedure[name].said(Order):
            if order.before:
                yield order.event.step, order.event
        for bound in self.procedure[name].said(Bound):
            if bound.words == "within_before":
                yield from ((event.step, event) for event in events_of(bound.day))


def last_days(step: Step) -> list[Bound]:
    return [bound for bound in step.said(Bound) if bound.is_last]


def anchors(procedure: Procedure, day) -> set[str]:
    """The steps from which a day counts."""
    match day:
        case Of():
            return {day.event.step}
        case Away():
            return anchors(procedure, day.start)
        case Extreme():
            return {name for part in day.parts for name in anchors(procedure, part)}
        case DueOf():
            return {name for bound in last_days(procedure[day.step]) for name in anchors(procedure, bound.limit)}
    return set()


def counted_from(step: Step) -> list[Event]:
    """The events after which a step is to be done, by what is counted from them."""
    forward = [b.limit for b in step.said(Bound) if b.words not in {"lead", "within_before"}]
    return [event for limit in forward for event in events_of(limit)]


def events_of(day) -> list[Event]:
    match day:
        case Of():
            return [day.event]
        case Away(before=False):
            return events_of(day.start)
        case Extreme():
            return [event for part in day.parts for event in events_of(part)]
    return []


def carriers(step: Step):
    """What speaks for a step that is missing: its last days, else its first order, else another bound."""
    return last_days(step) or [*step.said(Order), *step.said(Bound)][:1]


def key(step: Step, name: str, member: str | None = None) -> Key:
    return Key(f"change.{step.name}.{name}", member)


def obligations_of(step: Step):
    """Yield what is asked of a step, for each member where each does it or receives it."""
    speak = carriers(step)
    for member in step.members:
        for clause in step.clauses:
            match clause:
                case Order():
                    yield Obligation(
                        key(clause.name), order_kept(step, clause, member, clause in speak), clause in speak
                    )
                case Bound():
                    yield Obligation(
                        key(clause.name), bound_kept(step, clause, member, clause in speak), clause in speak
                    )
        if not speak:
            yield Obligation(key(step, "done", member), done(step, member), True)
    if step.by and not step.each:
        yield Obligation(key(step, "by"), acted_by(step))


# ---- what is asked -----------------------------------------------------------------------------------


def broken(step: Step) -> str:
    return NO_EFFECT if step.power or step.outside else VIOLATED


def done(step: Step, member):
    def judge(now: Simulation) -> Verdict:
        return Verdict(SATISFIED) if now.happened(step.name, member) else missing(now, step, member)

    return judge


def missing(now: Simulation, step: Step, member) -> Verdict:
    """A step without a last day is not recorded."""
    if step.optional:
        return Verdict(NOT_APPLICABLE)
    if now.needed(step.name, member):
        if step.outside or not now.full():
            return Verdict(UNKNOWN)
        return Verdict(broken(step), missed=True)
    return Verdict(PENDING if now.full() else UNKNOWN)


def silent(now: Simulation, step: Step) -> Verdict:
    """Something else speaks for the missing step, or nobody owes it."""
    if step.optional:
        return Verdict(NOT_APPLICABLE)
    return Verdict(NOT_APPLICABLE if now.full() else UNKNOWN)


def some(step: Step, acts: list[Act]) -> list[Act]:
    """The acts of which one has to be lawful."""
    return acts if step.kind in REPEATED else acts[:1]


def best(step: Step, kept: list[bool | None]) -> str:
    if True in kept:
        return SATISFIED
    return UNKNOWN if None in kept else broken(step)


def order_kept(step: Step, order: Order, member, speaks):
    def judge(now: Simulation) -> Verdict:
        own, other = now.acts(step.name, member), now.first(order.event, member, order.before)
        if not own:
            if not speaks or step.optional:
                return silent(now, step)
            if other is None and not now.needed(step.name, member):
                return Verdict(NOT_APPLICABLE if now.full() else UNKNOWN)
            return missing(now, step, member)
        if other is None:
            waits = order.before or now.full()
            return Verdict(now.awaited(order.event.step) if waits else UNKNOWN)
        if order.before:
            return Verdict(best(step, [act.earlier(other) for act in some(step, own)]))
        return Verdict(best(step, [other.earlier(act) for act in some(step, own)]))

    return judge


def bound_kept(step: Step, bound: Bound, member, speaks):
    def judge(now: Simulation) -> Verdict:
        own, limit = now.acts(step.name, member), now.day_of(bound.limit, member)
        if any(act.row.first is None for name in anchors(now.procedure, bound.limit) for act in now.acts(name)):
            return Verdict(UNKNOWN)  # nothing can be counted from a day that nobody knows
        if not own and not speaks:
            return silent(now, step)
        if limit is None:
            backward = bound.words in {"lead", "within_before"}
            if own and not backward and not now.full():
                return Verdict(UNKNOWN)
            return Verdict(
                worst(now.awaited(name) for name in anchors(now.procedure, bound.limit) if not now.happened(name))
            )
        if own:
            return Verdict(best(step, [in_time(now, step, bound, limit, act) for act in some(step, own)]), limit)
        if step.optional:
            return silent(now, step)
        if now.full() and not now.owed(step, member) and not now.needed(step.name, member):
            return Verdict(NOT_APPLICABLE)
        if not bound.is_last:
            return missing(now, step, member)
        if now.today <= last_chance(now, step, limit):
            return Verdict(PENDING, limit)
        if step.outside or not now.full(limit):
            return Verdict(UNKNOWN, limit)
        return Verdict(broken(step), limit, missed=True)

    return judge


def last_chance(now: Simulation, step: Step, limit: date) -> date:
    if not now.procedure.rolls or step.outside or step.kind == "effect":
        return limit
    return rolled(limit, now.procedure.saturdays)


def in_time(now: Simulation, step: Step, bound: Bound, limit: date, act: Act) -> bool:
    return act.day <= last_chance(now, step, limit) if bound.is_last else act.day >= limit


def acted_by(step: Step):
    def judge(now: Simulation) -> Verdict:
        own = now.acts(step.name)
        if not own:
            return silent(now, step)
        each = [acts for member in step.members if (acts := now.acts(step.name, member))]
        found = [best(step, [named(step, act) for act in acts]) for acts in each or [own]]
        return Verdict(worst(found))

    return judge


def named(step: Step, act: Act) -> bool | None:
    """Whether whom the text names has acted; None where the record does not say who did."""
    return act.cell("actor") in step.by if act.cell("actor") else None
