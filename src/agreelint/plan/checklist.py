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
from agreelint.model.entities import Agreement, Step
from agreelint.model.rules import Threshold
from agreelint.model.subjects import with_subject
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.plan.alternatives import with_alternatives
from agreelint.plan.articles import listed, the
from agreelint.plan.conditions import ConditionsInWords, state_in_words
from agreelint.plan.dates import bound_in_words, called, definition_in_words, window_in_words
from agreelint.plan.items import Item
from agreelint.plan.people import PeopleInWords, names_acting
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
    acting = names_acting(agreement, procedure)
    return Checklist(agreement.title, procedure.title, procedure.clauses, items, told, acting)


class _Writer:
    def __init__(self, agreement: Agreement, procedure: Procedure, readings: Mapping[str, str]) -> None:
        self._agreement = agreement
        self._procedure = procedure
        self._votes = VotesInWords(agreement, procedure, readings)
        self.conditions = ConditionsInWords(agreement, self._title)
        self._people = PeopleInWords(agreement, self._title)

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
            tuple(self._people.who(step)),
            self._people.recipients(step.recipients),
            tuple(self._when(step)),
            tuple(self._votes.of(step)),
            tuple(self._notes(step)),
        )

    def _title(self, name: str) -> str:
        named = self._procedure.steps.get(name) or self._procedure.definitions.get(name)
        return (named.title if named else None) or name.replace("_", " ")

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
                    body, event = self._people.name(constraint.body), self._title(constraint.event.step.text)
                    yield f"at the next {kind} of the {body} after {the(event)}"
                case FirstMeeting():
                    kind = "regular meeting" if constraint.regular else "meeting"
                    since = called(constraint.since, self._title)
                    yield f"at the first {kind} of the {self._people.name(constraint.body)} on or after {since}"
                case Extends():
                    yield f"before the end of {the(self._title(constraint.term))}"
                case Valid():
                    yield from self.conditions.effective(constraint.condition)
                case _:
                    continue
        if step.meeting_of and not any(
            isinstance(c, NextMeeting | FirstMeeting) and c.origin.step == step.id for c in self._procedure.constraints
        ):
            yield f"at a meeting of the {self._people.name(step.meeting_of)}"

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
            yield str(step.text).replace("_", " ")
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
            return f"enclose the {listed(words)}"
        case "signatures":
            return (
                f"signed by {Threshold(words[1] == 'True', Fraction(words[0]), 'the registered voters', int(words[2]))}"
            )
        case "contents":
            return f"state the {listed(words)}"
        case "posted":
            return f"post at the {listed(words)}"
        case "session":
            return "in open session"
        case "proof":
            return "keep proof that it was received"
        case "authorization":
            return f"with the authorization of the {words[0].replace('_', ' ')}"
        case _:
            return f"with a certificate of the {listed(words)}"


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
