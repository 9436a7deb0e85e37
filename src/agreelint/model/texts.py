"""Dated texts of the clauses of a procedure: what each constraint is in force for, and that versions fit together."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from attrs import evolve, frozen

from agreelint.dating.names import event_names
from agreelint.model.citations import lawful
from agreelint.model.conditions import RESULTS
from agreelint.model.constraints import Constraint
from agreelint.model.entities import Step, StepKind
from agreelint.model.exempting import all_steps
from agreelint.model.force import Text, Turn, forces, text_of
from agreelint.model.notes import Notes
from agreelint.model.origins import STATUTE
from agreelint.model.references import References
from agreelint.model.steps import Declared
from agreelint.model.variants import sort_of
from agreelint.model.windows import bound_word, limit_of, one_sided
from agreelint.source import Span
from agreelint.syntax import nodes

_CONTENTS = (
    nodes.Via,
    nodes.Enclosing,
    nodes.Signed,
    nodes.Certificate,
    nodes.Authorization,
    nodes.Proof,
    nodes.Stating,
    nodes.Posted,
    nodes.OpenToThePublic,
)
_WORDS: dict[type, str] = {
    nodes.Passes: "threshold",
    nodes.Carries: "carries",
    nodes.When: "when",
} | dict.fromkeys(_CONTENTS, "contents")
"""Constraints that stand for a clause though they have the place of the whole step."""
_WHOLE = (nodes.Recurs, nodes.AtMeeting)
"""Clauses that say what a step is, so that it cannot have them for a time."""


def turns_of(items: tuple[nodes.Item, ...]) -> tuple[Turn, ...]:
    """Return every turning point of a procedure once."""
    found = {turn.key: turn for step in all_steps(items) for force in forces(step) for turn in text_of(force).turns}
    return tuple(found.values())


def in_its_time(constraint: Constraint, declared: Declared) -> Constraint:
    """Return a constraint with the text that it belongs to, if its clause or step is not in force at all times."""
    node = declared.node
    span, word = constraint.origin.span, constraint.origin.name.rpartition(".")[2]
    force = node.force
    for part in (node.by, *node.clauses):
        if part and part.force and (_within(span, part.span) or (_word(part) == word and _of_one(constraint, part))):
            force = part.force
    return evolve(constraint, origin=evolve(constraint.origin, text=text_of(force))) if force else constraint


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _of_one(constraint: Constraint, part: nodes.By | nodes.Clause) -> bool:
    """Say whether a clause can be what a constraint stands for: what the agreement asks is in no text of the law."""
    return constraint.origin.origin == STATUTE or not (isinstance(part, nodes.Clause) and lawful(part))


def _word(part: nodes.By | nodes.Clause) -> str | None:
    return _WORDS.get(type(part.body)) if isinstance(part, nodes.Clause) else None


# ---- whether versions fit together ------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class _Version:
    """One version of an item: of a step as a whole, or of a sort of clause in it."""

    item: str
    text: Text | None
    span: Span
    anchors: tuple[str, ...] = ()
    """From what it counts, forward or backward."""
    chosen_by: tuple[str, ...] = ()
    """Whose day decides which text governs; nothing for that of the first act, or of the act itself."""

    def __str__(self) -> str:
        return f"`{self.text}`" if self.text else "one that is in force at all times"


def check_texts(items: tuple[nodes.Item, ...], references: References, notes: Notes) -> None:
    """Check the events that texts name, and that no item has two texts at once, or none between two."""
    groups: dict[str, list[_Version]] = {}
    for step in all_steps(items):
        for force in forces(step):
            _check_force(force, references, notes)
        for version in _versions(step, notes):
            groups.setdefault(version.item, []).append(version)
    for versions in groups.values():
        dated = [version for version in versions if version.text]
        for one, other in combinations(dated, 2):
            _check_choice(one, other, notes)
        for anchors in dict.fromkeys(version.anchors for version in dated):
            alike = [version for version in versions if version.anchors == anchors]
            for one, other in pairwise(sorted(alike, key=_begins)):
                _check_pair(one, other, notes)


def _check_force(force: nodes.Force, references: References, notes: Notes) -> None:
    text = text_of(force)
    for turn in text.turns:
        if isinstance(turn.event, nodes.EventWith):
            if references.state(turn.event.step, turn.event.state) and turn.event.state.text not in RESULTS:
                notes.misplaced(turn.event.span, "this is no event", f"name the step alone: `{turn.event.step.text}`")
        elif turn.event and references.step(turn.event.step):
            _check_decided(turn.event.step, references.entry(turn.event.step), notes)
    if text.read:
        references.step(text.read)
    if text.since and text.till and text.since.day and text.till.day and text.since.day >= text.till.day:
        notes.misplaced(force.span, "this ends before it begins", "write the earlier day first")


def _check_decided(name: nodes.Name, step: Step, notes: Notes) -> None:
    word = {StepKind.APPROVAL: "granted", StepKind.VOTE: "carried" if step.each else "passed"}.get(step.kind)
    if word:
        notes.misplaced(name.span, f"`{name.text}` can come out either way", f"say `{name.text} {word}`")


def _versions(step: nodes.Step, notes: Notes) -> Iterator[_Version]:
    name = step.name.text
    own = text_of(step.force) if step.force else None
    yield _Version(name, own, step.name.span)
    if step.by:
        yield _Version(f"{name}.by", text_of(step.by.force) if step.by.force else own, step.by.span)
    for clause in step.clauses:
        text = text_of(clause.force) if clause.force else own
        if clause.force and isinstance(clause.body, _WHOLE):
            notes.misplaced(clause.force.span, "this says what the step is", "say when the whole step is in force")
        where = f"{name} under {clause.citation.cites[0].label}" if clause.citation and lawful(clause) else name
        for word, anchors, chosen_by in _items(clause.body):
            read = text and text.read
            chosen = (read.text,) if read else chosen_by
            yield _Version(f"{where}.{word}", text, clause.span, anchors, chosen)


def _items(body: nodes.ClauseBody) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield what a clause is a version of, from what it counts, and by whose day its text is chosen."""
    match body:
        case nodes.Bounds():
            for bound in body.bounds:
                for side in one_sided(bound):
                    anchors = tuple(name.text for name in event_names(limit_of(side)))
                    backward = isinstance(side, nodes.AtLeastBefore | nodes.AtMostBefore)
                    yield bound_word(side), anchors, () if backward else anchors
        case nodes.After() | nodes.Before():
            yield f"{sort_of(body).lower()}_{body.event.step.text}", (), ()
        case nodes.Judged():
            yield f"judged “{body.standard}”", (), ()
        case _:
            yield _WORDS.get(type(body), sort_of(body).lower()), (), ()


