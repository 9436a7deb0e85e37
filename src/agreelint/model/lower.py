"""Agreement and syntax to constraints, each with its clause, its kind and where it comes from."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import assert_never

from attrs import evolve

from agreelint.dating.names import Definitions
from agreelint.model.amount_rules import apart_from_rows, instalments, limits
from agreelint.model.amounts import amounts_of
from agreelint.model.ballots import Ballots
from agreelint.model.bounds import beside_date, bounded
from agreelint.model.citations import clauses_of, optional_clauses
from agreelint.model.constraints import (
    CalledFor,
    Constraint,
    Deadline,
    Extends,
    FirstMeeting,
    Granted,
    Judged,
    MeetsOften,
    Model,
    NextMeeting,
    Occurrence,
    Order,
    Procedure,
    Proviso,
    Repeats,
    RouteTaken,
    SameMeeting,
    ThresholdMet,
    Valid,
)
from agreelint.model.definitions import CIRCLE, circle, named_dates, unknown_names, used_dates
from agreelint.model.entities import Agreement, Clauses, Kind, Step, StepKind
from agreelint.model.exceptions import Exemption
from agreelint.model.excluded import out_of_scope
from agreelint.model.exempting import Exceptions
from agreelint.model.guarded import lifted, phrases_of
from agreelint.model.inclusion import Expanded, expand
from agreelint.model.manner import Manner
from agreelint.model.notes import Notes, Seen
from agreelint.model.order import dependents
from agreelint.model.origins import Origins, origin_of
from agreelint.model.outside import Elsewhere, Home, check_that, standing_alone, with_results
from agreelint.model.provisos import Provisos, proviso_word
from agreelint.model.recurrence import Every, recurrence_of
from agreelint.model.references import References
from agreelint.model.scope import Scope
from agreelint.model.standing import posts_apart_from_steps, standing_rules
from agreelint.model.standing_conditions import StandingConditions
from agreelint.model.steps import Declared, steps_of
from agreelint.model.subjects import subject_of, told_apart, with_subject
from agreelint.model.texts import check_texts, in_its_time, turns_of
from agreelint.model.windows import order_word
from agreelint.syntax import nodes


def lower(file: nodes.File, agreement: Agreement, notes: Notes) -> Model:
    """Lower every procedure, step outside procedures and standing duty of a file; mistakes go to `notes`."""
    seen = Seen(notes)
    found = [d for d in file.declarations if isinstance(d, nodes.Procedure) and seen.add(d.name, "procedure")]
    single = [d for d in file.declarations if not isinstance(d, nodes.Step) or seen.add(d.name, "step")]
    shared = named_dates(file.declarations, (), agreement, notes, None)
    notes.diagnostics += circle((), shared)
    inner = [_Lowering(one, agreement, shared, notes) for one in expand(found, notes)]
    alone = [_Lowering(one, agreement, shared, notes, "") for one in standing_alone(single, notes)]
    elsewhere = Elsewhere.of([one.home for one in inner], [one.home for one in alone], notes)
    lowered = with_results([one.procedure(elsewhere) for one in (*inner, *alone)])
    unknown_names(shared, frozenset(step for one in lowered for step in one.steps), notes)
    procedures = {procedure.id: procedure for procedure in lowered[: len(inner)]}
    outside = {procedure.id: procedure for procedure in lowered[len(inner) :]}
    amounts = amounts_of(file, agreement, frozenset(outside), notes)
    standing = tuple(_standing(file, agreement))
    apart_from_rows((*procedures.values(), *outside.values()), amounts, notes)
    kept = standing_rules(file, agreement, StandingConditions(outside, agreement, notes), seen, notes)
    posts_apart_from_steps((*procedures.values(), *outside.values()), kept, notes)
    return Model(
        agreement,
        procedures,
        standing,
        amounts,
        tuple(limits(amounts)),
        tuple(instalments(amounts)),
        out_of_scope(file, notes),
        outside,
        kept,
    )


def _standing(file: nodes.File, agreement: Agreement) -> Iterator[MeetsOften]:
    spans = {d.name.text: d.span for d in file.declarations if isinstance(d, nodes.Body)}
    for body in agreement.bodies.values():
        for number, (often, clauses, text) in enumerate(body.meets, 1):
            name = f"{body.id}.meets" if number == 1 else f"{body.id}.meets_{number}"
            origin = origin_of(name, body.id, Kind.DUTY, clauses, spans[body.id], text=text)
            yield MeetsOften(origin, body.id, often)


_HELD = (nodes.AtMeeting, nodes.AtNextMeeting, nodes.AtFirstMeeting, nodes.AtStep)


class _Lowering:
    """Lowers one procedure, or one step outside procedures: its constraints have no `prefix`."""

    def __init__(
        self,
        expanded: Expanded,
        agreement: Agreement,
        shared: Mapping[str, nodes.NamedDate],
        notes: Notes,
        prefix: str | None = None,
    ) -> None:
        node = expanded.node
        self._subject = subject_of(node, agreement, notes)
        agreement = with_subject(agreement, self._subject)
        expanded = evolve(expanded, items=told_apart(expanded.items, self._subject, notes))
        self._node = node
        self._prefix = f"{node.name.text}." if prefix is None else prefix
        self._agreement = agreement
        self._notes = notes
        self._exceptions = Exceptions(expanded, optional_clauses(node.citation), notes)
        self._steps = steps_of(expanded, agreement, self._exceptions, notes)
        self._every = tuple(one for found in self._steps.variants.values() for one in reversed(found))
        self._by_id = {declared.step.id: declared.step for declared in self._steps.declared}
        taken = (*self._by_id, *(either.id for either in self._steps.eithers))
        self._dates = named_dates(node.parts, taken, agreement, notes, self._steps.clauses)
        known = {**shared, **expanded.dates, **self._dates}
        self._known_dates = {name: date for name, date in known.items() if name not in taken}
        recurrence = recurrence_of(node.recurrence, agreement, notes) if node.recurrence else None
        self.home = Home(node, expanded.items, self._by_id, recurrence, expanded.borrowed, self._known_dates)
        self._origins = Origins(self._prefix)
        self._missed: nodes.Consequence | None = None
        self._ballots = Ballots(agreement, notes, self._origins.of, self._subject.name if self._subject else None)

    def procedure(self, elsewhere: Elsewhere) -> Procedure:
        node = self._node
        if not self._prefix:
            self.home = elsewhere.outside[node.name.text]
        given = elsewhere.given(self.home)
        everything = {**self._by_id, **given}
        check_that(self.home, (one.step for one in self._every), given, self._notes)
        recurs = self.home.recurs
        variables = frozenset({recurs.variable} if isinstance(recurs, Every) and recurs.variable else ())
        scope = Scope.of(self._every, self._steps.eithers, self._known_dates)
        self._bounded = scope.bounded
        self._references = References(
            evolve(
                scope,
                steps=everything,
                variables=variables,
            ),
            self._agreement,
            self._notes,
        )
        self._manner = Manner(self._agreement, self._references, self._origins, self._notes)
        check_texts(self.home.items, self._references, self._notes)
        self._provisos = Provisos(self._by_id, self._every, self._references, self._notes)
        constraints: list[Constraint] = []
        for either in self._steps.eithers:
            origin = self._origins.of(either, "route", Kind.DUTY, either.clauses, either.span)
            constraints.append(RouteTaken(origin, either))
        for found in self._steps.variants.values():
            for declared in found:
                self._origins.begin(declared.guard)
                constraints += (in_its_time(one, declared) for one in self._step(declared))
        self._origins.begin(())
        dates = used_dates(self._by_id, self._dates, self._known_dates, self._references.date_names)
        constraints += self._extensions(dates)
        if not any(told.code == CIRCLE for told in self._notes.diagnostics):
            self._notes.diagnostics += circle(constraints, dates)
        exemptions = self._exempted(constraints)
        every = tuple(lifted(constraint, exemptions) for constraint in constraints)
        self._provisos.check_targets(every)
        self._provisos.check_extensions(every, dates)
        outer = self._steps.clauses
        procedure = Procedure(
            node.name.text,
            node.title or node.name.text,
            node.amends,
            outer.full if outer else (),
            everything,
            {either.id: either for either in self._steps.eithers},
            every,
            self.home.recurs,
            frozenset(given),
            alone=not self._prefix,
            borrowed=self.home.borrowed,
            definitions=dates,
            subject=self._subject,
            every=every,
            altered=tuple((one.guard, one.step) for one in self._every if one.guard),
            defined=dates,
            phrases=phrases_of(self.home.items, dates, self._steps.clauses, self._notes),
            exemptions=exemptions,
            turns=turns_of(self.home.items),
        )
        self._check_loops(procedure)
        return procedure.under(procedure.default)

    def _check_loops(self, procedure: Procedure) -> None:
        """A procedure begins again once at most, from a step that leads up to where it does so."""
        loops = [one for one in procedure.constraints if isinstance(one, Repeats)]
        needing = dependents(procedure) if loops else {}
        for number, loop in enumerate(loops):
            if number and loop.origin.step != loops[0].origin.step:
                why = f"`{loops[0].origin.step}` begins the procedure again as well"
                self._notes.misplaced(loop.origin.span, why, "say it of one step only")
            elif loop.origin.step not in needing.get(loop.start, ()):
                why = f"`{loop.start}` does not lead up to `{loop.origin.step}`"
                self._notes.misplaced(loop.origin.span, why, "name a step that comes before it")

    def _exempted(self, constraints: list[Constraint]) -> tuple[Exemption, ...]:
        """Return the exceptions, with all that they name checked."""
        self._exceptions.check()
        exemptions = tuple(self._exceptions.exemptions())
        cited = {constraint.origin.clause for constraint in constraints}
        for exemption in exemptions:
            self._references.condition(exemption.condition, exemption.step, None)
            if exemption.label is not None and exemption.label not in cited:
                near = get_close_matches(exemption.label, cited, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"cited here: {', '.join(sorted(cited))}"
                message = f"nothing in this procedure cites clause {exemption.label}"
                self._notes.error("AG101", "unknown-name", message, exemption.span, hint)
        return exemptions

    def _in_its_period(self, declared: Declared) -> Iterator[Constraint]:
        """A duty that returns outside procedures is owed by the end of its period, unless it has another last day."""
        step, recurs = declared.step, self.home.recurs
        if self._prefix or not isinstance(recurs, Every) or step.id in self._bounded:
            return
        if not step.owed and not (step.kind is StepKind.VOTE and self._kind(step) is Kind.DUTY):
            return
        clause = next(c for c in declared.node.clauses if isinstance(c.body, nodes.Recurs))
        clauses = clauses_of(clause.citation) if clause.citation else step.clauses
        end = nodes.YearEnd(clause.span, nodes.YearVariable(clause.span, recurs.variable or f"that {recurs.cycle.one}"))
        origin = self._origins.of(step, "every", self._kind(step), clauses, clause.span)
        yield Deadline(origin, nodes.NoLaterThan(clause.span, end))

    def _extensions(self, dates: Definitions) -> Iterator[Constraint]:
        for name, term in dates.items():
            if not isinstance(term, nodes.Term) or not term.extendable:
                continue
            step = self._by_id.get(term.extendable.step.text)
            if step:
                clauses = clauses_of(term.citation) if term.citation else step.clauses
                yield Extends(self._origins.of(step, "extends", Kind.VALIDITY, clauses, term.extendable.span), name)

    def _step(self, declared: Declared) -> Iterator[Constraint]:
        step, node = declared.step, declared.node
        missed = (clause.body for clause in node.clauses if isinstance(clause.body, nodes.MissedMeans))
        self._missed = next((body.consequence for body in missed), None)
        if step.shown_by:
            self._manner.check_shown(declared)
        held = [c for c in node.clauses if isinstance(c.body, _HELD)]
        if len(held) > 1:
            self._notes.misplaced(held[1].span, f"`{step.id}` is held at one meeting", "keep one of the two")
        called = step.when is not None and self._references.condition(step.when, step.id, step.each)
        made = {id(clause): [*self._clause(step, clause)] for clause in sorted(node.clauses, key=_as_read)}
        found = [one for clause in node.clauses for one in made[id(clause)]]
        found += self._in_its_period(declared)
        found += self._ballots.constraints(declared) if step.kind is StepKind.VOTE else []
        if step.kind is StepKind.APPROVAL:
            found.append(Granted(self._origins.of(step, "granted", Kind.VALIDITY, step.clauses, step.span)))
        speaking = (Order, Deadline, SameMeeting, NextMeeting, FirstMeeting, ThresholdMet, Granted, Valid)
        itself = any(isinstance(one, Proviso) and isinstance(one.says, nodes.DeemedDone) for one in found)
        if not itself and not any(isinstance(one, speaking) for one in found):
            found.insert(0, Occurrence(self._origins.of(step, "done", self._kind(step), step.clauses, step.span)))
        yield from found
        yield from self._manner.acted_by(declared, self._kind(step))
        yield from self._manner.contents(declared, self._kind(step))
        if called and step.when and not step.owed:
            yield CalledFor(self._origins.of(step, "when", Kind.POWER, step.clauses, step.span), step.when)

    def _held(
        self,
        step: Step,
        body: nodes.AtMeeting | nodes.AtNextMeeting | nodes.AtFirstMeeting,
        kind: Kind,
        clauses: Clauses,
    ) -> Iterator[Constraint]:
        """Lower at which of its body's meetings a step is held."""
        match body:
            case nodes.AtMeeting():
                return
            case nodes.AtNextMeeting():
                if self._references.event(body.event, step):
                    origin = self._origins.of(step, "next_meeting", kind, clauses, body.span)
                    yield NextMeeting(origin, body.body.text, body.event, body.regular)
            case nodes.AtFirstMeeting():
                if self._references.dates(body.since, step):
                    origin = self._origins.of(step, "first_meeting", kind, clauses, body.span)
                    yield FirstMeeting(origin, body.body.text, body.since, body.regular)
            case _:
                assert_never(body)

    def _clause(self, step: Step, clause: nodes.Clause) -> Iterator[Constraint]:
        body = clause.body
        clauses = clauses_of(clause.citation) if clause.citation else step.clauses
        kind = self._kind(step, clause)
        match body:
            case nodes.After() | nodes.Before() if body.event.step.text in self._known_dates:
                for word, make in beside_date(body, step, self._references):
                    yield make(self._origins.of(step, word, kind, clauses, body.span))
            case nodes.After() | nodes.Before():
                if self._references.event(body.event, step):
                    origin = self._origins.of(step, order_word(body), kind, clauses, body.span)
                    yield Order(origin, body.event, isinstance(body, nodes.Before))
            case nodes.Bounds():
                for bound in body.bounds:
                    for word, make in bounded(bound, step, self._references, self._notes):
                        yield make(self._origins.of(step, word, kind, clauses, bound.span))
            case nodes.AtStep():
                if self._references.step(body.step):
                    yield SameMeeting(self._origins.of(step, "meeting", kind, clauses, body.span), body.step.text)
            case nodes.AtMeeting() | nodes.AtNextMeeting() | nodes.AtFirstMeeting():
                if self._notes.known(body.body, "body", self._agreement.bodies):
                    yield from self._held(step, body, kind, clauses)
            case nodes.ValidOnly():
                if self._references.condition(body.condition, step.id, step.each):
                    origin = self._origins.of(step, "validity", Kind.VALIDITY, clauses, body.span)
                    yield Valid(origin, body.condition)
            case nodes.Judged():
                self._references.judge(body)
                judge = body.judge.text if body.judge else None
                yield Judged(self._origins.of(step, "judged", kind, clauses, body.span), body.standard, judge)
            case nodes.Recurs():
                if self._prefix:
                    self._notes.misplaced(
                        body.span,
                        f"`{step.id}` belongs to a procedure and cannot return by itself",
                        f"say how often at the head of `{self._node.name.text}`, or declare the step outside",
                    )
            case (
                nodes.To()
                | nodes.Via()
                | nodes.Enclosing()
                | nodes.Signed()
                | nodes.Certificate()
                | nodes.Authorization()
                | nodes.Proof()
                | nodes.Stating()
                | nodes.Posted()
                | nodes.OpenToThePublic()
                | nodes.When()
                | nodes.Passes()
                | nodes.Carries()
                | nodes.WithoutQuorum()
                | nodes.NotControlled()
                | nodes.ShownBy()
                | nodes.DeemedAfter()
                | nodes.DeemedWhenSent()
                | nodes.MissedMeans()
            ):
                if clause.otherwise:
                    why = "what else happens is said of an order, a bound, a meeting or a standard"
                    self._notes.misplaced(clause.otherwise.span, why, "leave it out, or say `missed means …`")
            case nodes.AmbiguousClause():
                raise AssertionError("readings are spread before a step is lowered")
            case _:
                yield from self._attached(step, body, clauses)

    def _attached(self, step: Step, body: nodes.Proviso | nodes.Repeats, clauses: Clauses) -> Iterator[Constraint]:
        """Lower what is attached to a step and changes what else holds."""
        if isinstance(body, nodes.Repeats):
            if self._references.begins_again(body, step):
                origin = self._origins.of(step, "repeats", Kind.DUTY, clauses, body.span)
                times = body.times.count if body.times else None
                yield Repeats(origin, body.step.text, body.condition, times, body.period)
        elif self._provisos.fits(body, step):
            yield Proviso(self._origins.of(step, proviso_word(body), Kind.DEFINITION, clauses, body.span), body)

    def _kind(self, step: Step, clause: nodes.Clause | None = None) -> Kind:
        """Return what it means that a clause is not met: as it says itself, else its step, else the kind of step."""
        otherwise = clause.otherwise.consequence if clause and clause.otherwise else self._missed
        if isinstance(otherwise, nodes.Word):
            return Kind.DUTY if otherwise.text == "violated" else Kind.VALIDITY
        return _kind(step)


def _kind(step: Step) -> Kind:
    if step.kind is StepKind.EFFECT:
        return Kind.VALIDITY
    return Kind.DUTY if step.owed else Kind.POWER


def _as_read(clause: nodes.Clause) -> bool:
    """Say whether a clause is a reading of a phrase: it is named last, so that others have one name in all readings."""
    return clause.body.span.start != clause.span.start
