"""Rules that are kept at all times to verdicts: each is judged on what the record tells of posts, or of an act."""

from collections.abc import Iterator
from typing import assert_never

from attrs import evolve

from agreelint.audit.barring import barred
from agreelint.audit.facts import Settings
from agreelint.audit.in_force import ever, over
from agreelint.audit.naming import Names
from agreelint.audit.posts import Posts
from agreelint.audit.presence import attended
from agreelint.audit.record import Record
from agreelint.audit.seating import Seating
from agreelint.audit.serving import Serving
from agreelint.audit.statuses import statuses
from agreelint.audit.verdicts import Finding, Instance, State, Verdict
from agreelint.model.conditions import condition_names
from agreelint.model.constraints import RuleKept
from agreelint.model.tenure import (
    AppointedOften,
    Attended,
    Barred,
    EligibleTo,
    Filled,
    FirstTermsKept,
    HeldApart,
    Seated,
    StandingRule,
    StatusOf,
    TermKept,
    posts_of,
)
from agreelint.moments import Moment

ATTENDED = frozenset({"attendees", "members_present_by"})
"""Columns that say who was there."""
Found = Iterator[tuple[Instance, Finding]]


def kept(record: Record, settings: Settings) -> Iterator[Verdict]:
    """Judge every rule of which the record says anything."""
    for one in record.model.kept:
        if ever(one.origin.text, settings.as_of) and recorded(one, record):
            for instance, finding in _judged(one, record, settings):
                when = Moment.on(finding.actual) if finding.actual else None
                kept_to_the_end = finding.state is State.HOLDING and over(one.origin.text, settings.as_of)
                said = evolve(finding, state=State.SATISFIED) if kept_to_the_end else finding
                yield Verdict(None, None, one.origin, instance, said, when)


def recorded(kept: RuleKept, record: Record) -> bool:
    """Say whether the log keeps any record of what a rule is about: rows, or a declaration that there are none."""
    match kept.rule:
        case Barred(activity=activity):
            named = any(entry.activity == activity for entry in record.register.completeness.entries)
            return named or any(row.activity == activity for row in record.rows)
        case Attended(body=body):
            return bool(record.columns & ATTENDED) and bool(record.meetings(body).days)
        case StatusOf():
            parts = (kept.rule.begins, *((kept.rule.ends,) if kept.rule.ends else ()))
            steps = {name.text for part in parts for name in condition_names(part)}
            return bool(record.columns & ATTENDED) or any(row.activity in steps for row in record.rows)
        case _:
            return any(record.register.speaks_of(post) for post in posts_of(kept.rule))


def _judged(one: RuleKept, record: Record, settings: Settings) -> Found:
    rule: StandingRule = one.rule
    agreement, register = record.model.agreement, record.register
    seating, serving = Seating(agreement, register, settings), Serving(agreement, register, settings)
    posts = Posts(agreement, register, one.origin.text)
    match rule:
        case Seated():
            return seating.seats(rule)
        case EligibleTo():
            return seating.eligible(rule, Names(agreement))
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
        case Attended():
            return attended(rule, record)
        case Barred():
            return barred(rule, record, one.origin.text)
        case StatusOf():
            return statuses(record.statuses[rule.id], record)
        case _:
            assert_never(rule)
