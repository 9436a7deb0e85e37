"""What the law adds to an agreement: its packs, and what of it could not be read or joined."""

from attrs import frozen


@frozen
class Gap:
    """What could not be read of the law: in which pack, for which procedures (none: all), and why."""

    id: str
    pack: str
    title: str
    procedures: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        return f"{self.title} (pack {self.pack}): {self.reason}"


@frozen
class Apart:
    """A provision that binds nothing in an agreement, and why."""

    citation: str
    title: str
    reason: str

    def __str__(self) -> str:
        return f"{self.citation}, {self.title}: {self.reason}"


@frozen
class Law:
    """The packs that bind an agreement."""

    packs: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    apart: tuple[Apart, ...] = ()


NO_LAW = Law()
