"""The reference engine: every constraint of a procedure judged in one case, by the letter of the semantics."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import assert_never

from attrs import evolve, field, frozen

from agreelint.audit import (
    acceptance,
    actors,
    attributes,
    bounds,
    calendar_days,
    decisions,
    effects,
    extending,
    fallback,
    first_meeting,
    loops,
    meetings,
    orders,
)
from agreelint.audit.anchored import triggers
from agreelint.audit.carriers import Carriers
from agreelint.audit.cases import Case
from agreelint.audit.counted_from import counted_from, counted_from_bounds
from agreelint.audit.doubt import doubts
from agreelint.audit.facts import Facts, Settings
from agreelint.audit.readings import with_readings
from agreelint.audit.reliance import relying
from agreelint.audit.remedies import open_appeals, remedied
from agreelint.audit.resting import resting_on
from agreelint.audit.rounds import Events, chronological, split
from agreelint.audit.texts import governing, text_words
from agreelint.audit.variants import replayed
from agreelint.audit.verdicts import Evidence, Finding, Instance, State, Verdict
from agreelint.logs.events import Event
from agreelint.model.conditions import bare, condition_names
from agreelint.model.constraints import (
    ActedBy,
    CalendarDay,
    CalledFor,
    Carried,
    ChairVoted,
    Constraint,
    Contents,
    Deadline,
    Extends,
    FirstMeeting,
    Granted,
    InstalmentPaid,
    Judged,
    LimitKept,
    MeetsOften,
    NextMeeting,
    Occurrence,
    Order,
    Procedure,
    Proviso,
    QuorumMet,
    Repeats,
    RouteTaken,
    RuleKept,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.model.entities import Agreement
from agreelint.model.guards import Guard, Selection
from agreelint.model.order import dependents, first_owed
from agreelint.model.subjects import Subject, depends, with_subject, written_in
from agreelint.moments import Moment, precedes
from agreelint.syntax import nodes

_ORDERED = (Occurrence, Order, Deadline, CalendarDay, Extends, SameMeeting, NextMeeting, FirstMeeting)
_PER_MEMBER = (*_ORDERED, CalledFor, Proviso)
_RELIED_ON = (
    Order,
    Deadline,
    CalendarDay,
    SameMeeting,
    NextMeeting,
    FirstMeeting,
    QuorumMet,
    ActedBy,
    Contents,
    CalledFor,
)
"""Kinds that do not find out themselves which acts relied on what has no effect."""


@frozen(eq=False, repr=False, slots=False)
class Replayer:
    """A procedure made ready to judge many cases."""

    agreement: Agreement
    procedure: Procedure
    dependents: dict[str, tuple[str, ...]]
    carriers: Carriers
    in_force: str | None
    open: frozenset[str] = frozenset()
    """The constraints that depend on whom a case is about, where its rows do not say."""
    variants: dict[Guard, "Replayer"] = field(factory=dict)
    """The same for other readings and exceptions, kept once they are made."""

    @staticmethod
    def of(agreement: Agreement, procedure: Procedure) -> "Replayer":
        """Prepare a procedure."""
        return Replayer(agreement, procedure, dependents(procedure), Carriers.of(procedure), _in_force_words(agreement))

    @staticmethod
    @lru_cache(maxsize=512)
    def about(agreement: Agreement, procedure: Procedure, member: str | None) -> "Replayer":
        """Prepare a procedure for cases about a member; None if there is none, or the rows do not say which.

        It is kept for the next audit by the same text: a file of scenarios takes many.
        """
        subject = procedure.subject
        if subject is None:
            return Replayer.of(agreement, procedure)
        seen = with_subject(agreement, subject, member)
        if member is not None:
            return Replayer.of(seen, written_in(procedure, member))
        return evolve(Replayer.of(seen, procedure), open=frozenset(_speaking_of(procedure, subject)))

    def under(self, selection: Selection) -> "Replayer":
        """Return the replayer of the procedure under other readings, or with exceptions that apply."""
        key = tuple(sorted(selection.items()))
        if key not in self.variants:
            made = Replayer.of(self.agreement, self.procedure.under(selection))
            self.variants[key] = evolve(made, open=self.open)
        return self.variants[key]

    def replay(self, case: Case, settings: Settings) -> tuple[Verdict, ...]:
        """Judge one case; events dated after as-of do not exist."""
        if self.procedure.phrases or self.procedure.exemptions or self.procedure.turns:
            views, verdicts = replayed(self, case, settings)
        else:
            views = self.views(case, settings)
            verdicts = tuple(verdict for facts in views for verdict in self.judged(facts))
        return tuple(doubts(self.procedure, list(verdicts), open_appeals(views[-1]))) if views else ()

    def views(self, case: Case, settings: Settings) -> tuple[Facts, ...]:
        """Return what the log says of each round; nothing if the case has not begun by as-of."""
        events = _by_step(case, settings.as_of)
        if not events and not case.awaited:
            return ()
        rounds = split(self.procedure, events, self.dependents)
        own = case if case.procedure is self.procedure else evolve(case, procedure=self.procedure)
        return tuple(
            Facts(self.agreement, own, settings, self.dependents, rounds, number)
            for number in range(len(rounds.events))
        )

    def judged(self, facts: Facts) -> Iterator[Verdict]:
        """Yield the verdicts of one round."""
        return remedied(facts, tuple(self._round(facts, facts.rounds.vote)))

    def _round(self, facts: Facts, vote: str | None) -> Iterator[Verdict]:
        steps = self._judged(facts)
        for constraint in self.procedure.constraints:
            if constraint.origin.step not in steps:
                continue
            if vote is None or self._speaks(facts, constraint, vote):
                for verdict in self._verdicts(facts, constraint):
                    yield with_readings(self, facts, constraint, verdict)

    def _judged(self, facts: Facts) -> frozenset[str]:
        """Return the steps that are judged here: not those declared elsewhere; without a case the first ones alone."""
        if facts.case.id is None and not self.procedure.alone:
            return frozenset(step.id for step in first_owed(self.procedure))
        return frozenset((*self.procedure.steps, *self.procedure.eithers)) - self.procedure.given

    def _speaks(self, facts: Facts, constraint: Constraint, vote: str) -> bool:
        """Say whether a constraint has a verdict of its own in this round of a repeated vote.

        What leads up to the vote is judged in the first round, and again where it was done again; what follows
        from it is judged where it was done, and in the last round.
        """
        step, here = constraint.origin.step, facts.rounds.events[facts.number]
        if step in here:
            return True
        if facts.rounds.loop:
            return facts.number == 0 or step == vote or step in self.dependents[vote]
        leads_up = vote in self.dependents[step]
        if leads_up or step == vote:
            anchors = counted_from(self.procedure)[constraint]
            again = step in self.procedure.steps and any(name in here for name in anchors)
            return facts.number == 0 or again
        return facts.number == len(facts.rounds.events) - 1

    def _verdicts(self, facts: Facts, constraint: Constraint) -> Iterator[Verdict]:
        entry = self.procedure.steps.get(constraint.origin.step)
        group = entry.each if entry and isinstance(constraint, _PER_MEMBER) else None
        if group is None:
            for number, finding in enumerate(self.judge(facts, constraint, None)):
                yield self._verdict(facts, constraint, None, finding, facts.number + number + 1)
            return
        served = (
            entry is not None
            and entry.recipients is not None
            and not isinstance(entry.actor, nodes.ActorEach | nodes.ActorThat)
        )
        known: dict[object, tuple[Finding, ...]] = {}
        for member in facts.members(entry) if entry else ():
            key = self._alike(facts, constraint, member)
            if key not in known:
                known[key] = self.judge(facts, constraint, member)
            for number, finding in enumerate(known[key]):
                yield self._verdict(facts, constraint, member, finding, facts.number + number + 1, served)

    def _alike(self, facts: Facts, constraint: Constraint, member: str) -> object:
        """Return a key that is equal for members of whom the log says the same as far as a constraint sees it."""
        step, steps = constraint.origin.step, self.procedure.steps
        if constraint in counted_from_bounds(self.procedure):
            return member  # counts from what another bound of this member counts from
        names = [step, *counted_from(self.procedure)[constraint]]
        if (when := steps[step].when) is not None:
            if any(isinstance(part, nodes.Standing) for part in bare(when)):
                return member  # who attended is told of each member for itself
            names += (name.text for name in condition_names(when))
        own = facts.own(step, member)
        late = False
        if not own:
            shown = steps[step].shown_by
            names += (*self.dependents[step], *triggers(facts, step), *((shown,) if shown else ()))
        elif constraint.origin.name in self.carriers.names:
            late = any(precedes(event.when, own[0].when) is not False for event in facts.later(step, member))
        per_member = [name for name in names if name in steps and steps[name].each]
        seen = tuple((name, *map(id, facts.so_far(name, member))) for name in per_member)
        return (member, seen) if late else seen

    def judge(self, facts: Facts, constraint: Constraint, member: str | None) -> tuple[Finding, ...]:
        """Return the findings of one constraint for one member; none if the log has no column to judge it by."""
        if constraint.origin.name in self.open:
            return (_about_nobody(facts, constraint),)
        carries = constraint.origin.name in self.carriers.names
        match constraint:
            case Order():
                found: Finding | None = orders.order(facts, constraint, member, carries)
            case Deadline():
                found = bounds.deadline(facts, constraint, member, carries)
            case CalendarDay():
                found = calendar_days.calendar_day(facts, constraint, member)
            case Extends():
                return extending.extends(facts, constraint, member)
            case SameMeeting():
                found = meetings.same_meeting(facts, constraint, member, carries)
            case FirstMeeting():
                found = first_meeting.first_meeting(facts, constraint, member, carries)
            case NextMeeting():
                found = meetings.next_meeting(facts, constraint, member, carries)
            case ThresholdMet():
                found = decisions.threshold(facts, constraint, carries)
            case QuorumMet():
                found = decisions.quorum(facts, constraint)
            case ChairVoted():
                found = decisions.chair(facts, constraint)
            case Carried():
                found = acceptance.carried(facts, constraint)
            case Granted():
                return tuple(resting_on(facts, constraint, one) for one in effects.granted(facts, constraint, carries))
            case Valid():
                found = effects.valid(facts, constraint, carries)
            case CalledFor():
                found = effects.called_for(facts, constraint, member)
            case RouteTaken():
                found = effects.route(facts, constraint)
            case Occurrence():
                found = attributes.occurrence(facts, constraint, member, carries)
            case ActedBy():
                found = actors.acted_by(facts, constraint)
            case Contents():
                found = attributes.contents(facts, constraint)
            case Judged():
                found = attributes.judged(facts, constraint)
            case Repeats():
                found = loops.repeats(facts, constraint)
            case Proviso():
                found = fallback.of_itself(facts, constraint, member)
            case MeetsOften() | LimitKept() | InstalmentPaid() | RuleKept():
                return ()  # no case: see standing.py, keeping.py, limits.py, instalments.py
            case _:
                assert_never(constraint)
        if found is None:
            return ()
        relies = found.state is State.NO_EFFECT and isinstance(constraint, _RELIED_ON) and not found.relied_on
        found = evolve(found, relied_on=relying(facts, constraint.origin.step)) if relies else found
        return (resting_on(facts, constraint, found),)

    def _verdict(
        self,
        facts: Facts,
        constraint: Constraint,
        member: str | None,
        finding: Finding,
        number: int,
        served: bool = False,
    ) -> Verdict:
        if facts.case.remark:
            finding = evolve(finding, remarks=(*finding.remarks, facts.case.remark))
        instance = Instance(member, member if served else None, facts.case.label, number)
        moment, event = governing(facts, constraint, member, finding)
        own = text_words(constraint, moment, event)
        ended, later = None, False
        if own is None:  # the text of the whole agreement, which never changes a state
            ended = _ended(self.agreement, moment)
            later = (
                not ended
                and self.in_force is not None
                and _begun_later(self.agreement, moment.first or facts.first_day)
            )
        return Verdict(
            facts.case.id,
            None if self.procedure.alone else self.procedure.id,
            constraint.origin,
            instance,
            finding,
            moment,
            later,
            own or ended or (self.in_force if later else None),
        )


def _speaking_of(procedure: Procedure, subject: Subject) -> Iterator[str]:
    """Yield the constraints that speak of the subject, by themselves, in their step, or in a decision before it."""
    steps = {name for name, step in procedure.steps.items() if depends((step.actor, step.recipients), subject)}
    decided = {c.origin.step for c in procedure.every if isinstance(c, Carried) and depends(c, subject)}
    after = {name for step in decided for name in dependents(procedure)[step]}
    for constraint in procedure.every:
        if constraint.origin.step in steps | decided | after or depends(constraint, subject):
            yield constraint.origin.name


def _about_nobody(facts: Facts, constraint: Constraint) -> Finding:
    subject = facts.procedure.subject
    assert subject is not None
    group = subject.group.replace("_", " ")
    events = facts.own(constraint.origin.step) if constraint.origin.step in facts.procedure.steps else ()
    return Finding(
        State.UNKNOWN,
        f"which {group} this case is about is not recorded",
        actual=events[0].when.civil if events else None,
        evidence=Evidence.MISSING,
        missing_record=f"the {group} that the case is about, in the column `subject` of any of its rows",
        events=events,
    )


def _by_step(case: Case, as_of: date) -> Events:
    """Return what happened by the end of as-of, in order of time; what was only scheduled did not happen."""
    found: dict[str, dict[object, Event]] = {}
    for event in case.events:
        if event.held and not event.after(as_of):
            # Word for word the same row, in two files or twice in one, is one occurrence.
            found.setdefault(event.activity, {}).setdefault(chronological(event), event)
    return {step: tuple(sorted(events.values(), key=chronological)) for step, events in found.items()}


def _begun_later(agreement: Agreement, day: date | None) -> bool:
    """Say whether an agreement came into force after a day, or nobody knows when it did."""
    text = agreement.commencement
    since = text.in_force or (None if text.awaited else text.adopted)
    return since is None or (day is not None and day < since)


def _ended(agreement: Agreement, moment: Moment) -> str | None:
    """Say that an agreement was in force no more on the day that decides, None if it was, or may have been."""
    until = agreement.commencement.until
    if until is None or moment.first is None or moment.first < until:
        return None
    return f"in force until {until.isoformat()}: it had ended, and no later text is encoded"


def _in_force_words(agreement: Agreement) -> str | None:
    """Say since when the text is in force, None if the encoding does not speak of it."""
    text = agreement.commencement
    if text.in_force:
        return f"in force from {text.in_force.isoformat()}"
    if text.awaited is None:
        return f"adopted {text.adopted.isoformat()}" if text.adopted else None
    adopted = f"; adopted {text.adopted.isoformat()}" if text.adopted else ""
    return f"in force from {text.awaited}, date not recorded{adopted}"
