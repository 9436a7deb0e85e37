"""The law of a jurisdiction as text, Markdown and `agreelint.rules/1`: packs, provisions, windows, levels, gaps."""

import json
from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import Any

from agreelint.explain.provisions import LEVELS, Effect, PackTold, Told, Untold

SCHEMA = "agreelint.rules/1"
_WIDTH = 110


def render(packs: tuple[PackTold, ...], form: str, as_of: date | None = None) -> str:
    """Return packs in a format: `text`, `markdown` or `json`; with `as_of`, what is in force on that day."""
    if form == "json":
        return json.dumps(_document(packs, as_of), ensure_ascii=False, indent=2) + "\n"
    head = [f"What is in force on {as_of}.", ""] if as_of else []
    make = _marked if form == "markdown" else _plain
    pages = ["\n".join(make(pack, as_of)).rstrip() for pack in packs]
    return "\n".join(head) + "\n\n".join(pages) + "\n"


def _in_force(pack: PackTold, as_of: date | None) -> Iterator[Told]:
    """Yield the provisions of a pack, or those that are in force on a day, or may be."""
    yield from (one for one in pack.provisions if as_of is None or one.window.holds(as_of) is not False)


def _document(packs: tuple[PackTold, ...], as_of: date | None) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "as_of": as_of.isoformat() if as_of else None,
        "packs": [
            {"id": pack.id, "title": pack.title, "jurisdiction": pack.jurisdiction, "kinds": list(pack.kinds)}
            for pack in packs
        ],
        "provisions": [document(one, as_of) for pack in packs for one in _in_force(pack, as_of)],
        "gaps": [
            {
                "id": gap.id,
                "pack": gap.pack,
                "title": gap.title,
                "procedures": list(gap.procedures),
                "reason": gap.reason,
            }
            for pack in packs
            for gap in pack.gaps
        ],
    }


def document(one: Told, as_of: date | None = None) -> dict[str, Any]:
    """Return a provision for programs; `until` is the first day on which it is in force no more."""
    return {
        "id": one.id,
        "pack": one.pack,
        "citation": one.citation,
        "fact": one.fact,
        "level": one.level,
        "from": one.window.since.isoformat() if one.window.since else None,
        "until": one.window.until.isoformat() if one.window.until else None,
        "earlier_unread": one.window.seen or one.window.since is None,
        "window": str(one.window),
        "effect": one.effect.value,
        "title": one.title,
        "says": list(one.says),
        "sources": list(one.sources),
        "asks": [{"name": name, "title": title} for name, title in one.asks],
        "place": one.place,
        **({"in_force": one.window.holds(as_of)} if as_of else {}),
    }


def binds(pack: PackTold) -> str:
    """Say which agreements a pack binds."""
    kinds = " and ".join(kind.replace("_", " ") for kind in pack.kinds)
    return f"binds agreements of the kind {kinds}" if kinds else "binds every agreement of the jurisdiction"


def concerning(gap: Untold) -> str:
    """Say which audits a gap makes partial."""
    return f"for {' and '.join(name.replace('_', ' ') for name in gap.procedures)}" if gap.procedures else "for all"


def _plain(pack: PackTold, as_of: date | None) -> Iterator[str]:
    yield f"{pack.id}: {pack.title}"
    yield f"  {binds(pack)}"
    told = list(_in_force(pack, as_of))
    if not told:
        yield "  nothing of it is in force on that day" if as_of else "  no provisions"
    width = max((len(one.id) for one in told), default=0)
    for one in told:
        known = f"level {one.level}, {one.effect.value}"
        unsure = "; whether it was in force then is not known" if as_of and one.window.holds(as_of) is None else ""
        yield ""
        yield f"  {one.id:{width}}  {one.citation}  {one.fact}  ({known})"
        yield f"    {one.title}"
        yield f"    {one.window}{unsure}"
    if pack.gaps:
        yield ""
        yield "  not read:"
        for gap in pack.gaps:
            yield from _wrapped(f"{gap.title}: {gap.reason} ({gap.id}, {concerning(gap)})", "  - ")


def _wrapped(text: str, before: str) -> list[str]:
    after = " " * len(before)
    return wrap(text, _WIDTH, initial_indent=before, subsequent_indent=after, break_on_hyphens=False)


def _marked(pack: PackTold, as_of: date | None) -> Iterator[str]:
    yield f"# {pack.title}"
    yield ""
    yield f"Pack `{pack.id}` of {pack.jurisdiction}; it {binds(pack)}."
    told = list(_in_force(pack, as_of))
    for one in told:
        yield ""
        yield f"## {one.citation}: {one.title}"
        yield ""
        yield from (f"{sentence(text)}\n" for text in one.says)
        yield f"- `{one.id}`, fact {one.fact}"
        yield f"- level {one.level}: {LEVELS[one.level]}"
        yield f"- {_does(one)}"
        unsure = "; whether it was in force on that day is not known" if as_of and not one.window.holds(as_of) else ""
        yield f"- {one.window}{unsure}"
        yield from (f"- read at <{address}>" for address in one.sources)
        yield from (f"- asks for `{name}`: {title}" for name, title in one.asks)
    if pack.gaps:
        yield ""
        yield "## Not read"
        yield ""
        yield from (f"- {gap.title}: {gap.reason} (`{gap.id}`, {concerning(gap)})" for gap in pack.gaps)


def sentence(text: str) -> str:
    """Return a text as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _does(one: Told) -> str:
    match one.effect:
        case Effect.RULE:
            return "a rule: records are judged by it"
        case Effect.WARNING:
            return "a warning: records are judged by it, and no exit code changes"
        case Effect.CONTENT:
            return "asked of the text of agreements: `agreelint check` looks for `states`"
        case Effect.COUNTED:
            return "counted by the calendar, wherever days are counted"
        case Effect.SAID:
            return "said only: no record is judged by it"
