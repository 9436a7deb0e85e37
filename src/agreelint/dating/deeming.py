"""Defined dates: which branch of a conditional date applies, and why, in words."""

from collections.abc import Callable

from attrs import evolve

from agreelint.dating.dated import Anchors, Dated
from agreelint.days import long_date
from agreelint.syntax import nodes

DatedOf = Callable[[nodes.DateExpr], Dated | None]


def decided(date: nodes.DefinedDate, dated_of: DatedOf, anchors: Anchors) -> tuple[Dated, str] | None:
    """Return the day of a defined date and the reason for it; both branches, if the test cannot be decided."""
    if not isinstance(date, nodes.DateWhen):
        dated = dated_of(date)
        return (dated, "") if dated else None
    left, right = dated_of(date.test.left), dated_of(date.test.right)
    if left is None or right is None:
        return None
    holds = _holds(date.test.relation.text, left, right)
    words = _test_words(date.test, left, right, holds, anchors)
    then = dated_of(date.then) if holds is not False else None
    other = decided(date.otherwise, dated_of, anchors) if holds is not True else None
    if holds is None:
        return (_either(then, other[0]), words) if then and other else None
    found = (then, "") if then else other
    if found is None:
        return None
    dated, further = found
    told = (*left.told, *right.told)
    evidence = dated.assumed or left.assumed or right.assumed
    return evolve(dated, told=(*told, *dated.told), assumed=evidence), f"{words}{' and ' if further else ''}{further}"


def defined_words(definition: nodes.Definition, dated: Dated, why: str, anchors: Anchors) -> str:
    """Say what a defined date came to, under which clause, and why."""
    title = anchors.title_of(definition.name.text)
    cited = f" ({definition.citation.cites[0].label})" if definition.citation else ""
    deemed = "is deemed to be" if why else "is"
    return f"{title}{cited} {deemed} {_days(dated)}{', because ' if why else ''}{why}"


def _holds(relation: str, left: Dated, right: Dated) -> bool | None:
    """Compare two days, each of which may be any in its stretch."""
    a, b = left, right
    match relation:
        case "is_before" | "is_on_or_after":
            before: bool | None = True if a.last.day < b.first.day else False if a.first.day >= b.last.day else None
            holds, turned = before, relation == "is_on_or_after"
        case _:
            after = True if a.first.day > b.last.day else False if a.last.day <= b.first.day else None
            holds, turned = after, relation == "is_on_or_before"
    return holds if holds is None or not turned else not holds


def _test_words(test: nodes.DateTest, left: Dated, right: Dated, holds: bool | None, anchors: Anchors) -> str:
    relation = test.relation.text.removeprefix("is_").replace("_", " ")
    name = test.left.step.text if isinstance(test.left, nodes.EventDate) else None
    subject = f"{anchors.title_of(name)}, {_days(left)}," if name else _days(left)
    verb = {True: "is", False: "is not", None: "may be or not be"}[holds]
    return f"{subject} {verb} {relation} {_days(right)}"


def _either(one: Dated, other: Dated) -> Dated:
    """Return all days that either of two dates can mean."""
    return Dated(
        min(one.first, other.first, key=lambda r: r.day),
        max(one.last, other.last, key=lambda r: r.day),
        (*one.steps, *other.steps),
        (*one.told, *other.told),
        one.assumed or other.assumed,
    )


def _days(dated: Dated) -> str:
    if dated.exact:
        return long_date(dated.first.day)
    return f"some day from {long_date(dated.first.day)} to {long_date(dated.last.day)}"
