"""Works amounts out from the figures of a record, in fractions; None is what nobody can tell from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from .amounts_said import TOWNS, Amounts, Figure, Formula, Rounding
from .formulas_said import (
    Average,
    Between,
    Bounded,
    Compare,
    Condition,
    IsTown,
    IsWord,
    Number,
    Open,
    Pieces,
    Quantity,
    Recorded,
    Sum,
    Total,
)
from .records import Row

YEAR = 2018
LONG_BEFORE = 20  # years, in which nothing is recorded


@dataclass(frozen=True)
class Where:
    """For which year, and for which town or occurrence, something is worked out."""

    year: int | None = None
    town: str = ""
    repair: str = ""

    def own(self, each: str) -> str:
        return {"": "", "town": self.town, "repair": self.repair}[each]


def year_of(row: Row) -> int | None:
    told = row.cell("fiscal_year")
    return int(told.removeprefix("FY")) if told else None


class Worked:
    """All amounts of a record, under the readings that are chosen."""

    def __init__(self, amounts: Amounts, rows: list[Row], chosen: Mapping[str, str]) -> None:
        self.amounts, self.chosen = amounts, chosen
        self.told: dict[tuple[str, str, int | None], set[Fraction | str]] = {}
        for row in rows:
            if row.activity == "figure":
                key = (row.cell("subject"), row.cell("actor") or row.cell("occurrence"), year_of(row))
                value = row.cell("value")
                self.told.setdefault(key, set()).add(value if amounts[key[0]].words else Fraction(value))
        self.first = min((year for _, _, year in self.told if year), default=YEAR)
        self._worked: dict[tuple[str, Where], Fraction | None] = {}

    def members(self, year: int | None) -> list[str]:
        """The towns that are members on the first day of a year."""
        if year is None:
            return list(TOWNS)
        day = self.amounts.years.first(year)
        terms = zip(TOWNS, self.amounts.joined, self.amounts.left, strict=True)
        return [town for town, since, until in terms if (not since or since <= day) and (not until or day <= until)]

    def repairs(self, year: int | None) -> list[str]:
        """The occurrences on record, of a year where they have years."""
        told = [key for key in self.told if self.amounts[key[0]].each == "repair"]
        return sorted({who for _, who, of in told if of in (None, year)})

    def every(self, each: str, where: Where) -> Iterator[Where]:
        if each == "town":
            yield from (replace(where, town=town) for town in self.members(where.year))
        else:
            yield from (replace(where, repair=repair) for repair in self.repairs(where.year))

    # ---- amounts ----------------------------------------------------------------------------------------

    def of(self, name: str, where: Where) -> Fraction | None:
        one = self.amounts[name]
        if isinstance(one, Figure):
            return self._brought(one, where)
        if (name, where) not in self._worked:
            self._worked[name, where] = self._by_formula(one, where)
        return self._worked[name, where]

    def word(self, name: str, where: Where) -> str | None:
        told = self._told(self.amounts[name], where)
        return str(*told) if len(told) == 1 else None

    def _brought(self, figure: Figure, where: Where) -> Fraction | None:
        told = self._told(figure, where)
        if len(told) != 1:
            return None  # nobody has brought it, or two records disagree
        return Fraction(*told) * worth(figure.unit)

    def _told(self, figure: Figure, where: Where) -> set[Fraction | str]:
        """The different things that the record says of a figure."""
        return self.told.get((figure.name, where.own(figure.each), where.year if figure.yearly else None), set())

    def _by_formula(self, formula: Formula, where: Where) -> Fraction | None:
        if where.year and where.year < self.first - LONG_BEFORE:
            return None  # it rests on that of the year before, and so on for ever
        value = self.amount(formula.rule, where)
        if value is None:
            return None
        return rounded(value / worth(formula.unit), formula.rounding) * worth(formula.unit)

    def amount(self, rule, where: Where) -> Fraction | None:
        match rule:
            case Number():
                return Fraction(rule.written) * worth(rule.unit)
            case Quantity():
                return self.of(rule.name, self._there(rule, where))
            case Total():
                return added([self.amount(rule.what, one) for one in self.every(rule.each, where)])
            case Average():
                years = range(where.year - rule.years + 1 - rule.preceding, where.year + 1 - rule.preceding)
                total = added([self.amount(rule.what, replace(where, year=year)) for year in years])
                return None if total is None else total / rule.years
            case Sum() | Bounded():
                left, right = self.amount(rule.left, where), self.amount(rule.right, where)
                return None if left is None or right is None else joined(rule, left, right)
            case Open():
                reading = self.chosen.get(rule.name, rule.default)
                return self.amount(dict(rule.readings)[reading], where) if reading else None
            case Pieces():
                for amount, conditions in rule.pieces:
                    holds = self.all_hold(conditions, where)
                    if holds is not False:
                        return self.amount(amount, where) if holds else None
                return self.amount(rule.otherwise, where)
        raise AssertionError(rule)

    def _there(self, quantity: Quantity, where: Where) -> Where:
        """Whose amount is meant, and of which year."""
        one = self.amounts[quantity.name]
        who = quantity.of or where.own(one.each)
        year = where.year - quantity.previous if one.yearly else None
        return Where(year, who if one.each == "town" else "", who if one.each == "repair" else "")

    # ---- conditions -------------------------------------------------------------------------------------

    def all_hold(self, conditions: tuple[Condition, ...], where: Where) -> bool | None:
        answers = [self.holds(condition, where) for condition in conditions]
        return False if False in answers else None if None in answers else True

    def holds(self, condition: Condition, where: Where) -> bool | None:
        match condition:
            case IsTown():
                return where.town == condition.town
            case Recorded():
                told = self._told(self.amounts[condition.figure.name], self._there(condition.figure, where))
                return None if len(told) > 1 else bool(told)
            case IsWord():
                word = self.word(condition.figure.name, self._there(condition.figure, where))
                return None if word is None else word == condition.word
            case Compare():
                left, right = self.amount(condition.left, where), self.amount(condition.right, where)
                return None if left is None or right is None else compared(condition.words, left, right)
            case Between():
                low = Compare("is at least", condition.what, condition.low)
                return self.all_hold((low, Compare("is at most", condition.what, condition.high)), where)
        raise AssertionError(condition)


def worth(unit: str) -> Fraction:
    return Fraction(1, 100) if unit.startswith("percent") else Fraction(1)


def added(parts: list[Fraction | None]) -> Fraction | None:
    """A sum, if all of it is known; what nobody has brought anything of is not known to be nothing."""
    return None if None in parts or not parts else sum(parts, Fraction(0))


def joined(rule: Sum | Bounded, left: Fraction, right: Fraction) -> Fraction | None:
    if isinstance(rule, Bounded):
        return max(left, right) if rule.greater else min(left, right)
    match rule.sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right if right else None


def compared(words: str, left: Fraction, right: Fraction) -> bool:
    match words:
        case "is":
            return left == right
        case "is at most":
            return left <= right
        case "is at least":
            return left >= right
        case "is above":
            return left > right
    return left < right


def rounded(value: Fraction, rounding: Rounding) -> Fraction:
    """To so many decimals; a half goes away from zero, unless the even neighbour, up or down is said."""
    if not rounding.place:
        return value
    step = Fraction(1, 10**rounding.places)
    below, rest = floor(value / step), value / step % 1
    match rounding.way:
        case "up":
            return ceil(value / step) * step
        case "down":
            return below * step
        case "half even" if rest == Fraction(1, 2):
            return (below + below % 2) * step
        case _ if rest == Fraction(1, 2):
            return (below + (value > 0)) * step
    return (below + (rest > Fraction(1, 2))) * step
