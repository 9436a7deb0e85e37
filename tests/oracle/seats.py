"""Who sits in the board, whether they may, and for how long, day by day, in every world that a record allows."""

from collections.abc import Iterator
from datetime import date

from .counting import away
from .days import ONE
from .posts import full, tells_of
from .posts_held import Spell, days, holders, ways_of
from .posts_said import Holders, Residents, Seats, Terms
from .standing_records import Record
from .standing_said import Standing
from .verdicts import HOLDING, SATISFIED, UNKNOWN, VIOLATED, Key, Verdict, agreed

Found = dict[Key, Verdict]


def seats_kept(agreement: Standing, log: Record) -> Iterator[tuple[Key, Verdict]]:
    """Yield what every world agrees on."""
    worlds = [dict(in_world(agreement, spells, log)) for spells in ways_of(log)]
    for key in dict.fromkeys(key for found in worlds for key in found):
        yield key, agreed([found.get(key, Verdict(UNKNOWN)) for found in worlds])


def in_world(agreement: Standing, spells: list[Spell], log: Record) -> Iterator[tuple[Key, Verdict]]:
    for rule in agreement.said(Seats):
        if tells_of(log, "board"):
            for town, number in rule.towns:
                yield Key(rule.name, town), enough_seats(town, number, spells, log)
    for home, number, rule in eligible_rules(agreement):
        name = f"{home}.eligible" if number == 1 else f"{home}.eligible_{number}"
        for person, time, spell in by_person(spells, home, log):
            yield Key(name, person, time), may_hold(rule, spell, spells, log)
    for rule in agreement.said(Terms):
        for person, time, spell in by_person(spells, "board", log):
            yield Key(rule.name, person, time), term_of(rule, spell, log)


def eligible_rules(agreement: Standing):
    counted: dict[str, int] = {}
    for rule in agreement.rules:
        if isinstance(rule, Residents | Holders):
            counted[rule.home] = counted.get(rule.home, 0) + 1
            yield rule.home, counted[rule.home], rule


def by_person(spells: list[Spell], post: str, log: Record) -> Iterator[tuple[str, int, Spell]]:
    """Yield who held a post, for the how-manieth time."""
    own = sorted(
        (spell for spell in spells if spell.post == post), key=lambda spell: (spell.act is not None, spell.start)
    )
    times: dict[str, int] = {}
    for spell in own:
        times[spell.person] = times.get(spell.person, 0) + 1
        yield spell.person, times[spell.person], spell


def enough_seats(town: str, number: int, spells: list[Spell], log: Record) -> Verdict:
    sure = [spell for spell in spells if subject_of(spell) == town]
    maybe = [spell for spell in spells if subject_of(spell) in {town, ""}]
    first = min((spell.start if spell.act else spell.end - ONE for spell in spells), default=log.as_of)
    every = list(days(first - ONE, log.as_of))
    if any(len(holders(sure, "board", day)) > number for day in every):
        return Verdict(VIOLATED)
    return Verdict(UNKNOWN if any(len(holders(maybe, "board", day)) > number for day in every) else HOLDING)


def subject_of(spell: Spell) -> str:
    return spell.act.cell("subject") if spell.act else ""


def may_hold(rule: Residents | Holders, spell: Spell, spells: list[Spell], log: Record) -> Verdict:
    if isinstance(rule, Residents):
        return lives_there(spell)
    others = [one for one in spells if one.post in rule.posts and one.person == spell.person and same_town(one, spell)]
    last = min(log.as_of, spell.end - ONE) if spell.end else log.as_of
    lacking = [day for day in days(spell.start, last) if not any(one.on(day) for one in others)]
    if any(all(full(log, post, left_before(others, post, day), day) for post in rule.posts) for day in lacking):
        return Verdict(VIOLATED)
    if lacking:
        return Verdict(UNKNOWN)
    return Verdict(SATISFIED if spell.end and spell.end <= log.as_of else HOLDING)


def left_before(spells: list[Spell], post: str, day: date) -> date | None:
    """When a post was left for the last time before a day: from then on a record of it is enough."""
    return max((one.end for one in spells if one.post == post and one.end and one.end <= day), default=None)


def lives_there(spell: Spell) -> Verdict:
    if not subject_of(spell) or not spell.act.cell("residence"):
        return Verdict(UNKNOWN)
    return Verdict(SATISFIED if subject_of(spell) == spell.act.cell("residence") else VIOLATED)


def same_town(one: Spell, other: Spell) -> bool:
    towns = {subject_of(one), subject_of(other)} - {""}
    return len(towns) < 2


def term_of(rule: Terms, spell: Spell, log: Record) -> Verdict:
    """The last day of a term is the day that the record names, no later than the longest term allows."""
    if spell.act is None:
        return Verdict(UNKNOWN)
    due = away(spell.start, rule.count, rule.unit, 1)
    if until := spell.act.cell("until"):
        if date.fromisoformat(until) < spell.start:
            return Verdict(UNKNOWN)
        if date.fromisoformat(until) > due:
            return Verdict(VIOLATED, due)
        due = date.fromisoformat(until)
    if spell.end and spell.end <= log.as_of:
        late = spell.end > due + ONE and not rule.holds_over
        open_end = spell.again and not full(log, "board", spell.start, spell.end)  # it may have been left before
        return Verdict((UNKNOWN if open_end else VIOLATED) if late else SATISFIED, due)
    if log.as_of <= due or rule.holds_over:
        return Verdict(HOLDING, due)
    return Verdict(VIOLATED if full(log, "board", spell.start, due + ONE) else UNKNOWN, due)
