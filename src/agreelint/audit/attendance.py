"""Who attended which meetings of a body, from rows of meetings and of steps held at one, counted over a stretch."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from agreelint.audit.cases import MEETING
from agreelint.audit.tenure import Register, plain
from agreelint.counting import Counting
from agreelint.cycles import Cycle, Kind
from agreelint.dating import period_of
from agreelint.days import ONE_DAY
from agreelint.logs.events import Completeness, Event
from agreelint.model.constraints import Model
from agreelint.periods import before
from agreelint.syntax import nodes


@frozen
class Count:
    """How a member attended the meetings of a stretch: how many it attended and missed, and how many are unclear."""

    first: date
    last: date
    attended: int
    missed: int
    unclear: int
    complete: bool

    @property
    def held(self) -> int:
        """How many meetings are on record."""
        return self.attended + self.missed + self.unclear


@frozen(eq=False, repr=False, slots=False)
class Meetings:
    """All meetings of one body with a day, each day once, with its rows."""

    body: str
    days: dict[date, tuple[Event, ...]]
    register: Register
    members: frozenset[str]
    """Every name that means a member of the agreement, and so no stranger."""
    completeness: Completeness
    counting: Counting

    @staticmethod
    def of(model: Model, body: str, rows: Iterable[Event], register: Register) -> "Meetings":
        """Gather the meetings of a body from the rows of a log."""
        everything = (*model.procedures.values(), *model.outside.values())
        steps = {step.id for procedure in everything for step in procedure.own if step.meeting_of == body}
        ours = {body, None} if len(model.agreement.bodies) == 1 else {body}
        days: dict[date, tuple[Event, ...]] = {}
        for row in rows:
            if row.when.civil and (row.activity in steps or (row.activity == MEETING and row.body in ours)):
                days[row.when.civil] = (*days.get(row.when.civil, ()), row)
        members = frozenset(plain(m.id) for group in model.agreement.groups.values() for m in group.members)
        ordered = dict(sorted(days.items()))
        return Meetings(body, ordered, register, members, register.completeness, model.agreement.counting)

    def attended(self, member: str, day: date) -> bool | None:
        """Say whether anybody was there for a member on the day of a meeting; None if the record does not say."""
        told = {self._told(member, row, day) for row in self.days[day]}
        return True if True in told else False if False in told else None

    def holder_attended(self, office: str, title: str, day: date) -> bool | None:
        """Say whether the holder of an office was there; only a complete record of meetings proves that not."""
        rows = [row for row in self.days[day] if row.attendees is not None]
        there = {plain(name) for row in rows for name in row.attendees or ()}
        holds = {one.on(day) for one in self.register.of(office) if plain(one.person) in there}
        if {plain(office), plain(title)} & there or True in holds:
            return True
        sits = {plain(one.person) for one in (*self.register.of(self.body), *self.register.of(office))}
        strangers = there - sits - self.members
        return None if None in holds or strangers or not rows or not self._complete(day, day) else False

    def _told(self, member: str, row: Event, day: date) -> bool | None:
        if row.present_by is not None:
            return dict(row.present_by).get(member, 0) > 0
        if row.attendees is None:
            return None
        if member in row.attendees:
            return True
        there = {plain(name) for name in row.attendees}
        sits = self.register.of(self.body)
        mine = [one for one in sits if plain(one.person) in there and one.on(day) is not False]
        if any(one.member == member and one.on(day) for one in mine):
            return True
        unclear = any(one.member in {member, None} for one in mine)
        return None if unclear or there - {plain(one.person) for one in sits} - self.members else False

    def in_a_row(self, member: str, day: date, count: int) -> bool | None:
        """Say whether a member missed the last so many meetings."""
        last = [held for held in self.days if held <= day][-count:]
        told = {self.attended(member, held) for held in last}
        if len(last) < count or True in told:
            return False
        return True if told == {False} and self._complete(last[0], day) else None

    def again(self, member: str, since: date, day: date) -> bool | None:
        """Say whether a member attended a meeting after a day, up to another."""
        told = [self.attended(member, held) for held in self.days if since < held <= day]
        return True if True in told else None if None in told or not self._complete(since + ONE_DAY, day) else False

    def count(self, member: str, within: nodes.ThisYear | nodes.PreviousYear | nodes.LastStretch, day: date) -> Count:
        """Count the meetings of a stretch that ends on a day, or before the year of that day."""
        first, last = self._stretch(within, day)
        told = [self.attended(member, held) for held in self.days if first <= held <= last]
        unclear, complete = told.count(None), self._complete(first, last)
        return Count(first, last, told.count(True), told.count(False), unclear, complete)

    def _stretch(self, within: nodes.ThisYear | nodes.PreviousYear | nodes.LastStretch, day: date) -> tuple[date, date]:
        if isinstance(within, nodes.LastStretch):
            return before(period_of(within.period), day, self.counting).day + ONE_DAY, day
        cycle = Cycle(Kind(within.kind.text))
        number = cycle.number(day, self.counting)
        if isinstance(within, nodes.ThisYear):
            return cycle.stretch(number, self.counting).first, day
        whole = cycle.stretch(number - 1, self.counting)
        return whole.first, whole.last

    def _complete(self, first: date, last: date) -> bool:
        return first > last or self.completeness.covers(MEETING, self.body, first, last)


def compares(condition: nodes.Attendance, count: Count) -> bool | None:
    """Say whether a count meets what a condition asks; None where meetings that are not recorded could change it."""
    least = count.attended if condition.attending.text == "attends" else count.missed
    if count.complete:
        answers = {_meets(condition, number, count.held) for number in range(least, least + count.unclear + 1)}
        return answers.pop() if len(answers) == 1 else None
    if isinstance(condition.number, int):  # more meetings can only make the number grow
        now, far = _meets(condition, least, 1), _meets(condition, condition.number + 1, 1)
        return now if now is far else None
    return None


def _meets(condition: nodes.Attendance, number: int, held: int) -> bool:
    if not held and not isinstance(condition.number, int):
        return False  # there is no share of no meetings
    limit = condition.number if isinstance(condition.number, int) else condition.number.value * held
    match condition.compared.text:
        case "less_than":
            return number < limit
        case "no_more_than":
            return number <= limit
        case "no_less_than":
            return number >= limit
        case _:
            return number > limit
