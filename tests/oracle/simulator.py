"""Goes through a record day by day, sees only what is recorded by then, and says how each obligation stands.

A row whose day is not known exactly has one day in each of several worlds; what they do not agree on is unknown.
"""

from dataclasses import replace
from datetime import date

from .answers import decided, ended, fails, heard, stands
from .clauses import Order
from .counting import away, rolled
from .days import ONE
from .days_said import Away, Date, DueOf, EndOf, Event, Extreme, Fixed, Of
from .members import carried_by, has_carried
from .needs import Needs, last_days
from .obligations import obligations_of
from .procedures import TOWNS, Procedure, Step
from .records import Act, Log, in_order, worlds
from .remedies import moved, waived
from .rounds import inside, loop_of, split
from .routes import outcomes, route_of, routes_taken
from .terms import end_of, guesses, moved_on
from .verdicts import NOT_APPLICABLE, PENDING, UNKNOWN, Key, Verdict, joined

END = "24:00"
NO_STEPS = ("finding", "meeting")


def simulate(procedure: Procedure, log: Log) -> dict[Key, Verdict]:
    """Say how everything stands at the end of the day as-of."""
    needs = Needs(procedure)
    found = [
        run_of(needs, one, settled, opened)
        for one in guesses(procedure, log)
        for acts in worlds(one)
        for settled, opened in outcomes(procedure, acts)
    ]
    return waived(procedure, log, {key: joined([one[key] for one in found]) for key in found[0]})


def run_of(needs: Needs, log: Log, acts: tuple[Act, ...], opened: bool | None) -> dict[Key, Verdict]:
    """One world, round by round."""
    rounds = split(needs, acts)
    found: dict[Key, Verdict] = {}
    for number, own in enumerate(rounds):
        following = rounds[number + 1] if number + 1 < len(rounds) else ()
        found |= Simulation(needs, log, own, opened, number, following).run()
    return found


