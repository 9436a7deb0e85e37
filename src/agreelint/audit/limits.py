"""Limits on amounts, one instance for each member or occurrence and each fiscal year of which figures are recorded."""

from collections.abc import Iterator

from attrs import evolve, frozen

from agreelint.amounts.evaluate import Evaluator, Held, Place
from agreelint.amounts.values import Key
from agreelint.audit.amount_readings import Amounts
from agreelint.audit.facts import Settings
from agreelint.audit.figures import Figures
from agreelint.audit.verdicts import Evidence, Finding, Instance, State, Verdict
from agreelint.dating import Anchors, reckon
from agreelint.dating.years import number_of
from agreelint.logs.events import Event
from agreelint.model.constraints import Model
from agreelint.model.quantities import Limit
from agreelint.moments import Moment
from agreelint.periods import fiscal_year_end, fiscal_year_start
from agreelint.syntax import nodes
from agreelint.syntax.printer import in_words


def limits(model: Model, settings: Settings, figures: Figures) -> Iterator[Verdict]:
    """Judge every limit wherever a figure is recorded on which it rests; a limit without any gives no verdict."""
    amounts = Amounts(model, settings, figures)
    for kept in model.limits:
        for place in _places(model, kept.limit, figures):
            begins = _first_year(model, settings, kept.limit)
            finding = begins.of(place.year) or _finding(model, amounts, figures, kept.limit, place)
            period = f"FY{place.year}" if place.year is not None else None
            start = fiscal_year_start(place.year, model.agreement.counting) if place.year is not None else None
            yield Verdict(
                None,
                None,
                kept.origin,
                Instance(place.index, period=period),
                finding,
                Moment.on(start) if start else None,
            )


def unjudged(model: Model, limit: Limit, figures: Figures) -> str | None:
    """Say why a limit has no verdict at all."""
    if any(_places(model, limit, figures)):
        return None
    names = model.amounts.quantities.figures_of(limit.requires)
    if not any(key.name in names for key in figures.rows):
        return "no row of activity `figure` brings what it rests on"
    return "no row of activity `figure` brings what it rests on in a year, or for an occurrence, of its own"


@frozen
class _FirstYear:
    """The first fiscal year in which a limit holds, and the last that it can be; None where it is not recorded."""

    earliest: int | None
    latest: int | None
    words: str
    step: str | None = None
    complete: bool = False

    def of(self, year: int | None) -> Finding | None:
        """Return the finding of a year in which the limit does not hold, or of which that is not known."""
        if year is None or (self.latest is not None and year >= self.latest):
            return None
        if (self.earliest is not None and year < self.earliest) or (self.earliest is None and self.complete):
            begins = f"FY{self.earliest}" if self.earliest is not None else "no year so far"
            return Finding(State.NOT_APPLICABLE, f"it holds from {self.words}, which is {begins}")
        why = f"it holds from {self.words}, and when that was is not recorded"
        return Finding(State.UNKNOWN, why, evidence=Evidence.MISSING, missing_record=f"the day of {self.step}")


def _first_year(model: Model, settings: Settings, limit: Limit) -> _FirstYear:
    """Return since when a limit holds; one that does not say so holds in every year."""
    since, counting = limit.since, model.agreement.counting
    if since is None:
        return _FirstYear(0, 0, "")
    anchor = since.anchor if isinstance(since, nodes.YearByDay) else None
    step = anchor.step.text if isinstance(anchor, nodes.EventDate) else None
    rows = settings.record.rows if settings.record and step else ()
    days = [event.when for event in rows if event.activity == step and event.held]
    firsts, lasts = ([day for when in days if (day := getattr(when, side))] for side in ("first", "last"))
    first = Moment(min(firsts), min(lasts)) if firsts and lasts else None
    dated = reckon(nodes.YearStart(since.span, since), Anchors(moment_of=lambda _: first), counting, rolls=False)
    words = in_words(since, "year").replace("_", " ")
    if dated is None:
        through = settings.completeness.covers(step or "", None, None, settings.as_of)
        return _FirstYear(None, None, words, step, complete=through and not days)
    earliest, latest = (number_of("fiscal_year", one.day, counting) for one in (dated.first, dated.last))
    return _FirstYear(earliest, latest, words, step)


def _places(model: Model, limit: Limit, figures: Figures) -> Iterator[Place]:
    """Yield all places of each year of which a figure is recorded; one that only an average takes is not enough."""
    names = model.amounts.quantities.figures_of_the_year(limit.requires)
    keys = [key for key in figures.rows if key.name in names]
    dated = sorted({key.year for key in keys if key.year is not None})
    years: tuple[int | None, ...] = tuple(dated) if limit.yearly else (None,)
    for year in years if keys else ():
        yield from (Place(name, year) for name in _instances(model, limit, keys, year))


def _instances(model: Model, limit: Limit, keys: list[Key], year: int | None) -> tuple[str | None, ...]:
    if limit.index is None:
        return (None,)
    if limit.occurrences:
        own = model.amounts.quantities.of_each(limit.index)
        return tuple(sorted({k.whose for k in keys if k.name in own and k.whose and k.year in {year, None}}))
    day = fiscal_year_start(year, model.agreement.counting) if year is not None else None
    return model.agreement.members_of(limit.index, day)


def _finding(model: Model, amounts: Amounts, figures: Figures, limit: Limit, place: Place) -> Finding:
    evaluator = amounts.chosen()
    held = evaluator.holds(limit.requires, place)
    rows = tuple(event for key in evaluator.used for event in figures.rows.get(key, ()))
    found = _judged(model, evaluator, held, place, rows)

    def judge(other: Evaluator) -> Finding:
        return _judged(model, other, other.holds(limit.requires, place), place, ())

    return evolve(found, readings=tuple(amounts.differing(limit.requires, judge, found.state)))


def _judged(model: Model, amounts: Evaluator, held: Held, place: Place, events: tuple[Event, ...]) -> Finding:
    value = held.value
    due = fiscal_year_end(place.year, model.agreement.counting) if place.year is not None else None
    if held.answer is None:
        return Finding(
            State.UNKNOWN,
            f"whether {value.told} cannot be told: {'; '.join(amounts.lacking(value))}",
            due=due,
            evidence=Evidence.MISSING,
            missing_record="; ".join(map(str, value.missing)) or "; ".join(value.impossible),
            remarks=value.steps,
            events=events,
        )
    if held.answer:
        return Finding(State.SATISFIED, value.told, due=due, remarks=value.steps, events=events)
    return Finding(State.VIOLATED, value.told, due=due, remarks=value.steps, events=events)
