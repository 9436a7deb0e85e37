"""Standing rules from syntax: each with its clause and name, and everything that it names checked."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from attrs import frozen

from agreelint.counting import Unit
from agreelint.cycles import measures
from agreelint.dating import period_of
from agreelint.model.citations import inherited, optional_clauses
from agreelint.model.constraints import Procedure, RuleKept
from agreelint.model.entities import Agreement, Clauses, Kind
from agreelint.model.force import Text, text_by_days
from agreelint.model.notes import Notes, Seen
from agreelint.model.origins import origin_of
from agreelint.model.recurrence import cycle_of
from agreelint.model.standing_conditions import StandingConditions
from agreelint.model.status_readings import Spread
from agreelint.model.tenure import (
    POSTS,
    AppointedOften,
    Attended,
    Barred,
    EligibleTo,
    Filled,
    FirstLength,
    FirstTermsKept,
    HeldApart,
    Length,
    Seated,
    StandingRule,
    StatusOf,
    TermKept,
)
from agreelint.source import Span
from agreelint.syntax import nodes

RESERVED = frozenset({"meeting", "finding", *POSTS})
"""Activities of rows that mean the same in every agreement."""


def standing_rules(
    file: nodes.File, agreement: Agreement, conditions: StandingConditions, seen: Seen, notes: Notes
) -> tuple[RuleKept, ...]:
    """Return the rules of a file that are kept at all times; mistakes go to `notes`."""
    reader = _Reader(agreement, conditions, seen, notes)
    names: set[str] = set()
    found = []
    for (step, word, clauses, span, rule), text in reader.dated(file.declarations):
        name, number = f"{step}.{word}", 1
        while name in names:
            number += 1
            name = f"{step}.{word}_{number}"
        names.add(name)
        kind = Kind.DEFINITION if isinstance(rule, StatusOf) else Kind.DUTY
        found.append(RuleKept(origin_of(name, step, kind, clauses, span, text=text), rule))
    return tuple(found)


def posts_apart_from_steps(procedures: Iterable[Procedure], kept: tuple[RuleKept, ...], notes: Notes) -> None:
    """Report steps that are called like the rows that tell who holds which post: a log could not tell them apart."""
    if all(isinstance(one.rule, Attended | Barred | StatusOf) for one in kept):
        return
    for procedure in procedures:
        for name in sorted(POSTS & set(procedure.steps)):
            message = f"rows called `{name}` tell who holds which post in this agreement"
            notes.misplaced(procedure.steps[name].span, message, "give the step another name")


_Found = tuple[str, str, Clauses, Span, StandingRule]


@frozen(eq=False, repr=False, slots=False)
class _Reader:
    agreement: Agreement
    conditions: StandingConditions
    seen: Seen
    notes: Notes

    def dated(self, declarations: Iterable[nodes.Declaration]) -> Iterator[tuple[_Found, Text | None]]:
        """Yield every rule with the days on which it is in force, if not at all times."""
        for node in declarations:
            force = node.force if isinstance(node, nodes.Incompatible | nodes.Required | nodes.Prohibition) else None
            text = text_by_days(force, self.notes)
            yield from ((found, text) for found in self.rules((node,)))

    def rules(self, declarations: Iterable[nodes.Declaration]) -> Iterator[_Found]:
        for node in declarations:
            match node:
                case nodes.Body() if node.name.text in self.agreement.bodies:
                    yield from self._body(node)
                case nodes.Office() if node.holders:
                    yield from self._office(node, node.holders)
                case nodes.Incompatible():
                    yield from self._incompatible(node)
                case nodes.Required():
                    yield from self._required(node)
                case nodes.Prohibition():
                    yield from self._prohibition(node)
                case nodes.Status():
                    yield from self._status(node)
                case _:
                    continue

    # ---- bodies -------------------------------------------------------------------------------

    def _body(self, node: nodes.Body) -> Iterator[_Found]:
        outer, name = optional_clauses(node.citation), node.name.text
        for item in node.items:
            match item:
                case nodes.Seats() | nodes.SeatsForEach():
                    citation = item.citation if isinstance(item, nodes.SeatsForEach) else _cited_last(item)
                    clauses = optional_clauses(citation) or outer
                    if clauses:
                        yield name, "seats", clauses, item.span, Seated(name)
                    if isinstance(item, nodes.SeatsForEach) and item.appointed:
                        yield from self._appointed(name, item, item.appointed, clauses)
                case nodes.Eligible():
                    self._check_eligible(name, item)
                    clauses = self._cited("this rule of eligibility", item, item.citation, outer)
                    yield name, "eligible", clauses, item.span, EligibleTo(name, item.who)
                case nodes.AttendedBy():
                    self.notes.known(item.office, "office", self.agreement.offices)
                    clauses = self._cited("this duty to attend", item, item.citation, outer)
                    yield name, "attended", clauses, item.span, Attended(name, item.office.text)
                case nodes.Terms():
                    clauses = self._cited("this term", item, item.citation, outer)
                    yield (
                        name,
                        "terms",
                        clauses,
                        item.span,
                        TermKept(name, self._length(item), item.holds_over is not None),
                    )
                case nodes.FirstTerms():
                    self._check_first(node, item)
                    clauses = self._cited("this rule of the first terms", item, item.citation, outer)
                    yield name, "first_terms", clauses, item.span, FirstTermsKept(name, tuple(_first(node, item)))
                case _:
                    continue

    def _office(self, node: nodes.Office, holders: nodes.Holders) -> Iterator[_Found]:
        outer, name = optional_clauses(node.citation), node.name.text
        for item in holders.items:
            self._check_eligible(name, item)
            clauses = self._cited("this rule of eligibility", item, item.citation, outer)
            yield name, "eligible", clauses, item.span, EligibleTo(name, item.who)

    def _appointed(
        self, name: str, item: nodes.SeatsForEach, appointed: nodes.Appointed, clauses: Clauses | None
    ) -> Iterator[_Found]:
        cycle = cycle_of(appointed.period, self.agreement.counting, self.notes)
        if cycle and item.group.text in self.agreement.groups:
            cited = clauses or self._cited("this duty to appoint", appointed, None, None)
            yield name, "appointed", cited, appointed.span, AppointedOften(name, item.group.text, cycle)

    def _check_eligible(self, name: str, item: nodes.Eligible) -> None:
        body = self.agreement.bodies.get(name)
        match item.who:
            case nodes.Residents() if body is None:
                hint = "say `eligible members of` and the body"
                self.notes.misplaced(item.who.span, "an office is held for no member", hint)
            case nodes.Residents() if body and not (body.seats_for or body.seats_from):
                message = f"the text does not say for which member the seats of `{name}` are"
                hint = "say `seats one for each GROUP`, or how many seats are from each member"
                self.notes.misplaced(item.who.span, message, hint)
            case nodes.MembersThere() as there if there.body.text == name:
                message = f"every member of `{name}` sits there"
                self.notes.misplaced(there.body.span, message, "name another body")
            case nodes.MembersThere() as there:
                self.notes.known(there.body, "body", self.agreement.bodies)
            case nodes.HoldersOf() as holders:
                for post in holders.posts:
                    self.notes.known(post, "office or body", (*self.agreement.offices, *self.agreement.bodies))
            case _:
                return

    def _length(self, item: nodes.Terms) -> Length:
        match item.length:
            case nodes.TenureFor(period=period, day=day, parity=parity):
                self._check_length(period)
                if day and period_of(period).unit is not Unit.YEARS:
                    message = f"a term of {period_of(period)} ends on no day of the year"
                    self.notes.misplaced(period.span, message, "count years, or leave out `ending on a …`")
                return Length(period_of(period), day, parity)
            case nodes.TenureUntil():
                return Length(None, item.length.day, item.length.parity)
            case _:
                assert_never(item.length)

    def _check_length(self, period: nodes.Period) -> None:
        if not measures(period_of(period)):
            self.notes.misplaced(
                period.span, f"no term lasts {period_of(period)}", "count days, weeks, months or years"
            )

    def _check_first(self, node: nodes.Body, item: nodes.FirstTerms) -> None:
        for part in item.lengths.parts:
            self._check_length(part.period)
        if not any(isinstance(one, nodes.Terms) for one in node.items):
            self.notes.misplaced(item.span, "nothing says how long the later terms are", "add `terms of 4 years`")
        seats = self.agreement.seats_of(node.name.text, None)
        added = sum(part.count for part in item.lengths.parts)
        if seats is not None and added != seats:
            message = f"the first terms add up to {added}, not to the {seats} seats"
            hint = "make the parts add up to the whole"
            self.notes.error("AG202", "seats-do-not-add-up", message, item.lengths.span, hint)
            return
        by = self.agreement.seats_by(node.name.text, None)
        for part in item.lengths.parts:
            if part.member is None or not self.notes.known(part.member, "member with seats here", by):
                continue
            member = part.member.text
            own = sum(one.count for one in item.lengths.parts if one.member and one.member.text == member)
            if own > by[member]:
                message = f"the first terms from `{member}` add up to {own}; it has {by[member]} of the seats"
                hint = "make the parts add up to the whole"
                self.notes.error("AG202", "seats-do-not-add-up", message, part.span, hint)

    # ---- posts --------------------------------------------------------------------------------

    def _incompatible(self, node: nodes.Incompatible) -> Iterator[_Found]:
        known = [name for name in node.posts.names if self._post(name)]
        for number, name in enumerate(node.posts.names):
            if name in node.posts.names[:number]:
                self.notes.misplaced(name.span, f"`{name.text}` is named twice", "keep one of the two")
        if len(known) == len(node.posts.names):
            posts = tuple(name.text for name in known)
            clauses = self._cited("this rule", node, node.citation, None)
            yield posts[0], "incompatible", clauses, node.span, HeldApart(posts)

    def _required(self, node: nodes.Required) -> Iterator[_Found]:
        if node.by:
            self._post(node.by.name)
        clauses = self._cited("this rule", node, node.citation, None)
        for post in node.posts.posts:
            name, least = (post.name, post.count) if isinstance(post, nodes.Several) else (post, 1)
            if least == 0:
                self.notes.misplaced(post.span, "this asks for nobody", "leave it out")
            if self._post(name):
                by = node.by.name.text if node.by else None
                yield name.text, "required", clauses, post.span, Filled(name.text, least, by)

    def _post(self, name: nodes.Name) -> bool:
        return self.notes.known(name, "office or body", (*self.agreement.offices, *self.agreement.bodies))

    # ---- prohibitions -------------------------------------------------------------------------

    def _prohibition(self, node: nodes.Prohibition) -> Iterator[_Found]:
        if not self.seen.add(node.name, "prohibition"):
            return
        if node.activity.text in RESERVED:
            message = f"rows of activity `{node.activity.text}` have a meaning of their own"
            self.notes.misplaced(node.activity.span, message, "name what is not to be done")
        for part in (node.by, node.to):
            for name in part.names if part else ():
                self.notes.known(name, "office, body, group or member", self.agreement.known_ids)
        for condition in (node.when, node.unless):
            if condition:
                self.conditions.check(condition.condition, node.activity.text, self.agreement.groups)
        rule = Barred(
            node.title or node.activity.text.replace("_", " "),
            node.activity.text,
            tuple(name.text for name in node.by.names) if node.by else (),
            tuple(name.text for name in node.to.names) if node.to else (),
            node.when.condition if node.when else None,
            node.unless.condition if node.unless else None,
        )
        yield node.name.text, "kept", self._cited("this prohibition", node, node.citation, None), node.span, rule

    # ---- status -------------------------------------------------------------------------------

    def _status(self, node: nodes.Status) -> Iterator[_Found]:
        outer, name = optional_clauses(node.citation), node.name.text
        known = self.notes.known(node.group, "group", self.agreement.groups)
        spread = Spread.of(node, outer, self.notes)
        begins = next((item for item in spread.default if isinstance(item, nodes.Begins)), None)
        if begins is None:
            message = f"nothing says when a member is {name.replace('_', ' ')}"
            self.notes.misplaced(node.name.span, message, "add `begins when …`")
        if not self.seen.add(node.name, "status") or not known or begins is None:
            return
        for item in spread.every:
            if isinstance(item, nodes.Begins | nodes.Ends):
                self.conditions.check(item.condition, None, {node.group.text}, again=isinstance(item, nodes.Ends))
        clauses = self._cited("this status", begins, begins.citation, outer)
        yield name, "status", clauses, node.span, spread.status()

    def _cited(self, what: str, node: nodes.Node, citation: nodes.Citation | None, outer: Clauses | None) -> Clauses:
        return inherited(self.notes, node.span, what, citation, outer)


def _cited_last(item: nodes.Seats) -> nodes.Citation | None:
    return next((part for part in item.parts if isinstance(part, nodes.Citation)), None)


def _first(node: nodes.Body, item: nodes.FirstTerms) -> Iterator[FirstLength]:
    """Yield the first terms, which end on the same day of the year as the later ones."""
    later = next((one.length for one in node.items if isinstance(one, nodes.Terms)), None)
    day, parity = (later.day, later.parity) if later else (None, None)
    for part in item.lengths.parts:
        member = part.member.text if part.member else None
        yield FirstLength(Length(period_of(part.period), day, parity), part.count, member)
