"""What a register says wrongly or twice: counts, names, numbers."""

from collections.abc import Iterator

from agreelint.model.notes import Notes
from agreelint.syntax import nodes


def check_register(node: nodes.Register, notes: Notes) -> None:
    """Report what contradicts itself in a register, and what looks forgotten."""
    for item in node.items:
        if isinstance(item, nodes.Arrangement):
            _count(item, notes)
    _two_names(node, notes)
    _gaps(node, notes)
    _idle(node, notes)


def named(node: nodes.Arrangement) -> Iterator[nodes.Name]:
    """Yield every party that an arrangement names."""
    for item in node.items:
        match item:
            case nodes.Between() | nodes.Served():
                yield from item.parties
            case nodes.Provider() | nodes.Overseer() | nodes.FiscalAgent() if isinstance(item.whom, nodes.Name):
                yield item.whom
            case _:
                continue


def _count(node: nodes.Arrangement, notes: Notes) -> None:
    """Report a count that contradicts the names: more are named than counted, or fewer, and no others unnamed."""
    between = next((item for item in node.items if isinstance(item, nodes.Between)), None)
    participants = next((item for item in node.items if isinstance(item, nodes.Participants)), None)
    if participants is not None and any(isinstance(item, nodes.ParticipantsAtLeast) for item in node.items):
        notes.misplaced(participants.span, "two counts of those who take part", "keep one of the two")
    if between is not None and any(isinstance(item, nodes.BetweenUnstated) for item in node.items):
        notes.misplaced(between.span, "it is said who takes part, and that it is unstated", "keep one of the two")
    if between is None or participants is None:
        return
    named, count = len(between.parties), participants.count
    if named > count or (named < count and not participants.unnamed):
        notes.error(
            "AG501",
            "count-contradicted",
            f"`{node.name.text}` counts {count} participants and names {named}",
            participants.span,
            "correct the one or the other; if the source says both, `acknowledge AG501` says so",
        )


def _two_names(node: nodes.Register, notes: Notes) -> None:
    first: dict[str, nodes.Party] = {}
    for item in node.items:
        if isinstance(item, nodes.Party):
            plain = " ".join(item.title.casefold().split())
            if plain in first:
                notes.warning(
                    "AG502",
                    "two-names",
                    f"`{item.name.text}` and `{first[plain].name.text}` are both “{item.title}”",
                    item.name.span,
                    "one party under two names is counted twice: keep one",
                )
            first.setdefault(plain, item)


def _gaps(node: nodes.Register, notes: Notes) -> None:
    numbers = [
        i for a in node.items if isinstance(a, nodes.Arrangement) for i in a.items if isinstance(i, nodes.Number)
    ]
    numbers = [item for item in numbers if isinstance(item.number, int)]
    have = {item.number for item in numbers if isinstance(item.number, int)}
    missing = [str(n) for n in range(1, max(have, default=0)) if n not in have]
    if missing:
        notes.warning(
            "AG503",
            "numbering-gap",
            f"the numbering leaves out {', '.join(missing)}",
            numbers[-1].span,
            "look for what the source lists there; if it has the gap itself, `acknowledge AG503` says so",
        )


def _idle(node: nodes.Register, notes: Notes) -> None:
    used = {n.text for item in node.items if isinstance(item, nodes.Arrangement) for n in named(item)}
    used |= {
        n.text
        for item in node.items
        if isinstance(item, nodes.Party) and item.kind and item.kind.members
        for n in item.kind.members.names
    }
    for item in node.items:
        if isinstance(item, nodes.Party) and item.name.text not in used:
            notes.warning(
                "AG506",
                "idle-party",
                f"`{item.name.text}` takes part in nothing",
                item.name.span,
                "leave it out, or say in what it takes part",
            )
