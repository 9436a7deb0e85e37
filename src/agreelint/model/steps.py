"""Steps of a procedure from syntax: who acts for whom, and that every clause fits its kind of step."""

from typing import assert_never

from attrs import frozen

from agreelint.model.citations import inherited, lawful, optional_clauses
from agreelint.model.entities import Agreement, Clauses, Either, Step, StepKind
from agreelint.model.exempting import Exceptions, all_steps
from agreelint.model.force import newest, text_of
from agreelint.model.guards import Guard
from agreelint.model.inclusion import Expanded
from agreelint.model.notes import Notes, Seen
from agreelint.model.thresholds import threshold
from agreelint.model.variants import bodies_of, variants
from agreelint.syntax import nodes

_VOTES = frozenset({StepKind.VOTE})
_SERVED = frozenset({StepKind.NOTICE, StepKind.FILING, StepKind.STEP, StepKind.DUTY})
_HELD = frozenset({StepKind.MEETING, StepKind.READING, StepKind.VOTE, StepKind.STEP, StepKind.DUTY})
_DECISIONS = frozenset({StepKind.APPROVAL, StepKind.VOTE})
_UNCONTROLLED = frozenset({StepKind.REVIEW, StepKind.APPROVAL, StepKind.VOTE})
_ONLY_FOR: dict[type, tuple[frozenset[StepKind], str]] = {
    nodes.Passes: (_VOTES, "only a vote passes"),
    nodes.Carries: (_VOTES, "only a vote carries"),
    nodes.WithoutQuorum: (_VOTES, "only a vote needs a quorum"),
    nodes.ValidOnly: (frozenset({StepKind.EFFECT}), "only an effect is valid on conditions"),
    nodes.NotControlled: (
        _UNCONTROLLED,
        "only reviews, approvals and votes can be beyond the parties' control",
    ),
    nodes.To: (_SERVED, "only notices, filings and plain steps have recipients"),
    nodes.Via: (_SERVED | _VOTES, "only notices, filings and votes go by a medium"),
    nodes.Enclosing: (_SERVED, "only notices and filings enclose something"),
    nodes.Signed: (_SERVED, "only filings are signed"),
    nodes.Certificate: (_SERVED, "only filings carry a certificate"),
    nodes.Authorization: (_SERVED, "only notices, filings and plain steps are authorized by somebody"),
    nodes.Proof: (_SERVED, "only notices and filings are proved to have arrived"),
    nodes.Stating: (_SERVED, "only notices and filings state something"),
    nodes.Posted: (_SERVED, "only notices and filings are posted"),
    nodes.OpenToThePublic: (_HELD, "only meetings, readings, votes and plain steps are open to the public"),
    nodes.DeemedAfter: (_SERVED, "only what is sent is received"),
    nodes.DeemedWhenSent: (_SERVED, "only what is sent is received"),
    nodes.ShownBy: (_SERVED, "only a duty can be shown by another step"),
    nodes.Silence: (_UNCONTROLLED, "only reviews, approvals and votes can be silent"),
    nodes.Lapses: (_DECISIONS, "only an approval or a vote lapses"),
    nodes.DeemedDone: (
        frozenset({StepKind.STEP, StepKind.APPROVAL}),
        "only plain steps and approvals come of themselves",
    ),
    nodes.Appeals: (_DECISIONS, "only an approval or a vote decides an appeal"),
}
_ONCE = (
    nodes.To,
    nodes.Passes,
    nodes.Carries,
    nodes.WithoutQuorum,
    nodes.ValidOnly,
    nodes.ShownBy,
    nodes.When,
    nodes.Judged,
    nodes.Recurs,
    nodes.Silence,
    nodes.DeemedDone,
    nodes.Lapses,
    nodes.MissedMeans,
)


@frozen(eq=False, repr=False, slots=False)
class Declared:
    """A step with the syntax of its clauses, for lowering, as it stands under a guard."""

    step: Step
    node: nodes.Step
    guard: Guard = ()