class Simulation:
    """One world, from its first day to as-of."""

    def __init__(
        self,
        needs: Needs,
        log: Log,
        acts: tuple[Act, ...],
        opened: bool | None = None,
        number: int = 0,
        following: tuple[Act, ...] = (),
    ) -> None:
        self.needs, self.procedure, self.log, self._acts = needs, needs.procedure, log, acts
        self.opened = opened  # whether a route was open, where nobody can tell
        self.number = number  # of the round, from 0
        loop = loop_of(self.procedure)
        again = inside(needs, loop[1].start) if loop else set()
        self.inside = {step.name for step in self.procedure.steps} if number == 0 else again
        self.following = next((act for act in following if loop and act.row.activity == loop[1].start), None)
        names = [*(step.name for step in self.procedure.steps), *NO_STEPS]
        self._by_step = {name: [act for act in acts if act.row.activity == name] for name in names}
        self.columns = {*log.columns, *(column for row in log.rows for column in row.cells)}
        dated = [act.day for act in acts if act.row.first and act.day <= log.as_of]
        self.today, self.clock = min(dated, default=log.as_of), END

    def run(self) -> dict[Key, Verdict]:
        everything = [one for one in obligations_of(self.procedure) if one.step.name in self.inside or not self.number]
        waiting = [one for one in everything if one.speaks]
        missed: dict[Key, Verdict] = {}
        while self.today < self.log.as_of:
            for clock in self.clocks():
                self.clock = clock
                missed |= {one.key: found for one in waiting if (found := one.judge(self)) and found.missed}
                waiting = [one for one in waiting if one.key not in missed]
            self.today += ONE
        self.clock = END
        found = {}
        for one in everything:
            if (verdict := one.judge(self)) is not None:
                alone = (one.step.power and not one.step.each) or one.step.kind == "effect"
                taken = alone and self.happened(one.step.name)
                before = verdict if taken or verdict.reopened else missed.get(one.key, verdict)
                found[replace(one.key, round=one.key.round + self.number)] = replace(before, since=verdict.state)
        return found

    # ---- what is recorded by now --------------------------------------------------------------------

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
        return self.log.through is not None and self.log.through >= min(day or self.today, self.log.as_of)

    def acts(self, step: str, member: str | None = None) -> list[Act]:
        """The acts of a step, or of one member in it, that are recorded by now; in the order of time."""
        if self.is_group(step):
            return [act for act in self._acts if act.row.activity in self.procedure.either.steps and self.is_seen(act)]
        found = self.recorded(step)
        if step not in NO_STEPS:
            found = heard(self, self.procedure[step], found)
        return [act for act in found if member is None or self.is_of(step, act, member)]

    def recorded(self, step: str, member: str | None = None) -> list[Act]:
        """The acts of a step that are recorded by now, even if they came after silence had answered."""
        found = [act for act in self._by_step[step] if self.is_seen(act)]
        return [act for act in found if member is None or self.is_of(step, act, member)]

    def decided(self, step: Step, act: Act) -> bool | None:
        return decided(self, step, act)

    def stands(self, step: Step, act: Act, by: date | None = None) -> bool | None:
        return stands(self, step, act, by)

    def ended(self, step: Step, by: date | None, but: Step | None = None) -> bool | None:
        return ended(self, step, by, but)

    def fails(self, step: Step, act: Act, by: date | None = None) -> bool | None:
        return fails(self, step, act, by)

    def is_of(self, step: str, act: Act, member: str) -> bool:
        if self.procedure[step].each:
            return member in (act.cell("actor"), act.cell("body"))
        named = act.cell("recipient").split(";")
        return named == [""] or member in named or "town" in named

    def is_group(self, name: str) -> bool:
        return self.procedure.either is not None and self.procedure.either.name == name

    def route(self, until: date | None = None, assumed: bool = True) -> tuple[bool | None, Act] | None:
        """The route of the group that counts, by the end of a day or by now, with how it came out."""
        return route_of(routes_taken(self, self.procedure.either, until, assumed))

    def route_failed(self) -> bool:
        """Whether every route that was taken failed, for all that is recorded."""
        taken = routes_taken(self, self.procedure.either, assumed=False)
        return bool(taken) and all(result is False for result, _ in taken)

    def at_the_latest(self) -> "Simulation":
        """What is recorded by now, each act on the last day that its row can mean."""
        acts = (replace(act, day=act.row.last or act.day) for act in self._acts if self.is_seen(act))
        other = Simulation(self.needs, self.log, tuple(sorted(acts, key=in_order)), self.opened)
        other.today = self.log.as_of
        return other

    def happened(self, step: str, member: str | None = None) -> bool:
        return bool(self.acts(step, member))

    def first(self, event: Event, member: str | None, before: bool = False) -> Act | None:
        """The act from which an event counts: after every one means after the last of the members."""
        if self.is_group(event.step):
            return found[1] if (found := self.route()) else None
        if event.every:
            firsts = [own[0] for town in TOWNS if (own := self.acts(event.step, town))]
            if not firsts or (len(firsts) < len(TOWNS) and not before):
                return None
            return (min if before else max)(firsts, key=lambda act: (act.day, act.clock))
        found = self.acts(event.step, member if event.own else None)
        if event.state == "carried" and (act := carried_by(self.procedure[event.step], found)):
            return act
        return min(found, key=lambda act: (act.day, act.clock), default=None)

    def day_of(self, day, member: str | None, by: date | None = None) -> date | None:
        """The day that an expression means, as far as terms were extended by a day; None where it cannot be counted."""
        match day:
            case Fixed():
                return day.day
            case Of():
                act = self.first(day.event, member)
                return act.day if act else None
            case Away():
                start = self.day_of(day.start, member, by)
                if start is None:
                    return None
                return away(start, day.count, day.unit, -1 if day.before else 1, self.procedure.week)
            case Extreme():
                parts = [self.day_of(part, member, by) for part in day.parts]
                if None in parts:
                    return None
                return (max if day.latest else min)(parts)
            case EndOf():
                return end_of(self, day.term, by)
            case DueOf():
                step = self.procedure[day.step]
                last = [self.last_day(bound.limit, member, by) for bound in last_days(step)]
                return None if None in last else min(self.moved(step, limit) for limit in last)
        raise AssertionError(day)

    def last_day(self, day: Date, member: str | None, by: date | None = None) -> date | None:
        """A day as it stood when it had passed: what extends a term later does not bring it back."""
        for extended in moved_on(self, day, by):
            before = self.day_of(day, member, extended - ONE)
            if before is not None and before < extended:
                return before
        return self.day_of(day, member, by)

    def moved(self, step: Step, day: date) -> date:
        return moved(self, step, day)

    def last_chance(self, step: Step, limit: date, day: Date) -> date:
        """The day on which what is due may still be done; nothing that others decide, no effect, and no term rolls."""
        if (
            isinstance(day, EndOf)
            or not self.procedure.rolls
            or step.outside
            or step.kind == "effect"
            or (step.kind == "vote" and step.each)
        ):
            return limit
        return rolled(limit, self.procedure.saturdays)

    def owed(self, step: Step, member: str | None) -> bool:
        """Whether what a step follows in the first place has happened, of one member at least."""
        follows = [order.event for order in step.said(Order) if not order.before][:1]
        return all(self.has_come(event, member) for event in follows)

    def has_come(self, event: Event, member: str | None) -> bool:
        if self.is_group(event.step):
            return self.route() is not None
        if event.state == "carried":
            step = self.procedure[event.step]
            return has_carried(step, self.acts(step.name)) is not None
        return self.happened(event.step, member if event.own else None)

    def awaited(self, step: str, member: str | None = None) -> str:
        """How it stands with what counts from a step that is not recorded."""
        if self.full():
            return NOT_APPLICABLE
        return UNKNOWN if self.needed(step, member) else PENDING

    def needing(self, step: str, member: str | None = None) -> list[Act]:
        """The acts that could not come before this step."""
        return [act for later in self.needs.later(step, member) for act in self.acts(*later)]

    def needed(self, step: str, member: str | None = None) -> bool:
        return bool(self.needing(step, member))
