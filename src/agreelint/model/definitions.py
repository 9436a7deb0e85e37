"""Dates that have a name of their own: gathered, cited, checked, and without a circle among them."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from agreelint.dating.names import Definitions, dates_of, deadline_names, defined_names, event_names, opening_names
from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.model.citations import inherited
from agreelint.model.constraints import Constraint, Deadline
from agreelint.model.date_names import DateNames
from agreelint.model.entities import Agreement, Clauses
from agreelint.model.notes import Notes
from agreelint.model.thresholds import default_first
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.syntax import nodes

CIRCLE = "AG306"
Key = tuple[str, str]
"""What a date can rest on: how it is called, and the name of the definition or step."""


def named_dates(
    parts: Iterable[object], taken: Iterable[str], agreement: Agreement, notes: Notes, outer: Clauses | None
) -> dict[str, nodes.NamedDate]:
    """Gather the definitions and terms among the parts of a file or procedure."""
    found: dict[str, nodes.NamedDate] = {}
    names = set(taken)
    for part in parts:
        if not isinstance(part, nodes.Definition | nodes.Term):
            continue
        if part.name.text in names:
            hint = "give this date another name"
            notes.error("AG102", "declared-twice", f"`{part.name.text}` is declared twice", part.name.span, hint)
            continue
        names.add(part.name.text)
        inherited(notes, part.name.span, f"`{part.name.text}`", part.citation, outer)
        if part.each:
            notes.known(part.each.group, "group", agreement.groups)
        found[part.name.text] = _default_first(part, notes)
    return found


def _default_first(part: nodes.NamedDate, notes: Notes) -> nodes.NamedDate:
    """Return a definition with the default first among its readings, if it has several."""
    if not isinstance(part, nodes.Definition) or not isinstance(part.date, nodes.AmbiguousDate):
        return part
    readings = default_first(notes, part.date.name, part.date.readings)
    return evolve(part, date=evolve(part.date, readings=readings))


def used_dates(
    steps: Iterable[str], own: Definitions, known: Definitions, names: DateNames
) -> dict[str, nodes.NamedDate]:
    """Check and return the dates that a procedure defines, and of all others those that it uses.

    `names` has seen every date expression of its clauses; the definitions used so far bring more.
    """
    here = frozenset(steps)
    waiting = [*own, *(name for name, date in known.items() if _extended_by(date) in here), *names.used]
    found: dict[str, nodes.NamedDate] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = known[name]
            names.definition(known[name], dates_of(known[name]))
            waiting += names.used
    return found


def _extended_by(date: nodes.NamedDate) -> str | None:
    return date.extendable.step.text if isinstance(date, nodes.Term) and date.extendable else None


def unknown_names(shared: Definitions, steps: frozenset[str], notes: Notes) -> None:
    """Report what the definitions of an agreement name, if it is a step of no procedure."""
    for defined in shared.values():
        for date in dates_of(defined):
            for name in event_names(date):
                if name.text not in shared:
                    notes.known(name, "step", steps)


def circle(constraints: Iterable[Constraint], definitions: Definitions) -> tuple[Diagnostic, ...]:
    """Report a circle of dates that rest on each other; nothing if there is none."""
    bounds = tuple(one for one in constraints if isinstance(one, Deadline))
    rests: dict[Key, tuple[Key, ...]] = {}
    for name, defined in definitions.items():
        rests["", name] = tuple(key for date in dates_of(defined) for key in _keys(date, definitions))
    for bound in bounds:
        key = (
            "the deadline of " if isinstance(bound.bound, LAST_DAY_BOUNDS) else "the first day of ",
            bound.origin.step,
        )
        rests[key] = (*rests.get(key, ()), *_keys(limit_of(bound.bound), definitions))
    for start in rests:
        if loop := _path(rests, start, (start,)):
            return (_told(loop, bounds, definitions),)
    return ()


def _keys(date: nodes.DateExpr, definitions: Definitions) -> Iterator[Key]:
    yield from (("", name.text) for name in defined_names(date, definitions))
    yield from (("the deadline of ", name.text) for name in deadline_names(date))
    yield from (("the first day of ", name.text) for name in opening_names(date))


def _path(rests: Mapping[Key, tuple[Key, ...]], here: Key, path: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the way from `here` back to the start of the path, empty if there is none."""
    for key in rests.get(here, ()):
        if key == path[0]:
            return path
        if key not in path and (found := _path(rests, key, (*path, key))):
            return found
    return ()


def _told(loop: tuple[Key, ...], bounds: tuple[Deadline, ...], definitions: Definitions) -> Diagnostic:
    words = [f"{how}`{name}`" for how, name in loop]
    told = ", which rests on ".join([*words, words[0]])
    spans = {one.origin.step: one.origin.span for one in bounds}
    labels = tuple(
        Label(spans[name] if how else definitions[name].span, word)
        for (how, name), word in zip(loop, words, strict=True)
    )
    hint = "let one of them count from a day that is known"
    return Diagnostic(CIRCLE, "dates-in-a-circle", Severity.ERROR, f"dates in a circle: {told}", labels, hint)
