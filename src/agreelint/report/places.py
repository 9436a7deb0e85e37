"""Diagnostics as people read them: place, message, the line with a caret, and how to mend it."""

from collections.abc import Iterable, Mapping

from agreelint.diagnostics import Diagnostic
from agreelint.source import Source

_WIDEST = 100


def told(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """Return one diagnostic with its source line and a caret under the place."""
    head = f"{diagnostic.severity.value} {diagnostic.code} {diagnostic.name}: {diagnostic.message}"
    if not diagnostic.labels:
        return head
    label = diagnostic.labels[0]
    source = sources.get(label.span.path)
    if source is None:
        return f"{label.span.path}: {head}"
    line, column = source.position(min(label.span.start, len(source.text)))
    lines = [
        f"{source.path}:{source.place(min(label.span.start, len(source.text)))}: {head}",
        *_excerpt(source, line, column, label.span.end - label.span.start),
    ]
    related = (part for part in diagnostic.labels[1:] if part.text and part.span.path in sources)
    lines += [_related(part.span.start, part.text, sources[part.span.path]) for part in related]
    if diagnostic.acknowledged is not None:
        lines.append(f"  = acknowledged: {diagnostic.acknowledged}")
    elif diagnostic.hint:
        lines.append(f"  = {diagnostic.hint}")
    return "\n".join(lines)


def all_told(diagnostics: Iterable[Diagnostic], sources: Iterable[Source]) -> str:
    """Return all diagnostics, a blank line between them."""
    by_path = {source.path: source for source in sources}
    return "\n\n".join(told(diagnostic, by_path) for diagnostic in diagnostics)


def _excerpt(source: Source, line: int, column: int, length: int) -> list[str]:
    text = source.line(line)
    start = max(0, column - 1 - _WIDEST // 2)  # a line of a megabyte is shown around the place only
    shown = "".join(char if char.isprintable() else "�" for char in text[start : start + _WIDEST])
    if not shown.strip():
        return []
    place = column - 1 - start
    carets = "^" * max(1, min(length, len(shown) - place))
    return [f"  | {shown}", f"  | {' ' * place}{carets}"]


def _related(start: int, text: str, source: Source) -> str:
    return f"  {source.path}:{source.place(start)}: {text}"
