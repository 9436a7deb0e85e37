"""One way to mend a mistake: what to take back, what to put in, where to read on, and how bold that is."""

from attrs import frozen

from agreelint.syntax.automaton import Stack
from agreelint.syntax.mistakes import Fix
from agreelint.syntax.tokens import Token

_SURE = 1.5


@frozen(eq=False)
class Place:
    """A place where the mistake may be: the token met there and the state of the parser before it."""

    stack: Stack
    token: Token


@frozen(eq=False)
class Repair:
    """Take back `back` tokens, put `tokens` in, and read on at `resume`; `cost` says how bold that is."""

    cost: float
    back: int
    tokens: tuple[Token, ...]
    resume: int
    place: Token
    fix: Fix

    @property
    def sure(self) -> bool:
        """Say whether the repair only spells what was certainly meant."""
        return self.cost <= _SURE


def instead(cost: float, back: int, put: Token, token: Token, fix: Fix) -> Repair:
    """Return the repair that reads one token as another."""
    return Repair(cost, back, (put,), token.end, token, fix)


def put_at(at: int, kind: str, text: str) -> Token:
    """Return a token that stands nowhere in the text."""
    return Token(kind, text, at, at)
