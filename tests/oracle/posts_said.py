"""Rules of who holds which post, as plain values, and how the language of agreements says them."""

from dataclasses import dataclass
from typing import ClassVar

from .force_said import ALWAYS, Force

OFFICES = ("director", "chair", "clerk")
BODIES = ("board", "council")
POSTS = (*OFFICES, *BODIES)


@dataclass(frozen=True)
class Incompatible:
    """Nobody holds two of these posts at one time."""

    posts: tuple[str, ...]
    force: Force = ALWAYS
    home: ClassVar[str] = ""
    """The body or office in which the rule stands."""

    @property
    def name(self):
        return f"{self.posts[0]}.incompatible"

    def __str__(self):
        return f"incompatible {', '.join(self.posts)} cites VI.L{self.force}"


@dataclass(frozen=True)
class Required:
    """Somebody holds a post at all times, or so many do."""

    post: str
    number: int = 1
    by: str = ""
    force: Force = ALWAYS
    home: ClassVar[str] = ""

    @property
    def name(self):
        return f"{self.post}.required"

    def __str__(self):
        number = f"at least {self.number} " if self.number > 1 else ""
        return f"required {number}{self.post}{f' by {self.by}' if self.by else ''} cites VI.F{self.force}"


@dataclass(frozen=True)
class Seats:
    """How many seats of the board each town has."""

    towns: tuple[tuple[str, int], ...]
    home: ClassVar[str] = "board"
    name: ClassVar[str] = "board.seats"

    def __str__(self):
        parts = "".join(f", {number} from {town}" for town, number in self.towns)
        return f"seats {sum(number for _, number in self.towns)}{parts} cites V.A"


@dataclass(frozen=True)
class Residents:
    """Who sits for a town lives there."""

    home: ClassVar[str] = "board"

    def __str__(self):
        return "eligible residents of the member cites V.B"


@dataclass(frozen=True)
class Holders:
    """Who holds a post holds one of these as well."""

    home: str
    posts: tuple[str, ...]
    members: bool = False

    def __str__(self):
        return f"eligible {'members' if self.members else 'holders'} of {' or '.join(self.posts)} cites V.C"


@dataclass(frozen=True)
class Terms:
    """How long a seat of the board is held."""

    count: int
    unit: str
    holds_over: bool = False
    home: ClassVar[str] = "board"
    name: ClassVar[str] = "board.terms"

    def __str__(self):
        over = " until the successor qualifies" if self.holds_over else ""
        return f"terms of {self.count} {self.unit}{over} cites V.D"
