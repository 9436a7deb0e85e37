"""`agreelint.coverage/1`, its text, and a page with the source beside the encoding."""

import json
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from agreelint.prove.coverage import Coverage, Covered, Encoding, Status
from agreelint.report.shown import scenarios, shown_by


def render(coverage: Coverage, form: str) -> str:
    """Return the coverage in a format: `text`, `json` or `html`."""
    match form:
        case "json":
            return as_json(coverage)
        case "html":
            return as_html(coverage)
        case _:
            return "\n".join(_text(coverage)) + "\n"


def as_json(coverage: Coverage) -> str:
    """Return the document that the contract describes; only binding sentences are in it."""
    document = {
        "schema": "agreelint.coverage/1",
        "agreement": coverage.agreement,
        "summary": {
            "sentences": len(coverage.binding),
            "encoded": coverage.count(Status.ENCODED),
            "out_of_scope": coverage.count(Status.OUT_OF_SCOPE),
            "untouched": coverage.count(Status.UNTOUCHED),
        },
        "sentences": [_sentence(one) for one in coverage.binding],
        "differences": list(coverage.differences),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _sentence(one: Covered) -> dict[str, Any]:
    return {
        "clause": one.clause,
        "index": one.sentence.index,
        "sha256": one.sentence.sha256,
        "status": one.status.value,
        "by": [by.name for by in one.by],
        "reason": one.reason,
        "encodings": [_encoding(by) for by in one.by],
    }


def _encoding(one: Encoding) -> dict[str, Any]:
    return {"name": one.name, "place": one.place, "scenarios": scenarios(one.shown)}


def as_html(coverage: Coverage) -> str:
    """Return one page: each sentence, its hash or its words, beside what encodes it and which scenarios show that."""
    environment = Environment(
        loader=PackageLoader("agreelint.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("coverage.html.j2").render(coverage=coverage, status=Status) + "\n"


def _text(coverage: Coverage) -> Iterator[str]:
    yield f"Coverage of {coverage.title} ({coverage.agreement})"
    yield (
        f"{len(coverage.binding)} binding sentences: {coverage.count(Status.ENCODED)} encoded, "
        f"{coverage.count(Status.OUT_OF_SCOPE)} out of scope, {coverage.count(Status.UNTOUCHED)} untouched"
    )
    if coverage.differences:
        yield from (
            "",
            "The source at hand is not the one of the outline",
            *(f"  {one}" for one in coverage.differences),
        )
    for status, heading in ((Status.UNTOUCHED, "Untouched"), (Status.OUT_OF_SCOPE, "Out of scope")):
        if found := coverage.having(status):
            yield from ("", heading, *(line for one in found for line in _plain(one)))
    if found := coverage.having(Status.ENCODED):
        yield from ("", "Encoded", *(line for one in found for line in _encoded(one)))


def _plain(one: Covered) -> Iterator[str]:
    yield f"  {_label(one)}{f': {one.reason}' if one.reason else ''}"
    if one.text:
        yield f"      {one.text}"


def _encoded(one: Covered) -> Iterator[str]:
    yield f"  {_label(one)}"
    if one.text:
        yield f"      {one.text}"
    for by in one.by:
        yield f"      {by.name}  {by.place}"
        if by.shown:
            yield f"        shown by {shown_by(by.shown)}"


def _label(one: Covered) -> str:
    return f"{one.clause} sentence {one.sentence.index}"
