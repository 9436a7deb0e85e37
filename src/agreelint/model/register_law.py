"""What the law asks of arrangements that a register lists, with the fact by which it is known.

It speaks of what the law says of towns and districts that act together, and of nothing that was not read. The packs
of statutes will take this over.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from agreelint.days import add_months
from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.packs import Provision

if TYPE_CHECKING:
    from agreelint.model.registers import Arrangement, Register

_UNITS = frozenset({"city", "town", "district", "regional_district"})
"""Who can enter such agreements (IMA-01, IMA-02)."""


def check_law(register: "Register", law: Mapping[str, Provision]) -> Iterator[Diagnostic]:
    """Yield what the law says of the arrangements of a register: terms, votes, services of collaboratives."""
    longest, votes, nonmembers = (law.get(name) for name in ("longest_term", "votes_state", "nonmembers"))
    if longest:
        for one in register.arrangements:
            yield from _term(register, one, longest)
    if votes:
        yield from _votes(register, votes)
    if nonmembers:
        for one in register.arrangements:
            yield from _bought(register, one, nonmembers)


def _of_units(register: "Register", one: "Arrangement") -> bool:
    """Say whether several take part, and a town, city or district is named among them or sees to it."""
    if len(one.parties) < 2 and (one.participants or 0) < 2:
        return False
    names = (*one.parties, one.states("overseer"), one.states("fiscal_agent"))
    return any(name in register.parties and register.parties[name].kind in _UNITS for name in names if name)


def _term(register: "Register", one: "Arrangement", law: Provision) -> Iterator[Diagnostic]:
    if one.term is None or law.years is None or not _of_units(register, one):
        return
    since, until = one.term
    if until >= add_months(since, 12 * law.years):
        yield Diagnostic(
            "AG510",
            "term-too-long",
            Severity.WARNING,
            f"the term of `{one.id}`, from {since} until {until}, is longer than {law.years} years ({law.words})",
            (Label(one.span),),
            "ask counsel: such an agreement may not last longer, unless another law governs it",
            _clauses(one, law),
        )


def _votes(register: "Register", law: Provision) -> Iterator[Diagnostic]:
    silent = [
        one.id
        for one in register.arrangements
        if _of_units(register, one) and not (one.states("maximum liability") and one.states("term"))
    ]
    if silent:
        yield Diagnostic(
            "AG511",
            "votes-not-stated",
            Severity.INFO,
            f"such an arrangement lasts {law.years} years at most, and the votes that authorize it state the greatest "
            f"liability ({law.words}); the source does not state both for {', '.join(f'`{name}`' for name in silent)}",
            (Label(register.span),),
            "ask for the votes; nothing here says that they were not taken, or that no other law governs",
            (law.citation,),
        )


def _bought(register: "Register", one: "Arrangement", law: Provision) -> Iterator[Diagnostic]:
    provider = register.parties.get(one.states("provider") or "")
    if provider is None or provider.kind != "collaborative":
        return
    others = [name for name in one.parties if name not in (provider.members or ())]
    if provider.members is not None and not others and one.parties:
        return
    told = f"`{provider.id}`, a collaborative, provides `{one.id}`, and the source does not say whether "
    told += "those who take part are its members"
    if provider.members is not None and one.parties:
        told = f"`{one.id}` is provided by the collaborative `{provider.id}` to who is no member: "
        told += ", ".join(f"`{name}`" for name in others)
    yield Diagnostic(
        "AG509",
        "service-to-nonmembers",
        Severity.INFO,
        f"{told}; what nonmembers pay is for its agreement to say ({law.words})",
        (Label(one.span),),
        f"compare with the agreement of `{provider.id}`",
        _clauses(one, law),
    )


def _clauses(one: "Arrangement", law: Provision) -> tuple[str, ...]:
    return (*(one.clauses.full if one.clauses else ()), law.citation)
