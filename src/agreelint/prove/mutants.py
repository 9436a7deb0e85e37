"""Small faults put into an encoding, one at a time: what an attentive reader would want the scenarios to notice.

The operators are those of mutation testing (DeMillo, Lipton and Sayward, 1978), chosen for agreements: a clause or
step is left out, a count or day is off by one, kinds of days are mistaken for each other, `at least` for `more than`,
one base of votes for another, a chained date for an anchored one, each for any, `and` for `or`. Readings that are not
the default are left as they are.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from attrs import evolve, fields, frozen

from agreelint.prove.reach import declared
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside, parts

_BASES = ("seats", "present", "present_and_voting")
_LEFT_OUT = (
    nodes.Clause,
    nodes.Step,
    nodes.ExceptionTo,
    nodes.Quorum,
    nodes.Meets,
    nodes.ChairOnTies,
    nodes.ChairWithoutVote,
    nodes.RecusedApart,
    nodes.Eligible,
    nodes.Prohibition,
    nodes.Incompatible,
    nodes.Required,
    nodes.Limit,
    nodes.OutOfQuorum,
    nodes.WithoutVote,
    nodes.Instalment,
    nodes.Provision,
)
"""What can be left out whole."""
_SAY_NOTHING = (
    nodes.NotControlled,
    nodes.AtMeeting,
    nodes.Recurs,
    nodes.To,
    nodes.Passes,
    nodes.Carries,
    nodes.ValidOnly,
)
"""Clauses that say what a step is: without them it could not be read, or is the same."""
_APART = (nodes.Scenario, nodes.Agreement, nodes.OutOfScope, nodes.Acknowledge, nodes.DamagedSource)
"""Declarations in which nothing is asked of anybody."""
_SAID = (nodes.Says, nodes.Counted, nodes.SourceLink, nodes.RequiredContent)
"""What a provision tells, and does not ask of a record."""


@frozen(eq=False, repr=False, slots=False)
class Mutant:
    """One fault: in which declaration, where, what stands there, and what was put in its place (None: left out)."""

    name: str
    declaration: nodes.Declaration
    part: nodes.Node
    """The declaration, or the provision of a pack."""
    procedure: str | None
    """The procedure or step outside procedures in which it is; None where it may concern any."""
    step: str | None
    operator: str
    old: nodes.Node
    new: nodes.Node | None


def mutants(file: nodes.File) -> Iterator[Mutant]:
    """Yield every fault that can be put into a file, each with a name that stays while the text before it does."""
    numbers: dict[str, int] = {}
    for declaration in file.declarations:
        if isinstance(declaration, _APART):
            continue
        own = _name(declaration) if isinstance(declaration, nodes.Procedure | nodes.Step) else None
        for part in _asking(declaration):
            for old, operator, new, step in _faults(part):
                where = ".".join(one for one in (_name(part), step, operator) if one)
                numbers[where] = numbers.get(where, 0) + 1
                yield Mutant(f"{where}.{numbers[where]}", declaration, part, own, step, operator, old, new)


def _asking(declaration: nodes.Declaration) -> Iterator[nodes.Node]:
    """Yield a declaration; of a pack each provision that asks something of a record."""
    if not isinstance(declaration, nodes.Pack):
        yield declaration
        return
    for item in declaration.items:
        if isinstance(item, nodes.Provision) and not all(isinstance(one, _SAID) for one in item.items):
            yield item


def mutated(file: nodes.File, mutant: Mutant) -> nodes.File:
    """Return the file with the fault in it."""
    every = file.declarations
    if mutant.new is None and mutant.old is mutant.declaration:
        return evolve(file, declarations=tuple(one for one in every if one is not mutant.declaration))
    changed = exchanged(mutant.declaration, mutant.old, mutant.new)
    return evolve(file, declarations=tuple(changed if one is mutant.declaration else one for one in every))


def _name(declaration: nodes.Node) -> str:
    return declared(declaration) or type(declaration).__name__.lower()


def _faults(declaration: nodes.Node) -> Iterator[tuple[nodes.Node, str, nodes.Node | None, str | None]]:
    """Yield what stands in a declaration and what is put in its place, with the step in which it is."""
    waiting: list[tuple[nodes.Node, str | None]] = [(declaration, None)]
    while waiting:
        node, step = waiting.pop()
        if isinstance(node, nodes.Step):
            step = node.name.text
        if isinstance(node, nodes.Citation | nodes.Because) or _other_reading(node):
            continue
        if isinstance(node, nodes.GivenStep):  # what a procedure must have; only what is asked of it can be wrong
            waiting += reversed([(part, node.step.name.text) for part in parts(node.step)])
            continue
        if isinstance(node, _LEFT_OUT) and not _says_what_it_is(node):
            yield node, "left_out", None, step
        for operator, new in _changes(node):
            yield node, operator, new, step
        if not isinstance(node, nodes.DeadlineOf):  # the deadline of a deadline is the same
            waiting += reversed([(part, step) for part in parts(node)])


def _other_reading(node: nodes.Node) -> bool:
    """Say whether this is a reading of a phrase that is not the default."""
    return getattr(node, "default", None) is False


def _says_what_it_is(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Clause) and isinstance(node.body, _SAY_NOTHING)


def _changes(node: nodes.Node) -> Iterator[tuple[str, nodes.Node]]:
    match node:
        case nodes.Period(count=count):
            yield "one_more", evolve(node, count=count + 1)
            if count > 1:
                yield "one_less", evolve(node, count=count - 1)
            if isinstance(node.unit, nodes.Word) and (unit := _OTHER_DAYS.get(node.unit.text)):
                yield "other_days", evolve(node, unit=evolve(node.unit, text=unit))
        case nodes.MoreThan(share=share, base=base):
            yield "at_least", nodes.AtLeastShare(node.span, share, base)
            yield from _other_bases(node)
        case nodes.AtLeastShare(share=share, base=base):
            yield "more_than", nodes.MoreThan(node.span, share, base)
            yield from _other_bases(node)
        case nodes.MoreThanCount() | nodes.AtLeastCount() | nodes.EachPresent() | nodes.Times() | nodes.MissesInARow():
            yield "one_more", evolve(node, count=node.count + 1)
            yield "one_less", evolve(node, count=node.count - 1)
        case nodes.AllOf(base=base):
            yield "any", nodes.AtLeastCount(node.span, 1, base)
        case nodes.MonthDay(day=day) if day > 1:
            yield "day_before", evolve(node, day=day - 1)
        case nodes.MonthDay(day=day):
            yield "day_after", evolve(node, day=day + 1)
        case nodes.FromDay(day=day) | nodes.UntilDay(day=day):
            yield "other_date", evolve(node, day=day + timedelta(days=31))
        case nodes.DeadlineOf(of=date):
            yield "anchored", date
        case nodes.EveryCondition(conditions=conditions):
            yield "or", nodes.AnyCondition(node.span, conditions)
        case nodes.AnyCondition(conditions=conditions):
            yield "and", nodes.EveryCondition(node.span, conditions)
        case nodes.Negated(condition=condition):
            yield "affirmed", condition
        case nodes.Share(part=part, whole=whole) if whole > 2:
            yield "other_share", evolve(node, part=part + 1 if part + 1 < whole else part - 1)
        case nodes.EarliestOf(dates=dates):
            yield "latest", nodes.LatestOf(node.span, dates)
        case nodes.LatestOf(dates=dates):
            yield "earliest", nodes.EarliestOf(node.span, dates)
        case nodes.EveryEvent(step=step):
            yield "any", nodes.Event(node.span, step)
        case nodes.After(event=nodes.Event(step=step)) | nodes.Before(event=nodes.Event(step=step)):
            yield "every", evolve(node, event=nodes.EveryEvent(node.event.span, step))
        case nodes.EventDate():
            yield "chained", nodes.DeadlineOf(node.span, node)
        case _:
            yield from _other_amounts(node)


def _other_amounts(node: nodes.Node) -> Iterator[tuple[str, nodes.Node]]:
    match node:
        case nodes.Greater(left=left, right=right):
            yield "lesser", nodes.Lesser(node.span, left, right)
        case nodes.Lesser(left=left, right=right):
            yield "greater", nodes.Greater(node.span, left, right)
        case nodes.Plus(left=left, right=right):
            yield "minus", nodes.Minus(node.span, left, right)
        case nodes.Minus(left=left, right=right):
            yield "plus", nodes.Plus(node.span, left, right)
        case nodes.Average(years=years):
            yield "one_more", evolve(node, years=years + 1)
        case nodes.AtMostAmount(left=left, right=right):
            yield "below", nodes.Below(node.span, left, right)
        case nodes.AtLeastAmount(left=left, right=right):
            yield "above", nodes.Above(node.span, left, right)
        case _:
            return


_OTHER_DAYS = {"working_days": "calendar_days", "business_days": "calendar_days", "calendar_days": "working_days"}


def _other_bases(node: nodes.MoreThan | nodes.AtLeastShare) -> Iterator[tuple[str, nodes.Node]]:
    base = node.base
    if isinstance(base, nodes.Name) and base.text in _BASES:
        other = _BASES[(_BASES.index(base.text) + 1) % len(_BASES)]
        yield "other_base", evolve(node, base=evolve(base, text=other))


def exchanged(whole: Any, old: nodes.Node, new: nodes.Node | None) -> Any:
    """Return a tree with one of its nodes exchanged, or left out."""
    if whole is old:
        return new
    if isinstance(whole, tuple):
        parts = [(part, exchanged(part, old, new)) for part in whole]
        if all(before is after for before, after in parts):
            return whole
        return tuple(after for before, after in parts if not (before is old and new is None))
    if not isinstance(whole, nodes.Node) or not _holds(whole, old):
        return whole
    kind: Any = type(whole)
    changed = {f.name: exchanged(getattr(whole, f.name), old, new) for f in fields(kind) if f.init}
    return evolve(whole, **{name: value for name, value in changed.items() if value is not getattr(whole, name)})


def _holds(whole: nodes.Node, old: nodes.Node) -> bool:
    return any(part is old for part in inside(whole))
