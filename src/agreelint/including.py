"""A text and all that it includes to one tree: each declaration keeps its own file and place."""

import hashlib
from pathlib import Path, PurePosixPath

from attrs import evolve, frozen

from agreelint.diagnostics import AgreelintError, Diagnostic, Label, Severity
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.parser import Parsed, parse
from agreelint.texts import text_of


@frozen(eq=False, repr=False, slots=False)
class Whole:
    """A text with its includes: the tree of all of it, every text in order, and the checksum of all of them."""

    parsed: Parsed
    sources: tuple[Source, ...]
    sha256: str

    @property
    def included(self) -> frozenset[str]:
        """The names of the files that are included."""
        return frozenset(source.path for source in self.sources[1:])


def with_includes(source: Source, digest: str, folder: Path | None) -> Whole:
    """Parse a text and every file that it includes, from `folder` (None: there is nothing to include from)."""
    parsed = parse(source)
    if not any(isinstance(d, nodes.Include) for d in parsed.value.declarations):
        return Whole(parsed, (source,), digest)
    including = _Including(folder)
    declarations = tuple(including.expanded(parsed, folder, (source.path,)))
    file = evolve(parsed.value, declarations=declarations)
    found = (*parsed.diagnostics, *including.diagnostics)
    joined = parsed.consequences
    for other in including.parsed:
        found = (*found, *other.diagnostics)
        joined = joined.together(other.consequences)
    digests = "\n".join((digest, *including.digests))
    sources = (source, *including.sources)
    return Whole(Parsed(file, found, joined), sources, hashlib.sha256(digests.encode()).hexdigest())


class _Including:
    """Reads included files, each once."""

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self.sources: list[Source] = []
        self.digests: list[str] = []
        self.parsed: list[Parsed] = []
        self.diagnostics: list[Diagnostic] = []

    def expanded(self, parsed: Parsed, folder: Path | None, path: tuple[str, ...]) -> list[nodes.Declaration]:
        """Return the declarations of a file in `folder`, those of its includes in their places.

        `path` are the names of the files that lead here, the present one last.
        """
        found: list[nodes.Declaration] = []
        for declaration in parsed.value.declarations:
            if isinstance(declaration, nodes.Include):
                found += self._of(declaration, folder, path)
            else:
                found.append(declaration)
        return found

    def _of(self, node: nodes.Include, folder: Path | None, path: tuple[str, ...]) -> list[nodes.Declaration]:
        name = PurePosixPath(node.path)
        outside = name.is_absolute() or ".." in name.parts or "\\" in node.path
        if self._root is None or folder is None or outside or name.suffix != ".agree":
            self._wrong(node, f"`{node.path}` cannot be included", "name an `.agree` file in the folder of this one")
            return []
        other = (PurePosixPath(path[-1]).parent / name).as_posix()
        if other in path:
            loop = " includes ".join((*path[path.index(other) :], other))
            self._wrong(node, f"these files include each other: {loop}", "take one of the includes out")
            return []
        if any(source.path == other for source in self.sources):
            self._wrong(node, f"`{node.path}` is included twice", "keep one of the two")
            return []
        place = folder / name
        if not place.is_file() or not place.resolve().is_relative_to(self._root.resolve()):
            self._wrong(node, f"there is no file `{node.path}` in the folder of this one", "correct the name")
            return []
        try:
            read = text_of(place, other)
        except AgreelintError as error:
            self._wrong(node, str(error), "make it readable")
            return []
        source, digest = read.value
        parsed = parse(source) if read.ok else Parsed(nodes.File(node.span, ()), read.diagnostics)
        self.sources.append(source)
        self.digests.append(digest)
        self.parsed.append(parsed)
        return self.expanded(parsed, place.parent, (*path, other))

    def _wrong(self, node: nodes.Include, message: str, hint: str) -> None:
        """Note an include that cannot be followed: part of the encoding is then not read."""
        label = Label(node.span)
        self.diagnostics.append(Diagnostic("AG003", "unreadable", Severity.ERROR, message, (label,), hint))
