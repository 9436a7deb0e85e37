"""Names for skeletons, and words to choose from: what is wrong with one, and what may have been meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from agreelint.diagnostics import AgreelintError

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def named(name: str) -> str:
    """Return a name as it is; raises AgreelintError if no encoding could use it."""
    if _NAME.fullmatch(name):
        return name
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    advice = f"did you mean `{plain}`?" if _NAME.fullmatch(plain) else "begin with a letter, as in `bi_county`"
    raise AgreelintError(f"`{name}` is no name: names are small letters, digits and `_`; {advice}")


def known(word: str, words: Iterable[str], what: str) -> str:
    """Return a word as it is; raises AgreelintError if it is none of those that there are."""
    there = sorted(words)
    if word in there:
        return word
    near = get_close_matches(word, there, n=1, cutoff=0.6)
    advice = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(there)}"
    raise AgreelintError(f"no {what} is called `{word}`; {advice}")


def title_of(name: str) -> str:
    """Return a name as a title, to begin with."""
    return " ".join(part.capitalize() for part in name.split("_") if part)
