"""What is worked out from figures, and what is asked of it, as plain values, and how the language says it."""

from dataclasses import dataclass
from typing import TypeAlias

# ---- expressions -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Number:
    """A plain number with its unit, as it is written."""

    written: str
    unit: str = "ratio"
    level = 3

    def __str__(self):
        return f"{self.written}{'' if self.unit == 'ratio' else ' ' + self.unit}"


@dataclass(frozen=True)
class Quantity:
    """`pupils`, `pupils of adams`, `pupils in the previous year`."""

    name: str
    of: str = ""
    previous: bool = False
    level = 3

    def __str__(self):
        whose = f" of {self.of}" if self.of else ""
        return f"{self.name}{whose}{' in the previous year' * self.previous}"


@dataclass(frozen=True)
class Total:
    """What there is for each of a kind, added up."""

    each: str
    what: "Expression"
    level = 3

    def __str__(self):
        return f"total {within(self.what, 3)}"


@dataclass(frozen=True)
class Average:
    what: "Expression"
    years: int
    preceding: bool  # without the year itself
    level = 3

    def __str__(self):
        window = "preceding" if self.preceding else "last"
        return f"average of {within(self.what, 3)} over the {window} {self.years} years"


@dataclass(frozen=True)
class Sum:
    """Two amounts joined by `+`, `-`, `*` or `/`."""

    sign: str
    left: "Expression"
    right: "Expression"

    @property
    def level(self):
        return 1 if self.sign in "+-" else 2

    def __str__(self):
        return f"{within(self.left, self.level)} {self.sign} {within(self.right, self.level + 1)}"


@dataclass(frozen=True)
class Bounded:
    """`the greater of A and B`, `the lesser of A and B`."""

    greater: bool
    left: "Expression"
    right: "Expression"
    level = 3

    def __str__(self):
        return f"the {'greater' if self.greater else 'lesser'} of {self.left} and {within(self.right, 3)}"


Expression: TypeAlias = Number | Quantity | Total | Average | Sum | Bounded


def within(expression: Expression, level: int) -> str:
    """An expression inside another one, in brackets where it would fall apart."""
    return str(expression) if expression.level >= level else f"({expression})"


# ---- conditions ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compare:
    """`A is at most B`; `words` are what stands between them."""

    words: str  # is, is at most, is at least, is above, is below
    left: Expression
    right: Expression

    def __str__(self):
        return f"{self.left} {self.words} {self.right}"


@dataclass(frozen=True)
class Between:
    what: Expression
    low: Expression
    high: Expression

    def __str__(self):
        return f"{self.what} is between {self.low} and {self.high}"


@dataclass(frozen=True)
class IsWord:
    figure: Quantity
    word: str

    def __str__(self):
        return f"{self.figure} is {self.word}"


@dataclass(frozen=True)
class Recorded:
    figure: Quantity

    def __str__(self):
        return f"{self.figure} is recorded"


@dataclass(frozen=True)
class IsTown:
    town: str

    def __str__(self):
        return f"town is {self.town}"


Condition: TypeAlias = Compare | Between | IsWord | Recorded | IsTown


def joined_by_and(conditions: tuple[Condition, ...]) -> str:
    return " and ".join(map(str, conditions))


@dataclass(frozen=True)
class Pieces:
    """The first whose conditions hold, else another one."""

    pieces: tuple[tuple[Expression, tuple[Condition, ...]], ...]
    otherwise: Expression

    def __str__(self):
        cases = [f"{amount} when {joined_by_and(conditions)}" for amount, conditions in self.pieces]
        return ", ".join([*cases, f"otherwise {self.otherwise}"])


@dataclass(frozen=True)
class Open:
    """A phrase that can be read in several ways, of which one may be the default."""

    name: str
    readings: tuple[tuple[str, Expression | Pieces], ...]
    default: str = ""

    @property
    def first(self):
        """The reading that is taken for the ordinary one."""
        return dict(self.readings)[self.default] if self.default else self.readings[0][1]

    def __str__(self):
        why = "" if self.default else ' no default because "nobody knows"'
        lines = [f"    reading {name} = {rule}{' default' * (name == self.default)}" for name, rule in self.readings]
        return "\n".join([f'ambiguous {self.name} "what is meant"{why} {{', *lines, "  }"])