@frozen(eq=False, repr=False, slots=False)
class Steps:
    """The steps and groups of routes of one procedure, in the order of the source."""

    clauses: Clauses | None
    declared: tuple[Declared, ...]
    variants: dict[str, tuple[Declared, ...]]
    """Every variant of each step, the default first."""
    eithers: tuple[Either, ...]


def steps_of(expanded: Expanded, agreement: Agreement, exceptions: Exceptions, notes: Notes) -> Steps:
    """Resolve all steps of a procedure; mistakes go to `notes`."""
    outer = optional_clauses(expanded.node.citation)
    sorting = _Sorting(agreement, notes, outer, _meetings(expanded.items), exceptions)
    sorting.items(expanded.items, ())
    defaults = tuple(found[0] for found in sorting.variants.values())
    return Steps(outer, defaults, sorting.variants, tuple(sorting.eithers))


class _Sorting:
    """Walks through the items of a procedure, with the conditions of the blocks around them."""

    def __init__(
        self,
        agreement: Agreement,
        notes: Notes,
        outer: Clauses | None,
        meetings: dict[str, str],
        exceptions: Exceptions,
    ) -> None:
        self._agreement = agreement
        self._notes = notes
        self._outer = outer
        self._meetings = meetings
        self._seen = Seen(notes)
        self._dated: set[str] = set()
        self._exceptions = exceptions
        self.variants: dict[str, tuple[Declared, ...]] = {}
        self.eithers: list[Either] = []

    def items(self, items: tuple[nodes.Item, ...], around: tuple[nodes.Condition, ...]) -> None:
        for item in items:
            match item:
                case nodes.Step():
                    self._step(item, self._outer, None, around)
                case nodes.Either():
                    self._either(item, around)
                case nodes.IfBlock():
                    self.items(item.items, (*around, item.condition))
                case nodes.UnlessBlock():
                    self.items(item.items, (*around, nodes.Negated(item.condition.span, item.condition)))
                case nodes.Continues() | nodes.ExceptionTo():
                    continue  # taken in before, and by the steps that they are about
                case _:
                    assert_never(item)

    def _either(self, item: nodes.Either, around: tuple[nodes.Condition, ...]) -> None:
        if not self._seen.add(item.name, "group of routes"):
            return
        name = item.name
        clauses = inherited(self._notes, name.span, f"`{name.text}`", item.citation, self._outer)
        routes = []
        for route in item.routes:
            opened = (*around, route.condition) if route.condition else around
            found = [self._step(step, clauses, name.text, opened) for step in route.steps]
            routes.append(tuple(dict.fromkeys(step for step in found if step)))
        conditions = tuple(route.condition for route in item.routes)
        self.eithers.append(Either(name.text, clauses, tuple(routes), conditions, every(around), name.span))

    def _step(
        self, node: nodes.Step, outer: Clauses | None, route_of: str | None, around: tuple[nodes.Condition, ...]
    ) -> str | None:
        name = node.name.text
        another = node.force is not None and name in self._dated
        if not another and not self._seen.add(node.name, "step"):
            return None
        if node.force:
            self._dated.add(name)
        found = tuple(
            Declared(
                _step(one.node, self._agreement, self._notes, outer, route_of, self._meetings, around),
                one.node,
                one.guard,
            )
            for one in variants(node, self._exceptions.replacing(name), self._notes)
        )
        every = (*self.variants.get(name, ()), *found)
        self.variants[name] = tuple(sorted(every, key=lambda one: not newest(one.guard)))
        return name


def every(conditions: tuple[nodes.Condition, ...]) -> nodes.Condition | None:
    """Return the condition that all of these hold, None if there are none."""
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return nodes.EveryCondition(conditions[0].span, conditions)


def _meetings(items: tuple[nodes.Item, ...]) -> dict[str, str]:
    """Return for each step that is itself a meeting the body that meets; `at X` only shares the meeting of X."""
    found: dict[str, str] = {}
    for step in all_steps(items):
        for clause in step.clauses:
            bodies = {_who_meets(body) for body in _meanings(clause.body)}
            if len(bodies) == 1 and (body := bodies.pop()):  # which meeting may be in doubt, not whose
                found[step.name.text] = body
    return found


