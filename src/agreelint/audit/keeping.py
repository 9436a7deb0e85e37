"""Rules that are kept at all times to verdicts: each is judged on what the record tells of posts, or of an act."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from agreelint.audit.barring import barred
from agreelint.audit.events import Event
from agreelint.audit.facts import Settings
from agreelint.audit.naming import Names
from agreelint.audit.posts import Posts
from agreelint.audit.seating import Seating
from agreelint.audit.serving import Serving
from agreelint.audit.tenure import Register
from agreelint.audit.verdicts import Finding, Instance, Verdict
from agreelint.model.constraints import Model, RuleKept
from agreelint.model.tenure import (
    AppointedOften,
    Barred,
    EligibleTo,
    Filled,
    FirstTermsKept,
    HeldApart,
    Seated,
    StandingRule,
    TermKept,
    posts_of,
)
from agreelint.moments import Moment

Found = Iterator[tuple[Instance, Finding]]


def kept(model: Model, settings: Settings, register: Register, acts: Iterable[Event]) -> Iterator[Verdict]:
    """Judge every rule of which the record says anything."""
    rows, names = tuple(acts), Names(model.agreement)
    for one in model.kept:
        if not recorded(one, settings, register, rows):
            continue
        for instance, finding in _judged(model, one.rule, settings, register, rows, names):
            when = Moment.on(finding.actual) if finding.actual else None
            yield Verdict(None, None, one.origin, instance, finding, when)


def recorded(kept: RuleKept, settings: Settings, register: Register, rows: tuple[Event, ...]) -> bool:
    """Say whether the log keeps any record of what a rule is about: rows, or a declaration that there are none."""
    match kept.rule:
        case Barred(activity=activity):
            named = any(entry.activity == activity for entry in settings.completeness.entries)
            return named or any(row.activity == activity for row in rows)
        case _:
            return any(register.speaks_of(post) for post in posts_of(kept.rule))


def _judged(
    model: Model,
    rule: StandingRule,
    settings: Settings,
    register: Register,
    rows: tuple[Event, ...],
    names: Names,
) -> Found:
    seating = Seating(model.agreement, register, settings)
    serving = Serving(model.agreement, register, settings)
    posts = Posts(model.agreement, register)
    match rule:
        case Seated():
            return seating.seats(rule)
        case EligibleTo():
            return seating.eligible(rule, names)
        case TermKept():
            return serving.terms(rule)
        case FirstTermsKept():
            return serving.first_terms(rule)
        case AppointedOften():
            return serving.appointed(rule)
        case HeldApart():
            return posts.apart(rule)
        case Filled():
            return posts.filled(rule)
        case Barred():
            return barred(model, rule, settings, register, rows)
        case _:
            assert_never(rule)
