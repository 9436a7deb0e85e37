"""Lines that begin a section, an article or an appendix, though a scan damaged their numbers; tables of contents."""

import re

from attrs import frozen

from agreelint.outline.marks import from_roman, mended_roman, roman

_HEADING = re.compile(
    r"(?P<word>SECTION|ARTICLE|APPENDIX|Section|Article|Appendix)\s*(?P<number>[^\s:.–—-]{1,6})\s*"
    r"(?:(?P<sign>[:.–—-]\s*)?(?P<title>.*))?$"
)
_CONTENTS = re.compile(r"(?:\t|\.{3,}|\s{2,}|(?:\. ){3,})\s*[0-9]{1,3}\s*$")
_PREAMBLE = re.compile(r"PREAMBLE\b[^a-z]*$")
_SCANNED = set("IVXLDivxld|1!")
_LONGEST = 14


@frozen
class Heading:
    """The label that a heading gives to what follows it; an appendix stands apart from the sections."""

    label: str
    appendix: bool = False


def in_contents(line: str) -> bool:
    """Say whether a line is one of a table of contents: it ends with the number of a page."""
    return bool(_CONTENTS.search(line))


def heading(line: str, before: str) -> Heading | None:
    """Return what a line heads, if it heads anything; `before` is the label of the section before it."""
    line = line.strip()
    if in_contents(line):
        return None
    if _PREAMBLE.match(line):
        return Heading("Preamble")
    found = _HEADING.match(line)
    if not found or (not found["word"].isupper() and _running(line)):
        return None
    if found["title"] and not found["sign"] and not (found["word"].isupper() and found["title"].isupper()):
        return None
    number = _number(found["number"], before)
    if number is None:
        return None
    appendix = found["word"].lower() == "appendix"
    return Heading(f"Appendix {number}" if appendix else number, appendix)


def _running(line: str) -> bool:
    """Say whether a line is prose that only begins with a reference to a section."""
    return len(line.split()) > _LONGEST or line.endswith((".", ";", ","))


def _number(text: str, before: str) -> str | None:
    if text.isdecimal() and text != "1":
        return text
    if text == "1" and (from_roman(before) is None):
        return text
    if len(text) == 1 and text.isupper() and text not in "IVX":
        return text
    if (number := mended_roman(text)) is not None:
        return number
    if set(text) <= _SCANNED:  # `VD`: two strokes that ran together; what must follow is known
        return roman((from_roman(before) or 0) + 1)
    return None