def _meanings(body: nodes.ClauseBody) -> tuple[nodes.ClauseBody | nodes.JoinedClauses, ...]:
    if not isinstance(body, nodes.AmbiguousClause):
        return (body,)
    return tuple(one for reading in body.readings for one in bodies_of(reading))


def _who_meets(body: nodes.ClauseBody | nodes.JoinedClauses) -> str | None:
    held = nodes.AtMeeting | nodes.AtNextMeeting | nodes.AtFirstMeeting
    return body.body.text if isinstance(body, held) else None


def _step(
    node: nodes.Step,
    agreement: Agreement,
    notes: Notes,
    outer: Clauses | None,
    route_of: str | None,
    meetings: dict[str, str],
    around: tuple[nodes.Condition, ...],
) -> Step:
    kind = StepKind(node.kind.text.removesuffix("_kind"))
    clauses = inherited(notes, node.name.span, f"`{node.name.text}`", node.citation, outer)
    _check_fit(node, kind, notes)
    actor = node.by.actor if node.by else None
    recipients = next((c.body.recipients for c in node.clauses if isinstance(c.body, nodes.To)), None)
    return Step(
        node.name.text,
        node.title or node.name.text.replace("_", " "),
        kind,
        clauses,
        node.optional,
        actor,
        recipients,
        _each(actor, recipients, agreement, notes),
        not any(isinstance(c.body, nodes.NotControlled) for c in node.clauses),
        next((c.body.step.text for c in node.clauses if isinstance(c.body, nodes.ShownBy)), None),
        meetings.get(node.name.text),
        route_of,
        every((*around, *(c.body.condition for c in node.clauses if isinstance(c.body, nodes.When)))),
        node.name.span,
        next((c.body for c in node.clauses if isinstance(c.body, nodes.DeemedAfter | nodes.DeemedWhenSent)), None),
        any(getattr(who, "former", None) is not None for who in (actor, recipients)),
        _outside(actor, agreement),
        text_of(node.force) if node.force else None,
    )


def _outside(actor: nodes.Actor | None, agreement: Agreement) -> bool:
    """Say whether an outsider acts: nobody here owes what such a one does."""
    match actor:
        case nodes.ActorIs() | nodes.ActorOrDesignee():
            names = [actor.name]
        case nodes.ActorEither():
            names = [name for name in actor.names if isinstance(name, nodes.Name)]
        case _:
            return False
    offices = [agreement.offices.get(name.text) for name in names]
    return all(office is not None and office.outside for office in offices)


def _check_fit(node: nodes.Step, kind: StepKind, notes: Notes) -> None:
    bodies = [clause.body for clause in node.clauses]
    for body in bodies:
        kinds, why = _ONLY_FOR.get(type(body), (None, ""))
        if kinds is not None and kind not in kinds:
            notes.misplaced(body.span, why, f"`{node.name.text}` is declared as a {kind.value}")
    deemed = [body for body in bodies if isinstance(body, nodes.DeemedAfter | nodes.DeemedWhenSent)]
    if deemed and not any(isinstance(body, nodes.To) for body in bodies):
        notes.misplaced(deemed[0].span, f"`{node.name.text}` goes to nobody who could receive it", "say `to …`")
    if len(deemed) > 1:
        notes.misplaced(deemed[1].span, "this is said twice for one step", "keep one of the two")
    for body in deemed:
        if isinstance(body, nodes.DeemedAfter) and isinstance(body.period.unit, nodes.Hours):
            notes.misplaced(body.period.span, "a receipt is deemed on a day, not at an hour", "count in days")
    own = [clause.body for clause in node.clauses if not lawful(clause)]  # the law may ask for more of the same
    for cls in _ONCE:
        if len(found := [body for body in own if isinstance(body, cls)]) > 1:
            notes.misplaced(found[1].span, "this is said twice for one step", "keep one of the two")
    if kind is StepKind.EFFECT and not any(isinstance(body, nodes.ValidOnly) for body in bodies):
        notes.misplaced(node.name.span, f"the effect `{node.name.text}` has no condition", "add `valid only if …`")


