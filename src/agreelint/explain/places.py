"""Pieces of the texts of an encoding: where they stand, and how they read."""

import re
from collections.abc import Mapping

from agreelint.source import Source, Span
from agreelint.syntax import nodes

Sources = Mapping[str, Source]
_COMMENT = re.compile(r"#[^\n]*")


def place(sources: Sources, span: Span) -> str:
    """Return `bi_county/agreement.agree:12`."""
    return f"{span.path}:{sources[span.path].position(span.start)[0]}"


def words(sources: Sources, node: nodes.Node) -> str:
    """Return what a text writes for a node, in one line and without comments."""
    return " ".join(_COMMENT.sub("", _slice(sources, node.span)).split())


def lines(sources: Sources, span: Span) -> str:
    """Return a piece of a text as it stands, moved to the left."""
    source = sources[span.path]
    indent = source.position(span.start)[1] - 1
    first, *others = _slice(sources, span).rstrip().splitlines()
    return "\n".join((first, *(line[indent:] if not line[:indent].strip() else line for line in others)))


def _slice(sources: Sources, span: Span) -> str:
    return sources[span.path].text[span.start : span.end]
