"""Registers from syntax: every arrangement with its fields, and what the list says wrongly, twice or not at all."""

from datetime import date
from typing import TypeVar

from attrs import frozen

from agreelint.model.citations import clauses_of
from agreelint.model.entities import Clauses
from agreelint.model.notes import Notes, Seen
from agreelint.model.register_findings import check_register, named
from agreelint.model.register_law import check_law
from agreelint.packs import jurisdictions, sharing
from agreelint.source import Span
from agreelint.syntax import nodes

T = TypeVar("T", bound=nodes.Node)

_FIELDS: dict[type[nodes.ArrangementItem], str] = {
    nodes.Subject: "subject",
    nodes.Provider: "provider",
    nodes.Overseer: "overseer",
    nodes.FiscalAgent: "fiscal_agent",
    nodes.WrittenAgreement: "written agreement",
    nodes.CostBasis: "cost basis",
    nodes.TermOf: "term",
}
"""What every arrangement says, if only that the source leaves it unstated."""
_ALSO: dict[type[nodes.ArrangementItem], str] = {
    nodes.Heading: "heading",
    nodes.Number: "number",
    nodes.MaximumLiability: "maximum liability",
}
"""What it may say as well."""
KINDS = ("city", "collaborative", "district", "regional_district", "town")
"""What a party can be, as far as the law asks."""


@frozen(eq=False, repr=False, slots=False)
class Arrangement:
    """Something that is shared: who takes part, and what the source says of it; None is unstated."""

    id: str
    title: str
    clauses: Clauses | None
    number: int | None
    parties: tuple[str, ...]
    participants: int | None
    said: tuple[tuple[str, str | None], ...]
    term: tuple[date, date] | None
    span: Span

    @property
    def unstated(self) -> tuple[str, ...]:
        """The fields that the source leaves out."""
        return tuple(name for name, value in self.said if value is None)

    def states(self, name: str) -> str | None:
        """Return what the source says in a field, None if nothing."""
        return dict(self.said).get(name)


@frozen(eq=False, repr=False, slots=False)
class Party:
    """Somebody of a register: what the source says it is, and of what members it is made up; None is unstated."""

    id: str
    title: str
    kind: str | None
    members: tuple[str, ...] | None
    span: Span


@frozen(eq=False, repr=False, slots=False)
class Register:
    """A list of arrangements and of those who take part in them; there is nothing in it to audit."""

    id: str
    title: str
    parties: dict[str, Party]
    arrangements: tuple[Arrangement, ...]
    span: Span


def _one(node: nodes.Arrangement, kind: type[T]) -> T | None:
    """Return the one item of a kind in an arrangement."""
    return next((item for item in node.items if isinstance(item, kind)), None)


def register_of(file: nodes.File, notes: Notes) -> Register | None:
    """Return the register of a file, None if it declares none; mistakes and findings go to `notes`."""
    found = [d for d in file.declarations if isinstance(d, nodes.Register)]
    if not found:
        return None
    node = found[0]
    for other in file.declarations:
        if other is not node and not isinstance(other, nodes.Acknowledge | nodes.OutOfScope):
            notes.error(
                "AG107", "one-agreement", "a file that declares a register declares nothing else", other.span,
                "put what belongs to an agreement into a file of its own",
            )  # fmt: skip
    seen = Seen(notes)
    parties = {
        item.name.text: _party(item, notes)
        for item in node.items
        if isinstance(item, nodes.Party) and seen.add(item.name, "party")
    }
    for item in node.items:
        if isinstance(item, nodes.Party) and item.kind and item.kind.members:
            for name in item.kind.members.names:
                notes.known(name, "party", parties)
    arrangements = tuple(
        _arrangement(item, parties, notes)
        for item in node.items
        if isinstance(item, nodes.Arrangement) and seen.add(item.name, "arrangement")
    )
    check_register(node, notes)
    register = Register(node.name.text, node.title, parties, arrangements, node.name.span)
    states = [item.name for item in node.items if isinstance(item, nodes.Under)]
    if states and notes.known(states[0], "jurisdiction", jurisdictions()):
        notes.diagnostics += check_law(register, sharing(states[0].text))
    for again in states[1:]:
        notes.misplaced(again.span, "this is said twice", "keep one of the two")
    return register


