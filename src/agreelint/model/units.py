"""Units of amounts: what can be added, what comes of a product, and how a number is written."""

from fractions import Fraction

from attrs import evolve, frozen

from agreelint.syntax import nodes

_PERCENT = 100
_DIGITS = 8
_LONGEST = 1_000_000
"""Denominators from here on are not printed."""


@frozen
class Unit:
    """Powers of the basic units; none of them is a ratio. Units never turn into each other.

    `percent` says only how a ratio is written. `stated` is false where the text names no unit: nothing can be said
    of an amount that rests on such a figure.
    """

    powers: tuple[tuple[str, int], ...] = ()
    percent: bool = False
    stated: bool = True

    def times(self, other: "Unit", sign: int = 1) -> "Unit":
        """Return the unit of a product, or of a quotient if `sign` is -1."""
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + sign * power
        kept = tuple(sorted((name, power) for name, power in powers.items() if power))
        return Unit(kept, stated=self.stated and other.stated)

    def alike(self, other: "Unit") -> bool:
        """Say whether amounts in both units can be added and compared; where a unit is unstated, nobody can object."""
        return self.powers == other.powers or not (self.stated and other.stated)

    def joined(self, other: "Unit") -> "Unit":
        """Return the unit of a sum."""
        return evolve(self, percent=self.percent and other.percent, stated=self.stated and other.stated)

    @property
    def scale(self) -> int:
        """How many times as large a number is written as it is: 100 for percent."""
        return _PERCENT if self.percent else 1

    def write(self, value: Fraction) -> str:
        """Write an amount: exactly if it ends within eight decimals, else the first of them and the fraction.

        A fraction that nobody could check by hand is left out; the dots say that the number goes on.
        """
        shown = value * self.scale
        digits = _decimals(shown)
        exact = f" ({shown})" if shown.denominator < _LONGEST else ""
        number = _fixed(shown, digits) if digits is not None else f"{_fixed(shown, _DIGITS)}…{exact}"
        name = str(self)
        if shown == 1 and not self.percent and len(self.powers) == 1:
            name = name.removesuffix("s")
        return f"{number} {name}" if name else number

    @property
    def name(self) -> str:
        """Say what an amount is in: `dollars`, `a ratio`."""
        return str(self) or "a ratio"

    def __str__(self) -> str:
        if not self.stated:
            return "(unit not stated)"
        above = " ".join(["percent"] * self.percent + [name for name, power in self.powers if power > 0])
        below = " ".join(name.removesuffix("s") for name, power in self.powers if power < 0)
        return f"{above} per {below}".strip() if below else above


RATIO = Unit()


def unit_of(node: nodes.Word | nodes.UnitPer | None) -> Unit:
    """Return the unit that is written; none at all is a ratio."""
    match node:
        case None:
            return RATIO
        case nodes.UnitPer():
            above = unit_of(node.unit)
            return evolve(above.times(unit_of(node.per), -1), percent=above.percent)
        case nodes.Word():
            name = node.text.removeprefix("unit_")
            if name == "percent":
                return Unit(percent=True)
            if name == "unstated":
                return Unit(stated=False)
            return RATIO if name == "ratio" else Unit(((name, 1),))


def _decimals(value: Fraction) -> int | None:
    """Return how many decimals write a number exactly, None if more than eight."""
    return next((n for n in range(_DIGITS + 1) if (value * 10**n).denominator == 1), None)


def _fixed(value: Fraction, digits: int) -> str:
    """Write a number with so many decimals, cut off, and thousands set apart."""
    whole = abs(value) * 10**digits
    units, rest = divmod(whole.numerator // whole.denominator, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{units:,}.{rest:0{digits}}" if digits else f"{sign}{units:,}"
