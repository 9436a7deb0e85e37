"""Draws formulas, and limits on what is worked out, from any source of random numbers."""

from random import Random

from .amounts_said import TOWNS, Figure, Formula, Limit, Rounding, Since
from .amounts_simulator import names_in
from .formulas_said import (
    Average,
    Between,
    Bounded,
    Compare,
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

UNITS = ("dollars", "dollars", "dollars", "pupils", "hours", "ratio", "percent", "dollars per pupil")
NUMBERS = ("0", "1", "2", "3", "5", "1.5", "10", "0.25")
READINGS = ("plain", "wide", "narrow")
WORDS = ("debt", "outlay")
COMPARED = ("is", "is at most", "is at most", "is at least", "is above", "is below")


class Draw:
    """Draws what can be said with figures and formulas that there are already."""

    def __init__(self, rng: Random, known: tuple[Figure | Formula, ...]) -> None:
        self.rng = rng
        self.known = [one for one in known if one.unit]
        self.words = [one for one in known if not one.unit]

    def context(self) -> tuple[str, bool]:
        """For whom something is said, and whether for each year: most often as one of the figures is."""
        like = self.rng.choice([*self.known, *self.words])
        return like.each, like.yearly

    def formula(self, name: str) -> Formula:
        each, yearly = self.context()
        unit = self.rng.choice(UNITS)
        rule = self.rule(unit, each, yearly)
        if self.rng.random() < 0.25:
            others = [rule, *(self.rule(unit, each, yearly) for _ in range(self.rng.choice((1, 1, 2))))]
            readings = tuple(zip(READINGS, others, strict=False))
            rule = Open(f"meaning_of_{name}", readings, self.rng.choice(("", *(called for called, _ in readings))))
        if yearly and self.rng.random() < 0.1:
            rule = self.carried_on(name, unit, each)
        return Formula(name, unit, each, yearly, rule, self.rounding(unit))

    def rounding(self, unit: str) -> Rounding:
        places = ["cents"] * (unit == "dollars") + [f"whole {unit}"] * (unit in {"dollars", "pupils", "hours"})
        place = self.rng.choice(("", "", "0 decimals", "1 decimals", "2 decimals", *places))
        return Rounding(place, self.way() if place else "", self.rng.random() < 0.5)

    def carried_on(self, name: str, unit: str, each: str):
        """What it was in the year before, changed or not, unless somebody has brought it."""
        before = Sum(self.rng.choice("+-"), Quantity(name, previous=True), self.expression(unit, each, True, 0))
        own = [one.name for one in self.known if isinstance(one, Figure) and one.unit == unit and one.each == each]
        if not own or self.rng.random() < 0.3:
            return before
        brought = self.rng.choice(own)
        return Pieces(
            ((Quantity(brought), (Recorded(Quantity(brought)),)),),
            self.rng.choice((before, Quantity(name, previous=True))),
        )

    def rule(self, unit: str, each: str, yearly: bool):
        otherwise = self.expression(unit, each, yearly, 2)
        tests = [(test,) for test in self.tests(each, yearly)]
        if len(tests) > 1 and self.rng.random() < 0.5:
            tests = [sum(tests, ())]
        cases = [(self.expression(unit, each, yearly, 1), some) for some in tests]
        return Pieces(tuple(cases), otherwise) if cases else otherwise

    def way(self) -> str:
        return self.rng.choice(("", "half up", "half even", "up", "down"))

    def tests(self, each: str, yearly: bool):
        """Yield conditions on which an amount depends."""
        rng = self.rng
        if rng.random() < 0.3:
            yield self.comparison(each, yearly, 0)
        if each == "town" and rng.random() < 0.2:
            yield IsTown(rng.choice(TOWNS))
        yield from self.about_words(each, yearly)
        own = [one.name for one in self.known if isinstance(one, Figure) and fits(one, each, yearly)]
        if own and rng.random() < 0.3:
            yield Recorded(Quantity(rng.choice(own)))

    def about_words(self, each: str, yearly: bool):
        own = [one for one in self.words if fits(one, each, yearly)]
        if own and self.rng.random() < 0.7:
            yield IsWord(Quantity(self.rng.choice(own).name), self.rng.choice(WORDS))

    def comparison(self, each: str, yearly: bool, depth: int):
        unit = self.rng.choice([one.unit for one in self.known if self.reachable(one, each, yearly)] or ["ratio"])
        left = self.expression(unit, each, yearly, depth)
        if self.rng.random() < 0.2:
            return Between(left, *(self.expression(unit, each, yearly, 0) for _ in range(2)))
        return Compare(self.rng.choice(COMPARED), left, self.expression(unit, each, yearly, depth))

    def limit(self, name: str) -> Limit:
        each, yearly = self.context()
        tests = tuple(self.comparison(each, yearly, 1) for _ in range(self.rng.choice((1, 1, 2))))
        requires = (*tests, *self.about_words(each, yearly))
        named = names_in(requires)
        if each == "repair" and not any(one.each == each for one in (*self.known, *self.words) if one.name in named):
            each = ""  # there is one for all
        since = None
        if yearly and self.rng.random() < 0.3:
            since = self.rng.choice((Since(year=2018), Since(side="after"), Since(side="of")))
        return Limit(name, each, yearly, requires, since)

    # ---- expressions of one unit ------------------------------------------------------------------------

    def expression(self, unit: str, each: str, yearly: bool, depth: int):
        rng = self.rng
        if depth == 0 or rng.random() < 0.3:
            return self.quantity(unit, each, yearly)
        less = depth - 1
        choice = rng.random()
        if choice < 0.3:
            return Sum(rng.choice("+-"), *(self.expression(unit, each, yearly, less) for _ in range(2)))
        if choice < 0.45:
            return Bounded(rng.random() < 0.5, *(self.expression(unit, each, yearly, less) for _ in range(2)))
        if choice < 0.6:
            factor = self.expression("ratio", each, yearly, less)
            return Sum(rng.choice("*/"), self.expression(unit, each, yearly, less), factor)
        if choice < 0.68 and unit == "dollars":
            parts = [self.expression(other, each, yearly, less) for other in ("dollars per pupil", "pupils")]
            return Sum("*", *parts)
        if choice < 0.68 and unit == "dollars per pupil":
            return Sum("/", *(self.expression(other, each, yearly, less) for other in ("dollars", "pupils")))
        if choice < 0.78 and yearly:
            return self.average(unit, each, less)
        if choice < 0.9 and unit in {"ratio", "percent"}:
            other = rng.choice(("dollars", "pupils"))
            return Sum("/", *(self.expression(other, each, yearly, less) for _ in range(2)))
        return self.total(unit, each, yearly, less) or self.quantity(unit, each, yearly)

    def average(self, unit: str, each: str, depth: int):
        what = self.expression(unit, each, True, depth)
        if not any(one.yearly for one in self.known if one.name in names_in(what)):
            return what
        return Average(what, self.rng.choice((2, 2, 3)), self.rng.random() < 0.5)

    def total(self, unit: str, each: str, yearly: bool, depth: int):
        """What all towns or all occurrences have together."""
        kinds = {one.each for one in self.known if one.unit == unit and (yearly or not one.yearly)} - {""}
        if not kinds:
            return None
        kind = self.rng.choice(sorted(kinds))
        what = self.expression(unit, kind, yearly, depth)
        return Total(kind, what) if kinds_in(what, self) == {kind} else None

    def quantity(self, unit: str, each: str, yearly: bool):
        same = [one for one in self.known if alike(one.unit, unit) and self.reachable(one, each, yearly)]
        if not same or self.rng.random() < 0.15:
            return Number(self.rng.choice(NUMBERS), unit)
        one = self.rng.choice(same)
        previous = one.yearly and self.rng.random() < 0.15
        if one.each and (one.each != each or self.rng.random() < 0.2):
            of = self.rng.choice(TOWNS) if one.each == "town" and self.rng.random() < 0.4 else ""
            plain = Quantity(one.name, of, previous)
            return plain if of else Total(one.each, plain)
        return Quantity(one.name, "", previous)

    def reachable(self, one, each: str, yearly: bool) -> bool:
        return yearly or not one.yearly


def fits(one, each: str, yearly: bool) -> bool:
    """Whether a bare name means one amount there."""
    return one.each in ("", each) and (yearly or not one.yearly)


def alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"ratio", "percent"}


def kinds_in(said, draw: Draw) -> set[str]:
    """The kinds, towns or occurrences, of each of which an expression takes something."""
    match said:
        case Quantity(of=""):
            return {one.each for one in draw.known if one.name == said.name} - {""}
        case Sum() | Bounded():
            return kinds_in(said.left, draw) | kinds_in(said.right, draw)
        case Average() | Total():
            return kinds_in(said.what, draw)
    return set()
