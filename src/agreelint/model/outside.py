"""Steps that stand outside procedures, and what a procedure counts from although it is declared elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from agreelint.dating.names import Definitions, event_names
from agreelint.model.constraints import Carried, Procedure, ThresholdMet
from agreelint.model.entities import Clauses, Step, StepKind
from agreelint.model.inclusion import Expanded, mentioned
from agreelint.model.notes import Notes
from agreelint.model.recurrence import MEETING, VACANCY, Every, ForEach, Recurrence
from agreelint.model.windows import LAST_DAY_BOUNDS, one_sided
from agreelint.source import Span
from agreelint.syntax import nodes

_RESULTS = (ThresholdMet, Carried)
"""What tells the result of a step elsewhere, from which others may count (`after debt_vote passed`)."""


@frozen(eq=False, repr=False, slots=False)
class Home:
    """A procedure, or a step outside procedures, before it is lowered."""

    node: nodes.Procedure
    items: tuple[nodes.Item, ...]
    steps: dict[str, Step]
    recurs: Recurrence | None
    borrowed: frozenset[str]
    dates: Definitions
    """The defined dates that its clauses can use."""

    def mentioned(self) -> Iterator[nodes.Name]:
        """Yield the steps that its clauses name, themselves or through defined dates."""
        for name in mentioned(self.items):
            yield from event_names(nodes.EventDate(name.span, name), self.dates)


def standing_alone(declarations: Sequence[nodes.Declaration], notes: Notes) -> list[Expanded]:
    """Return for each step that stands outside procedures a procedure of its own, with the exceptions to it."""
    steps = {d.name.text: d for d in declarations if isinstance(d, nodes.Step)}
    exceptions = {d.name.text: d for d in declarations if isinstance(d, nodes.ExceptionTo)}
    attached: dict[str, list[nodes.ExceptionTo]] = {name: [] for name in steps}
    for one in exceptions.values():
        root = _root(one, exceptions)
        if isinstance(root, nodes.EveryClause):
            notes.misplaced(root.span, "outside procedures an exception is made to a step", "name the step")
        elif notes.known(root.step, "step outside procedures", steps):
            attached[root.step.text].append(one)
    found = []
    for name, step in steps.items():
        items: tuple[nodes.Item, ...] = (step, *attached[name])
        found.append(Expanded(_alone(step, items), items, frozenset()))
    return found


def _root(one: nodes.ExceptionTo, exceptions: dict[str, nodes.ExceptionTo]) -> nodes.Target | nodes.EveryClause:
    """Return the step to which an exception is made, if need be through the exceptions to which it is made."""
    passed: set[str] = set()
    while isinstance(one.target, nodes.Target) and one.target.step.text in exceptions.keys() - passed:
        passed.add(one.target.step.text)
        one = exceptions[one.target.step.text]
    return one.target


def _alone(step: nodes.Step, items: tuple[nodes.Item, ...]) -> nodes.Procedure:
    said = next((clause.body.recurrence for clause in step.clauses if isinstance(clause.body, nodes.Recurs)), None)
    return nodes.Procedure(step.span, step.name, False, None, step.title, None, said, items)


@frozen(eq=False, repr=False, slots=False)
class Elsewhere:
    """Every step that a procedure may count from although it is declared elsewhere."""

    outside: dict[str, Home]
    inside: dict[str, tuple[Home, ...]]
    notes: Notes

    @staticmethod
    def of(procedures: Sequence[Home], alone: Sequence[Home], notes: Notes) -> "Elsewhere":
        """Check steps outside procedures for themselves, and return what there is to count from."""
        inside: dict[str, tuple[Home, ...]] = {}
        for home in procedures:
            for step in home.steps.keys() - home.borrowed:
                inside[step] = (*inside.get(step, ()), home)
        outside = {}
        for home in alone:
            name = home.node.name
            if name.text in inside:
                where = inside[name.text][0].node.name.text
                notes.error(
                    "AG102",
                    "declared-twice",
                    f"`{name.text}` is also a step of `{where}`, and no log could tell which is meant",
                    name.span,
                    "give one of them another name",
                )
            outside[name.text] = _settled(home, notes)
        return Elsewhere(outside, inside, notes)

    def given(self, home: Home) -> dict[str, Step]:
        """Return the steps declared elsewhere from which a procedure or a step outside procedures counts."""
        given: dict[str, Step] = {}
        if isinstance(home.recurs, ForEach) and home.recurs.step not in home.steps:
            given |= self._trigger(home, home.recurs)
        for name in home.mentioned():
            other = self.outside.get(name.text)
            if other is None or name.text in home.steps or name.text in given:
                continue
            given[name.text] = other.steps[name.text]
            self._check_fit(name, home, other)
        return given

    def _trigger(self, home: Home, recurs: ForEach) -> dict[str, Step]:
        assert home.node.recurrence is not None
        span = home.node.recurrence.span
        if recurs.body is not None:
            words = {MEETING: "meeting of the", VACANCY: "vacant seat of the"}[recurs.step]
            return {recurs.step: _event(recurs.step, f"{words} {recurs.body.replace('_', ' ')}", span)}
        name = nodes.Name(span, recurs.step)
        if isinstance(home.node.recurrence, nodes.EachEvent):
            name = home.node.recurrence.step
        known = {**self.outside, **self.inside}
        if not self.notes.known(name, "step", known):
            return {}
        homes = (self.outside[name.text],) if name.text in self.outside else self.inside[name.text]
        if len(homes) > 1:
            where = " and ".join(f"`{one.node.name.text}`" for one in homes)
            self.notes.misplaced(name.span, f"`{name.text}` is a step of {where}", "give one of them another name")
        step = homes[0].steps[name.text]
        if step.each and not _of_that(home, step.each):
            hint = f"say `by that {step.each}`, or `to that {step.each}`, of a step outside procedures"
            self.notes.misplaced(name.span, f"`{name.text}` is done for each {step.each}", hint)
        return {name.text: step}

    def _check_fit(self, name: nodes.Name, home: Home, other: Home) -> None:
        """Check that it is clear which instance of a step outside is meant."""
        mine, its = home.recurs, other.recurs
        if its is None or (isinstance(its, Every) and isinstance(mine, Every) and mine.cycle == its.cycle):
            return
        often = "again and again" if isinstance(its, ForEach) and its.step == name.text else str(its)
        here = f"`{home.node.name.text}` returns {mine}" if mine else f"`{home.node.name.text}` does not return"
        same = f"for each {name.text}" if isinstance(its, ForEach) else f"every {its.cycle.written}"
        message = f"`{name.text}` happens {often} and {here}: which one is meant cannot be told"
        self.notes.misplaced(name.span, message, f"say `{same}` here too")


def _of_that(home: Home, group: str) -> bool:
    """Say whether a step outside procedures is done by, or to, that member of a group whom its event concerned."""
    step = home.steps.get(home.node.name.text)
    who = (step.actor, step.recipients) if step and isinstance(home.items[0], nodes.Step) else ()
    return any(isinstance(one, nodes.ActorThat | nodes.RecipientsThat) and one.group.text == group for one in who)


def check_that(home: Home, steps: Iterable[Step], given: Mapping[str, Step], notes: Notes) -> None:
    """Check that it is clear whom `that member_district` means: who acts, or whom the event concerned."""
    event = given.get(home.recurs.step) if isinstance(home.recurs, ForEach) else None
    for step in steps:
        acting = step.each if isinstance(step.actor, nodes.ActorEach | nodes.ActorOfEach) else None
        for who, known in ((step.actor, None), (step.recipients, acting)):
            if not isinstance(who, nodes.ActorThat | nodes.RecipientsThat):
                continue
            group = who.group.text
            if group not in {known, event.each if event else None}:
                hint = f"say `for each …` and name a step that goes to each {group}"
                if isinstance(who, nodes.RecipientsThat):
                    hint += f", or let each {group} act"
                notes.misplaced(who.span, f"nothing says which `{group}` is meant", hint)


def _settled(home: Home, notes: Notes) -> Home:
    """Check a step outside procedures, and say how it returns where the text leaves that out."""
    step = home.steps.get(home.node.name.text)
    if step is None:
        return home
    node = home.items[0]
    assert isinstance(node, nodes.Step)
    bounds = [b for clause in node.clauses if isinstance(clause.body, nodes.Bounds) for b in clause.body.bounds]
    if home.recurs is None and home.node.recurrence is None:
        if not step.owed:
            if step.each:
                notes.misplaced(
                    step.span, f"`{step.id}` is done by or for each {step.each}, but when is not said", "say `every …`"
                )
            return evolve(home, recurs=ForEach(step.id))
        if not any(isinstance(side, LAST_DAY_BOUNDS) for bound in bounds for side in one_sided(bound)):
            notes.misplaced(
                step.span,
                f"`{step.id}` is owed once, but by what day is not said",
                "add `no later than …`, or say how often it is owed: `every fiscal_year`, `for each …`",
            )
    if isinstance(home.recurs, ForEach) and step.owed:
        names = {
            name.text for name in mentioned(tuple(c for c in node.clauses if not isinstance(c.body, nodes.Recurs)))
        }
        if home.recurs.step not in names:
            notes.misplaced(
                step.span,
                f"nothing says when `{step.id}` is due for a {home.recurs.step}",
                f"add `within … after {home.recurs.step}`, or `at least … before {home.recurs.step}`",
            )
    return home


def with_results(procedures: list[Procedure]) -> list[Procedure]:
    """Add to each procedure what tells the results of the steps elsewhere from which it counts."""
    results: dict[str, list[ThresholdMet | Carried]] = {}
    for procedure in procedures:
        for constraint in procedure.constraints:
            if isinstance(constraint, _RESULTS):
                results.setdefault(constraint.origin.step, []).append(constraint)
    given = [tuple(c for name in p.steps if name in p.given for c in results.get(name, ())) for p in procedures]
    return [
        evolve(p, constraints=(*p.constraints, *more), every=(*p.every, *more)) if more else p
        for p, more in zip(procedures, given, strict=True)
    ]


def _event(name: str, title: str, span: Span) -> Step:
    return Step(
        id=name,
        title=title,
        kind=StepKind.MEETING,
        clauses=Clauses("", ()),
        optional=True,
        actor=None,
        recipients=None,
        each=None,
        controlled=True,
        shown_by=None,
        meeting_of=None,
        route_of=None,
        when=None,
        span=span,
    )
