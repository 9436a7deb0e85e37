"""What a log says of one case: the occurrences of each step, when anchors happened, and what absence proves."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, field, frozen

from agreelint.audit.anchors import Anchor, Happened
from agreelint.audit.approvals import Vote, demand, signing
from agreelint.audit.carrying import Carrying, carrying
from agreelint.audit.cases import Case
from agreelint.audit.conditions import by_day, holds
from agreelint.audit.dates import anchors, due, last_day, opens, reckoned
from agreelint.audit.endings import Ending, ending, set_aside
from agreelint.audit.extensions import Extended
from agreelint.audit.occurrences import Occurrences, earliest, latest
from agreelint.audit.outcomes import decided, either
from agreelint.audit.proof import complete
from agreelint.audit.receipt import receipt
from agreelint.audit.rolls import Roll
from agreelint.audit.rounds import Rounds, chronological
from agreelint.audit.silence import Quiet, heard, quiet
from agreelint.audit.voteless import counted_without
from agreelint.audit.votes import Counted, count
from agreelint.dating import Anchors, Dated, Stretch, event_names
from agreelint.logs.events import Completeness, Event, Outcome
from agreelint.model.constraints import Carried, Deadline, Proviso, ThresholdMet
from agreelint.model.entities import Agreement
from agreelint.model.origins import WARNING
from agreelint.model.rules import Choice, Option
from agreelint.moments import Moment
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.record import Record

_Rule = TypeVar("_Rule")


@frozen(eq=False, repr=False, slots=False)
class Settings:
    """How a log is judged: as of which day, how far it is complete, and which readings are chosen."""

    as_of: date
    completeness: Completeness
    columns: frozenset[str]
    readings: Mapping[str, str] = field(factory=dict)
    record: "Record | None" = None
    """What the whole log tells of members: who attended meetings, and who is in which status."""
    other_readings: bool = True
    """Whether each verdict is told with the readings under which it would be another, which takes far longer."""


class Facts(Occurrences):
    """Occurrences under given settings: what has happened, what absence proves, how votes came out."""

    def __init__(
        self,
        agreement: Agreement,
        case: Case,
        settings: Settings,
        dependents: Mapping[str, tuple[str, ...]],
        rounds: Rounds,
        number: int,
    ) -> None:
        """Look at round `number` (from 0) of `rounds` under `settings`."""
        super().__init__(agreement, case, dependents, rounds, number)
        self.settings = settings
        self._counted: dict[str, Counted | None] = {}
        self._carrying: dict[str, Carrying] = {}  # by the name of the rule
        self._others: dict[tuple[tuple[str, str], ...], Facts] = {}
        self._quiet: dict[tuple[str, str | None], Quiet | None] = {}
        self._answers: dict[tuple[object, ...], tuple[Event, ...]] = {}

    def under(self, readings: Mapping[str, str]) -> "Facts":
        """Return the same facts under other readings of ambiguous phrases."""
        key = tuple(sorted(readings.items()))
        if key not in self._others:
            settings = evolve(self.settings, readings=readings)
            self._others[key] = Facts(self.agreement, self.case, settings, self.dependents, self.rounds, self.number)
        return self._others[key]

    def result(self, step: str) -> object:
        """Return what later steps can see of a vote's result; equal results make no difference to them."""
        if self.procedure.steps[step].each:
            return self.carrying(step).when, self.carried(step)
        return self.passed(step)

    def stretch_of(self, _variable: str) -> Stretch | None:
        """Return the days of the period for which this case stands; None if that is not recorded."""
        return self.case.stretch

    # ---- what the text attaches to steps ------------------------------------------------------

    @cached_property
    def provisos(self) -> tuple[Proviso, ...]:
        """What only changes other results: silence, lapse, cure and the like."""
        return tuple(c for c in self.procedure.constraints if isinstance(c, Proviso))

    @cached_property
    def _silences(self) -> dict[str, tuple[Proviso, nodes.Silence]]:
        decided = (p for p in self.provisos if p.origin.level != WARNING)  # what only warns is no answer
        return {p.origin.step: (p, p.says) for p in decided if isinstance(p.says, nodes.Silence)}

    def own(self, step: str, member: str | None = None) -> tuple[Event, ...]:
        """Return the occurrences of a step in this round; silence that counts as an answer is one of them."""
        found = super().own(step, member)
        return self._heard(step, member, found) if step in self._silences else found

    def late(self, step: str, member: str | None = None) -> tuple[Event, ...]:
        """Return the records of a step that count for nothing, because silence may have answered before."""
        return () if step not in self._silences or self.own(step, member) else super().own(step, member)

    def records(self, step: str, member: str | None = None) -> tuple[Event, ...]:
        """Return the records of a step in this round, also those that came after silence had answered."""
        return super().own(step, member)

    def so_far(self, step: str, member: str | None = None) -> tuple[Event, ...]:
        """Return the occurrences of a step in this round, or in the latest earlier one that has any."""
        found = super().so_far(step, member)
        return self._heard(step, member, found) if step in self._silences else found

    def silence(self, step: str, member: str | None) -> Quiet | None:
        """Return how silence stands for a step, None if it means nothing there, or cannot be dated."""
        if step not in self._silences or not self._began_here(step):
            return None
        if (step, member) not in self._quiet:
            self._quiet[step, member] = quiet(self, *self._silences[step], member)
        return self._quiet[step, member]

    def answers(self, step: str) -> tuple[str, ...]:
        """Return the steps from which the silence of a step counts."""
        return tuple(name.text for name in event_names(self._silences[step][1].anchor, self.procedure.definitions))

    def _began_here(self, step: str) -> bool:
        """Say whether what silence counts from was done in this round; each round has its own silence."""
        return not self.number or any(name in self.rounds.events[self.number] for name in self.answers(step))

    def _heard(self, step: str, member: str | None, events: tuple[Event, ...]) -> tuple[Event, ...]:
        if member is None and self.procedure.steps[step].each:
            return events  # each member is silent for itself
        key = (step, member, *map(id, events))  # one object for each answer
        if key not in self._answers:
            silence = self.silence(step, member)
            self._answers[key] = self._answered(silence, step, member, events)
        return self._answers[key]

    def _answered(
        self, silence: Quiet | None, step: str, member: str | None, events: tuple[Event, ...]
    ) -> tuple[Event, ...]:
        if silence is None:
            return events
        rules = (c for c in self.procedure.constraints if isinstance(c, ThresholdMet) and c.origin.step == step)
        rule = None if member else next(rules, None)
        said: dict[Outcome | None, bool] = {Outcome.APPROVED: True, Outcome.REFUSED: False}
        answers = [self._count_once(rule, e).passed if rule else said.get(Outcome.of(e.outcome)) for e in events]
        return heard(silence, step, member, events, answers)

    def complete(self, step: str, through: date | None = None) -> bool:
        """Say whether absence of a step, or of every route of a group, is proved through a day (as-of if None)."""
        return complete(self, step, through)

    def set_aside(self, step: str, by: date | None) -> Ending:
        """Say whether a yes was set aside by an appeal by the end of a day (as-of, if None)."""
        return set_aside(self, step, by)

    def ending(self, step: str, by: date | None, but: str | None = None) -> Ending:
        """Say whether a yes had lapsed, or was set aside (but not by `but`), by the end of a day (as-of, if None)."""
        return ending(self, step, by, but)

    # ---- anchors ------------------------------------------------------------------------------

    def anchor(self, ref: nodes.EventRef, member: str | None, *, last: bool = False) -> Anchor:
        """Return what an order counts from, as the instance of `member` sees it.

        `every X` is the first of them, or with `last` the last.
        """
        name = ref.step.text
        if name in self.procedure.eithers and not isinstance(ref, nodes.EventWith):
            return self.either(name)
        match ref:
            case nodes.EventWith():
                return self.state(name, ref.state.text)
            case nodes.EveryEvent():
                return self._every(name, last)
            case nodes.ReceiptEvent():
                member = self.same(name, member)
                received = receipt(self, name, member)
                if received is None:
                    return Anchor(Happened.ABSENT)
                return Anchor(Happened.YES, received.when, self.so_far(name, member), received.told)
            case nodes.Event() | nodes.EventOfThat():
                return self.occurrence(name, self.same(name, member))

    def occurrence(self, step: str, member: str | None = None) -> Anchor:
        """Return the first occurrence of a step."""
        events = self.so_far(step, member)
        return Anchor(Happened.YES, earliest([e.when for e in events]), events) if events else Anchor(Happened.ABSENT)

    def every(self, step: str) -> tuple[tuple[str, tuple[Event, ...]], ...]:
        """Return the occurrences of a step for each member, and for each of the others that it names."""
        return tuple((member, self.so_far(step, member)) for member in self.members(self.procedure.steps[step]))

    def _every(self, step: str, last: bool) -> Anchor:
        found = self.every(step)
        events = tuple(sorted((e for _, events in found for e in events), key=chronological))
        if not events or (last and not all(events for _, events in found)):
            return Anchor(Happened.ABSENT, None, events)
        if not last:
            return Anchor(Happened.YES, earliest([e.when for e in events]), events)
        firsts = [earliest([e.when for e in events]) for _, events in found]
        return Anchor(Happened.YES, latest(firsts), events[::-1])

    def either(self, name: str) -> Anchor:
        """Return when a group of routes happened: when one route did."""
        return either(self, name)

    def state(self, step: str, state: str) -> Anchor:
        """Return when a decision came out as `state` says; it has FAILED where it came out the other way."""
        return decided(self, step, state)

    # ---- results ------------------------------------------------------------------------------

    def passed(self, step: str) -> bool | None:
        """Say whether a body's vote passed; None if it is not settled or not recorded."""
        counted = self.counted(step)
        return counted.passed if counted else None

    def counted(self, step: str) -> Counted | None:
        """Return the count of a body's vote in this round, None if it is not recorded."""
        if step not in self._counted:
            events = self.so_far(step)
            rule = next(
                (c for c in self.procedure.constraints if isinstance(c, ThresholdMet) and c.origin.step == step),
                None,
            )
            self._counted[step] = self.count(rule, events) if rule and events else None
        return self._counted[step]

    def count(self, rule: ThresholdMet, events: tuple[Event, ...]) -> Counted:
        """Count a body's vote; several records of one vote must agree."""
        events = tuple(event for event in events if event.when == events[-1].when)
        found = [self._count_once(rule, event) for event in events]
        if len({(c.passed, c.tally) for c in found}) > 1:
            words = " and ".join(f"line {e.line} says {c.words}" for e, c in zip(events, found, strict=True))
            return Counted(None, f"the records disagree: {words}", found[0].tally)
        return found[0]

    def _count_once(self, rule: ThresholdMet, event: Event) -> Counted:
        """Count a vote as recorded, without the votes of those whom a status leaves without one."""
        record, thresholds, roll = self.settings.record, self.reading(rule.choice).rule, self.roll(rule.body, event)
        apart = record.without_vote(rule.body, event.when.first) if record and rule.body else {}
        return counted_without(event, apart, lambda one: count(one, thresholds, roll), self.agreement.title_of)

    def granted(self, step: str, by: date | None = None) -> bool | None:
        """Say whether an approval was granted by the end of a day; the last decision until then governs.

        None if that is not recorded, or the records disagree.
        """
        events = [e for e in self.so_far(step) if by_day(e.when, by) is not False]
        if not events:
            return None
        last = [e for e in events if e.when == events[-1].when]
        outcomes = {Outcome.of(event.outcome) for event in last}
        if outcomes == {Outcome.APPROVED}:
            return True
        return False if outcomes == {Outcome.REFUSED} else None

    def carrying(self, step: str) -> Carrying:
        """Return how far a vote by each member has come, by the rule that decides what follows."""
        return self.carrying_by(self._who_approves(step))

    def carrying_by(self, rule: Carried) -> Carrying:
        """Return how far a vote has come by one rule; a member's last vote before carrying governs."""
        if rule.origin.name not in self._carrying:
            self._carrying[rule.origin.name] = self._carry(rule)
        return self._carrying[rule.origin.name]

    def _who_approves(self, step: str) -> Carried:
        """Return the rule of a vote by each member: the agreement's own, which stands before that of the law."""
        return next(c for c in self.procedure.constraints if isinstance(c, Carried) and c.origin.step == step)

    def _carry(self, rule: Carried) -> Carrying:
        step = rule.origin.step
        approvals = self.reading(rule.choice).rule
        members = self.roster(rule.group)
        demands = tuple(demand(part, self.agreement, members, self.first_day) for part in approvals.parts)
        ballots = {member: self.so_far(step, member) for member in members}
        strays = tuple(event for event in self.so_far(step) if event.actor not in self.agreement.known_ids)
        return carrying(ballots, demands, lambda event: self._vote(rule, event, signed=approvals.signed), strays)

    def _vote(self, rule: Carried, event: Event, *, signed: bool) -> Vote:
        """Return what one member's vote comes to, with its signature if that is asked for and the log speaks of it."""
        passed = self._counted_own(rule, event).passed
        if not signed or "signed" not in self.settings.columns or not passed:
            return Vote(event, passed, event.when)
        return signing(event, complete=self.complete(rule.origin.step, event.when.last), as_of=self.settings.as_of)

    def roll(self, body: str | None, event: Event) -> Roll:
        """Return who votes on the day of an event: in a body, or (None) among those whom a member asks."""
        filled = self.settings.record.filled(body, event.when.civil) if self.settings.record and body else None
        voteless = self.settings.record.voteless(body, event.when.first) if self.settings.record and body else (0, 0)
        return Roll(self.agreement, body, event.when.first, filled, voteless)

    def reading(self, choice: Choice[_Rule]) -> Option[_Rule]:
        """Return the reading under which a phrase is judged here."""
        return choice.under(self.settings.readings.get(choice.ambiguity or ""))

    def own_vote(self, step: str, event: Event) -> Counted:
        """Count one member's own vote."""
        return self._counted_own(self._who_approves(step), event)

    def _counted_own(self, rule: Carried, event: Event) -> Counted:
        actor = self.procedure.steps[rule.origin.step].actor
        office = actor.office.text if isinstance(actor, nodes.ActorOfEach) else None
        return count(
            event, self.reading(rule.own).rule, self.roll(office if office in self.agreement.bodies else None, event)
        )

    def carried(self, step: str, by: date | None = None) -> bool | None:
        """Say whether a vote by each member has carried (by the end of a day); None if that is open."""
        return self.carried_by(self._who_approves(step), by)

    def carried_by(self, rule: Carried, by: date | None = None) -> bool | None:
        """Say whether a vote has carried by one rule (by the end of a day); None if that is open."""
        step, carrying = rule.origin.step, self.carrying_by(rule)
        if carrying.when is not None:
            if by is None or (carrying.when.last is not None and carrying.when.last <= by):
                return True
            return False if carrying.when.first is not None and carrying.when.first > by else None
        if carrying.unclear or ((carrying.open or carrying.strays) and carrying.possible):
            return None
        if not carrying.missing:
            return None if carrying.possible else False  # a tally may be missing though the result is known
        relied = earliest([event.when for event in self.later(step)]).last if self.later(step) else None
        return False if relied is not None and self.complete(step, relied) else None

    # ---- conditions and bounds ----------------------------------------------------------------

    def holds(self, condition: nodes.Condition, by: date | None, member: str | None = None) -> bool | None:
        """Say whether a condition holds at the end of a civil day (now, if None), as seen for `member`."""
        return holds(self, condition, by, member)

    def anchors(self, member: str | None) -> Anchors:
        """Return what the names of a date expression stand for, as the instance of `member` sees them."""
        return anchors(self, member)

    def last_day(self, constraint: Deadline, member: str | None) -> Extended | None:
        """Reckon the day on which a bound rests, and what has moved it; None if an anchor is not recorded.

        Raises Unknowable if the day of an anchor is not known.
        """
        return last_day(self, constraint, member)

    def opens(self, constraint: Deadline, member: str | None, when: Moment) -> Dated | None:
        """Reckon the first lawful day as it stood when an act was done; None and Unknowable as above."""
        return opens(self, constraint, member, when)

    def due(self, step: str, member: str | None) -> Dated | None:
        """Reckon the last lawful day of a step; None if it has none, or what it counts from is not recorded."""
        return due(self, step, self.same(step, member))

    def reckoned(self, expression: nodes.DateExpr, member: str | None, *, rolls: bool = False) -> Dated | None:
        """Reckon a date expression, which rolls if it is a last day; None if what it counts from is not recorded."""
        return reckoned(self, expression, member, rolls)
