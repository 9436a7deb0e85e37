"""What each rule of the grammar says and keeps, from the parser's rules: one production for each way to say it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import TypeAlias

from attrs import evolve, frozen

from agreelint.syntax import tables
from agreelint.syntax.tables import NOTHING, UNKEPT, Terminal


@frozen
class Said:
    """A word or sign that the tree does not keep."""

    text: str


@frozen
class Kept:
    """A terminal whose value the tree keeps, and what its text looks like."""

    terminal: str
    pattern: str


@frozen
class Child:
    """A part that has productions of its own."""

    symbol: str

    @property
    def spliced(self) -> bool:
        """Say whether what it keeps stands in the node above it, as with `x*` and `("," x)*`."""
        return self.symbol.startswith("_")


@frozen
class LeftOut:
    """The place of an optional part that is not there."""


Part: TypeAlias = Said | Kept | Child | LeftOut


@frozen
class Production:
    """One way to say a part: the node it makes, empty if it passes on its only child, and its parts in order."""

    makes: str
    parts: tuple[Part, ...]

    @property
    def kept(self) -> tuple[Part, ...]:
        """Return the parts that the tree keeps."""
        return tuple(part for part in self.parts if not isinstance(part, Said))


@frozen
class Derivation:
    """A production with the words that stand around it, such as brackets."""

    before: tuple[str, ...]
    production: Production
    after: tuple[str, ...]
    _gaps: tuple[bool, ...]
    _exact: bool

    def may_fit(self, gaps: Sequence[bool]) -> bool:
        """Say whether children of which these are None may be what the production keeps."""
        own = self._gaps
        return tuple(gaps[: len(own)]) == own and (not self._exact or len(gaps) == len(own))


@cache
def productions() -> Mapping[str, tuple[Production, ...]]:
    """Return every production of the grammar by the symbol that it belongs to, in the order of the grammar."""
    grammar = tables.load()
    terminals = {terminal.name: terminal for terminal in grammar.terminals}
    found: dict[str, list[Production]] = defaultdict(list)
    for rule in grammar.rules:
        made = "" if rule.makes == NOTHING else rule.makes
        found[rule.origin].append(Production(made, tuple(_part(part, terminals) for part in rule.parts)))
    return {origin: tuple(ways) for origin, ways in found.items()}


def _part(part: str, terminals: Mapping[str, Terminal]) -> Part:
    if part == NOTHING:
        return LeftOut()
    symbol = part.removeprefix(UNKEPT)
    if symbol not in terminals:
        return Child(symbol)
    terminal = terminals[symbol]
    return Kept(symbol, terminal.pattern) if symbol == part else Said(terminal.word or terminal.pattern)


@cache
def derivations(symbol: str, name: str) -> tuple[Derivation, ...]:
    """Return the ways from a symbol to a node of some name, the shortest first; no name stands for a bare value."""
    return tuple(sorted(_reach(symbol, name, frozenset()), key=lambda way: len(way.before) + len(way.after)))


def _reach(symbol: str, name: str, passed: frozenset[str]) -> Iterator[Derivation]:
    for production in productions()[symbol]:
        kept = production.kept
        if production.makes:
            if production.makes == name:
                yield _straight(production)
        elif isinstance(kept[0], Kept):
            if not name:
                yield _straight(production)
        elif isinstance(kept[0], Child) and kept[0].symbol not in passed:
            at = production.parts.index(kept[0])
            before, after = _said(production.parts[:at]), _said(production.parts[at + 1 :])
            for inner in _reach(kept[0].symbol, name, passed | {symbol, kept[0].symbol}):
                yield evolve(inner, before=(*before, *inner.before), after=(*inner.after, *after))


def _straight(production: Production) -> Derivation:
    kept = production.kept
    fixed = tuple(takewhile(lambda part: not (isinstance(part, Child) and part.spliced), kept))
    gaps = tuple(isinstance(part, LeftOut) for part in fixed)
    return Derivation((), production, (), gaps, len(fixed) == len(kept))


@cache
def repeated(symbol: str) -> tuple[tuple[tuple[Part, ...], ...], tuple[tuple[Part, ...], ...]]:
    """Return what can stand for a repeated part the first time, and what again."""
    ways = [production.parts for production in productions()[symbol]]
    again = tuple(parts[1:] for parts in ways if parts[0] == Child(symbol))
    return tuple(parts for parts in ways if parts[0] != Child(symbol)), again


def _said(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(part.text for part in parts if isinstance(part, Said))
