"""Procedures that continue as another: the steps of that other, or a part of them, taken in before lowering."""

from collections.abc import Callable, Iterator, Mapping
from typing import assert_never

from attrs import evolve, frozen

from agreelint.dating import event_names
from agreelint.dating.names import NONE
from agreelint.model.notes import Notes
from agreelint.model.windows import limit_of, one_sided
from agreelint.syntax import nodes

Leaf = nodes.Step | nodes.Either
"""What can be taken in or left out; blocks around it go with it."""


@frozen(eq=False, repr=False, slots=False)
class Expanded:
    """A procedure with everything that it takes in; `borrowed` are the names of steps that are at home elsewhere."""

    node: nodes.Procedure
    items: tuple[nodes.Item, ...]
    borrowed: frozenset[str]
    dates: Mapping[str, nodes.NamedDate] = NONE
    """The defined dates of the procedures that it takes in."""


def expand(found: list[nodes.Procedure], notes: Notes) -> list[Expanded]:
    """Take in what every procedure continues as; mistakes go to `notes`."""
    including = _Including({node.name.text: node for node in found}, notes)
    return [including.expanded(node) for node in found]


class _Including:
    def __init__(self, procedures: dict[str, nodes.Procedure], notes: Notes) -> None:
        self._procedures, self._notes = procedures, notes
        self._told: set[frozenset[str]] = set()

    def expanded(self, node: nodes.Procedure, path: tuple[str, ...] = ()) -> Expanded:
        """Return a procedure with all that it takes in, directly or through others."""
        own = frozenset(name for leaf in _leaves(node.items) for name in _names(leaf))
        borrowed: set[str] = set()
        items = self._items(node.items, node, own, (*path, node.name.text), borrowed)
        return Expanded(node, items, frozenset(borrowed), self._dates(node, frozenset()))

    def _dates(self, node: nodes.Procedure, seen: frozenset[str]) -> dict[str, nodes.NamedDate]:
        """Return the dates that a procedure and all that it takes in define; its own stand before those taken in."""
        found: dict[str, nodes.NamedDate] = {}
        for item in _continued(node.items):
            other = self._procedures.get(item.procedure.text)
            if other and other.name.text not in seen:
                found |= self._dates(other, seen | {node.name.text})
        own = (part for part in node.parts if isinstance(part, nodes.Definition | nodes.Term))
        return {**found, **{part.name.text: part for part in own}}

    def _items(
        self,
        items: tuple[nodes.Item, ...],
        node: nodes.Procedure,
        own: frozenset[str],
        path: tuple[str, ...],
        borrowed: set[str],
    ) -> tuple[nodes.Item, ...]:
        found: list[nodes.Item] = []
        for item in items:
            match item:
                case nodes.Continues():
                    taken = self._taken(item, own, path)
                    borrowed.update(name for leaf in _leaves(taken) for name in _names(leaf))
                    found += _filtered(taken, lambda leaf: leaf.name.text not in own)
                case nodes.IfBlock() | nodes.UnlessBlock():
                    inner = self._items(item.items, node, own, path, borrowed)
                    found.append(type(item)(item.span, item.condition, inner))
                case _:
                    found.append(item)
        return tuple(found)

    def _taken(self, item: nodes.Continues, own: frozenset[str], path: tuple[str, ...]) -> tuple[nodes.Item, ...]:
        """Return the steps that one `continues as` takes in."""
        if not self._notes.known(item.procedure, "procedure", self._procedures):
            return ()
        name = item.procedure.text
        if name in path:
            circle = frozenset(path)
            if name == path[0] and circle not in self._told:
                self._told.add(circle)
                loop = " continues as ".join(f"`{one}`" for one in (*path, name))
                message = f"procedures continue in a circle: {loop}"
                self._notes.error("AG302", "circle", message, item.span, "let one of them end on its own")
            return ()
        other = self._procedures[name]
        items = self.expanded(other, path).items
        names = [leaf.name.text for leaf in _leaves(items)]
        first, last = 0, len(names) - 1
        if item.first and self._notes.known(item.first, f"step of `{name}`", names):
            first = names.index(item.first.text)
        if item.last and self._notes.known(item.last, f"step of `{name}`", names):
            last = names.index(item.last.text)
        if last < first and item.last:
            message = f"`{item.last.text}` comes before `{names[first]}` in `{name}`"
            self._notes.misplaced(item.last.span, message, "exchange the two")
        chosen = frozenset(names[first : last + 1])
        missing = self._missing(item, own, items, chosen)
        gate = (
            nodes.Clause(item.span, nodes.After(item.span, item.event), None, item.citation, None)
            if item.event
            else None
        )
        return _filtered(
            items, lambda leaf: leaf.name.text in chosen, lambda leaf: _at_home(leaf, other, gate, missing)
        )

    def _missing(
        self, item: nodes.Continues, own: frozenset[str], items: tuple[nodes.Item, ...], chosen: frozenset[str]
    ) -> frozenset[str]:
        """Return the steps that are left out and not declared here; what counts from them is an error."""
        leaves = list(_leaves(items))
        missing = {name for leaf in leaves if leaf.name.text not in chosen for name in _names(leaf)} - own
        for leaf in leaves:
            if leaf.name.text not in chosen or leaf.name.text in own:
                continue
            for name in dict.fromkeys(name for name in _mentioned(leaf) if name in missing):
                self._notes.misplaced(
                    item.span,
                    f"`{leaf.name.text}` counts from `{name}`, which this part of `{item.procedure.text}` leaves out",
                    f"take in `{name}` as well, or declare a `{name}` or another `{leaf.name.text}` here",
                )
        return frozenset(missing)


