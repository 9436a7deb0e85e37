"""A checklist: the steps of a procedure in order, who does what to whom, and the votes that it takes."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import assert_never

from attrs import frozen

from agreelint.dating import period_of
from agreelint.dating.names import dates_of, defined_names, named, parts
from agreelint.dating.yearly import day_words
from agreelint.graph.sequence import in_sequence
from agreelint.model.constraints import (
    CalendarDay,
    Constraint,
    Contents,
    Deadline,
    Extends,
    FirstMeeting,
    Judged,
    NextMeeting,
    Order,
    Procedure,
    Proviso,
    Repeats,
    SameMeeting,
    Valid,
)
from agreelint.model.entities import Agreement, Step, StepKind
from agreelint.model.rules import Threshold
from agreelint.model.subjects import with_subject
from agreelint.model.thresholds import exact
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.plan.alternatives import with_alternatives
from agreelint.plan.articles import the
from agreelint.plan.conditions import ConditionsInWords, state_in_words
from agreelint.plan.dates import bound_in_words, called, definition_in_words, window_in_words
from agreelint.plan.items import Item
from agreelint.plan.provisos import proviso_in_words
from agreelint.plan.returning import heads
from agreelint.plan.votes import VotesInWords
from agreelint.syntax import nodes


@frozen
class Checklist:
    """All items of a procedure in order; `by_office` lists them again for each who acts."""

    agreement: str
    procedure: str
    clauses: tuple[str, ...]
    items: tuple[Item, ...]
    warnings: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    """Every name that a log may use for an actor or recipient, with whom it means."""

    @property
    def name_width(self) -> int:
        """Return how wide a column is that all names fit into."""
        return max([22, *(len(name) for name, _ in self.names)])

    @property
    def by_office(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """Return each office or body that acts, with its items in order."""
        offices = dict.fromkeys(who for item in self.items for who in item.who)
        return tuple((office, tuple(item for item in self.items if office in item.who)) for office in offices)


def checklist(agreement: Agreement, procedure: Procedure, readings: Mapping[str, str]) -> Checklist:
    """Return the checklist of a procedure under the chosen readings, the strictest where none is chosen."""
    names = {phrase.name for phrase in procedure.phrases}
    chosen = procedure.default | {name: reading for name, reading in readings.items() if name in names}
    subject = procedure.subject
    # Whoever it is, the others are one fewer: which one is left out makes no difference to a checklist.
    anyone = next((m.id for m in agreement.groups[subject.group].members), None) if subject else None
    seen = with_subject(agreement, subject, anyone)
    writer = _Writer(seen, procedure.under(chosen), readings)
    place = {step.id: number for number, step in enumerate(in_sequence(procedure.under(chosen)), 1)}

    def items_of(under: Procedure) -> dict[str, Item]:
        writing = _Writer(seen, under, readings)
        return {step: writing.item(number, under.steps[step]) for step, number in place.items()}

    items, warnings = with_alternatives(
        procedure, chosen, readings, items_of, lambda exemption: writer.conditions.of(exemption.condition)
    )
    for step, number in place.items():
        writer.item(number, procedure.steps[step])  # for what is said about readings of votes
    told = tuple(dict.fromkeys((*heads(procedure), *writer.warnings, *warnings)))
    return Checklist(agreement.title, procedure.title, procedure.clauses, items, told, names_of(agreement))


def names_of(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Return every name that a log may use for an actor or recipient, with whom it means."""
    people = (*agreement.bodies, *agreement.offices, *(m.id for g in agreement.groups.values() for m in g.members))
    return tuple((name, agreement.title_of(name)) for name in dict.fromkeys(people))


