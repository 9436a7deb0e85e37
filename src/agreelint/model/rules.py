"""How much agreement a text asks for: thresholds of votes, who must approve, and readings of either."""

from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

Size: TypeAlias = int | Fraction
"""A count of votes, or a sum of weights."""

Rule_co = TypeVar("Rule_co", covariant=True)


@frozen
class Threshold:
    """How many of a base must agree: strictly more than, or at least, a share of it and a number on top.

    An absolute number is a share of nothing with that number on top. With `each`, the votes of each member of that
    group are counted by themselves; `weighted`, the base is a group whose members weigh differently.
    """

    strict: bool
    share: Fraction
    base: str
    plus: int = 0
    each: str | None = None
    weighted: bool = False

    def limit(self, base: Size) -> Fraction:
        """Return the number that must be reached, or exceeded if `strict`."""
        return self.share * base + self.plus

    def needed(self, base: Size) -> int:
        """Return the smallest count that meets the threshold for a base of that size; never less than one vote."""
        exact = self.limit(base)
        whole = exact.numerator // exact.denominator
        return max(1, whole + 1 if self.strict or exact != whole else whole)

    def met(self, votes: Size, base: Size) -> bool:
        """Say whether votes, or a sum of weights, are enough for a base of that size."""
        return votes > 0 and (votes > self.limit(base) if self.strict else votes >= self.limit(base))

    def __str__(self) -> str:
        words = self.base.replace("_", " ")
        base = f"the weight of {words}" if self.weighted else words
        if self.share == 1 and not self.strict and not self.plus:
            told = f"all {base}"
        else:
            amount, plus = (
                (self.plus, "") if not self.share else (self.share, f" plus {self.plus}" if self.plus else "")
            )
            told = f"{'more than' if self.strict else 'at least'} {amount} of {base}{plus}"
        return f"{told} from each {self.each.replace('_', ' ')}" if self.each else told


Thresholds: TypeAlias = tuple[Threshold, ...]
"""All of which a vote must meet."""


@frozen
class Approvers:
    """So many members of a group approve."""

    threshold: Threshold

    def __str__(self) -> str:
        return str(self.threshold)


@frozen
class Together:
    """The votes of all members, added up as on one ballot, meet a threshold."""

    threshold: Threshold

    def __str__(self) -> str:
        return f"{self.threshold} together"


@frozen
class Approver:
    """One member approves."""

    member: str
    title: str

    def __str__(self) -> str:
        return self.title


Approval: TypeAlias = Approvers | Together | Approver


@frozen
class Approvals:
    """All of whom must approve; `signed` if an approval counts only with a signature."""

    parts: tuple[Approval, ...]
    signed: bool = False


@frozen
class Option(Generic[Rule_co]):
    """One reading of an ambiguous phrase, or the only one there is."""

    name: str
    rule: Rule_co
    because: tuple[str, ...] = ()


@frozen
class Choice(Generic[Rule_co]):
    """A rule as the text leaves it: one option, or several readings of which the first is the default."""

    options: tuple[Option[Rule_co], ...]
    ambiguity: str | None = None
    phrase: str | None = None

    def under(self, name: str | None) -> Option[Rule_co]:
        """Return the reading of that name, the default for None."""
        return next((option for option in self.options if option.name == name), self.options[0])
