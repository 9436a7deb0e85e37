"""Canonical text from a text or from a tree: the same words in the same order, laid out in one way."""

from collections import Counter
from collections.abc import Iterable, Sequence

from agreelint.diagnostics import AgreelintError, Result
from agreelint.source import Source
from agreelint.syntax import columns, layout, nodes
from agreelint.syntax.comments import between
from agreelint.syntax.marked import Mark, Word, marks, words
from agreelint.syntax.parser import parse
from agreelint.syntax.unparse import unparse


def print_tree(tree: nodes.File) -> str:
    """Return the canonical text of a tree; raises ValueError for a tree that no text can give."""
    return _laid_out("", *unparse(tree))


def in_words(node: nodes.Node, rule: str) -> str:
    """Return a node as the language writes it where `rule` is expected, on one line."""
    return " ".join(_laid_out("", *unparse(node, rule)).split())


def canonical(source: Source) -> Result[str | None]:
    """Return the canonical text of a source, None if it cannot be read; comments and blank lines are kept.

    Raises AgreelintError if the new text would not say exactly the same: that would be a fault of the program.
    """
    parsed = parse(source)
    if not parsed.ok:
        return Result(None, parsed.diagnostics)
    made = print_source(source, parsed.value)
    copy = Source(source.path, made)
    if parse(copy).value != parsed.value or _comments(copy) != _comments(source):
        raise AgreelintError(f"{source.path} stays as it is: laying it out would change it, which is our fault")
    return Result(made, parsed.diagnostics)


def print_source(source: Source, tree: nodes.File) -> str:
    """Return the canonical text of a source that was read without a mistake as `tree`."""
    return _laid_out(source.text, words(source), marks(tree))


def _laid_out(text: str, found: Sequence[Word], nodes_of: Iterable[Mark]) -> str:
    return columns.text(*layout.lines(text, found, layout.starts(nodes_of, found)))


def _comments(source: Source) -> Counter[str]:
    """Count the comments of a text, in whatever order."""
    found = words(source)
    ends = [0, *(word.place + len(word.text) for word in found)]
    begins = [*(word.place for word in found), len(source.text)]
    gaps = [between(source.text[end:begin]) for end, begin in zip(ends, begins, strict=True)]
    return Counter(comment for gap in gaps for comment in gap.texts)
