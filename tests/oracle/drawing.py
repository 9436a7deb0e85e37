"""Draws small procedures from any source of random numbers, so that failures can shrink."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from random import Random

from .clauses import (
    At,
    AtFirst,
    AtNext,
    Bound,
    Carries,
    CarriesWhen,
    JudgedBy,
    OnYearly,
    Order,
    Passes,
    Threshold,
    ValidOnlyIf,
    When,
)
from .conditions_said import Both, EitherOf, Is, Not
from .days import ONE
from .days_said import Away, DueOf, EndOf, Event, Extreme, Fixed, Of
from .draw_provisos import PROVISOS, with_proviso
from .draw_rounds import with_loop
from .draw_routes import GROUP, draw_group
from .draw_terms import with_term
from .needs import anchors, due_in
from .procedures import AUTHORITIES, UNITS, Procedure, Step
from .provisos_said import Deemed, Silence

NAMES = ("alpha", "bravo", "carol", "delta", "echo", "fox")
OFFICES = ("director", "chair", "clerk")
STARTS = (date(2017, 4, 10), date(2018, 2, 12), date(2019, 11, 4), date(2020, 6, 22), date(2022, 12, 15))
THEMES = {
    "time": ("step", "notice", "filing", "reading", "duty"),
    "acts": ("step", "notice", "filing", "reading", "duty"),
    "members": ("step", "notice", "filing", "vote", "vote", "reading"),
    "terms": ("step", "filing", "reading", "vote"),
    "meetings": ("step", "reading", "reading", "meeting", "duty", "vote"),
    "votes": ("step", "notice", "vote", "vote", "approval", "review", "effect"),
    "routes": ("step", "notice", "filing", "vote", "effect"),
    "rounds": ("step", "filing", "notice", "vote", "vote", "effect"),
    "remedies": ("step", "step", "filing", "notice"),
    "answers": ("step", "filing", "vote", "approval", "approval", "effect"),
}
"""Which kinds of step the procedures of a theme have."""
MEDIA = ("delivery", "certified_mail", "posting")
PAPERS = ("budget", "agenda")
BASES = ("seats", "voting_members", "present", "present_and_voting")
SHARES = (Fraction(1, 2), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(1, 3))
STATES = {
    "vote": ("passed", "failed"),
    "approval": ("granted", "refused"),
    "review": ("requires changes",),
    "group": ("passed",),
}


# ---- procedures ---------------------------------------------------------------------------------------


def draw_procedure(rng: Random, theme: str) -> Procedure:
    start = rng.choice(STARTS)
    steps: list[Step] = []
    names, either = list(NAMES[: rng.randint(3 if theme == "terms" else 2, 5)]), None
    if theme == "routes":
        if rng.random() < 0.3:
            steps.append(draw_step(theme, rng, draw_kind(rng, theme, []), names.pop(), [], start))
        routes, either = draw_group(rng, steps, start, partial(draw_step, theme))
        steps += [*routes, Step(GROUP, "group")]
    for name in names:
        steps.append(draw_step(theme, rng, draw_kind(rng, theme, steps), name, steps, start))
    if theme in PROVISOS:
        for place in range(len(steps)):
            steps[place] = with_proviso(rng, PROVISOS[theme], steps[place], steps, circular)
    procedure = Procedure(
        tuple(step for step in steps if step.kind != "group"),
        either=either,
        week=rng.choice((5, 5, 5, 4)),
        rolls=rng.choice((True, True, False)),
        saturdays=rng.choice((False, False, True)),
        quorum=rng.random() < 0.7,
        chair=rng.choice(("", "", "none", "ties")) if theme == "votes" else "",
        council=theme == "meetings" and rng.random() < 0.4,
    )
    if theme == "rounds":
        return with_loop(rng, procedure, circular)
    return with_term(rng, procedure, start, circular) if theme == "terms" else procedure


def draw_kind(rng: Random, theme: str, earlier: list[Step]) -> str:
    return rng.choice([kind for kind in THEMES[theme] if kind != "effect" or earlier])


def draw_step(theme: str, rng: Random, kind: str, name: str, earlier: list[Step], start: date) -> Step:
    step = Step(name, kind, optional=kind not in {"vote", "approval", "review", "effect"} and rng.random() < 0.1)
    if kind in {"step", "notice", "filing", "duty"}:
        who = rng.sample(OFFICES, rng.choice((1, 1, 2)))
        step = replace(step, by=tuple(who), each=kind == "duty" and rng.random() < 0.4)
    if kind == "vote" and theme == "members":
        step = replace(step, each=True)
    elif kind in {"vote", *AUTHORITIES}:
        step = replace(step, by=("board" if kind == "vote" else AUTHORITIES[kind],))
    if kind in {"notice", "filing"}:
        step = replace(step, to=("chair",), to_each=theme == "time" and rng.random() < 0.3)
    clauses = list(RULES[theme](rng, step, earlier))
    for _ in range(rng.choice((0, 1, 1, 2))):
        if theme == "members" and step.each:
            if not earlier or rng.random() < 0.5 or (other := rng.choice(earlier)).each:
                continue
            clause = Order(Event(other.name))
        else:
            clause = draw_clause(rng, step, earlier, start)
        if clause and not ({clause.name, "before_" + clause.name.removeprefix("after_")} & names_of(clauses)):
            clauses.append(clause)
    step = replace(step, clauses=tuple(clauses))
    while circular(Procedure((*earlier, step))):
        step = replace(step, clauses=step.clauses[:-1])
    return step


def no_rules(*_):
    """Time is all."""
    return ()


def draw_approvals(rng: Random, step: Step, earlier: list[Step]):
    """Yield who of the towns must approve."""
    if step.each:
        yield rng.choice(
            (
                CarriesWhen(),
                CarriesWhen(True, Fraction(1, 2)),
                CarriesWhen(False, Fraction(1, 3)),
                CarriesWhen(named="becket"),
            )
        )


def draw_manner(rng: Random, step: Step, earlier: list[Step]):
    """Yield what a step carries, on what day and at what meeting it is done, and what is for a person to judge."""
    readings = [other for other in earlier if other.kind == "reading"]
    if readings and step.kind in {"step", "duty"} and not step.each and rng.random() < 0.5:
        yield At(rng.choice(readings).name)
    if step.kind in {"notice", "filing"} and rng.random() < 0.7:
        media = tuple(rng.sample(MEDIA, rng.choice((0, 1, 2))))
        yield Carries(media, tuple(rng.sample(PAPERS, rng.choice((1, 2)) if not media else rng.choice((0, 1)))))
    if rng.random() < 0.25:
        day = rng.choice(STARTS) + rng.randint(0, 20) * ONE
        yield OnYearly(day.month, day.day)
    if step.kind in {"step", "filing", "notice"} and rng.random() < 0.25:
        yield JudgedBy()


def draw_meetings(rng: Random, step: Step, earlier: list[Step]):
    """Yield at which meeting of the board a step is done."""
    if step.each or rng.random() < 0.3:
        return
    if earlier and rng.random() < 0.5:
        yield AtNext(draw_event(rng, step, rng.choice(earlier), False), rng.random() < 0.4)
    elif rng.random() < 0.7:
        single = [other for other in earlier if other.members == (None,)]
        yield AtFirst(draw_day(rng, single, rng.choice(STARTS)), rng.random() < 0.4)


def names_of(clauses) -> set[str]:
    names = {clause.name for clause in clauses}
    return names | {"before_" + name.removeprefix("after_") for name in names}


def draw_rules(rng: Random, step: Step, earlier: list[Step]):
    """Yield what a vote needs, on what an effect stands, and when a step is called for."""
    if step.kind == "vote" and rng.random() < 0.8:
        yield Passes(tuple({str(t): t for t in (draw_threshold(rng) for _ in range(rng.choice((1, 1, 2))))}.values()))
    if step.kind == "effect":
        yield ValidOnlyIf(draw_condition(rng, earlier))
    elif earlier and step.kind not in AUTHORITIES and rng.random() < 0.2:
        yield When(draw_condition(rng, earlier))


RULES = {
    "time": no_rules,
    "votes": draw_rules,
    "acts": draw_manner,
    "members": draw_approvals,
    "routes": draw_rules,
    "answers": draw_rules,
    "remedies": no_rules,
    "rounds": draw_rules,
    "meetings": draw_meetings,
    "terms": no_rules,
}
"""What the steps of a theme have besides orders and bounds."""


def draw_threshold(rng: Random) -> Threshold:
    base, strict = rng.choice(BASES), rng.random() < 0.5
    choice = rng.random()
    if choice < 0.15:
        return Threshold(False, Fraction(1), base)
    if choice < 0.3:
        return Threshold(strict, Fraction(rng.randint(1, 6)), base, counts=True)
    return Threshold(strict, rng.choice(SHARES), base, plus=rng.choice((0, 0, 0, 0, 1)))


def draw_condition(rng: Random, earlier: list[Step]):
    choice = rng.random()
    if choice < 0.65:
        other = rng.choice(earlier)
        states = STATES.get(other.kind, ("done",))
        more = ("done",) if other.kind != "group" else ()
        return Is(other.name, rng.choice((*states, *states, *more)))
    if choice < 0.75 and (other := rng.choice(earlier)).kind != "group":
        return Not(Is(other.name, "done"))
    half = rng.randint(1, max(1, len(earlier) - 1))
    parts = tuple(draw_condition(rng, some) for some in (earlier[:half], earlier[half:]) if some)
    return Both(parts) if rng.random() < 0.6 else EitherOf(parts)


def circular(procedure: Procedure) -> bool:
    """Whether orders and bounds together ask for a circle, which the language refuses."""
    after: dict[str, set[str]] = {step.name: set() for step in procedure.steps}
    routes = {step.name for step in procedure.steps if step.route}
    if GROUP in after:
        after[GROUP] |= routes
    for step in procedure.steps:
        for clause in step.clauses:
            match clause:
                case Order(before=True):
                    for name in (clause.event.step, *(routes if clause.event.step == GROUP else ())):
                        after[name].add(step.name)
                case Order():
                    after[step.name].add(clause.event.step)
                case Bound(day=EndOf() | Away(start=EndOf())) if clause.backward or isinstance(clause.day, Away):
                    pass  # what comes before the end of a term may come before the term
                case Bound(words="lead" | "within_before") | Bound(day=Away(before=True)):
                    for name in anchors(procedure, clause.limit):
                        for one in (name, *(routes if name == GROUP else ())):
                            after[one].add(step.name)
                case At():
                    after[step.name].add(clause.step)
                case AtNext():
                    after[step.name].add(clause.event.step)
                case AtFirst():
                    after[step.name] |= anchors(procedure, clause.day) | due_in(clause.day)
                case ValidOnlyIf():
                    after[step.name] |= set(clause.condition.names)
                case Silence():
                    after[step.name].add(clause.after)
                case Deemed():
                    after[step.name] |= anchors(procedure, clause.day)
                case Bound():
                    after[step.name] |= anchors(procedure, clause.limit) | due_in(clause.limit)
    while loose := [name for name, others in after.items() if not others & after.keys()]:
        for name in loose:
            del after[name]
    return bool(after)


def draw_clause(rng: Random, step: Step, earlier: list[Step], start: date):
    single = [other for other in earlier if other.members == (None,) and other.kind != "group"]
    if earlier and rng.random() < 0.45:
        other, before = rng.choice(earlier), rng.random() < 0.25
        return Order(draw_event(rng, step, other, before), before)
    words = rng.choice(("lead", "wait", "within_before", "within_after", "deadline", "not_before"))
    if words in {"deadline", "not_before"}:
        return Bound(words, draw_day(rng, single, start))
    base = Of(Event(rng.choice(single).name)) if single and rng.random() < 0.9 else draw_fixed(rng, start)
    return Bound(words, base, *draw_period(rng))


def draw_event(rng: Random, step: Step, other: Step, before: bool) -> Event:
    if other.kind == "group":
        return Event(other.name, "" if before else rng.choice(("", "passed")))
    if other.members == (None,):
        states = STATES.get(other.kind, ())[:2]
        state = rng.choice(("", *states, *states)) if not before and other.kind != "review" else ""
        return Event(other.name, state)
    if other.kind == "vote":
        return Event(other.name, every=True) if before else Event(other.name, "carried")
    if step.members != (None,) and rng.random() < 0.6:
        return Event(other.name, own=True)
    return Event(other.name, every=True)


def draw_period(rng: Random) -> tuple[int, str]:
    unit = rng.choice(UNITS)
    most = {"weeks": 3, "months": 2, "years": 1}.get(unit, 12)
    return rng.randint(1, most), unit


def draw_fixed(rng: Random, start: date) -> Fixed:
    return Fixed(start + rng.randint(0, 40) * ONE)


def draw_day(rng: Random, single: list[Step], start: date):
    choice = rng.random()
    if not single or choice < 0.3:
        return draw_fixed(rng, start)
    due = [step for step in single if any(b.is_last for b in step.said(Bound))]
    if due and choice < 0.5:
        return Away(*draw_period(rng), False, DueOf(rng.choice(due).name))
    if choice < 0.7:
        parts = [Away(*draw_period(rng), False, Of(Event(rng.choice(single).name))) for _ in range(2)]
        return Extreme(rng.random() < 0.5, tuple(parts))
    return Away(*draw_period(rng), rng.random() < 0.2, Of(Event(rng.choice(single).name)))
