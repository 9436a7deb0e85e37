"""Figures from files that somebody typed: every row read, and everything that is wrong with any of them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from attrs import field, frozen

from agreelint.audit.figures import Figures, figures_of
from agreelint.audit.problems import Problem
from agreelint.diagnostics import Diagnostic
from agreelint.logs.mapping import Entry, Mapping, RowRule
from agreelint.logs.readers import read_log
from agreelint.model.amount_rules import FIGURE
from agreelint.model.constraints import Model
from agreelint.model.units import Unit
from agreelint.source import Source, Span

_PERCENT = Unit(percent=True)
_NOWHERE = Span("", 0, 0)
_WORDS = Mapping(
    Source("", ""),
    columns=(Entry("member", "actor", _NOWHERE),),
    rows=(RowRule((("activity", ""),), (("activity", FIGURE),), _NOWHERE),),
)
"""A row of inputs says `member` where one of a log says `actor`, and needs no activity."""


@frozen(eq=False, repr=False, slots=False)
class Inputs:
    """The figures of files of inputs, what is wrong with them, and how many rows bring no figure."""

    figures: Figures = field(factory=lambda: Figures({}, {}))
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: tuple[Source, ...] = ()
    left_out: int = 0


def read_inputs(model: Model, paths: Sequence[tuple[Path, str]]) -> Inputs:
    """Read files (path, and the name that messages use) with a figure in each row; one with an empty value is none."""
    reading = read_log(paths, model.agreement.counting.zone, _WORDS, required=("subject", "value"))
    log = reading.value.log
    rows = [event for event in log.events if event.activity == FIGURE]
    filled = [event for event in rows if event.attribute("value") is not None]
    figures = figures_of(model, filled)
    by_path = {source.path: source for source in reading.value.sources}
    problems = (*figures.problems, *_twice(figures), *_above_the_whole(model, figures))
    told = [problem.diagnostic(by_path, reading.value.places) for problem in problems]
    told += [one for one in reading.diagnostics if one.code != "AG059"]  # the words of inputs need not all be used
    order = {path: number for number, path in enumerate(by_path)}
    told.sort(key=lambda one: (order[one.labels[0].span.path], one.labels[0].span.start))
    return Inputs(figures, tuple(told), reading.value.sources, len(log.events) - len(rows))


def _twice(figures: Figures) -> Iterator[Problem]:
    """Yield what is wrong with a figure that several rows bring, at each row but the first."""
    for key, events in figures.rows.items():
        first, *others = sorted(events, key=lambda event: (event.file, event.line))
        for event in others:
            value = event.attribute("value")
            message = f"{key} is given twice: on line {first.line} of {first.file} as well"
            if key in figures.disputed:
                message = f"{key} is {value} here, and {first.attribute('value')} on line {first.line} of {first.file}"
            yield Problem(event, "AG078", "figure-twice", message, "keep the row that is right", "value")


def _above_the_whole(model: Model, figures: Figures) -> Iterator[Problem]:
    """Yield each share that is more than everything; what a log says of one is for its limits to judge."""
    for key, events in figures.rows.items():
        value = figures.given.get(key)
        if isinstance(value, Fraction) and value > 1 and model.amounts.quantities.figures[key.name].unit == _PERCENT:
            message = f"`{key.name}` is {events[0].attribute('value')}, and no share is above 100 percent"
            yield Problem(events[0], "AG067", "bad-figure", message, "correct the number", "value")
