"""Bodies from syntax: who sits in them, when they can act, and how their votes count."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from agreelint.counting import Counting
from agreelint.cycles import Cycle, Kind
from agreelint.model.citations import cite_text, inherited, optional_clauses
from agreelint.model.entities import (
    Body,
    Chair,
    Clauses,
    Frequency,
    Group,
    Office,
    Quorum,
    VotingMembers,
)
from agreelint.model.force import text_by_days
from agreelint.model.notes import Notes, said_once
from agreelint.model.recurrence import cycle_of
from agreelint.model.rules import Choice, Option
from agreelint.model.thresholds import BODY_BASES, Rules, default_first, weights_of
from agreelint.syntax import nodes


def bodies_of(
    declared: Sequence[nodes.Body],
    groups: Mapping[str, Group],
    offices: Mapping[str, Office],
    counting: Counting,
    notes: Notes,
) -> dict[str, Body]:
    """Return every body; mistakes go to `notes`."""
    reader = _Reader(groups, offices, frozenset(d.name.text for d in declared), counting, notes)
    found = {d.name.text: reader.body(d) for d in declared}
    for node in declared:
        for part in node.joins.parts if node.joins else ():
            name = part.part if isinstance(part, nodes.PartOfEach) else part
            if name.text in found and found[name.text].joins:
                notes.misplaced(
                    name.span, f"`{name.text}` is itself a joint meeting", "name the bodies that meet in it"
                )
    return found


@frozen(eq=False, repr=False, slots=False)
class _Reader:
    groups: Mapping[str, Group]
    offices: Mapping[str, Office]
    names: frozenset[str]
    counting: Counting
    notes: Notes

    def body(self, node: nodes.Body) -> Body:
        outer = optional_clauses(node.citation)
        said_once((item for item in node.items if not isinstance(item, nodes.Meets | nodes.Eligible)), self.notes)
        body = Body(
            node.name.text,
            node.title,
            outer,
            tuple(self._joined(node)),
            None,
            None,
            (),
            None,
            None,
            VotingMembers.AS_RECORDED,
            None,
            Chair(),
            False,
            (),
        )
        for item in node.items:
            body = self._with(body, item, outer)
        if body.joins and (body.seats is not None or body.seats_for):
            self.notes.misplaced(
                node.name.span, "the seats of a joint meeting are those of its parts", "leave out `seats`"
            )
        if body.weighed_by:
            self._check_weights(body, node)
        if body.chair.office and body.chair.clauses is None:
            self.notes.misplaced(
                node.name.span,
                f"nothing says whether the chair of `{body.id}`, who is not a member, votes",
                "add `chair votes only on ties` or `chair has no vote`",
            )
        return body

    def _check_weights(self, body: Body, node: nodes.Body) -> None:
        """A vote whose member has no weight would count as one: that is for the text to say, not for us."""
        weighed = {m.id for m in self.groups[body.weighed_by or ""].members}
        sits = {member for member, _ in body.seats_from}
        sits |= {m.id for m in self.groups[body.seats_for].members} if body.seats_for else set()
        if not sits:
            hint = "say `seats one for each GROUP`, or how many seats are from each member"
            self.notes.misplaced(
                node.name.span, f"the text does not say for which member the seats of `{body.id}` are", hint
            )
        elif lacking := sorted(sits - weighed):
            self.notes.error(
                "AG205",
                "no-weight",
                f"the votes of `{body.id}` are weighed, but `{lacking[0]}` is not in `{body.weighed_by}`",
                node.name.span,
                "weigh the votes by a group to which everyone belongs who sits there",
            )

    def _joined(self, node: nodes.Body) -> Iterator[tuple[str, str | None]]:
        for part in node.joins.parts if node.joins else ():
            group = part.group if isinstance(part, nodes.PartOfEach) else None
            name = part.part if isinstance(part, nodes.PartOfEach) else part
            known = self.notes.known(name, "office or body", (*self.names - {node.name.text}, *self.offices))
            if known and (group is None or self.notes.known(group, "group", self.groups)):
                yield name.text, group.text if group else None

    def _with(self, body: Body, item: nodes.BodyItem, outer: Clauses | None) -> Body:
        def cited(what: str, citation: nodes.Citation | None) -> Clauses:
            return inherited(self.notes, item.span, what, citation, outer)

        match item:
            case nodes.SeatsForEach():
                known = self.notes.known(item.group, "group", self.groups)
                return evolve(body, seats_for=item.group.text if known else None)
            case nodes.Seats():
                return evolve(body, seats=item.count, seats_from=self._seats_from(item))
            case nodes.Quorum():
                return evolve(body, quorum=self._quorum(item, cited("this quorum", self._citation(item))))
            case nodes.Decides():
                rule = Rules(self.notes, self.groups).choice(item.rule, BODY_BASES)
                return evolve(body, decides=(rule, cited("this rule of decision", self._citation(item))))
            case nodes.VotingMembers():
                return evolve(body, voting_members=VotingMembers(item.who.text))
            case nodes.VotesWeigh():
                known = weights_of(self.notes, item.group, self.groups)
                return evolve(body, weighed_by=item.group.text if known else None)
            case nodes.ChairedBy():
                self.notes.known(item.office, "office", self.offices)
                return evolve(body, chair=evolve(body.chair, office=item.office.text))
            case nodes.ChairOnTies() | nodes.ChairWithoutVote():
                if body.chair.clauses:
                    self.notes.misplaced(item.span, "this says otherwise than the line above", "keep one of the two")
                ties = isinstance(item, nodes.ChairOnTies)
                chair = evolve(
                    body.chair, only_on_ties=ties, clauses=cited("this rule on the chair's vote", item.citation)
                )
                return evolve(body, chair=chair)
            case nodes.RecusedApart():
                return evolve(body, recused_apart=True)
            case nodes.Eligible() | nodes.Terms() | nodes.FirstTerms() | nodes.AttendedBy():
                return body  # rules that are kept at all times: see standing.py
            case nodes.Meets():
                clauses = cited("this duty to meet", self._citation(item))
                often = _often(item.rule, self.counting, self.notes)
                return evolve(body, meets=(*body.meets, (often, clauses, text_by_days(item.force, self.notes))))

    def _seats_from(self, item: nodes.Seats) -> tuple[tuple[str, int], ...]:
        members = {m.id for group in self.groups.values() for m in group.members}
        parts = [part for part in item.parts if isinstance(part, nodes.SeatsFrom)]
        if parts and sum(p.count for p in parts) != item.count:
            self.notes.error(
                "AG202",
                "seats-do-not-add-up",
                f"the members' seats add up to {sum(p.count for p in parts)}, not {item.count}",
                item.span,
                "make the parts add up to the whole",
            )
        return tuple((p.member.text, p.count) for p in parts if self.notes.known(p.member, "member", members))

    def _citation(self, item: nodes.Quorum | nodes.Decides | nodes.Meets) -> nodes.Citation | None:
        """Return what a rule of a body cites: the ambiguous phrase itself may, or the line in which it stands."""
        inner = item.rule.citation if isinstance(item.rule, nodes.Ambiguous | nodes.AmbiguousFrequency) else None
        if inner and item.citation:
            self.notes.misplaced(item.citation.span, "this rule cites its clause twice", "keep one of the two")
        return inner or item.citation

    def _quorum(self, item: nodes.Quorum, clauses: Clauses) -> Quorum:
        each = item.each
        if each:
            self.notes.known(each.group, "group", self.groups)
        rule = Rules(self.notes, self.groups).choice(item.rule, ("seats", "voting_members"))
        text = text_by_days(item.force, self.notes)
        return Quorum(rule, each.count if each else 0, each.group.text if each else None, clauses, text)


def _often(rule: nodes.Frequency | nodes.AmbiguousFrequency, counting: Counting, notes: Notes) -> Choice[Frequency]:
    """Return how often a body meets, or the readings of an ambiguous phrase with the default first."""
    if isinstance(rule, nodes.Frequency):
        return Choice((Option("as_written", _frequency(rule, counting, notes)),))
    options = tuple(
        Option(
            reading.name.text,
            _frequency(reading.value, counting, notes),
            tuple(cite_text(cite) for cite in reading.because.cites) if reading.because else (),
        )
        for reading in default_first(notes, rule.name, rule.readings)
    )
    if len({option.rule.cycle for option in options}) > 1:
        message = f"the readings of `{rule.name.text}` count in different stretches of time"
        notes.misplaced(rule.name.span, message, "end all of them with the same `every …`")
    return Choice(options, rule.name.text, rule.phrase)


def _frequency(item: nodes.Frequency, counting: Counting, notes: Notes) -> Frequency:
    times = item.times.count if isinstance(item.times, nodes.Times) else 1
    part = item.window
    if times == 0:
        notes.misplaced(item.span, "a duty to meet 0 times asks for nothing", "leave it out")
    if part and any(
        d > monthrange(2001, m)[1] for m, d in ((part.first_month, part.first_day), (part.last_month, part.last_day))
    ):
        notes.misplaced(part.span, "not every year has these days", "write days that every year has")
    window = ((part.first_month, part.first_day), (part.last_month, part.last_day)) if part else None
    cycle = cycle_of(item.period, counting, notes) or Cycle(Kind.FISCAL_YEAR)
    if part and cycle.kind is Kind.MONTH:
        notes.misplaced(part.span, "a month has no such days", "leave them out, or count by years")
    if item.monthly and cycle.kind is Kind.MONTH:
        notes.misplaced(item.monthly.span, "each month is meant already", "say `every month` alone, or count by years")
    return Frequency(times, cycle, window, item.monthly is not None, item.regularly)
