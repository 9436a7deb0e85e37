"""A source held against an outline of it: what is missing, what is new, and which sentences read differently."""

from collections.abc import Iterator

from agreelint.outline.outline import Outline


def differences(outline: Outline, made: Outline) -> tuple[str, ...]:
    """Return in words how the outline `made` of a source differs from the one that an agreement carries."""
    return tuple(_differences(outline, made))


def _differences(outline: Outline, made: Outline) -> Iterator[str]:
    ours = {clause.label: clause.sentences for clause in outline.clauses}
    theirs = {clause.label: clause.sentences for clause in made.clauses}
    yield from (f"{label} is not in the source" for label in ours if label not in theirs)
    yield from (f"{label} of the source is not in the outline" for label in theirs if label not in ours)
    for label in (label for label in ours if label in theirs):
        if len(ours[label]) != len(theirs[label]):
            yield f"{label} has {_sentences(len(theirs[label]))} in the source and {len(ours[label])} in the outline"
        for here, there in zip(ours[label], theirs[label], strict=False):
            if here.sha256 != there.sha256:
                yield f"{label} sentence {here.index} reads differently in the source"


def _sentences(count: int) -> str:
    return f"{count} sentence{'s' * (count != 1)}"
