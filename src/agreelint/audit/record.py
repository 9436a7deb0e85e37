"""What the whole log tells of members and their standing: conditions outside procedures, and statuses, day by day."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import assert_never

from attrs import evolve, frozen

from agreelint.audit.attendance import Count, Meetings, compares
from agreelint.audit.conditions import by_day
from agreelint.audit.rolls import Roll
from agreelint.audit.tenure import Register
from agreelint.audit.votes import count
from agreelint.dating import period_of
from agreelint.days import ONE_DAY
from agreelint.logs.events import Event
from agreelint.model.conditions import bare, condition_names, leaves
from agreelint.model.constraints import Model, ThresholdMet
from agreelint.model.tenure import StatusOf
from agreelint.periods import after
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class View:
    """From where a condition is seen: at the end of a day, of a member or of a row, since a status began."""

    day: date
    member: str | None = None
    row: Event | None = None
    since: date | None = None


@frozen(repr=False, slots=False)
class Turn:
    """A day on which a status of a member began, ended, or could no longer be told."""

    day: date
    on: bool | None


class Record:
    """Every row that counts by as-of, the register of posts, and what follows from both for each member."""

    def __init__(
        self,
        model: Model,
        rows: tuple[Event, ...],
        register: Register,
        columns: frozenset[str],
        readings: Mapping[str, str],
    ) -> None:
        """Look at the rows of a log as a whole, under the chosen readings of what makes up a status."""
        self.model, self.rows, self.register, self.columns, self.readings = model, rows, register, columns, readings
        self._meetings: dict[str, Meetings] = {}
        self._counts: dict[tuple[object, ...], Count] = {}
        self._turns: dict[tuple[str, str], tuple[Turn, ...]] = {}

    @cached_property
    def _of_step(self) -> dict[str, list[Event]]:
        """The rows of each step: every day of every member asks for them."""
        found: dict[str, list[Event]] = {}
        for row in self.rows:
            found.setdefault(row.activity, []).append(row)
        return found

    @cached_property
    def statuses(self) -> dict[str, StatusOf]:
        """Return every status in which members can be."""
        found = [one.rule for one in self.model.kept if isinstance(one.rule, StatusOf)]
        return {status.id: status.under(self.readings) for status in found}

    def under(self, readings: Mapping[str, str]) -> "Record":
        """Return the same record under other readings; how meetings were attended does not depend on any."""
        other = Record(self.model, self.rows, self.register, self.columns, readings)
        other._meetings, other._counts = self._meetings, self._counts
        return other

    @cached_property
    def standing(self) -> dict[tuple[str, str], object]:
        """Return all that verdicts can see of who is in a status, and when: records with the same are judged alike."""
        found: dict[tuple[str, str], object] = {}
        for status in self.statuses.values():
            for member in self.model.agreement.groups[status.group].members:
                if turns := self.turns(status, member.id):
                    told = self._told_of(status, member.id)
                    follows = (status.out_of_quorum, status.voteless) if told else None
                    found[status.id, member.id] = (turns, follows)
        return found

    def meetings(self, body: str) -> Meetings:
        """Return the meetings of a body."""
        if body not in self._meetings:
            self._meetings[body] = Meetings.of(self.model, body, self.rows, self.register)
        return self._meetings[body]

    # ---- conditions ---------------------------------------------------------------------------

    def holds(self, condition: nodes.Condition, view: View) -> bool | None:
        """Evaluate a condition outside procedures; None if the record does not say."""
        match condition:
            case nodes.StateIs():
                return self._state(condition, view)
            case nodes.RowSays():
                return self._says(condition, view)
            case nodes.Attendance() | nodes.MissesInARow() | nodes.AttendsOne() | nodes.HasStatus():
                member = view.member or self._member_of(condition.name.text, view.row)
                return self.of_member(condition, view.day, member, view.since)
            case nodes.Negated():
                inner = self.holds(condition.condition, view)
                return None if inner is None else not inner
            case nodes.EveryCondition():
                return self._until(False, condition.conditions, self._of_the_year(condition.conditions, view))
            case nodes.AnyCondition():
                return self._until(True, condition.conditions, view)
            case nodes.RequiresChanges() | nodes.DoneBy() | nodes.InTimeBy() | nodes.Judged():
                raise AssertionError("refused where the agreement is read")
            case _:
                assert_never(condition)

    def _of_the_year(self, conditions: tuple[nodes.Condition, ...], view: View) -> View:
        """Return a view that begins with the year whose meetings are counted, if any are.

        What stands beside the count of a year speaks of that year: a notice of absences, and a waiver of them.
        """
        counts = [one for one in conditions if isinstance(one, nodes.Attendance)]
        years = [one for one in counts if isinstance(one.within, nodes.ThisYear | nodes.PreviousYear)]
        if not years or view.member is None:
            return view
        eve = min(self.counted(one, view.member, view.day).first for one in years) - ONE_DAY
        return view if view.since and view.since >= eve else evolve(view, since=eve)

    def _until(self, settling: bool, conditions: tuple[nodes.Condition, ...], view: View) -> bool | None:
        """Evaluate conditions until one settles all: a false one of which all must hold, a true one of which any."""
        found: bool | None = not settling
        for condition in conditions:
            holds = self.holds(condition, view)
            if holds is settling:
                return settling
            found = None if holds is None else found
        return found

    def of_member(
        self, condition: nodes.Standing, day: date, member: str | None, since: date | None = None
    ) -> bool | None:
        """Say whether something holds of the member that a condition names, else of `member`, at the end of a day."""
        groups = self.model.agreement.groups.values()
        if any(m.id == condition.name.text for group in groups for m in group.members):
            member = condition.name.text
        if member is None:
            return None
        match condition:
            case nodes.HasStatus():
                return self.status(condition.status.text, member, day)
            case nodes.Attendance():
                return compares(condition, self.counted(condition, member, day))
            case nodes.MissesInARow():
                return self.meetings(condition.body.text).in_a_row(member, day, condition.count)
            case nodes.AttendsOne():
                return self.meetings(condition.body.text).again(member, since, day) if since else None
            case _:
                assert_never(condition)

    def counted(self, condition: nodes.Attendance, member: str, day: date) -> Count:
        """Return how a member attended the meetings of which a condition speaks."""
        key = (condition.body.text, condition.within, member, day)
        if key not in self._counts:  # each status asks it of every member on every day of a meeting
            self._counts[key] = self.meetings(condition.body.text).count(member, condition.within, day)
        return self._counts[key]

    def _member_of(self, group: str, row: Event | None) -> str | None:
        """Return the member whom a row is about."""
        if row is None or group not in self.model.agreement.groups:
            return None
        members = self.model.agreement.members_of(group, row.when.first)
        return next((name for name in (row.subject, row.actor, row.body) if name in members), None)

    def _says(self, condition: nodes.RowSays, view: View) -> bool | None:
        column = condition.column.text
        found = view.row.cell(column) if view.row else None
        if column not in self.columns or not found:
            return None
        return _plain(found) == _plain(condition.value.text)

    def _state(self, condition: nodes.StateIs, view: View) -> bool | None:
        step = condition.step.text
        answers = []
        for event in self._of_step.get(step, ()):
            about = self._about(event, view)
            since = view.since is None or event.when.last is None or event.when.last > view.since
            if about is not False and since:
                parts = (about, by_day(event.when, view.day), self._came_out(condition, event))
                answers.append(False if False in parts else None if None in parts else True)
        if True in answers:
            return True
        complete = self.register.completeness.covers(step, None, view.since, view.day)
        return None if None in answers or not complete else False

    def _about(self, event: Event, view: View) -> bool | None:
        """Say whether a row is about a member: the one that it names, or else it cannot be told."""
        if view.member is None:
            return True
        members = {m.id for group in self.model.agreement.groups.values() for m in group.members}
        named = {event.subject, event.actor, event.body, *event.recipients} & members
        return view.member in named if named else None

    def _came_out(self, condition: nodes.StateIs, event: Event) -> bool | None:
        if condition.state.text == "done":
            return True
        rules = self.model.outside[condition.step.text].constraints
        rule = next(one for one in rules if isinstance(one, ThresholdMet))
        roll = Roll(self.model.agreement, rule.body, event.when.first)
        return count(event, rule.choice.under(None).rule, roll).passed

    # ---- statuses -----------------------------------------------------------------------------

    def status(self, name: str, member: str, day: date) -> bool | None:
        """Say whether a member is in a status at the end of a day."""
        on: bool | None = False
        for turn in self.turns(self.statuses[name], member):
            if turn.day <= day:
                on = turn.on
        return on

    def turns(self, status: StatusOf, member: str) -> tuple[Turn, ...]:
        """Return every day on which a status of a member changed, through as-of."""
        key = (status.id, member)
        if key not in self._turns:
            self._turns[key] = ()  # a status that rests on itself has not begun
            self._turns[key] = tuple(self._changes(status, member))
        return self._turns[key]

    def _changes(self, status: StatusOf, member: str) -> list[Turn]:
        found: list[Turn] = []
        on: bool | None = False
        began = ended = None
        armed = True
        for day in self._days(status):
            was = on
            begins = self.holds(status.begins, View(day, member, None, ended)) if on is not True else False
            ends = self.holds(status.ends, View(day, member, None, began)) if status.ends and began else False
            armed = armed or begins is False  # what has ended begins again only on new grounds
            if on is True:
                on = True if ends is False else None if ends is None else False
            elif begins is not False and armed:
                on = begins
            elif on is None and (ends or began is None):
                on = False
            if on is not was:
                found.append(Turn(day, on))
            if on is False and was is not False:
                began, ended, armed = None, day, False
            elif on is not False and was is False:
                began = day
        return found

    def _days(self, status: StatusOf) -> list[date]:
        """Return every day on which a status can change."""
        conditions = (status.begins, *((status.ends,) if status.ends else ()))
        parts = [part for one in conditions for part in bare(one)]
        steps = {name.text for one in conditions for name in condition_names(one)}
        days = {self.register.as_of}
        days |= {day for row in self.rows if row.activity in steps for day in (row.when.last,) if day}
        for part in parts:
            if isinstance(part, nodes.Attendance | nodes.MissesInARow | nodes.AttendsOne):
                days |= set(self.meetings(part.body.text).days)
        counting = self.model.agreement.counting
        for part in parts:
            if isinstance(part, nodes.Attendance) and isinstance(part.within, nodes.LastStretch):
                lasts = period_of(part.within.period)  # a meeting is forgotten on a day without one
                held = self.meetings(part.body.text).days
                days |= {after(lasts, day, counting, rolls=False).day for day in held}
        begin = min(days)  # before the first record nothing is known that could make a difference
        for year in {day.year for day in days}:
            days |= {date(year, *start) for start in (counting.fiscal_year_start, (1, 1)) if start}
        return sorted(day for day in days if begin <= day <= self.register.as_of)

    def _told_of(self, status: StatusOf, member: str) -> bool:
        """Say whether the record has a row of what puts members in a status: no vote is doubted for want of one."""
        asked = [part for part in leaves(status.begins) if isinstance(part, nodes.StateIs)]
        view = View(self.register.as_of, member)
        rows = [row for part in asked for row in self._of_step.get(part.step.text, ())]
        return not asked or any(self._about(row, view) is not False for row in rows)

    def filled(self, body: str, day: date | None) -> int | None:
        """Return how many seats of a body are filled on a day; None if the record does not say."""
        if day is None or not self.register.of(body) or not self.register.complete(body, None, day):
            return None
        sure, maybe = self.register.held(body, day)
        return None if maybe else len(sure)

    def out_of_quorum(self, body: str, day: date | None, base: str) -> tuple[int, int]:
        """Return how many members of a body at least, and at most, count in no quorum on a day."""
        voting = base == "voting_members"
        return self._sum(body, self._apart(body, day, lambda one: one.out_of_quorum or (voting and one.voteless)))

    def voteless(self, body: str, day: date | None) -> tuple[int, int]:
        """Return how many members of a body at least, and at most, have no vote on a day."""
        return self._sum(body, self.without_vote(body, day))

    def without_vote(self, body: str, day: date | None) -> dict[str, bool | None]:
        """Return who of a body has no vote on a day; None for whom the record does not tell."""
        return self._apart(body, day, lambda one: one.voteless)

    def _sum(self, body: str, apart: dict[str, bool | None]) -> tuple[int, int]:
        seats = self.model.agreement.seats_by(body, None)
        return sum(seats.get(m, 0) for m, on in apart.items() if on), sum(seats.get(m, 0) for m in apart)

    def _apart(self, body: str, day: date | None, so: Callable[[StatusOf], bool]) -> dict[str, bool | None]:
        """Return the members who are, or may be, in one of some statuses of a body the day before."""
        found: dict[str, bool | None] = {}
        for status in self.statuses.values():
            if not so(status) or day is None:
                continue
            for member in self.model.agreement.seats_by(body, day):
                if member in self.model.agreement.members_of(status.group, day):
                    on = self.status(status.id, member, day - ONE_DAY) if self._told_of(status, member) else False
                    if on is not False:
                        found[member] = on or found.get(member)
        return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