class _Writer:
    def __init__(self, agreement: Agreement, procedure: Procedure, readings: Mapping[str, str]) -> None:
        self._agreement = agreement
        self._procedure = procedure
        self._votes = VotesInWords(agreement, procedure, readings)
        self.conditions = ConditionsInWords(agreement, self._title)

    @property
    def warnings(self) -> list[str]:
        """What has been said about readings so far."""
        return self._votes.warnings

    def item(self, number: int, step: Step) -> Item:
        return Item(
            number,
            step.id,
            step.title,
            step.clauses.label,
            tuple(self._who(step)),
            self._recipients(step.recipients),
            tuple(self._when(step)),
            tuple(self._votes.of(step)),
            tuple(self._notes(step)),
        )

    def _title(self, name: str) -> str:
        named = self._procedure.steps.get(name) or self._procedure.definitions.get(name)
        return (named.title if named else None) or name.replace("_", " ")

    def _name(self, name: str) -> str:
        group = self._agreement.groups.get(name)
        return group.title if group else self._agreement.title_of(name)

    def _who(self, step: Step) -> Iterator[str]:
        actor = step.actor
        match actor:
            case None:
                yield self._unsaid(step)
            case nodes.ActorIs():
                yield self._name(actor.name.text)
            case nodes.ActorEither():
                for name in actor.names:
                    if isinstance(name, nodes.Name):
                        yield self._name(name.text)
            case nodes.ActorAny():
                yield " or ".join(self._any(name.text) for name in actor.names)
            case nodes.ActorOrDesignee():
                yield f"{self._name(actor.name.text)} or a designee"
            case nodes.ActorSeveral():
                yield self._several(actor)
            case nodes.ActorUnstated():
                yield "The agreement does not say who"
            case nodes.ActorOthers():
                yield f"Every other {self._name(actor.group.text)}"
            case nodes.ActorThat():
                yield f"That {self._name(actor.group.text)}"
            case nodes.ActorEach():
                yield f"Each {_former(actor.former)}{self._name(actor.group.text)}"
            case nodes.ActorOfEach():
                yield f"{self._name(actor.office.text)} of each {_former(actor.former)}{self._name(actor.group.text)}"
            case nodes.ActorOf():
                yield self._office(actor)
            case nodes.ActorOfAny():
                yield f"{self._name(actor.office.text).capitalize()} of any one {self._name(actor.group.text)}"
            case nodes.ActorOfStep():
                yield f"Whoever made {the(self._title(actor.step.text))}"
            case _:
                assert_never(actor)

    def _office(self, one: nodes.ActorOf | nodes.OfficeOf) -> str:
        return f"{self._name(one.office.text)} of {self._name(one.member.text)}"

    def _several(self, actor: nodes.ActorSeveral) -> str:
        rule = exact(actor.threshold)
        members = len(self._agreement.groups[rule.base].members)
        return f"{rule.needed(members)} of the {members} {self._name(rule.base)}s, together"

    def _unsaid(self, step: Step) -> str:
        if step.meeting_of:
            return self._name(step.meeting_of)
        return "Happens by itself" if step.kind is StepKind.EFFECT else "The agreement does not say who"

    def _any(self, name: str) -> str:
        return f"any {self._name(name)}" if name in self._agreement.groups else self._name(name)

    def _recipients(self, recipients: nodes.Recipients | None) -> str | None:
        match recipients:
            case None:
                return None
            case nodes.Named():
                return " and ".join(
                    self._name(one.text) if isinstance(one, nodes.Name) else self._office(one)
                    for one in recipients.names
                )
            case nodes.OthersOf():
                every = f"every other {self._name(recipients.group.text)}{self._size(recipients.group.text)}"
                return " and ".join((every, *(self._name(name.text) for name in recipients.also)))
            case nodes.OrElse():
                first, second = self._name(recipients.first.text), self._name(recipients.second.text)
                return f"{first}, or else {second}"
            case nodes.EachOf() | nodes.OfficeOfEach():
                of = f"{self._name(recipients.office.text)} of " if isinstance(recipients, nodes.OfficeOfEach) else ""
                group = recipients.group.text
                each = f"{of}each {_former(recipients.former)}{self._name(group)}{self._size(group)}"
                also = recipients.also if isinstance(recipients, nodes.EachOf) else ()
                return " and ".join((each, *(self._name(name.text) for name in also)))
            case nodes.RecipientsThat():
                return f"that {self._name(recipients.group.text)}"
            case nodes.RecipientsUnstated():
                return "whom, the agreement does not say"
            case nodes.EachMemberOf():
                body = self._agreement.bodies[recipients.body.text]
                return f"each member of the {body.title}{self._size(body.seats_for or '')}"
            case _:
                assert_never(recipients)

    def _size(self, group: str) -> str:
        members = self._agreement.groups.get(group)
        return f" ({len(members.members)})" if members else ""

    # ---- when ---------------------------------------------------------------------------------

    def _when(self, step: Step) -> Iterator[str]:
        if step.optional:
            yield "optional: it may be left out"
        if step.when:
            yield self.conditions.owed(step.when)
        for constraint in self._procedure.constraints:
            if constraint.origin.step != step.id:
                continue
            match constraint:
                case Order():
                    yield self._order(constraint)
                case Deadline() if constraint.window is None:
                    yield bound_in_words(constraint.bound, self._title)
                case Deadline() if constraint.window and isinstance(constraint.bound, LAST_DAY_BOUNDS):
                    yield window_in_words(constraint.window, self._title)  # once for both its sides
                case CalendarDay():
                    yield f"on {day_words(constraint.day)}"
                case SameMeeting():
                    yield f"at the same meeting as {the(self._title(constraint.other))}"
                case NextMeeting():
                    kind = "regular meeting" if constraint.regular else "meeting"
                    body, event = self._name(constraint.body), self._title(constraint.event.step.text)
                    yield f"at the next {kind} of the {body} after {the(event)}"
                case FirstMeeting():
                    kind = "regular meeting" if constraint.regular else "meeting"
                    since = called(constraint.since, self._title)
                    yield f"at the first {kind} of the {self._name(constraint.body)} on or after {since}"
                case Extends():
                    yield f"before the end of {the(self._title(constraint.term))}"
                case Valid():
                    yield f"takes effect only if {self.conditions.of(constraint.condition)}"
                case _:
                    continue
        if step.meeting_of and not any(
            isinstance(c, NextMeeting | FirstMeeting) and c.origin.step == step.id for c in self._procedure.constraints
        ):
            yield f"at a meeting of the {self._name(step.meeting_of)}"

    def _order(self, constraint: Order) -> str:
        event, word = constraint.event, "before" if constraint.before else "after"
        title = self._title(event.step.text)
        match event:
            case nodes.EventWith():
                return f"{word} {state_in_words(title, event.state.text)}"
            case nodes.EventOfThat():
                return f"{word} {the(title)} of that {event.member.text}"
            case nodes.EveryEvent():
                return f"{word} every {title}"
            case nodes.ReceiptEvent():
                return f"{word} the receipt of {the(title)}"
            case nodes.Event():
                return f"{word} {the(title)}"
            case _:
                assert_never(event)

    def _meanings(self, step: Step) -> Iterator[str]:
        """Say what the defined dates mean from which a step counts, and those on which they rest in turn."""
        definitions = self._procedure.definitions
        waiting = [name for one in self._procedure.constraints if one.origin.step == step.id for name in _dates(one)]
        told: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            if name in definitions and name not in told:
                told.add(name)
                yield definition_in_words(definitions[name], self._title)
                for date in dates_of(definitions[name]):
                    waiting += [other.text for other in defined_names(date, definitions)]

    def _again(self, loop: Repeats) -> str:
        most = f", at most {'once' if loop.times == 1 else f'{loop.times} times'}" if loop.times else ""
        soon = f", within {period_of(loop.period)}" if loop.period else ""
        told = f"where {self.conditions.of(loop.condition)}, it begins again from {the(self._title(loop.start))}"
        return f"{told}{most}{soon} ({loop.origin.clause})"

    def _notes(self, step: Step) -> Iterator[str]:
        if step.text:
            yield str(step.text)
        if step.route_of:
            yield f"one of several ways: {self._title(step.route_of)}"
        if isinstance(step.deemed, nodes.DeemedAfter):
            yield f"deemed received {period_of(step.deemed.period)} after sending"
        if isinstance(step.deemed, nodes.DeemedWhenSent):
            yield "deemed received when sent"
        if not step.controlled:
            yield "nobody here decides when this happens"
        if step.id in self._procedure.given:
            yield "declared elsewhere: what is listed here counts from it"
        yield from self._meanings(step)
        for constraint in self._procedure.constraints:
            if constraint.origin.step != step.id:
                continue
            match constraint:
                case Contents():
                    yield from (_content(column, words) for column, words in constraint.parts)
                case Proviso():
                    words = proviso_in_words(constraint.says, self._title, self.conditions.of)
                    yield f"{words} ({constraint.origin.clause})"
                case Repeats():
                    yield self._again(constraint)
                case Judged():
                    yield f"a person must judge: {constraint.standard} ({constraint.origin.clause})"
                case _:
                    continue


