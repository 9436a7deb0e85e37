"""Whether the rules of who holds which post were kept, day by day, in every world that a record allows."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from .days import ONE
from .force_said import Force
from .posts_held import COMES, GOES, Spell, days, holders, ways_of
from .posts_said import Incompatible, Required
from .standing_records import Record
from .standing_said import Standing
from .verdicts import HOLDING, SATISFIED, UNKNOWN, VIOLATED, Key, Verdict, agreed


def posts_kept(agreement: Standing, log: Record) -> Iterator[tuple[Key, Verdict]]:
    worlds = list(ways_of(log))
    for rule in agreement.said(Incompatible):
        if begins_by(rule.force, log) and any(tells_of(log, post) for post in rule.posts):
            yield Key(rule.name), agreed([held_apart(rule, spells, log) for spells in worlds])
    for rule in agreement.said(Required):
        if begins_by(rule.force, log) and tells_of(log, rule.post):
            yield Key(rule.name), agreed([filled(rule, spells, log) for spells in worlds])


def tells_of(log: Record, post: str) -> bool:
    """Whether a log keeps a record of who holds a post."""
    rows = any(row.activity in {COMES, GOES} and row.cell("body") == post for row in log.seen)
    return rows or any(one.activity == COMES and one.speaks_of(COMES, post) for one in log.declared)


def full(log: Record, post: str, first: date | None, last: date) -> bool:
    """Whether everybody who came or went from a day, or the beginning, through another is in the log."""
    return log.full(COMES, post, first, last) and log.full(GOES, post, first, last)


def kept(force: Force, log: Record) -> Verdict:
    """Kept so far, or as long as it was in force."""
    return Verdict(HOLDING if force.end is None or log.as_of < force.end else SATISFIED)


def begins_by(force: Force, log: Record) -> bool:
    return force.start is None or force.start <= log.as_of


def held_apart(rule: Incompatible, spells: list[Spell], log: Record) -> Verdict:
    for one, other in combinations(rule.posts, 2):
        for spell in spells:
            if spell.post != one:
                continue
            for second in spells:
                if second.post == other and second.person == spell.person:
                    both = days(max(spell.start, second.start), log.as_of)
                    if any(spell.on(day) and second.on(day) and rule.force.on(day) for day in both):
                        return Verdict(VIOLATED)
    return kept(rule.force, log)


def filled(rule: Required, spells: list[Spell], log: Record) -> Verdict:
    own = [spell for spell in spells if spell.post == rule.post]
    told = [day for spell in own for day in (spell.start if spell.act else spell.end, spell.end) if day]
    left = [spell.end for spell in own if spell.act is None and rule.number == 1]
    begun = [day for day in days(min(told, default=log.as_of) - ONE, log.as_of) if enough(rule, own, day)]
    since = min([*begun, *left], default=None)
    if since is None or since > log.as_of:
        return Verdict(VIOLATED if full(log, rule.post, None, log.as_of) else UNKNOWN)
    empty = [day for day in days(since, log.as_of) if rule.force.on(day) and not enough(rule, own, day)]
    if any(full(log, rule.post, min(told), day) for day in empty):
        return Verdict(VIOLATED)
    return Verdict(UNKNOWN) if empty else kept(rule.force, log)


def enough(rule: Required, spells: list[Spell], day: date) -> bool:
    return len(holders(spells, rule.post, day)) >= rule.number
