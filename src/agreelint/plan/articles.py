"""Titles as sentences name them: with an article, unless they begin with one."""

_OWN = ("a ", "an ", "the ")


def the(title: str) -> str:
    """Return a title as a sentence names it."""
    return title if title.lower().startswith(_OWN) else f"the {title}"
