"""What a checklist says of other readings, exceptions and texts: beside each item, what it would be instead."""

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve

from agreelint.model.constraints import Procedure
from agreelint.model.exceptions import Exemption
from agreelint.model.force import combinations, era
from agreelint.model.guards import ON, Selection
from agreelint.plan.items import Item

Items = Mapping[str, Item]
ItemsOf = Callable[[Procedure], Items]
"""How the items of a procedure, by step, are written under a selection of readings and exceptions."""
Words = Callable[[Exemption], str]
"""The condition of an exception in words."""


def with_alternatives(
    procedure: Procedure, chosen: Selection, readings: Mapping[str, str], items_of: ItemsOf, words: Words
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the items under the chosen readings, each with what else may be asked for, and warnings about phrases."""
    items = dict(items_of(procedure.under(chosen)))
    warnings: list[str] = []
    base = dict(items)
    for phrase in procedure.phrases:
        if phrase.name in readings:
            warnings.append(f"“{phrase.phrase}” is read as `{readings[phrase.name]}`, as chosen")
            continue
        others = [name for name, _ in phrase.readings if name != chosen[phrase.name]]
        for name in others:
            for step, more in _new(base, items_of(procedure.under({**chosen, phrase.name: name}))):
                items[step] = _noted(items[step], f"or, where “{phrase.phrase}” is read as `{name}`: {more}")
        told = ", ".join(f"`{name}`" for name in others)
        warnings.append(
            f"“{phrase.phrase}” can be read in several ways ({phrase.name}); "
            f"this list takes `{chosen[phrase.name]}`, and says beside it what {told} would ask for"
        )
    for exemption in procedure.exemptions:
        other = items_of(procedure.under({**chosen, exemption.id: ON}))
        name = f"{exemption.title}, {exemption.clauses.label}"
        for step, more in _new(base, other):
            items[step] = _noted(items[step], f"where {words(exemption)}, instead: {more} ({name})")
        if exemption.lifts and exemption.step is None and exemption.label is None:
            warnings.append(f"nothing of this is called for where {words(exemption)} ({name})")
            continue
        for step in base if exemption.lifts else ():
            if _lines(base[step]) != _lines(other[step]):
                items[step] = _noted(items[step], f"not where {words(exemption)} ({name})")
    for passed in combinations(procedure.turns):
        when = era(procedure.turns, passed).replace("_", " ")
        for step, more in _new(base, items_of(procedure.under({**chosen, **passed}))):
            items[step] = _noted(items[step], f"{when}, instead: {more}")
    return tuple(items.values()), tuple(warnings)


def _new(base: Items, other: Items) -> Iterator[tuple[str, str]]:
    """Yield each step of which the other items say something new, with what that is."""
    for step, item in other.items():
        new = [line for line in _lines(item) if line not in _lines(base[step])]
        if new:
            yield step, "; ".join(new)


def _lines(item: Item) -> tuple[str, ...]:
    return (*(f"by {who}" for who in item.who), *item.when, *item.votes, *item.notes)


def _noted(item: Item, note: str) -> Item:
    return evolve(item, notes=(*item.notes, note))
