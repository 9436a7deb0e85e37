"""An agreement under the law: what was opened, with the packs of its jurisdiction joined to it."""

from collections.abc import Sequence

from attrs import evolve

from agreelint.diagnostics import AgreelintError, Diagnostic
from agreelint.model.joining import Joined, applicable, joined, provisions
from agreelint.model.law import Apart, Gap, GivenWay, Law
from agreelint.model.lower import lower
from agreelint.model.notes import Notes
from agreelint.model.phrases import spelt_out
from agreelint.model.resolve import resolve
from agreelint.packs import law_of
from agreelint.session import Opened
from agreelint.syntax import nodes


def binding(opened: Opened, law: Sequence[nodes.Pack] | None = None) -> tuple[nodes.Pack, ...]:
    """Return the packs that bind an agreement: those of its jurisdiction, or of another `law`, and its own."""
    if opened.model is None or opened.tree is None or opened.model.agreement.jurisdiction is None:
        return ()
    packs = law_of(opened.model.agreement.jurisdiction)[0] if law is None else law
    own = (d for d in opened.tree.declarations if isinstance(d, nodes.Pack))
    return applicable(opened.tree, (*own, *packs))


def under_law(opened: Opened, law: Sequence[nodes.Pack] | None = None) -> Opened:
    """Return what was opened with the law joined to it; as it is if it has errors, or no law binds it.

    `law` are the packs to join in place of those of its jurisdiction.
    A provision that speaks of somebody whom the agreement does not have is left out, and said to be.
    """
    if opened.model is None or opened.tree is None or not opened.ok or opened.model.agreement.jurisdiction is None:
        return opened
    _, sources = law_of(opened.model.agreement.jurisdiction)
    packs = binding(opened, law)
    without: dict[str, str] = {}
    while True:
        made = joined(opened.tree, packs, frozenset(without))
        notes = Notes()
        file = spelt_out(made.file, notes)
        agreement = resolve(file, notes)
        model = lower(file, agreement, notes) if agreement else None
        wrong = _unfit(notes.diagnostics, packs)
        if not wrong or wrong.keys() <= without.keys():
            break
        without |= wrong
    if model is None or not notes.ok:
        told = "; ".join(d.message for d in notes.diagnostics)
        raise AgreelintError(f"the law cannot be joined to this agreement ({told}); `--no-packs` leaves it out")
    added = _law(packs, made, without)
    others = tuple(joined_too for one in opened.others if (joined_too := under_law(one, law).model))
    return evolve(
        opened,
        model=evolve(model, law=added, other_texts=others),
        sources=(*opened.sources, *sources),
    )


def _unfit(diagnostics: list[Diagnostic], packs: tuple[nodes.Pack, ...]) -> dict[str, str]:
    """Return what does not fit of the law, by provision."""
    found: dict[str, str] = {}
    for problem in (d for d in diagnostics if d.fatal):
        for place in (label.span for label in problem.labels):
            for one in (p for pack in packs for p in provisions(pack)):
                if one.span.path == place.path and one.span.start <= place.start < one.span.end:
                    found.setdefault(one.name.text, problem.message)
    return found


def _law(packs: tuple[nodes.Pack, ...], made: Joined, without: dict[str, str]) -> Law:
    home = {provision: pack.name.text for pack in packs for provision in provisions(pack)}
    left = [*made.apart, *((p, without[p.name.text]) for p in home if p.name.text in without)]
    gaps = (
        Gap(
            gap.name.text,
            pack.name.text,
            gap.title,
            tuple(name.text for name in gap.procedures.names) if gap.procedures else (),
            gap.reason,
        )
        for pack in packs
        for gap in pack.items
        if isinstance(gap, nodes.Gap)
    )
    apart = tuple(Apart(home[p], p.cite.label, p.title, why) for p, why in left)
    given_way = tuple(GivenWay(home[p], p.cite.label, what) for p, what in made.given_way)
    return Law(tuple(pack.name.text for pack in packs), tuple(gaps), apart, given_way)
