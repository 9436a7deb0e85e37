"""One case judged as each reading, each text and each exception would have it, and the verdicts put together."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from agreelint.audit.cases import Case
from agreelint.audit.facts import Facts, Settings
from agreelint.audit.texts import by_texts
from agreelint.audit.verdicts import RANK, Evidence, Instance, State, Verdict
from agreelint.audit.words import condition_words, told, undecided
from agreelint.model.conditions import leaves
from agreelint.model.constraints import Procedure
from agreelint.model.exceptions import Exemption
from agreelint.model.guards import OFF, ON, Selection
from agreelint.moments import UNKNOWN
from agreelint.syntax import nodes

if TYPE_CHECKING:
    from agreelint.audit.replay import Replayer

Key = tuple[str, Instance]


def replayed(replayer: "Replayer", case: Case, settings: Settings) -> tuple[tuple[Facts, ...], tuple[Verdict, ...]]:
    """Judge a case under the chosen readings, with every other reading under which a state would differ, if asked."""
    procedure = replayer.procedure
    chosen = procedure.default | {
        p.name: settings.readings[p.name] for p in procedure.phrases if p.name in settings.readings
    }
    views, verdicts = _with_texts(replayer, case, settings, chosen)
    for phrase in procedure.phrases if settings.other_readings else ():
        for reading, _ in phrase.readings:
            if reading != chosen[phrase.name]:
                _, other = _with_texts(replayer, case, settings, {**chosen, phrase.name: reading})
                verdicts = tuple(_noted(verdicts, other, phrase.name, reading))
    return views, verdicts


def _noted(verdicts: tuple[Verdict, ...], other: tuple[Verdict, ...], phrase: str, reading: str) -> Iterator[Verdict]:
    """Yield verdicts, each with its state under another reading of a phrase where that differs.

    A clause that another reading does not have has the state there of what stands in its place.
    """
    states = {_key(verdict): verdict.state for verdict in other}
    places = _only_there(verdicts, other)
    for verdict in verdicts:
        state = states.get(_key(verdict)) or places.get(_place(verdict), State.NOT_APPLICABLE)
        if state is verdict.state:
            yield verdict
            continue
        readings = dict(verdict.finding.readings)
        readings[phrase] = (*readings.get(phrase, ()), (reading, state))
        yield evolve(verdict, finding=evolve(verdict.finding, readings=tuple(readings.items())))


def _only_there(verdicts: tuple[Verdict, ...], other: tuple[Verdict, ...]) -> Mapping[Key, State]:
    """Return the worst state, for each step and instance, of what only another reading asks for."""
    known = {_key(verdict) for verdict in verdicts}
    found: dict[Key, State] = {}
    for verdict in other:
        if _key(verdict) not in known:
            place = _place(verdict)
            found[place] = min(found.get(place, verdict.state), verdict.state, key=RANK.__getitem__)
    return found


def _place(verdict: Verdict) -> Key:
    return verdict.origin.step or verdict.origin.name, verdict.instance


def _key(verdict: Verdict) -> Key:
    return verdict.origin.name, verdict.instance


def _with_texts(
    replayer: "Replayer", case: Case, settings: Settings, selection: Selection
) -> tuple[tuple[Facts, ...], tuple[Verdict, ...]]:
    """Judge a case with each verdict as the text has it that governs it."""
    views, newest = _with_exceptions(replayer, case, settings, selection)
    if not replayer.procedure.turns or not views:
        return views, newest

    def judged(passed: Selection) -> tuple[Verdict, ...]:
        return _with_exceptions(replayer, case, settings, {**selection, **passed})[1]

    return views, tuple(by_texts(replayer.procedure, views[-1], judged))


def _with_exceptions(
    replayer: "Replayer", case: Case, settings: Settings, selection: Selection
) -> tuple[tuple[Facts, ...], tuple[Verdict, ...]]:
    """Judge a case with the exceptions that apply in each round, decided on the record as it would stand without."""
    base = replayer.under(selection)
    views = base.views(case, settings)
    if not replayer.procedure.exemptions:
        return views, tuple(verdict for facts in views for verdict in base.judged(facts))
    found: list[Verdict] = []
    for number, facts in enumerate(views):
        judging = _Judging(replayer, case, settings, selection, number, facts)
        found += judging.verdicts()
    return views, tuple(found)


@frozen(eq=False, repr=False, slots=False)
class _Judging:
    """One round, to be judged under the exceptions that apply in it."""

    replayer: "Replayer"
    case: Case
    settings: Settings
    selection: Selection
    number: int
    facts: Facts
    kept: dict[tuple[tuple[str, bool | None], ...], tuple[Verdict, ...]] = field(factory=dict)
    """The verdicts under some exceptions, once they are made: they are asked for again for each member apart."""

    def verdicts(self) -> Iterator[Verdict]:
        """Yield the verdicts; of each member apart where what its own rows say decides on an exception."""
        exemptions = self.replayer.procedure.exemptions
        whole = standing(exemptions, self.facts, {})
        apart = {
            member: applies
            for member in concerned(self.facts, exemptions)
            if (applies := standing(exemptions, self.facts, {}, member)) != whole
        }
        yield from (v for v in self._with(whole, None) if _whose(v) not in apart)
        for member, applies in apart.items():
            yield from (v for v in self._with(applies, member) if _whose(v) == member)

    def _with(self, applies: Mapping[str, bool | None], member: str | None) -> Iterator[Verdict]:
        exemptions = self.replayer.procedure.exemptions
        verdicts = self._under(applies)
        for exemption in exemptions:
            if applies[exemption.id] is None:
                assumed = standing(exemptions, self.facts, {exemption.id: True}, member)
                verdicts = tuple(_either(self.facts, exemption, verdicts, self._under(assumed)))
        for verdict in verdicts:
            yield self._explained(verdict, applies, member)

    def _under(self, applies: Mapping[str, bool | None]) -> tuple[Verdict, ...]:
        """Return the verdicts under some exceptions; what one of them lifts is not applicable."""
        key = tuple(applies.items())
        if key not in self.kept:
            self.kept[key] = self._made(applies)
        return self.kept[key]

    def _made(self, applies: Mapping[str, bool | None]) -> tuple[Verdict, ...]:
        states = {name: ON if state else OFF for name, state in applies.items()}
        variant = self.replayer.under({**self.selection, **states})
        facts = variant.views(self.case, self.settings)[self.number]
        own = tuple(variant.judged(facts))
        base = self.replayer.under(self.selection)
        names = {constraint.origin.name for constraint in variant.procedure.constraints}
        if names.issuperset(constraint.origin.name for constraint in base.procedure.constraints):
            return own
        left = (v for v in base.judged(self.facts) if v.origin.name not in names)
        return (*own, *(_lifted(verdict, self.replayer.procedure, applies) for verdict in left))

    def _explained(self, verdict: Verdict, applies: Mapping[str, bool | None], member: str | None) -> Verdict:
        """Add which exceptions were looked at, and what they came to."""
        procedure = self.replayer.procedure
        about = [e for e in procedure.exemptions if verdict.origin.name in _changed(procedure, e.id)]
        remarks = tuple(_said(self.facts, exemption, applies, procedure, member) for exemption in about)
        return (
            evolve(verdict, finding=evolve(verdict.finding, remarks=(*verdict.finding.remarks, *remarks)))
            if about
            else verdict
        )


def concerned(facts: Facts, exemptions: tuple[Exemption, ...]) -> tuple[str, ...]:
    """Return the members whose own rows decide on an exception: those who each do a step that it asks about."""
    asked = [part.step.text for e in exemptions for part in leaves(e.condition) if isinstance(part, nodes.RowSays)]
    entries = [facts.procedure.steps[step] for step in asked if facts.procedure.steps[step].each is not None]
    return tuple(dict.fromkeys(member for entry in entries for member in facts.members(entry)))


def _whose(verdict: Verdict) -> str | None:
    return verdict.instance.member or verdict.instance.recipient


def standing(
    exemptions: tuple[Exemption, ...], facts: Facts, assumed: Mapping[str, bool], member: str | None = None
) -> dict[str, bool | None]:
    """Say of each exception whether it applies: its condition holds, and none that comes before it applies as well."""
    by_id = {exemption.id: exemption for exemption in exemptions}

    def applies(name: str) -> bool | None:
        holds = assumed.get(name, facts.holds(by_id[name].condition, None, member))
        above = [applies(other) for other in by_id[name].above]
        if holds is False or True in above:
            return False
        return None if holds is None or None in above else True

    return {name: applies(name) for name in by_id}


@lru_cache(maxsize=256)
def _changed(procedure: Procedure, exemption: str) -> frozenset[str]:
    """Return the names of the constraints that an exception lifts, adds or replaces."""
    default = procedure.under(procedure.default)
    other = procedure.under(procedure.default | {exemption: ON})
    spans = [{c.origin.name: c.origin.span for c in one.constraints} for one in (default, other)]
    return frozenset(name for name in {**spans[0], **spans[1]} if spans[0].get(name) != spans[1].get(name))


def _lifted(verdict: Verdict, procedure: Procedure, applies: Mapping[str, bool | None]) -> Verdict:
    found = [e for e in procedure.exemptions if applies[e.id] and verdict.origin.name in _changed(procedure, e.id)]
    why = f"lifted by {_named(found[0])}" if found else "an exception says otherwise"
    finding = evolve(
        verdict.finding, state=State.NOT_APPLICABLE, message=why, missing_record=None, fix=None, readings=()
    )
    clauses = (*verdict.origin.clauses, *(one for e in found for one in e.clauses.full))
    return evolve(verdict, finding=finding, origin=evolve(verdict.origin, clauses=tuple(dict.fromkeys(clauses))))


def _named(exemption: Exemption) -> str:
    return f"the exception “{exemption.title}” ({exemption.clauses.label})"


def _said(
    facts: Facts, exemption: Exemption, applies: Mapping[str, bool | None], procedure: Procedure, member: str | None
) -> str:
    name = _named(exemption)
    if applies[exemption.id]:
        return f"by {name}, since {condition_words(facts, exemption.condition)}"
    if facts.holds(exemption.condition, None, member) and (above := [o for o in exemption.above if applies[o]]):
        winner = next(e for e in procedure.exemptions if e.id == above[0])
        return f"{name} gives way to {_named(winner)}"
    if applies[exemption.id] is None:
        return f"whether {name} applies is not recorded: {told(facts, exemption.condition, UNKNOWN, member)}"
    return f"{name} does not apply: {told(facts, exemption.condition, UNKNOWN, member)}"


def _either(
    facts: Facts, exemption: Exemption, without: tuple[Verdict, ...], by: tuple[Verdict, ...]
) -> Iterator[Verdict]:
    """Put together the verdicts with and without an exception of which the record does not say if it applies."""
    others = {_key(verdict): verdict for verdict in by}
    for verdict in without:
        other = others.pop(_key(verdict), None)
        if other is None or other.state is verdict.state:
            yield verdict
        elif {verdict.state, other.state} == _KEPT_OR_LIFTED:
            yield verdict if verdict.state is State.SATISFIED else other  # done as if it were owed
        else:
            yield _open(facts, exemption, verdict, other)
    for other in others.values():  # constraints that only the exception brings
        yield _open(facts, exemption, other, other) if other.state in _JUDGED else other


_KEPT_OR_LIFTED = {State.SATISFIED, State.NOT_APPLICABLE}
_JUDGED = frozenset({State.VIOLATED, State.NO_EFFECT, State.SATISFIED})


def _open(facts: Facts, exemption: Exemption, without: Verdict, by: Verdict) -> Verdict:
    finding = without.finding
    message = (
        f"depends on whether {_named(exemption)} applies, which is not recorded: "
        f"if it does not, {finding.message}; if it does, {by.finding.message}"
    )
    missing = undecided(facts, exemption.condition, None, None) or f"whether {_named(exemption)} applies"
    opened = evolve(
        finding,
        state=State.UNKNOWN,
        message=message,
        evidence=Evidence.MISSING,
        missing_record=missing,
        due=finding.due if finding.due == by.finding.due else None,
        margin=None,
        fix=None,
        relied_on=(),
    )
    return evolve(without, finding=opened)