def _content(column: str, words: tuple[str, ...]) -> str:
    match column:
        case "medium":
            return f"by {' or '.join(words).replace('_', ' ')}"
        case "enclosures":
            return f"enclose the {' and the '.join(words).replace('_', ' ')}"
        case "signatures":
            return (
                f"signed by {Threshold(words[1] == 'True', Fraction(words[0]), 'the registered voters', int(words[2]))}"
            )
        case "contents":
            return f"state the {' and the '.join(words).replace('_', ' ')}"
        case "posted":
            return f"post at the {' and the '.join(words).replace('_', ' ')}"
        case "session":
            return "in open session"
        case "proof":
            return "keep proof that it was received"
        case "authorization":
            return f"with the authorization of the {words[0].replace('_', ' ')}"
        case _:
            return f"with a certificate of the {' and the '.join(words).replace('_', ' ')}"


def _former(node: nodes.Former | None) -> str:
    return "present or former " if node else ""


def _dates(constraint: Constraint) -> tuple[str, ...]:
    """Return every name in the dates of a constraint, of steps and of defined dates alike."""
    match constraint:
        case Deadline():
            return tuple(name.text for part in parts(limit_of(constraint.bound)) if (name := named(part)))
        case FirstMeeting():
            return tuple(name.text for part in parts(constraint.since) if (name := named(part)))
        case Extends():
            return (constraint.term,)
        case _:
            return ()
