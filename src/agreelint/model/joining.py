"""An agreement and the law to one text: each provision is joined to the steps that it is about."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from attrs import evolve, frozen

from agreelint.model.citations import lawful
from agreelint.model.exempting import all_steps
from agreelint.model.force import text_of
from agreelint.model.subjects import replaced
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside

MEMBER = "member"
"""What a pack calls the group of members: the one whose name begins so, else the first of an agreement."""
PUBLIC_BODY = "public_body"
"""What a pack calls each body, where it binds all of them."""
_ONE_ONLY: dict[type, str] = {
    nodes.To: "who gets",
    nodes.When: "when there is",
    nodes.Recurs: "how often there is",
    nodes.Carries: "what carries",
    nodes.ShownBy: "what shows",
    nodes.Silence: "what silence means for",
}
"""Clauses of which a step has one, with what they say: what the agreement says itself stays as it is."""
_ALWAYS = (nodes.Recurs, nodes.AtMeeting)
"""Clauses that say what a step is, and cannot be in force for a time."""


@frozen(eq=False, repr=False, slots=False)
class Joined:
    """The text with what the law adds; why some provisions add nothing to it, and what of others gives way to it."""

    file: nodes.File
    apart: tuple[tuple[nodes.Provision, str], ...]
    given_way: tuple[tuple[nodes.Provision, str], ...] = ()


def applicable(file: nodes.File, packs: Sequence[nodes.Pack]) -> tuple[nodes.Pack, ...]:
    """Return the packs that bind an agreement of this kind."""
    headers = [item for d in file.declarations if isinstance(d, nodes.Agreement) for item in d.headers]
    kinds = {item.name.text for item in headers if isinstance(item, nodes.Kind)}
    return tuple(pack for pack in packs if _kinds(pack) is None or kinds & (_kinds(pack) or set()))


def joined(file: nodes.File, packs: Sequence[nodes.Pack], without: frozenset[str] = frozenset()) -> Joined:
    """Return the text of an agreement with the provisions of these packs, but for those in `without`."""
    apart: list[tuple[nodes.Provision, str]] = []
    given_way: list[tuple[nodes.Provision, str]] = []
    for provision in (p for pack in packs for p in provisions(pack) if p.name.text not in without):
        joining = _Joining(file, provision)
        file = joining.joined()
        if joining.why:
            apart.append((provision, joining.why))
        given_way += ((provision, words) for words in dict.fromkeys(joining.given_way))
    return Joined(file, tuple(apart), tuple(given_way))


def provisions(pack: nodes.Pack) -> tuple[nodes.Provision, ...]:
    """Return the provisions of a pack in their order."""
    return tuple(item for item in pack.items if isinstance(item, nodes.Provision))


def _kinds(pack: nodes.Pack) -> set[str] | None:
    found = [item for item in pack.items if isinstance(item, nodes.AppliesTo)]
    return {name.text for item in found for name in item.kinds} if found else None


class _Joining:
    """Joins one provision."""

    def __init__(self, file: nodes.File, provision: nodes.Provision) -> None:
        self._file = file
        self._provision = provision
        self._citation = nodes.Citation(provision.cite.span, (provision.cite,))
        groups = [d.name.text for d in file.declarations if isinstance(d, nodes.Group)]
        self._member = next((name for name in groups if name.startswith(MEMBER)), groups[0] if groups else None)
        self._force = provision.force
        self.why: str | None = None
        self.given_way: list[str] = []

    def joined(self) -> nodes.File:
        """Return the text with the provision."""
        for item in self._provision.items:
            match item:
                case nodes.InAmendments():
                    self._procedures([p for p in self._known() if p.amends], item.parts, "that amends")
                case nodes.InProcedure():
                    names = [name.text for name in item.procedures.names]
                    found = [p for p in self._known() if p.name.text in names]
                    self._procedures(found, item.parts, f"`{'`, `'.join(names)}`")
                case nodes.Step():
                    self._for_each_body(item)
                case nodes.GivenBody():
                    self._bodies(item)
                case nodes.ExceptionTo():
                    self._except(evolve(item, citation=self._citation))
                case nodes.Incompatible() | nodes.Required() | nodes.Prohibition():
                    force = item.force or self._provision.force
                    self._declare(self._renamed(evolve(item, citation=self._citation, force=force), {}))
                case nodes.Says() | nodes.Counted() | nodes.SourceLink() | nodes.RequiredContent():
                    continue  # nothing that a log could keep or break
        return self._file

    def _known(self) -> list[nodes.Procedure]:
        return [d for d in self._file.declarations if isinstance(d, nodes.Procedure)]

    def _procedures(self, found: Sequence[nodes.Procedure], parts: tuple[nodes.JoinedPart, ...], which: str) -> None:
        if not found:
            self.why = f"there is no procedure {which}"
        for procedure in found:
            self._file = self._replaced(procedure, self._into(procedure, parts))

    def _into(self, procedure: nodes.Procedure, parts: tuple[nodes.JoinedPart, ...]) -> nodes.Procedure:
        """Return a procedure with the parts of the provision; as it was if it lacks what the provision is about."""
        names: dict[str, str] = {MEMBER: self._member} if self._member else {}
        added: list[nodes.Part] = []
        for part in parts:
            if isinstance(part, nodes.ExceptionTo):
                continue
            asked = part.step if isinstance(part, nodes.GivenStep) else part
            own = self._counterpart(procedure, asked) or self._taken_in(procedure, part)
            if own is not None:
                names[asked.name.text] = own.name.text
            elif isinstance(part, nodes.GivenStep):
                who = f" by {_told(asked)}" if asked.by else ""
                self.why = f"`{procedure.name.text}` has no {asked.kind.text.removesuffix('_kind')}{who}"
                return procedure
        self._force = self._provision.force and self._renamed(self._provision.force, names)
        for part in parts:
            if isinstance(part, nodes.ExceptionTo):
                added.append(self._renamed(evolve(part, citation=part.citation or self._citation), names))
                continue
            asked = part.step if isinstance(part, nodes.GivenStep) else part
            own = next((s for s in all_steps(procedure.items) if s.name.text == names.get(asked.name.text)), None)
            if own is None and isinstance(part, nodes.GivenStep):
                continue  # it stands in the procedure that this one goes on as, and is bound there
            renamed = self._renamed(asked, names)
            if own is None or (lawful(own) and _in_turn(own.force, self._force)):
                added.append(self._whole(renamed))
            else:
                procedure = replaced(procedure, partial(_exchanged, own, self._bound(_at_all_times(own), renamed)))
        return evolve(procedure, parts=(*procedure.parts, *added))

    def _counterpart(self, procedure: nodes.Procedure, asked: nodes.Step) -> nodes.Step | None:
        """Return the step of a procedure that a pack means: of that name, or the first such act of the same people.

        What need not be done, such as a vote to put something off, is not meant unless it is named; and a procedure
        that has one effect has no other that could be meant.
        """
        steps = list(all_steps(procedure.items))
        named = [step for step in steps if step.name.text == asked.name.text]
        same = [step for step in steps if step.kind.text == asked.kind.text]
        alike = [step for step in same if not step.optional and self._same(step, asked)]
        only = same if asked.kind.text == "effect_kind" and len(same) == 1 else []
        return next(iter((*named, *alike, *only)), None)

    def _taken_in(self, procedure: nodes.Procedure, part: nodes.JoinedPart) -> nodes.Step | None:
        """Return the step that a procedure must have, if it has it from one that it continues as."""
        if not isinstance(part, nodes.GivenStep):
            return None
        continued = [item.procedure.text for item in procedure.items if isinstance(item, nodes.Continues)]
        others = [one for one in self._known() if one.name.text in continued]
        found = (self._counterpart(one, part.step) or self._taken_in(one, part) for one in others)
        return next((step for step in found if step is not None), None)

    def _same(self, own: nodes.Step, asked: nodes.Step) -> bool:
        """Say whether the same people act; to the same recipients, if the pack says to whom."""
        wanted = {MEMBER: self._member} if self._member else {}
        to = [c.body for c in asked.clauses if isinstance(c.body, nodes.To)]
        acting = own.by is not None and asked.by is not None and not isinstance(asked.by.actor, nodes.ActorUnstated)
        if not acting or _words(own.by) != _words(self._renamed(asked.by, wanted)):
            return False
        own_to = [c.body for c in own.clauses if isinstance(c.body, nodes.To)]
        return not to or [_words(one) for one in own_to] == [_words(self._renamed(one, wanted)) for one in to]

    def _for_each_body(self, step: nodes.Step) -> None:
        """Declare a step outside procedures: once, or once for each body if it speaks of any public body."""
        if not any(isinstance(part, nodes.Name) and part.text == PUBLIC_BODY for part in inside(step)):
            self._outside(step, {})
            return
        bodies = [d.name.text for d in self._file.declarations if isinstance(d, nodes.Body)]
        for body in bodies:
            name = step.name.text if body == bodies[0] else _of_body(step.name.text, body)
            self._outside(evolve(step, name=evolve(step.name, text=name)), {PUBLIC_BODY: body})

    def _except(self, item: nodes.ExceptionTo) -> None:
        """Declare an exception: to one step, or to that of each body where the law asks it of every one."""
        self._declare(self._renamed(item, {}))
        if not isinstance(item.target, nodes.Target):
            return
        target = item.target.step.text
        steps = {d.name.text for d in self._file.declarations if isinstance(d, nodes.Step)}
        for body in [d.name.text for d in self._file.declarations if isinstance(d, nodes.Body)]:
            if _of_body(target, body) in steps:
                names = {target: _of_body(target, body)}
                named = evolve(item, name=evolve(item.name, text=_of_body(item.name.text, body)))
                self._declare(self._renamed(named, names))

    def _bodies(self, given: nodes.GivenBody) -> None:
        """Join what the law says of a body, or of every one; what the agreement says itself of it stays as it is."""
        every = [d for d in self._file.declarations if isinstance(d, nodes.Body)]
        found = [body for body in every if given.name.text in (PUBLIC_BODY, body.name.text)]
        if not found:
            self.why = f"there is no body `{given.name.text}`"
        for body in found:
            has = {type(item) for item in body.items} - {nodes.Meets}
            items = tuple(
                evolve(item, citation=self._citation, force=item.force or self._provision.force)
                for item in given.items
                if type(item) not in has
            )
            self._file = self._replaced(body, evolve(body, items=(*body.items, *items)))

    def _outside(self, step: nodes.Step, names: Mapping[str, str]) -> None:
        step = self._renamed(step, {**names, MEMBER: self._member} if self._member else names)
        own = [d for d in self._file.declarations if isinstance(d, nodes.Step) and d.name.text == step.name.text]
        if own:
            self._file = self._replaced(own[0], self._bound(own[0], step))
        else:
            self._declare(self._whole(step))

    def _whole(self, step: nodes.Step) -> nodes.Step:
        """Return a step that the law alone asks for."""
        return evolve(step, citation=step.citation or self._citation, force=step.force or self._force)

    def _bound(self, own: nodes.Step, asked: nodes.Step) -> nodes.Step:
        """Return a step of the agreement with what the law asks of it as well."""
        own = evolve(own, clauses=tuple(_completed(clause, asked) for clause in own.clauses))
        if own.force and lawful(own):
            own = self._longer(own, asked.force or self._provision.force)
        has = {type(clause.body): clause.body for clause in own.clauses}
        voters = {nodes.Carries} if _words(own.by) == _words(asked.by) else set()  # of the same ones both can be asked
        taken = [c for c in asked.clauses if type(c.body) in has and type(c.body) in _ONE_ONLY.keys() - voters]
        for body in (clause.body for clause in taken if has[type(clause.body)] != clause.body):
            self.given_way.append(f"{_ONE_ONLY[type(body)]} `{own.name.text}`")
        clauses = tuple(
            evolve(
                clause,
                citation=clause.citation or self._citation,
                force=None if isinstance(clause.body, _ALWAYS) else clause.force or self._force,
            )
            for clause in asked.clauses
            if clause not in taken
        )
        return evolve(own, clauses=(*own.clauses, *clauses))

    def _longer(self, own: nodes.Step, force: nodes.Force | None) -> nodes.Step:
        """Return a step that an older or newer law asks for as well: each clause in its time, the step in both."""
        clauses = tuple(
            clause
            if isinstance(clause.body, (*_ALWAYS, *_ONE_ONLY))
            else evolve(clause, force=clause.force or own.force)
            for clause in own.clauses
        )
        return evolve(own, clauses=clauses, force=_earlier(own.force, force))

    def _declare(self, declaration: nodes.Declaration) -> None:
        self._file = evolve(self._file, declarations=(*self._file.declarations, declaration))

    def _replaced(self, old: nodes.Declaration, new: nodes.Declaration) -> nodes.File:
        declarations = tuple(new if one is old else one for one in self._file.declarations)
        return evolve(self._file, declarations=declarations)

    def _renamed(self, node: Any, names: Mapping[str, str]) -> Any:
        """Return what a pack says with the names that the agreement has for the same."""
        return replaced(node, partial(_named, names))


def _of_body(name: str, body: str) -> str:
    return f"{name}_of_{body}"


def _named(names: Mapping[str, str], node: Any) -> Any:
    known = names.get(node.text) if isinstance(node, nodes.Name) else None
    return evolve(node, text=known) if known else node


def _in_turn(one: nodes.Force | None, other: nodes.Force | None) -> bool:
    """Say whether two texts of the law follow each other, so that each has the step for its own time."""
    if one is None or other is None:
        return False
    pairs = ((text_of(one), text_of(other)), (text_of(other), text_of(one)))
    return any(a.till and b.since and a.till.day and a.till.day == b.since.day for a, b in pairs)


def _at_all_times(own: nodes.Step) -> nodes.Step:
    """Return a step that the law asks for, which another provision asks for as well: its clauses keep their time."""
    if not lawful(own) or own.force is None:
        return own
    clauses = tuple(evolve(c, force=None if isinstance(c.body, _ALWAYS) else c.force or own.force) for c in own.clauses)
    return evolve(own, force=None, clauses=clauses)


def _completed(own: nodes.Clause, asked: nodes.Step) -> nodes.Clause:
    """Return a clause with the name that the law gives to the period in which a step returns; as it is otherwise."""
    match own.body:
        case nodes.Recurs(recurrence=nodes.EveryPeriod(variable=None) as every):
            wanted = [c.body.recurrence for c in asked.clauses if isinstance(c.body, nodes.Recurs)]
            same = [one for one in wanted if isinstance(one, nodes.EveryPeriod) and one.period == every.period]
            return evolve(own, body=evolve(own.body, recurrence=same[0])) if same else own
        case _:
            return own


def _earlier(one: nodes.Force | None, other: nodes.Force | None) -> nodes.Force | None:
    """Return of two stretches without an end the one that begins first; None if either is without a beginning."""
    if one is None or other is None:
        return None
    if isinstance(one.extent, nodes.FromDay | nodes.FromAtLatest) and isinstance(
        other.extent, nodes.FromDay | nodes.FromAtLatest
    ):
        return one if one.extent.day <= other.extent.day else other
    return None


def _exchanged(old: nodes.Step, new: nodes.Step, node: Any) -> Any:
    return new if node is old else node


def _words(node: nodes.Node | None) -> list[str]:
    """Return what a part of a text says, without its place and its citation."""
    if node is None:
        return []
    parts = [part for part in (node, *inside(node)) if not isinstance(part, nodes.Citation | nodes.ClauseCite)]
    return [part.text if isinstance(part, nodes.Name) else type(part).__name__ for part in parts]


def _told(step: nodes.Step) -> str:
    names = [part.text for part in inside(step.by) if isinstance(part, nodes.Name)] if step.by else []
    each = any(isinstance(part, nodes.ActorEach) for part in inside(step.by)) if step.by else False
    return f"{'each ' if each else ''}{' '.join(names)}"
