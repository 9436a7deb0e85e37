"""Whether silence, lapse, cure, waiver, extension and appeal fit the step that says them and the one they name."""

from typing import assert_never

from agreelint.dating.names import Definitions, deadline_names
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import Constraint, Deadline, Proviso
from agreelint.model.entities import Step, StepKind
from agreelint.model.notes import Notes
from agreelint.model.references import References
from agreelint.model.steps import Declared
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.syntax import nodes

_OTHERS = frozenset({StepKind.REVIEW, StepKind.APPROVAL, StepKind.VOTE, StepKind.EFFECT})


def proviso_word(says: nodes.Proviso) -> str:
    """Return the last part of a proviso's name."""
    match says:
        case nodes.Silence():
            return "silence"
        case nodes.DeemedDone():
            return "deemed"
        case nodes.Lapses():
            return "lapse"
        case nodes.Cures():
            return f"cures_{says.target.step.text}"
        case nodes.Waives():
            return f"waives_{says.target.step.text}"
        case nodes.Adds():
            return f"adds_to_{says.step.text}"
        case nodes.ExtendsTo():
            return f"extends_{says.step.text}"
        case nodes.Appeals():
            return f"appeals_{says.step.text}"
        case _:
            assert_never(says)


def _reached(start: str, rests: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = rests.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


class Provisos:
    """Checks the provisos of one procedure."""

    def __init__(
        self, steps: dict[str, Step], declared: tuple[Declared, ...], references: References, notes: Notes
    ) -> None:
        """Check against the steps of the procedure."""
        self._steps = steps
        self._references = references
        self._notes = notes
        self._lapsing = {
            one.step.id for one in declared for clause in one.node.clauses if isinstance(clause.body, nodes.Lapses)
        }

    def fits(self, says: nodes.Proviso, step: Step) -> bool:
        """Check one proviso of a step."""
        match says:
            case nodes.Silence():
                return self._references.dates(says.anchor, step)
            case nodes.DeemedDone():
                return self._references.dates(says.day, step) and self._references.condition(
                    says.unless, None, step.each
                )
            case nodes.Lapses():
                return self._lapse(says, step)
            case nodes.Cures() | nodes.Waives():
                return self._duty(says, says.target, step)
            case nodes.Adds() | nodes.ExtendsTo():
                known = self._other(says.step, step) and self._references.has_last_day(says.step)
                limit = says.limit if isinstance(says, nodes.ExtendsTo) else None
                return known and (limit is None or self._references.dates(limit, step))
            case nodes.Appeals():
                return self._other(says.step, step) and self._decided(says.step)
            case _:
                assert_never(says)

    def check_targets(self, constraints: tuple[Constraint, ...]) -> None:
        """Check that every clause that a cure or waiver names is one of its step."""
        names = [constraint.origin.name.partition(".")[2] for constraint in constraints]
        for constraint in constraints:
            says = constraint.says if isinstance(constraint, Proviso) else None
            if isinstance(says, nodes.Cures | nodes.Waives) and says.target.word is not None:
                step = says.target.step.text
                words = [name.partition(".")[2] for name in names if name.partition(".")[0] == step]
                self._notes.known(says.target.word, f"clause of `{step}`", words)

    def check_extensions(self, constraints: tuple[Constraint, ...], definitions: Definitions) -> None:
        """Check that no step moves a last day on which its own last day rests."""
        rests: dict[str, set[str]] = {}
        for constraint in constraints:
            step = constraint.origin.step
            match constraint:
                case Deadline(bound=bound) if isinstance(bound, LAST_DAY_BOUNDS):
                    named = deadline_names(limit_of(bound), definitions)
                    rests.setdefault(step, set()).update(name.text for name in named)
                case Proviso(says=nodes.Adds() | nodes.ExtendsTo() as says):
                    rests.setdefault(says.step.text, set()).add(step)
                case _:
                    continue
        for constraint in constraints:
            if isinstance(constraint, Proviso) and isinstance(constraint.says, nodes.Adds | nodes.ExtendsTo):
                step, moved = constraint.origin.step, constraint.says.step
                if moved.text in _reached(step, rests):
                    why = f"the last day of `{step}` rests on that of `{moved.text}`, which it moves itself"
                    self._notes.misplaced(moved.span, why, f"count the last day of `{step}` from an event or a date")

    def _lapse(self, says: nodes.Lapses, step: Step) -> bool:
        dated = self._references.dates(says.anchor, step)
        named = self._references.condition(says.unless, None, step.each)
        for name in condition_names(says.unless):
            if name.text in self._lapsing:
                why = f"whether `{step.id}` lapses cannot depend on `{name.text}`, which may lapse itself"
                self._notes.misplaced(name.span, why, "name what keeps it alive, such as an effect that is done")
                return False
        return dated and named

    def _other(self, name: nodes.Name, step: Step) -> bool:
        if not self._references.step(name):
            return False
        if name.text == step.id:
            self._notes.misplaced(name.span, f"`{step.id}` cannot do this for itself", "name another step")
            return False
        return True

    def _duty(self, says: nodes.Cures | nodes.Waives, target: nodes.Target, step: Step) -> bool:
        if not self._other(target.step, step):
            return False
        kind = self._steps[target.step.text].kind
        if kind in _OTHERS and target.word is None:
            verb = "cured" if isinstance(says, nodes.Cures) else "waived"
            why = f"a {kind.value} is nobody's duty, so it cannot be {verb}"
            self._notes.misplaced(target.span, why, f"name one of its clauses, such as `{target.step.text}.lead`")
            return False
        return True

    def _decided(self, name: nodes.Name) -> bool:
        if self._steps[name.text].kind not in {StepKind.VOTE, StepKind.APPROVAL}:
            why = f"`{name.text}` decides nothing, so there is nothing to appeal"
            self._notes.misplaced(name.span, why, "name a vote or an approval")
            return False
        return True