def _each(
    actor: nodes.Actor | None, recipients: nodes.Recipients | None, agreement: Agreement, notes: Notes
) -> str | None:
    acting = _acting_group(actor, agreement, notes)
    served = _served_group(recipients, agreement, notes)
    if acting and served and acting != served:
        assert recipients is not None
        notes.misplaced(recipients.span, "a step is done for each member of one group only", "split it into two steps")
    return acting or served


def _acting_group(actor: nodes.Actor | None, agreement: Agreement, notes: Notes) -> str | None:
    anyone = (*agreement.offices, *agreement.bodies)
    match actor:
        case nodes.ActorEach() | nodes.ActorOthers() | nodes.ActorThat():
            return actor.group.text if notes.known(actor.group, "group", agreement.groups) else None
        case nodes.ActorOfEach():
            notes.known(actor.office, "office or body", anyone)
            return actor.group.text if notes.known(actor.group, "group", agreement.groups) else None
        case nodes.ActorOf():
            _known_office(actor, agreement, notes)
        case nodes.ActorOfAny():
            notes.known(actor.office, "office or body", (*anyone, "voters"))
            notes.known(actor.group, "group", agreement.groups)
        case nodes.ActorIs() | nodes.ActorOrDesignee():
            notes.someone(actor.name, anyone, agreement.groups, "by")
        case nodes.ActorSeveral():
            threshold(notes, actor.threshold, agreement.groups)
        case nodes.ActorEither():
            for name in actor.names:
                if isinstance(name, nodes.Name):
                    notes.known(name, "office or body", anyone)
        case nodes.ActorAny():
            for name in actor.names:
                notes.known(name, "office, body or group", (*anyone, *agreement.groups))
        case nodes.ActorOfStep() | nodes.ActorUnstated() | None:
            pass  # checked with the other references between steps
    return None


def _served_group(recipients: nodes.Recipients | None, agreement: Agreement, notes: Notes) -> str | None:
    match recipients:
        case nodes.RecipientsThat():
            return recipients.group.text if notes.known(recipients.group, "group", agreement.groups) else None
        case nodes.EachOf() | nodes.OthersOf():
            for name in recipients.also:
                notes.known(name, "office or body", (*agreement.offices, *agreement.bodies))
            return recipients.group.text if notes.known(recipients.group, "group", agreement.groups) else None
        case nodes.OfficeOfEach():
            notes.known(recipients.office, "office or body", (*agreement.offices, *agreement.bodies))
            return recipients.group.text if notes.known(recipients.group, "group", agreement.groups) else None
        case nodes.OrElse():
            for name in (recipients.first, recipients.second):
                notes.known(name, "office or body", (*agreement.offices, *agreement.bodies))
        case nodes.EachMemberOf():
            if not notes.known(recipients.body, "body", agreement.bodies):
                return None
            group = agreement.bodies[recipients.body.text].seats_for
            if group is None and agreement.bodies[recipients.body.text].seats is not None:
                notes.misplaced(
                    recipients.span,
                    f"the members of `{recipients.body.text}` are not listed",
                    "say `seats one for each GROUP` in the body",
                )
            return group
        case nodes.Named():
            for one in recipients.names:
                if isinstance(one, nodes.OfficeOf):
                    _known_office(one, agreement, notes)
                else:
                    notes.someone(one, (*agreement.offices, *agreement.bodies), agreement.groups, "to")
        case nodes.RecipientsUnstated() | None:
            pass
    return None


def _known_office(node: nodes.ActorOf | nodes.OfficeOf, agreement: Agreement, notes: Notes) -> None:
    """Check the names in an office of one member: somebody in particular, or whom the case is about."""
    about = (agreement.about,) if agreement.about else ()
    offices = [name for name in (*agreement.offices, *agreement.bodies) if name not in about]
    office, member = node.office, node.member
    if office.text == "actor" and office.text not in offices:
        hint = f"say `the actor of {member.text}` if you mean whoever did that step"
        notes.error("AG101", "unknown-name", "no office or body is called `actor`", office.span, hint)
    elif notes.known(office, "office or body", offices):
        members = (one.id for group in agreement.groups.values() for one in group.members)
        notes.known(member, "member", (*about, *members))
