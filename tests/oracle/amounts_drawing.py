"""Draws small agreements about amounts from any source of random numbers, so that failures can shrink."""

from datetime import date
from fractions import Fraction
from random import Random

from .amounts_said import TOWNS, Amounts, Figure, Formula, Instalment, Limit, Schedule
from .amounts_simulator import names_in
from .days_said import Away, Extreme, Fixed
from .formulas_drawing import UNITS, WORDS, Draw
from .formulas_said import Compare, IsWord, Number, Quantity
from .years import EdgeOfYear, InYear, MonthDay, NthWeekday, Years

YEARS = (2017, 2018, 2019)
EACH = ("", "town", "town", "town", "repair")
SHARES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1, 3), Fraction(1))
STARTS = (Years(7, 1), Years(7, 1), Years(7, 1), Years(1, 1), Years(9, 1), Years(10, 15))


def draw_amounts(rng: Random) -> Amounts:
    dated = rng.random() < 0.2
    figures = tuple(draw_figure(rng, f"brought_{n}", dated) for n in range(rng.randint(1, 4)))
    known: tuple[Figure | Formula, ...] = figures
    for n in range(rng.choice((0, 1, 1, 2))):
        known = (*known, Draw(rng, known).formula(f"worked_{n}"))
    formulas = tuple(one for one in known if isinstance(one, Formula))
    limits = (plain_limit(figures[0]), *(Draw(rng, known).limit(f"limit_{n}") for n in range(rng.choice((0, 1, 1, 2)))))
    shares = [one for one in known if one.unit == "dollars" and one.each == "town" and one.yearly]
    schedules = (draw_schedule(rng, rng.choice(shares)),) if shares and rng.random() < 0.8 else ()
    used = names_in((formulas, limits, schedules))
    return Amounts(
        tuple(figure for figure in figures if figure.name in used),
        formulas,
        limits,
        schedules,
        years=rng.choice(STARTS),
        joined=draw_terms(rng, dated, (date(2017, 7, 1), date(2016, 12, 1))),
        left=draw_terms(rng, dated, (date(2018, 7, 1), date(2018, 6, 30))),
        week=rng.choice((5, 5, 5, 4)),
        rolls=rng.choice((True, True, False)),
        saturdays=rng.choice((False, False, True)),
    )


def draw_terms(rng: Random, dated: bool, days: tuple[date, date]):
    """On which days, if any, each of the towns became a member, or ceased to be one."""
    return tuple(rng.choice((None, None, *days)) if dated else None for _ in TOWNS)


def draw_figure(rng: Random, name: str, dated: bool) -> Figure:
    each = rng.choice(EACH)
    yearly = dated or rng.random() < 0.75
    if rng.random() < 0.12:
        return Figure(name, "", each, yearly, WORDS)
    return Figure(name, rng.choice(UNITS), each, yearly)


def plain_limit(figure: Figure) -> Limit:
    """At least one figure is asked for."""
    own = Quantity(figure.name)
    test = IsWord(own, WORDS[0]) if figure.words else Compare("is below", own, Number("3", figure.unit))
    return Limit("plain", figure.each, figure.yearly, (test,))


# ---- schedules ------------------------------------------------------------------------------------------


def draw_schedule(rng: Random, share) -> Schedule:
    if rng.random() < 0.5:
        return Schedule("dues", share.name, (("town", draw_parts(rng)),))
    towns = rng.sample(TOWNS, rng.randint(1, 3))
    return Schedule("dues", share.name, tuple((town, draw_parts(rng)) for town in towns))


def draw_parts(rng: Random) -> tuple[Instalment, ...]:
    shares = sorted(rng.sample(SHARES, rng.choice((1, 1, 2, 3))))
    return tuple(Instalment(share, draw_day(rng)) for share in shares)


def draw_day(rng: Random):
    choice = rng.random()
    if choice < 0.4:
        return draw_plain_day(rng)
    if choice < 0.5:
        return EdgeOfYear(rng.random() < 0.7)
    if choice < 0.55:
        return Fixed(date(2018, 1, 1))
    if choice < 0.9:
        unit = rng.choice(("days", "working days", "business days", "weeks", "months"))
        start = rng.choice((EdgeOfYear(True), EdgeOfYear(False), draw_plain_day(rng)))
        return Away(rng.randint(1, 12), unit, rng.random() < 0.3, start)
    return Extreme(rng.random() < 0.5, (draw_plain_day(rng), draw_plain_day(rng)))


def draw_plain_day(rng: Random):
    if rng.random() < 0.25:
        return InYear(NthWeekday(rng.randint(1, 4), rng.randint(0, 6), rng.randint(1, 12)), rng.random() < 0.3)
    number = rng.choice((1, 2, 4, 11, 15, 19, 25, 30))
    month = rng.choice((1, 4, 6, 7, 9, 11, 12))
    return InYear(MonthDay(month, number), rng.random() < 0.3)
