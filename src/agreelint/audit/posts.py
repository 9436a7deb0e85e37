"""Findings about posts, from the register: that nobody holds two that exclude each other, and that they are filled."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from attrs import frozen

from agreelint.audit.in_force import on
from agreelint.audit.tenure import Holding, Register, plain
from agreelint.audit.verdicts import Evidence, Finding, Instance, State
from agreelint.audit.words import listed, said
from agreelint.days import ONE_DAY
from agreelint.model.entities import Agreement
from agreelint.model.force import Text
from agreelint.model.tenure import Filled, HeldApart

Found = Iterator[tuple[Instance, Finding]]


@frozen(eq=False, repr=False, slots=False)
class Posts:
    """Judges posts on a register."""

    agreement: Agreement
    register: Register
    text: Text | None
    """When the rule is in force, if not at all times."""

    def _days(self, *posts: str) -> tuple[date, ...]:
        """Return the days on which it may change who holds a post, or whether the rule is in force."""
        days = self.register.days(*posts)
        begun = self.text.since.day if self.text and self.text.since else None
        return tuple(sorted({days[0] - ONE_DAY, *days, *([begun] if begun and begun <= days[-1] else [])}))

    def apart(self, rule: HeldApart) -> Found:
        """Judge that nobody holds two of the posts at one time."""
        yield Instance(), self._apart(rule)

    def _apart(self, rule: HeldApart) -> Finding:
        titles = listed([self.agreement.title_of(post) for post in rule.posts])
        people = {plain(one.person) for post in rule.posts for one in self.register.of(post)}
        broken: list[tuple[Holding, Holding, date]] = []
        doubtful: list[tuple[Holding, Holding, date]] = []
        for person in sorted(people):
            mine = [one for post in rule.posts for one in self.register.of(post) if plain(one.person) == person]
            for first, second in combinations(mine, 2):
                if first.post != second.post:
                    self._overlap(first, second, broken, doubtful)
        if broken:
            told = "; ".join(self._words(*pair, "held") for pair in broken)
            events = tuple(event for first, second, _ in broken for event in (*first.events, *second.events))
            fix = "one person for each of these posts"
            return Finding(State.VIOLATED, told, actual=broken[0][2], events=events, fix=fix)
        if doubtful:
            told = "; ".join(self._words(*pair, "may have held") for pair in doubtful)
            events = tuple(event for first, second, _ in doubtful for event in (*first.events, *second.events))
            missing = "from when until when each of these posts was held"
            return Finding(State.UNKNOWN, told, evidence=Evidence.MISSING, missing_record=missing, events=events)
        return Finding(State.HOLDING, f"so far nobody on record held two of {titles} at one time")

    def _overlap(
        self,
        first: Holding,
        second: Holding,
        broken: list[tuple[Holding, Holding, date]],
        doubtful: list[tuple[Holding, Holding, date]],
    ) -> None:
        maybe = None
        for day in self._days(first.post, second.post):
            both = {first.on(day), second.on(day), on(self.text, day)}
            if both == {True}:
                broken.append((first, second, day))
                return
            maybe = day if maybe is None and False not in both else maybe
        if maybe is not None:
            doubtful.append((first, second, maybe))

    def _words(self, first: Holding, second: Holding, day: date, verb: str) -> str:
        posts = [self.agreement.title_of(one.post) for one in (first, second)]
        ends = [one.left for one in (first, second) if one.left]
        until = f" until {min(ends, key=lambda e: e.when.first or date.max).when}" if ends else ""
        return f"{first.person} {verb} both {listed(posts)} from {said(day)}{until}"

    def filled(self, rule: Filled) -> Found:
        """Judge that so many people hold a post on every day of the record since it was first filled."""
        yield Instance(), self._filled(rule)

    def _filled(self, rule: Filled) -> Finding:
        post, title = rule.post, self.agreement.title_of(rule.post)
        who = f"; it is for the {self.agreement.title_of(rule.by)} to fill it" if rule.by else ""
        asked = f"at least {rule.least} of {title}" if rule.least > 1 else title
        begun, maybe_begun, doubtful, told_from = False, False, None, self.register.days(post)[0]
        for day in self._days(post):
            sure, maybe = self._held(post, day)
            begun = begun or len(sure) >= rule.least or (rule.least == 1 and self._was_left(post, day))
            maybe_begun = maybe_begun or len(sure) + len(maybe) >= rule.least
            open_now = begun or (maybe_begun and len(sure) + len(maybe) < rule.least)
            if len(sure) >= rule.least or not open_now or on(self.text, day) is False:
                continue
            told = f"on {said(day)} {_holders(sure)} {asked}"
            gone = tuple(one.left for one in self.register.of(post) if one.left and one.left.when.civil == day)
            if begun and not maybe and on(self.text, day) and self.register.complete(post, told_from, day):
                fix = f"a {title} on every day"
                return Finding(State.VIOLATED, f"{told}{who}", actual=day, events=gone, fix=fix)
            missing = f"who took the post of {title} by {day}"
            doubtful = doubtful or Finding(
                State.UNKNOWN, f"{told} on record", evidence=Evidence.MISSING, missing_record=missing, events=gone
            )
        if not begun:
            return self._never(rule, asked, who)
        undated = tuple(
            one.left for one in self.register.of(post) if one.left and not (one.took or one.left.when.known)
        )
        if undated and on(self.text, self._days(post)[0]) is not False and not doubtful:
            told = f"when somebody left the post of {title} is not recorded, nor whether nobody was {asked} after that"
            missing = f"when the post of {title} was left"
            return Finding(State.UNKNOWN, told, evidence=Evidence.MISSING, missing_record=missing, events=undated)
        sure, _ = self._held(post, self.register.as_of)
        names = ", ".join(one.person for one in sure)
        events = tuple(one.took for one in sure if one.took)
        return doubtful or Finding(
            State.HOLDING, f"so far filled on every day of the record; now {names}", events=events
        )

    def _held(self, post: str, day: date) -> tuple[tuple[Holding, ...], tuple[Holding, ...]]:
        """Return those who certainly held a post on a day, and those who may have.

        Who was chosen again on some day around then holds it by one choice or the other.
        """
        sure, maybe = self.register.held(post, day)
        again = {id(one.left) for one in maybe if one.renewed and one.since.last and one.since.last <= day}
        sure += tuple(one for one in maybe if id(one.took) in again and not one.unclear)
        names = {plain(one.person) for one in sure}
        return sure, tuple(one for one in maybe if plain(one.person) not in names)

    def _was_left(self, post: str, day: date) -> bool:
        """Say whether somebody may have left by then who is not recorded as having come: it was filled in any case."""
        left = [one.left.when.first for one in self.register.of(post) if one.left and not one.took]
        return any(first is not None and first <= day for first in left)

    def _never(self, rule: Filled, asked: str, who: str) -> Finding:
        title = self.agreement.title_of(rule.post)
        sure, maybe = self._held(rule.post, self.register.as_of)
        told = f"{_holders(sure)} {asked}{who}" if sure else f"nobody took the post of {title}{who}"
        if len(sure) + len(maybe) < rule.least and self.register.complete(rule.post, None, self.register.as_of):
            message = f"{told}, and the log is declared complete from the beginning"
            events = tuple(one.took for one in sure if one.took)
            fix = asked if rule.least > 1 else "somebody in that post"
            return Finding(State.VIOLATED, message, evidence=Evidence.MISSING, events=events, fix=fix)
        missing = f"who took the post of {title}"
        return Finding(State.UNKNOWN, f"{told} on record", evidence=Evidence.MISSING, missing_record=missing)


def _holders(holdings: tuple[Holding, ...]) -> str:
    return f"only {listed([one.person for one in holdings])} held the post:" if holdings else "nobody was"
