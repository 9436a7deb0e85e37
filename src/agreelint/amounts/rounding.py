"""Rounding of amounts, as the text states it: exact arithmetic on fractions, never on floating numbers."""

from fractions import Fraction

from agreelint.model.units import Unit
from agreelint.syntax import nodes


def rounded(value: Fraction, rounding: nodes.Rounded | nodes.Word, unit: Unit) -> tuple[Fraction, str]:
    """Return a value as the text rounds it, and the words for that; unchanged where it does not.

    Halves go away from zero unless the text says otherwise; decimals are those of the number as it is written.
    """
    if isinstance(rounding, nodes.Word):
        unstated = rounding.text == "rounding_unstated"
        return value, "the text does not say how to round, so it is not rounded" if unstated else "not rounded"
    places, words = _places(rounding.place)
    way = rounding.half.text if rounding.half else "half_up"
    scaled = value * unit.scale * 10**places
    whole = _whole(scaled, way)
    return Fraction(whole, 10**places) / unit.scale, f"rounded to {words}"


def _whole(value: Fraction, way: str) -> int:
    """Return the whole number to which a value is rounded."""
    below, rest = divmod(value.numerator, value.denominator)
    twice = 2 * rest
    match way:
        case "always_down":
            return below
        case "always_up":
            return below + (rest > 0)
        case "half_even":
            return below + (twice > value.denominator or (twice == value.denominator and below % 2 == 1))
        case _:  # halves go away from zero
            return below + (twice > value.denominator or (twice == value.denominator and value > 0))


def _places(place: nodes.Word | nodes.ToWhole | nodes.ToDecimals) -> tuple[int, str]:
    match place:
        case nodes.ToDecimals():
            return place.decimals, f"{place.decimals} decimals"
        case nodes.ToWhole():
            return 0, f"whole {place.unit.text.removeprefix('unit_')}"
        case nodes.Word():
            return 2, "cents"
