"""Amounts with every step that led to them: as text for people, as JSON for scripts."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from agreelint.amounts.computed import Computed, Kept, Missing, Question, Worked, computable
from agreelint.amounts.values import Key, Value
from agreelint.days import long_date
from agreelint.model.quantities import Figure
from agreelint.model.units import RATIO, Unit

SCHEMA = "agreelint.compute/1"


def text(computed: Computed) -> str:
    """Return the amounts, then figures, steps, readings, limits, damages of the source, and what is missing."""
    if computed.name is None:
        return "\n".join(_listed(computed)) + "\n"
    lines = [f"{computed.model.agreement.title}: {computed.title} ({computed.clause})", ""]
    if any(one.value.number is None and one.value.word is None for one in computed.worked):
        lines.insert(0, "NOT KNOWN: something is missing or left open; it is named below\n")
    for one in computed.worked:
        lines += _worked(computed, one)
    sections = (
        ("Figures used", [_used(computed, key) for key in computed.used]),
        ("Step by step", _steps(computed)),
        ("How the text was read", [line for one in computed.questions for line in _question(computed, one)]),
        ("What must hold", [_kept(one) for one in computed.kept]),
        ("The source itself", list(computed.damages)),
        ("Missing", [line for one in computed.missing for line in _missing(computed, one)]),
    )
    for heading, told in sections:
        lines += ["", heading, *(f"  {line}" for line in told)] if told else []
    if computed.inputs.left_out:
        lines += ["", f"{computed.inputs.left_out} rows of the inputs bring no figure and were left out"]
    return "\n".join(lines) + "\n"


def _listed(computed: Computed) -> Iterator[str]:
    quantities = computed.model.amounts.quantities
    yield f"{computed.title}: what can be worked out"
    yield ""
    schedules = {one.schedule: one for one in computed.model.amounts.instalments}
    limits = {limit.id: limit for limit in computed.model.amounts.limits}
    for name in computable(computed.model):
        entry = schedules.get(name) or quantities.formulas.get(name) or limits[name]
        what = "schedule" if name in schedules else "formula" if name in quantities.formulas else "limit"
        yield f"  {what:8}  {name}: {entry.title} ({entry.clauses.label})"


def _worked(computed: Computed, one: Worked) -> Iterator[str]:
    yield f"{one.key} = {one.value.written}"
    for why in one.value.impossible:
        yield f"    {why}"
    for due in one.instalments:
        amount = "not known" if due.amount is None else _unit(computed, one.key).write(due.amount)
        share = f"{due.part.share.part}/{due.part.share.whole}"
        rolled = f", or {long_date(due.by.rolled)}" if due.by.rolled else ""
        yield f"    at least {share}, {amount}, by {long_date(due.by.day)}{rolled} ({due.part.clauses.label})"


def _used(computed: Computed, key: Key) -> str:
    figure = computed.model.amounts.quantities.figures[key.name]
    file, line = computed.inputs.places[key]
    return f"{key} ({figure.clauses.label}) = {_given(computed, key)}, line {line} of {file}"


def _given(computed: Computed, key: Key) -> str:
    value = computed.inputs.given[key]
    return value if isinstance(value, str) else _unit(computed, key).write(value)


def _unit(computed: Computed, key: Key) -> Unit:
    entry = computed.model.amounts.quantities.get(key.name)
    return (entry.unit if entry else None) or RATIO


def _steps(computed: Computed) -> list[str]:
    """Return every step once, in an order in which each comes after those that it needs."""
    values = (*(one.value for one in computed.worked), *(one.held.value for one in computed.kept))
    values = tuple(value for value in values if not value.missing)  # what is missing is named below, not its places
    found = dict.fromkeys(step for value in values for step in value.steps)
    return [f"{number}. {step}" for number, step in enumerate(found, 1)]


def _question(computed: Computed, one: Question) -> Iterator[str]:
    formula = one.formula
    name = f"{formula.ambiguity} ({formula.clauses.label}, “{formula.phrase}”)"
    if one.taken is None:
        yield f"{name}: no reading is chosen, and none is the default: {formula.undecided}"
    else:
        how = "chosen" if one.chosen else "the default"
        why = f", because {'; '.join(one.taken.because)}" if one.taken.because else ""
        yield f"{name}: {one.taken.name}, {how}{why}"
    for option, values in one.others:
        yield f"  {'otherwise' if one.taken else 'under'} {option.name}: {_compared(computed, values)}"


def _compared(computed: Computed, values: tuple[Value, ...]) -> str:
    """Return what amounts come to under another reading."""
    if all(v.number == w.value.number for v, w in zip(values, computed.worked, strict=True)):
        return "the same" if all(v.number is not None for v in values) else "not known"
    pairs = zip(values, computed.worked, strict=True)
    return ", ".join(f"{worked.key} = {value.written}{_lack(value)}" for value, worked in pairs)


def _lack(value: Value) -> str:
    more = f" and {len(value.missing) - 1} more" if value.missing[1:] else ""
    return f" without {value.missing[0]}{more}" if value.number is None and value.missing else ""


def _kept(one: Kept) -> str:
    state = {True: "holds", False: "VIOLATED", None: "not known"}[one.held.answer]
    where = Key(one.limit.id, one.place.index, one.place.year)
    told = "" if one.held.answer is None else f": {one.held.value.told}"
    return f"{state}: {one.limit.title} ({one.limit.clauses.label}), {where}{told}"


def _missing(computed: Computed, one: Missing) -> Iterator[str]:
    yield f"{one.key}: {_asked(computed, one.figure)} ({one.figure.clauses.label})"


def _asked(computed: Computed, figure: Figure) -> str:
    measure = f"one of {', '.join(figure.words)}" if figure.words else f"in {figure.unit.name if figure.unit else ''}"
    by = f", fixed by {computed.model.agreement.title_of(figure.fixed_by)}" if figure.fixed_by else ""
    return f"{figure.title}, {measure}{by}"


# ---- JSON ---------------------------------------------------------------------------------------


def as_json(computed: Computed) -> str:
    """Return the document `agreelint.compute/1`; exact numbers are fractions in the unit as it is written."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "agreement": computed.model.agreement.id,
        "what": computed.name,
        "title": computed.title,
        "clause": computed.clause,
    }
    if computed.name is None:
        document["computable"] = list(computable(computed.model))
    document |= {
        "results": [_result(computed, one) for one in computed.worked],
        "readings": [_reading(computed, one) for one in computed.questions],
        "limits": [_limit(one) for one in computed.kept],
        "figures": [_figure(computed, key) for key in computed.used],
        "missing": [_lacking(computed, one) for one in computed.missing],
        "damaged_source": list(computed.damages),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _where(key: Key) -> dict[str, Any]:
    return {"name": key.name, "of": key.whose, "fiscal_year": f"FY{key.year}" if key.year is not None else None}


def _number(value: Fraction | None, unit: Unit) -> dict[str, Any]:
    return {
        "value": None if value is None else str(value * unit.scale),
        "written": None if value is None else unit.write(value),
        "unit": unit.name,
    }


def _result(computed: Computed, one: Worked) -> dict[str, Any]:
    unit = _unit(computed, one.key)
    number = _number(one.value.number, unit)
    return {
        **_where(one.key),
        **(number | {"value": one.value.word, "written": one.value.word} if one.value.word else number),
        "steps": list(one.value.steps),
        "missing": [_where(key) for key in one.value.missing],
        "impossible": list(one.value.impossible),
        "instalments": [
            {
                "share": f"{due.part.share.part}/{due.part.share.whole}",
                "due": str(due.by.day),
                "rolled": str(due.by.rolled) if due.by.rolled else None,
                "clause": due.part.clauses.label,
                **_number(due.amount, unit),
            }
            for due in one.instalments
        ],
    }


def _reading(computed: Computed, one: Question) -> dict[str, Any]:
    return {
        "ambiguity": one.formula.ambiguity,
        "clause": one.formula.clauses.label,
        "phrase": one.formula.phrase,
        "taken": one.taken.name if one.taken else None,
        "chosen": one.chosen,
        "no_default_because": one.formula.undecided,
        "others": {
            option.name: [
                _where(worked.key) | _number(value.number, _unit(computed, worked.key))
                for value, worked in zip(values, computed.worked, strict=True)
            ]
            for option, values in one.others
        },
    }


def _limit(one: Kept) -> dict[str, Any]:
    state = {True: "satisfied", False: "violated", None: "unknown"}[one.held.answer]
    key = Key(one.limit.id, one.place.index, one.place.year)
    return {**_where(key), "clause": one.limit.clauses.label, "state": state, "told": one.held.value.told}


def _figure(computed: Computed, key: Key) -> dict[str, Any]:
    value, (file, line) = computed.inputs.given[key], computed.inputs.places[key]
    unit = _unit(computed, key)
    number = {"value": value, "written": value, "unit": None} if isinstance(value, str) else _number(value, unit)
    clause = computed.model.amounts.quantities.figures[key.name].clauses.label
    return {**_where(key), "clause": clause, **number, "file": file, "line": line}


def _lacking(computed: Computed, one: Missing) -> dict[str, Any]:
    return {**_where(one.key), "clause": one.figure.clauses.label, "what": _asked(computed, one.figure)}