def _continued(items: tuple[nodes.Item, ...]) -> Iterator[nodes.Continues]:
    for item in items:
        match item:
            case nodes.Continues():
                yield item
            case nodes.IfBlock() | nodes.UnlessBlock():
                yield from _continued(item.items)
            case _:
                continue


def _leaves(items: tuple[nodes.Item, ...]) -> Iterator[Leaf]:
    """Yield the steps and groups of routes, in and outside of blocks."""
    for item in items:
        match item:
            case nodes.Step() | nodes.Either():
                yield item
            case nodes.IfBlock() | nodes.UnlessBlock():
                yield from _leaves(item.items)
            case nodes.Continues() | nodes.ExceptionTo():
                continue
            case _:
                assert_never(item)


def _filtered(
    items: tuple[nodes.Item, ...], keep: Callable[[Leaf], bool], change: Callable[[Leaf], Leaf] = lambda leaf: leaf
) -> tuple[nodes.Item, ...]:
    """Return the items with only some of their steps, each changed; so goes a block or exception without any."""
    kept = {name for leaf in _leaves(items) if keep(leaf) for name in _names(leaf)}
    found: list[nodes.Item] = []
    for item in items:
        match item:
            case nodes.Step() | nodes.Either():
                found += [change(item)] if keep(item) else []
            case nodes.IfBlock() | nodes.UnlessBlock():
                inner = _filtered(item.items, keep, change)
                found += [type(item)(item.span, item.condition, inner)] if inner else []
            case nodes.ExceptionTo():
                about = item.target.step.text if isinstance(item.target, nodes.Target) else None
                found += [item] if about is None or about in kept else []
                kept |= {item.name.text} if about in kept else set()
            case nodes.Continues():
                continue
            case _:
                assert_never(item)
    return tuple(found)


def _steps(leaf: Leaf) -> tuple[nodes.Step, ...]:
    return (leaf,) if isinstance(leaf, nodes.Step) else tuple(step for route in leaf.routes for step in route.steps)


def _names(leaf: Leaf) -> tuple[str, ...]:
    return tuple(dict.fromkeys((leaf.name.text, *(step.name.text for step in _steps(leaf)))))


def _at_home(leaf: Leaf, other: nodes.Procedure, gate: nodes.Clause | None, missing: frozenset[str]) -> Leaf:
    """Let a step keep the citation that it inherits at home; if it follows nothing, it follows what the part does."""

    def taken(step: nodes.Step) -> nodes.Step:
        known = tuple(c for c in step.clauses if not missing & {name.text for name in mentioned(c)})
        return _gate(evolve(step, clauses=known), gate) if gate else evolve(step, clauses=known)

    cited = leaf if leaf.citation else evolve(leaf, citation=other.citation)
    if isinstance(cited, nodes.Step):
        return taken(cited)
    routes = tuple(evolve(route, steps=tuple(taken(step) for step in route.steps)) for route in cited.routes)
    return evolve(cited, routes=routes)


def _gate(step: nodes.Step, gate: nodes.Clause) -> nodes.Step:
    follows = any(_follows(clause.body) for clause in step.clauses)
    return step if follows else evolve(step, clauses=(*step.clauses, gate))


def _follows(body: nodes.ClauseBody) -> bool:
    match body:
        case nodes.After() | nodes.AtNextMeeting() | nodes.AtStep() | nodes.ValidOnly():
            return True
        case nodes.AtFirstMeeting():
            return any(event_names(body.since))
        case nodes.Bounds():
            forward = nodes.AtLeastAfter | nodes.AtMostAfter | nodes.NoLaterThan | nodes.NoEarlierThan
            sides = (side for bound in body.bounds for side in one_sided(bound))
            return any(isinstance(side, forward) and any(event_names(limit_of(side))) for side in sides)
        case _:
            return False


def _mentioned(leaf: Leaf) -> Iterator[str]:
    """Yield every name in the clauses of a step, or of all steps of a group of routes."""
    for step in _steps(leaf):
        for part in (step.by, step.clauses):
            yield from (name.text for name in mentioned(part))


def mentioned(found: object) -> Iterator[nodes.Name]:
    """Yield every name in a piece of syntax."""
    if isinstance(found, nodes.Name):
        yield found
    elif isinstance(found, nodes.Node):
        for part in found._meaning():
            yield from mentioned(part)
    elif isinstance(found, tuple):
        for part in found:
            yield from mentioned(part)
