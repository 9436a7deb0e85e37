"""The votes that a step takes, in plain numbers: quorum, thresholds, who must approve."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar, assert_never

from attrs import evolve, field, frozen

from agreelint.model.ballots import OWN_MAJORITY
from agreelint.model.constraints import Carried, ChairVoted, Procedure, QuorumMet, ThresholdMet
from agreelint.model.entities import Agreement, Body, Step
from agreelint.model.rules import (
    Approval,
    Approvals,
    Approver,
    Approvers,
    Choice,
    Size,
    Threshold,
    Thresholds,
    Together,
)

_WHOLE = ("seats", "voting_members")
_Rule = TypeVar("_Rule", Thresholds, Approvals)


@frozen(eq=False, repr=False, slots=False)
class VotesInWords:
    """Says what the votes of a procedure take, under the chosen readings; `warnings` tell which those are."""

    agreement: Agreement
    procedure: Procedure
    readings: Mapping[str, str]
    warnings: list[str] = field(factory=list)

    def of(self, step: Step) -> Iterator[str]:
        """Yield one line for everything that a step's vote takes."""
        for constraint in self.procedure.constraints:
            if constraint.origin.step != step.id:
                continue
            clause = constraint.origin.clause
            match constraint:
                case QuorumMet():
                    yield from self._quorum(constraint, clause)
                case ThresholdMet(body=None):
                    yield from self._own_vote(constraint)
                case ThresholdMet(body=str(name)):
                    body = self.agreement.bodies[name]
                    yield from self._body_votes(constraint, body)
                    quorums = (c for c in self.procedure.constraints if isinstance(c, QuorumMet))
                    if body.quorum and not any(c.origin.step == step.id for c in quorums):
                        yield "no quorum is needed"
                case ChairVoted():
                    yield f"the chair {'votes only on ties' if constraint.only_on_ties else 'has no vote'} ({clause})"
                case Carried():
                    yield from self._member_votes(constraint)
                case _:
                    continue

    def _quorum(self, constraint: QuorumMet, clause: str) -> Iterator[str]:
        seats, rule = self.agreement.seats_of(constraint.body, None), constraint.quorum
        each = f", with at least {rule.each} from each {self._name(rule.each_group)}" if rule.each_group else ""
        for reading, (threshold,) in self._strictest(rule.choice, _fuller, _and):
            need = f"at least {threshold.needed(seats)} of {seats} present" if seats else f"{threshold} present"
            yield f"{reading}quorum: {need}{each} ({clause})"

    # ---- a body's vote ------------------------------------------------------------------------

    def _body_votes(self, constraint: ThresholdMet, body: Body) -> Iterator[str]:
        seats = self.agreement.seats_of(body.id, None)
        quorum = body.quorum.choice.options[0].rule[0].needed(seats) if body.quorum and seats else 1

        def stricter(one: Thresholds, other: Thresholds) -> bool:
            here, there = ({t for t in rule if t.each} for rule in (one, other))
            return here >= there and all(
                most(one, present) >= most(other, present) for present in range(quorum, (seats or quorum) + 1)
            )

        def most(rule: Thresholds, present: int) -> int:
            sizes = ((t, (seats or 0) if t.base in _WHOLE else present) for t in rule if not t.each)
            return max((t.needed(size) for t, size in sizes), default=0)

        for reading, rule in self._strictest(constraint.choice, stricter, _and):
            for threshold in rule:
                yield reading + self._threshold(threshold, body, seats, quorum, constraint.origin.clause)

    def _threshold(self, threshold: Threshold, body: Body, seats: int | None, quorum: int, clause: str) -> str:
        base = threshold.base.replace("_", " ")
        if threshold.each:
            by = self.agreement.seats_by(body.id, None)
            members = [m for m in self.agreement.members_of(threshold.each, None) if m in by]
            told = ", ".join(f"{threshold.needed(by[m])} of {by[m]} from {self._name(m)}" for m in members)
            return f"needs {threshold} ({clause})" + (f": {told}, if all are present" if told else "")
        if body.weighed_by:
            weights = self.agreement.weights(body.weighed_by, None)
            whole = sum(weights[m] * n for m, n in self.agreement.seats_by(body.id, None).items() if m in weights)
            more = f": {_least(threshold, whole)} with all of them" if whole else ""
            return f"needs {threshold} by weight ({clause}){more}"
        if not seats:
            return f"needs {threshold} ({clause})"
        if threshold.base in _WHOLE or not threshold.share:
            return f"needs {threshold.needed(seats)} of {seats} votes in favor, however many are present ({clause})"
        most, least = threshold.needed(seats), threshold.needed(quorum)
        return f"needs {threshold} ({clause}): {most} with all {seats} {base}, {least} with {quorum} {base}"

    def _own_vote(self, constraint: ThresholdMet) -> Iterator[str]:
        if constraint.choice.options[0].name == OWN_MAJORITY:
            yield f"needs {_and(constraint.choice.options[0].rule)} (assumed: the text does not say)"
            return
        for reading, rule in self._strictest(constraint.choice, lambda one, other: set(one) >= set(other), _and):
            yield f"{reading}needs {_and(rule)} ({constraint.origin.clause})"

    # ---- votes by each member -----------------------------------------------------------------

    def _member_votes(self, constraint: Carried) -> Iterator[str]:
        for reading, rule in self._strictest(constraint.choice, self._implies, _approvals_in_words):
            told = " and ".join(self._approval(part) for part in rule.parts)
            signed = ", each with a signature" if rule.signed else ""
            yield f"{reading}carries when {told}{signed} ({constraint.origin.clause})"
        own = constraint.own.options[0]
        if own.name == "as_written" or constraint.own.ambiguity:
            rules = self._strictest(constraint.own, lambda one, other: set(one) >= set(other), _and)
            yield f"each decides by {' or '.join(_and(rule) for _, rule in rules)}"

    def _approval(self, part: Approval) -> str:
        match part:
            case Approver():
                return f"{part.title} approves"
            case Together():
                return f"all votes added up, {part.threshold} are in favor"
            case Approvers():
                group = part.threshold.base
                if part.threshold.weighted:
                    whole = sum(self.agreement.weights(group, None).values())
                    return (
                        f"{self._name(group)}s that together weigh {_least(part.threshold, whole)} of {whole} approve"
                    )
                members = len(self.agreement.groups[group].members)
                need = part.threshold.needed(members)
                which = f"all {members}" if need == members else f"{need} of the {members}"
                return f"{which} {self._name(group)}s approve"
            case _:
                assert_never(part)

    def _implies(self, one: Approvals, other: Approvals) -> bool:
        """Say whether whatever meets one rule meets the other as well."""
        return one.signed >= other.signed and all(
            any(self._part_implies(mine, theirs) for mine in one.parts) for theirs in other.parts
        )

    def _part_implies(self, one: Approval, other: Approval) -> bool:
        if one == other:
            return True
        if not isinstance(one, Approvers) or one.threshold.weighted:
            return False
        members = self.agreement.members_of(one.threshold.base, None)
        need = one.threshold.needed(len(members))
        match other:
            case Approver():
                subject = self.procedure.subject
                about = subject is not None and (other.member, one.threshold.base) == (subject.name, subject.group)
                return need == len(members) and (about or other.member in members)
            case Approvers() if other.threshold.base == one.threshold.base and not other.threshold.weighted:
                return need >= other.threshold.needed(len(members))
            case _:
                return False

    # ---- readings -----------------------------------------------------------------------------

    def _strictest(
        self, choice: Choice[_Rule], stricter: Callable[[_Rule, _Rule], bool], said: Callable[[_Rule], str]
    ) -> tuple[tuple[str, _Rule], ...]:
        """Return the chosen reading, else the one that meets every other as well, else all, each with words to tell."""
        if choice.ambiguity is None:
            return (("", choice.options[0].rule),)
        if choice.ambiguity in self.readings:
            option = choice.under(self.readings[choice.ambiguity])
            self.warnings.append(f"“{choice.phrase}” is read as `{option.name}`, as chosen")
            return (("", option.rule),)
        for option in choice.options:
            others = [o for o in choice.options if o is not option]
            if all(stricter(option.rule, o.rule) for o in others):
                met = ", ".join(f"`{o.name}` ({said(o.rule)})" for o in others)
                self.warnings.append(
                    f"“{choice.phrase}” can be read in several ways ({choice.ambiguity}); this list takes the "
                    f"strictest, `{option.name}` ({said(option.rule)}), which also meets {met}"
                )
                return (("", option.rule),)
        every = ", ".join(f"`{o.name}` ({said(o.rule)})" for o in choice.options)
        self.warnings.append(
            f"“{choice.phrase}” can be read in several ways ({choice.ambiguity}), none of which meets all others; "
            f"this list gives each: {every}"
        )
        return tuple((f"read as `{option.name}`: ", option.rule) for option in choice.options)

    def _name(self, name: str) -> str:
        group = self.agreement.groups.get(name)
        return group.title if group else self.agreement.title_of(name)


def _and(rule: Thresholds) -> str:
    return " and ".join(str(threshold) for threshold in rule)


def _fuller(one: Thresholds, other: Thresholds) -> bool:
    """Say whether a quorum counted on all seats meets another as well, which leaves vacant ones out."""
    return one == other or one == tuple(evolve(part, base="seats") for part in other)


def _approvals_in_words(rule: Approvals) -> str:
    return " and ".join(str(part) for part in rule.parts)


def _least(threshold: Threshold, whole: Size) -> str:
    return f"{'more than' if threshold.strict else 'at least'} {threshold.limit(whole)}"
