"""Rules that are kept at all times in the words of a checklist."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from attrs import evolve

from agreelint.model.constraints import Model, RuleKept
from agreelint.model.tenure import (
    AppointedOften,
    Attended,
    Barred,
    EligibleTo,
    Filled,
    FirstTermsKept,
    HeldApart,
    Seated,
    StatusOf,
    TermKept,
)
from agreelint.plan.conditions import ConditionsInWords
from agreelint.plan.items import Item
from agreelint.syntax import nodes


def kept_in_words(model: Model, readings: Mapping[str, str]) -> Iterator[Item]:
    """Yield the item of each rule: what holds at all times, and who has to see to it where the text says so."""
    for kept in model.kept:
        rule = kept.rule.under(readings) if isinstance(kept.rule, StatusOf) else kept.rule
        if words := _words(model, evolve(kept, rule=rule)):
            yield _item(kept, *words)


def _item(kept: RuleKept, title: str, who: tuple[str, ...], when: tuple[str, ...]) -> Item:
    return Item(0, kept.origin.step, title, kept.origin.clause, who, None, when, (), ())


_Words = tuple[str, tuple[str, ...], tuple[str, ...]]


def _words(model: Model, kept: RuleKept) -> _Words | None:
    agreement, rule, always = model.agreement, kept.rule, ("at all times",)
    match rule:
        case Seated():
            return None  # how a body is made up is nothing to do
        case EligibleTo(who=nodes.MembersThere() as there):
            where = agreement.title_of(there.body.text)
            return f"who {_sits(model, rule.body)} also sits in the {where}", (), always
        case EligibleTo(who=nodes.HoldersOf() as holders):
            posts = " or ".join(agreement.title_of(post.text) for post in holders.posts)
            return f"who {_sits(model, rule.body)} is {posts}", (), always
        case EligibleTo():
            return f"who sits in the {agreement.title_of(rule.body)} lives where the seat is from", (), always
        case TermKept():
            until = ", or until the successor qualifies" if rule.holds_over else ""
            return f"terms in the {agreement.title_of(rule.body)} last {rule.length}{until}", (), always
        case FirstTermsKept():
            lengths = ", ".join(str(part) for part in rule.lengths)
            return f"the first terms in the {agreement.title_of(rule.body)}: {lengths}", (), ()
        case AppointedOften():
            who = (f"Each {agreement.groups[rule.group].title}",)
            title = f"appointment to the {agreement.title_of(rule.body)}"
            return title, who, (f"every {rule.cycle.words}",)
        case HeldApart():
            posts = ", ".join(agreement.title_of(post) for post in rule.posts)
            return f"nobody holds two of these posts: {posts}", (), always
        case Filled():
            count = f"at least {rule.least} of " if rule.least > 1 else ""
            by = (agreement.title_of(rule.by),) if rule.by else ()
            return f"{count}{agreement.title_of(rule.post)} in office", by, always
        case Attended():
            title = f"attendance at every meeting of the {agreement.title_of(rule.body)}"
            return title, (agreement.title_of(rule.office),), always
        case Barred():
            return f"not allowed: {rule.title}", tuple(map(agreement.title_of, rule.by)), _when(model, rule)
        case StatusOf():
            words = _conditions(model)
            ends = (f"until {words.of(rule.ends)}",) if rule.ends else ()
            title = f"a {agreement.groups[rule.group].title} is {rule.title}"
            return title, (), (f"once {words.of(rule.begins)}", *ends)
        case _:
            assert_never(rule)


def _sits(model: Model, post: str) -> str:
    held = "holds the office of" if post in model.agreement.offices else "sits in the"
    return f"{held} {model.agreement.title_of(post)}"


def _when(model: Model, rule: Barred) -> tuple[str, ...]:
    words = _conditions(model)
    when = (f"where {words.of(rule.when)}",) if rule.when else ()
    return (*(when or ("at all times",)), *((f"unless {words.of(rule.unless)}",) if rule.unless else ()))


def _conditions(model: Model) -> ConditionsInWords:
    titles = {name: step.title for single in model.outside.values() for name, step in single.steps.items()}
    return ConditionsInWords(model.agreement, lambda name: titles.get(name, name.replace("_", " ")))
