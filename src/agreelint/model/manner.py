"""How an act is done, to constraints: by whom, by what medium, with what, and what shows that it was done."""

from collections.abc import Iterator

from agreelint.model.citations import clauses_of
from agreelint.model.constraints import ActedBy, Constraint, Contents
from agreelint.model.entities import Agreement, Kind
from agreelint.model.notes import Notes
from agreelint.model.origins import Origins
from agreelint.model.references import References
from agreelint.model.steps import Declared
from agreelint.model.thresholds import threshold
from agreelint.syntax import nodes


class Manner:
    """Lowers the manner of the acts of one procedure."""

    def __init__(self, agreement: Agreement, references: References, origins: Origins, notes: Notes) -> None:
        """Lower with the names of a procedure; mistakes go to `notes`."""
        self._agreement = agreement
        self._references = references
        self._origins = origins
        self._notes = notes

    def acted_by(self, declared: Declared, kind: Kind) -> Iterator[Constraint]:
        """Lower who acts."""
        step, by = declared.step, declared.node.by
        if by is None or isinstance(
            by.actor, nodes.ActorEach | nodes.ActorOfEach | nodes.ActorOthers | nodes.ActorThat
        ):
            return
        if isinstance(by.actor, nodes.ActorOfStep) and not self._references.step(by.actor.step):
            return
        clauses = clauses_of(by.citation) if by.citation else step.clauses
        yield ActedBy(self._origins.of(step, "by", kind, clauses, by.span), by.in_person is not None)

    def contents(self, declared: Declared, kind: Kind) -> Iterator[Constraint]:
        """Lower the medium of an act, and what it must carry."""
        step = declared.step
        parts: list[tuple[str, tuple[str, ...]]] = []
        clauses = step.clauses
        for clause in declared.node.clauses:
            match clause.body:
                case nodes.Via():
                    parts.append(("medium", tuple(name.text for name in clause.body.media)))
                case nodes.Enclosing():
                    parts.append(("enclosures", tuple(name.text for name in clause.body.things)))
                case nodes.Signed():
                    rule = threshold(self._notes, clause.body.threshold, ("registered_voters",))
                    parts.append(("signatures", (str(rule.share), str(rule.strict), str(rule.plus))))
                case nodes.Certificate():
                    self._notes.known(clause.body.office, "office", self._agreement.offices)
                    parts.append(("certificate", (clause.body.office.text,)))
                case nodes.Authorization():
                    anyone = (*self._agreement.offices, *self._agreement.bodies)
                    self._notes.known(clause.body.office, "office or body", anyone)
                    parts.append(("authorization", (clause.body.office.text,)))
                case nodes.Proof():
                    parts.append(("proof", ()))
                case nodes.Stating():
                    parts.append(("contents", tuple(name.text for name in clause.body.things)))
                case nodes.Posted():
                    parts.append(("posted", tuple(name.text for name in clause.body.places)))
                case nodes.OpenToThePublic():
                    parts.append(("session", ("open", "public")))
                case _:
                    continue
            clauses = clauses_of(clause.citation) if clause.citation else clauses
        if parts:
            yield Contents(self._origins.of(step, "contents", kind, clauses, step.span), tuple(parts))

    def check_shown(self, declared: Declared) -> None:
        """Check that another step shows this one."""
        for clause in declared.node.clauses:
            if not isinstance(clause.body, nodes.ShownBy) or not self._references.step(clause.body.step):
                continue
            if clause.body.step.text == declared.step.id:
                self._notes.misplaced(clause.body.span, "a step cannot show itself", "name a later record")
