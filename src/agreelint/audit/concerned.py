"""Whom a row concerns: for which members of a group it is the record of a step done by each, or for each, of them."""

from datetime import date

from attrs import field, frozen

from agreelint.logs.events import Event
from agreelint.model.entities import Agreement, Step
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Concerned:
    """The members of an agreement on a day; where something stands for one `member`, that one alone."""

    agreement: Agreement
    day: date | None
    member: str | None = None
    _rosters: dict[str, tuple[str, ...]] = field(factory=dict, init=False)

    def by(self, step: Step, event: Event) -> set[str]:
        """Return the members whom a row of a step concerns."""
        acting = self._acting(step, event)
        if acting is None:
            return self._served(step, event)
        if not isinstance(step.recipients, nodes.RecipientsThat) or not event.recipients:
            return acting
        # What each does to, or for, itself alone; an office without a word of whose it is acts for whom it served.
        known = acting & set(self.agreement.known_ids) - set(self.agreement.offices)
        return acting & self._served(step, event) if known else self._served(step, event)

    def _acting(self, step: Step, event: Event) -> set[str] | None:
        match step.actor:
            case nodes.ActorEach() | nodes.ActorThat():
                return {event.actor} if event.actor else set()
            case nodes.ActorOfEach():
                office = step.actor.office.text
                those = isinstance(step.recipients, nodes.RecipientsThat)
                names = (event.actor, event.body, *(() if those else event.recipients))
                return {_member(office, name) for name in names if name}
            case _:
                return None

    def _served(self, step: Step, event: Event) -> set[str]:
        if not event.recipients:
            return set(self.members(step))
        return {name for recipient in event.recipients for name in self._served_by(step, recipient)}

    def _served_by(self, step: Step, recipient: str) -> tuple[str, ...]:
        """Return for whom service counts: that on another office of a member counts for nobody.

        That on the office, without a word of whose it is, counts for each of them (`assumed_recipient` says so).
        A body that is named beside the members stands for itself: what it was told its members' districts were not.
        """
        if recipient in _others(step):
            return (recipient,)
        if not isinstance(step.recipients, nodes.OfficeOfEach):
            return self.meant_by(recipient)
        office = step.recipients.office.text
        return tuple(self.members(step)) if recipient == office else self.meant_by(_member(office, recipient))

    def members(self, step: Step) -> tuple[str, ...]:
        """Return those for each of whom a step is done: present members, former ones if meant, and others named."""
        if self.member is not None:
            return (self.member,)
        if step.former:
            return (*self.agreement.members_of(step.each or "", self.day, former=True), *_others(step))
        return (*self.roster(step.each or ""), *_others(step))

    def meant_by(self, recipient: str) -> tuple[str, ...]:
        """Return everyone for whom service on a recipient counts: a body or group means all its members."""
        body = self.agreement.bodies.get(recipient)
        group = body.seats_for if body and body.seats_for else recipient
        if group in self.agreement.groups:
            return (recipient, *self.roster(group))
        return (recipient,)

    def roster(self, group: str) -> tuple[str, ...]:
        """Return the members of a group on that day."""
        if group not in self._rosters:
            self._rosters[group] = self.agreement.members_of(group, self.day)
        return self._rosters[group]


def _others(step: Step) -> tuple[str, ...]:
    """Return those whom a step names beside the members of a group."""
    also = step.recipients.also if isinstance(step.recipients, nodes.EachOf | nodes.OthersOf) else ()
    return tuple(name.text for name in also)


def _member(office: str, name: str) -> str:
    """Return the member whose office a name means, as in `selectmen.lanesborough`, or else the name itself."""
    before, _, member = name.partition(".")
    return member if member and before == office else name
