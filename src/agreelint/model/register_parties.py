"""Parties of a register and members of agreements: who is the same, perhaps under another name."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.model.entities import Agreement

if TYPE_CHECKING:
    from agreelint.model.registers import Party, Register

_WORDS = re.compile(r"[\w']+")
_WHAT = (
    "board",
    "city",
    "collaborative",
    "committee",
    "district",
    "districts",
    "rsd",
    "school",
    "schools",
    "town",
    "towns",
)
_COMMON = frozenset({*_WHAT, "a", "and", "educational", "of", "public", "regional", "the"})
"""Words that say what somebody is, and not where."""


def known_elsewhere(register: "Register", agreements: Iterable[Agreement]) -> Iterator[Diagnostic]:
    """Yield each party of a register that is a member of an agreement under another name; or that none is a member."""
    others = tuple(agreements)
    found = [(party, one, name) for party in register.parties.values() for one in others for name in _same(party, one)]
    for party, agreement, name in found:
        title = agreement.title if name == agreement.id else agreement.title_of(name)
        if (party.id, party.title) != (name, title):
            yield Diagnostic(
                "AG507",
                "other-name",
                Severity.WARNING,
                f"`{party.id}`, “{party.title}”, seems to be `{name}` of {agreement.id}, “{title}”",
                (Label(party.span),),
                "give it the name and title that it has there, or a title that tells the two apart",
            )
    if not found and others:
        yield Diagnostic(
            "AG508",
            "no-common-party",
            Severity.INFO,
            f"none of the parties here is a member of {' or '.join(one.id for one in others)}, or has the name of one",
            (Label(register.span),),
            "names are compared without words such as “town of” and “public schools”",
        )


def _same(party: "Party", agreement: Agreement) -> Iterator[str]:
    """Yield the members of an agreement, or the agreement itself, that go by the name of a party."""
    place = _place(party.title)
    members = {member.id: member.title for group in agreement.groups.values() for member in group.members}
    for name, title in {**members, agreement.id: agreement.title}.items():
        if name == party.id or (place and place == _place(title)):
            yield name


def _place(title: str) -> tuple[str, ...]:
    """Return the words of a title that say where somebody is."""
    return tuple(word for word in _WORDS.findall(title.casefold()) if word not in _COMMON)
