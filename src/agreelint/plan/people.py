"""Who acts and who gets something, in the words of a checklist, and the names that a log uses for them."""

from collections.abc import Callable, Iterator
from typing import assert_never

from attrs import frozen

from agreelint.model.constraints import Procedure
from agreelint.model.entities import Agreement, Step, StepKind
from agreelint.model.thresholds import exact
from agreelint.plan.articles import the
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside


def names_of(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Return every name that a log may use for an actor or recipient, with whom it means."""
    people = (*agreement.bodies, *agreement.offices, *(m.id for g in agreement.groups.values() for m in g.members))
    return tuple((name, agreement.title_of(name)) for name in dict.fromkeys(people))


def names_acting(agreement: Agreement, procedure: Procedure) -> tuple[tuple[str, str], ...]:
    """Return the names of all who act in a procedure, or get something: of a group and of a body those in it too."""
    found: set[str] = set()
    for step in procedure.steps.values():
        people = [node for node in (step.actor, step.recipients) if node is not None]
        found |= {one.text for node in people for one in inside(node) if isinstance(one, nodes.Name)}
        found |= {step.meeting_of or ""}
    if procedure.subject:
        found.add(procedure.subject.group)
    found |= {agreement.bodies[name].seats_for or "" for name in found & set(agreement.bodies)}
    members = {member.id for name in found & set(agreement.groups) for member in agreement.groups[name].members}
    return tuple(name for name in names_of(agreement) if name[0] in found | members)


@frozen(eq=False, repr=False, slots=False)
class PeopleInWords:
    """Says who acts and to whom; `title` returns the title of a step."""

    agreement: Agreement
    title: Callable[[str], str]

    def name(self, name: str) -> str:
        """Return the title of a group, body, office or member."""
        group = self.agreement.groups.get(name)
        return group.title if group else self.agreement.title_of(name)

    def who(self, step: Step) -> Iterator[str]:
        """Yield who acts; several where any of them may."""
        actor = step.actor
        match actor:
            case None:
                yield self._unsaid(step)
            case nodes.ActorIs():
                yield self.name(actor.name.text)
            case nodes.ActorEither():
                for name in actor.names:
                    if isinstance(name, nodes.Name):
                        yield self.name(name.text)
            case nodes.ActorAny():
                yield " or ".join(self._any(name.text) for name in actor.names)
            case nodes.ActorOrDesignee():
                yield f"{self.name(actor.name.text)} or a designee"
            case nodes.ActorSeveral():
                yield self._several(actor)
            case nodes.ActorUnstated():
                yield "The agreement does not say who"
            case nodes.ActorOthers():
                yield f"Every other {self.name(actor.group.text)}"
            case nodes.ActorThat():
                yield f"That {self.name(actor.group.text)}"
            case nodes.ActorEach():
                yield f"Each {_former(actor.former)}{self.name(actor.group.text)}"
            case nodes.ActorOfEach():
                yield f"{self.name(actor.office.text)} of each {_former(actor.former)}{self.name(actor.group.text)}"
            case nodes.ActorOf():
                yield self._office(actor)
            case nodes.ActorOfAny():
                yield f"{self.name(actor.office.text).capitalize()} of any one {self.name(actor.group.text)}"
            case nodes.ActorOfStep():
                yield f"Whoever made {the(self.title(actor.step.text))}"
            case _:
                assert_never(actor)

    def _office(self, one: nodes.ActorOf | nodes.OfficeOf) -> str:
        return f"{self.name(one.office.text)} of {self.name(one.member.text)}"

    def _several(self, actor: nodes.ActorSeveral) -> str:
        rule = exact(actor.threshold)
        members = len(self.agreement.groups[rule.base].members)
        return f"{rule.needed(members)} of the {members} {self.name(rule.base)}s, together"

    def _unsaid(self, step: Step) -> str:
        if step.meeting_of:
            return self.name(step.meeting_of)
        return "Happens by itself" if step.kind is StepKind.EFFECT else "The agreement does not say who"

    def _any(self, name: str) -> str:
        return f"any {self.name(name)}" if name in self.agreement.groups else self.name(name)

    def recipients(self, recipients: nodes.Recipients | None) -> str | None:
        """Say to whom something goes, None where it goes to nobody."""
        match recipients:
            case None:
                return None
            case nodes.Named():
                return " and ".join(
                    self.name(one.text) if isinstance(one, nodes.Name) else self._office(one)
                    for one in recipients.names
                )
            case nodes.OthersOf():
                every = f"every other {self.name(recipients.group.text)}{self._size(recipients.group.text)}"
                return " and ".join((every, *(self.name(name.text) for name in recipients.also)))
            case nodes.OrElse():
                first, second = self.name(recipients.first.text), self.name(recipients.second.text)
                return f"{first}, or else {second}"
            case nodes.EachOf() | nodes.OfficeOfEach():
                of = f"{self.name(recipients.office.text)} of " if isinstance(recipients, nodes.OfficeOfEach) else ""
                group = recipients.group.text
                each = f"{of}each {_former(recipients.former)}{self.name(group)}{self._size(group)}"
                also = recipients.also if isinstance(recipients, nodes.EachOf) else ()
                return " and ".join((each, *(self.name(name.text) for name in also)))
            case nodes.RecipientsThat():
                return f"that {self.name(recipients.group.text)}"
            case nodes.RecipientsUnstated():
                return "whom, the agreement does not say"
            case nodes.EachMemberOf():
                body = self.agreement.bodies[recipients.body.text]
                return f"each member of the {body.title}{self._size(body.seats_for or '')}"
            case _:
                assert_never(recipients)

    def _size(self, group: str) -> str:
        members = self.agreement.groups.get(group)
        return f" ({len(members.members)})" if members else ""


def _former(node: nodes.Former | None) -> str:
    return "present or former " if node else ""
