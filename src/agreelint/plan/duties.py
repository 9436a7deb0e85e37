"""A checklist of what stands outside procedures, by how often it returns, of how often bodies meet, and of amounts."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from agreelint.days import MONTHS
from agreelint.model.constraints import InstalmentPaid, LimitKept, MeetsOften, Model, Procedure
from agreelint.model.entities import Frequency
from agreelint.model.recurrence import Every
from agreelint.model.tenure import StatusOf
from agreelint.plan.checklist import Checklist, checklist
from agreelint.plan.dates import date_in_words
from agreelint.plan.items import Item
from agreelint.plan.keeping import kept_in_words
from agreelint.plan.people import names_of
from agreelint.plan.returning import returning
from agreelint.syntax.printer import in_words

TITLE = "Duties outside procedures"


def duties(model: Model, readings: Mapping[str, str]) -> Checklist:
    """Return what is owed once, then in each period, then for each event, then how often bodies meet, then amounts."""
    ordered = sorted(model.outside.values(), key=_place)  # stable: otherwise as in the source
    lists = [(procedure, checklist(model.agreement, procedure, readings)) for procedure in ordered]
    items = [item for procedure, one in lists for item in _items(procedure, one)]
    items += [_meeting(model, duty, readings) for duty in model.standing]
    items += kept_in_words(model, readings)
    items += [_instalment(model, paid) for paid in model.instalments]
    items += [_limit(model, kept) for kept in model.limits]
    warnings = tuple(
        dict.fromkeys(
            (
                *_elsewhere(model, items),
                *_statuses(model, readings),
                *(told for _, one in lists for told in one.warnings),
            )
        )
    )
    numbered = tuple(evolve(item, number=number) for number, item in enumerate(items, 1))
    return Checklist(model.agreement.title, TITLE, (), numbered, warnings, names_of(model.agreement))


def _elsewhere(model: Model, items: list[Item]) -> Iterator[str]:
    if not items:
        yield "nothing is owed outside procedures"
    if model.procedures:
        yield f"procedures have lists of their own: {', '.join(model.procedures)}"


def _statuses(model: Model, readings: Mapping[str, str]) -> Iterator[str]:
    """Yield what can be read in several ways in a status, and how this list reads it."""
    for kept in model.kept:
        for phrase in kept.rule.phrases if isinstance(kept.rule, StatusOf) else ():
            taken = readings.get(phrase.name, phrase.readings[0][0])
            yield f"“{phrase.phrase}” can be read in several ways ({phrase.name}); this list takes `{taken}`"


def _place(procedure: Procedure) -> tuple[int, str]:
    recurs = procedure.recurs
    if recurs is None:
        return 0, ""
    return (1, str(recurs)) if isinstance(recurs, Every) else (2, "")


def _items(procedure: Procedure, one: Checklist) -> Iterator[Item]:
    for item in one.items:
        if item.step not in procedure.given:
            yield evolve(item, when=(returning(procedure), *item.when))


def _meeting(model: Model, duty: MeetsOften, readings: Mapping[str, str]) -> Item:
    body, often = model.agreement.title_of(duty.body), duty.often
    chosen = often.under(readings.get(often.ambiguity or ""))
    when = _frequency(chosen.rule)
    notes = [f"in the log a row of activity `meeting` with body `{duty.body}`"]
    if often.ambiguity:
        others = "; ".join(
            f"{_frequency(option.rule)} (`{option.name}`)" for option in often.options if option != chosen
        )
        notes.append(f"“{often.phrase}” can be read in several ways ({often.ambiguity}): {others}")
    return Item(0, "meeting", f"meeting of the {body}", duty.origin.clause, (body,), None, (when,), (), tuple(notes))


def _frequency(frequency: Frequency) -> str:
    times = "once" if frequency.times == 1 else f"{frequency.times} times"
    monthly = " in each month" if frequency.monthly else ""
    days = [f"{MONTHS[month - 1]} {day}" for month, day in frequency.window or ()]
    part = f" from {' to '.join(days)}" if days else ""
    regularly = ", regular meetings alone" if frequency.regularly else ""
    return f"at least {times}{monthly}{part} every {frequency.cycle.words}{regularly}"


def _instalment(model: Model, paid: InstalmentPaid) -> Item:
    one = paid.instalment
    entry = model.amounts.quantities.get(one.amount)
    amount = entry.title if entry else one.amount
    day = date_in_words(one.limit, lambda name: name)
    when = f"at least {one.share.part}/{one.share.whole} of the {amount} paid by {day}"
    who = (model.agreement.title_of(one.payer),)
    return Item(0, one.schedule, one.title, one.clauses.label, who, None, ("every fiscal year", when), (), ())


def _limit(model: Model, kept: LimitKept) -> Item:
    limit = kept.limit
    group = model.agreement.groups.get(limit.index or "")
    who = f"Each {group.title}" if group else "The agreement does not say who"
    often = (f"for each {limit.index.replace('_', ' ')}",) if limit.index and limit.occurrences else ()
    begins = f" from {in_words(limit.since, 'year').replace('_', ' ')}" if limit.since else ""
    yearly = (f"every fiscal year{begins}",) if limit.yearly else ()
    must = f"it must hold: {in_words(limit.requires, 'comparisons')}"
    return Item(0, limit.id, limit.title, limit.clauses.label, (who,), None, (*yearly, *often, must), (), ())
