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


@frozen
class Apart:
    """A provision that binds nothing in an agreement, and why."""

    pack: str
    citation: str
    title: str
    reason: str


@frozen
class GivenWay:
    """Of what a provision asks, what is judged by the agreement's own words alone."""

    pack: str
    citation: str
    what: str


@frozen
class Law:
    """The packs that bind an agreement."""

    packs: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    apart: tuple[Apart, ...] = ()
    given_way: tuple[GivenWay, ...] = ()


NO_LAW = Law()
