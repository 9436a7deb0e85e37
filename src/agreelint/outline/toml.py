"""Outlines as TOML files, beside the agreements whose sources they are of: written in one form, and read back."""

import json
import tomllib
from typing import Any

from agreelint.diagnostics import AgreelintError
from agreelint.outline.outline import SCHEMA, Clause, Outline, Sentence
from agreelint.outline.tokens import Number

_LISTS = ("references", "laws", "terms", "formula")


def as_toml(outline: Outline) -> str:
    """Return an outline as a file: one line a sentence, so that a change of one is a change of one line."""
    lines = [
        f"schema = {_text(SCHEMA)}",
        f"source = {_text(outline.source)}",
        f"sha256 = {_text(outline.sha256)}",
    ]
    for clause in outline.clauses:
        lines += ["", "[[clause]]", f"label = {_text(clause.label)}"]
        if clause.sentences:
            lines += ["sentences = [", *(f"  {{ {_fields(one)} }}," for one in clause.sentences), "]"]
    return "\n".join(lines) + "\n"


def as_values(outline: Outline) -> dict[str, Any]:
    """Return an outline as plain values, as its file says them."""
    return tomllib.loads(as_toml(outline))


def from_toml(text: str, shown: str) -> Outline:
    """Return the outline that a file holds; raises AgreelintError if it holds none."""
    try:
        found = tomllib.loads(text)
        if found.get("schema") != SCHEMA:
            raise AgreelintError(f"{shown} is no outline: its `schema` is not {SCHEMA}")
        clauses = tuple(
            Clause(one["label"], tuple(_sentence(s) for s in one.get("sentences", ())))
            for one in found.get("clause", ())
        )
        return Outline(str(found["source"]), str(found["sha256"]), clauses)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise AgreelintError(f"{shown} is no outline that can be read: {error}") from error


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _fields(sentence: Sentence) -> str:
    parts = [
        f"index = {sentence.index}",
        f"sha256 = {_text(sentence.sha256)}",
        f"normative = {str(sentence.normative).lower()}",
    ]
    if sentence.numbers:
        parts.append(f"numbers = [{', '.join(map(_number, sentence.numbers))}]")
    lists = ((name, getattr(sentence, name)) for name in _LISTS)
    parts += (f"{name} = [{', '.join(map(_text, values))}]" for name, values in lists if values)
    return ", ".join(parts)


def _number(number: Number) -> str:
    figure = "" if number.figure is None else f", figure = {_text(number.figure)}"
    return f"{{ word = {_text(number.word)}, value = {_text(number.value)}{figure} }}"


def _sentence(found: dict[str, Any]) -> Sentence:
    index, digest, normative = found["index"], found["sha256"], found["normative"]
    if not (isinstance(index, int) and isinstance(digest, str) and isinstance(normative, bool)):
        raise TypeError("a sentence needs `index`, `sha256` and `normative`")
    numbers = tuple(Number(one["word"], one["value"], one.get("figure")) for one in found.get("numbers", ()))
    lists = {name: tuple(str(value) for value in found.get(name, ())) for name in _LISTS}
    return Sentence(index, digest, normative, numbers=numbers, **lists)
