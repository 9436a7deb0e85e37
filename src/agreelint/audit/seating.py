"""Findings about the seats of a body, from the register of posts: how many sit there, and whether they may."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from agreelint.audit.facts import Settings
from agreelint.audit.naming import Names
from agreelint.audit.tenure import Holding, Register, numbered, plain, unsettled
from agreelint.audit.verdicts import Evidence, Finding, Instance, State
from agreelint.audit.words import plural, said
from agreelint.days import ONE_DAY
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
        days = self.register.days(body)
        for day in (days[0] - ONE_DAY, *days):
            allowed = self._allowed(body, member, day)
            sure, maybe = self.register.held(body, day)
            sits = [one for one in sure if member is None or one.member == member]
            seated = {plain(one.person) for one in sits}
            others = [one for one in (*sure, *maybe) if plain(one.person) not in seated]
            may = [one for one in others if member is None or one.member in {member, None}]
            perhaps = tuple({plain(one.person): one for one in may}.values())
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
                    where = f"a seat in {self.agreement.title_of(rule.who.body.text)}"
                    yield Instance(holding.person, round=number), self._holds(holding, (rule.who.body.text,), where)
                case nodes.HoldersOf():
                    posts = tuple(post.text for post in rule.who.posts)
                    what = f"the post of {' or '.join(map(self.agreement.title_of, posts))}"
                    yield Instance(holding.person, round=number), self._holds(holding, posts, what)

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

    def _holds(self, holding: Holding, posts: tuple[str, ...], what: str) -> Finding:
        """Judge that one of these posts, as far as is told of the same member, was held on every day of a seat."""
        mine = [one for post in posts for one in self.register.of(post) if plain(one.person) == plain(holding.person)]
        mine = [one for one in mine if None in {one.member, holding.member} or one.member == holding.member]
        days = self.register.days(holding.post, *posts)
        doubtful = None
        for day in (days[0] - ONE_DAY, *days):
            held, there = holding.on(day), [one.on(day) for one in mine]
            if held is False or True in there:
                continue
            if held and None not in there and self._proved(posts, mine, day):
                office = holding.post in self.agreement.offices
                post = f"was {self.agreement.title_of(holding.post)}" if office else "held a seat"
                told = f"{holding.person} {post} on {said(day)} without {what}"
                return Finding(State.VIOLATED, told, actual=day, events=holding.events[:1], fix=what)
            missing = f"since when and until when {holding.person} has held {what}"
            told = f"whether {holding.person} held {what} on {said(day)} cannot be told"
            doubtful = doubtful or unsettled(holding, told, missing)
        if doubtful:
            return doubtful
        events = (*holding.events[:1], *(event for one in mine for event in one.events[:1]))
        state = State.SATISFIED if holding.left else State.HOLDING
        return Finding(state, f"{holding.person} also holds {what}", actual=holding.since.civil, events=events)

    def _proved(self, posts: tuple[str, ...], mine: list[Holding], day: date) -> bool:
        """Say whether it is certain that none of these posts was held: the record is complete, or tells the end."""
        for post in posts:
            ends = [one.left.when.last for one in mine if one.post == post and one.left and not one.renewed]
            since = max((end for end in ends if end and end <= day), default=None)
            if not self.register.complete(post, since, day):
                return False
        return True


def _are(count: int) -> str:
    return "is 1 seat" if count == 1 else f"are {count} seats"
