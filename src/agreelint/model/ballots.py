"""Votes to constraints: when a body's vote passes, when a vote by each member carries, who must be there."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeAlias

from attrs import evolve, frozen

from agreelint.model.citations import clauses_of, lawful
from agreelint.model.constraints import Carried, ChairVoted, Constraint, Origin, QuorumMet, ThresholdMet
from agreelint.model.entities import Agreement, Body, Clauses, Kind, Step
from agreelint.model.notes import Notes
from agreelint.model.rules import Approvals, Approvers, Choice, Option, Threshold, Thresholds
from agreelint.model.steps import Declared
from agreelint.model.thresholds import BODY_BASES, OWN_BASES, Rules, reachable
from agreelint.source import Span
from agreelint.syntax import nodes

OWN_MAJORITY = "simple_majority_assumed"
"""The name of the reading used where a member's own vote is not regulated by the agreement."""

MakeOrigin: TypeAlias = Callable[[Step, str, Kind, Clauses, Span], Origin]


@frozen(eq=False, repr=False, slots=False)
class Ballots:
    """Lowers the votes of one procedure."""

    agreement: Agreement
    notes: Notes
    origin: MakeOrigin
    subject: str | None = None

    @property
    def _rules(self) -> Rules:
        return Rules(self.notes, self.agreement.groups, self.subject)

    def constraints(self, declared: Declared) -> Iterator[Constraint]:
        """Yield what a vote must meet."""
        step, clauses = declared.step, declared.node.clauses
        passes = next((c for c in clauses if isinstance(c.body, nodes.Passes) and not lawful(c)), None)
        carries = [(c, c.body) for c in clauses if isinstance(c.body, nodes.Carries)]
        lifted = next((c for c in clauses if isinstance(c.body, nodes.WithoutQuorum)), None)
        if step.each:
            if lifted:
                self.notes.misplaced(lifted.span, "a vote by each member has no quorum here", "leave it out")
            yield from self._by_each(step, step.each, passes, carries)
            return
        if carries:
            self.notes.misplaced(carries[0][0].span, "only a vote by each member carries", "say `passes with …`")
        name = step.actor.name.text if isinstance(step.actor, nodes.ActorIs) else ""
        body = self.agreement.bodies.get(name)
        if body is None and self._for_itself(step.actor):
            yield from self._by_itself(step, passes, lifted)
            return
        if body is None:
            self.notes.misplaced(step.span, f"no body takes the vote `{step.id}`", "say `by` and the name of a body")
            return
        yield from self._by_body(step, body, passes, lifted)
        for more in (clause for clause in clauses if isinstance(clause.body, nodes.Passes) and lawful(clause)):
            for one in self._by_body(step, body, more, None):
                yield evolve(one, origin=evolve(one.origin, span=more.span))
        yield from self._attended(step, body, lifted)

    def _by_each(
        self, step: Step, group: str, passes: nodes.Clause | None, carries: list[tuple[nodes.Clause, nodes.Carries]]
    ) -> Iterator[Constraint]:
        """Yield who must approve, as the agreement says it and then as the law does: the first decides what follows."""
        if not carries:
            self.notes.misplaced(
                step.span, f"nothing says when `{step.id}` carries", f"add `carries when … of {group} approve`"
            )
        for clause, body in sorted(carries, key=lambda one: lawful(one[0])):
            clauses = self._cited(clause, body.rule, step)
            rule = self._rules.carrying(body.rule, group)
            self._all_vote(step, group, rule, clause)
            origin = self.origin(step, "carries", Kind.VALIDITY, clauses, clause.span)
            yield Carried(origin, rule, group, self._own(passes))

    def _all_vote(self, step: Step, group: str, rule: Choice[Approvals], carries: nodes.Clause) -> None:
        """Report a rule that counts the one whom the case is about, who has no vote here: it could never carry."""
        for part in (part for option in rule.options for part in option.rule.parts):
            everyone = isinstance(part, Approvers) and part.threshold.share == 1
            if isinstance(part, Approvers) and everyone and group == f"other_{part.threshold.base}":
                base = part.threshold.base
                self.notes.misplaced(
                    carries.span,
                    f"`{step.id}` is a vote by every other {base}, and this counts all of them",
                    f"say `every other {base} approves`, or let each {base} vote",
                )

    def _cited(self, clause: nodes.Clause, rule: nodes.Node, step: Step) -> Clauses:
        """Return what the rule of a vote cites: the ambiguous phrase itself may, or the clause in which it stands."""
        inner = rule.citation if isinstance(rule, nodes.Ambiguous) else None
        if inner and clause.citation:
            self.notes.misplaced(clause.citation.span, "this rule cites its clause twice", "keep one of the two")
        cited = inner or clause.citation
        return clauses_of(cited) if cited else step.clauses

    def _own(self, passes: nodes.Clause | None) -> Choice[Thresholds]:
        if passes is None or not isinstance(passes.body, nodes.Passes):
            return Choice((Option(OWN_MAJORITY, (Threshold(True, Fraction(1, 2), "present_and_voting"),)),))
        return self._rules.choice(passes.body.rule, OWN_BASES)

    def _for_itself(self, actor: nodes.Actor | None) -> bool:
        """Say whether the member whom the case is about votes, or an outsider: the agreement does not make them up."""
        match actor:
            case nodes.ActorIs():
                office = self.agreement.offices.get(actor.name.text)
                return actor.name.text == self.subject or (office is not None and office.outside)
            case nodes.ActorOf():
                return True
            case _:
                return False

    def _by_itself(self, step: Step, passes: nodes.Clause | None, lifted: nodes.Clause | None) -> Iterator[Constraint]:
        if lifted:
            self.notes.misplaced(lifted.span, "the vote of a member has no quorum here", "leave it out")
        rule = self._own(passes)
        clauses = (
            self._cited(passes, passes.body.rule, step) if passes and isinstance(passes.body, nodes.Passes) else None
        )
        origin = self.origin(step, "threshold", Kind.VALIDITY, clauses or step.clauses, step.span)
        yield ThresholdMet(origin, rule, None)

    def _by_body(
        self, step: Step, body: Body, passes: nodes.Clause | None, lifted: nodes.Clause | None
    ) -> Iterator[Constraint]:
        if passes is not None and isinstance(passes.body, nodes.Passes):
            rule = self._rules.choice(passes.body.rule, BODY_BASES)
            clauses = self._cited(passes, passes.body.rule, step)
        elif body.decides:
            rule, clauses = body.decides
        else:
            self.notes.misplaced(
                step.span,
                f"nothing says with how many votes `{step.id}` passes",
                f"add `passes with …`, or `decides with …` to `{body.id}`",
            )
            return
        seats = self.agreement.seats_of(body.id, None)
        for threshold in (t for option in rule.options for t in option.rule if not t.each and not body.weighed_by):
            if seats is not None and passes is not None:
                reachable(self.notes, threshold, seats, f"`{body.id}` has {seats} seats", passes)
        each = any(threshold.each for option in rule.options for threshold in option.rule)
        if each and body.weighed_by:
            self.notes.misplaced(
                step.span, "votes that are weighed are not counted from each member", "keep one of the two"
            )
        if lifted and lifted.citation:
            clauses = Clauses(clauses.label, (*clauses.full, *clauses_of(lifted.citation).full))
        columns: tuple[str, ...] = ()
        if body.weighed_by or each:
            columns = ("votes_for_by", "votes_against_by", "members_present_by")
        columns += ("recused",) if body.recused_apart else ()
        yield ThresholdMet(self.origin(step, "threshold", Kind.VALIDITY, clauses, step.span), rule, body.id, columns)

    def _attended(self, step: Step, body: Body, lifted: nodes.Clause | None) -> Iterator[Constraint]:
        if body.quorum and not lifted:
            origin = self.origin(step, "quorum", Kind.VALIDITY, body.quorum.clauses, step.span)
            origin = evolve(origin, text=body.quorum.text) if body.quorum.text else origin
            yield QuorumMet(origin, body.quorum, body.id)
        elif lifted and not body.quorum:
            self.notes.misplaced(lifted.span, f"`{body.id}` has no quorum that could be lifted", "leave it out")
        if body.chair.clauses:
            origin = self.origin(step, "chair", Kind.VALIDITY, body.chair.clauses, step.span)
            yield ChairVoted(origin, body.id, body.chair.only_on_ties)
