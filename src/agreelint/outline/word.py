"""The text of a DOCX with the numbers that Word counts itself; the only place that knows python-docx (`documents`)."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from agreelint.diagnostics import AgreelintError
from agreelint.outline.marks import Kind, Mark, roman

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_PLACE = re.compile(r"%([1-9])")
_LETTERS = 26


def text_of_docx(raw: bytes, shown: str) -> str:
    """Return the paragraphs and rows of a document, a blank line apart; raises AgreelintError if it cannot be read."""
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError as error:
        raise AgreelintError(f"{shown} is a DOCX; to read it, install `agreelint[documents]`") from error
    try:
        document = docx.Document(BytesIO(raw))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise AgreelintError(f"{shown} is no DOCX that can be read: {error}") from error
    return "\n\n".join(_paragraphs(document)) + "\n"


def _paragraphs(document: "Document") -> Iterator[str]:
    from docx.table import Table

    lists = _Lists(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ("\t".join(cell.text.strip() for cell in row.cells) for row in block.rows)
        else:
            mark = lists.mark(block)
            yield f"{mark} {block.text}" if mark else block.text


class _Lists:
    """Counts the lists of a document as Word does: the numbers of its paragraphs are nowhere in their text."""

    def __init__(self, document: "Document") -> None:
        part: Any = document.part
        self._counted: dict[str, dict[int, int]] = {}
        self._levels: dict[str, tuple[str, dict[int, tuple[str, str, int]]]] = {}
        if not any("numbering" in relation.reltype for relation in part.rels.values()):
            return
        element = part.numbering_part.element
        forms = {one.get(_w("abstractNumId")): one for one in element.findall(_w("abstractNum"))}
        for number in element.findall(_w("num")):
            form = number.find(_w("abstractNumId")).get(_w("val"))
            if form in forms:
                levels = {int(one.get(_w("ilvl"))): _level(one) for one in forms[form].findall(_w("lvl"))}
                self._levels[number.get(_w("numId"))] = form, levels

    def mark(self, paragraph: "Paragraph") -> str:
        """Return the mark before a paragraph; nothing where it has none."""
        found = _numbering(paragraph)
        if found is None or found[0] not in self._levels or not paragraph.text.strip():
            return ""
        form, levels = self._levels[found[0]]
        depth = found[1]
        if depth not in levels:
            return ""
        counted = self._counted.setdefault(form, {})
        counted[depth] = counted.get(depth, levels[depth][2] - 1) + 1
        for deeper in [level for level in counted if level > depth]:
            del counted[deeper]
        kind, pattern, _ = levels[depth]
        if kind in {"bullet", "none"}:
            return "-" if kind == "bullet" else ""

        def shown(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            form, _, start = levels.get(level, ("decimal", "", 1))
            return _number(form, counted.get(level, start))

        return _PLACE.sub(shown, pattern)


def _numbering(paragraph: "Paragraph") -> tuple[str, int] | None:
    """Return list and level of a paragraph, its own or those of its style."""
    within: Any = paragraph._p.pPr  # python-docx has no public door to numbering
    style: Any = paragraph.style
    while True:
        numbering = within.numPr if within is not None else None
        if numbering is not None and numbering.numId is not None:
            level = numbering.ilvl.val if numbering.ilvl is not None else 0
            return (str(numbering.numId.val), level) if numbering.numId.val else None
        if style is None:
            return None
        within, style = style.element.pPr, style.base_style


def _level(element: Any) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        found = element.find(_w(name))
        return default if found is None else str(found.get(_w("val"), default))

    return value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1"))


def _number(form: str, value: int) -> str:
    match form:
        case "upperRoman":
            return roman(value)
        case "lowerRoman":
            return roman(value).lower()
        case "upperLetter" if value <= _LETTERS:
            return Mark(Kind.CAPITALS, value).text
        case "lowerLetter" if value <= _LETTERS:
            return Mark(Kind.LETTERS, value).text
        case _:
            return str(value)


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
