"""The pipeline from an agreement and its outline to coverage; and citations of clauses that do not exist."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Severity
from agreelint.model.constraints import Model
from agreelint.session import Opened, find, open_agreement, scenarios_beside
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside
from agreelint.texts import display

if TYPE_CHECKING:
    from agreelint.outline.outline import Outline
    from agreelint.prove.coverage import Coverage
    from agreelint.prove.shown import Shows


def cover(name: str, source: Path | None = None) -> tuple[Opened, "Coverage | None"]:
    """Hold an agreement against the outline of its source, and this against the source itself if it is at hand.

    Raises AgreelintError if there is no such agreement, no outline, or no source that can be read.
    """
    from agreelint.outline.compared import differences
    from agreelint.outline.outline import outline_of
    from agreelint.outline.pieces import Part
    from agreelint.outline.reading import text_of_source
    from agreelint.outline.split import pieces
    from agreelint.prove.coverage import coverage

    opened = open_agreement(name)
    if not opened.ok or opened.model is None or opened.tree is None:
        return opened, None
    found = tuple(pieces(text_of_source(source))) if source else ()
    made = outline_of(source.name, found) if source else None
    outline = outline_beside(opened) or made
    if outline is None:
        hint = "make one with `agreelint outline SOURCE --output outline.toml`, or name the source with --source"
        raise AgreelintError(f"there is no `outline.toml` beside the agreement {opened.sources[0].path}: {hint}")
    texts: dict[tuple[str, int], str] = {}
    seen: dict[str, int] = {}
    for piece in found:
        if piece.part is Part.SENTENCE:
            seen[piece.label] = seen.get(piece.label, 0) + 1
            texts[piece.label, seen[piece.label]] = piece.text
    shows = shows_of(name, opened, opened.model)
    agreement = opened.model.agreement
    apart = differences(outline, made) if made else ()
    return opened, coverage(opened.tree, (agreement.id, agreement.title), outline, shows.sources, shows, texts, apart)


def shows_of(name: str, opened: Opened, model: Model) -> "Shows":
    """Return the scenarios of an agreement, those in files beside it too."""
    from agreelint.prove.shown import Shows

    beside = scenarios_beside(*find(name))
    sources = {source.path: source for one in (opened, *beside) for source in one.sources}
    return Shows.of(model, (*opened.scenarios, *(scenario for one in beside for scenario in one.scenarios)), sources)


def outline_beside(opened: Opened) -> "Outline | None":
    """Return the outline that lies beside an agreement, if there is one; raises AgreelintError if it cannot be read."""
    if opened.outline is None:
        return None
    from agreelint.outline.toml import from_toml

    shown = display(opened.outline)
    try:
        return from_toml(opened.outline.read_text(encoding="utf-8"), shown)
    except (OSError, UnicodeDecodeError) as error:
        raise AgreelintError(f"{shown} cannot be read: {error}") from error


def against_outline(opened: Opened) -> Opened:
    """Add a warning for each citation of a clause or sentence that the source does not have."""
    outline = outline_beside(opened) if opened.tree is not None and not opened.alone else None
    if outline is None or opened.tree is None:
        return opened
    lengths = {clause.label: len(clause.sentences) for clause in outline.clauses}
    found = (*opened.diagnostics, *_unknown(opened.tree, lengths))
    order = {source.path: number for number, source in enumerate(opened.sources)}
    told = sorted(found, key=lambda d: (order[d.labels[0].span.path], d.labels[0].span.start))
    return evolve(opened, diagnostics=tuple(told))


def _unknown(file: nodes.File, lengths: dict[str, int]) -> Iterator[Diagnostic]:
    for part in inside(file):
        if not isinstance(part, nodes.Citation | nodes.Cites):
            continue
        for cite in (one for one in part.cites if isinstance(one, nodes.ClauseCite)):
            if cite.label not in lengths:
                yield _warning(cite, f"{cite.label} is no clause of the source", _near(cite.label, lengths))
            elif cite.sentence is not None and not 1 <= cite.sentence <= lengths[cite.label]:
                count = lengths[cite.label]
                has = f"{count} sentence{'s' * (count != 1)}"
                yield _warning(cite, f"{cite.label} has {has} in the source, and no sentence {cite.sentence}", None)


def _near(label: str, lengths: dict[str, int]) -> str:
    from difflib import get_close_matches

    near = ", ".join(get_close_matches(label, lengths, 3))
    return f"near it: {near}; or make the outline anew" if near else "correct the label, or make the outline anew"


def _warning(cite: nodes.ClauseCite, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(
        "AG512", "not-in-outline", Severity.WARNING, message, (Label(cite.span),), hint, clauses=(cite.label,)
    )
