"""Titles and lists of names as sentences put them: with an article, unless they begin with one."""

from collections.abc import Sequence

_OWN = ("a ", "an ", "the ")


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: `A`, `A and the B`, `A, B and C`."""
    words = [name.replace("_", " ") for name in names]
    if len(words) < 3:
        return " and the ".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def the(title: str) -> str:
    """Return a title as a sentence names it."""
    return title if title.lower().startswith(_OWN) else f"the {title}"
