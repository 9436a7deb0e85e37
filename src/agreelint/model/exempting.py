"""The exceptions of a procedure from syntax: what each is about, which come before which, and which contradict."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise

from attrs import evolve

from agreelint.model.citations import inherited
from agreelint.model.entities import Clauses
from agreelint.model.exceptions import Exemption
from agreelint.model.inclusion import Expanded
from agreelint.model.notes import Notes, Seen
from agreelint.model.opposites import exclude_each_other
from agreelint.model.variants import sort_of, words_of
from agreelint.syntax import nodes


class Exceptions:
    """The exceptions of one procedure, in the order of the source."""

    def __init__(self, expanded: Expanded, outer: Clauses | None, notes: Notes) -> None:
        """Gather them; mistakes go to `notes`."""
        self._node = expanded.node
        self._outer = outer
        self._notes = notes
        seen = Seen(notes)
        self._found = {
            one.name.text: (one, around)
            for one, around in _declared(expanded.items, ())
            if seen.add(one.name, "exception")
        }
        self._steps = {step.name.text: step for step in all_steps(expanded.items)}
        self._sound = self._in_order()

    def replacing(self, step: str) -> tuple[nodes.ExceptionTo, ...]:
        """Return the exceptions whose clauses take the place of some of a step, each as if made to that step."""
        if not self._sound:
            return ()
        rooted = (evolve(one, target=self._root(one)) for one, _ in self._found.values())
        return tuple(
            one
            for one in rooted
            if isinstance(one.target, nodes.Target)
            and one.target.step.text == step
            and isinstance(one.outcome, nodes.Instead)
        )

    def exemptions(self) -> Iterator[Exemption]:
        """Yield every exception with its condition, its target and its rank."""
        for name, (one, around) in self._found.items() if self._sound else ():
            root = self._root(one)
            of_step = isinstance(root, nodes.Target) and root.step.text in self._steps
            word = root.word.text if isinstance(root, nodes.Target) and root.word else None
            to_exception = isinstance(one.target, nodes.Target) and one.target.step.text in self._found
            lifts = isinstance(one.outcome, nodes.DoesNotApply)
            yield Exemption(
                name,
                one.title or name.replace("_", " "),
                inherited(self._notes, one.name.span, f"`{name}`", one.citation, self._outer),
                nodes.EveryCondition(one.span, (*around, one.condition)) if around else one.condition,
                root.step.text if isinstance(root, nodes.Target) and of_step else None,
                word,
                root.label if isinstance(root, nodes.EveryClause) else None,
                lifts and not to_exception,  # one that lifts an exception leaves what that was made to
                tuple(above for above in self._found if name in self._beats(above)),
                one.span,
            )

    def check(self) -> None:
        """Check targets, words and contradictions."""
        for one, _ in self._found.values():
            self._check_target(one)
        for (one, _), (other, _) in combinations(self._found.values(), 2):
            self._check_pair(one, other)

    # ---- targets and ranks --------------------------------------------------------------------

    def _root(self, one: nodes.ExceptionTo) -> nodes.Target | nodes.EveryClause:
        """Return what an exception is about in the end: that of the exception to which it is made."""
        target = one.target
        if isinstance(target, nodes.Target) and target.step.text in self._found:
            return self._root(self._found[target.step.text][0])
        return target

    def _beats(self, name: str) -> frozenset[str]:
        """Return the exceptions before which one comes: that to which it is made, and those that ranks name."""
        one = self._found[name][0]
        target = one.target
        below = {target.step.text} if isinstance(target, nodes.Target) and target.step.text in self._found else set()
        if isinstance(one.rank, nodes.Despite):
            below |= {other.text for other in one.rank.exceptions}
        for other, (entry, _) in self._found.items():
            if isinstance(entry.rank, nodes.SubjectTo) and name in {above.text for above in entry.rank.exceptions}:
                below.add(other)
        return frozenset(below)

    def _in_order(self) -> bool:
        """Check that ranks name exceptions and run in no circle."""
        ranked = [n for one, _ in self._found.values() if one.rank for n in one.rank.exceptions]
        known = [self._notes.known(name, "exception", self._found) for name in ranked]
        sorter = TopologicalSorter({name: self._beats(name) & self._found.keys() for name in self._found})
        try:
            sorter.prepare()
        except CycleError as error:
            loop = error.args[1]
            told = "; ".join(f"`{then}` comes before `{first}`" for first, then in pairwise(loop))
            self._notes.error(
                "AG303",
                "circle-of-exceptions",
                f"exceptions run in a circle: {told}",
                self._found[loop[0]][0].name.span,
                "one of them must give way to the others",
            )
            return False
        return all(known)

    def _check_target(self, one: nodes.ExceptionTo) -> None:
        target = one.target
        if isinstance(target, nodes.EveryClause):
            if isinstance(one.outcome, nodes.Instead):
                why = "which clause these take the place of is not clear"
                self._notes.misplaced(target.span, why, "name a step, or say `does not apply`")
            return
        procedure = self._node.name.text if self._node.name.text not in self._steps else ""  # a step stands alone
        if target.step.text == procedure and isinstance(one.outcome, nodes.DoesNotApply):
            return
        known = (*self._steps, *self._found, *((procedure,) if procedure else ()))
        if not self._notes.known(target.step, "step, exception or procedure", known):
            return
        if isinstance(one.outcome, nodes.Instead) and not (one.outcome.by or one.outcome.clauses):
            self._notes.misplaced(one.outcome.span, "nothing takes the place", "write clauses, or `does not apply`")
        if target.step.text == procedure:
            self._notes.misplaced(target.span, "a whole procedure can only be lifted", "say `does not apply`")
        elif target.word and target.step.text in self._found:
            self._notes.misplaced(target.word.span, "an exception has no clauses to name", "name the exception alone")
        elif target.word:
            words = words_of(self._steps[target.step.text])
            self._notes.known(target.word, f"clause of `{target.step.text}`", words)

    # ---- contradictions -----------------------------------------------------------------------

    def _check_pair(self, one: nodes.ExceptionTo, other: nodes.ExceptionTo) -> None:
        """Two exceptions of one rank that can both apply to one thing must say the same."""
        names = (one.name.text, other.name.text)
        if not self._sound or names[1] in self._beats(names[0]) or names[0] in self._beats(names[1]):
            return
        if one.outcome == other.outcome or exclude_each_other(one.condition, other.condition):
            return
        if not self._meet(one, other):
            return
        target = self._root(one)
        about = target.step.text if isinstance(target, nodes.Target) else target.label
        self._notes.error(
            "AG305",
            "exceptions-disagree",
            f"the exceptions `{names[0]}` and `{names[1]}` can both apply to `{about}`, and say different things",
            other.name.span,
            f"say which comes first: `despite {names[0]}` or `subject to {names[0]}`",
        )

    def _meet(self, one: nodes.ExceptionTo, other: nodes.ExceptionTo) -> bool:
        roots = (self._root(one), self._root(other))
        if not all(isinstance(root, nodes.Target) for root in roots):
            return roots[0] == roots[1]
        steps = {root.step.text for root in roots if isinstance(root, nodes.Target)}
        if len(steps) > 1:
            return False
        sorts = (self._sorts(one), self._sorts(other))
        return "*" in sorts[0] | sorts[1] or bool(sorts[0] & sorts[1])

    def _sorts(self, one: nodes.ExceptionTo) -> frozenset[str]:
        """Return the sorts of clauses that an exception changes; `*` for all of them."""
        root = self._root(one)
        if isinstance(root, nodes.Target) and root.word and root.step.text in self._steps:
            return frozenset({words_of(self._steps[root.step.text]).get(root.word.text, "*")})
        if isinstance(one.outcome, nodes.DoesNotApply):
            return frozenset({"*"})
        sorts = frozenset(sort_of(clause.body) for clause in one.outcome.clauses)
        return sorts | {"by"} if one.outcome.by else sorts


def _declared(
    items: tuple[nodes.Item, ...], around: tuple[nodes.Condition, ...]
) -> Iterator[tuple[nodes.ExceptionTo, tuple[nodes.Condition, ...]]]:
    for item in items:
        match item:
            case nodes.ExceptionTo():
                yield item, around
            case nodes.IfBlock():
                yield from _declared(item.items, (*around, item.condition))
            case nodes.UnlessBlock():
                yield from _declared(item.items, (*around, nodes.Negated(item.condition.span, item.condition)))
            case nodes.Step() | nodes.Either() | nodes.Continues():
                continue


def all_steps(items: tuple[nodes.Item, ...]) -> Iterator[nodes.Step]:
    """Yield every step of a procedure, also those in routes and blocks."""
    for item in items:
        match item:
            case nodes.Step():
                yield item
            case nodes.Either():
                for route in item.routes:
                    yield from route.steps
            case nodes.IfBlock() | nodes.UnlessBlock():
                yield from all_steps(item.items)
            case nodes.Continues() | nodes.ExceptionTo():
                continue
