"""Conditions as plain values, and how the language of agreements says them."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Is:
    """`tally passed`, `letter done`, `state_review requires changes`."""

    step: str
    state: str

    @property
    def names(self):
        return (self.step,)

    def __str__(self):
        return f"{self.step} {self.state}"


@dataclass(frozen=True)
class Not:
    of: "Condition"

    @property
    def names(self):
        return self.of.names

    def __str__(self):
        return f"not {self.of}" if isinstance(self.of, Is) else f"not ({self.of})"


@dataclass(frozen=True)
class Both:
    parts: tuple["Condition", ...]

    @property
    def names(self):
        return tuple(name for part in self.parts for name in part.names)

    def __str__(self):
        return " and ".join(f"({part})" if isinstance(part, EitherOf) else str(part) for part in self.parts)


@dataclass(frozen=True)
class EitherOf:
    parts: tuple["Condition", ...]

    @property
    def names(self):
        return tuple(name for part in self.parts for name in part.names)

    def __str__(self):
        return " or ".join(str(part) for part in self.parts)


Condition: TypeAlias = Is | Not | Both | EitherOf
