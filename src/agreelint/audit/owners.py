"""To which run of which procedure each row of a log belongs, where several procedures share steps."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.problems import Problem
from agreelint.logs.events import Event
from agreelint.model.constraints import Model, Procedure


@frozen(eq=False, repr=False, slots=False)
class Owners:
    """What the rows of a log say together of the procedures that their cases are runs of.

    `sure` are, for each case, the procedures of rows that can belong to no other, and `later` those of rows dated
    after as-of; `continued` is the case that a case continues, where its procedure has taken in the steps of that case.
    """

    model: Model
    chosen: tuple[Procedure, ...]
    sure: dict[str, set[str]]
    later: dict[str, set[str]]
    continued: dict[str, str]

    @staticmethod
    def of(model: Model, chosen: tuple[Procedure, ...], events: Iterable[Event], as_of: date | None) -> "Owners":
        """Look through the rows of a log for what they say of their cases."""
        sure: dict[str, set[str]] = {}
        later: dict[str, set[str]] = {}
        links: dict[str, str] = {}
        for event in events:
            if event.case_id is None:
                continue
            owners = _owners(event, chosen)
            if len(owners) == 1:
                (later if event.after(as_of) else sure).setdefault(event.case_id, set()).add(owners[0].id)
            if event.continues_case and event.continues_case != event.case_id and not event.after(as_of):
                links[event.case_id] = event.continues_case
        return Owners(model, chosen, sure, later, links)

    def placed(self, event: Event) -> Event:
        """Return a row as one of the case that its own case continues, if that case has taken in its step."""
        earlier = self.continued.get(event.case_id or "")
        if earlier is None:
            return event
        taken_in = any(event.activity in p.borrowed for p in self.chosen if p.id in self.sure.get(earlier, ()))
        return evolve(event, case_id=earlier) if taken_in else event

    def owner(self, event: Event) -> Procedure | Problem | None:
        """Return the procedure to which a row belongs, None if its activity is no step of any of them.

        Of several that share the step: the one that its column `procedure` names, else the one of which the case has
        rows that no other has, else the one where the step is at home. What is dated after as-of decides only where
        nothing else does, so that a row is no mistake for want of what a later one says.
        """
        if event.procedure and event.procedure not in self.model.procedures:
            message = f"`{event.procedure}` is no procedure of {self.model.agreement.id}"
            return Problem(event, "AG060", "unknown-procedure", message, f"known: {', '.join(self.model.procedures)}")
        owners = _owners(event, self.chosen)
        if not owners:
            return None
        if event.case_id is None:
            message = f"this `{event.activity}` belongs to no case"
            hint = "fill `case_id`; only rows of activity `meeting` may leave it empty"
            return Problem(event, "AG061", "no-case", message, hint)
        sure = [one for one in owners if one.id in self.sure.get(event.case_id, ())]
        home = [one for one in owners if event.activity not in one.borrowed]
        later = [one for one in owners if one.id in self.later.get(event.case_id, ())]
        for found in (owners, sure, home, later):
            if len(found) == 1:
                return found[0]
        message = f"`{event.activity}` is a step of {' and '.join(owner.id for owner in owners)}"
        hint = "fill the column `procedure`, or choose one with --procedure"
        return Problem(event, "AG062", "which-procedure", message, hint)


def _owners(event: Event, chosen: tuple[Procedure, ...]) -> list[Procedure]:
    owners = [p for p in chosen if event.activity in p.steps and event.activity not in p.given]
    return [one for one in owners if one.id == event.procedure] if event.procedure else owners