def _party(node: nodes.Party, notes: Notes) -> Party:
    kind = node.kind.kind.text if node.kind and notes.known(node.kind.kind, "kind of party", KINDS) else None
    members = node.kind.members if node.kind else None
    if members is not None and kind not in {None, "collaborative"}:
        notes.misplaced(members.span, "only a collaborative has members here", "leave them out")
    named = tuple(name.text for name in members.names) if members else None
    return Party(node.name.text, node.title, kind, named, node.name.span)


def _arrangement(node: nodes.Arrangement, parties: dict[str, Party], notes: Notes) -> Arrangement:
    kinds: set[type] = set()
    for item in node.items:
        if type(item) in kinds:
            notes.misplaced(item.span, "this is said twice", "keep one of the two")
        kinds.add(type(item))
    for name in named(node):
        notes.known(name, "party", parties)
    between = _one(node, nodes.Between)
    participants = _one(node, nodes.Participants)
    number = _one(node, nodes.Number)
    term = _one(node, nodes.TermOf)
    silent = [word for kind, word in _FIELDS.items() if kind not in kinds]
    if not kinds & {nodes.Between, nodes.BetweenUnstated, nodes.Participants, nodes.ParticipantsAtLeast}:
        silent.append("between")
    if silent:
        notes.error(
            "AG505",
            "field-missing",
            f"`{node.name.text}` says nothing of {', '.join(f'`{word}`' for word in silent)}",
            node.name.span,
            "say what the source says, or `unstated` after the word (`participants 0 unnamed` for nobody named)",
        )
    fields = {**_FIELDS, **{kind: word for kind, word in _ALSO.items() if kind in kinds}}
    said = tuple((word, _said(node, kind)) for kind, word in fields.items())
    unstated = ["participants"] if nodes.BetweenUnstated in kinds else []
    unstated += [word for word, value in said if value is None and word not in silent]
    if unstated:
        notes.info(
            "AG504",
            "unstated",
            f"the source does not state the {_listed(unstated)} of `{node.name.text}`",
            node.name.span,
            "ask those who take part, and write it down",
        )
    return Arrangement(
        node.name.text,
        node.title or node.name.text.replace("_", " "),
        clauses_of(node.citation) if node.citation else None,
        number.number if number and isinstance(number.number, int) else None,
        tuple(name.text for name in between.parties) if between else (),
        participants.count if participants else None,
        said,
        (term.said.since, term.said.until)
        if term and isinstance(term.said, nodes.FromUntil) and term.said.until
        else None,
        node.name.span,
    )


def _listed(words: list[str]) -> str:
    plain = [word.replace("_", " ") for word in words]
    return plain[0] if len(plain) == 1 else f"{', '.join(plain[:-1])} and {plain[-1]}"


def _said(node: nodes.Arrangement, kind: type[nodes.ArrangementItem]) -> str | None:
    item = next((item for item in node.items if isinstance(item, kind)), None)
    match item:
        case nodes.Number():
            return str(item.number) if isinstance(item.number, int) else None
        case (
            nodes.Heading() | nodes.Subject() | nodes.WrittenAgreement() | nodes.CostBasis() | nodes.MaximumLiability()
        ):
            return item.said if isinstance(item.said, str) else None
        case nodes.Provider() | nodes.Overseer() | nodes.FiscalAgent():
            return item.whom.text if isinstance(item.whom, nodes.Name) else None
        case nodes.TermOf(said=nodes.FromUntil() as term):
            return f"from {term.since}" + (f" until {term.until}" if term.until else "")
        case nodes.TermOf():
            return item.said if isinstance(item.said, str) else None
        case _:
            return None
