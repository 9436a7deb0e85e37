"""What a declaration or step speaks of: the names of others in it, and in those, and so on."""

from collections.abc import Iterator

from agreelint.syntax import nodes
from agreelint.syntax.walk import inside

Reach = dict[str, frozenset[str]]


def reach_of(file: nodes.File) -> Reach:
    """Return for each name that a text declares all names that it, or something that it names, speaks of."""
    near = {name: _names(one) for one in file.declarations for name in _declared_in(one)}
    return {name: frozenset(_from(name, near)) for name in near}


def declared(declaration: nodes.Node) -> str | None:
    """Return the name that a declaration gives, None if it gives none."""
    name = getattr(declaration, "name", None)
    return name.text if isinstance(name, nodes.Name) else None


def _declared_in(declaration: nodes.Declaration) -> Iterator[str]:
    for part in inside(declaration):
        if (part is declaration or isinstance(part, nodes.Step | nodes.Either)) and (name := declared(part)):
            yield name


def _names(declaration: nodes.Declaration) -> frozenset[str]:
    return frozenset(part.text for part in inside(declaration) if isinstance(part, nodes.Name))


def _from(name: str, near: dict[str, frozenset[str]]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            yield here
            waiting += near.get(here, ())
