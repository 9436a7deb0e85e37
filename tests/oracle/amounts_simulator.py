"""How limits and instalments stand by the figures and payments of a record, at the end of the day as-of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from math import floor

from .amounts_said import TAKEOVER, TOWNS, Amounts, Figure, Instalment, Limit, Schedule
from .amounts_worked import Where, Worked, year_of
from .counting import rolled
from .days_said import Away
from .formulas_said import Average, Open, Quantity
from .records import Log, Row, worlds
from .verdicts import NOT_APPLICABLE, PENDING, SATISFIED, UNKNOWN, VIOLATED, Verdict
from .years import EdgeOfYear, day_in

ROLL = "last_day_roll"
NONE_CHOSEN: Mapping[str, str] = {}


@dataclass(frozen=True)
class Key:
    """Which verdict: the constraint by its name, for whom, and for which year."""

    constraint: str
    who: str | None = None
    period: str | None = None


def simulate(amounts: Amounts, log: Log, chosen: Mapping[str, str] = NONE_CHOSEN) -> dict[Key, Verdict]:
    """Say how every limit and every instalment stands under readings, where some are chosen."""
    log = replace(log, rows=as_corrected(log))
    worked = Worked(amounts, log.seen, chosen)
    found = {}
    for limit in amounts.limits:
        found |= dict(limits_kept(limit, worked, log))
    for schedule in amounts.schedules:
        found |= dict(instalments_paid(schedule, worked, log))
    return found


def as_corrected(log: Log) -> tuple[Row, ...]:
    """The rows without those that another one corrects by as-of."""
    now = [row for row in log.rows if row.first is None or row.first <= log.as_of]
    corrected = {row.cell("corrects") for row in now} - {""}
    return tuple(row for row in log.rows if row.cell("event_id") not in corrected)


def differing(amounts: Amounts, log: Log) -> dict[Key, set[tuple[str, str, str]]]:
    """Say how else each would stand under every other reading of one phrase: (phrase, reading, state)."""
    taken, found = simulate(amounts, log), {}
    for phrase, reading in [(ROLL, "does_not_apply"), *readings_of(amounts)]:
        for key, verdict in simulate(amounts, log, {phrase: reading}).items():
            if verdict.state != taken[key].state:
                found.setdefault(key, set()).add((phrase, reading, verdict.state))
    return found


def readings_of(amounts: Amounts) -> list[tuple[str, str]]:
    rules = [formula.rule for formula in amounts.formulas if isinstance(formula.rule, Open)]
    return [(rule.name, name) for rule in rules for name, _ in rule.readings if name != rule.default]


# ---- which of them there are ----------------------------------------------------------------------------


def rests_on(amounts: Amounts, said, *, alone: bool) -> set[str]:
    """The figures from which something is worked out; `alone`: from what they are in the year itself."""
    waiting, found = [*names_in(said, alone=alone)], set()
    while waiting:
        one = amounts[waiting.pop()]
        if one not in found:
            found.add(one)
            waiting += [] if isinstance(one, Figure) else names_in(one.rule, alone=alone)
    return {one.name for one in found if isinstance(one, Figure)}


def names_in(said, *, alone: bool = False) -> set[str]:
    """Every figure and formula that is named; `alone`: not those of which an average or an earlier year is taken."""
    match said:
        case tuple():
            return set().union(*(names_in(part, alone=alone) for part in said))
        case Average() if alone:
            return set()
        case Quantity():
            return set() if alone and said.previous else {said.name}
        case Open() if alone:
            return names_in(said.first, alone=True)
        case Schedule():
            return {said.of}
        case _ if is_dataclass(said):
            return names_in(tuple(getattr(said, field.name) for field in fields(said)), alone=alone)
    return set()


def of_the_year(amounts: Amounts, said) -> set[str]:
    """The figures whose record makes a year one of those that are judged."""
    return rests_on(amounts, said, alone=True) or rests_on(amounts, said, alone=False)


def places(limit: Limit, worked: Worked) -> Iterator[Where]:
    """Yield every year and everybody for whom a limit is judged."""
    figures = of_the_year(worked.amounts, limit.requires)
    told = [key for key in worked.told if key[0] in figures]
    for year in sorted({year for _, _, year in told if year}) if limit.yearly else [None] if told else []:
        match limit.each:
            case "":
                yield Where(year)
            case "town":
                yield from worked.every("town", Where(year))
            case "repair":
                own = {who for name, who, of in told if worked.amounts[name].each == "repair" and of in (year, None)}
                yield from (Where(year, repair=repair) for repair in own)


def key(name: str, where: Where) -> Key:
    return Key(name, where.town or where.repair or None, f"FY{where.year}" if where.year else None)


# ---- limits ---------------------------------------------------------------------------------------------


def limits_kept(limit: Limit, worked: Worked, log: Log) -> Iterator[tuple[Key, Verdict]]:
    for where in places(limit, worked):
        firsts = list(first_years(limit, worked.amounts, log))
        states = {limit_in(limit, where, worked, first) for first in firsts}
        begun = where.year and all(first is not None and first <= where.year for first in firsts)
        due = worked.amounts.years.last(where.year) if begun else None
        yield key(f"{limit.name}.kept", where), Verdict(states.pop() if len(states) == 1 else UNKNOWN, due)


def limit_in(limit: Limit, where: Where, worked: Worked, first: int | None) -> str:
    """How a limit stands that holds from a year on; None if it holds in no year so far."""
    if where.year and (first is None or where.year < first):
        return NOT_APPLICABLE
    holds = worked.all_hold(limit.requires, where)
    return UNKNOWN if holds is None else SATISFIED if holds else VIOLATED


def first_years(limit: Limit, amounts: Amounts, log: Log) -> Iterator[int | None]:
    """Yield every year from which a limit may hold."""
    if not limit.since or limit.since.year:
        yield limit.since.year if limit.since else 0
        return
    rows = tuple(row for row in log.seen if row.activity == TAKEOVER)
    later = limit.since.side == "after"
    if rows:
        for acts in worlds(Log(rows, log.as_of)):
            yield amounts.years.of(acts[0].day) + later
        return
    yield None
    if log.through is None or log.through < log.as_of or log.since:
        yield 0


# ---- instalments ----------------------------------------------------------------------------------------


def instalments_paid(schedule: Schedule, worked: Worked, log: Log) -> Iterator[tuple[Key, Verdict]]:
    figures = of_the_year(worked.amounts, Quantity(schedule.of))
    payments = [row for row in log.seen if row.activity == "payment" and row.cell("subject") == schedule.name]
    years = {year for name, _, year in worked.told if name in figures and year} | {year_of(row) for row in payments}
    for year, (who, parts) in product(years, schedule.lines):
        for town in TOWNS if who == "town" else [who]:
            where = Where(year, town)
            own = tuple(row for row in payments if (year_of(row), row.cell("actor")) == (year, town))
            amount = worked.of(schedule.of, where)
            for number, part in enumerate(parts, start=1):
                name = f"{schedule.name}.instalment{f'_{number}' if number > 1 else ''}"
                yield key(name, where), paid(part, amount, own, worked, year, log)


def paid(part: Instalment, amount: Fraction | None, payments, worked: Worked, year: int, log: Log) -> Verdict:
    """How an instalment stands; what the days of payments leave open is tried."""
    amounts = worked.amounts
    due = day_in(part.day, amounts.years, year, amounts.week)
    if amount is None:
        return Verdict(UNKNOWN, due)
    backward = isinstance(part.day, Away) and part.day.before
    rolls = amounts.rolls and part.day != EdgeOfYear(end=True)
    rolls = rolls and not (backward and worked.chosen.get(ROLL) == "does_not_apply")
    last = rolled(due, amounts.saturdays) if rolls else due
    ways = worlds(Log(payments, log.as_of)) if payments else [()]
    needed = Fraction(floor(part.share * amount * 100), 100)  # nobody can pay less than a cent
    begins = amounts.years.first(amounts.years.of(min(due, amounts.years.first(year))))
    full = log.through is not None and log.through >= last and (log.since is None or log.since <= begins)
    states = {paid_in(acts, needed, last, log.as_of, full) for acts in ways}
    return Verdict(states.pop() if len(states) == 1 else UNKNOWN, due)


def paid_in(acts, needed: Fraction, last: date, as_of: date, full: bool) -> str:
    in_time = sum((Fraction(act.cell("value")) for act in acts if act.day <= last), Fraction(0))
    if in_time >= needed:
        return SATISFIED
    if as_of <= last:
        return PENDING
    late = sum((Fraction(act.cell("value")) for act in acts), Fraction(0)) >= needed
    return VIOLATED if late or full else UNKNOWN
