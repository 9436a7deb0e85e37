"""What the law asks the text of an agreement to say, and where the agreement says that it does."""

from collections.abc import Iterable, Iterator, Sequence

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.model.joining import applicable, provisions
from agreelint.model.notes import Notes
from agreelint.packs import law_of
from agreelint.syntax import nodes


def check_stated(file: nodes.File, jurisdiction: str | None, notes: Notes) -> None:
    """Note each content that an agreement says to state, and that no law asks of it."""
    stated = list(_stated(file))
    if not stated or jurisdiction is None:
        return
    own = tuple(d for d in file.declarations if isinstance(d, nodes.Pack))
    asked = {item.name.text for _, item in _asked(applicable(file, (*law_of(jurisdiction)[0], *own)))}
    for name in stated:
        notes.known(name, "content that the law asks for", asked)


def not_stated(file: nodes.File, packs: Sequence[nodes.Pack]) -> Iterator[Diagnostic]:
    """Yield each provision that asks for contents of which the agreement does not say where they are."""
    stated = {name.text for name in _stated(file)}
    header = next(d for d in file.declarations if isinstance(d, nodes.Agreement))
    missing: dict[nodes.Provision, list[nodes.RequiredContent]] = {}
    for provision, item in _asked(packs):
        if item.name.text not in stated and not _ended(provision):
            missing.setdefault(provision, []).append(item)
    for provision, items in missing.items():
        names = ", ".join(f"`{item.name.text}`" for item in items)
        yield Diagnostic(
            "AG520",
            "content-not-stated",
            Severity.INFO,
            f"nothing here says where the agreement states what {provision.cite.label} asks of its text: {names}",
            (Label(header.name.span), *(Label(item.span, f"asked here: {item.title}") for item in items)),
            f"where it does, add `states {items[0].name.text} cites …`; where it does not, ask counsel",
            (provision.cite.label,),
        )


def _stated(file: nodes.File) -> Iterator[nodes.Name]:
    return (name for d in file.declarations if isinstance(d, nodes.States) for name in d.contents.names)


def _asked(packs: Iterable[nodes.Pack]) -> Iterator[tuple[nodes.Provision, nodes.RequiredContent]]:
    for provision in (one for pack in packs for one in provisions(pack)):
        yield from ((provision, item) for item in provision.items if isinstance(item, nodes.RequiredContent))


def _ended(provision: nodes.Provision) -> bool:
    """Say whether another text has taken the place of a provision: a new agreement need not heed it any more."""
    extent = provision.force.extent if provision.force else None
    return extent is not None and not isinstance(extent, nodes.FromDay | nodes.FromAtLatest | nodes.UponEvent)
