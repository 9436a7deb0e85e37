"""Thresholds, approvals and their readings from syntax, with bases checked."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Protocol, TypeVar, assert_never

from attrs import evolve, frozen

from agreelint.model.citations import cite_text
from agreelint.model.entities import Group
from agreelint.model.notes import Notes
from agreelint.model.rules import (
    Approval,
    Approvals,
    Approver,
    Approvers,
    Choice,
    Option,
    Threshold,
    Thresholds,
    Together,
)
from agreelint.syntax import nodes

BODY_BASES = ("seats", "voting_members", "present", "present_and_voting")
OWN_BASES = (*BODY_BASES, "registered_voters")
"""What the own vote of a member can be counted on; how many voters or seats it has, only its row can say."""
POOLED_BASES = ("present", "present_and_voting", "registered_voters")

_Rule = TypeVar("_Rule")


def threshold(notes: Notes, node: nodes.Threshold, bases: Iterable[str]) -> Threshold:
    """Return an exact threshold; an unknown base, or one that nothing can meet, is an error."""
    plain = node.threshold if isinstance(node, nodes.PlusMore) else node
    share = _amount(notes, plain)
    if isinstance(node, nodes.PlusMore):
        _plus(notes, node, exact(plain))
    if isinstance(plain.base, nodes.WeightOf):
        notes.misplaced(plain.base.span, "votes are not weighed here", "weights count where members approve")
    else:
        notes.known(plain.base, "base of a vote", bases)
    return exact(node) if share else evolve(exact(node), share=Fraction(1, 2))


def exact(node: nodes.Threshold) -> Threshold:
    """Return a threshold that has been checked."""
    match node:
        case nodes.PlusMore():
            inner = exact(node.threshold)
            return evolve(inner, plus=inner.plus + node.count)
        case nodes.MoreThan() | nodes.AtLeastShare():
            found = Threshold(isinstance(node, nodes.MoreThan), node.share.value, "")
        case nodes.MoreThanCount() | nodes.AtLeastCount():
            found = Threshold(isinstance(node, nodes.MoreThanCount), Fraction(0), "", node.count)
        case nodes.AllOf():
            found = Threshold(False, Fraction(1), "")
        case _:
            assert_never(node)
    if isinstance(node.base, nodes.WeightOf):
        return evolve(found, base=node.base.group.text, weighted=True)
    return evolve(found, base=node.base.text)


def _amount(notes: Notes, node: nodes.PlainThreshold) -> bool:
    """Check that votes can meet a share or a number, and that it asks for something."""
    if isinstance(node, nodes.AtLeastCount) and node.count == 0:
        notes.error("AG203", "impossible-share", "0 votes ask for nothing", node.span, "write how many are needed")
    if not isinstance(node, nodes.MoreThan | nodes.AtLeastShare):
        return True
    share, strict = node.share.value, isinstance(node, nodes.MoreThan)
    possible = 0 < share < 1 or (share == 1 and not strict)
    if not possible:
        notes.error(
            "AG203",
            "impossible-share",
            f"no vote can meet a share of {share}",
            node.span,
            "write an exact fraction between 0 and 1, such as `more than 1/2`",
        )
    return possible


def _plus(notes: Notes, node: nodes.PlusMore, plain: Threshold) -> None:
    if not plain.share or plain.share == 1:
        hint = "nobody is left to be added" if plain.share else f"write {plain.plus + node.count}"
        notes.misplaced(node.span, "`plus` adds to a share of the votes", hint)
    elif not node.count:
        notes.misplaced(node.span, "`plus 0` adds nothing", "leave it out")


@frozen(eq=False, repr=False, slots=False)
class Rules:
    """Reads the rules of votes of one agreement."""

    notes: Notes
    groups: Mapping[str, Group]
    subject: str | None = None
    """What the text calls the member whom a case is about."""

    def thresholds(self, node: nodes.Thresholds, bases: Iterable[str]) -> Thresholds:
        """Return every threshold that a vote must meet."""
        names = tuple(bases)
        match node:
            case nodes.AllThresholds():
                found = tuple(t for part in node.thresholds for t in self.thresholds(part, names))
                if len(set(found)) < len(found):
                    self.notes.misplaced(node.span, "one threshold is said twice", "keep one of the two")
                return found
            case nodes.FromEach():
                self.notes.known(node.group, "group", self.groups)
                inner = threshold(self.notes, node.threshold, [name for name in names if name != "registered_voters"])
                return (evolve(inner, each=node.group.text),)
            case _:
                return (threshold(self.notes, node, names),)

    def choice(
        self, rule: nodes.Thresholds | nodes.Ambiguous | nodes.SaidElsewhere, bases: Iterable[str]
    ) -> Choice[Thresholds]:
        """Return the thresholds of a vote, or the readings of an ambiguous phrase with the default first."""
        names = tuple(bases)
        if isinstance(rule, nodes.SaidElsewhere):  # an error already: no such phrase was found to be spelt out
            return Choice((Option(rule.name.text, ()),))

        def read(node: nodes.Thresholds | nodes.Carrying) -> Thresholds:
            assert not isinstance(node, nodes.Carrying), "the grammar keeps `passes with` and `carries when` apart"
            return self.thresholds(node, names)

        return self._choice(rule, read)

    def carrying(self, rule: nodes.Carrying | nodes.Ambiguous, group: str) -> Choice[Approvals]:
        """Return who of those that vote must approve, or the readings of an ambiguous phrase."""

        def read(node: nodes.Thresholds | nodes.Carrying) -> Approvals:
            assert isinstance(node, nodes.Carrying), "the grammar keeps `passes with` and `carries when` apart"
            return self._approvals(node, group)

        return self._choice(rule, read)

    def _choice(
        self,
        rule: nodes.Thresholds | nodes.Carrying | nodes.Ambiguous,
        read: Callable[[nodes.Thresholds | nodes.Carrying], _Rule],
    ) -> Choice[_Rule]:
        if not isinstance(rule, nodes.Ambiguous):
            return Choice((Option("as_written", read(rule)),))
        ordered = default_first(self.notes, rule.name, rule.readings)
        options = tuple(
            Option(
                reading.name.text,
                read(reading.value),
                tuple(cite_text(cite) for cite in reading.because.cites) if reading.because else (),
            )
            for reading in ordered
        )
        return Choice(options, rule.name.text, rule.phrase)

    def _approvals(self, node: nodes.Carrying, group: str) -> Approvals:
        parts = [self._approval(part, group) for part in node.parts if isinstance(part, nodes.Approval)]
        if len(set(parts)) < len(parts):
            self.notes.misplaced(node.span, "one approval is asked for twice", "keep one of the two")
        return Approvals(tuple(parts), any(isinstance(part, nodes.Word) for part in node.parts))

    def _approval(self, node: nodes.Approval, group: str) -> Approval:
        voters = {member.id: member for member in self.groups[group].members}
        within = [name for name, g in self.groups.items() if {m.id for m in g.members} <= set(voters)]
        match node:
            case nodes.Approvers():
                return Approvers(self._of_members(node.threshold, within))
            case nodes.OthersApprove():
                raise AssertionError("told apart before: see subjects.py")
            case nodes.Together():
                return Together(threshold(self.notes, node.threshold, POOLED_BASES))
            case nodes.Approver():
                if node.name.text == self.subject:
                    return Approver(node.name.text, f"the {group.replace('_', ' ')} that the case is about")
                self.notes.known(node.name, f"member of `{group}`", voters)
                member = voters.get(node.name.text)
                return Approver(node.name.text, member.title if member else node.name.text)
            case _:
                assert_never(node)

    def _of_members(self, node: nodes.Threshold, groups: list[str]) -> Threshold:
        inner = node.threshold if isinstance(node, nodes.PlusMore) else node
        if isinstance(inner.base, nodes.WeightOf):
            return self._of_weight(node, inner, inner.base, groups)
        found = threshold(self.notes, node, groups)
        if members := self.groups.get(found.base):
            reachable(
                self.notes, found, len(members.members), f"`{found.base}` has {len(members.members)} members", node
            )
        return found

    def _of_weight(
        self, node: nodes.Threshold, inner: nodes.PlainThreshold, base: nodes.WeightOf, groups: list[str]
    ) -> Threshold:
        known = self.notes.known(base.group, "group that votes here", groups)
        if not isinstance(inner, nodes.MoreThan | nodes.AtLeastShare) or inner is not node:
            self.notes.misplaced(
                node.span, "of a weight only a share can be asked for", "say `more than 1/2 of the weight`"
            )
            return Threshold(True, Fraction(1, 2), base.group.text, weighted=True)
        if known:
            weights_of(self.notes, base.group, self.groups)
        return exact(inner) if _amount(self.notes, inner) else evolve(exact(inner), share=Fraction(1, 2))


def reachable(notes: Notes, found: Threshold, size: int, told: str, node: nodes.Node) -> None:
    """Check that a number of votes is not above the number of those who can cast them."""
    if found.needed(size) > size:
        hint = f"ask for no more than {size}"
        notes.error("AG203", "impossible-share", f"{told}, and {found} needs {found.needed(size)}", node.span, hint)


def weights_of(notes: Notes, name: nodes.Name, groups: Mapping[str, Group]) -> bool:
    """Check that every member of a group has a weight."""
    if not notes.known(name, "group", groups):
        return False
    lacking = [member.id for member in groups[name.text].members if not member.weights]
    if lacking:
        whose = f"`{lacking[0]}` has no weight" if len(lacking) == 1 else f"{len(lacking)} members have no weight"
        notes.error(
            "AG205",
            "no-weight",
            f"the votes of `{name.text}` are weighed, but {whose}",
            name.span,
            f"add `weight 1` or another number to `{lacking[0]}`",
        )
    return not lacking


class _Read(Protocol):
    """A reading, whatever it says."""

    @property
    def name(self) -> nodes.Name: ...

    @property
    def default(self) -> bool: ...


R = TypeVar("R", bound=_Read)


def default_first(notes: Notes, name: nodes.Name, readings: tuple[R, ...]) -> tuple[R, ...]:
    """Return the readings of a phrase with the default first; two at least, of which exactly one is the default."""
    seen: set[str] = set()
    for reading in readings:
        if reading.name.text == "and":  # what goes before it cannot be joined: the parser takes it for a name
            why = f"a reading of `{name.text}` cannot be joined so"
            notes.misplaced(reading.name.span, why, "only orders and bounds can be, an order first: `before X and …`")
        if reading.name.text in seen:
            notes.error("AG102", "declared-twice", f"`{reading.name.text}` is declared twice", reading.name.span)
        seen.add(reading.name.text)
    defaults = [reading for reading in readings if reading.default]
    if len(defaults) != 1 or len(readings) < 2:
        notes.error(
            "AG106",
            "no-default",
            f"`{name.text}` needs two readings and exactly one default",
            name.span,
            "put `default` after the reading that is to be used unless somebody chooses",
        )
        defaults = [*defaults, readings[0]]
    return (defaults[0], *(reading for reading in readings if reading is not defaults[0]))
