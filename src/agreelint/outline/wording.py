"""A sentence as it is compared: no bullets, numbers of pages, emphasis or line ends; the beginning of its SHA-256."""

import hashlib
import re
import unicodedata

_BULLET = re.compile(r"^\s*(?:[-*•▪◦·]\s+|#+\s+|>\s*)+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*\n]*?\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\$*_#%&.()\[\]-])")
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": None})
_PREFIX = 16
PAGE = re.compile(r"^[^\S\n]*(?:[-–—] ?)?(?:[Pp]age )?[0-9]{1,3}(?: of [0-9]{1,3})?(?: ?[-–—])?[^\S\n]*$", re.MULTILINE)
"""A line that holds the number of a page and nothing else."""


def normalised(text: str) -> str:
    """Return a piece of a source in one line, in plain signs."""
    text = PAGE.sub("", text) if "\n" in text.strip() else text
    text = unicodedata.normalize("NFKC", _BULLET.sub("", text)).translate(_SIGNS)
    if "$$" not in text:
        text = _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return " ".join(text.split())


def fingerprint(text: str) -> str:
    """Return the first 16 figures of the SHA-256 of a normalised text."""
    return hashlib.sha256(text.encode()).hexdigest()[:_PREFIX]
