"""Explanations as text, Markdown, and `agreelint.explain/1`: of the phrases of an encoding, or of one clause."""

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from attrs import asdict, frozen

from agreelint.explain.assumed import Assumption
from agreelint.explain.clauses import ClauseTold
from agreelint.explain.phrases import Ambiguity, Reading
from agreelint.plan.items import Item

_WIDTH = 110


@frozen
class Phrases:
    """The declared ambiguities of an agreement, and what is assumed in it."""

    agreement: str
    title: str
    ambiguities: tuple[Ambiguity, ...]
    assumptions: tuple[Assumption, ...]


@frozen
class Clause:
    """What is encoded of a clause of an agreement."""

    agreement: str
    title: str
    told: ClauseTold


def render(value: Phrases | Clause, form: str) -> str:
    """Return an explanation in a format: `text`, `markdown` or `json`."""
    if form == "json":
        return json.dumps(_document(value), ensure_ascii=False, indent=2) + "\n"
    if isinstance(value, Phrases):
        lines = _phrases_marked(value) if form == "markdown" else _phrases(value)
    else:
        lines = _clause_marked(value) if form == "markdown" else _clause(value)
    return "\n".join(lines).rstrip() + "\n"


def _document(value: Phrases | Clause) -> dict[str, Any]:
    document: dict[str, Any] = {"schema": "agreelint.explain/1"}
    document["agreement"] = {"id": value.agreement, "title": value.title}
    if isinstance(value, Phrases):
        document["ambiguities"] = [asdict(one) for one in value.ambiguities]
        document["assumptions"] = [asdict(one) for one in value.assumptions]
    else:
        document["clause"] = asdict(value.told)
    return document


# ---- phrases ------------------------------------------------------------------------------------


def _wrapped(before: str, text: str) -> list[str]:
    """Return a line, or several of which the later ones stand under the text."""
    return wrap(
        text,
        _WIDTH,
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _phrases(value: Phrases) -> Iterator[str]:
    yield f"{value.title}: {_count(len(value.ambiguities), 'phrase')} that can be read in several ways"
    for number, one in enumerate(value.ambiguities, 1):
        yield ""
        yield from _wrapped(f"{number}. ", f"{', '.join(one.clauses)}: “{one.phrase}” ({one.name})")
        yield from _wrapped("   ", ", ".join(one.places))
        width = max(len(reading.name) for reading in one.readings)
        for reading in one.readings:
            mark = "default  " if reading.default else " " * 9
            yield from _wrapped(f"   {mark}{reading.name:{width}}  ", reading.text)
            if reason := _reason(reading):
                yield from _wrapped(f"   {' ' * (9 + width)}  ", reason)
        if one.without_default:
            yield from _wrapped("   no default: ", one.without_default)
        yield from (line for told in _touched(one) for line in _wrapped("   ", told))
    yield ""
    yield "Assumed:"
    for told in value.assumptions:
        yield from _wrapped("- ", f"{told.text}: {told.basis}{f' ({told.place})' if told.place else ''}")
    if value.ambiguities:
        one = value.ambiguities[0]
        other = next((r.name for r in one.readings if not r.default), one.readings[0].name)
        yield ""
        yield f"Another reading is chosen with `--reading`, as in `--reading {one.name}={other}`."


def _reason(reading: Reading) -> str:
    if reading.reasons:
        return f"because {', '.join(reading.reasons)}"
    return "no reason is given" if reading.default else ""


def _touched(one: Ambiguity) -> Iterator[str]:
    yield f"decides {', '.join(one.decides)}" if one.decides else "decides nothing that is encoded"
    if one.followed_by:
        yield f"followed by {', '.join(one.followed_by)}"


def _phrases_marked(value: Phrases) -> Iterator[str]:
    yield f"# {value.title}: phrases that can be read in several ways"
    for one in value.ambiguities:
        yield ""
        yield f"## {', '.join(one.clauses)}: “{one.phrase}”"
        yield ""
        yield f"`{one.name}`, {', '.join(f'`{place}`' for place in one.places)}"
        yield ""
        for reading in one.readings:
            mark = " **(default)**" if reading.default else ""
            reason = _reason(reading)
            yield f"- `{reading.name}`{mark}: `{reading.text}`{f'; {reason}' if reason else ''}"
        yield ""
        if one.without_default:
            yield f"No default: {one.without_default}. "
        yield "; ".join(_touched(one)).capitalize() + "."
    yield ""
    yield "## Assumed"
    yield ""
    for told in value.assumptions:
        yield f"- {told.text}: {told.basis}"


# ---- a clause -----------------------------------------------------------------------------------


def _clause(value: Clause) -> Iterator[str]:
    told = value.told
    yield f"{value.title}, {told.label}"
    for declared in told.declared:
        yield ""
        yield f"{declared.place}"
        yield from (f"  {line}" for line in declared.text.splitlines())
    if told.items:
        yield ""
        yield "What that asks:"
        for item in told.items:
            yield f"- {item.title} ({item.clause})"
            yield from (f"    {line}" for line in _asked(item))
    if told.rules:
        yield ""
        yield "As constraints:"
        width = max(len(rule.name) for rule in told.rules)
        yield from (f"- {rule.name:{width}}  {rule.kind}, {', '.join(rule.clauses)}" for rule in told.rules)
    yield ""
    yield "Scenarios:" if told.proofs else "No scenario speaks of it."
    yield from (f"- {proof.title} ({proof.place})" for proof in told.proofs)


def _asked(item: Item) -> Iterator[str]:
    to = f"; to {item.recipients}" if item.recipients else ""
    yield f"{'; '.join(item.who)}{to}"
    yield from (*item.when, *item.votes, *item.notes)


def _clause_marked(value: Clause) -> Iterator[str]:
    told = value.told
    yield f"# {value.title}, {told.label}"
    for declared in told.declared:
        yield ""
        yield f"`{declared.place}`"
        yield ""
        yield "```agree"
        yield declared.text
        yield "```"
    if told.items:
        yield ""
        yield "## What that asks"
        yield ""
        yield from (f"- {item.title} ({item.clause}): {'; '.join(_asked(item))}" for item in told.items)
    if told.rules:
        yield ""
        yield "## As constraints"
        yield ""
        yield from (f"- `{rule.name}`: {rule.kind}, {', '.join(rule.clauses)}" for rule in told.rules)
    yield ""
    yield "## Scenarios"
    yield ""
    yield from (f"- {proof.title} (`{proof.place}`)" for proof in told.proofs)
    if not told.proofs:
        yield "No scenario speaks of it."
