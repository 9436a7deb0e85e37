"""Findings about the seats of a body, from the register of posts: how many sit there, and whether they may."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from agreelint.audit.facts import Settings
from agreelint.audit.naming import Names
from agreelint.audit.tenure import Holding, Register, numbered, plain, unsettled
from agreelint.audit.verdicts import Evidence, Finding, Instance, State
from agreelint.audit.words import plural, said
from agreelint.model.entities import Agreement
from agreelint.model.tenure import EligibleTo, Seated
from agreelint.syntax import nodes

RESIDENCE = "residence"
"""The column of a row `takes_office` that says where somebody lives."""
Found = Iterator[tuple[Instance, Finding]]


@frozen(eq=False, repr=False, slots=False)
class Seating:
    """Judges the seats of bodies on a register."""

    agreement: Agreement
    register: Register
    settings: Settings

    # ---- how many ------------------------------------------------------------------------------

    def seats(self, rule: Seated) -> Found:
        """Judge that nobody sits beyond the seats of the body, and of each member."""
        by: tuple[str | None, ...] = tuple(self.agreement.seats_by(rule.body, None))
        for member in by or (None,):
            yield Instance(member), self._seats(rule.body, member)

    def _seats(self, body: str, member: str | None) -> Finding:
        whose = f" for {self.agreement.title_of(member)}" if member else ""
        most, doubtful = (0, self.register.as_of), None
        for day in self.register.days(body):
            allowed = self._allowed(body, member, day)
            sure, maybe = self.register.held(body, day)
            sits = [one for one in sure if member is None or one.member == member]
            perhaps = [
                one for one in (*sure, *maybe) if one not in sits and (member is None or one.member in {member, None})
            ]
            told = f"{plural(len(sits), 'persons')} held a seat{whose} on {said(day)}; there {_are(allowed)}"
            if len(sits) > allowed:
                events = tuple(one.took for one in sits if one.took)
                names = ", ".join(one.person for one in sits)
                return Finding(State.VIOLATED, f"{told}: {names}", actual=day, events=events, fix=f"at most {allowed}")
            if len(sits) + len(perhaps) > allowed and doubtful is None:
                doubtful = Finding(
                    State.UNKNOWN,
                    f"{told}, and {plural(len(perhaps), 'persons')} more may have held one",
                    actual=day,
                    evidence=Evidence.MISSING,
                    missing_record="for which member, from when and until when each of them held a seat",
                    events=tuple(event for one in perhaps for event in one.events[:1]),
                )
            most = max(most, (len(sits), day), key=lambda one: one[0])
        seats = self._allowed(body, member, most[1])
        told = f"never more than {plural(most[0], 'persons')} held a seat{whose}; there {_are(seats)}"
        return doubtful or Finding(State.HOLDING, told)

    def _allowed(self, body: str, member: str | None, day: date) -> int:
        if member is None:
            return self.agreement.seats_of(body, day) or 0
        return self.agreement.seats_by(body, day).get(member, 0)

    # ---- who ------------------------------------------------------------------------------------

    def eligible(self, rule: EligibleTo, names: Names) -> Found:
        """Judge of everybody who took a seat whether that person may sit there."""
        for number, holding in numbered(self.register.of(rule.body)):
            match rule.who:
                case nodes.Residents():
                    if RESIDENCE in self.settings.columns:
                        yield Instance(holding.person, round=number), self._resident(holding, names)
                case nodes.MembersThere():
                    yield Instance(holding.person, round=number), self._sits_there(holding, rule.who.body.text)

    def _resident(self, holding: Holding, names: Names) -> Finding:
        place = holding.took.attribute(RESIDENCE) if holding.took else None
        if not place or holding.member is None:
            missing = f"where {holding.person} lives" if not place else f"for which member {holding.person} sits"
            return unsettled(holding, f"{missing} is not recorded", missing)
        title = self.agreement.title_of(holding.member)
        told = f"{holding.person} sits for {title} and lives in {place}"
        if plain(names.id_of(place)) in {plain(holding.member), plain(title)}:
            return Finding(State.SATISFIED, told, actual=holding.since.civil, events=holding.events[:1])
        fix = f"somebody who lives in {title}"
        return Finding(State.VIOLATED, told, actual=holding.since.civil, events=holding.events[:1], fix=fix)

    def _sits_there(self, holding: Holding, body: str) -> Finding:
        where = self.agreement.title_of(body)
        mine = [one for one in self.register.of(body) if plain(one.person) == plain(holding.person)]
        for day in self.register.days(holding.post, body):
            held, there = holding.on(day), [one.on(day) for one in mine]
            if held is False or True in there:
                continue
            told = f"{holding.person} held a seat on {said(day)} without one in {where}"
            if held and None not in there and self._proved(body, mine, day):
                return Finding(State.VIOLATED, told, actual=day, events=holding.events[:1], fix=f"a seat in {where}")
            missing = f"since when and until when {holding.person} has sat in {where}"
            return unsettled(holding, f"whether {holding.person} sat in {where} on {said(day)} cannot be told", missing)
        events = (*holding.events[:1], *(event for one in mine for event in one.events[:1]))
        state = State.SATISFIED if holding.left else State.HOLDING
        return Finding(state, f"{holding.person} also sits in {where}", actual=holding.since.civil, events=events)

    def _proved(self, body: str, mine: list[Holding], day: date) -> bool:
        """Say whether it is certain that somebody did not sit in a body: the record is complete, or tells the end."""
        ended = any(one.left and not one.renewed and (one.left.when.last or date.max) <= day for one in mine)
        return self.register.complete(body, None, day) or (ended and self.register.complete(body, day, day))


def _are(count: int) -> str:
    return "is 1 seat" if count == 1 else f"are {count} seats"
