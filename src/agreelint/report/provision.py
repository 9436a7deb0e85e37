"""One provision of the law in full: what it says, how well that is known, since when, and what it comes to."""

import json
from collections.abc import Iterator

from agreelint.explain.provisions import LEVELS, Applied, Bound
from agreelint.report.rules import document, sentence

SCHEMA = "agreelint.explain/1"


def render(found: tuple[Applied, ...], form: str) -> str:
    """Return provisions in a format: `text`, `markdown` or `json`."""
    if form == "json":
        told = [
            {
                **document(one.told),
                "text": one.told.text,
                "binds": [
                    {"agreement": b.agreement, "constraints": list(b.constraints), "why_not": b.why_not}
                    for b in one.bound
                ],
                "scenarios": [{"place": proof.place, "title": proof.title} for proof in one.proofs],
            }
            for one in found
        ]
        return json.dumps({"schema": SCHEMA, "provisions": told}, ensure_ascii=False, indent=2) + "\n"
    make = _marked if form == "markdown" else _plain
    return "\n\n".join("\n".join(make(one)).rstrip() for one in found) + "\n"


def _facts(one: Applied) -> Iterator[str]:
    told = one.told
    yield f"fact {told.fact}, provision {told.id} of the pack {told.pack}"
    yield f"level {told.level}: {LEVELS[told.level]}; {told.effect.value}"
    yield str(told.window)
    yield from (f"read at {address}" for address in told.sources)
    yield from (f"asks the text for `{name}`: {title}" for name, title in told.asks)


def _binds(bound: Bound) -> str:
    if bound.constraints:
        return ", ".join(bound.constraints)
    return f"nothing is added: {bound.why_not}" if bound.why_not else "nothing that a record could keep or break"


def _plain(one: Applied) -> Iterator[str]:
    yield f"{one.told.citation}: {one.told.title}"
    yield from (f"  {sentence(text)}" for text in one.told.says)
    yield ""
    yield from (f"  {line}" for line in _facts(one))
    yield ""
    yield one.told.place
    yield from (f"  {line}" for line in one.told.text.splitlines())
    if one.bound:
        yield ""
        yield "Binds:"
        yield from (f"- {bound.agreement}: {_binds(bound)}" for bound in one.bound)
    if one.told.span:
        yield ""
        yield "Scenarios:" if one.proofs else "No scenario speaks of it."
        yield from (f"- {proof.title} ({proof.place})" for proof in one.proofs)


def _marked(one: Applied) -> Iterator[str]:
    yield f"# {one.told.citation}: {one.told.title}"
    yield ""
    yield from (f"{sentence(text)}\n" for text in one.told.says)
    yield from (f"- {line}" for line in _facts(one))
    yield ""
    yield f"`{one.told.place}`"
    if one.told.text:
        yield ""
        yield "```agree"
        yield one.told.text
        yield "```"
    if one.bound:
        yield ""
        yield "## Binds"
        yield ""
        yield from (f"- {bound.agreement}: {_binds(bound)}" for bound in one.bound)
    if one.told.span:
        yield ""
        yield "## Scenarios"
        yield ""
        yield from (f"- {proof.title} (`{proof.place}`)" for proof in one.proofs)
        if not one.proofs:
            yield "No scenario speaks of it."