def _begins(version: _Version) -> date:
    since = version.text and version.text.since
    return since.day or date.max if since else date.min


def _check_choice(one: _Version, other: _Version, notes: Notes) -> None:
    if one.chosen_by != other.chosen_by:
        notes.misplaced(
            other.span,
            f"which text of `{one.item}` governs cannot be told: {_listed(one)} or {_listed(other)} decides",
            "say in both by what event the text is chosen: `in force … read as of …`",
        )


def _listed(version: _Version) -> str:
    return " and ".join(f"`{name}`" for name in version.chosen_by) or "the first act of the case"


def _check_pair(one: _Version, other: _Version, notes: Notes) -> None:
    """Report that the one, which begins first, ends after the other begins, or before, or nobody can tell."""
    till = one.text.till if one.text else None
    since = other.text.since if other.text else None
    if till is None or since is None:
        _overlap(one, other, notes)
    elif till.key != since.key:
        if till.day is None or since.day is None or till.latest or since.latest:
            _report(one, other, notes, "AG307", "texts-apart", "do not meet on one day or event")
        elif till.day > since.day:
            _overlap(one, other, notes)
        else:
            _report(one, other, notes, "AG307", "texts-apart", "leave a gap between them")


def _overlap(one: _Version, other: _Version, notes: Notes) -> None:
    _report(one, other, notes, "AG308", "texts-overlap", "are in force at once")


def _report(one: _Version, other: _Version, notes: Notes, code: str, name: str, what: str) -> None:
    hint = "let the one be in force until the day or event from which the other is"
    notes.error(code, name, f"two texts of `{one.item}` {what}: {one} and {other}", other.span, hint)
